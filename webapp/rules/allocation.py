"""What a payment pays: the oldest open item first, what is left stays a credit.

Pure arithmetic over what the ledger hands in; nothing is stored as "paid", it is always derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """Something owed: ordered by its due day, then by its key. `cents` is what was called."""

    due_on: date
    key: str
    cents: int


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in, on the day the fund's account was credited (general regulation, art. 42)."""

    on: date
    cents: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """One item with the payments that went to it. Payments are cut where they cover several items."""

    item: Item
    payments: tuple[Payment, ...]

    @property
    def paid_cents(self) -> int:
        """What was paid of it."""
        return sum(payment.cents for payment in self.payments)

    @property
    def open_cents(self) -> int:
        """What is still owed of it."""
        return self.item.cents - self.paid_cents

    @property
    def settled_on(self) -> date | None:
        """The day on which it was fully paid, or None while something is open."""
        return self.payments[-1].on if self.payments and not self.open_cents else None


@dataclass(frozen=True, slots=True)
class Allocation:
    """All items, oldest first, and the money that found no item."""

    settlements: tuple[Settlement, ...]
    left_cents: int

    @property
    def open_cents(self) -> int:
        """What is still owed in all."""
        return sum(settlement.open_cents for settlement in self.settlements)


def allocate(items: Iterable[Item], payments: Iterable[Payment]) -> Allocation:
    """Lay payments, as they came, on items, as they fell due. All amounts are zero or more."""
    purse = sorted(payments, key=lambda payment: payment.on)
    settlements = []
    for item in sorted(items):
        taken, purse = _take(item.cents, purse)
        settlements.append(Settlement(item, tuple(taken)))
    return Allocation(tuple(settlements), sum(payment.cents for payment in purse))


def _take(cents: int, purse: Sequence[Payment]) -> tuple[list[Payment], list[Payment]]:
    """Take so many cents from the front of the purse; gives what was taken and what remains."""
    taken: list[Payment] = []
    for place, payment in enumerate(purse):
        if payment.cents > cents:
            rest = Payment(payment.on, payment.cents - cents)
            part = [Payment(payment.on, cents)] if cents else []
            return taken + part, [rest, *purse[place + 1 :]]
        taken.append(payment)
        cents -= payment.cents
    return taken, []
