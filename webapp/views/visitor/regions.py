"""Where competence depends on the home: institutions by name, and the region or community of a postcode.

Names stand in ``content/institutions.toml``, regions with their postcodes in ``content/regions.toml``. A
postcode names no person; it travels in the address and is kept nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from webapp.kit import fund
from webapp.kit.fields import FundForm
from webapp.kit.i18n import language

INSTITUTIONS: Final = "institutions.toml"
REGIONS: Final = "regions.toml"
_POSTCODE: Final = re.compile("[0-9]{4}")


@dataclass(frozen=True, kw_only=True)
class Institution:
    """Whom to turn to. `reach` says how; `site` is empty where we know none for certain."""

    name: str
    site: str
    reach: str
    is_fund: bool


class HomeForm(FundForm):
    """Asks where somebody lives, by postcode; the region itself can be chosen instead."""

    postcode = StringField(
        _l("Postcode of the child’s home"), description=_l("Four digits, for example 4700.")
    )

    def validate_postcode(self, field: StringField) -> None:
        """A postcode of Belgium, or nothing."""
        typed = (field.data or "").strip()
        if typed and region_of(typed) is None:
            raise ValidationError(_l("Write a Belgian postcode of four digits, or choose the region below."))


def institutions(names: Sequence[str]) -> list[Institution]:
    """Institutions by their names in content/institutions.toml."""
    known, spoken = fund.library().toml(INSTITUTIONS), language()
    return [
        Institution(
            name=known[name]["name"][spoken],
            site=known[name].get("site", ""),
            reach=known[name].get("reach", {}).get(spoken, ""),
            is_fund=name == "fund",
        )
        for name in names
    ]


def regions() -> Mapping[str, Any]:
    """Every region and community, as it stands in content/regions.toml."""
    found: Mapping[str, Any] = fund.library().toml(REGIONS)
    return found


def region_names() -> list[tuple[str, str]]:
    """Regions to choose from, in the language being spoken."""
    spoken = language()
    return [(name, facts["name"][spoken]) for name, facts in regions().items()]


def region_of(postcode: str) -> str | None:
    """The region of a postcode; the smallest range wins: German-speaking municipalities lie in Wallonia."""
    typed = postcode.strip()
    if not _POSTCODE.fullmatch(typed):
        return None
    found = [
        (last - first, name)
        for name, facts in regions().items()
        for first, last in facts["postcodes"]
        if first <= int(typed) <= last
    ]
    return min(found)[1] if found else None
