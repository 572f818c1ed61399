"""The letters of the account: a list, and each one as the PDF that left us."""

from __future__ import annotations

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import affiliates, notices
from webapp.domain.notices import LetterLine, Notice
from webapp.kit import clock
from webapp.views.affiliate import door
from webapp.views.downloads import as_download
from webapp.views.letter_words import kind_words, letter_items


@door.get("/letters", endpoint="letters")
def letter_list() -> ResponseReturnValue:
    """Everything we wrote to this person, the latest first."""
    person = affiliates.get_for(g.actor, g.affiliate_id)
    return render_template(
        "affiliate/letters/index.html",
        affiliate=person,
        letters=letter_items(notices.letters_for(affiliate_id=person.id), href),
    )


@door.route("/letters/<int:notice_id>", methods=["GET", "POST"])
def letter(notice_id: int) -> ResponseReturnValue:
    """One letter; opening it is an act (POST), because it writes down that it was read."""
    found = _mine(notice_id)
    if request.method == "POST":
        notices.mark_read(found, at=clock.now())
        return redirect(url_for("affiliate.letter_pdf", notice_id=notice_id), 303)
    return render_template("affiliate/letters/letter.html", letter=found, title=kind_words(found.kind))


@door.get("/letters/<int:notice_id>/pdf")
def letter_pdf(notice_id: int) -> ResponseReturnValue:
    """The letter as a PDF, to keep; never shown inside our own page."""
    found = _mine(notice_id)
    return as_download(notices.pdf(found), name=f"{found.kind}-{found.id}.pdf")


def href(line: LetterLine) -> str:
    """Where a line of the list leads."""
    return url_for("affiliate.letter", notice_id=line.id)


def _mine(notice_id: int) -> Notice:
    """A letter to the affiliate for whom one acts now; anything else is 404."""
    found = notices.get_for(g.actor, notice_id)
    if found is None or found.affiliate_id != g.affiliate_id:
        abort(404)
    return found
