"""The words of contributions at every door: categories, grounds, states of a quarter, reasons of an entry."""

from __future__ import annotations

from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _

from webapp.domain.contributions import QuarterLine, QuarterState, Year
from webapp.kit import clock
from webapp.kit.i18n import day, money, month
from webapp.kit.receipts import quarter_words
from webapp.rules.units import Quarter

#: States that have no drawing of their own in the quarter bar.
_DRAWN_AS: Final = {QuarterState.NOTHING: "none"}


def category_words(category: str) -> str:
    """What a contribution category is called. A helper pays in main or secondary occupation and reads so."""
    return {
        "main": _("Main occupation"),
        "primostarter": _("Main occupation, first four quarters"),
        "secondary": _("Secondary occupation"),
        "student": _("Student-entrepreneur"),
        "article_37": _("Article 37"),
        "article_37_mandate": _("Article 37, political mandate"),
        "spouse_maxi": _("Assisting spouse, maxi-statute"),
        "spouse_mini": _("Assisting spouse, mini-statute"),
        "pensioner": _("Pensioner"),
        "pension_age_without_pension": _("Pension age without a pension"),
        "early_pension_suspended": _("Early pension, suspended because of the income"),
        "survivor_pension": _("Pension age with a survivor's pension"),
    }.get(category, category)


def basis_words(basis: str) -> str:
    """On which income an amount stands, in a few words."""
    return {
        "starter": _("fixed amount for starters"),
        "provisional": _("income of three years before"),
        "expected": _("income you expect"),
        "final": _("income of the year itself"),
    }.get(basis, basis)


def ground_words(ground: str) -> str:
    """Why a quarter costs nothing."""
    return {
        "birth": _("free after a birth"),
        "illness": _("free during illness"),
        "bridging_right": _("free under bridging right"),
        "exemption": _("exempt by decision"),
        "before_start": _("before the start"),
        "after_end": _("after the end"),
        "death": _("quarter of the death"),
        "pension": _("stopped in the quarter of the pension"),
    }.get(ground, _("exempt"))


def why_words(why: str, about: str) -> str:
    """Why something stands in the books, with the quarter or year it is about."""
    thing = quarter_words(Quarter.parse(about)) if "Q" in about else about
    plain = {
        "payment": _("Your payment, thank you"),
        "assignment": _("Your payment, found and assigned"),
        "refund": _("Refund to you"),
        "increase": _("Increase for late payment"),
        "waiver": _("Increase waived"),
        "correction": _("Correction"),
    }
    with_thing = {
        "due": _("Contribution of the %(quarter)s", quarter=thing),
        "regularisation": _("Final calculation of %(year)s", year=thing),
        "reduction": _("Reduction of the %(quarter)s", quarter=thing),
        "exemption": _("Exemption of the %(quarter)s", quarter=thing),
    }
    return with_thing.get(why) or plain.get(why) or why


def state_words(line: QuarterLine) -> str:
    """How a quarter stands, in words that are complete without the drawing."""
    due_on = day(line.due_on or line.quarter.last_day)
    part_open = line.cents is not None and 0 < line.open_cents < line.cents
    called = _("to pay by %(day)s", day=due_on)
    if part_open:
        called = _("%(amount)s open, to pay by %(day)s", amount=money(line.open_cents), day=due_on)
    to_come = _("to come in %(month)s", month=month(line.quarter.first_day))
    if line.quarter.first_day <= clock.today():
        to_come = _("not called yet")
    words = {
        QuarterState.PAID: _("paid on %(day)s", day=day(line.paid_on)) if line.paid_on else _("paid"),
        QuarterState.CALLED: called,
        QuarterState.LATE: _("late: %(amount)s open", amount=money(line.open_cents)),
        QuarterState.EXEMPT: ground_words(line.ground),
        QuarterState.TO_COME: _("to come, not calculated yet") if line.waits_for else to_come,
        QuarterState.NOTHING: _("nothing to pay"),
        QuarterState.NONE: _("not affiliated"),
    }
    return words[line.state]


def bar_cells(year: Year, *, endpoint: str = "affiliate.quarter", **values: Any) -> list[dict[str, Any]]:
    """The four cells of the quarter bar; called quarters lead to their explanation."""
    return [
        {
            "state": _DRAWN_AS.get(line.state, str(line.state)),
            "amount": line.cents,
            "words": state_words(line),
            "href": url_for(endpoint, name=str(line.quarter), **values) if _was_called(line) else "",
        }
        for line in year.quarters
    ]


def _was_called(line: QuarterLine) -> bool:
    return line.state in {
        QuarterState.PAID,
        QuarterState.CALLED,
        QuarterState.LATE,
        QuarterState.NOTHING,
    }
