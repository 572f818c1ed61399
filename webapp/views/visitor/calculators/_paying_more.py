"""The answer to who should pay more: what would be left for the settlement, and how to catch it up."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from webapp.kit.i18n import money
from webapp.rules.law import law_on
from webapp.rules.more_or_less import year_beside
from webapp.rules.provisional import paying_more
from webapp.rules.transfers import order_transfer_until
from webapp.rules.units import fee_cents
from webapp.views.visitor.calculators._answer import Answer, Event, Fact, Note, Receipt
from webapp.views.visitor.calculators._paying_now import PayingNow


def to_pay_more(now: PayingNow) -> Answer:
    """What a quarter costs on the expected income, what is left to settle, and how much more one may pay."""
    then = now.wished()
    beside = year_beside(
        expected_income_cents=now.expected_cents,
        current_quarterly_cents=now.contribution_cents,
        fee_percent=now.fee_percent,
        **now.facts,
    )
    room = paying_more(current_quarterly_cents=now.contribution_cents, **now.facts)
    highest = room.value.maximum_cents
    return Answer(
        title=_("On that income a quarter costs"),
        figure=then.value.total_cents,
        lead=_("You pay %(now)s now. Our management fee is included.", now=money(now.total_cents)),
        facts=(
            Fact(name="now", label=_("You pay now each quarter"), worth=now.total_cents),
            Fact(
                name="difference",
                label=_("More each quarter"),
                worth=then.value.total_cents - now.total_cents,
            ),
            Fact(
                name="year",
                label=_("Left for the settlement if you change nothing"),
                worth=beside.missing_cents,
                words=_("Of the whole year. No surcharge is due on it."),
            ),
            Fact(
                name="catch_up",
                label=_("Pay this much more from now on, and nothing is left"),
                worth=beside.catch_up_cents,
                words=_("In each quarter that remains, the chosen one included."),
            ),
            Fact(
                name="highest",
                label=_("The most that a quarter can cost"),
                worth=highest + fee_cents(highest, now.fee_percent),
            ),
        ),
        notes=(
            Note(
                title=_("You may always pay more"),
                words=(
                    _("Nobody asks for reasons. Only an open debt must be paid first."),
                    _("Paying more now changes nothing in the end: it makes the settlement smaller."),
                ),
            ),
        ),
        receipts=(
            *now.receipts,
            Receipt(
                title=_("A quarter on the income you expect"),
                total=then.value.total_cents,
                total_label=_("To pay for the quarter"),
                explained=then,
            ),
            Receipt(
                title=_("How much more you may pay"),
                total=room.value.room_cents,
                total_label=_("More each quarter at most, without the fee"),
                explained=room,
            ),
        ),
        events=tuple(_days(now)),
        paper="increase_provisional",
        paper_inputs={"year": str(now.quarter.year), "expected_income": now.expected_cents},
    )


def _days(now: PayingNow) -> Iterator[Event]:
    """Until when more can be paid for the year."""
    until = now.advice.value.correct_until
    if until >= now.today:
        yield Event(
            name="pay_more",
            on=until,
            title=_("Pay more for %(year)s, and the settlement is smaller", year=now.quarter.year),
            last_working_day=order_transfer_until(until, law_on(until)),
        )
