"""What stands around every page of the company door: the menu."""

from __future__ import annotations

from typing import Any, Final

from flask import request, url_for
from flask_babel import gettext as _

from webapp.views.company import door

#: Pages that have no entry of their own and the entry they belong below.
BELOW: Final = {
    "company.contribution": "company.contributions",
    "company.payment": "company.payments",
    "company.letter": "company.letters",
}


@door.context_processor
def frame() -> dict[str, Any]:
    """The facts of the layout; who is signed in and for whom she acts comes from `entrance.layout_words`."""
    words = {
        "company.overview": _("Overview"),
        "company.contributions": _("Contributions"),
        "company.payments": _("Payments"),
        "company.ledger": _("Statement"),
        "company.letters": _("Letters"),
        "company.mandates": _("Who may act"),
        "company.details": _("Details"),
    }
    here = BELOW.get(request.endpoint or "", request.endpoint)
    menu = [
        {"text": text, "href": url_for(endpoint), "current": endpoint == here}
        for endpoint, text in words.items()
    ]
    return {"nav": menu}
