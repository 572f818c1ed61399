"""Changes of the law as pages, feeds and the review list read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select

from webapp.domain.identity import Actor
from webapp.domain.law_changes.books import as_line, published_lines
from webapp.domain.law_changes.models import (
    LawChange,
    ProposedLine,
    ReadThing,
    Reckoning,
    ReckoningRange,
    Remark,
    State,
)
from webapp.kit import fund
from webapp.kit.db import session
from webapp.rules.law import LawBook
from webapp.rules.law_files import INDEX, LawFileError
from webapp.rules.law_lines import DatedLine, Difference, differences, joined, place_of


@dataclass(frozen=True, kw_only=True)
class RemarkLine:
    """What somebody said, and at which revision."""

    words: str
    revision: int
    said_by: int
    said_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReckoningView:
    """How far the fund is reckoned by both books; `found` is whole once `ended_at` is set."""

    id: int
    ranges: int
    done: int
    asked_by: int
    asked_at: datetime
    ended_at: datetime | None
    found: Mapping[str, Any]

    @property
    def changes_called(self) -> tuple[str, ...]:
        """The quarters and years already called in which somebody's amount would be another one."""
        parts = {**self.found.get("quarters", {}), **self.found.get("years", {})}
        return tuple(one for one in self.found.get("called", ()) if parts.get(one, {}).get("changed"))


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """One change with all that a reader may ask about it."""

    id: int
    title: str
    grounds: str
    state: State
    revision: int
    lines: tuple[DatedLine, ...]
    writers: frozenset[int]
    begun_by: int
    begun_at: datetime
    changed_by: int
    changed_at: datetime
    published_by: int | None
    published_at: datetime | None
    withdrawn_by: int | None
    withdrawn_at: datetime | None

    @property
    def figures(self) -> str:
        """A fingerprint of its names, days and values: what was read for others must be read again."""
        written = "\n".join(f"{one.name} {one.since} {one.value}" for one in self.lines)
        return sha256(written.encode()).hexdigest()[:12]

    @property
    def first_day(self) -> date | None:
        """The earliest day one of its lines holds from."""
        return min((one.since for one in self.lines), default=None)

    def may_still_go(self, today: date) -> bool:
        """Whether all its days lie ahead, so that nothing can have been reckoned on them."""
        return all(one.since > today for one in self.lines)

    def in_files(self, place: str) -> tuple[DatedLine, ...]:
        """Its lines that a file has by now: "taken" with the same value, "conflict" with another."""
        return tuple(one for one in self.lines if place_of(one) == place)


@dataclass(frozen=True, kw_only=True)
class PublishedValue:
    """A value that a published change made another one: its name, its day, and when it was published."""

    name: str
    since: date
    published_at: datetime
    change_id: int


def all_changes() -> list[ChangeView]:
    """Every change, the latest first."""
    rows = list(session.scalars(select(LawChange).order_by(LawChange.id.desc())))
    lines: dict[int, list[ProposedLine]] = {row.id: [] for row in rows}
    for line in session.scalars(select(ProposedLine)):
        lines[line.change_id].append(line)
    return [_view(row, lines[row.id]) for row in rows]


def change(change_id: int) -> ChangeView | None:
    """One change; None where there is none."""
    row = session.get(LawChange, change_id)
    if row is None:
        return None
    return _view(row, session.scalars(select(ProposedLine).where(ProposedLine.change_id == change_id)))


def published() -> list[PublishedValue]:
    """Every value that a published change made another one, indexed amounts included, latest first."""
    rows = session.scalars(
        select(LawChange).where(LawChange.state == State.PUBLISHED).order_by(LawChange.published_at.desc())
    )
    return [
        PublishedValue(
            name=name, since=date.fromisoformat(since), published_at=row.published_at, change_id=row.id
        )
        for row in rows
        if row.published_at is not None
        for name, since in row.values
    ]


def remarks(change_id: int) -> list[RemarkLine]:
    """What was said about a change, in its order."""
    rows = session.scalars(select(Remark).where(Remark.change_id == change_id).order_by(Remark.id))
    return [
        RemarkLine(words=row.words, revision=row.revision, said_by=row.said_by, said_at=row.said_at)
        for row in rows
    ]


