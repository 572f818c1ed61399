"""Until when money can be claimed or claimed back, and what starts the term anew (RD no. 38, art. 16).

Five years from a 1 January. An interruption while the term runs gives a fresh five years from its day; one
that comes too early or too late gives nothing. How long a summons holds the term up while the case goes on is
a matter of civil law (art. 2244 and following) and is not counted here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import months_after

TERM: Final = "deadlines.limitation_years"
LATER_START: Final = "deadlines.limitation_regularisation_years"
ARTICLE: Final = "rd38_16"
MONTHS_A_YEAR: Final = 12


class Means(StrEnum):
    """What interrupts the term (art. 16 § 2 and 3); an ordinary letter or a reminder by mail does not.

    REGISTERED_LETTER: of the fund that claims, or of the person who claims back. SUMMONS: before the court,
    or another means of civil law. NOTICE_TO_AFFILIATE: a registered letter of INASTI; it interrupts claims of
    the fund only.
    """

    REGISTERED_LETTER = "registered_letter"
    SUMMONS = "summons"
    NOTICE_TO_AFFILIATE = "notice_to_affiliate"


@dataclass(frozen=True, slots=True, order=True)
class Interruption:
    """An act that may start the term anew, on its day."""

    on: date
    means: Means = Means.REGISTERED_LETTER


@dataclass(frozen=True, slots=True)
class Limitation:
    """The term as it stands: when it first began, its last day, and how many acts started it anew."""

    starts_on: date
    until: date
    interruptions: int

    def has_passed(self, *, on: date) -> bool:
        """Whether nothing can be claimed any more on a day: the last day itself is still in time."""
        return on > self.until


def of_contribution(
    year: int, *, law: Law, interruptions: Iterable[Interruption] = ()
) -> Explained[Limitation]:
    """The term to claim a contribution of a year: five years from 1 January after it (art. 16 § 2).

    `law` is any day of the book wanted, here and below.
    """
    return _term(date(year + 1, 1, 1), law, interruptions)


def of_regularisation(
    year: int, *, law: Law, interruptions: Iterable[Interruption] = ()
) -> Explained[Limitation]:
    """The term to claim the supplement of a year: five years from 1 January of the third year after (§ 2)."""
    return _later_term(year, law, interruptions)


def of_refund(paid_in: int, *, law: Law, interruptions: Iterable[Interruption] = ()) -> Explained[Limitation]:
    """The term to claim back what was paid unduly in a year: five years from 1 January after it (§ 3)."""
    return _term(date(paid_in + 1, 1, 1), law, _of_the_person(interruptions))


def of_regularisation_refund(
    year: int, *, law: Law, interruptions: Iterable[Interruption] = ()
) -> Explained[Limitation]:
    """The term to claim back what a statement shows to be too much: from the third year after (§ 3)."""
    return _later_term(year, law, _of_the_person(interruptions))


def _later_term(year: int, law: Law, interruptions: Iterable[Interruption]) -> Explained[Limitation]:
    work = Working(law.book.on(date(year, 1, 1)))
    starts_on = date(year + work.count(LATER_START), 1, 1)
    work.step("limitation_of_statement", article=ARTICLE, year=year, day=starts_on)
    return work.result(work.include(_term(starts_on, law, interruptions)))


def _term(starts_on: date, law: Law, interruptions: Iterable[Interruption]) -> Explained[Limitation]:
    """Five years from a day, and from each interruption that falls into the running term."""
    work = Working(law.book.on(starts_on - timedelta(days=1)))
    years = work.count(TERM)
    until = months_after(starts_on, MONTHS_A_YEAR * years) - timedelta(days=1)
    work.step("limitation_runs", article=ARTICLE, years=years, since=starts_on, day=until)
    counted = 0
    for act in sorted(interruptions):
        if act.on < starts_on:
            work.step("limitation_not_begun", article=ARTICLE, on=act.on, since=starts_on)
        elif act.on > until:
            work.step("limitation_too_late", article=ARTICLE, on=act.on, day=until)
        else:
            counted += 1
            until = _anew(work, act, years)
    return work.result(Limitation(starts_on, until, counted))


def _anew(work: Working, act: Interruption, years: int) -> date:
    """The last day of the fresh term; the day of the act itself does not count."""
    until = months_after(act.on, MONTHS_A_YEAR * years)
    if act.means is Means.SUMMONS:
        work.step("limitation_by_summons", article=ARTICLE, on=act.on, day=until)
    elif act.means is Means.NOTICE_TO_AFFILIATE:
        work.step("limitation_by_notice", article=ARTICLE, on=act.on, day=until)
    else:
        work.step("limitation_by_letter", article=ARTICLE, on=act.on, day=until)
    return until


def _of_the_person(interruptions: Iterable[Interruption]) -> tuple[Interruption, ...]:
    """What a person can do to interrupt: INASTI's notice to affiliate is none of it. Raises ValueError."""
    acts = tuple(interruptions)
    if any(act.means is Means.NOTICE_TO_AFFILIATE for act in acts):
        raise ValueError("a notice to affiliate interrupts no claim for a refund (RD no. 38, art. 16 § 3)")
    return acts
