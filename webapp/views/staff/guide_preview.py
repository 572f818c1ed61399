"""A page of the guidance for its reader: four languages side by side, what changed, what it quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from markupsafe import Markup

from webapp.domain import reviews
from webapp.kit import clock, differences, fund, reading
from webapp.kit.guides import Guide, guides
from webapp.kit.i18n import LANGUAGES, NAMES, force_language, language
from webapp.kit.receipts import SURE, value_words
from webapp.kit.texts import BadTextError
from webapp.rules.law import MissingValue, UnknownName, law_shown_on
from webapp.views.visitor import guidance as public
from webapp.views.visitor import links

#: What names another element of the same page: four pages on one must not share a name.
_NAMING: Final = re.compile(r' (id|for|popovertarget|aria-(?:labelledby|describedby|controls))="([^"]*)"')
_INNER: Final = re.compile(r' href="#([^"]*)"')


@dataclass(frozen=True, kw_only=True)
class Column:
    """A page in one language; `trouble` says why it cannot be shown."""

    code: str
    address: str
    page: dict[str, Any]
    asked: list[dict[str, str]]
    unsure: list[str]
    trouble: str = ""


def columns(guide: Guide) -> list[Column]:
    """The page in each language, as the public sees it today."""
    return [_column(guide, code) for code in LANGUAGES]


def changes(before: dict[str, str], after: dict[str, str]) -> list[dict[str, Any]]:
    """What differs between two states, file by file; files that say the same are left out."""
    found = [
        {
            "name": NAMES.get(name.removesuffix(".md"), _("Facts of the page (page.toml)")),
            "code": name.removesuffix(".md") if name.endswith(".md") else "",
            "paragraphs": differences.paragraphs(before.get(name, ""), after.get(name, "")),
        }
        for name in after
    ]
    return [one for one in found if one["paragraphs"]]


def figures(standing: reviews.Standing) -> list[dict[str, Any]]:
    """The values of the law that the page quotes, as they stand today, with what changed or will."""
    law = law_shown_on(clock.today())
    grounds = standing.grounds
    marked = {one.after.name: "changed" for one in grounds.changed}
    marked |= {one.after.name: "coming" for one in grounds.coming} | dict.fromkeys(
        grounds.corrected, "corrected"
    )
    found: list[dict[str, Any]] = []
    for name in standing.state.figures:
        try:
            value = law.value(name)
        except UnknownName:
            continue
        except MissingValue:
            entry = law.book.entry(name)
            found.append({"name": name, "label": entry.label[language()], "mark": marked.get(name, "")})
            continue
        found.append(
            {
                "name": name,
                "label": value.label[language()],
                "words": value_words(value),
                "since": value.since,
                "sure": value.confidence == SURE,
                "source": value.source,
                "mark": marked.get(name, ""),
            }
        )
    return sorted(found, key=lambda one: (not one["mark"], one["label"]))


def readings(state: reviews.PageState) -> list[tuple[str, reading.Reading, int]]:
    """How each language reads, with the lowest score it may have."""
    return [(code, reading.page(state.texts[f"{code}.md"], code), reading.LIMITS[code]) for code in LANGUAGES]


def _column(guide: Guide, code: str) -> Column:
    with force_language(code):
        address = links.address_of(guide, code)
        try:
            shown = public.written_guide(guide)
        except (BadTextError, LookupError) as reason:
            title = guides(fund.library()).find(guide.name) and guide.title(code)
            return Column(
                code=code, address=address, page={"title": title}, asked=[], unsure=[], trouble=str(reason)
            )
        page = shown["page"] | {part: set_apart(shown["page"][part], code) for part in ("short", "body")}
        asked = [question | {"anchor": f"{code}-{question['anchor']}"} for question in shown["asked"]]
        return Column(code=code, address=address, page=page, asked=asked, unsure=shown["unsure"])


def set_apart(html: Markup, prefix: str) -> Markup:
    """HTML whose names begin with a prefix, so that several pages can stand on one."""

    def named(match: re.Match[str]) -> str:
        names = " ".join(f"{prefix}-{name}" for name in match[2].split())
        return f' {match[1]}="{names}"'

    text = _NAMING.sub(named, str(html))
    return Markup(_INNER.sub(rf' href="#{prefix}-\1"', text))  # noqa: S704 - names only, of HTML already made
