"""The strict reader: whatever is badly written is refused by name of file and table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from webapp.rules.law import LawFileError, read_law
from webapp.rules.law_files import FILES, weaker

GOOD = """
[rate]
label = { fr = "taux", nl = "percentage", de = "Satz", en = "rate" }
unit = "share"
source = "an article"
2020-01-01 = 0.205
"""

INDEX = """
[index_base]
label = { fr = "a", nl = "b", de = "c", en = "d" }
unit = "index"
source = "an article"
1971-01-01 = 142.75
[index_numerator]
label = { fr = "a", nl = "b", de = "c", en = "d" }
unit = "index"
source = "a decree"
yearly = true
2024-01-01 = 656.54
2025-01-01 = { value = 662.28, confidence = "derived" }
[floor]
label = { fr = "a", nl = "b", de = "c", en = "d" }
unit = "euro"
source = "an article"
indexed = true
2018-01-01 = 3666.15
printed.2024-01-01 = { value = 16861.46, source = "a fund" }
"""

PARTS = '["contributions.index_numerator", "contributions.next"]'
QUOTIENT = f"""
[next]
label = {{ fr = "a", nl = "b", de = "c", en = "d" }}
unit = "index"
source = "a decree"
yearly = true
2024-01-01 = 662.28
[change]
label = {{ fr = "a", nl = "b", de = "c", en = "d" }}
unit = "coefficient"
source = "a decree"
quotient = {PARTS}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (*FILES, "articles"):
        (tmp_path / f"{name}.toml").write_text("")
    return tmp_path


def refused(folder: Path, text: str) -> str:
    (folder / "company.toml").write_text(text)
    with pytest.raises(LawFileError) as caught:
        read_law(folder)
    return str(caught.value)


def test_another_folder_can_be_read(folder: Path) -> None:
    (folder / "company.toml").write_text(GOOD)
    book = read_law(folder)
    assert book.names() == ("company.rate",)
    assert str(book.on(date(2020, 1, 1))("company.rate")) == "0.205"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('unit = "share"', 'unit = "percent"', "unit 'percent' is none of"),
        ('unit = "share"', "", "unit None is none of"),
        ('source = "an article"', "", "no source"),
        ('source = "an article"', 'source = " "', "no source"),
        ('nl = "percentage", ', "", "label must have fr, nl, de, en"),
        ("2020-01-01 = 0.205", "2020-02-30 = 0.205", "'2020-02-30' is no date"),
        ("2020-01-01 = 0.205", "", "has no dated line"),
        ("2020-01-01 = 0.205", "since = 0.205", "unknown key 'since'"),
        ("2020-01-01 = 0.205", "2020-01-01 = { value = 0.2, why = 1 }", "unknown key 'why'"),
        ("2020-01-01 = 0.205", "2020-01-01 = -0.205", "is no value in share"),
        ("2020-01-01 = 0.205", "2020-01-01 = true", "is no value in share"),
        ("2020-01-01 = 0.205", '2020-01-01 = { value = 0.2, confidence = "sure" }', "'sure' is none of"),
        ("2020-01-01 = 0.205", '2020-01-01 = { value = 0.2, confidence = "unknown" }', "either a value or"),
        ("2020-01-01 = 0.205", '2020-01-01 = { note = "no value" }', "either a value or"),
        ("2020-01-01 = 0.205", "expected = 2027\n2020-01-01 = 0.205", "expected must be a date"),
        ('source = "an article"', 'source = "an article"\narticle = "rd99"', "'rd99' stands in no articles"),
        ('source = "an article"', 'source = "an article"\nyearly = 1', "yearly must be true or false"),
    ],
)
def test_a_badly_written_value_is_refused(folder: Path, old: str, new: str, why: str) -> None:
    message = refused(folder, GOOD.replace(old, new))
    assert message.startswith("company.toml [rate]: ")
    assert why in message


def test_a_value_outside_a_table_is_refused(folder: Path) -> None:
    assert "is no table" in refused(folder, "rate = 0.2")


def test_a_missing_or_broken_file_is_refused(folder: Path) -> None:
    assert refused(folder, "[rate").startswith("company.toml: ")
    (folder / "company.toml").unlink()
    with pytest.raises(LawFileError, match=r"company\.toml"):
        read_law(folder)


