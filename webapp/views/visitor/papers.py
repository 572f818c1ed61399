"""The list of papers, and each one: what it is for, who may ask, until when, on line or as PDF."""

from __future__ import annotations

from itertools import groupby

from flask import Response, abort, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import forms
from webapp.kit import clock
from webapp.kit.i18n import LANGUAGES, language
from webapp.views import paper_sheets
from webapp.views.localized import localized
from webapp.views.visitor import door, links

SLUGS = {"fr": "formulaires", "nl": "formulieren", "de": "formulare", "en": "forms"}


@localized(door, SLUGS)
def papers() -> ResponseReturnValue:
    """Every paper by its subject."""
    found = sorted(forms.catalogue().values(), key=lambda one: (one.group, one.name))
    by_group = groupby(found, key=lambda one: one.group)
    groups = [(_group_words(group), list(those)) for group, those in by_group]
    return render_template("visitor/papers.html", groups=groups, **links.frame())


@localized(door, {code: f"{slug}/<name>" for code, slug in SLUGS.items()})
def paper(name: str) -> ResponseReturnValue:
    """One paper: what it is for, what helps, and the two ways to hand it in."""
    found = forms.catalogue().get(name) or abort(404)
    g.alternates = {code: url_for("visitor.paper", name=name, language=code) for code in LANGUAGES}
    return render_template("visitor/paper.html", paper=found, **links.frame())


@localized(door, {code: f"{slug}/<name>/pdf" for code, slug in SLUGS.items()})
def paper_pdf(name: str) -> ResponseReturnValue:
    """The blank paper, to fill in on screen or by hand; the same bytes for everybody all day."""
    if name not in forms.catalogue():
        abort(404)
    answer = Response(paper_sheets.blank_pdf(name, language(), clock.today()), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{language()}.pdf"'
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _group_words(group: str) -> str:
    return {
        "careers": _("Starting, changing, stopping"),
        "contributions": _("Contributions"),
        "benefits": _("Birth, illness, care, hardship"),
        "companies": _("Companies"),
        "service": _("My details and our service"),
    }.get(group, group.capitalize())
