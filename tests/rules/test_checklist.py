"""The day of a step: a term of the law counted from the event, to the end of a period where the law says so."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.rules.checklist import BadTermError, Term
from webapp.rules.law import law_on

LAW = law_on(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("term", "event", "wanted"),
    [
        # join on the day before the first day
        (Term(eve=True), date(2026, 3, 1), date(2026, 2, 28)),
        # paternity and birth: to the end of the quarter after that of the birth
        (
            Term(length="deadlines.birth_leave_request_quarters", until="quarter"),
            date(2026, 2, 10),
            date(2026, 6, 30),
        ),
        (
            Term(length="deadlines.birth_leave_request_quarters", until="quarter"),
            date(2026, 12, 31),
            date(2027, 3, 31),
        ),
        # leave days: to the last day of the fourth month after the month of birth
        (Term(length="benefits.birth_leave_months", until="month"), date(2026, 10, 31), date(2027, 2, 28)),
        # bridging right: to the end of the second quarter after that of the fact (flood of July 2021: 31 March 2022)
        (
            Term(length="benefits.bridging_right_request_quarters", until="quarter"),
            date(2021, 7, 15),
            date(2022, 3, 31),
        ),
        # continued insurance: six months after the end of the quarter of the stop
        (
            Term(after="quarter", length="benefits.continued_request_months", until="month"),
            date(2026, 5, 20),
            date(2026, 12, 31),
        ),
        # incapacity: seven days, the first not counted
        (Term(length="benefits.incapacity_certificate_days"), date(2026, 5, 1), date(2026, 5, 8)),
        # an early pension is asked for a year ahead
        (
            Term(length="pensions.early_application_months", before=True),
            date(2028, 2, 29),
            date(2027, 2, 28),
        ),
        (Term(after="quarter"), date(2026, 4, 1), date(2026, 6, 30)),
        (Term(after="year"), date(2026, 4, 1), date(2026, 12, 31)),
        (Term(), date(2026, 4, 1), date(2026, 4, 1)),
    ],
)
def test_a_day_is_counted_as_the_law_says(term, event, wanted):
    assert term.day(event, LAW) == wanted


def test_an_amount_is_no_length_of_time():
    with pytest.raises(BadTermError, match=r"benefits\.birth_leave_day counts in euro"):
        Term(length="benefits.birth_leave_day").day(date(2026, 1, 1), LAW)
