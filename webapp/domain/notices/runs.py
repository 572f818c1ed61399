"""Mass runs: planned by one person in ranges, released by a second one, or thrown away whole.

The kind of a run is its subject ("dues", "company_calls"), the thing what it is for ("2026Q4", "2026").
Drawing a range and booking it belong to the subject's room; this file keeps count and the two persons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.identity import Actor, Permission
from webapp.domain.notices.models import LeftOut, Run, RunRange
from webapp.kit import audit
from webapp.kit.db import session


class RunState(StrEnum):
    """drawing → drawn (waits for the second person) → releasing → done; or discarded."""

    DRAWING = "drawing"
    DRAWN = "drawn"
    RELEASING = "releasing"
    DONE = "done"
    DISCARDED = "discarded"


class AlreadyRunError(Exception):
    """This run exists already and was not discarded; nothing was planned."""


class SecondPersonNeededError(Exception):
    """The person who planned a run may not release it."""


class NotDrawnError(Exception):
    """The run is not waiting for a release: still drawing, released, or discarded."""


class NotAllowedError(Exception):
    """The person lacks the permission for this verb."""


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """A value of the law that a run needs and nobody knows yet, and how many people or companies need it."""

    name: str
    file: str
    day: date
    people: int

    def __str__(self) -> str:
        return f"{self.name} is not known on {self.day} (content/law/{self.file}): {self.people} need it"


class MissingLawError(Exception):
    """A run needs values of the law that are not known; nothing was planned."""

    def __init__(self, lacking: Sequence[Lacking]) -> None:
        """Name each of them, so that staff know what to wait for, or whom to leave out."""
        self.lacking = tuple(lacking)
        super().__init__("; ".join(str(one) for one in lacking))


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a run would ask for, reckoned for everybody before anything is drawn, and what that lacks."""

    count: int
    cents: int
    lacking: tuple[Lacking, ...] = ()

    def as_facts(self) -> dict[str, Any]:
        """What a run remembers of it."""
        without = [{**vars(one), "day": one.day.isoformat()} for one in self.lacking]
        return {"expected": {"count": self.count, "cents": self.cents}, "without": without}


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a run has come; the page that polls shows exactly this."""

    run_id: int
    kind: str
    thing: str
    state: RunState
    ranges: int
    drawn: int
    booked: int
    count: int
    cents: int
    left_out: int
    planned_by: int
    planned_at: datetime
    released_by: int | None
    released_at: datetime | None
    facts: dict[str, Any]

    @property
    def expected(self) -> Expected | None:
        """What it was planned to ask for, and whom it was knowingly planned without."""
        if "expected" not in self.facts:
            return None
        without = [
            Lacking(**{**one, "day": date.fromisoformat(one["day"])}) for one in self.facts["without"]
        ]
        return Expected(**self.facts["expected"], lacking=tuple(without))


def check_free(kind: str, thing: str, *, by: Actor) -> int:
    """Whether somebody may plan this run now, before it is reckoned; gives how many of it were discarded.

    Raises:
        AlreadyRunError: a run of this kind and thing exists and was not discarded.
        NotAllowedError: the person may not draw runs.
    """
    if not by.may(Permission.DRAW_RUNS):
        raise NotAllowedError
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"run-{kind}-{thing}"))))
    states = session.scalars(select(Run.state).where(Run.kind == kind, Run.thing == thing)).all()
    if any(state != RunState.DISCARDED for state in states):
        raise AlreadyRunError
    return len(states)


def plan(
    kind: str, thing: str, *, by: Actor, at: datetime, ranges: Sequence[tuple[int, int]], **facts: Any
) -> Run:
    """Open a run over ranges of ids (low and high, both included). Raises what `check_free` raises."""
    earlier = check_free(kind, thing, by=by)
    run = Run(
        kind=kind, thing=thing, turn=earlier + 1, state=RunState.DRAWING if ranges else RunState.DRAWN,
        ranges=len(ranges), planned_by=by.login_id, planned_at=at, facts=facts,
    )  # fmt: skip
    session.add(run)
    session.flush()
    if ranges:
        session.execute(
            insert(RunRange), [{"run_id": run.id, "low": low, "high": high} for low, high in ranges]
        )
    audit.note(by, "run.planned", f"run:{run.id}", kind=kind, thing=thing)
    return run


def range_to_draw(run_id: int, low: int) -> RunRange | None:
    """Lock a range that is still to be drawn; None when it was drawn or the run was discarded."""
    run = session.get_one(Run, run_id)
    found = session.get(RunRange, (run_id, low), with_for_update=True)
    return found if found and found.drawn_at is None and run.state == RunState.DRAWING else None


def range_to_book(run_id: int, low: int) -> RunRange | None:
    """Lock a range that is still to be booked; None when it was booked or the run is not released."""
    run = session.get_one(Run, run_id)
    found = session.get(RunRange, (run_id, low), with_for_update=True)
    return found if found and found.booked_at is None and run.state == RunState.RELEASING else None


def drawn(found: RunRange, *, at: datetime, count: int, cents: int) -> None:
    """A range is drawn; the last one makes the run wait for its second person."""
    found.drawn_at, found.count, found.cents = at, count, cents
    session.flush()
    _advance(found.run_id, RunState.DRAWING, RunState.DRAWN, RunRange.drawn_at, at=at)


def booked(found: RunRange, *, at: datetime) -> None:
    """A range is booked; the last one ends the run."""
    found.booked_at = at
    session.flush()
    _advance(found.run_id, RunState.RELEASING, RunState.DONE, RunRange.booked_at, at=at)


def leave_out(run_id: int, principal_id: int, *, because: str, detail: str = "") -> None:
    """Note somebody whom the run cannot reckon; staff find the list beside the totals."""
    session.execute(
        insert(LeftOut)
        .values(run_id=run_id, principal_id=principal_id, because=because, detail=detail)
        .on_conflict_do_nothing()
    )


def release(run_id: int, *, by: Actor, at: datetime) -> list[tuple[int, int]]:
    """Release a drawn run; returns its ranges, whose booking the caller promises.

    Raises:
        SecondPersonNeededError: the same person planned it.
        NotDrawnError: it is not waiting for a release.
        NotAllowedError: the person may not release runs.
    """
    if not by.may(Permission.RELEASE_RUNS):
        raise NotAllowedError
    run = session.get_one(Run, run_id, with_for_update=True)
    if run.state != RunState.DRAWN:
        raise NotDrawnError
    if run.planned_by == by.login_id:
        raise SecondPersonNeededError
    run.state, run.released_by, run.released_at = RunState.RELEASING, by.login_id, at
    audit.note(by, "run.released", f"run:{run.id}")
    ranges = session.execute(
        select(RunRange.low, RunRange.high).where(RunRange.run_id == run_id).order_by(RunRange.low)
    )
    found = [(row.low, row.high) for row in ranges]
    if not found:
        run.state, run.ended_at = RunState.DONE, at
    return found


def discard(run_id: int, *, by: Actor, at: datetime) -> Run:
    """Throw a run away before its release; what it drew is the caller's to delete.

    Raises:
        NotDrawnError: it was released already.
    """
    if not (by.may(Permission.DRAW_RUNS) or by.may(Permission.RELEASE_RUNS)):
        raise NotAllowedError
    run = session.get_one(Run, run_id, with_for_update=True)
    if run.state not in {RunState.DRAWING, RunState.DRAWN}:
        raise NotDrawnError
    run.state, run.ended_at = RunState.DISCARDED, at
    audit.note(by, "run.discarded", f"run:{run.id}")
    return run


def progress(run_id: int) -> Progress | None:
    """How far a run has come; None when there is no such run."""
    run = session.get(Run, run_id)
    return _progress(run) if run else None


def all_runs(kind: str | None = None) -> list[Progress]:
    """Every run, or those of one kind, the latest first."""
    question = select(Run).order_by(Run.id.desc())
    if kind:
        question = question.where(Run.kind == kind)
    return [_progress(run) for run in session.scalars(question)]


def left_out(run_id: int) -> list[LeftOut]:
    """Those whom a run could not reckon."""
    return list(
        session.scalars(select(LeftOut).where(LeftOut.run_id == run_id).order_by(LeftOut.principal_id))
    )


def _progress(run: Run) -> Progress:
    counted = session.execute(
        select(
            func.count(RunRange.drawn_at),
            func.count(RunRange.booked_at),
            func.coalesce(func.sum(RunRange.count), 0),
            func.coalesce(func.sum(RunRange.cents), 0),
        ).where(RunRange.run_id == run.id)
    ).one()
    missed = session.scalar(select(func.count()).select_from(LeftOut).where(LeftOut.run_id == run.id)) or 0
    return Progress(
        run_id=run.id, kind=run.kind, thing=run.thing, state=RunState(run.state), ranges=run.ranges,
        drawn=counted[0], booked=counted[1], count=int(counted[2]), cents=int(counted[3]), left_out=missed,
        planned_by=run.planned_by, planned_at=run.planned_at, released_by=run.released_by,
        released_at=run.released_at, facts=run.facts,
    )  # fmt: skip


def _advance(run_id: int, before: RunState, after: RunState, stamp: Any, *, at: datetime) -> None:
    """Move the run on when no range is left; its row is locked, so two last ranges cannot miss each other."""
    session.execute(select(Run.id).where(Run.id == run_id).with_for_update())
    left = session.scalar(
        select(func.count()).select_from(RunRange).where(RunRange.run_id == run_id, stamp.is_(None))
    )
    if not left:
        ended = {"ended_at": at} if after == RunState.DONE else {}
        session.execute(update(Run).where(Run.id == run_id, Run.state == before).values(state=after, **ended))
