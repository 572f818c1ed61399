"""A spreadsheet: figures can be counted with, days are days, and what people write is never a formula."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from flask import Flask

from webapp.kit import i18n, spreadsheets
from webapp.kit.i18n import LANGUAGES, force_language
from webapp.kit.spreadsheets import Sheet
from webapp.kit.texts import Library

AT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
SHEET = Sheet(
    name="Quarters",
    header=("What", "Worth"),
    rows=(
        ("to pay", 223430),
        ("share", Decimal("0.205")),
        ("whole share", Decimal("0.07")),
        ("due", date(2026, 12, 31)),
        ("empty", None),
        ("credit", -105),
    ),
    total=("together", 223325),
)


@pytest.fixture(autouse=True)
def speaking():
    app = Flask("sheets")
    i18n.init_app(app)
    app.extensions["content"] = Library()
    with app.app_context():
        yield


def written(*sheets, language="en"):
    with force_language(language):
        return spreadsheets.workbook(sheets or (SHEET,), title="My result", author="Linden", made_at=AT)


def opened(*sheets, language="en"):
    return openpyxl.load_workbook(io.BytesIO(written(*sheets, language=language)))


def test_figures_stay_figures_with_the_cents_of_euro():
    paper = opened()["Quarters"]
    assert paper["B2"].value == 2234.30
    assert paper["B2"].number_format == '"€"#,##0.00'
    assert paper["B7"].value == -1.05
    assert (paper["B3"].value, paper["B3"].number_format) == (0.205, "0.0%")
    assert (paper["B4"].value, paper["B4"].number_format) == (0.07, "0%")
    assert paper["B6"].value is None


def test_days_stay_days():
    cell = opened()["Quarters"]["B5"]
    assert cell.is_date
    assert cell.value == datetime(2026, 12, 31)


@pytest.mark.parametrize(("language", "sign_first"), [("fr", False), ("nl", True), ("de", False), ("en", True)])
def test_the_euro_stands_where_the_language_puts_it(language, sign_first):
    shape = opened(language=language)["Quarters"]["B2"].number_format
    assert "0.00" in shape
    assert shape.startswith('"€"') is sign_first


@pytest.mark.parametrize("text", ["=1+1", "+32 2 100", "-5", "@SUM(A1)", "{=A1}", "https://elsewhere.example", "007", "a\tb"])
def test_what_people_write_stays_text(text):
    cell = opened(Sheet(name="x", header=("a",), rows=((text,),)))["x"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.hyperlink is None


def test_the_header_stays_in_sight_and_the_total_stands_out():
    paper = opened()["Quarters"]
    assert paper.freeze_panes == "A2"
    assert paper.print_title_rows == "$1:$1"
    assert paper["A1"].font.bold
    assert paper["B8"].font.bold
    assert not paper["B2"].font.bold
    assert paper.column_dimensions["A"].width >= len("whole share")


def test_the_file_knows_its_title_its_language_and_when_it_was_made():
    for language in LANGUAGES:
        book = opened(language=language)
        assert book.properties.title == "My result"
        assert book.properties.creator == "Linden"
        assert book.properties.created == datetime(2026, 11, 23, 0, 30)
        assert book.custom_doc_props["Language"].value[:2] == language


def test_every_sheet_has_a_name_that_the_format_allows():
    long = "Wat u in het vierde kwartaal van 2026 betaalt"
    names = opened(*(Sheet(name=name, header=("a",), rows=()) for name in (long, long.upper(), "a/b: [c]?", "''"))).sheetnames
    assert len({name.casefold() for name in names}) == 4
    assert all(0 < len(name) <= 31 for name in names)
    assert names[2] == "a b   c"
    assert names[1].endswith("(2)")


def test_the_same_data_give_the_same_bytes():
    assert written() == written()
