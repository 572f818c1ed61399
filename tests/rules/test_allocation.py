"""Payments go to the oldest open item first; nothing is lost and nothing is made."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.allocation import Item, Payment, allocate

Q1 = Item(date(2026, 3, 31), "q1", 890_42)
Q2 = Item(date(2026, 6, 30), "q2", 890_42)


def test_the_oldest_item_is_paid_first() -> None:
    found = allocate([Q2, Q1], [Payment(date(2026, 7, 2), 1000_00)])
    assert [(one.item.key, one.paid_cents, one.open_cents) for one in found.settlements] == [
        ("q1", 890_42, 0),
        ("q2", 109_58, 780_84),
    ]
    assert (found.left_cents, found.open_cents) == (0, 780_84)


def test_a_payment_is_cut_where_it_covers_two_items() -> None:
    found = allocate([Q1, Q2], [Payment(date(2026, 3, 1), 500_00), Payment(date(2026, 6, 1), 800_00)])
    assert found.settlements[0].payments == (
        Payment(date(2026, 3, 1), 500_00),
        Payment(date(2026, 6, 1), 390_42),
    )
    assert found.settlements[0].settled_on == date(2026, 6, 1)
    assert found.settlements[1].settled_on is None


def test_what_finds_no_item_is_left() -> None:
    assert allocate([], [Payment(date(2026, 1, 1), 100)]).left_cents == 100
    assert allocate([Q1], [Payment(date(2026, 1, 1), 900_00)]).left_cents == 9_58


def test_items_of_the_same_day_go_by_their_key() -> None:
    first, second = Item(date(2026, 3, 31), "a", 100), Item(date(2026, 3, 31), "b", 100)
    found = allocate([second, first], [Payment(date(2026, 1, 1), 100)])
    assert [one.open_cents for one in found.settlements] == [0, 100]


DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
ITEMS = st.lists(st.builds(Item, DAYS, st.uuids().map(str), st.integers(0, 10_000)), max_size=8)
PAYMENTS = st.lists(st.builds(Payment, DAYS, st.integers(0, 10_000)), max_size=8)


@given(ITEMS, PAYMENTS)
def test_every_cent_goes_to_an_item_or_is_left(items: list[Item], payments: list[Payment]) -> None:
    found = allocate(items, payments)
    assert sum(one.paid_cents for one in found.settlements) + found.left_cents == sum(
        p.cents for p in payments
    )
    assert all(one.open_cents >= 0 for one in found.settlements)
    assert not (found.left_cents and found.open_cents)
