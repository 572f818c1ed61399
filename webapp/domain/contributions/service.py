"""What changes about contributions: incomes become known, dues are drawn and booked, reductions granted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain import affiliates, ledger, notices
from webapp.domain.contributions import letters
from webapp.domain.contributions.basis import Reckoned, reckon_provisional
from webapp.domain.contributions.dossiers import dossier_of
from webapp.domain.contributions.models import ChosenIncome, Due, DueChange, ExemptQuarter, Income
from webapp.domain.ledger import Why
from webapp.kit import audit, fund
from webapp.kit.audit import Doer
from webapp.kit.db import session
from webapp.rules.units import Quarter, half_up

PROVISIONAL = "provisional"
REGULARISATION = "regularisation"


class NothingDueError(ValueError):
    """Nothing is due for this quarter: the person is not subject in it, or it is exempt."""


def record_income(
    affiliate_id: int, *, year: int, cents: int, known_on: date, source: str = "tax_administration"
) -> None:
    """Write down an income that became known; the same message twice counts once."""
    session.execute(
        insert(Income)
        .values(affiliate_id=affiliate_id, year=year, cents=cents, source=source, known_on=known_on)
        .on_conflict_do_nothing()
    )


def exempt_quarter(affiliate_id: int, *, quarter: Quarter, ground: str, by: Doer, on: date) -> None:
    """Free a quarter that is not called yet; a called one needs a correction in the books as well."""
    session.execute(
        insert(ExemptQuarter)
        .values(affiliate_id=affiliate_id, quarter=str(quarter), ground=ground, granted_on=on)
        .on_conflict_do_nothing()
    )
    audit.note(by, "quarter.exempted", f"affiliate:{affiliate_id}", quarter=str(quarter), ground=ground)


def draw_due(affiliate_id: int, *, quarter: Quarter, on: date) -> Due:
    """Call one quarter of one person outside a run: draw, book and announce it. Told twice, called once.

    Raises:
        NothingDueError: the person owes nothing for this quarter.
        CannotReckonError: an income or a value of the law is missing.
    """
    _lock(affiliate_id)
    known = _provisional(affiliate_id, [str(quarter)])
    if known:
        return known[0]
    reckoned = reckon_provisional(dossier_of(affiliate_id), quarter, fee_percent=fee_percent(quarter))
    if reckoned is None:
        raise NothingDueError(f"nothing is due for {quarter}")
    due = Due(**due_row(affiliate_id, reckoned, on=on, run_id=None))
    session.add(due)
    session.flush()
    book([due], on=on)
    return due


def fee_percent(quarter: Quarter) -> Decimal:
    """The fund's fee for the year of a quarter, in percent of the contribution."""
    return fund.management_fee_percent(quarter.year)


def due_row(affiliate_id: int, reckoned: Reckoned, *, on: date, run_id: int | None) -> dict[str, Any]:
    """A provisional due as a row, for one or for many."""
    amounts = reckoned.explained.value
    return {
        "affiliate_id": affiliate_id,
        "quarter": str(reckoned.quarter),
        "kind": PROVISIONAL,
        "category": reckoned.category,
        "basis": str(reckoned.kind),
        "contribution_cents": amounts.quarterly_cents,
        "fee_cents": amounts.fee_cents,
        "total_cents": amounts.total_cents,
        "due_on": reckoned.quarter.last_day,
        "drawn_on": on,
        "explanation": reckoned.explained.as_json(),
        "run_id": run_id,
    }


def book(dues: Sequence[Due], *, on: date) -> None:
    """Put drawn dues into the books and announce each by letter; a due of nothing is only marked."""
    drawn = _book(dues, on=on, run_id=None)
    notices.promise_sending(drawn)


def book_for_run(dues: Sequence[Due], *, on: date, run_id: int, low: int, high: int) -> None:
    """Book one range of a run; its letters go out together, in one errand."""
    _book(dues, on=on, run_id=run_id)
    notices.promise_run(run_id, low=low, high=high)


def _book(dues: Sequence[Due], *, on: date, run_id: int | None) -> list[int]:
    dues = [due for due in dues if due.booked_on is None]
    owed = [due for due in dues if due.total_cents]
    if owed:
        ledger.post_many([_posting(due, on=on) for due in owed])
        notices.draw_many(_drafts(owed), on=on, run_id=run_id)
    for due in dues:
        due.booked_on = on
    session.flush()
    if run_id is not None:
        return []
    letters_drawn = [notices.letter_of(letters.key_of(due.quarter, due.affiliate_id)) for due in owed]
    return [letter.id for letter in letters_drawn if letter is not None]


def _drafts(owed: Sequence[Due]) -> list[notices.Draft]:
    accounts = {due.affiliate_id: ledger.affiliate_account(due.affiliate_id) for due in owed}
    references = ledger.references_for([(account, "") for account in accounts.values()])
    readers = affiliates.addressees(accounts.keys())
    return [
        notices.Draft(
            kind="quarterly_due",
            key=letters.key_of(due.quarter, due.affiliate_id),
            affiliate_id=due.affiliate_id,
            addressee=readers[due.affiliate_id],
            source=f"due:{due.id}",
            facts=letters.quarterly_due(due, communication=references[(accounts[due.affiliate_id], "")]),
        )
        for due in owed
    ]


