"""The last day to claim and to claim back, and what starts the term anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.reading import aloud, codes
from webapp.rules.explained import Explained
from webapp.rules.law import law_on
from webapp.rules.limitation import (
    Interruption,
    Limitation,
    Means,
    of_contribution,
    of_refund,
    of_regularisation,
    of_regularisation_refund,
)

LAW = law_on(date(2026, 11, 22))
ONE_DAY = timedelta(days=1)
LAST = date(2025, 12, 31)
Rule = Callable[..., Explained[Limitation]]


@pytest.mark.parametrize(
    ("rule", "starts_on", "until"),
    [
        (of_contribution, date(2021, 1, 1), date(2025, 12, 31)),
        (of_regularisation, date(2023, 1, 1), date(2027, 12, 31)),
        (of_refund, date(2021, 1, 1), date(2025, 12, 31)),
        (of_regularisation_refund, date(2023, 1, 1), date(2027, 12, 31)),
    ],
)
def test_five_years_from_a_1_january(rule: Rule, starts_on: date, until: date) -> None:
    found = rule(2020, law=LAW)
    assert found.value == Limitation(starts_on, until, 0)
    assert not found.value.has_passed(on=until)
    assert found.value.has_passed(on=until + ONE_DAY)
    assert found.confidence == "sourced"


@pytest.mark.parametrize("means", Means)
def test_an_interruption_gives_a_fresh_five_years_from_its_day(means: Means) -> None:
    found = of_contribution(2020, law=LAW, interruptions=[Interruption(date(2024, 3, 10), means)])
    assert found.value == Limitation(date(2021, 1, 1), date(2029, 3, 10), 1)
    assert Explained.from_json(found.as_json(), Limitation) == found


@pytest.mark.parametrize(
    ("on", "until", "code"),
    [
        (date(2020, 12, 31), LAST, "limitation_not_begun"),
        (date(2021, 1, 1), date(2026, 1, 1), "limitation_by_letter"),
        (LAST, date(2030, 12, 31), "limitation_by_letter"),
        (date(2026, 1, 1), LAST, "limitation_too_late"),
    ],
)
def test_only_an_act_within_the_term_interrupts_it(on: date, until: date, code: str) -> None:
    found = of_contribution(2020, law=LAW, interruptions=[Interruption(on)])
    assert found.value.until == until
    assert codes(found) == ["limitation_runs", code]
    assert len(aloud(found)) == 2


def test_one_interruption_follows_another_whatever_the_order_they_are_told_in() -> None:
    acts = [Interruption(date(2030, 6, 1)), Interruption(date(2025, 12, 30)), Interruption(date(2035, 6, 2))]
    found = of_contribution(2020, law=LAW, interruptions=acts)
    assert found.value == Limitation(date(2021, 1, 1), date(2035, 6, 1), 2)
    assert codes(found)[-1] == "limitation_too_late"


def test_an_act_of_29_february_ends_on_the_last_day_of_february() -> None:
    found = of_contribution(2020, law=LAW, interruptions=[Interruption(date(2024, 2, 29))])
    assert found.value.until == date(2029, 2, 28)


def test_a_letter_in_the_second_year_does_not_shorten_the_term_of_a_statement() -> None:
    found = of_regularisation(2020, law=LAW, interruptions=[Interruption(date(2022, 5, 1))])
    assert found.value == Limitation(date(2023, 1, 1), date(2027, 12, 31), 0)
    assert codes(found)[0] == "limitation_of_statement"


@pytest.mark.parametrize("rule", [of_refund, of_regularisation_refund])
def test_a_notice_to_affiliate_interrupts_no_refund(rule: Rule) -> None:
    with pytest.raises(ValueError, match="notice to affiliate"):
        rule(2020, law=LAW, interruptions=[Interruption(date(2024, 1, 1), Means.NOTICE_TO_AFFILIATE)])


@given(st.integers(2018, 2026), st.lists(st.dates(date(2018, 1, 1), date(2060, 12, 31)), max_size=6))
def test_an_interruption_never_shortens_the_term(year: int, days: list[date]) -> None:
    plain = of_contribution(year, law=LAW).value
    found = of_contribution(year, law=LAW, interruptions=[Interruption(day) for day in days]).value
    assert found.until >= plain.until
    assert found.interruptions <= len(days)
