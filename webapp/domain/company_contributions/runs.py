"""The yearly run: drawn by one person in ranges, looked at, released by a second one, or thrown away whole.

While it is drawn nothing is in the books and no letter is written; both happen range by range after the
release. Who cannot be reckoned is left out and listed with the reason. Planning reckons every company first:
a run that needs a value of the law nobody knows yet refuses to start, unless one leaves those companies out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from sqlalchemy import delete, func, select

from webapp.domain import companies, notices
from webapp.domain.company_contributions.models import CompanyCall
from webapp.domain.company_contributions.reckoning import NotCallableError, reckon
from webapp.domain.company_contributions.service import book_many, draw_many
from webapp.domain.identity import Actor
from webapp.kit import outbox
from webapp.kit.db import session
from webapp.rules.law import law_book

KIND: Final = "company_calls"
JOB: Final = "company_calls"
DRAW: Final = "draw"
BOOK: Final = "book"
RANGE: Final = 500
#: Why a company cannot be called: `reckoning.NotCallableError` then names the value of the law.
LAW_UNKNOWN: Final = "law_unknown"
#: Who owes nothing for the year is no gap that staff must close.
OWES_NOTHING: Final = frozenset({"closed", "not_yet_founded"})


def plan(year: int, *, by: Actor, at: datetime) -> int:
    """Open the run of a year and promise the drawing of its ranges; gives the number of the run.

    Raises:
        notices.runs.MissingLawError: a value of the law is not known that a company's call needs.
        notices.runs.AlreadyRunError: the year has a run that was not thrown away.
        notices.runs.NotAllowedError: the person may not draw runs.
    """
    return _plan(year, by=by, at=at, refuse_lacking=True)


def plan_without_missing(year: int, *, by: Actor, at: datetime) -> int:
    """The same for all but the companies whose call needs a value that is not known: left out by name.

    Raises what `plan` raises, except for missing law.
    """
    return _plan(year, by=by, at=at, refuse_lacking=False)


def draw_range(run_id: int, low: int, *, on: date, at: datetime) -> None:
    """Draw the calls of one range; nothing is done twice, and nothing for a run that was thrown away."""
    found = notices.runs.range_to_draw(run_id, low)
    if found is None:
        return
    year = _year(run_id)
    reckoned = []
    for subject in companies.subjects(found.low, found.high):
        try:
            reckoned.append((subject.id, reckon(subject, year=year)))
        except NotCallableError as reason:
            if reason.because not in OWES_NOTHING:
                notices.runs.leave_out(run_id, subject.id, because=reason.because, detail=reason.detail)
    drawn = draw_many(reckoned, year=year, on=on, run_id=run_id)
    notices.runs.drawn(found, at=at, count=len(drawn), cents=sum(call.cents for call in drawn))


def book_range(run_id: int, low: int, *, on: date, at: datetime) -> None:
    """Book the calls of one released range and draw their letters; nothing is done twice."""
    found = notices.runs.range_to_book(run_id, low)
    if found is None:
        return
    calls = session.scalars(
        select(CompanyCall)
        .where(CompanyCall.run_id == run_id, CompanyCall.company_id.between(found.low, found.high))
        .order_by(CompanyCall.id)
    ).all()
    book_many(calls, on=on)
    notices.runs.booked(found, at=at)


def release(run_id: int, *, by: Actor, at: datetime) -> None:
    """Release a drawn run: the second person's yes. Booking follows range by range.

    Raises:
        notices.runs.SecondPersonNeededError: the same person planned it.
        notices.runs.NotDrawnError: it is not waiting for a release.
        notices.runs.NotAllowedError: the person may not release runs.
    """
    _promise(run_id, BOOK, [low for low, _high in notices.runs.release(run_id, by=by, at=at)])


def discard(run_id: int, *, by: Actor, at: datetime) -> None:
    """Throw a run away with every call it drew; none of them was owed.

    Raises:
        notices.runs.NotDrawnError: it was released already.
    """
    notices.runs.discard(run_id, by=by, at=at)
    session.execute(delete(CompanyCall).where(CompanyCall.run_id == run_id, CompanyCall.booked_on.is_(None)))


def totals_by_size(run_id: int) -> dict[str, tuple[int, int]]:
    """How many calls a run drew and for how many cents, by size: the figures to compare before a release."""
    rows = session.execute(
        select(CompanyCall.size, func.count(), func.sum(CompanyCall.cents))
        .where(CompanyCall.run_id == run_id)
        .group_by(CompanyCall.size)
    )
    return {size: (int(count), int(cents)) for size, count, cents in rows}


def totals_of_year(year: int) -> tuple[int, int]:
    """How many calls of a year are in the books and for how many cents: what a new run is compared with."""
    found = session.execute(
        select(func.count(), func.coalesce(func.sum(CompanyCall.cents), 0)).where(
            CompanyCall.year == year, CompanyCall.booked_on.is_not(None)
        )
    ).one()
    return int(found[0]), int(found[1])


def called_years(*, since: int) -> list[int]:
    """The years from one on that a company was called for already."""
    return sorted(session.scalars(select(CompanyCall.year).where(CompanyCall.year >= since).distinct()))


def _plan(year: int, *, by: Actor, at: datetime, refuse_lacking: bool) -> int:
    notices.runs.check_free(KIND, str(year), by=by)
    ranges = companies.ranges(RANGE)
    expected = _expect(year, ranges)
    if refuse_lacking and expected.lacking:
        raise notices.runs.MissingLawError(expected.lacking)
    run = notices.runs.plan(KIND, str(year), by=by, at=at, ranges=ranges, **expected.as_facts())
    _promise(run.id, DRAW, [low for low, _high in ranges])
    return run.id


def _expect(year: int, ranges: Iterable[tuple[int, int]]) -> notices.runs.Expected:
    """What the run will ask for in all, and which values of the law how many companies wait for."""
    called = set(session.scalars(select(CompanyCall.company_id).where(CompanyCall.year == year)))
    asked: list[int] = []
    waiting: Counter[str] = Counter()
    for low, high in ranges:
        for subject in companies.subjects(low, high):
            if subject.id in called:
                continue
            try:
                asked.append(reckon(subject, year=year).value.amount_cents)
            except NotCallableError as reason:
                waiting.update([reason.detail] if reason.because == LAW_UNKNOWN else [])
    lacking = [
        notices.runs.Lacking(
            name=name, file=law_book().entry(name).file, day=date(year, 1, 1), people=companies_waiting
        )
        for name, companies_waiting in waiting.items()
    ]
    return notices.runs.Expected(count=len(asked), cents=sum(asked), lacking=tuple(lacking))


def _promise(run_id: int, step: str, lows: list[int]) -> None:
    promises = [(f"company-calls-{run_id}-{step}-{low}", _args(run_id, low, step)) for low in lows]
    outbox.promise_many(JOB, promises)


def _args(run_id: int, low: int, step: str) -> dict[str, int | str]:
    return {"run_id": run_id, "low": low, "step": step}


def _year(run_id: int) -> int:
    run = notices.runs.progress(run_id)
    assert run is not None, "a range belongs to a run"
    return int(run.thing)
