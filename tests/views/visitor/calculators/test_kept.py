"""A result kept on paper, as figures and as days: everything that was asked and found is in each of them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import page
import pikepdf
import pypdf
import pytest
from icalendar import Calendar

from webapp.kit.i18n import LANGUAGES, force_language, money
from webapp.rules.careers import Category
from webapp.rules.contributions import Kind, quarterly
from webapp.rules.law import law_on
from webapp.rules.units import Quarter
from webapp.views.visitor.calculators._answer import Answer, Event, Fact, Note, Receipt, Table, YearAmount
from webapp.views.visitor.calculators._kept import Kept, as_ics, as_pdf, as_xlsx

QUARTER = Quarter(2026, 4)
EXPLAINED = quarterly(
    income_cents=4_200_000, category=Category.MAIN, kind=Kind.FINAL, quarter=QUARTER,
    law=law_on(QUARTER.first_day), fee_percent=Decimal("3.8"),
)  # fmt: skip
ANSWER = Answer(
    title="You pay in the 4th quarter",
    figure=EXPLAINED.value.total_cents,
    lead="Our fee is in it.",
    facts=(
        Fact(name="year", label="Together", worth=893720, words="all four"),
        Fact(name="due", label="Due", worth=date(2026, 12, 31)),
        Fact(name="quarter", label="First quarter", worth=QUARTER),
    ),
    notes=(Note(kind="warning", title='#read("/etc/passwd")', words=("[mind]",), link=("Another way", "/en/contact")),),
    tables=(
        Table(
            title="Quarter by quarter",
            columns=("Quarter", "Amount", "Share", "Due"),
            rows=((QUARTER, 223430, Decimal("0.205"), date(2026, 12, 31)),),
            total=("Together", 223430, "", ""),
        ),
    ),
    receipts=(
        Receipt(title="Step by step", total=EXPLAINED.value.total_cents, total_label="To pay in all", explained=EXPLAINED),
    ),
    years=(YearAmount(label="2025", amount=223000), YearAmount(label="2026", amount=223430, chosen=True)),
    events=(
        Event(name="due", on=date(2026, 12, 31), title="Pay", words="The 4th quarter", last_working_day=date(2026, 12, 30)),
    ),
)  # fmt: skip
KEPT = Kept(
    name="contribution",
    title="What a quarter costs",
    asked=(("Income", "€42,000.00"), ("Category", "=My main activity")),
    answer=ANSWER,
    address="http://localhost/en/calculate-your-contribution?income=42000&category=main",
    made_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC),
    edition="abc123def456",
)


@pytest.fixture(autouse=True)
def _in_the_house(app):
    return app


def text_of(printed: bytes) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_is_an_archive_copy_that_can_be_read_aloud(language):
    with force_language(language):
        printed = as_pdf(KEPT)
    for profile in ("2a", "ua1"):
        report = page.validate_pdf_bytes(printed, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]
    with pikepdf.open(io.BytesIO(printed)) as document:
        assert str(document.Root.Lang).startswith(language)
        assert document.Root.MarkInfo.Marked
        assert document.docinfo["/Title"] == KEPT.title


def test_the_paper_says_what_was_asked_what_was_found_and_why():
    with force_language("en"):
        text = text_of(as_pdf(KEPT))
        figure = money(ANSWER.figure)
    for said in (
        "23 November 2026", "not a decision", "Income", "€42,000.00", "=My main activity", figure, "Our fee is in it.",
        "Together", "all four", "31 December 2026", "Quarter by quarter", "20.5%", "Step by step", "To pay in all",
        "By the law as it stood on 1 October 2026", "Royal Decree no. 38", "since 1 January 2018", "2025", "€2,230.00",
        "abc123def456", "[mind]",
    ):  # fmt: skip
        assert said in text, said
    assert "root:" not in text


def test_the_paper_leads_back_to_the_calculation():
    links = [
        str(note.A.URI)
        for sheet in pikepdf.open(io.BytesIO(as_pdf(KEPT))).pages
        for note in sheet.get("/Annots", [])
    ]
    assert KEPT.address in links
    assert "http://localhost/en/contact" in links


def test_the_same_result_gives_the_same_bytes():
    for make in (as_pdf, as_xlsx, as_ics):
        assert make(KEPT) == make(KEPT)


def test_the_spreadsheet_has_a_sheet_for_the_result_each_table_each_receipt_and_the_years():
    with force_language("en"):
        book = openpyxl.load_workbook(io.BytesIO(as_xlsx(KEPT)))
    result, quarters, steps, years = book.worksheets
    found = {row[0].value: row for row in result.iter_rows()}
    assert found["Income"][1].value == "€42,000.00"
    assert found["Category"][1].data_type == "s"
    assert round(found[ANSWER.title][1].value * 100) == ANSWER.figure
    assert found["Together"][1].value == 8937.20
    assert found["Due"][1].is_date
    assert found["First quarter"][1].value == "4th quarter 2026"
    assert [cell.value for cell in quarters[2]][:3] == ["4th quarter 2026", 2234.30, 0.205]
    assert quarters["A3"].value == "Together"
    assert [row[0].value for row in years.iter_rows(min_row=2)] == ["2025", "2026"]
    assert years["B3"].value == 2234.30
    assert steps.title == "Step by step"


def test_a_receipt_shows_every_value_with_since_when_and_where_it_was_read():
    with force_language("en"):
        steps = openpyxl.load_workbook(io.BytesIO(as_xlsx(KEPT)))["Step by step"]
    rows = list(steps.iter_rows(min_row=2, values_only=True))
    read = [row for row in rows if row[2]]
    assert len(read) == sum(len(step.values) for step in EXPLAINED.steps)
    assert all(isinstance(row[4], datetime) and row[5] for row in read)
    assert any(row[3] == 0.205 for row in read)
    amounts = [round(row[1] * 100) for row in rows[:-1] if row[1] is not None]
    assert amounts == [step.cents for step in EXPLAINED.steps if step.cents is not None]
    assert rows[-1][:2] == ("To pay in all", 2234.30)


def test_the_days_go_into_a_calendar_with_the_last_day_to_order_the_transfer():
    with force_language("en"):
        (entry,) = Calendar.from_ical(as_ics(KEPT)).walk("VEVENT")
    assert entry["uid"] == "contribution-due-2026-12-31@localhost"
    assert entry.decoded("dtstart") == date(2026, 12, 31)
    assert str(entry["summary"]) == "Pay"
    assert "30 December 2026" in str(entry["description"])
    assert entry["url"] == KEPT.address
    assert entry.decoded("dtstamp").replace(microsecond=0) == KEPT.made_at


def test_a_result_without_other_years_has_no_sheet_for_them():
    alone = replace(KEPT, answer=replace(ANSWER, years=ANSWER.years[:1]))
    assert len(openpyxl.load_workbook(io.BytesIO(as_xlsx(alone))).sheetnames) == 3
