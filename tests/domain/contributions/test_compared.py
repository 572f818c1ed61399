"""The fund by two books of the law: each person in her category with both amounts, and nobody who owes nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from tests.factories.affiliates import an_affiliate
from tests.factories.law_changes import a_line
from webapp.domain import affiliates, contributions, identity
from webapp.domain.contributions.basis import reckon_provisional
from webapp.domain.contributions.dossiers import dossiers_of
from webapp.domain.contributions.expected import expect
from webapp.rules import law
from webapp.rules.careers import Category
from webapp.rules.law import law_of_files
from webapp.rules.law_lines import joined
from webapp.rules.units import Quarter

FEE = Decimal("3.8")
Q4 = Quarter(2026, 4)
EVERYBODY = (1, 2**31 - 1)
FILES = law_of_files()
DEARER = joined((a_line(since=date(2026, 10, 1), value="0.21"),))


@pytest.fixture
def fund(app) -> dict[int, Category]:
    """Two starters of every category."""
    return {an_affiliate(category=category): category for category in [*Category, *Category]}


def compared(low=EVERYBODY[0], high=EVERYBODY[1], *, quarter=Q4, before=FILES, after=DEARER):
    found = contributions.compare_range(
        low, high, (quarter,), fees={quarter: FEE}, before=before, after=after
    )
    return found[quarter]


def by_the_single_rule(number, book):
    with law.reading(book):
        reckoned = reckon_provisional(dossiers_of([number])[number], Q4, fee_percent=FEE)
    return reckoned.explained.value.total_cents


def difference(one):
    return one.after_cents - one.before_cents


def test_everybody_has_the_amounts_that_the_single_rule_gives_by_either_book(fund):
    people = compared().people
    assert people.keys() == fund.keys()
    for number, one in people.items():
        assert one.before_cents == by_the_single_rule(number, FILES)
        assert one.after_cents == by_the_single_rule(number, DEARER)


def test_the_sums_are_those_that_a_run_would_ask_for_by_either_book(fund):
    people = compared().people.values()
    totals = {FILES: sum(one.before_cents for one in people), DEARER: sum(one.after_cents for one in people)}
    for book, total in totals.items():
        with law.reading(book):
            assert expect(Q4, ranges=[EVERYBODY], fee_percent=FEE).cents == total


def test_everybody_stands_in_her_category_and_a_rate_touches_only_those_who_pay_by_it(fund):
    people = compared().people
    assert {number: one.category for number, one in people.items()} == fund
    touched = Counter(one.category for one in people.values() if difference(one))
    assert touched["main"] == touched["secondary"] == 2
    assert "spouse_mini" not in touched
    assert "pensioner" not in touched


def test_the_largest_difference_is_that_of_the_largest_contribution(fund):
    people = compared().people.values()
    largest = max(people, key=difference)
    assert largest.before_cents == max(one.before_cents for one in people if difference(one))
    assert difference(largest) == 22_54


def test_the_same_book_twice_changes_nothing_for_anybody(fund):
    found = compared(after=FILES)
    assert len(found.people) == len(fund)
    assert not any(difference(one) for one in found.people.values())
    assert found.missing == {}


def test_a_line_of_a_later_day_changes_nothing_before_it(fund):
    later = joined((a_line(since=date(2027, 1, 1), value="0.21"),))
    assert not any(difference(one) for one in compared(after=later).people.values())


def test_several_quarters_are_each_reckoned_by_their_own_law(app):
    number = an_affiliate()
    quarters = (Quarter(2026, 3), Q4)
    found = contributions.compare_range(
        *EVERYBODY, quarters, fees=dict.fromkeys(quarters, FEE), before=FILES, after=DEARER
    )
    assert [difference(found[one].people[number]) for one in quarters] == [0, 22_54]


def test_ranges_add_up_to_the_whole(fund):
    parts = [compared(low, high).people for low, high in affiliates.ranges(5)]
    assert len(parts) > 2
    assert {number: one for part in parts for number, one in part.items()} == compared().people


def test_who_owes_nothing_by_either_book_is_not_there(app):
    works, exempt = an_affiliate(), an_affiliate()
    an_affiliate(until=date(2025, 12, 31))
    contributions.exempt_quarter(exempt, quarter=Q4, ground="birth", by=identity.House, on=Q4.first_day)
    assert compared().people.keys() == {works}


def test_beyond_its_last_year_the_book_in_force_is_carried_on_unchanged(app):
    number = an_affiliate()
    new_year = joined((a_line("contributions.index_numerator", date(2027, 1, 1), "690"),))
    one = compared(quarter=Quarter(2027, 1), after=new_year).people[number]
    assert one.before_cents == compared().people[number].before_cents
    assert one.after_cents > one.before_cents


def test_who_can_be_reckoned_by_the_new_book_only_has_no_amount_before(app):
    number = an_affiliate(since=date(2015, 1, 1))
    contributions.record_income(number, year=2023, cents=30_000_00, known_on=date(2025, 3, 1))
    name = "contributions.revaluation_coefficient"
    lacking = compared()
    assert (lacking.people, lacking.missing) == ({}, {name: 1})
    known = compared(after=joined((a_line(name, date(2026, 1, 1), "1.0724"),)))
    assert known.missing == {}
    one = known.people[number]
    assert (one.category, one.before_cents) == ("main", None)
    assert one.after_cents > 0
    back = compared(before=joined((a_line(name, date(2026, 1, 1), "1.0724"),)), after=FILES).people[number]
    assert (back.category, back.before_cents, back.after_cents) == ("main", one.after_cents, None)
