"""What readers think of the pages: how many found each useful, and what they wrote."""

from __future__ import annotations

from decimal import Decimal

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import remarks
from webapp.domain.identity import Permission
from webapp.kit import clock, fund
from webapp.kit.guides import guides
from webapp.kit.i18n import percent
from webapp.views.staff import door, needs
from webapp.views.visitor import links


@door.get("/guidance/remarks")
@needs(Permission.REVIEW_GUIDANCE)
def guidance_remarks() -> str:
    """The shares page by page, the least useful first, and the words, the newest first."""
    shelves = guides(fund.library())
    wanted = request.args.get("page", "")
    shares = remarks.shares()
    found = remarks.with_words(page=wanted)
    seen = remarks.with_words(page=wanted, is_open=False, most=20)
    named = {one.page for one in (*shares, *found, *seen)}
    known = {name: links.guide_link(page) for name in named if (page := shelves.find(name))}
    return render_template(
        "staff/remarks/index.html",
        shares=[(one, percent(Decimal(one.useful * 100 // one.answers) / 100)) for one in shares],
        waiting=found,
        seen=seen,
        titles={name: known[name]["text"] if name in known else name for name in named | {wanted}},
        addresses={name: link["href"] for name, link in known.items()},
        wanted=wanted,
        did=request.args.get("did", ""),
    )


@door.post("/guidance/remarks/<int:remark_id>/done")
@needs(Permission.REVIEW_GUIDANCE)
def guidance_remark_done(remark_id: int) -> ResponseReturnValue:
    """Somebody has seen to a remark."""
    if not remarks.close(remark_id, by=g.actor, at=clock.now()):
        abort(404)
    return redirect(url_for("staff.guidance_remarks", page=request.args.get("page") or None, did="done"), 303)
