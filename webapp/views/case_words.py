"""The words of requests at every door: where one stands, its path, why a file was refused."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import gettext as _

import forms
from webapp.domain import cases
from webapp.domain.cases import CaseState, CaseView, DocumentView
from webapp.kit import clock
from webapp.kit.i18n import number
from webapp.kit.uploads import MOST_BYTES, MOST_PAGES, UploadRefusedError

#: How each state is drawn.
KINDS: Final = {
    CaseState.RECEIVED: "active",
    CaseState.TAKEN: "active",
    CaseState.WAITING: "due",
    CaseState.GRANTED: "done",
    CaseState.REFUSED: "error",
    CaseState.WITHDRAWN: "none",
}
#: Steps that say nothing to the person who asks.
INTERNAL: Final = frozenset({"released"})
MEGABYTE: Final = 1024 * 1024


def state_words(state: CaseState) -> str:
    """Where a request stands, in a few words."""
    return {
        CaseState.RECEIVED: _("received"),
        CaseState.TAKEN: _("being examined"),
        CaseState.WAITING: _("an answer is awaited"),
        CaseState.GRANTED: _("granted"),
        CaseState.REFUSED: _("refused"),
        CaseState.WITHDRAWN: _("withdrawn"),
    }[state]


def status_of(state: CaseState) -> dict[str, str]:
    """The state as a status drawing takes it."""
    return {"kind": KINDS[state], "text": state_words(state)}


def title_of(name: str) -> str:
    """What a paper is called; its bare name once it is no longer in the catalogue."""
    paper = forms.catalogue().get(name)
    return str(paper.title) if paper else name.replace("_", " ").capitalize()


def lines_of(found: list[cases.CaseLine]) -> list[dict[str, Any]]:
    """Requests for a list."""
    return [{"case": line, "title": title_of(line.paper), "status": status_of(line.state)} for line in found]


def rows_of(case: CaseView) -> list[dict[str, str]]:
    """Questions and answers of a request, in the language being spoken."""
    paper = forms.catalogue().get(case.paper)
    if paper is None:
        return [{"label": name, "value": str(value)} for name, value in case.answers.items()]
    found = forms.rows_of(paper, case.answers, on=case.received_on)
    return [{"label": label, "value": value} for _name, label, value in found]


def path_of(case: CaseView, *, for_staff: bool = False) -> list[dict[str, Any]]:
    """The path of a request: what happened, who acts now, by when the law wants an answer."""
    done = [
        {
            "title": _deed(event.what),
            "state": "stopped" if event.what in {"refused", "withdrawn"} else "done",
            "on": clock.day_of(event.at),
            "who": _who(by_staff=event.by_staff, for_staff=for_staff),
            "words": event.words,
        }
        for event in case.events
        if for_staff or event.what not in INTERNAL
    ]
    return done + _to_come(case, for_staff=for_staff)


def size_words(document: DocumentView) -> str:
    """The size of a file in words that people compare."""
    kilobytes = max(1, document.size // 1024)
    if kilobytes < 1024:  # noqa: PLR2004 - a megabyte
        return _("%(size)s kB", size=number(kilobytes))
    return _("%(size)s MB", size=number(round(document.size / MEGABYTE)))


def refusal_words(name: str, refused: UploadRefusedError) -> str:
    """Why a file was not taken, and what helps."""
    sentences = {
        "empty": _("%(name)s is empty. Choose the file once more."),
        "too_large": _(
            "%(name)s is larger than %(most)s MB. Make it smaller, or send it in parts.",
            name="%(name)s",
            most=MOST_BYTES // MEGABYTE,
        ),
        "type_not_allowed": _("%(name)s is no PDF, JPEG or PNG. Save it as one of these."),
        "type_differs": _(
            "%(name)s has the ending of another kind of file. Save it again as PDF, JPEG or PNG."
        ),
        "unreadable": _("%(name)s cannot be opened. It may be damaged: save or scan it again."),
        "locked": _("%(name)s is locked with a password. Save it without a password."),
        "too_many_pages": _(
            "%(name)s has more than %(most)s pages. Send it in parts.", name="%(name)s", most=MOST_PAGES
        ),
        "too_many_pixels": _("%(name)s is too large a picture. Take it with fewer pixels."),
    }
    return sentences[refused.code].replace("%(name)s", f"«{name}»")


def too_many_words() -> str:
    """The sentence for one file too many."""
    return _("You can join %(most)s files at most.", most=cases.DOCUMENTS_AT_MOST)


def _deed(what: str) -> str:
    return {
        "received": _("Request received"),
        "taken": _("Somebody works on it"),
        "released": _("Given back to the work list"),
        "asked": _("We asked for something that is missing"),
        "answered": _("Answer received"),
        "granted": _("Granted"),
        "refused": _("Refused"),
        "withdrawn": _("Withdrawn"),
    }.get(what, what)


def _who(*, by_staff: bool, for_staff: bool) -> str:
    if by_staff:
        return _("the fund")
    return _("the person") if for_staff else _("you")


def _to_come(case: CaseView, *, for_staff: bool) -> list[dict[str, Any]]:
    if not case.is_open:
        return []
    decision = {"title": _("Decision, and a letter with the reasons"), "state": "to_come"}
    if case.state is CaseState.WAITING:
        answer = {"title": _("Answer to our question"), "state": "now"}
        return [answer | {"who": _who(by_staff=False, for_staff=for_staff)}, decision]
    examined = {"title": _("We examine the request"), "state": "now", "who": _("the fund")}
    return [examined, decision | {"by": case.decide_by}]
