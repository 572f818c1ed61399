"""The whole fund reckoned twice: who pays another amount by a change, and by how much.

The very code of the runs does it, opened on the book in force and on the one with the lines. Ranges are
worked through in the background and kept; the last one lays them together. Whoever publishes meanwhile, or
writes another line, makes it stale: the editions of both books are its name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain import affiliates, companies, company_contributions, contributions
from webapp.domain.contributions import TwoWays
from webapp.domain.identity import Actor, Permission
from webapp.domain.law_changes.figures import counted, laid_together
from webapp.domain.law_changes.models import LawChange, Reckoning, ReckoningRange, State
from webapp.domain.law_changes.queries import ChangeView, books_of, change, values_of
from webapp.domain.law_changes.service import ChangedMeanwhileError, NotAllowedError, RefusedLinesError
from webapp.kit import audit, fund, outbox
from webapp.kit.db import session
from webapp.rules import law
from webapp.rules.assumed_law import assumed
from webapp.rules.law import LawBook
from webapp.rules.law_files import LawFileError
from webapp.rules.units import Quarter

JOB: Final = "reckon_law_change"
PEOPLE: Final = "people"
COMPANIES: Final = "companies"
RANGE: Final = 2_000
#: Which files the amounts of a quarter and of a company's year come from.
OF_QUARTERS: Final = frozenset({"contributions", "status"})
OF_COMPANIES: Final = frozenset({"company"})


def reckon(change_id: int, *, by: Actor, at: datetime) -> None:
    """Promise the reckoning of a draft; asked twice for the same books, it is done once.

    Raises:
        ChangedMeanwhileError: it is no draft any more.
        RefusedLinesError: the reader of the files refuses the lines.
        NotAllowedError: the person may neither write nor publish changes.
    """
    if not (by.may(Permission.PREPARE_LAW) or by.may(Permission.PUBLISH_LAW)):
        raise NotAllowedError
    row = session.get_one(LawChange, change_id, with_for_update=True, populate_existing=True)
    found = change(change_id)
    if row.state != State.DRAFT or found is None or not found.lines:
        raise ChangedMeanwhileError
    try:
        before, after = books_of(found.lines)
    except LawFileError as refused:
        raise RefusedLinesError(str(refused)) from refused
    facts = _what(found)
    ranges = _ranges(facts)
    number = session.scalar(
        insert(Reckoning)
        .values(
            change_id=change_id, before_edition=before.edition, after_edition=after.edition,
            asked_by=by.login_id, asked_at=at, ranges=len(ranges), found=facts,
            ended_at=None if ranges else at,
        )
        .on_conflict_do_nothing()
        .returning(Reckoning.id)
    )  # fmt: skip
    if number is None:
        return
    audit.note(by, "law_change.reckoned", f"law_change:{change_id}")
    if ranges:
        rows = [
            {"reckoning_id": number, "subject": subject, "low": low, "high": high, "found": {}}
            for subject, low, high in ranges
        ]
        session.execute(insert(ReckoningRange), rows)
    outbox.promise_many(
        JOB,
        [
            (f"law-{number}-{subject}-{low}", {"reckoning_id": number, "subject": subject, "low": low})
            for subject, low, _high in ranges
        ],
    )


def reckon_range(reckoning_id: int, subject: str, low: int, *, at: datetime) -> None:
    """Reckon one range by both books; nothing where they are no longer the books of this reckoning."""
    row = session.get(ReckoningRange, (reckoning_id, subject, low), with_for_update=True)
    if row is None or row.done_at is not None:
        return
    whole = session.get_one(Reckoning, reckoning_id)
    found = change(whole.change_id)
    books = _books(found, whole)
    if books is None:
        return
    reckoned = _people if subject == PEOPLE else _companies
    row.found, row.done_at = reckoned(row.low, row.high, whole.found, *books), at
    session.flush()
    _end(reckoning_id, at=at)


def _books(found: ChangeView | None, whole: Reckoning) -> tuple[LawBook, LawBook] | None:
    try:
        before, after = books_of(found.lines if found else ())
    except LawFileError:
        return None
    is_same = (before.edition, after.edition) == (whole.before_edition, whole.after_edition)
    return (before, after) if is_same else None


def _what(found: ChangeView) -> dict[str, Any]:
    """Which quarters and years are reckoned: the first by the new law, and those called already."""
    values = values_of(found.lines)
    of_people = [one.since for one in values if one.name.partition(".")[0] in OF_QUARTERS]
    of_companies = [one.since for one in values if one.name.partition(".")[0] in OF_COMPANIES]
    quarters, years = {_first_quarter(day) for day in of_people}, {_first_year(day) for day in of_companies}
    called_quarters = contributions.called_quarters(since=min(quarters)) if quarters else []
    called_years = company_contributions.runs.called_years(since=min(years)) if years else []
    all_quarters = sorted(quarters | set(called_quarters))
    return {
        "quarters": {str(one): {} for one in all_quarters},
        "years": {str(one): {} for one in sorted(years | set(called_years))},
        "fees": {str(one): str(fund.assumed_fee_percent(one.year)) for one in all_quarters},
        "called": [str(one) for one in (*called_quarters, *called_years)],
    }


def _first_quarter(day: date) -> Quarter:
    """The first quarter whose first day knows a line of this day: the law of that day is the quarter's."""
    quarter = Quarter.of(day)
    return quarter if quarter.first_day == day else quarter.next


