"""Guidance for staff: which page must be read again and why, and one page in four languages side by side."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

from flask import Response, abort, current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

import forms
from webapp.domain import identity, reviews
from webapp.domain.identity import Permission
from webapp.domain.reviews import Reason, Standing
from webapp.kit import clock, fund
from webapp.kit.errors import ConflictError
from webapp.kit.fields import FundForm
from webapp.kit.guides import Guide, Guides, guides
from webapp.kit.i18n import LANGUAGES, language
from webapp.rules.law import law_book
from webapp.views.staff import door, guide_preview, needs

LONGEST_NOTE: Final = 600


class ReadingForm(FundForm):
    """The word of somebody who has read a page."""

    note = TextAreaField(
        _l("Note for colleagues"),
        [Length(max=LONGEST_NOTE)],
        description=_l("What you compared it with, or what you asked for. Write no name of an affiliate."),
        render_kw={"rows": 3},
    )
    once = HiddenField()
    seen = HiddenField()


@door.get("/guidance")
@needs(Permission.REVIEW_GUIDANCE)
def guidance() -> str:
    """Every page by theme: its owner, its last reading, and why it must be read again."""
    found = _standings()
    shown, chosen = _chosen(found)
    counts = Counter(reason for one in found for reason in one.grounds.reasons)
    return render_template(
        "staff/guidance/index.html",
        groups=_by_theme(shown),
        waiting=sum(bool(one.grounds.reasons) for one in found),
        total=len(found),
        counts=[(reason, counts[reason]) for reason in Reason if counts[reason]],
        chosen=chosen,
        owners={name: _owner(name) for name in sorted({one.guide.facts["owner"] for one in found})},
        themes=_theme_words(),
        reason_words=reason_words(),
    )


@door.get("/guidance/<name>")
@needs(Permission.REVIEW_GUIDANCE)
def guide(name: str) -> Response:
    """One page as the public reads it in each language, with all that helps to judge it."""
    form = ReadingForm.from_request()
    return _page(_guide(name), form)


@door.post("/guidance/<name>")
@needs(Permission.REVIEW_GUIDANCE)
def guide_read(name: str) -> ResponseReturnValue:
    """Somebody has read it: it is reviewed today."""
    found = _guide(name)
    form = ReadingForm.from_request()
    if not form.is_sent_and_valid():
        return _page(found, form, status=422)
    try:
        _take_as_read(found, form)
    except reviews.PageChangedError as reason:
        raise ConflictError from reason
    return redirect(url_for("staff.guide", name=name, did="read"), 303)


def _take_as_read(found: Guide, form: FundForm) -> None:
    today = clock.today()
    reviews.review(
        found.name,
        reviews.state_of(_shelves(), found, book=law_book(), on=today),
        fingerprint=form["seen"].data or "",
        law_edition=law_book().edition,
        note=form["note"].data or "",
        by=g.actor,
        key=f"read-{g.actor.login_id}-{form['once'].data or secrets.token_urlsafe(16)}",
        at=clock.now(),
        on=today,
    )


def _page(found: Guide, form: FundForm, *, status: int = 200) -> Response:
    standing = reviews.standing(_shelves(), found, book=law_book(), known=_known(), today=clock.today())
    history = reviews.history(found.name)
    origins = reviews.origins(_shelves(), found)
    last = history[0].texts if history and standing.last.fingerprint else None
    form["seen"].data = standing.state.fingerprint
    form["once"].data = form["once"].data or secrets.token_urlsafe(16)
    ours = {one.file: one.ours for one in origins if one.ours is not None}
    theme = _shelves().find(found.theme or "")
    shown = render_template(
        "staff/guidance/page.html",
        guide=found,
        owner=_owner(found.facts["owner"]),
        theme=theme.title(language()) if theme else "",
        standing=standing,
        columns=guide_preview.columns(found),
        chosen=request.args.get("in") if request.args.get("in") in LANGUAGES else language(),
        changed=guide_preview.changes(dict(last), dict(standing.state.texts)) if last else None,
        against_ours=guide_preview.changes(ours, {name: standing.state.texts[name] for name in ours}),
        origins=origins,
        figures=guide_preview.figures(standing),
        page_links=[(code, reviews.links(standing.state, code, _known())) for code in LANGUAGES],
        readings=guide_preview.readings(standing.state),
        promises=_promises(found),
        papers=[(paper, _paper_title(paper)) for paper in found.facts.get("forms", ())],
        history=[(one, _name(one.login_id)) for one in history],
        form=form,
        reason_words=reason_words(),
        did=request.args.get("did", ""),
    )
    return make_response(shown, status)


def reason_words() -> dict[str, str]:
    """Each reason in the words of a list."""
    return {
        Reason.LAW_CHANGED: _("the law changed"),
        Reason.LAW_CORRECTED: _("a figure was corrected"),
        Reason.TYPED: _("a figure is typed"),
        Reason.BROKEN_LINK: _("a link leads nowhere"),
        Reason.LAW_COMING: _("the law will change"),
        Reason.TEXT_CHANGED: _("the text changed"),
        Reason.OLD: _("read over a year ago"),
        Reason.HARD: _("hard to read"),
    }


def _owner(name: str) -> str:
    """The team that answers for a page; a fund may name others in its own folder."""
    words = {
        "affiliations": _("Affiliations"),
        "benefits": _("Benefits"),
        "careers": _("Careers"),
        "companies": _("Companies"),
        "contributions": _("Contributions"),
        "management": _("Management"),
        "offices": _("Offices"),
        "pensions": _("Pensions"),
        "privacy": _("Privacy"),
        "service": _("Service"),
        "website": _("Website"),
    }
    return words.get(name, name)


def _standings() -> list[Standing]:
    return reviews.standings(_shelves(), book=law_book(), known=_known(), today=clock.today())


def _chosen(found: list[Standing]) -> tuple[list[Standing], dict[str, str]]:
    """The pages asked for: those to read again, or all; of an owner, a theme, for a reason."""
    asked = {name: request.args.get(name, "") for name in ("show", "owner", "theme", "reason")}
    keep: dict[str, Callable[[Standing], bool]] = {
        "owner": lambda one: one.guide.facts["owner"] == asked["owner"],
        "theme": lambda one: (
            (one.guide.theme or one.guide.name) == asked["theme"]
            or (asked["theme"] == "service" and one.guide.folder.startswith("pages/"))
        ),
        "reason": lambda one: asked["reason"] in one.grounds.reasons,
    }
    shown = [one for one in found if asked["show"] == "all" or one.grounds.reasons]
    for name, wanted in keep.items():
        shown = [one for one in shown if wanted(one)] if asked[name] else shown
    return shown, asked


def _by_theme(shown: list[Standing]) -> list[tuple[str, list[Standing]]]:
    words = _theme_words()
    groups: dict[str, list[Standing]] = {}
    for one in shown:
        groups.setdefault(
            one.guide.theme or (one.guide.name if one.guide.is_theme else "service"), []
        ).append(one)
    return [(words[name], pages) for name, pages in groups.items()]


def _theme_words() -> dict[str, str]:
    return {theme.name: theme.title(language()) for theme in _shelves().themes} | {
        "service": _("Pages about us and this site")
    }


def _known() -> reviews.Known:
    """What a link may lead to in this house."""
    endpoints = {
        name.removeprefix("visitor.") for name in current_app.view_functions if name.startswith("visitor.")
    }
    return {
        "page": frozenset(one.name for one in _shelves()),
        "paper": frozenset(forms.catalogue()),
        "calculator": frozenset(
            name.removesuffix("_calculator") for name in endpoints if name.endswith("_calculator")
        ),
        "door": endpoints,
    }


def _guide(name: str) -> Guide:
    return _shelves().find(name) or abort(404)


def _shelves() -> Guides:
    return guides(fund.library())


def _promises(found: Guide) -> list[str]:
    words = fund.library().toml("promises.toml")
    return [str(words[name]["words"]) for name in found.promises if name in words]


def _paper_title(name: str) -> str:
    known: dict[str, Any] = dict(forms.catalogue())
    return str(known[name].title) if name in known else ""


def _name(login_id: int | None) -> str:
    line = identity.login_line(login_id) if login_id is not None else None
    return line.name if line is not None else ""
