"""The quarterly run: dues drawn by ranges, looked at, released by a second person, then booked and announced.

Nothing is in the books before the release. A range is one transaction: a crashed one leaves nothing, a
repeated one adds only what is missing. Planning reckons the whole run by the batch: what it will ask for, and
whether the law of the quarter is known; drawing confirms every due against the batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain import affiliates, identity, notices
from webapp.domain.contributions.basis import CannotReckonError, reckon_provisional
from webapp.domain.contributions.expected import confirm, expect, not_called, reckon_together
from webapp.domain.contributions.models import Due
from webapp.domain.contributions.service import PROVISIONAL, book_for_run, due_row, fee_percent
from webapp.kit import outbox
from webapp.kit.db import session
from webapp.rules.units import Quarter

KIND: Final = "dues"
JOB: Final = "due_notices"
RANGE: Final = 1_000


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The sum of a run or of a quarter, for comparing: how many dues, cents, and how many of nothing."""

    dues: int
    cents: int
    fee_cents: int
    nothing: int
    highest_cents: int


@dataclass(frozen=True, kw_only=True)
class Group:
    """The dues of one category and basis within a run."""

    category: str
    basis: str
    dues: int
    cents: int


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One due of a run to look at before the release."""

    due_id: int
    affiliate_id: int
    category: str
    basis: str
    total_cents: int
    explanation: dict[str, Any]


def plan_run(quarter: Quarter, *, by: identity.Actor, at: datetime) -> int:
    """Open the run of a quarter over all affiliates and promise its ranges; gives the run's number.

    Raises `MissingChoiceError` while the fund has set no fee for the year, and from `notices.runs`:

    Raises:
        MissingLawError: a value of the law is not known that somebody's due needs; nothing is planned.
        AlreadyRunError: the run exists already and was not discarded.
        NotAllowedError: the person may not draw runs.
    """
    return _plan(quarter, by=by, at=at, refuse_lacking=True)


def plan_run_without_missing(quarter: Quarter, *, by: identity.Actor, at: datetime) -> int:
    """The same for all but those whose due needs a value that is not known: they are left out by name.

    Raises what `plan_run` raises, except for missing law.
    """
    return _plan(quarter, by=by, at=at, refuse_lacking=False)


def draw_range(run_id: int, low: int, *, on: date, at: datetime) -> None:
    """Draw the dues of one range; who cannot be reckoned is left out with the reason, never guessed.

    Raises:
        DisagreementError: a due is not what the batch says; nothing of the range is drawn.
    """
    found = notices.runs.range_to_draw(run_id, low)
    progress = notices.runs.progress(run_id)
    if found is None or progress is None:
        return
    quarter = Quarter.parse(progress.thing)
    percent = fee_percent(quarter)
    dossiers = not_called(found.low, found.high, quarter)
    rows = []
    for affiliate_id, dossier in dossiers.items():
        try:
            reckoned = reckon_provisional(dossier, quarter, fee_percent=percent)
        except CannotReckonError as error:
            notices.runs.leave_out(run_id, affiliate_id, because=error.because, detail=error.detail)
            continue
        if reckoned is not None:
            rows.append(due_row(affiliate_id, reckoned, on=on, run_id=run_id))
    confirm(rows, reckon_together(dossiers, quarter, fee_percent=percent))
    if rows:
        session.execute(insert(Due).on_conflict_do_nothing(), rows)
    notices.runs.drawn(found, at=at, count=len(rows), cents=sum(row["total_cents"] for row in rows))


def book_range(run_id: int, low: int, *, on: date, at: datetime) -> None:
    """Book the dues of one range of a released run and promise their letters."""
    found = notices.runs.range_to_book(run_id, low)
    if found is None:
        return
    dues = session.scalars(
        select(Due)
        .where(Due.run_id == run_id, Due.affiliate_id.between(found.low, found.high), Due.booked_on.is_(None))
        .order_by(Due.affiliate_id)
    )
    book_for_run(list(dues), on=on, run_id=run_id, low=found.low, high=found.high)
    notices.runs.booked(found, at=at)


def release_run(run_id: int, *, by: identity.Actor, at: datetime) -> None:
    """Let a drawn run go out, by a second person; raises what `notices.runs.release` raises."""
    ranges = notices.runs.release(run_id, by=by, at=at)
    _promise(run_id, "book", [low for low, _high in ranges])


def discard_run(run_id: int, *, by: identity.Actor, at: datetime) -> None:
    """Throw a run away whole before its release: nothing of it was in the books."""
    notices.runs.discard(run_id, by=by, at=at)
    session.execute(delete(Due).where(Due.run_id == run_id, Due.booked_on.is_(None)))


def run_totals(run_id: int) -> Totals:
    """What a run asks for in all."""
    return _totals(Due.run_id == run_id)


def quarter_totals(quarter: Quarter) -> Totals:
    """What was called for a quarter in all, by runs and outside them."""
    return _totals((Due.quarter == str(quarter)) & Due.booked_on.is_not(None) & (Due.kind == PROVISIONAL))


def called_quarters(*, since: Quarter) -> list[Quarter]:
    """The quarters from one on that somebody was called for already, in a run or outside it."""
    found = session.scalars(select(Due.quarter).where(Due.quarter >= str(since)).distinct())
    return sorted(Quarter.parse(one) for one in found)


def run_groups(run_id: int) -> list[Group]:
    """The dues of a run by category and basis, most numerous first."""
    rows = session.execute(
        select(Due.category, Due.basis, func.count(), func.coalesce(func.sum(Due.total_cents), 0))
        .where(Due.run_id == run_id)
        .group_by(Due.category, Due.basis)
        .order_by(func.count().desc(), Due.category, Due.basis)
    )
    return [Group(category=row[0], basis=row[1], dues=row[2], cents=int(row[3])) for row in rows]


def run_samples(run_id: int) -> list[Sample]:
    """For each category and basis the lowest and the highest due, and one in the middle."""
    place = func.row_number().over(
        partition_by=(Due.category, Due.basis), order_by=(Due.total_cents, Due.affiliate_id)
    )
    size = func.count().over(partition_by=(Due.category, Due.basis))
    ranked = (
        select(Due.id.label("id"), place.label("place"), size.label("size"))
        .where(Due.run_id == run_id)
        .subquery()
    )
    rows = session.scalars(
        select(Due)
        .join(ranked, ranked.c.id == Due.id)
        .where(
            (ranked.c.place == 1)
            | (ranked.c.place == ranked.c.size)
            | (ranked.c.place == (ranked.c.size + 1) // 2)
        )
        .order_by(Due.category, Due.basis, Due.total_cents, Due.affiliate_id)
    )
    return [
        Sample(
            due_id=due.id,
            affiliate_id=due.affiliate_id,
            category=due.category,
            basis=due.basis,
            total_cents=due.total_cents,
            explanation=due.explanation,
        )
        for due in rows
    ]


def _totals(which: Any) -> Totals:
    row = session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(Due.total_cents), 0),
            func.coalesce(func.sum(Due.fee_cents), 0),
            func.count().filter(Due.total_cents == 0),
            func.coalesce(func.max(Due.total_cents), 0),
        ).where(which)
    ).one()
    return Totals(
        dues=row[0], cents=int(row[1]), fee_cents=int(row[2]), nothing=row[3], highest_cents=int(row[4])
    )


def _plan(quarter: Quarter, *, by: identity.Actor, at: datetime, refuse_lacking: bool) -> int:
    percent = fee_percent(quarter)
    notices.runs.check_free(KIND, str(quarter), by=by)
    ranges = affiliates.ranges(RANGE)
    expected = expect(quarter, ranges=ranges, fee_percent=percent)
    if refuse_lacking and expected.lacking:
        raise notices.runs.MissingLawError(expected.lacking)
    run = notices.runs.plan(KIND, str(quarter), by=by, at=at, ranges=ranges, **expected.as_facts())
    _promise(run.id, "draw", [low for low, _high in ranges])
    return run.id


def _promise(run_id: int, step: str, lows: list[int]) -> None:
    outbox.promise_many(
        JOB, [(f"run-{run_id}-{step}-{low}", {"run_id": run_id, "low": low, "step": step}) for low in lows]
    )
