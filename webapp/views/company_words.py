"""The words of companies at every door: reasons of an entry, sizes, qualities, what a call waits for."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.domain import company_contributions
from webapp.domain.company_contributions import Call
from webapp.kit import clock
from webapp.kit.i18n import day, language, money
from webapp.rules.law import law_book


def entry_words(why: str, about: str) -> str:
    """Why something stands on a company's account, with the year it is about."""
    with_year = {
        "company_call": _("Yearly contribution %(year)s", year=about),
        "exemption": _("Exemption for %(year)s", year=about),
    }
    plain = {
        "payment": _("Your payment, thank you"),
        "assignment": _("Your payment, found and assigned"),
        "refund": _("Refund to you"),
        "increase": _("Increase for late payment"),
        "waiver": _("Increase waived"),
        "correction": _("Correction"),
    }
    return (with_year.get(why) if about else None) or plain.get(why) or why


def size_words(size: str) -> str:
    """How the contribution calls a company of this size."""
    return _("large company") if size == "large" else _("small company")


def quality_words(kind: str) -> str:
    """In which quality somebody acts for a company."""
    return {"director": _("Director"), "accountant": _("Accountant")}.get(kind, _("Mandated person"))


def standing_words(call: Call) -> tuple[str, str]:
    """How a call stands: the kind of its sign and the words beside it."""
    if not call.open_cents:
        paid = _("paid on %(day)s", day=day(call.settled_on)) if call.settled_on else _("paid")
        return "done", paid
    part = call.open_cents < call.cents
    if call.is_late(on=clock.today()):
        return "error", _("late: %(amount)s open", amount=money(call.open_cents))
    words = _("to pay by %(day)s", day=day(call.due_on))
    if part:
        words = _("%(amount)s open, to pay by %(day)s", amount=money(call.open_cents), day=day(call.due_on))
    return "due", words


def waits_words(company_id: int, calls: list[Call]) -> str:
    """Why this year's contribution has not been called, for a company that would owe it; empty otherwise."""
    year = clock.today().year
    if any(call.year == year for call in calls):
        return ""
    obstacle = company_contributions.obstacle_of(company_id, year=year)
    if obstacle is None or obstacle.because in {"closed", "not_yet_founded"}:
        return ""
    return because_words(obstacle.because, obstacle.detail)


def because_words(because: str, detail: str) -> str:
    """Why a company could not be called, and what would help."""
    if because == "balance_sheet_missing":
        return _("The balance-sheet total of %(year)s was not reported to us.", year=detail)
    if because == "law_unknown":
        label = law_book().entry(detail).label[language()]
        return _("A figure of the law is not published yet: %(label)s. We do not guess.", label=label)
    return because