def _first_year(day: date) -> int:
    return day.year if day == date(day.year, 1, 1) else day.year + 1


def _ranges(facts: dict[str, Any]) -> list[tuple[str, int, int]]:
    people = affiliates.ranges(RANGE) if facts["quarters"] else []
    firms = companies.ranges(RANGE) if facts["years"] else []
    return [(PEOPLE, *one) for one in people] + [(COMPANIES, *one) for one in firms]


def _people(low: int, high: int, facts: dict[str, Any], before: LawBook, after: LawBook) -> dict[str, Any]:
    fees = {Quarter.parse(one): Decimal(fee) for one, fee in facts["fees"].items()}
    compared = contributions.compare_range(low, high, tuple(fees), fees=fees, before=before, after=after)
    return {str(quarter): counted(one.people, one.missing) for quarter, one in compared.items()}


def _companies(low: int, high: int, facts: dict[str, Any], before: LawBook, after: LawBook) -> dict[str, Any]:
    subjects = companies.subjects(low, high)
    return {year: _year(subjects, int(year), before, after) for year in facts["years"]}


def _year(
    subjects: Iterable[companies.Subject], year: int, before: LawBook, after: LawBook
) -> dict[str, Any]:
    people: dict[int, TwoWays] = {}
    missing: dict[str, int] = {}
    for subject in subjects:
        old, old_size, _lacks = _company(subject, year, assumed(before))
        new, size, lacks = _company(subject, year, after)
        if lacks:
            missing[lacks] = missing.get(lacks, 0) + 1
        if old is not None or new is not None:
            people[subject.id] = TwoWays(category=size or old_size, before_cents=old, after_cents=new)
    return counted(people, missing)


def _company(subject: companies.Subject, year: int, book: LawBook) -> tuple[int | None, str, str]:
    """What a company owes by a book, its size, and the value of the law that is not known."""
    try:
        with law.reading(book):
            owed = company_contributions.reckon(subject, year=year).value
    except company_contributions.NotCallableError as reason:
        return None, "", reason.detail if reason.because == "law_unknown" else ""
    return owed.amount_cents, owed.size, ""


def _end(reckoning_id: int, *, at: datetime) -> None:
    """Lay the ranges together after the last one; the lock keeps two last ones from missing each other."""
    whole = session.get_one(Reckoning, reckoning_id, with_for_update=True, populate_existing=True)
    ranges = select(ReckoningRange).where(ReckoningRange.reckoning_id == reckoning_id)
    left = session.scalar(
        select(func.count()).select_from(ranges.where(ReckoningRange.done_at.is_(None)).subquery())
    )
    if left or whole.ended_at is not None:
        return
    parts = session.execute(
        select(ReckoningRange.subject, ReckoningRange.found).where(
            ReckoningRange.reckoning_id == reckoning_id
        )
    ).all()
    by_subject = {
        subject: [found for one, found in parts if one == subject] for subject in (PEOPLE, COMPANIES)
    }
    whole.found = whole.found | {
        key: {
            period: laid_together(part[period] for part in by_subject[subject]) for period in whole.found[key]
        }
        for key, subject in (("quarters", PEOPLE), ("years", COMPANIES))
    }
    whole.ended_at = at
    session.flush()
