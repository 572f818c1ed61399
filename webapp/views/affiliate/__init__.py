"""The affiliate door: whoever is signed in as an affiliate, in the language of the address."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from webapp.views import entrance

door = Blueprint("affiliate", __name__, url_prefix="/<any(fr,nl,de,en):language>/my")


door.context_processor(entrance.layout_words)


@door.before_request
def guard() -> Response | None:
    """Only people who signed in pass, acting for `g.affiliate_id`; what is not theirs is 404 in the rooms."""
    return entrance.let_in(staff=False) or entrance.wear_hat("affiliate")
