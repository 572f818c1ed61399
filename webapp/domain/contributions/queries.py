"""What is only read about contributions, as frozen facts for pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from webapp.domain import affiliates, ledger, notices
from webapp.domain.contributions.basis import CannotReckonError, Dossier, reckon_provisional
from webapp.domain.contributions.dossiers import dossier_of
from webapp.domain.contributions.letters import key_of
from webapp.domain.contributions.models import Due, DueChange, ExemptQuarter
from webapp.domain.contributions.service import PROVISIONAL, REGULARISATION, fee_percent
from webapp.domain.ledger import OpenItem, Why
from webapp.kit.db import session
from webapp.kit.fund import MissingChoiceError
from webapp.rules.contributions import QuarterlyContribution
from webapp.rules.explained import Explained
from webapp.rules.units import Quarter


class QuarterState(StrEnum):
    """Where a quarter stands; derived from the books each time, never stored."""

    CALLED = "called"
    PAID = "paid"
    LATE = "late"
    EXEMPT = "exempt"
    TO_COME = "to_come"
    NOTHING = "nothing"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class QuarterLine:
    """One quarter of a year: its state, what was called and is open, and the days that count."""

    quarter: Quarter
    state: QuarterState
    cents: int | None = None
    open_cents: int = 0
    due_on: date | None = None
    paid_on: date | None = None
    ground: str = ""
    waits_for: str = ""


@dataclass(frozen=True, kw_only=True)
class Year:
    """A year as four quarters, with what was called and what is open in it."""

    year: int
    quarters: tuple[QuarterLine, ...]
    regularised_cents: int | None = None

    @property
    def called_cents(self) -> int:
        """Everything called for the year so far."""
        return sum(line.cents or 0 for line in self.quarters)

    @property
    def open_cents(self) -> int:
        """What of it is not paid."""
        return sum(line.open_cents for line in self.quarters)


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The first screen of an account: what is due, by when, how to pay, and the year."""

    affiliate_id: int
    on: date
    year: Year
    balance_cents: int
    open_items: tuple[OpenItem, ...]
    communication: str

    @property
    def to_pay_cents(self) -> int:
        """Everything open today, less what is credited."""
        return max(self.balance_cents, 0)

    @property
    def late_cents(self) -> int:
        """What is open after its due day."""
        return sum(item.open_cents for item in self.open_items if item.is_late(on=self.on))

    @property
    def due_on(self) -> date | None:
        """The first day by which something open is, or was, to be paid."""
        return min((item.due_on for item in self.open_items), default=None)


@dataclass(frozen=True, kw_only=True)
class Version:
    """A quarter's amount as it stood from a day: as called, or after a change."""

    on: date
    basis: str
    contribution_cents: int
    fee_cents: int
    total_cents: int
    kept_cents: int
    explained: Explained[QuarterlyContribution]


@dataclass(frozen=True, kw_only=True)
class QuarterDetail:
    """Everything about one called quarter."""

    due_id: int
    affiliate_id: int
    quarter: Quarter
    category: str
    line: QuarterLine
    drawn_on: date
    versions: tuple[Version, ...]
    previous: Version | None
    previous_quarter: Quarter | None
    chosen_on: date | None

    @property
    def now(self) -> Version:
        """The amount as it stands."""
        return self.versions[-1]


@dataclass(frozen=True, kw_only=True)
class Paid:
    """What one quarter of some year cost, for years side by side."""

    quarter: Quarter
    cents: int


def overview(affiliate_id: int, on: date) -> Overview:
    """The first screen of an account on a day."""
    account = ledger.affiliate_account(affiliate_id)
    return Overview(
        affiliate_id=affiliate_id,
        on=on,
        year=year(affiliate_id, on.year, on=on),
        balance_cents=ledger.balance(account),
        open_items=tuple(ledger.open_items(account)),
        communication=ledger.known_reference(account),
    )


def year(affiliate_id: int, number: int, *, on: date) -> Year:
    """The four quarters of a year as they stand on a day."""
    dossier = dossier_of(affiliate_id)
    items = ledger.open_items(ledger.affiliate_account(affiliate_id), with_settled=True)
    quarters = Quarter.of_year(number)
    dues = {due.quarter: due for due in _dues(affiliate_id, PROVISIONAL, quarters)}
    changes = _last_changes([due.id for due in dues.values()])
    regular = _dues(affiliate_id, REGULARISATION, quarters)
    return Year(
        year=number,
        quarters=tuple(
            _line(dossier, quarter, dues.get(str(quarter)), changes, items, on=on) for quarter in quarters
        ),
        regularised_cents=sum(due.total_cents for due in regular) if regular else None,
    )


def years(affiliate_id: int, *, on: date) -> list[Year]:
    """Every year in which the person was subject, this year first."""
    stretches = dossier_of(affiliate_id).stretches
    if not stretches:
        return []
    first = stretches[0].since.year
    last = min(stretches[-1].until.year, on.year) if stretches[-1].until else on.year
    called = session.scalar(
        select(Due.quarter).where(Due.affiliate_id == affiliate_id).order_by(Due.quarter).limit(1)
    )
    first = max(first, int(called[:4])) if called else last
    return [year(affiliate_id, number, on=on) for number in range(last, first - 1, -1)]


