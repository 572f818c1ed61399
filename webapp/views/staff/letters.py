"""Letters at the staff door: the PDF that went out, whoever it went to."""

from __future__ import annotations

from flask import abort, g
from flask.typing import ResponseReturnValue

from webapp.domain import identity, notices
from webapp.views.affiliate.letters import as_download
from webapp.views.staff import door, needs


@door.get("/letters/<int:notice_id>/pdf")
@needs(identity.Permission.SEE_WORK)
def letter_pdf(notice_id: int) -> ResponseReturnValue:
    """A letter as it left us; the room asks whether this person may see persons or companies."""
    found = notices.get_for(g.actor, notice_id)
    if found is None:
        abort(404)
    return as_download(notices.pdf(found), name=f"{found.kind}-{found.id}.pdf")
