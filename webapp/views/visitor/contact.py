"""How to reach the fund: offices with this week's real hours, telephone, mail, a map, and a call back.

Its words stand in content/pages/contact; hours, addresses and places come from content/site.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from flask import Response, make_response, render_template

from webapp.kit import clock, opening_hours
from webapp.kit.fund import facts
from webapp.kit.i18n import language
from webapp.kit.opening_hours import Hours
from webapp.views import office_map
from webapp.views.localized import localized
from webapp.views.visitor import KEPT_SECONDS, door, guidance, links, structured

#: The slugs of content/pages/contact/page.toml.
SLUGS: Final = {"fr": "contact", "nl": "contact", "de": "kontakt", "en": "contact"}
WEEK: Final = 7
#: Closing days are told so long ahead.
TOLD_AHEAD: Final = 60
ROUTE_PLANNER: Final = "https://www.openstreetmap.org/directions"


@localized(door, SLUGS)
def contact() -> Response:
    """Everything on one page; kept by browsers only as long as "open now" stays true."""
    at, fund = clock.now(), facts()
    phone = _place(fund["hours"], at)
    offices = [office | _place(office["hours"], at) | _where(office) for office in fund["offices"]]
    page = render_template(
        "visitor/contact.html",
        phone=phone,
        offices=offices,
        closings=_closings(fund["hours"], at),
        outline=office_map.outline(),
        dots=office_map.dots(fund["offices"], language()),
        map_size=(office_map.WIDTH, office_map.HEIGHT),
        structured=structured.contact(),
        **links.frame(),
        **guidance.written("pages/contact"),
    )
    answer = make_response(page)
    answer.headers["Cache-Control"] = f"public, max-age={_holds_for(at, [phone, *offices])}"
    return answer


def _place(hours: Hours, at: datetime) -> dict[str, Any]:
    closed_on = facts().get("closed_on", ())
    first = clock.day_of(at)
    return {
        "week": opening_hours.days(hours, first=first, count=WEEK, closed_on=closed_on),
        "standing": opening_hours.standing(hours, at=at, closed_on=closed_on),
    }


def _where(office: Mapping[str, Any]) -> dict[str, str]:
    """The way to an office on a map that needs no account; empty when it does not say where it is."""
    if "latitude" not in office:
        return {"route_url": ""}
    goal = f"{office['latitude']},{office['longitude']}"
    return {"route_url": f"{ROUTE_PLANNER}?{urlencode({'from': '', 'to': goal})}"}


def _closings(hours: Hours, at: datetime) -> list[opening_hours.Day]:
    """The coming days on which nobody is there although the week says so."""
    closed_on = facts().get("closed_on", ())
    ahead = opening_hours.days(hours, first=clock.day_of(at), count=TOLD_AHEAD, closed_on=closed_on)
    return [day for day in ahead if day.closed_for and hours[opening_hours.WEEKDAYS[day.on.weekday()]]]


def _holds_for(at: datetime, places: list[dict[str, Any]]) -> int:
    """Seconds until something that the page says of now is no longer so."""
    midnight = datetime.combine(clock.day_of(at) + timedelta(days=1), datetime.min.time(), clock.BELGIUM)
    changes = [place["standing"].until for place in places if place["standing"].until is not None]
    return min(KEPT_SECONDS, *(max(0, int((moment - at).total_seconds())) for moment in (midnight, *changes)))
