"""What a text of content/ may ask for: values of the law of today, ready amounts, facts of the fund.

On screen an amount opens its receipt; in print it stands alone, and the last page says where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

from webapp.kit import clock, fund, receipts
from webapp.kit.i18n import day, language, money
from webapp.rules.amounts import amount_named
from webapp.rules.law import Law, MissingValue, Value, law_shown_on
from webapp.views.visitor import links


def on_screen() -> dict[str, Any]:
    """Values as HTML: an amount with its receipt, a value that is not confirmed with a word that says so."""
    law = law_shown_on(clock.today())
    number = iter(range(1, 1000))

    def value(name: str) -> Markup:
        return _marked(law.value(name))

    def amount(name: str) -> Markup:
        return _with_receipt(name, law, f"why-{next(number)}")

    return _asked(law, value=value, amount=amount)


def in_print() -> dict[str, Any]:
    """The same values as plain words."""
    law = law_shown_on(clock.today())

    def value(name: str) -> str:
        found = law.value(name)
        words = receipts.value_words(found)
        return words if found.confidence == receipts.SURE else f"{words} ({links.to_be_confirmed()})"

    def amount(name: str) -> str:
        try:
            return f"**{money(amount_named(name)(law).value)}**"
        except MissingValue:
            return f"*{links.not_known_yet()}*"

    return _asked(law, value=value, amount=amount)


def _asked(law: Law, *, value: Callable[[str], str], amount: Callable[[str], str]) -> dict[str, Any]:
    settings = current_app.config["SETTINGS"]
    return {
        "law": value,
        "amount": amount,
        "count": lambda name: str(law.count(name)),
        "since": lambda name: day(law.value(name).since),
        "fund": fund.facts(),
        "language": language(),
        "api": {"address": f"{settings.base_url}/api/v1", "per_minute": settings.api_requests_per_minute},
    }


def _marked(value: Value) -> Markup:
    words = receipts.value_words(value)
    if value.confidence == receipts.SURE:
        return escape(words)
    return Markup("{} <em>({})</em>").format(words, links.to_be_confirmed())


def _with_receipt(name: str, law: Law, number: str) -> Markup:
    try:
        explained = amount_named(name)(law)
    except MissingValue:
        return Markup("<em>{}</em>").format(links.not_known_yet())
    macros = current_app.jinja_env.get_template("components/receipt.html").module
    slip = macros.receipt_inline(  # type: ignore[attr-defined]
        number, explained.value, receipts.lines(explained), law_on=explained.law_on
    )
    return Markup(slip)  # noqa: S704 - made by our own macro, which escapes
