"""Who is a primostarter, in which quarters, and whether the first of them is cut.

Royal Decree no. 38, art. 12 § 1bis: since 1 April 2018 a lower minimum income for the first quarters of a
main occupation, not a discount. It applies by itself when the year is settled; beforehand it must be asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from webapp.rules.careers import Category
from webapp.rules.contributions import CUT
from webapp.rules.explained import Explained, Working
from webapp.rules.law import Law
from webapp.rules.units import Quarter

QUARTERS: Final = "contributions.primostarter_quarters"
QUARTERS_OF_ARTISTS: Final = "contributions.primostarter_quarters_artist"
QUARTERS_BEFORE: Final = "contributions.primostarter_quarters_before"
QUARTERS_OF_ILLNESS: Final = "contributions.primostarter_illness_quarters"

#: Categories that take the advantage away: main occupation (art. 12 § 1, 1bis, 1ter) and article 37.
NOT_NEW: Final = frozenset(
    {
        Category.MAIN,
        Category.PRIMOSTARTER,
        Category.SPOUSE_MAXI,
        Category.ARTICLE_37,
        Category.ARTICLE_37_MANDATE,
    }
)


@dataclass(frozen=True, slots=True)
class Primostarter:
    """The quarters with the lower minimum income, none for others, and whether the first of them is cut."""

    quarters: tuple[Quarter, ...]
    first_quarter_cut: bool


def primostarter(
    *,
    first: Quarter,
    before: Mapping[Quarter, Category],
    law: Law,
    ill: Collection[Quarter] = (),
    artist: Collection[Quarter] = (),
) -> Explained[Primostarter]:
    """Whether somebody whose main occupation starts or resumes in a quarter is a primostarter (§ 1bis).

    `before` is the category of each earlier quarter of activity; a quarter that is missing had none. `ill`
    are the quarters assimilated for illness, `artist` those with a valid certificate of work in the arts. The
    cut belongs to those who are new; who resumes after an illness has the lower minimum only (subpar. 3).
    """
    work = Working(law.book.on(first.first_day))
    if not work.law.in_force(QUARTERS):
        work.step("primostarter_not_yet", article="rd38_12_1bis", quarter=first)
        return work.result(Primostarter((), first_quarter_cut=False))
    new = _is_new(work, first, before)
    if not new and not _resumes_after_illness(work, first, ill):
        return work.result(Primostarter((), first_quarter_cut=False))
    quarters = _quarters(work, first, artist)
    cut = new and work.law.in_force(CUT)
    if cut:
        work.step("primostarter_cut", article="rd38_12_1bis", quarter=first)
    return work.result(Primostarter(quarters, first_quarter_cut=cut))


def _is_new(work: Working, first: Quarter, before: Mapping[Quarter, Category]) -> bool:
    """Never in main occupation nor under article 37 in the twenty quarters before (§ 1bis, subpar. 2)."""
    count = work.count(QUARTERS_BEFORE)
    seen = Quarter.range(first.plus(-count), first.previous)
    main = [quarter for quarter in seen if before.get(quarter) in NOT_NEW]
    if main:
        work.step("primostarter_not_new", article="rd38_12_1bis", count=count, quarter=main[-1])
    else:
        work.step("primostarter_new", article="rd38_12_1bis", count=count, quarter=first)
    return not main


def _resumes_after_illness(work: Working, first: Quarter, ill: Collection[Quarter]) -> bool:
    """Resuming in or right after two quarters in a row assimilated for illness, since 1 January 2023."""
    if not work.law.in_force(QUARTERS_OF_ILLNESS):
        return False
    last = first if first in ill else first.previous
    run = 0
    while last.plus(-run) in ill:
        run += 1
    needed = work.law.count(QUARTERS_OF_ILLNESS)
    if run >= needed:
        work.count(QUARTERS_OF_ILLNESS)
        work.step("primostarter_after_illness", article="rd38_12_1bis", count=run, quarter=last)
    return run >= needed


def _quarters(work: Working, first: Quarter, artist: Collection[Quarter]) -> tuple[Quarter, ...]:
    """The first four in a row; for artists eight since 1 October 2022, where the certificate is valid."""
    ordinary = tuple(Quarter.range(first, first.plus(work.count(QUARTERS) - 1)))
    work.step("primostarter_quarters", article="rd38_12_1bis", first=first, last=ordinary[-1])
    more = tuple(
        quarter
        for quarter in sorted(artist)
        if quarter > ordinary[-1] and quarter.minus(first) < _quarters_of_artists(work, quarter)
    )
    if more:
        work.note(work.law.book.on(more[0].first_day).value(QUARTERS_OF_ARTISTS))
        work.step("primostarter_artist", article="rd38_12_1bis", count=len(more), last=more[-1])
    return ordinary + more


def _quarters_of_artists(work: Working, quarter: Quarter) -> int:
    law = work.law.book.on(quarter.first_day)
    return law.count(QUARTERS_OF_ARTISTS) if law.in_force(QUARTERS_OF_ARTISTS) else 0
