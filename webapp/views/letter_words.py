"""What each kind of letter is called in lists, at every door."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _

from webapp.domain.notices import LetterLine
from webapp.kit.receipts import quarter_words
from webapp.rules.units import Quarter


def kind_words(kind: str, about: str = "") -> str:
    """The name of a kind of letter, with its quarter or year; an unknown kind is shown as plain words."""
    name = {
        "quarterly_due": _("Due notice"),
        "reduction_granted": _("Decision: reduction granted"),
        "reduction_refused": _("Decision: reduction refused"),
        "case_received": _("Receipt of your request"),
        "case_decided": _("Decision on your request"),
        "case_question": _("Question about your request"),
        "company_call": _("Call for the company contribution"),
        "payment_received": _("Receipt of your payment"),
        "activation_code": _("Your code for this site"),
    }.get(kind, kind.replace("_", " ").capitalize())
    if not about:
        return name
    thing = quarter_words(Quarter.parse(about)) if "Q" in about else about
    return _("%(letter)s, %(about)s", letter=name, about=thing)


def letter_items(lines: Iterable[LetterLine], href: Callable[[LetterLine], str]) -> list[dict[str, Any]]:
    """The lines of a list of letters."""
    return [
        {
            "subject": kind_words(line.kind, line.about),
            "href": href(line),
            "on": line.drawn_on,
            "words": "",
            "new": line.read_at is None,
        }
        for line in lines
    ]
