"""Why a bank file was refused: one sentence that says what to do, at the staff door and in commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from webapp.kit.i18n import money


def refusal_words(code: str, line: int | None, facts: Mapping[str, Any]) -> str:
    """One sentence for the reason, with the line of the file where there is one."""
    words = _shape(code, facts) or _figures(code, facts) or _order(code, facts)
    words = words or _("The file cannot be read.")
    return _("Line %(line)s: %(reason)s", line=line, reason=words) if line else words


def _shape(code: str, facts: Mapping[str, Any]) -> str | None:
    """What is wrong with the file as a file."""
    return {
        "too_large": _("The file is larger than %(size)s MB.", size=facts.get("largest")),
        "too_many": _("The file holds more than %(most)s movements.", most=facts.get("most")),
        "empty": _("The file is empty."),
        "not_xml": _("This is no XML file. Export the statement from your bank as CAMT.053."),
        "not_camt": _("This XML file is no bank statement. Export it from your bank as CAMT.053."),
        "other_message": _(
            "This is a %(message)s message. We need the statement at the end of the day, CAMT.053.",
            message=facts.get("message"),
        ),
        "version": _("We do not know the version %(message)s yet.", message=facts.get("message")),
        "not_whole": _("The file stops or breaks here, as if it had been cut. Fetch it again from the bank."),
        "encoding": _("The letters of this file cannot be read. Fetch it again from the bank."),
        "dtd": _("The file carries a document type, which no bank sends. It was not opened."),
        "too_deep": _("The file is nested deeper than any statement. It was not opened."),
        "no_statement": _("There is no statement in the file."),
        "number_missing": _("The statement has no number."),
        "direction": _("It does not say whether money came in or went out."),
        "day": _("There is no such day."),
        "amount": _("This is no amount in euro and cents."),
        "currency": _("Only statements in euro are booked."),
        "account": _("The account number cannot be right."),
    }.get(code)


def _figures(code: str, facts: Mapping[str, Any]) -> str | None:
    """What does not add up."""
    if code == "balances":
        return _(
            "The statement opens with %(opening)s and its movements make %(moved)s, so it should close with "
            "%(expected)s; it says %(closing)s.",
            **{name: money(facts[name]) for name in ("opening", "moved", "expected", "closing")},
        )
    if code == "balance_missing":
        return _("The opening or the closing balance is missing.")
    if code == "count":
        return _(
            "The bank counts %(said)s movements, the file holds %(counted)s.",
            said=facts["said"],
            counted=facts["counted"],
        )
    if code in {"sum", "parts"}:
        return _(
            "The bank adds up to %(said)s, the movements make %(counted)s.",
            said=money(facts["said"]),
            counted=money(facts["counted"]),
        )
    return None


def _order(code: str, facts: Mapping[str, Any]) -> str | None:
    """What does not fit the statements we have."""
    if code == "foreign_account":
        return _("The account ending in %(ending)s is not one of the fund.", ending=facts["ending"])
    if code == "differs":
        return _(
            "Statement %(number)s was imported before with other figures. Ask the bank which one holds.",
            number=facts["number"],
        )
    if code == "gap":
        return _(
            "It opens with %(opening)s, but our last statement (%(number)s) closed with %(expected)s. "
            "A statement in between is missing: import that one first.",
            opening=money(facts["opening"]),
            number=facts["number"],
            expected=money(facts["expected"]),
        )
    return None
