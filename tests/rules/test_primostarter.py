"""Primostarters: who is one, in which quarters, and whose first quarter is cut."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.careers import Category
from webapp.rules.explained import Explained
from webapp.rules.law import law_on
from webapp.rules.primostarter import NOT_NEW, Primostarter, primostarter
from webapp.rules.units import Quarter

LAW = law_on(date(2026, 11, 22))


def found(
    first: str, before: dict[str, Category] | None = None, **more: list[str]
) -> Explained[Primostarter]:
    earlier = {Quarter.parse(name): category for name, category in (before or {}).items()}
    named = {fact: [Quarter.parse(name) for name in names] for fact, names in more.items()}
    return primostarter(first=Quarter.parse(first), before=earlier, law=LAW, **named)


def quarters(explained: Explained[Primostarter]) -> list[str]:
    return [str(quarter) for quarter in explained.value.quarters]


def codes(explained: Explained[Primostarter]) -> list[str]:
    return [step.code for step in explained.steps]


def test_who_is_new_is_a_primostarter_for_four_quarters() -> None:
    explained = found("2024Q3")
    assert quarters(explained) == ["2024Q3", "2024Q4", "2025Q1", "2025Q2"]
    assert codes(explained) == ["primostarter_new", "primostarter_quarters", "primostarter_cut"]


def test_the_twentieth_quarter_before_still_counts_the_twenty_first_no_longer() -> None:
    assert quarters(found("2024Q1", {"2019Q1": Category.MAIN})) == []
    assert len(quarters(found("2024Q1", {"2018Q4": Category.MAIN}))) == 4


@pytest.mark.parametrize("category", Category)
def test_main_occupation_maxi_and_article_37_take_it_away_the_others_do_not(category: Category) -> None:
    explained = found("2024Q1", {"2023Q4": category})
    assert (quarters(explained) == []) is (category in NOT_NEW)


def test_secondary_and_student_stay_new() -> None:
    assert not NOT_NEW & {Category.SECONDARY, Category.STUDENT, Category.PENSIONER}


@pytest.mark.parametrize(("first", "count"), [("2018Q1", 0), ("2018Q2", 4)])
def test_the_rule_begins_on_1_april_2018(first: str, count: int) -> None:
    assert len(quarters(found(first))) == count


@pytest.mark.parametrize(("first", "cut"), [("2022Q1", False), ("2022Q2", True)])
def test_the_first_quarter_is_cut_for_starts_from_1_april_2022(first: str, cut: bool) -> None:
    assert found(first).value.first_quarter_cut is cut


@pytest.mark.parametrize(
    ("first", "ill", "count"),
    [
        ("2024Q1", ["2023Q3", "2023Q4"], 4),
        ("2024Q1", ["2023Q4"], 0),
        ("2024Q1", ["2023Q2", "2023Q4"], 0),
        ("2024Q1", ["2023Q2", "2023Q3"], 0),
        ("2024Q1", ["2023Q4", "2024Q1"], 4),
        ("2023Q1", ["2022Q3", "2022Q4"], 4),
        ("2022Q4", ["2022Q2", "2022Q3"], 0),
    ],
)
def test_resuming_after_two_quarters_of_illness_in_a_row_since_2023(
    first: str, ill: list[str], count: int
) -> None:
    explained = found(first, {"2021Q1": Category.MAIN}, ill=ill)
    assert len(quarters(explained)) == count
    assert not explained.value.first_quarter_cut


@pytest.mark.parametrize(
    ("first", "artist", "last", "count"),
    [
        ("2024Q1", ["2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1"], "2025Q4", 8),
        ("2024Q1", ["2025Q2"], "2025Q2", 5),
        ("2024Q1", [], "2024Q4", 4),
        ("2021Q3", ["2022Q3", "2022Q4", "2023Q1", "2023Q2"], "2023Q2", 7),
    ],
)
def test_artists_have_eight_quarters_since_october_2022_where_the_certificate_holds(
    first: str, artist: list[str], last: str, count: int
) -> None:
    names = quarters(found(first, artist=artist))
    assert (names[-1], len(names)) == (last, count)


@given(start=st.integers(0, 40), back=st.integers(1, 60), category=st.sampled_from(list(Category)))
def test_only_the_twenty_quarters_before_can_take_it_away(start: int, back: int, category: Category) -> None:
    first = Quarter(2018, 2).plus(start)
    explained = primostarter(first=first, before={first.plus(-back): category}, law=LAW)
    assert bool(explained.value.quarters) is not (back <= 20 and category in NOT_NEW)
    assert Explained.from_json(explained.as_json(), Primostarter) == explained
