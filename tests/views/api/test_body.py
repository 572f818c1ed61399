"""What programs send is read exactly: each decimal as typed, and no key twice."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.views.api import body, refusals


def sent(visitor, text: str, *, endpoint: str = "contribution"):
    return visitor.post(f"/api/v1/{endpoint}", data=text, content_type="application/json", csrf=False)


def asked(income: str, percent: str = "0") -> str:
    return f'{{"year": 2025, "category": "main", "net_income": {income}, "management_fee_percent": {percent}}}'


@pytest.mark.parametrize(
    ("number", "text"),
    [("30000.5", "30000.50"), ("30000.50", "30000.50"), ("30000.500", "30000.50"), ("0.01", "0.01"),
     ("12345678.91", "12345678.91"), ("9999999999.99", "9999999999.99"), ("3e4", "30000"), ("3.00005E4", "30000.50"),
     ("-0", "0"), ("-0.0", "0"), ("0e999999999", "0")],
)  # fmt: skip
def test_an_amount_is_the_same_as_a_number_and_as_a_text(visitor, number, text):
    as_text = sent(visitor, asked(f'"{text}"', '"3.05"'))
    as_number = sent(visitor, asked(number, "3.05"))
    assert as_text.status_code == 200
    assert as_number.get_json() == as_text.get_json()


@pytest.mark.parametrize(
    "number",
    ["30000.001", "0.1000000000000000000000000000000000000001", "9999999999.991", "1e10", "1e-3", "1e999999999",
     "1e99999999999999999999", "1e-99999999999999999999", "-0.01", "NaN", "Infinity", "-Infinity"],
)  # fmt: skip
def test_a_number_that_is_no_amount_is_refused_by_its_field(visitor, number):
    answer = sent(visitor, asked(number))
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == ["net_income"]


@pytest.mark.parametrize("field", ["year", "category", "kind", "quarter", "artist", "management_fee_percent", "more"])
@pytest.mark.parametrize("value", ["1e999999999", "2025.5", "NaN", '"\\ud800"', "[[]]", '{"a": 1.5}'])
def test_no_field_breaks_on_what_it_does_not_take(visitor, field, value):
    fields = {"year": "2025", "category": '"main"', "net_income": "1"} | {field: value}
    text = ", ".join(f'"{name}": {written}' for name, written in fields.items())
    answer = sent(visitor, f"{{{text}}}")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("endpoint", "text", "key"),
    [("contribution", '{"year": 2024, "category": "main", "year": 2025, "net_income": 1}', "year"),
     ("contribution", '{"year": 2025, "category": "main", "net_income": 1, "net_\\u0069ncome": 1}', "net_income"),
     ("late-payment", '{"on": "2024-01-02", "items": [{"due": 1, "due": 2}]}', "due")],
)  # fmt: skip
def test_a_key_that_stands_twice_is_named(visitor, endpoint, text, key):
    answer = sent(visitor, text, endpoint=endpoint)
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    (error,) = answer.get_json()["errors"]
    assert error["field"] == key
    assert "more than once" in error["message"]


def test_the_same_key_in_two_objects_is_none_twice(visitor):
    item = '{"due": 1, "quarter": "2024Q1", "claimed_in": "2024Q1"}'
    text = f'{{"on": "2024-04-01", "items": [{item}, {item}]}}'
    assert sent(visitor, text, endpoint="late-payment").get_json()["total"] == "0.06"


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b'{"a": 1,}', b'{"\\ud800": 1, "\\ud800": 2}', b"\xef\xbb\xbf{}"])
def test_what_is_no_json_is_malformed(raw):
    with pytest.raises(refusals.Malformed) as refused:
        body.read(raw)
    assert refused.value.wrong == ()


@given(st.integers(0, 999_999_999_999))
def test_each_cent_survives_as_a_number(cents):
    typed = f"{cents // 100}.{cents % 100:02}"
    assert body.read(typed.encode()) == Decimal(typed)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text("ab\u00e9"), inner)))  # fmt: skip
def test_everything_else_is_read_as_it_was_sent(sent):
    assert body.read(json.dumps(sent).encode()) == sent
