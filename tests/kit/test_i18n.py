"""Money, days and shares as Belgians write them in each of their languages; English with a point and a British day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from webapp.kit import i18n

NARROW, NO_BREAK, EURO = "\u202f", "\u00a0", "\u20ac"


@pytest.fixture(params=i18n.LANGUAGES)
def spoken(app, request):
    with i18n.force_language(request.param):
        yield request.param


def expected(spoken: str, **by_language: str) -> str:
    return by_language[spoken]


def test_an_amount_never_breaks_over_a_line_and_keeps_its_cents(spoken):
    assert i18n.money(123_456_789) == expected(
        spoken,
        fr=f"1{NARROW}234{NARROW}567,89{NO_BREAK}{EURO}",
        nl=f"{EURO}{NO_BREAK}1.234.567,89",
        de=f"1.234.567,89{NO_BREAK}{EURO}",
        en=f"{EURO}1,234,567.89",
    )
    assert " " not in i18n.money(123_456_789)
    assert i18n.money(0).count("0") == 3


def test_a_debt_of_five_cents_shows_its_sign(spoken):
    assert i18n.money(-5) == expected(
        spoken,
        fr=f"-0,05{NO_BREAK}{EURO}",
        nl=f"{EURO}{NO_BREAK}-0,05",
        de=f"-0,05{NO_BREAK}{EURO}",
        en=f"-{EURO}0.05",
    )


def test_the_first_of_a_month_has_its_own_word_in_french(spoken):
    assert i18n.day(date(2026, 1, 1)) == expected(
        spoken, fr="1er janvier 2026", nl="1 januari 2026", de="1. Januar 2026", en="1 January 2026"
    )
    assert i18n.day(date(2026, 12, 31)) == expected(
        spoken, fr="31 décembre 2026", nl="31 december 2026", de="31. Dezember 2026", en="31 December 2026"
    )
    assert i18n.day_month(date(2026, 3, 1)) == expected(
        spoken, fr="1er mars", nl="1 maart", de="1. März", en="1 March"
    )


def test_a_moment_is_shown_as_it_was_in_belgium(spoken):
    assert i18n.day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == i18n.day(date(2027, 1, 1))
    assert i18n.moment(datetime(2026, 7, 1, 12, 5, tzinfo=UTC)).endswith("2026, 14:05")
    assert i18n.moment(datetime(2026, 12, 1, 12, 5, tzinfo=UTC)).endswith("2026, 13:05")


def test_a_share_has_as_many_decimals_as_it_has(spoken):
    space = NO_BREAK if spoken in {"fr", "de"} else ""
    point = "." if spoken == "en" else ","
    assert i18n.percent(Decimal("0.2050")) == f"20{point}5{space}%"
    assert i18n.percent(Decimal("0.0305")) == f"3{point}05{space}%"
    assert i18n.percent(Decimal("0.2")) == f"20{space}%"
    assert i18n.percent(Decimal(1)) == f"100{space}%"


def test_only_french_keeps_a_space_before_a_colon(spoken):
    assert i18n.colon("X") == expected(spoken, fr=f"X{NARROW}:", nl="X:", de="X:", en="X:")


def test_months_weekdays_and_numbers(spoken):
    assert i18n.month(date(2026, 12, 1)) == expected(
        spoken, fr="décembre 2026", nl="december 2026", de="Dezember 2026", en="December 2026"
    )
    assert i18n.weekday(date(2026, 11, 22)) == expected(
        spoken, fr="dimanche", nl="zondag", de="Sonntag", en="Sunday"
    )
    assert i18n.number(12_345) == expected(
        spoken, fr=f"12{NARROW}345", nl="12.345", de="12.345", en="12,345"
    )


@pytest.mark.parametrize(
    ("cookie", "header", "chosen"),
    [
        ("de", "nl,fr;q=0.5", "de"),
        ("xx", "nl-BE,fr;q=0.5", "nl"),
        ("", "en-GB,en;q=0.9,fr;q=0.5", "en"),
        ("", "ja,zh;q=0.5", "fr"),
        ("", "", "fr"),
        ("../../etc", ";;;q=abc", "fr"),
    ],
)
def test_the_stored_choice_comes_before_what_the_browser_asks(app, cookie, header, chosen):
    with app.test_request_context("/", headers={"Accept-Language": header, "Cookie": f"language={cookie}"}):
        assert i18n.asked_language() == chosen


def test_the_readers_language_holds_inside_a_request_in_another(app):
    with app.test_request_context("/fr/"):
        assert i18n.language() == "fr"
        with i18n.force_language("de"):
            assert i18n.language() == "de"
        assert i18n.language() == "fr"
