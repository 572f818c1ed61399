"""The values that pages of guidance quote: they agree with each other, and every file of the law is read."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.rules.law import OUR_FOLDER, MissingValue, law_book, law_on
from webapp.rules.law_files import FILES
from webapp.rules.units import share_cents

#: What stands in the folder of the law and is no value: names, words and sentences.
WORDS = {"articles", "plain_words", "steps"}


def test_every_file_of_the_folder_is_read() -> None:
    assert {path.stem for path in OUR_FOLDER.glob("*.toml")} - WORDS == set(FILES)


def test_the_legal_age_of_a_day_is_that_of_those_who_reach_it() -> None:
    book = law_book()
    law = book.on(date(2026, 11, 22))
    ages = [law.count(f"pensions.legal_age_{group}") for group in ("oldest", "middle", "youngest")]
    assert [value.value for value in book.entry("pensions.legal_age").history()] == ages
    for group, age in (("middle", ages[1]), ("youngest", ages[2])):
        reached = law.count(f"pensions.birth_year_{group}") + age
        assert law_on(date(reached, 2, 1)).count("pensions.legal_age") == age


def test_whoever_may_retire_earlier_needs_more_years() -> None:
    law = law_on(date(2026, 11, 22))
    order = ("first", "second", "third", "last")
    ages = [law.count(f"pensions.early_age_{place}") for place in order]
    careers = [law.count(f"pensions.early_career_{place}") for place in order]
    assert ages == sorted(set(ages))
    assert careers == sorted(careers, reverse=True)
    assert law.count("pensions.minimum_career_years") * 3 == law.count("pensions.career_years") * 2


@pytest.mark.parametrize("day", [date(2024, 6, 1), date(2025, 6, 1), date(2026, 6, 1)])
def test_the_household_rate_is_the_single_rate_with_its_surcharge(day: date) -> None:
    """To a few cents: the official rounding works on the base amounts."""
    law = law_on(day)
    single = law.cents("pensions.minimum_single")
    surcharge = share_cents(single, law.decimal("pensions.household_surcharge"))
    assert abs(law.cents("pensions.minimum_household") - single - surcharge) <= single // 1000


def test_what_a_bill_only_plans_is_no_sourced_rule() -> None:
    book = law_book()
    planned = [name for name in book.names() if name.startswith("pensions.planned_")]
    assert planned
    for name in planned:
        value = book.on(date(2026, 11, 22)).value(name)
        assert value.confidence != "sourced"
        assert "to be voted" in value.note


def test_what_was_not_found_is_missing_not_guessed() -> None:
    with pytest.raises(MissingValue, match="Ministry"):
        law_on(date(2026, 11, 22)).cents("family.east_month")
    with pytest.raises(MissingValue, match="health insurance fund"):
        law_on(date(2026, 11, 22)).cents("benefits.incapacity_bonus")
