"""When a company owes no yearly contribution (law of 30 December 1992, title III).

The text of the law was not at hand: the conditions are those the funds publish. What is only remembered – a
company in liquidation or in judicial reorganisation – is never granted here, only said to be uncertain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from webapp.rules.dated import by_law
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import QUARTERS_A_YEAR

ARTICLE: Final = "law92_title3"
STARTER_YEARS: Final = "company.starter_exemption_years"
SELF_EMPLOYED_YEARS: Final = "company.starter_self_employed_years"
LOOK_BACK_YEARS: Final = "company.starter_look_back_years"


class Verdict(StrEnum):
    """What can be said: owed, not owed, or not known well enough to promise anything."""

    GRANTED = "granted"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


class Refusal(StrEnum):
    """Why an exemption is not given."""

    LEGAL_FORM = "legal_form"
    REGISTRATION = "registration"
    MANAGERS = "managers"
    PARTNERS = "partners"
    YEARS_OVER = "years_over"
    NO_SWORN_STATEMENT = "no_sworn_statement"
    NOT_THE_WHOLE_YEAR = "not_the_whole_year"
    NO_CERTIFICATE = "no_certificate"
    ANOTHER_YEAR = "another_year"


class LegalForm(StrEnum):
    """Legal forms by what matters here: companies of shares in the old sense are out, partnerships are in."""

    PRIVATE_LIMITED = "bv_srl"
    COOPERATIVE = "cv_sc"
    GENERAL_PARTNERSHIP = "vof_snc"
    LIMITED_PARTNERSHIP = "commv_scomm"
    FOREIGN_PARTNERSHIP = "foreign_partnership"
    PUBLIC_LIMITED = "nv_sa"
    PARTNERSHIP_LIMITED_BY_SHARES = "commva_sca"
    FOREIGN_SHARE_COMPANY = "foreign_share_company"


#: Forms that no starter exemption exists for: NV/SA, partnerships limited by shares, and their foreign likes.
WITHOUT_STARTER_EXEMPTION: Final = frozenset(
    {LegalForm.PUBLIC_LIMITED, LegalForm.PARTNERSHIP_LIMITED_BY_SHARES, LegalForm.FOREIGN_SHARE_COMPANY}
)


class Registration(StrEnum):
    """In which quality a company stands in the Crossroads Bank for Enterprises."""

    NONE = "none"
    COMMERCIAL_OR_CRAFT = "commercial_or_craft"
    OTHER = "other"


class Insolvency(StrEnum):
    """What may end or suspend what a company owes."""

    BANKRUPTCY = "bankruptcy"
    LIQUIDATION = "liquidation"
    JUDICIAL_REORGANISATION = "judicial_reorganisation"


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A manager or another working partner, with his quarters of self-employment in the years looked back on.

    Main and secondary occupation both count.
    """

    is_manager: bool
    self_employed_quarters: int


@dataclass(frozen=True, slots=True)
class Exemption:
    """What can be said about a company and a year, as `Verdict` and `Refusal` write it."""

    verdict: str
    refusals: tuple[str, ...] = ()


def starter(
    *,
    year: int,
    incorporated_on: date,
    legal_form: LegalForm,
    registration: Registration,
    members: Iterable[Member],
    sworn_statement: bool,
    law: Law,
) -> Explained[Exemption]:
    """The exemption of a starting company, asked and checked anew for each of its first three years.

    Three conditions: a partnership-type form, a registration in the Crossroads Bank, and people who were not
    self-employed for more than three of the ten years before – every manager, and more than half of the other
    working partners. On request, with a sworn statement. `law` is any day of the book wanted. Raises
    ValueError for a year before the incorporation.
    """
    if incorporated_on.year > year:
        raise ValueError("a company owes nothing for the years before its incorporation")
    work = Working(law.book.on(max(date(year, 1, 1), incorporated_on)))
    last = incorporated_on.year + work.count(STARTER_YEARS) - 1
    work.step("exempt_starter_years", article=ARTICLE, first=incorporated_on.year, last=last)
    people = tuple(members)
    refusals: list[Refusal] = []
    if year > last:
        work.step("exempt_years_over", article=ARTICLE, year=year)
        refusals.append(Refusal.YEARS_OVER)
    if legal_form in WITHOUT_STARTER_EXEMPTION:
        work.step("exempt_form", article=ARTICLE)
        refusals.append(Refusal.LEGAL_FORM)
    if not _registered(work.law, registration):
        work.step("exempt_registration", article=ARTICLE)
        refusals.append(Refusal.REGISTRATION)
    refusals += _by_people(work, people)
    if not sworn_statement:
        work.step("exempt_sworn_statement", article=ARTICLE)
        refusals.append(Refusal.NO_SWORN_STATEMENT)
    return _found(work, refusals, year)


