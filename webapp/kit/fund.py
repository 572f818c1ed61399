"""The fund's own choices, from content/site.toml: what the law leaves to each fund."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from flask import current_app

from webapp.kit.texts import Library

#: A fund that has set no fee for longer than this has none.
_FEE_YEARS_BACK: Final = 5


class MissingChoiceError(LookupError):
    """The fund has not written a choice of its own that is needed here; the sentence names it."""

    def __init__(self, name: str, year: int) -> None:
        self.name, self.year = name, year
        super().__init__(f"content/site.toml names no {name} for {year}")


@dataclass(frozen=True, kw_only=True)
class Account:
    """One of the fund's bank accounts."""

    iban: str
    bic: str
    holder: str


def library() -> Library:
    """The content of this deployment: the fund's own folders before ours."""
    found: Library = current_app.extensions["content"]
    return found


def facts() -> dict[str, Any]:
    """Everything in content/site.toml of this deployment."""
    return library().toml("site.toml")


def management_fee_percent(year: int) -> Decimal:
    """The management fee of a year in percent of the contribution (RD no. 38, art. 20 § 4).

    Raises:
        MissingChoiceError: the fund has not set the fee of that year.
    """
    fee = facts()["management_fee"].get(str(year))
    if fee is None:
        raise MissingChoiceError("management_fee", year)
    return Decimal(fee)


def assumed_fee_percent(year: int) -> Decimal:
    """The fee of a year, or the last one that the fund has set before: for years that are only assumed."""
    fees = facts()["management_fee"]
    known = (one for one in range(year, year - _FEE_YEARS_BACK, -1) if str(one) in fees)
    return Decimal(next((fees[str(one)] for one in known), 0))


def account(name: str) -> Account:
    """The account for `contributions`, `companies` or `benefits`."""
    return Account(**facts()["accounts"][name])


def web_address(path: str) -> str:
    """The full address of one of our pages, for letters and mails."""
    base: str = current_app.config["SETTINGS"].base_url
    return f"{base}{path}"