def read_things(found: ChangeView) -> dict[str, tuple[int, datetime]]:
    """What was read with the figures of a change in mind: by whom, and when."""
    rows = session.scalars(
        select(ReadThing).where(ReadThing.change_id == found.id, ReadThing.figures == found.figures)
    )
    return {row.thing: (row.read_by, row.read_at) for row in rows}


def books_of(lines: Iterable[DatedLine]) -> tuple[LawBook, LawBook]:
    """The book without and with these lines. Raises `LawFileError` where they cannot be joined."""
    mine = set(lines)
    others = tuple(sorted({*published_lines()} - mine))
    return joined(others), joined(tuple(sorted({*others, *mine})))


def values_of(lines: Iterable[DatedLine]) -> tuple[Difference, ...]:
    """The values that become other ones by lines, old beside new; nothing where the files refuse them."""
    try:
        return differences(*books_of(lines))
    except LawFileError:
        return ()


def reckoning_of(found: ChangeView) -> ReckoningView | None:
    """The reckoning of a change by the books of today; None when there is none, or when it is stale."""
    try:
        before, after = books_of(found.lines)
    except LawFileError:
        return None
    row = session.scalars(
        select(Reckoning)
        .where(
            Reckoning.change_id == found.id,
            Reckoning.before_edition == before.edition,
            Reckoning.after_edition == after.edition,
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    return _reckoning(row) if row else None


def last_reckoning(change_id: int) -> ReckoningView | None:
    """The latest finished reckoning, fresh or not: what a published change was published on."""
    row = session.scalars(
        select(Reckoning)
        .where(Reckoning.change_id == change_id, Reckoning.ended_at.is_not(None))
        .order_by(Reckoning.id.desc())
        .limit(1)
    ).one_or_none()
    return _reckoning(row) if row else None


def obstacles(found: ChangeView, *, to_read: Collection[str], by: Actor) -> tuple[str, ...]:
    """What stands before the publication by a person, as codes, in the order to deal with them."""
    reckoned = reckoning_of(found)
    is_done = reckoned is not None and reckoned.ended_at is not None
    standing = {
        "no_lines": not found.lines,
        "not_reckoned": not is_done,
        "no_fee": not all(map(_has_fee, (one.since.year for one in found.lines if one.name == INDEX))),
        "changes_called": bool(reckoned and reckoned.changes_called),
        "unread": not set(to_read) <= read_things(found).keys(),
        "own": by.login_id in found.writers,
    }
    return tuple(code for code, stands in standing.items() if stands)


def _has_fee(year: int) -> bool:
    """Whether the fund has set its fee of a year: calculators offer a year once its index is published."""
    try:
        return fund.management_fee_percent(year) >= 0
    except fund.MissingChoiceError:
        return False


def in_the_way() -> str:
    """Why the published lines cannot be laid into the files of this release; empty when they can."""
    try:
        joined(published_lines())
    except LawFileError as refused:
        return str(refused)
    return ""


def _reckoning(row: Reckoning) -> ReckoningView:
    done = session.scalar(
        select(func.count(ReckoningRange.done_at)).where(ReckoningRange.reckoning_id == row.id)
    )
    return ReckoningView(
        id=row.id,
        ranges=row.ranges,
        done=done or 0,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        found=row.found,
    )


def _view(row: LawChange, lines: Iterable[ProposedLine]) -> ChangeView:
    written = list(lines)
    return ChangeView(
        id=row.id, title=row.title, grounds=row.grounds, state=State(row.state), revision=row.revision,
        lines=tuple(sorted(map(as_line, written))),
        writers=frozenset({row.begun_by, row.changed_by, *(one.written_by for one in written)}),
        begun_by=row.begun_by, begun_at=row.begun_at, changed_by=row.changed_by, changed_at=row.changed_at,
        published_by=row.published_by, published_at=row.published_at,
        withdrawn_by=row.withdrawn_by, withdrawn_at=row.withdrawn_at,
    )  # fmt: skip