def quarter(affiliate_id: int, wanted: Quarter, *, on: date) -> QuarterDetail | None:
    """Everything about one called quarter; None when it was not called (or not released) yet."""
    due = session.scalars(
        select(Due).where(
            Due.affiliate_id == affiliate_id,
            Due.kind == PROVISIONAL,
            Due.quarter == str(wanted),
            Due.booked_on.is_not(None),
        )
    ).one_or_none()
    if due is None:
        return None
    line = next(one for one in year(affiliate_id, wanted.year, on=on).quarters if one.quarter == wanted)
    earlier = session.scalars(
        select(Due)
        .where(
            Due.affiliate_id == affiliate_id,
            Due.kind == PROVISIONAL,
            Due.quarter < str(wanted),
            Due.booked_on.is_not(None),
        )
        .order_by(Due.quarter.desc())
        .limit(1)
    ).one_or_none()
    return QuarterDetail(
        due_id=due.id,
        affiliate_id=affiliate_id,
        quarter=wanted,
        category=due.category,
        line=line,
        drawn_on=due.drawn_on,
        versions=_versions(due),
        previous=_versions(earlier)[-1] if earlier else None,
        previous_quarter=Quarter.parse(earlier.quarter) if earlier else None,
        chosen_on=_chosen_on(affiliate_id, wanted),
    )


def letter_of(detail: QuarterDetail) -> notices.Notice | None:
    """The due notice of a called quarter; None where nothing was due."""
    return notices.letter_of(key_of(str(detail.quarter), detail.affiliate_id))


def same_quarter_over_years(affiliate_id: int, wanted: Quarter) -> list[Paid]:
    """What the same quarter cost in each year, oldest first."""
    rows = session.scalars(
        select(Due)
        .where(
            Due.affiliate_id == affiliate_id,
            Due.kind == PROVISIONAL,
            Due.quarter.like(f"____Q{wanted.number}"),
            Due.booked_on.is_not(None),
        )
        .order_by(Due.quarter)
    )
    return [Paid(quarter=Quarter.parse(due.quarter), cents=_versions(due)[-1].total_cents) for due in rows]


def _line(
    dossier: Dossier,
    wanted: Quarter,
    due: Due | None,
    changes: dict[int, DueChange],
    items: list[OpenItem],
    *,
    on: date,
) -> QuarterLine:
    if str(wanted) in dossier.exempt and (due is None or due.booked_on is None):
        ground = session.get_one(ExemptQuarter, (dossier.affiliate_id, str(wanted))).ground
        return QuarterLine(quarter=wanted, state=QuarterState.EXEMPT, ground=ground)
    if due is None or due.booked_on is None:
        return _not_called(dossier, wanted, on=on)
    cents = changes[due.id].total_cents if due.id in changes else due.total_cents
    mine = [item for item in items if item.about == due.quarter and item.why == Why.DUE]
    left = sum(item.open_cents for item in mine)
    due_on = max((item.due_on for item in mine), default=due.due_on)
    if not left:
        paid_on = max((item.settled_on for item in mine if item.settled_on), default=None)
        state = QuarterState.PAID if cents else QuarterState.NOTHING
        return QuarterLine(quarter=wanted, state=state, cents=cents, due_on=due_on, paid_on=paid_on)
    state = QuarterState.LATE if due_on < on else QuarterState.CALLED
    return QuarterLine(quarter=wanted, state=state, cents=cents, open_cents=left, due_on=due_on)


def _not_called(dossier: Dossier, wanted: Quarter, *, on: date) -> QuarterLine:
    """A quarter to come, with the amount expected by today's law, or with what we are waiting for."""
    if affiliates.standing(dossier.stretches, wanted) is None or wanted.year < on.year:
        return QuarterLine(quarter=wanted, state=QuarterState.NONE)
    try:
        reckoned = reckon_provisional(dossier, wanted, fee_percent=fee_percent(wanted))
    except CannotReckonError as error:
        return QuarterLine(quarter=wanted, state=QuarterState.TO_COME, waits_for=error.detail)
    except MissingChoiceError as error:
        return QuarterLine(quarter=wanted, state=QuarterState.TO_COME, waits_for=error.name)
    cents = reckoned.explained.value.total_cents if reckoned else None
    return QuarterLine(quarter=wanted, state=QuarterState.TO_COME, cents=cents)


def _chosen_on(affiliate_id: int, wanted: Quarter) -> date | None:
    """When the income a person chose for this quarter was granted."""
    choices = [
        one
        for one in dossier_of(affiliate_id).choices
        if one.year == wanted.year and one.from_quarter <= wanted
    ]
    return choices[-1].granted_on if choices else None


def _versions(due: Due) -> tuple[Version, ...]:
    changes = session.scalars(select(DueChange).where(DueChange.due_id == due.id).order_by(DueChange.id))
    drawn = Version(
        on=due.drawn_on,
        basis=due.basis,
        contribution_cents=due.contribution_cents,
        fee_cents=due.fee_cents,
        total_cents=due.total_cents,
        kept_cents=0,
        explained=Explained.from_json(due.explanation, QuarterlyContribution),
    )
    later = [
        Version(
            on=change.changed_on,
            basis=change.basis,
            contribution_cents=change.contribution_cents,
            fee_cents=change.fee_cents,
            total_cents=change.total_cents,
            kept_cents=change.kept_cents,
            explained=Explained.from_json(change.explanation, QuarterlyContribution),
        )
        for change in changes
    ]
    return (drawn, *later)


def _dues(affiliate_id: int, kind: str, quarters: tuple[Quarter, ...]) -> list[Due]:
    names = [str(one) for one in quarters]
    return list(
        session.scalars(
            select(Due).where(Due.affiliate_id == affiliate_id, Due.kind == kind, Due.quarter.in_(names))
        )
    )


def _last_changes(due_ids: list[int]) -> dict[int, DueChange]:
    rows = session.scalars(select(DueChange).where(DueChange.due_id.in_(due_ids)).order_by(DueChange.id))
    return {row.due_id: row for row in rows}