def test_money_has_no_part_of_a_cent(folder: Path) -> None:
    text = GOOD.replace('"share"', '"euro"').replace("0.205", "12.345")
    assert "is no value in euro" in refused(folder, text)


def test_a_day_of_the_year_is_written_month_and_day(folder: Path) -> None:
    text = GOOD.replace('"share"', '"month_day"').replace("0.205", '"31-12"')
    assert "'31-12' is no value in month_day" in refused(folder, text)


def test_indexed_amounts_follow_the_index_and_are_confirmed_by_print(folder: Path) -> None:
    (folder / "contributions.toml").write_text(INDEX)
    history = read_law(folder).entry("contributions.floor").history()
    assert [(value.since.year, value.value, value.confidence) for value in history] == [
        (2024, 1686146, "sourced"),
        (2025, 1700888, "derived"),
    ]
    assert history[0].source == "an article; a fund"


def test_a_printed_amount_that_differs_by_a_cent_is_refused(folder: Path) -> None:
    (folder / "contributions.toml").write_text(INDEX.replace("16861.46", "16861.47"))
    with pytest.raises(LawFileError, match=r"\[floor\]: 2024-01-01: a fund prints 1686147 cents"):
        read_law(folder)


def test_a_printed_amount_without_a_line_is_refused(folder: Path) -> None:
    (folder / "contributions.toml").write_text(INDEX.replace("printed.2024", "printed.2023"))
    with pytest.raises(LawFileError, match="belongs to no line"):
        read_law(folder)


def test_a_note_of_a_year_follows_those_of_the_value_and_of_the_print(folder: Path) -> None:
    text = INDEX.replace("indexed = true", 'indexed = true\nnote = "half"').replace(
        'source = "a fund" }',
        'source = "a fund", note = "page 3" }\nnotes.2024-01-01 = "another fund: 1 cent less"',
    )
    (folder / "contributions.toml").write_text(text)
    history = read_law(folder).entry("contributions.floor").history()
    assert [value.note for value in history] == ["half; page 3; another fund: 1 cent less", "half"]


@pytest.mark.parametrize(
    ("notes", "why"),
    [
        ('notes.2023-01-01 = "too early"', "note of 2023-01-01 belongs to no line"),
        ("notes.2024-01-01 = 1", "notes must be sentences by day"),
        ('notes = "a note"', "notes must be sentences by day"),
    ],
)
def test_a_note_without_a_line_or_words_is_refused(folder: Path, notes: str, why: str) -> None:
    (folder / "contributions.toml").write_text(f"{INDEX}{notes}\n")
    with pytest.raises(LawFileError, match=why):
        read_law(folder)


@pytest.mark.parametrize("written", ["0.9913", "0.99133", "0.991333", "1"])
def test_a_quotient_is_the_fraction_rounded_as_it_is_written(folder: Path, written: str) -> None:
    (folder / "contributions.toml").write_text(f"{INDEX}{QUOTIENT}2024-01-01 = {written}\n")
    assert read_law(folder).on(date(2024, 6, 1)).decimal("contributions.change") == Decimal(written)


@pytest.mark.parametrize("written", ["0.9912", "0.9914", "0.99132", "0.99134"])
def test_a_quotient_that_differs_in_its_last_place_is_refused(folder: Path, written: str) -> None:
    (folder / "contributions.toml").write_text(f"{INDEX}{QUOTIENT}2024-01-01 = {written}\n")
    with pytest.raises(LawFileError, match=rf"\[change\]: 2024-01-01: {written} is not 656.54 / 662.28"):
        read_law(folder)


def test_a_quotient_of_something_unknown_is_taken_as_written(folder: Path) -> None:
    (folder / "contributions.toml").write_text(f"{INDEX}{QUOTIENT}2026-01-01 = 7\n")
    assert read_law(folder).on(date(2026, 1, 1)).decimal("contributions.change") == 7


def test_a_quotient_names_two_values(folder: Path) -> None:
    text = f"{INDEX}{QUOTIENT}2024-01-01 = 1\n"
    for wrong in ('["contributions.index_numerator"]', '["contributions.index_numerator", "x"]', '"index"'):
        (folder / "contributions.toml").write_text(text.replace(PARTS, wrong))
        with pytest.raises(LawFileError, match="quotient must be two names"):
            read_law(folder)


def test_the_weaker_confidence_travels() -> None:
    assert weaker("sourced", "derived") == "derived"
    assert weaker("remembered", "unknown") == "unknown"
