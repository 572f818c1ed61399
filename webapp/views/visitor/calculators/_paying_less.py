"""The answer to who could pay less: the saving, the days, and the price of a wrong guess (art. 11bis)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from flask_babel import gettext as _

from webapp.kit.i18n import day, money
from webapp.kit.receipts import quarter_words
from webapp.rules.law import law_on
from webapp.rules.more_or_less import WrongGuess, income_behind, wrong_guess
from webapp.rules.transfers import order_transfer_until
from webapp.rules.units import Quarter
from webapp.views.visitor.calculators._answer import Answer, Event, Fact, Note, Receipt, Table
from webapp.views.visitor.calculators._paying_now import PayingNow
from webapp.views.visitor.calculators._statements import usual_statement

EURO: Final = 100


def to_pay_less(now: PayingNow) -> Answer:
    """What a reduction saves, until when to ask and to correct, and what it costs if the guess is wrong."""
    found = now.advice.value
    fewer = now.total_cents - found.total_cents
    left = Quarter(now.quarter.year, 4).minus(now.quarter) + 1
    guesses = tuple(_guesses(now))
    as_called = guesses[2]
    return Answer(
        title=_("You can ask to pay this each quarter"),
        figure=found.total_cents,
        lead=_("Instead of %(now)s. Our management fee is included.", now=money(now.total_cents)),
        facts=(
            Fact(name="now", label=_("You pay now each quarter"), worth=now.total_cents),
            Fact(name="difference", label=_("Less each quarter"), worth=fewer),
            Fact(name="year", label=_("Less until the end of the year"), worth=fewer * left),
            Fact(name="ask_until", label=_("Ask at the latest on"), worth=found.ask_until),
            Fact(
                name="correct_until",
                label=_("Correct a wrong guess at the latest on"),
                worth=found.correct_until,
                words=_("Pay the difference by then, and no surcharge is due."),
            ),
        ),
        notes=tuple(_notes(now)),
        tables=(_risk(now, guesses),),
        receipts=(
            *now.receipts,
            Receipt(
                title=_("What you would pay less"),
                total=found.saving_cents,
                total_label=_("Less each quarter, without the fee"),
                explained=now.advice,
            ),
            Receipt(
                title=_("The surcharge if the year is as good as we assume now"),
                total=as_called.surcharge.value,
                total_label=_("Surcharge until the settlement"),
                explained=as_called.surcharge,
            ),
        ),
        events=tuple(_days(now)),
        paper="reduce_provisional",
        paper_inputs={"from_quarter": now.quarter, "expected_income": now.expected_cents},
    )


def _guesses(now: PayingNow) -> Iterator[WrongGuess]:
    """The year as expected, halfway, as it is called now, and as much better again; in whole euro."""
    behind = income_behind(now.contribution_cents, **now.facts) or 0
    as_called = max(-(-behind // EURO) * EURO, now.expected_cents)
    half_gap = (as_called - now.expected_cents) // 2
    for income in (now.expected_cents, now.expected_cents + half_gap, as_called, as_called + half_gap):
        yield wrong_guess(
            income_cents=income,
            reduced_quarterly_cents=now.advice.value.quarterly_cents,
            current_quarterly_cents=now.contribution_cents,
            stated_on=usual_statement(now.quarter.year),
            **now.facts,
        )


def _risk(now: PayingNow, guesses: Sequence[WrongGuess]) -> Table:
    names = (_("As you expect"), _("Halfway"), _("As we assume now"), _("Better than that"))
    return Table(
        title=_("What a wrong guess costs"),
        columns=(_("Your real year"), _("Income"), _("Missing on 31 December"), _("Surcharge")),
        rows=tuple(
            (name, guess.income_cents, guess.missing_cents, guess.surcharge.value)
            for name, guess in zip(names, guesses, strict=True)
        ),
        words=_(
            "Without our fee, if you correct nothing before the end of the year. Surcharges run until the "
            "settlement: we assume a statement on %(day)s.",
            day=day(usual_statement(now.quarter.year)),
        ),
    )


def _notes(now: PayingNow) -> Iterator[Note]:
    if now.advice.value.ask_until < now.today:
        yield Note(
            kind="warning",
            title=_("That quarter is over"),
            words=(_("A quarter can be reduced until its last day. Choose the current quarter."),),
        )
    if now.advice.value.at_minimum:
        yield Note(
            title=_("This is the minimum of your group"),
            words=(_("A lower income changes nothing more."),),
        )
    yield Note(
        title=_("You need reasons that can be checked"),
        words=(
            _("A lost customer, an illness, higher costs: facts that lower your income, with papers."),
            _("What you have paid already comes back only at the settlement."),
        ),
    )


def _days(now: PayingNow) -> Iterator[Event]:
    """Until when to ask, and until when to put a wrong guess right."""
    found = now.advice.value
    if found.ask_until >= now.today:
        yield Event(
            name="ask",
            on=found.ask_until,
            title=_(
                "Ask for lower contributions from the %(quarter)s on", quarter=quarter_words(now.quarter)
            ),
        )
    if found.correct_until >= now.today:
        yield Event(
            name="correct",
            on=found.correct_until,
            title=_("Is the year better than expected? Pay the difference"),
            words=_("After this day a surcharge is due on what is missing."),
            last_working_day=order_transfer_until(found.correct_until, law_on(found.correct_until)),
        )
