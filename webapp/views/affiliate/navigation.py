"""What stands around every page of the affiliate door: the menu."""

from __future__ import annotations

from typing import Any, Final

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.routing import BuildError

from webapp.views.affiliate import door

#: The entries of the menu and the pages that belong below each.
BELOW: Final = {
    "affiliate.overview": ("affiliate.overview",),
    "affiliate.contributions": ("affiliate.contributions", "affiliate.quarter"),
    "affiliate.ledger": ("affiliate.ledger",),
    "affiliate.letters": ("affiliate.letters", "affiliate.letter"),
    "affiliate.requests": ("affiliate.requests", "affiliate.request"),
    "affiliate.details": ("affiliate.details",),
}


@door.context_processor
def frame() -> dict[str, Any]:
    """The facts of the layout; who is signed in and for whom she acts comes from `entrance.layout_words`."""
    return {"nav": _menu()}


def address(endpoint: str, **values: Any) -> str:
    """The address of a page, or nothing while that page does not exist."""
    try:
        return url_for(endpoint, **values)
    except BuildError:
        return ""


def _menu() -> list[dict[str, Any]]:
    words = {
        "affiliate.overview": _("Overview"),
        "affiliate.contributions": _("Contributions"),
        "affiliate.ledger": _("Statement"),
        "affiliate.letters": _("Letters"),
        "affiliate.requests": _("Requests"),
        "affiliate.details": _("My details"),
    }
    here = request.endpoint or ""
    return [
        {
            "text": text,
            "href": href,
            "current": here in BELOW[endpoint]
            or any(here.startswith(f"{below}_") for below in BELOW[endpoint]),
        }
        for endpoint, text in words.items()
        if (href := address(endpoint))
    ]
