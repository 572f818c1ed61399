"""One's own security at the affiliate door, and the choice for whom one acts; open without a hat."""

from __future__ import annotations

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.domain import affiliates, companies
from webapp.kit import sessions
from webapp.views import own_security
from webapp.views.affiliate import door
from webapp.views.entrance import for_everybody

own_security.open_on(door, for_everybody)


@door.get("/for-whom")
@for_everybody
def for_whom() -> str:
    """The persons and companies one may act for."""
    actor = g.actor
    return render_template(
        "affiliate/for_whom.html",
        persons=affiliates.names(actor.affiliate_ids),
        companies=companies.names(actor.company_ids),
        mandates={(hat.kind, hat.id): hat.mandate for hat in actor.hats},
    )


@door.post("/for-whom")
@for_everybody
def choose_for_whom() -> AnyResponse:
    """Act for this person or company from now on; forms opened for another are refused afterwards."""
    kind, _colon, number = request.form.get("hat", "").partition(":")
    hats = {(hat.kind, str(hat.id)): hat for hat in g.actor.hats}
    found = sessions.current()
    if (kind, number) not in hats or found is None:
        abort(404)
    hat = hats[kind, number]
    if hat.kind == "affiliate":
        sessions.act_for(found, affiliate_id=hat.id)
        return redirect(f"{url_for('visitor.home')}my/", 303)
    sessions.act_for(found, company_id=hat.id)
    return redirect(f"{url_for('visitor.home')}company/", 303)