def _by_people(work: Working, people: tuple[Member, ...]) -> list[Refusal]:
    """The third condition: what the managers and the other working partners did in the years before."""
    most, back = work.count(SELF_EMPLOYED_YEARS), work.count(LOOK_BACK_YEARS)
    work.step("exempt_people_years", article=ARTICLE, years=most, back=back)
    new = [person.self_employed_quarters <= most * QUARTERS_A_YEAR for person in people]
    managers = [is_new for person, is_new in zip(people, new, strict=True) if person.is_manager]
    others = [is_new for person, is_new in zip(people, new, strict=True) if not person.is_manager]
    refusals = []
    if not all(managers):
        work.step("exempt_managers", article=ARTICLE, count=managers.count(False))
        refusals.append(Refusal.MANAGERS)
    if others and 2 * sum(others) <= len(others):
        work.step("exempt_partners", article=ARTICLE, count=others.count(False), of=len(others))
        refusals.append(Refusal.PARTNERS)
    return refusals


def _as_trader(_law: Law, registration: Registration) -> bool:
    """Until 31 October 2018: registered as a commercial or craft enterprise."""
    return registration is Registration.COMMERCIAL_OR_CRAFT


def _as_any_enterprise(_law: Law, registration: Registration) -> bool:
    """Since 1 November 2018: registered as an enterprise, whatever it does."""
    return registration is not Registration.NONE


_registered = by_law(
    "the registration of a starting company", {"2016-01-01": _as_trader, "2018-11-01": _as_any_enterprise}
)


def inactive(
    *, year: int, inactive_since: date, certificate: bool, law: Law, resumed_on: date | None = None
) -> Explained[Exemption]:
    """The exemption of a company that did nothing in a full calendar year; what was paid is refunded.

    Proved by a certificate of the tax administration. `inactive_since` is the first day without activity,
    `resumed_on` the first with one again.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    work = Working(law.book.on(first))
    refusals = []
    if inactive_since > first or (resumed_on is not None and resumed_on <= last):
        work.step("exempt_not_whole_year", article=ARTICLE, year=year)
        refusals.append(Refusal.NOT_THE_WHOLE_YEAR)
    if not certificate:
        work.step("exempt_certificate", article=ARTICLE)
        refusals.append(Refusal.NO_CERTIFICATE)
    return _found(work, refusals, year)


def insolvent(*, year: int, event: Insolvency, on: date, law: Law) -> Explained[Exemption]:
    """What is known of a company in trouble: none is owed for the year in which it is declared bankrupt.

    The list of exemptions was cut where we read it. Liquidation and judicial reorganisation are remembered
    only, and nothing was found about the years after a bankruptcy: both are uncertain, never granted.
    """
    work = Working(law.book.on(date(year, 1, 1)))
    if on.year > year:
        work.step("exempt_another_year", article=ARTICLE, day=on, year=year)
        return work.result(Exemption(Verdict.REFUSED, (Refusal.ANOTHER_YEAR,)))
    years = work.count(f"company.exempt_years_{event}")
    if event is Insolvency.BANKRUPTCY and year < on.year + years:
        work.step("exempt_bankrupt", article=ARTICLE, day=on)
        return _found(work, [], year)
    work.step("exempt_uncertain", article=ARTICLE, day=on, year=year)
    return work.result(Exemption(Verdict.UNCERTAIN))


def _found(work: Working, refusals: list[Refusal], year: int) -> Explained[Exemption]:
    """Granted when nothing speaks against it."""
    if refusals:
        return work.result(Exemption(Verdict.REFUSED, tuple(refusals)))
    work.step("exempt_granted", cents=0, article=ARTICLE, year=year)
    return work.result(Exemption(Verdict.GRANTED))
