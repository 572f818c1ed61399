"""A page comes back to its reader when the law behind it changes, when it is old, and when something in it is wrong."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest

from tests.factories import reviews as made
from webapp.domain import reviews
from webapp.domain.reviews import Grounds, LastReading, Reason
from webapp.rules.law import OUR_FOLDER, law_book, read_law

QUOTES = '{{ law("contributions.rate_1") }}\n'
RATE = "\n[rate_1]\n"
KNOWN = {"page": {"ill"}, "paper": set(), "calculator": set(), "door": set()}
READ = date(2026, 6, 1)


@pytest.fixture
def book_with(tmp_path):
    """The law with one more dated line of rate_1, or with one line changed."""

    def make(change):
        folder = tmp_path / "law"
        shutil.copytree(OUR_FOLDER, folder, dirs_exist_ok=True)
        file = folder / "contributions.toml"
        head, found, rest = file.read_text(encoding="utf-8").partition(RATE)
        table, gap, others = rest.partition("\n\n")
        file.write_text(f"{head}{found}{change(table)}{gap}{others}", encoding="utf-8")
        return read_law(folder)

    return make


def grounds_of(folder, *, book=None, today=date(2026, 11, 22), last=None) -> Grounds:
    shelves = made.shelves_with(folder)
    guide = shelves.find("own")
    state = reviews.state_of(shelves, guide, book=book or law_book(), on=today)
    read = last or LastReading(reviewed_on=guide.reviewed_on)
    return reviews.grounds(state, read, book=book or law_book(), known=KNOWN, today=today)


def test_a_page_that_is_right_needs_nobody(tmp_path):
    made.a_page_in(tmp_path, text=f"You pay {QUOTES}")
    assert grounds_of(tmp_path).reasons == ()


@pytest.mark.parametrize(
    ("since", "today", "reason"),
    [
        ("2026-07-01", date(2026, 7, 1), Reason.LAW_CHANGED),
        ("2026-06-02", date(2026, 11, 22), Reason.LAW_CHANGED),
        ("2026-07-01", date(2026, 6, 30), Reason.LAW_COMING),
        ("2026-07-01", date(2026, 5, 2), Reason.LAW_COMING),
        ("2026-07-01", date(2026, 5, 1), None),
        ("2026-06-01", date(2026, 11, 22), None),
    ],
    ids=["on its day", "after the reading", "the day before", "sixty days before", "earlier", "on the day of the reading"],
)  # fmt: skip
def test_a_quoted_value_that_changes_brings_the_page_back(tmp_path, book_with, since, today, reason):
    made.a_page_in(tmp_path, text=f"You pay {QUOTES}")
    book = book_with(lambda table: f'{table}\n{since} = {{ value = 0.21, source = "an imagined law" }}')
    assert grounds_of(tmp_path, book=book, today=today).reasons == ((reason,) if reason else ())


def test_a_line_that_repeats_the_figure_is_no_change(tmp_path, book_with):
    made.a_page_in(tmp_path, text=f"You pay {QUOTES}")
    book = book_with(lambda table: f'{table}\n2026-07-01 = {{ value = 0.205, source = "an imagined law" }}')
    assert grounds_of(tmp_path, book=book).reasons == ()


def test_a_value_the_page_does_not_quote_leaves_it_in_peace(tmp_path, book_with):
    made.a_page_in(tmp_path, text='You pay {{ law("contributions.rate_2") }}\n')
    book = book_with(lambda table: f'{table}\n2026-07-01 = {{ value = 0.21, source = "an imagined law" }}')
    assert grounds_of(tmp_path, book=book).reasons == ()


def test_a_value_behind_a_ready_amount_counts_as_quoted(tmp_path, book_with):
    made.a_page_in(tmp_path, text='You pay {{ amount("main_minimum_quarter") }}\n')
    book = book_with(lambda table: f'{table}\n2026-07-01 = {{ value = 0.21, source = "an imagined law" }}')
    assert grounds_of(tmp_path, book=book).reasons == (Reason.LAW_CHANGED,)


def test_a_figure_that_was_corrected_in_place_brings_the_page_back(tmp_path, book_with):
    made.a_page_in(tmp_path, text=f"You pay {QUOTES}")
    shelves = made.shelves_with(tmp_path)
    state = reviews.state_of(shelves, shelves.find("own"), book=law_book(), on=READ)
    last = LastReading(reviewed_on=READ, fingerprint=state.fingerprint, figures=state.figures)
    mended = book_with(lambda table: table.replace("0.205", "0.207"))
    found = grounds_of(tmp_path, book=mended, last=last)
    assert found.corrected == ("contributions.rate_1",)
    assert found.reasons == (Reason.LAW_CORRECTED,)
    assert grounds_of(tmp_path, last=last).reasons == ()


def test_words_that_changed_after_the_reading_bring_the_page_back(tmp_path):
    page = made.a_page_in(tmp_path)
    shelves = made.shelves_with(tmp_path)
    state = reviews.state_of(shelves, shelves.find("own"), book=law_book(), on=READ)
    last = LastReading(reviewed_on=READ, fingerprint=state.fingerprint, figures={})
    assert grounds_of(tmp_path, last=last).reasons == ()
    (page / "fr.md").write_text("Vous payez.\n", encoding="utf-8")
    assert grounds_of(tmp_path, last=last).reasons == (Reason.TEXT_CHANGED,)
    unknown = replace(last, fingerprint="")
    assert grounds_of(tmp_path, last=unknown).reasons == (), (
        "without an earlier state nothing is known to have changed"
    )


def test_a_reading_lasts_a_year(tmp_path):
    made.a_page_in(tmp_path)
    assert grounds_of(tmp_path, today=date(2027, 6, 1)).reasons == ()
    assert grounds_of(tmp_path, today=date(2027, 6, 2)).reasons == (Reason.OLD,)


def test_a_typed_amount_a_broken_link_and_a_hard_text_are_told_of_a_funds_own_page_too(tmp_path):
    page = made.a_page_in(tmp_path, text="You pay 500 euro. See [this](page:nothing).\n")
    hard = (
        10
        * "Sozialversicherungsrechtliche Beitragsverpflichtungen unterliegen verwaltungsrechtlicher Regularisierung. "
    )
    (page / "de.md").write_text(hard, encoding="utf-8")
    found = grounds_of(tmp_path)
    assert found.reasons == (Reason.TYPED, Reason.BROKEN_LINK, Reason.HARD)
    assert (set(found.typed), found.broken, found.hard) == ({"500 euro"}, ("page:nothing",), ("de",))


def test_a_name_that_stands_in_no_file_of_the_law_breaks_nothing(tmp_path):
    made.a_page_in(tmp_path, text='You pay {{ law("contributions.nothing") }}\n')
    assert grounds_of(tmp_path).reasons == ()
