"""The law of a day: names, days, types; and the calendar of what is still to come."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from webapp.rules.amounts import AMOUNTS
from webapp.rules.law import (
    CARRYING,
    LawBook,
    MissingValue,
    NotInForce,
    UnknownName,
    law_book,
    law_on,
    law_shown_on,
    read_law,
    reading,
)
from webapp.rules.law_files import FILES
from webapp.rules.law_lines import DatedLine, joined


def test_the_day_before_has_the_old_value_and_the_day_itself_the_new_one() -> None:
    assert law_on(date(2025, 12, 31)).count("benefits.birth_exemption_quarters") == 1
    assert law_on(date(2026, 1, 1)).count("benefits.birth_exemption_quarters") == 2


def test_a_value_knows_since_and_until_when_it_holds() -> None:
    value = law_on(date(2024, 6, 1)).value("benefits.birth_leave_day")
    assert (value.value, value.since, value.until) == (10150, date(2024, 5, 1), date(2025, 1, 31))
    assert value.label["fr"].startswith("allocation de paternité")


def test_a_bare_value_has_the_shape_of_its_unit() -> None:
    law = law_on(date(2026, 4, 1))
    assert law("contributions.rate_1") == Decimal("0.205")
    assert law("contributions.floor_main") == 17_374_08
    assert law("benefits.service_vouchers") == 105
    assert law("company.due_day") == "12-31"
    assert law.month_day("company.due_day") == (12, 31)


def test_asking_for_money_where_there_is_none_is_an_error() -> None:
    law = law_on(date(2026, 4, 1))
    with pytest.raises(TypeError, match=r"contributions.rate_1 is in share"):
        law.cents("contributions.rate_1")
    with pytest.raises(TypeError):
        law.decimal("benefits.service_vouchers")
    with pytest.raises(TypeError):
        law.month_day("contributions.rate_1")


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(UnknownName, match=r"contributions\.rate_9"):
        law_on(date(2026, 1, 1))("contributions.rate_9")


@pytest.mark.parametrize(
    "name", ["contributions.revaluation_coefficient", "company.large", "company.balance_threshold"]
)
def test_what_is_not_published_for_2026_is_missing_not_guessed(name: str) -> None:
    with pytest.raises(MissingValue) as caught:
        law_on(date(2026, 1, 1)).value(name)
    assert (caught.value.name, caught.value.day) == (name, date(2026, 1, 1))
    assert caught.value.file == f"{name.partition('.')[0]}.toml"
    assert law_on(date(2025, 12, 31)).value(name).confidence == "sourced"


def test_the_calendar_lists_what_is_due_and_not_there() -> None:
    expected = law_book().expected()
    assert (date(2026, 1, 1), "company.large") in expected
    assert (date(2027, 1, 1), "contributions.index_numerator") in expected
    assert list(expected) == sorted(expected)


@pytest.mark.parametrize("year", range(2018, 2026))
def test_the_coefficient_is_the_index_of_the_year_by_the_average_of_three_years_ago(year: int) -> None:
    law = law_on(date(year, 1, 1))
    written = law.decimal("contributions.revaluation_coefficient")
    exact = law.decimal("contributions.index_numerator") / law.decimal("contributions.index_three_years_ago")
    assert exact.quantize(written, ROUND_HALF_UP) == written


def test_what_others_printed_by_mistake_is_noted_beside_the_amount() -> None:
    law = law_on(date(2022, 6, 1))
    assert law.cents("contributions.threshold_2") == 93_281_02
    assert "93,281.01" in law.value("contributions.threshold_2").note


def test_a_yearly_amount_ends_with_its_year_and_pages_show_the_last_one() -> None:
    with pytest.raises(MissingValue):
        law_on(date(2027, 1, 1)).cents("contributions.floor_main")
    assert law_shown_on(date(2027, 1, 1)).cents("contributions.floor_main") == 17_374_08
    assert law_shown_on(date(2026, 7, 1)).day == date(2026, 7, 1)


def test_what_did_change_is_shown_although_the_yearly_amounts_are_late() -> None:
    changed = DatedLine(
        name="benefits.birth_leave_days",
        since=date(2027, 1, 1),
        value="25",
        source="a decree",
        confidence="sourced",
    )
    with reading(joined((changed,))):
        shown = law_shown_on(date(2027, 1, 5))
        assert shown.count("benefits.birth_leave_days") == 25
        assert shown.value("contributions.floor_main").since == date(2026, 1, 1)
        assert law_shown_on(date(2026, 12, 31)).count("benefits.birth_leave_days") == 20


def test_a_contribution_is_never_counted_with_the_values_of_two_years() -> None:
    rate = DatedLine(
        name="contributions.rate_1",
        since=date(2027, 1, 1),
        value="0.25",
        source="a law",
        confidence="sourced",
    )
    with reading(joined((rate,))):
        shown = law_shown_on(date(2027, 1, 5))
        assert shown("contributions.rate_1") == Decimal("0.25")
        counted = AMOUNTS["main_minimum_quarter"](shown)
        assert counted == AMOUNTS["main_minimum_quarter"](law_on(date(2026, 12, 31)))


def test_what_was_never_known_stays_unknown_on_a_later_day_too() -> None:
    with pytest.raises(MissingValue):
        law_shown_on(date(2027, 1, 5)).value("company.large")


def test_a_rule_younger_than_the_day_is_not_in_force() -> None:
    law = law_on(date(2022, 3, 31))
    assert not law.in_force("contributions.primostarter_first_quarter_cut")
    with pytest.raises(NotInForce):
        law.cents("contributions.primostarter_first_quarter_cut")
    assert law_on(date(2022, 4, 1)).cents("contributions.primostarter_first_quarter_cut") == 100_00


def test_every_value_can_be_read_on_one_of_its_days_or_says_why_it_is_unknown() -> None:
    book = law_book()
    for name in book.names():
        entry = book.entry(name)
        history = entry.history()
        assert history or all(line.note for line in entry.lines), name
        for value in history:
            assert book.on(value.since).value(name) == value


@pytest.fixture
def contributions(tmp_path: Path) -> Callable[..., LawBook]:
    """A small book of the law: rates and thresholds by their dated lines."""
    for name in ("articles", *FILES):
        (tmp_path / f"{name}.toml").write_text("")

    def book(**lines: str) -> LawBook:
        tables = []
        for name in CARRYING:
            bare = name.removeprefix("contributions.")
            unit = "share" if bare.startswith("rate") else "euro"
            head = f'[{bare}]\nlabel = {{ fr = "a", nl = "b", de = "c", en = "d" }}\nsource = "a decree"\n'
            tables.append(f'{head}unit = "{unit}"\n{lines.get(bare, "2018-01-01 = 1")}\n')
        (tmp_path / "contributions.toml").write_text("".join(tables))
        return read_law(tmp_path)

    return book


YEARLY = "yearly = true\n2018-01-01 = 1\n2019-01-01 = 2\n2020-01-01 = 3"


def test_the_years_that_may_be_asked_for_are_those_with_rates_and_thresholds() -> None:
    years = law_book().contribution_years
    assert (years[0], years[-1]) == (2018, 2026)
    for year in years:
        for day in (date(year, 1, 1), date(year, 12, 31)):
            assert all(law_on(day).value(name) for name in CARRYING)


def test_the_day_before_the_first_year_and_the_day_after_the_last_have_no_law() -> None:
    years = law_book().contribution_years
    with pytest.raises(
        NotInForce, match=r"threshold_1 has no value on 2017-12-31 .* its first line is of 2018-01-01"
    ):
        law_on(date(years[0], 1, 1) - timedelta(days=1)).cents("contributions.threshold_1")
    with pytest.raises(
        MissingValue, match=r"threshold_1 has no value on 2027-01-01 .* its last line ends on 2026-12-31"
    ):
        law_on(date(years[-1], 12, 31) + timedelta(days=1)).cents("contributions.threshold_1")


@pytest.mark.parametrize(
    ("lines", "years"),
    [
        (YEARLY, [2018, 2019, 2020]),
        (YEARLY.replace("2018-01-01", "2018-01-02"), [2019, 2020]),
        (YEARLY.replace("2019-01-01 = 2\n", ""), [2020]),
        (YEARLY.replace("2020-01-01 = 3", '2020-01-01 = { confidence = "unknown" }'), [2018, 2019]),
        (f'{YEARLY}\n2020-07-01 = {{ confidence = "unknown" }}', [2018, 2019]),
        (f"{YEARLY}\n2020-07-01 = 4", [2018, 2019, 2020]),
        ('2018-01-01 = { confidence = "unknown" }', []),
    ],
)
def test_a_year_that_is_not_known_to_its_last_day_does_not_count(
    contributions: Callable[..., LawBook], lines: str, years: list[int]
) -> None:
    assert list(contributions(threshold_1=lines).contribution_years) == years


def test_the_edition_is_that_of_the_figures(contributions: Callable[..., LawBook]) -> None:
    edition = contributions().edition
    assert re.fullmatch("[0-9a-f]{12}", edition)
    assert contributions(rate_1="2018-01-01 = 1").edition == edition
    assert contributions(rate_1='note = "other words"\n2018-01-01 = 1').edition == edition
    assert contributions(rate_1="2018-01-01 = 2").edition != edition
    assert contributions(rate_1="2018-01-02 = 1").edition != edition
    assert contributions(rate_1="2018-01-01 = 1\n2019-01-01 = 1").edition != edition
    assert contributions(rate_1="yearly = true\n2018-01-01 = 1").edition != edition


def test_the_order_of_the_tables_makes_no_other_edition() -> None:
    book = law_book()
    turned = LawBook({name: book.entry(name) for name in reversed(book.names())})
    assert turned.edition == book.edition


def test_asking_for_many_days_does_not_fill_the_memory() -> None:
    book = law_book()
    for ordinal in range(700_000, 705_000):
        book.on(date.fromordinal(ordinal))
    assert len(book._days) <= 2_000
