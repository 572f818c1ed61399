"""Facts are written in the reader's language, or refused before anything is printed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from webapp.kit import i18n
from webapp.kit.i18n import force_language
from webapp.kit.notice_facts import WRITERS, BadFactsError, quarter_words, words_of, written
from webapp.kit.texts import Library

LIBRARY = Library()


@pytest.fixture(autouse=True)
def speaking():
    app = Flask("facts")
    i18n.init_app(app)
    with app.app_context():
        yield


def said(type_: str, value: object, language: str = "fr") -> object:
    with force_language(language):
        ready = written({"it": type_}, {"it": value}, kind="test", words=words_of(LIBRARY, language))["it"]
    return ready.replace("\u202f", " ").replace("\xa0", " ") if isinstance(ready, str) else ready


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("money", 1234567, ("12 345,67 €", "€ 12.345,67", "12.345,67 €", "€12,345.67")),
        ("day", "2026-12-01", ("1er décembre 2026", "1 december 2026", "1. Dezember 2026", "1 December 2026")),
        ("day", date(2026, 12, 31), ("31 décembre 2026", "31 december 2026", "31. Dezember 2026", "31 December 2026")),
        ("share", "0.205", ("20,5 %", "20,5%", "20,5 %", "20.5%")),
        ("quarter", "2026Q1", ("1er trimestre 2026", "1e kwartaal 2026", "1. Quartal 2026", "quarter 1 of 2026")),
        ("quarter", "2026Q4", ("4e trimestre 2026", "4e kwartaal 2026", "4. Quartal 2026", "quarter 4 of 2026")),
    ],
)
def test_each_language_writes_in_its_own_way(type_, value, expected):
    fr, nl, de, en = expected
    got = [said(type_, value, language) for language in ("fr", "nl", "de", "en")]
    assert got[0] == fr
    assert got[1].replace(" %", "%") == nl
    assert got[2] == de
    assert got[3].replace("€ ", "€") == en


def test_a_moment_is_told_in_belgian_time():
    assert "11:30" in said("moment", datetime(2026, 11, 22, 10, 30, tzinfo=UTC))
    assert "12:30" in said("moment", "2026-07-01T10:30:00+00:00")


def test_numbers_with_check_digits_are_checked_and_grouped():
    assert said("iban", "be45999120485689") == "BE45 9991 2048 5689"
    assert said("communication", "090933755493") == "+++090/9337/55493+++"


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("money", 1.5), ("money", "1"), ("money", True), ("day", "31/12/2026"), ("day", datetime(2026, 1, 1, tzinfo=UTC)),
        ("moment", "2026-07-01T10:30:00"), ("share", 0.205), ("share", "half"), ("quarter", "2026Q5"), ("year", "2026"),
        ("iban", "BE00999120485689"), ("communication", "123456789012"), ("url", "ftp://x"), ("url", "https://a b"),
        ("code", "abc"), ("text", "two\nlines"), ("text", 5), ("texts", "one"), ("receipt", {}),
    ],
)  # fmt: skip
def test_a_fact_of_another_shape_is_refused_without_repeating_it(type_, value):
    with pytest.raises(BadFactsError) as caught:
        said(type_, value)
    assert str(value) not in str(caught.value)


def test_facts_too_many_too_few_or_of_no_type_are_named():
    words = words_of(LIBRARY, "fr")
    for declared, facts in (({"a": "text"}, {}), ({}, {"a": "x"}), ({"a": "number"}, {"a": "x"})):
        with pytest.raises(BadFactsError, match="a"):
            written(declared, facts, kind="test", words=words)


def test_a_receipt_keeps_its_lines_and_leaves_out_what_has_no_amount():
    bill = {"law_on": "2026-10-01", "total": 100, "steps": [{"text": "a", "amount": None}, {"text": "b", "amount": 100, "notes": ["c"]}]}
    ready = said("receipt", bill)
    assert ready["steps"][0] == {"text": "a", "amount": "", "notes": []}
    assert ready["steps"][1]["notes"] == ["c"]


def test_every_type_has_a_writer_and_quarters_have_words():
    assert len(WRITERS) >= 15
    with pytest.raises(ValueError, match="year"):
        quarter_words("Q4", words_of(LIBRARY, "fr"))
