"""What visitors looked for in vain, so that an editor gives a page the words people use."""

from __future__ import annotations

from flask import current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import guidance
from webapp.domain.identity import Permission
from webapp.kit import audit, clock
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library
from webapp.views.staff import door, needs
from webapp.views.visitor.search import results_of


@door.get("/guidance/searches")
@needs(Permission.REVIEW_GUIDANCE)
def guidance_searches() -> str:
    """The most frequent first, each with the page it would lead to today."""
    asked = request.args.get("language", "")
    chosen = asked if asked in LANGUAGES else ""
    return render_template(
        "staff/guidance/searches.html",
        searches=[(one, _leads_to(one)) for one in guidance.in_vain(language=chosen)],
        chosen=chosen,
        did=request.args.get("did", ""),
    )


@door.post("/guidance/searches")
@needs(Permission.REVIEW_GUIDANCE)
def guidance_search_answered() -> ResponseReturnValue:
    """Hide one; it comes back when people look for it in vain another day."""
    words, language = request.form.get("words", ""), request.form.get("language", "")
    guidance.is_answered(words, language=language, at=clock.now())
    audit.note(g.actor, "search.answered", "guidance")
    return redirect(url_for("staff.guidance_searches", did="answered"), 303)


def _leads_to(one: guidance.InVain) -> dict[str, str] | None:
    """The first page that a visitor gets for it now; None while there is none."""
    library: Library = current_app.extensions["content"]
    answer = guidance.find(one.words, language=one.language, lexicon=guidance.lexicon(library), limit=3)
    results = results_of(answer, one.language)
    return None if answer.in_vain or not results else results[0]
