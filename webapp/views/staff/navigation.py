"""What stands around every page of the staff door: the menu, with the pages this person may open."""

from __future__ import annotations

from typing import Any

from flask import current_app, g, request, url_for
from flask_babel import gettext as _

from webapp.views.staff import door


@door.context_processor
def frame() -> dict[str, Any]:
    """The menu; an entry appears when its page exists and the person holds its permission."""
    words = {
        "staff.work": _("Work"),
        "staff.persons": _("Persons"),
        "staff.companies": _("Companies"),
        "staff.payments": _("Payments"),
        "staff.runs": _("Runs"),
        "staff.all_bulletins": _("Bulletins"),
        "staff.callbacks_list": _("Call-backs"),
        "staff.guidance": _("Guidance"),
        "staff.guidance_remarks": _("Remarks"),
        "staff.guidance_searches": _("Searches"),
        "staff.errands": _("Errands"),
        "staff.people": _("Access"),
        "staff.law": _("Law"),
    }
    here = request.endpoint or ""
    singular = {
        "staff.case": "staff.work",
        "staff.case_decide": "staff.work",
        "staff.papers": "staff.work",
        "staff.paper_intake": "staff.work",
        "staff.person": "staff.persons",
        "staff.run": "staff.runs",
        "staff.bulletin": "staff.all_bulletins",
        "staff.bulletin_words": "staff.all_bulletins",
        "staff.bulletin_preview": "staff.all_bulletins",
        "staff.bulletin_release": "staff.all_bulletins",
        "staff.callback": "staff.callbacks_list",
        "staff.guide": "staff.guidance",
        "staff.guidance_terms": "staff.guidance",
        "staff.person_quarter": "staff.persons",
        "staff.errand_give_up": "staff.errands",
        "staff.law_years": "staff.law",
        "staff.law_value": "staff.law",
        "staff.all_law_changes": "staff.law",
        "staff.law_change_new": "staff.law",
        "staff.law_change": "staff.law",
        "staff.law_change_line": "staff.law",
        "staff.law_change_paste": "staff.law",
    }
    return {
        "nav": [
            {"text": text, "href": url_for(endpoint), "current": endpoint == singular.get(here, here)}
            for endpoint, text in words.items()
            if _opens(endpoint)
        ]
    }


def _opens(endpoint: str) -> bool:
    view = current_app.view_functions.get(endpoint)
    actor = g.get("actor")
    permission = getattr(view, "permission", None)
    return view is not None and actor is not None and permission is not None and actor.may(permission)
