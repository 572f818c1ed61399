"""Amounts and days are read as people write them; what cannot be read is refused, never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms.validators import InputRequired

from webapp.kit.fields import DayField, FundForm, MoneyField, read_cents, read_day


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1234,56", 123_456), ("1234.56", 123_456), ("1.234,56", 123_456), ("1 234,56", 123_456),
        ("1\u202f234,5", 123_450), ("12.345", 1_234_500), ("0", 0), ("-12,30", -1_230), ("1'000.00", 100_000),
    ],
)  # fmt: skip
def test_an_amount_as_people_write_it(text, cents):
    assert read_cents(text) == cents


@pytest.mark.parametrize("text", ["", "abc", "12,345,6", "1,2,3", "12 €€", "1e5", "NaN", "Infinity", "12,345,"])
def test_what_is_no_amount_is_refused(text):
    assert read_cents(text) is None


@given(st.integers(-10**10, 10**10))
def test_an_amount_written_and_read_back_is_the_same(cents):
    sign = "-" if cents < 0 else ""
    assert read_cents(f"{sign}{abs(cents) // 100},{abs(cents) % 100:02d}") == cents


@pytest.mark.parametrize("text", ["31/12/2026", "31-12-2026", "31.12.2026", "2026-12-31", "31 12 2026"])
def test_a_day_as_people_write_it(text):
    assert read_day(text) == date(2026, 12, 31)


@pytest.mark.parametrize("text", ["31/02/2026", "12/31/2026", "31/12/26", "tomorrow", "2026"])
def test_a_day_that_does_not_exist_is_refused(text):
    assert read_day(text) is None


class Questions(FundForm):
    amount = MoneyField("Amount", [InputRequired()])
    on = DayField("Day")


@pytest.mark.parametrize("code", ["fr", "nl", "de", "en"])
def test_a_wrong_amount_keeps_what_was_typed_and_says_how_to_mend_it(app, code):
    with app.test_request_context(f"/{code}/"), force_locale(code):
        form = Questions(MultiDict({"amount": "douze", "on": "31/12/2026"}))
        assert not form.validate()
        assert 'value="douze"' in form.amount()
        assert len(str(form.errors["amount"][0])) > 20
        assert form.on.data == date(2026, 12, 31)


def test_an_empty_required_field_speaks_the_readers_language(app):
    said = set()
    for code in ("fr", "nl", "de", "en"):
        with app.test_request_context(f"/{code}/"), force_locale(code):
            form = Questions(MultiDict({"amount": ""}))
            form.validate()
            said.add(str(form.errors["amount"][0]))
    assert len(said) == 4


def test_below_zero_is_refused_where_it_makes_no_sense(app):
    with app.test_request_context("/en/"):
        form = Questions(MultiDict({"amount": "-5"}))
        assert not form.validate()
        assert "below zero" in str(form.errors["amount"][0])
