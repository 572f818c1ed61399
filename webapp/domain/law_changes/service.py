"""Writing, reading, publishing and withdrawing a change: two persons, and nothing over another's head."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.identity import Actor, Permission
from webapp.domain.law_changes import books
from webapp.domain.law_changes.models import LawChange, ProposedLine, ReadThing, Remark, State
from webapp.domain.law_changes.queries import ChangeView, change, obstacles, values_of
from webapp.kit import audit
from webapp.kit.db import session
from webapp.rules.law_files import LawFileError
from webapp.rules.law_lines import DatedLine, joined, place_of


class NotAllowedError(Exception):
    """The person lacks the permission for this verb."""


class ChangedMeanwhileError(Exception):
    """Somebody else wrote in the change, published or withdrew it since the page was opened."""


class StandsAlreadyError(Exception):
    """A value of that name and day stands in the files or in another published change."""

    def __init__(self, name: str, since: date) -> None:
        """Say which."""
        self.name, self.since = name, since
        super().__init__(f"{name} {since}")


class RefusedLinesError(Exception):
    """The reader of the files refuses the lines together; the sentence is its own."""


class ObstacleError(Exception):
    """Something stands before the publication; `obstacles` are codes."""

    def __init__(self, found: Collection[str]) -> None:
        """Keep them for the page."""
        self.obstacles = tuple(found)
        super().__init__(", ".join(found))


def begin(*, key: str, title: str, grounds: str, by: Actor, at: datetime) -> int:
    """Open a change; the same key gives the same one."""
    _allow(by, Permission.PREPARE_LAW)
    facts = {
        "key": key, "title": title, "grounds": grounds, "state": State.DRAFT, "revision": 0,
        "begun_by": by.login_id, "begun_at": at, "changed_by": by.login_id, "changed_at": at, "values": [],
    }  # fmt: skip
    made = session.scalar(
        insert(LawChange)
        .values(facts)
        .on_conflict_do_nothing(index_elements=[LawChange.key])
        .returning(LawChange.id)
    )
    if made is not None:
        audit.note(by, "law_change.begun", f"law_change:{made}")
        return int(made)
    return session.scalars(select(LawChange.id).where(LawChange.key == key)).one()


def put_lines(change_id: int, lines: Iterable[DatedLine], *, revision: int, by: Actor, at: datetime) -> None:
    """Write lines, each over the one of its name and day; the same lines again change nothing.

    Raises:
        ChangedMeanwhileError: the change is at another revision, or no draft any more.
        StandsAlreadyError: the files or another published change have a line of that day.
        RefusedLinesError: the reader of the files refuses them.
    """
    row = _draft(change_id, by=by)
    standing = {(one.name, one.since): one for one in map(books.as_line, _rows(change_id))}
    wanted = standing | {(one.name, one.since): one for one in lines}
    if wanted == standing:
        return
    _same_revision(row, revision)
    fresh = [one for place, one in wanted.items() if standing.get(place) != one]
    _check(fresh, together=wanted.values())
    for line in fresh:
        facts = {part: getattr(line, part) for part in line.__slots__}
        written = insert(ProposedLine).values(change_id=change_id, written_by=by.login_id, **facts)
        session.execute(
            written.on_conflict_do_update(
                index_elements=["change_id", "name", "since"], set_=facts | {"written_by": by.login_id}
            )
        )
    _turn(row, by=by, at=at)


def take_out(change_id: int, *, name: str, since: date, revision: int, by: Actor, at: datetime) -> None:
    """Take a line out again; one that is not there changes nothing. Raises `ChangedMeanwhileError`."""
    row = _draft(change_id, by=by)
    here = (ProposedLine.change_id == change_id) & (ProposedLine.name == name) & (ProposedLine.since == since)
    if session.scalar(select(func.count()).select_from(ProposedLine).where(here)):
        _same_revision(row, revision)
        session.execute(delete(ProposedLine).where(here))
        _turn(row, by=by, at=at)


def remark(change_id: int, *, key: str, words: str, by: Actor, at: datetime) -> None:
    """Say something about a change; the same key says it once."""
    if not (by.may(Permission.PREPARE_LAW) or by.may(Permission.PUBLISH_LAW)):
        raise NotAllowedError
    row = session.get_one(LawChange, change_id)
    session.execute(
        insert(Remark)
        .values(
            key=key, change_id=change_id, revision=row.revision, words=words, said_by=by.login_id, said_at=at
        )
        .on_conflict_do_nothing(index_elements=[Remark.key])
    )


def mark_read(change_id: int, things: Collection[str], *, by: Actor, at: datetime) -> None:
    """Somebody read these pages, tools, papers or letters with the figures of the change in mind."""
    if not (by.may(Permission.PREPARE_LAW) or by.may(Permission.PUBLISH_LAW)):
        raise NotAllowedError
    _draft(change_id, by=None)
    figures = _view(change_id).figures
    rows = [
        {"change_id": change_id, "figures": figures, "thing": one, "read_by": by.login_id, "read_at": at}
        for one in sorted(things)
    ]
    if rows:
        session.execute(insert(ReadThing).values(rows).on_conflict_do_nothing())


def publish(change_id: int, *, revision: int, to_read: Collection[str], by: Actor, at: datetime) -> None:
    """Let the lines stand in the book from now on, each for its day; by somebody who wrote none of them.

    `to_read` is what quotes the values: all of it must have been read. A second click does nothing more.

    Raises:
        ChangedMeanwhileError: the change is at another revision, or no draft any more.
        StandsAlreadyError: the files or another published change got a line of that day meanwhile.
        RefusedLinesError: the reader of the files refuses the lines.
        ObstacleError: it was not reckoned, not read, would change what was called, or is the person's own.
    """
    _allow(by, Permission.PUBLISH_LAW)
    # Two publications at once would each reckon without the other.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("law-publication"))))
    row = session.get_one(LawChange, change_id, with_for_update=True, populate_existing=True)
    if row.state == State.PUBLISHED and row.published_by == by.login_id:
        return
    if row.state != State.DRAFT:
        raise ChangedMeanwhileError
    _same_revision(row, revision)
    books.look_again()
    view = _view(change_id)
    _check(view.lines, together=view.lines)
    if found := obstacles(view, to_read=to_read, by=by):
        raise ObstacleError(found)
    row.values = [[one.name, one.since.isoformat()] for one in values_of(view.lines)]
    row.state, row.published_by, row.published_at = State.PUBLISHED, by.login_id, at
    session.flush()
    audit.note(by, "law_change.published", f"law_change:{change_id}", revision=revision)
    books.look_soon()


def withdraw(change_id: int, *, by: Actor, at: datetime, today: date) -> None:
    """Put a change aside: a draft by who may write one, a published one by who may publish, before its day.

    Raises:
        ChangedMeanwhileError: it was withdrawn by somebody else, or its day has come: what was reckoned with
            it stands, and only a later line may say something else.
    """
    row = session.get_one(LawChange, change_id, with_for_update=True, populate_existing=True)
    _allow(by, Permission.PUBLISH_LAW if row.state == State.PUBLISHED else Permission.PREPARE_LAW)
    if row.state == State.WITHDRAWN:
        if row.withdrawn_by == by.login_id:
            return
        raise ChangedMeanwhileError
    if row.state == State.PUBLISHED and not _view(change_id).may_still_go(today):
        raise ChangedMeanwhileError
    row.state, row.withdrawn_by, row.withdrawn_at = State.WITHDRAWN, by.login_id, at
    session.flush()
    audit.note(by, "law_change.withdrawn", f"law_change:{change_id}")
    books.look_soon()


def _check(fresh: Iterable[DatedLine], *, together: Iterable[DatedLine]) -> None:
    published = books.published_lines()
    held = {(one.name, one.since) for one in published}
    for line in fresh:
        if (line.name, line.since) in held or place_of(line) != "new":
            raise StandsAlreadyError(line.name, line.since)
    try:
        joined(tuple(sorted({*published, *together})))
    except LawFileError as refused:
        raise RefusedLinesError(str(refused)) from refused


def _turn(row: LawChange, *, by: Actor, at: datetime) -> None:
    row.revision += 1
    row.changed_by, row.changed_at = by.login_id, at
    session.flush()
    audit.note(by, "law_change.written", f"law_change:{row.id}", revision=row.revision)


def _same_revision(row: LawChange, revision: int) -> None:
    if row.revision != revision:
        raise ChangedMeanwhileError


def _draft(change_id: int, *, by: Actor | None) -> LawChange:
    if by is not None:
        _allow(by, Permission.PREPARE_LAW)
    row = session.get_one(LawChange, change_id, with_for_update=True, populate_existing=True)
    if row.state != State.DRAFT:
        raise ChangedMeanwhileError
    return row


def _rows(change_id: int) -> list[ProposedLine]:
    return list(session.scalars(select(ProposedLine).where(ProposedLine.change_id == change_id)))


def _view(change_id: int) -> ChangeView:
    found = change(change_id)
    assert found is not None, "its row is locked"
    return found


def _allow(by: Actor, permission: Permission) -> None:
    if not by.may(permission):
        raise NotAllowedError
