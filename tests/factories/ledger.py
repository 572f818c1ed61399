"""Claims and payments for tests."""

from __future__ import annotations

from datetime import date

from webapp.domain import ledger

DAY = date(2026, 11, 2)


def claim(cents: int, *, about: str, due_on: date, account: str = "affiliate:1") -> None:
    """Something somebody owes us."""
    ledger.post(
        key=f"due-{about}-{account}",
        booked_on=DAY,
        why=ledger.Why.DUE,
        source="test",
        about=about,
        due_on=due_on,
        lines={account: cents, f"contributions:{about}": -cents},
    )


def pay(cents: int, key: str, account: str = "affiliate:1") -> None:
    """Money that reached the bank for an account."""
    ledger.post(
        key=key,
        booked_on=DAY,
        why=ledger.Why.PAYMENT,
        source="bank:1",
        lines={"bank:BE00": cents, account: -cents},
    )
