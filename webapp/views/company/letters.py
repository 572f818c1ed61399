"""The letters to the company: a list, and each one as the PDF that left us."""

from __future__ import annotations

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import companies, notices
from webapp.domain.notices import LetterLine, Notice
from webapp.kit import clock
from webapp.views.company import door
from webapp.views.downloads import as_download
from webapp.views.letter_words import kind_words, letter_items


@door.get("/letters", endpoint="letters")
def letter_list() -> ResponseReturnValue:
    """Everything we wrote to this company, the latest first."""
    company = companies.get_for(g.actor, g.company_id)
    return render_template(
        "company/letters/index.html",
        company=company,
        letters=letter_items(notices.letters_for(company_id=company.id), href),
    )


@door.route("/letters/<int:notice_id>", methods=["GET", "POST"], endpoint="letter")
def letter(notice_id: int) -> ResponseReturnValue:
    """One letter; opening it is an act (POST), because it writes down that it was read."""
    found = _ours(notice_id)
    if request.method == "POST":
        notices.mark_read(found, at=clock.now())
        return redirect(url_for("company.letter_pdf", notice_id=notice_id), 303)
    return render_template("company/letters/letter.html", letter=found, title=kind_words(found.kind))


@door.get("/letters/<int:notice_id>/pdf")
def letter_pdf(notice_id: int) -> ResponseReturnValue:
    """The letter as a PDF, to keep; never shown inside our own page."""
    found = _ours(notice_id)
    return as_download(notices.pdf(found), name=f"{found.kind}-{found.id}.pdf")


def href(line: LetterLine) -> str:
    """Where a line of the list leads."""
    return url_for("company.letter", notice_id=line.id)


def _ours(notice_id: int) -> Notice:
    """A letter to the company for which one acts now; anything else is 404."""
    found = notices.get_for(g.actor, notice_id)
    if found is None or found.company_id != g.company_id:
        abort(404)
    return found