def grant_reduction(
    affiliate_id: int,
    *,
    year: int,
    income_cents: int,
    key: str,
    by: Doer,
    on: date,
    from_quarter: Quarter | str,
    requested_on: date | None = None,
) -> int:
    """Let a person pay on the income she expects, from a quarter on (RD no. 38, art. 11 § 3).

    Quarters called before are changed in the books by the difference; what she paid already is not given
    back before the final calculation. Returns the cents taken off (below zero: added). Told twice, done once.

    Raises:
        CannotReckonError: a value of the law is missing.
    """
    _lock(affiliate_id)
    first = Quarter.parse(from_quarter) if isinstance(from_quarter, str) else from_quarter
    if session.scalar(select(ChosenIncome.id).where(ChosenIncome.key == key)) is not None:
        return 0
    session.add(
        ChosenIncome(
            key=key,
            affiliate_id=affiliate_id,
            year=year,
            cents=income_cents,
            from_quarter=str(first),
            granted_on=on,
        )
    )
    session.flush()
    quarters = [str(quarter) for quarter in Quarter.of_year(year) if quarter >= first]
    dues = _provisional(affiliate_id, quarters)
    changes = [_change(due, key=key, on=on) for due in dues]
    audit.note(by, "reduction.granted", f"affiliate:{affiliate_id}", year=year, key=key)
    reckoned = reckon_provisional(dossier_of(affiliate_id), first, fee_percent=fee_percent(first))
    if reckoned is not None:
        notices.draw(
            "reduction_granted",
            key=key,
            on=on,
            affiliate_id=affiliate_id,
            source=key,
            facts=letters.reduction_granted(
                reckoned,
                income_cents=income_cents,
                requested_on=requested_on or on,
                decided_on=on,
                changes=changes,
            ),
        )
    return sum(change.taken_off_cents for change in changes)


def _change(due: Due, *, key: str, on: date) -> letters.Changed:
    """Bring one called quarter to the new basis, in the books too if it stands there."""
    quarter = Quarter.parse(due.quarter)
    reckoned = reckon_provisional(dossier_of(due.affiliate_id), quarter, fee_percent=fee_percent(quarter))
    assert reckoned is not None, "a due was drawn, so the person is subject"
    new = reckoned.explained.value
    latest = last_change(due.id)
    old_fee = (latest or due).fee_cents
    old_total = (latest or due).total_cents
    if due.booked_on is None:
        row = due_row(due.affiliate_id, reckoned, on=due.drawn_on, run_id=due.run_id)
        for name, value in row.items():
            setattr(due, name, value)
        session.flush()
        return letters.Changed(quarter=due.quarter, before_cents=old_total, after_cents=new.total_cents)
    less = old_total - new.total_cents
    taken = min(less, _open_cents(due)) if less > 0 else less
    fee_part = half_up(abs(taken) * abs(old_fee - new.fee_cents), abs(less)) if less else 0
    fee = old_fee - (fee_part if taken > 0 else -fee_part)
    session.add(
        DueChange(
            key=f"{key}-{due.quarter}",
            due_id=due.id,
            basis=str(reckoned.kind),
            contribution_cents=old_total - taken - fee,
            fee_cents=fee,
            total_cents=old_total - taken,
            kept_cents=less - taken,
            changed_on=on,
            explanation=reckoned.explained.as_json(),
        )
    )
    if taken:
        ledger.post(
            key=f"{key}-{due.quarter}",
            booked_on=on,
            why=Why.REDUCTION if taken > 0 else Why.DUE,
            source=key,
            about=due.quarter,
            due_on=None if taken > 0 else max(due.due_on, Quarter.of(on).last_day),
            lines={
                ledger.affiliate_account(due.affiliate_id): -taken,
                f"contributions:{due.quarter}": taken - (old_fee - fee),
                f"fees:{due.quarter}": old_fee - fee,
            },
        )
    session.flush()
    return letters.Changed(
        quarter=due.quarter,
        before_cents=old_total,
        after_cents=old_total - taken,
        kept_cents=less - taken,
    )


def last_change(due_id: int) -> DueChange | None:
    """The latest change of a due; None while it stands as drawn."""
    return session.scalars(
        select(DueChange).where(DueChange.due_id == due_id).order_by(DueChange.id.desc()).limit(1)
    ).one_or_none()


def _open_cents(due: Due) -> int:
    items = ledger.open_items(ledger.affiliate_account(due.affiliate_id))
    return sum(item.open_cents for item in items if item.about == due.quarter and item.why == Why.DUE)


def _posting(due: Due, *, on: date) -> ledger.Posting:
    return ledger.Posting(
        key=letters.key_of(due.quarter, due.affiliate_id),
        booked_on=on,
        due_on=due.due_on,
        why=Why.DUE,
        about=due.quarter,
        source=f"due:{due.id}",
        lines={
            ledger.affiliate_account(due.affiliate_id): due.total_cents,
            f"contributions:{due.quarter}": -due.contribution_cents,
            f"fees:{due.quarter}": -due.fee_cents,
        },
    )


def _provisional(affiliate_id: int, quarters: Sequence[str]) -> list[Due]:
    return list(
        session.scalars(
            select(Due)
            .where(Due.affiliate_id == affiliate_id, Due.kind == PROVISIONAL, Due.quarter.in_(quarters))
            .order_by(Due.quarter)
        )
    )


def _lock(affiliate_id: int) -> None:
    """One change at a time for one person, so that a run and a decision cannot pass each other."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"contributions-{affiliate_id}"))))
