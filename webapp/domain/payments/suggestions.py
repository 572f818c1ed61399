"""Whose money this may be: plain reasons a person can check, never a decision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import func, select

from webapp.domain import companies, ledger
from webapp.domain.payments.assigning import owner_names
from webapp.domain.payments.models import BankLine, LineState
from webapp.kit.db import session
from webapp.rules import numbers

Reason = Literal["number_in_text", "mistyped_reference", "paid_before", "amount_and_name", "amount"]

MOST: Final = 6
#: So many accounts with the same amount open say nothing any more.
AMOUNT_ALONE: Final = 5
SHORTEST_WORD: Final = 4
_ENTERPRISE: Final = re.compile(r"(?<!\d)[01]\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)")
_TWELVE: Final = re.compile(r"(?<!\d)\d{3}[ /.]?\d{4}[ /.]?\d{5}(?!\d)")


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """An account that may be meant, why, and what is open on it."""

    account: str
    name: str
    reason: Reason
    open_cents: int


def suggestions_for(line_id: int) -> list[Suggestion]:
    """Accounts that may be meant by a movement in suspense, the strongest reason first."""
    line = session.get(BankLine, line_id)
    if line is None or line.state != LineState.SUSPENSE or line.cents < 0:
        return []
    reasons: dict[str, Reason] = {}
    for account, reason in (
        *((account, "number_in_text") for account in _by_enterprise_number(line.text)),
        *((account, "mistyped_reference") for account in _by_mistyped_reference(line)),
        *((account, "paid_before") for account in _by_payer(line)),
    ):
        reasons.setdefault(account, reason)  # type: ignore[arg-type]
    same_amount = _by_amount(line.cents)
    names = owner_names([*reasons, *same_amount])
    wanted = _words(line.counterparty_name)
    for account in same_amount:
        if wanted & _words(names.get(account, "")):
            reasons.setdefault(account, "amount_and_name")
        elif len(same_amount) <= AMOUNT_ALONE:
            reasons.setdefault(account, "amount")
    chosen = [account for account in reasons if account in names][:MOST]
    items = ledger.open_items_of(chosen)
    return [
        Suggestion(
            account=account,
            name=names[account],
            reason=reasons[account],
            open_cents=sum(item.open_cents for item in items[account]),
        )
        for account in chosen
    ]


def _by_enterprise_number(text: str) -> list[str]:
    found = []
    for written in _ENTERPRISE.finditer(text):
        try:
            company_id = companies.number_of(numbers.enterprise_number(written.group()))
        except numbers.WrongNumber:
            continue
        if company_id is not None:
            found.append(ledger.company_account(company_id))
    return found


def _by_mistyped_reference(line: BankLine) -> list[str]:
    """Accounts behind references that differ in one digit from what was written."""
    near: dict[str, None] = {}
    for written in _TWELVE.finditer(line.text):
        digits = re.sub(r"\D", "", written.group())
        near |= dict.fromkeys(_one_digit_away(digits))
    return list(dict.fromkeys(ledger.accounts_behind(list(near)).values())) if near else []


def _one_digit_away(digits: str) -> list[str]:
    changed = []
    for place, digit in enumerate(digits):
        for other in "0123456789":
            candidate = f"{digits[:place]}{other}{digits[place + 1 :]}"
            if other != digit and numbers.find_communication(candidate):
                changed.append(candidate)
    return changed


def _by_payer(line: BankLine) -> list[str]:
    """Accounts that this payer's bank account has paid before, the latest first."""
    if line.counterparty_index is None:
        return []
    rows = session.execute(
        select(BankLine.account, func.max(BankLine.id).label("latest"))
        .where(BankLine.counterparty_index == line.counterparty_index, BankLine.account.is_not(None))
        .group_by(BankLine.account)
        .order_by(func.max(BankLine.id).desc())
        .limit(MOST)
    )
    return [row.account for row in rows]


def _by_amount(cents: int) -> list[str]:
    """Accounts on which a claim of exactly this amount, or this amount in all, is open."""
    claimed = ledger.accounts_claimed(cents)
    items = ledger.open_items_of(claimed)
    return [
        account
        for account in claimed
        if any(item.open_cents == cents for item in items[account])
        or sum(item.open_cents for item in items[account]) == cents
    ]


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name.casefold()) if len(word) >= SHORTEST_WORD}
