"""Money that waits in suspense finds its owner: by a second entry, never by changing the first."""

from __future__ import annotations

from datetime import datetime

from webapp.domain import affiliates, companies, ledger
from webapp.domain.identity import Actor, Permission
from webapp.domain.ledger import Why
from webapp.domain.payments.models import BankLine, LineState
from webapp.domain.payments.receipts import draw_receipts
from webapp.kit import audit
from webapp.kit.db import session
from webapp.kit.errors import NotYoursError
from webapp.rules import numbers


class AlreadyAssignedError(Exception):
    """Somebody else was first; `account` says where the money is now."""

    def __init__(self, account: str) -> None:
        """Keep the account, so that the page can say it."""
        self.account = account
        super().__init__("this payment has its account already")


class UnknownOwnerError(ValueError):
    """What was given leads to no affiliate and no company."""


def assign(line_id: int, *, account: str, by: Actor, at: datetime) -> None:
    """Book money from suspense to the account of an affiliate or a company; the day it arrived counts.

    Told twice by the same person, booked once.

    Raises:
        AlreadyAssignedError: somebody else gave it an account first.
        UnknownOwnerError: the account belongs to nobody.
        NotYoursError: no such line, or the person may not place payments.
    """
    if not by.may(Permission.MATCH_PAYMENTS):
        raise NotYoursError
    line = session.get(BankLine, line_id, with_for_update=True)
    if line is None:
        raise NotYoursError
    if line.state != LineState.SUSPENSE:
        if line.account == account and line.assigned_by == by.login_id:
            return
        raise AlreadyAssignedError(line.account or "")
    if not owner_name(account):
        raise UnknownOwnerError("nobody stands behind this account")
    ledger.post(
        key=f"assign-{line.id}",
        booked_on=line.booked_on,
        why=Why.ASSIGNMENT,
        source=f"bank_line:{line.id}",
        lines={ledger.SUSPENSE: line.cents, account: -line.cents},
    )
    line.state, line.account = LineState.ASSIGNED, account
    line.assigned_by, line.assigned_at = by.login_id, at
    session.flush()
    draw_receipts([line])
    audit.note(by, "payment.assigned", f"bank_line:{line.id}", account=account)


def account_of(text: str) -> str | None:
    """The account that a reference or an enterprise number leads to, as staff type it; else None."""
    try:
        return ledger.account_behind(numbers.parse_communication(text))
    except numbers.WrongNumber:
        pass
    try:
        company_id = companies.number_of(numbers.enterprise_number(text))
    except numbers.WrongNumber:
        return None
    return ledger.company_account(company_id) if company_id is not None else None


def owner_name(account: str) -> str:
    """The name of the affiliate or company behind an account; empty when nobody is."""
    return owner_names([account]).get(account, "")


def owner_names(accounts: list[str]) -> dict[str, str]:
    """The names behind several accounts, with few questions."""
    owners = {account: owner for account in accounts if (owner := ledger.owner_of(account))}
    people = affiliates.names([number for kind, number in owners.values() if kind == "affiliate"])
    firms = companies.names([number for kind, number in owners.values() if kind == "company"])
    found = {
        account: (people if kind == "affiliate" else firms).get(number, "")
        for account, (kind, number) in owners.items()
    }
    return {account: name for account, name in found.items() if name}
