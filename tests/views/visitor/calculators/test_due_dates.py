"""The calendar of payments: the days of the rules for each kind of payer, and the day to order each transfer."""

from __future__ import annotations

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from tests.views.visitor.calculators.reading import table
from webapp.kit.i18n import LANGUAGES
from webapp.rules.deadlines import starter_due_on
from webapp.rules.law import law_on
from webapp.rules.transfers import order_transfer_until
from webapp.rules.units import Quarter
from webapp.views.visitor.calculators.due_dates import DueDatesForm, answer, calculator

PAGE = f"/en/{calculator.slugs['en']}"


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2026-11-27T10:00")


def ask(visitor, headers=None, **figures):
    return visitor.get(PAGE, query_string={"who": "self_employed", "year": 2026} | figures, headers=headers)


def days(page) -> list[str]:
    return [row[1] for row in table(page)]


def test_a_year_has_four_days_and_the_next_comes_first(visitor):
    page = ask(visitor)
    assert table(page) == [
        ["Contribution of the 1st quarter 2026", "31 March 2026", "30 March 2026"],
        ["Contribution of the 2nd quarter 2026", "30 June 2026", "29 June 2026"],
        ["Contribution of the 3rd quarter 2026", "30 September 2026", "29 September 2026"],
        ["Contribution of the 4th quarter 2026", "31 December 2026", "30 December 2026"],
    ]
    assert '<span class="figure money">31 December 2026<' in page.text
    assert "supplement by the end of the quarter after" in page.text
    assert "Of a statement sent today: by 31 March 2027." in page.text


def test_a_year_that_is_over_has_days_and_no_next_one(visitor):
    page = ask(visitor, year=2024)
    assert days(page)[0] == "31 March 2024"
    assert table(page)[0][2] == "27 March 2024", "Easter Sunday: Good Friday moves no money"
    assert "calculator-sum" not in page.text


def test_the_next_year_is_offered(visitor):
    assert days(ask(visitor, year=2027)) == ["31 March 2027", "30 June 2027", "30 September 2027", "31 December 2027"]


@pytest.mark.parametrize(
    ("first", "shown"),
    [
        (0, ["30 June 2026", "30 June 2026", "30 September 2026", "31 December 2026"]),
        (1, ["30 June 2026", "30 September 2026", "30 September 2026", "31 December 2026"]),
        (3, ["31 December 2026", "31 March 2027"]),
        (4, ["31 March 2027"]),
    ],
)
def test_a_starter_in_time_has_a_quarter_more_for_two_quarters(visitor, first, shown):
    page = ask(visitor, who="starter", first=first, in_time="y")
    assert days(page) == shown
    started_in = Quarter(2026, 1).plus(first - 1)
    due = [starter_due_on(one, started_in=started_in, law=law_on(one.first_day)) for one in Quarter.of_year(2026) if one >= started_in]
    assert [row[2] for row in table(page)] == [
        f"{order_transfer_until(one, law_on(one)):%-d %B %Y}" for one in due
    ]


def test_who_joined_late_has_no_extra_time_and_is_warned(visitor):
    page = ask(visitor, who="starter", first=3, in_time="n")
    assert days(page) == ["30 September 2026", "31 December 2026"]
    assert "Joined later: no extra time" in page.text
    assert "Joined later" not in ask(visitor, who="starter", first=3, in_time="y").text


def test_each_question_comes_when_it_moves_a_day(visitor):
    person, starter = ask(visitor).text, ask(visitor, who="starter").text
    company, both = ask(visitor, who="company").text, ask(visitor, who="both").text
    assert [name in person for name in ('name="first"', 'name="in_time"', 'name="incorporated_on"')] == [False] * 3
    assert [name in starter for name in ('name="first"', 'name="in_time"', 'name="incorporated_on"')] == [True, True, False]
    assert 'name="incorporated_on"' in company
    assert 'name="incorporated_on"' in both
    assert "And a settlement" not in company
    assert "And a settlement" in both


@pytest.mark.parametrize(
    ("year", "incorporated_on", "due"),
    [
        (2026, "", "31 December 2026"),
        (2026, "30/09/2026", "31 December 2026"),
        (2026, "01/10/2026", "31 January 2027"),
        (2026, "01/10/2025", "31 December 2026"),
        (2022, "31/03/2022", "30 June 2022"),
        (2022, "01/04/2022", "31 July 2022"),
    ],
)
def test_a_company_pays_once_a_year(visitor, year, incorporated_on, due):
    page = ask(visitor, who="company", year=year, incorporated_on=incorporated_on)
    assert days(page) == [due]
    assert f"Company contribution of {year}" in page.text
    assert f"To pay by {due}" in page.text, "the receipt says why"


def test_the_receipts_say_why_that_day_and_why_the_day_before(visitor):
    text = ask(visitor, who="starter", first=3, in_time="y").text
    assert "one of your first two quarters: you have more time, until 31 December 2026" in text
    assert "arrives in time if you order it by 30 December 2026" in text
    assert "art. 44" in text
    assert "on our account by the last day of the quarter, 31 December 2024" in ask(visitor, year=2024).text


def test_a_person_with_a_company_sees_both_in_order(visitor):
    assert days(ask(visitor, who="both", year=2022)) == [
        "31 March 2022", "30 June 2022", "30 June 2022", "30 September 2022", "31 December 2022",
    ]  # fmt: skip


def test_the_day_of_a_company_that_is_not_published_is_said(visitor):
    both = ask(visitor, who="both", year=2027)
    assert "The day of the company is not published yet" in both.text
    assert len(days(both)) == 4
    alone = ask(visitor, who="company", year=2027)
    assert alone.status_code == 200
    assert "not published yet" in alone.text
    assert "<tbody>" not in alone.text


def test_every_day_goes_into_a_calendar(app):
    with app.test_request_context("/en/"):
        found = answer(DueDatesForm(None, today=date(2026, 11, 27)))
    assert [event.name for event in found.events] == [f"contribution_2026Q{number}" for number in (1, 2, 3, 4)]
    assert found.events[3].on == date(2026, 12, 31)
    assert found.events[3].last_working_day == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("figures", "field"),
    [
        ({"who": "king"}, "who"),
        ({"year": 2017}, "year"),
        ({"year": 2028}, "year"),
        ({"year": "99999"}, "year"),
        ({"year": "x"}, "year"),
        ({"who": "starter", "first": 5}, "first"),
        ({"who": "starter", "first": 3, "in_time": "perhaps"}, "in_time"),
        ({"who": "company", "incorporated_on": "31/02/2026"}, "incorporated_on"),
        ({"who": "company", "incorporated_on": "01/01/2027"}, "incorporated_on"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(visitor, figures, field):
    page = ask(visitor, **figures)
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_opens_with_the_days_of_this_year(visitor, code):
    page = visitor.get(f"/{code}/{calculator.slugs[code]}")
    assert page.status_code == 200
    assert len(days(page)) == 4
    assert "noindex" not in page.text


def test_htmx_gets_the_part_with_the_same_days(visitor):
    part = ask(visitor, headers={"HX-Request": "true"})
    assert part.text.startswith('<div class="calculator" id="calculator">')
    assert days(part) == days(ask(visitor))


def test_whoever_pays_each_quarter_may_let_the_bank_do_it(app):
    with app.test_request_context("/en/x"):
        assert _answer_for("self_employed").paper == "sepa_mandate"
        assert _answer_for("company").paper == ""


def _answer_for(who: str):
    form = DueDatesForm(MultiDict({"who": who, "year": "2026"}), today=date(2026, 11, 27))
    assert form.validate(), form.errors
    return answer(form)
