"""A calculator in a frame of other sites: no cookie, and nothing fetched from anybody but us."""

from __future__ import annotations

import re
from typing import Any, Final

from flask import Response, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from webapp.kit import fund
from webapp.kit.i18n import language
from webapp.kit.parts import page_or_part
from webapp.kit.security import FRAMED_POLICY
from webapp.views.visitor import door
from webapp.views.visitor.calculate import answered, asked, frame, kept_to_the_asker, of_every_calculator
from webapp.views.visitor.calculators import Calculator

#: Frames of every site may show it, also of those that shut themselves off from others (COEP).
HEADERS: Final = {
    "Content-Security-Policy": FRAMED_POLICY,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
_LEADS_AWAY: Final = re.compile(r'<a (?=[^>]*href="(?:/|https?:))')


@of_every_calculator("embed", "/embed")
def calculator_embed(calculator: Calculator) -> Response:
    """The questions and the answer alone; the form asks this address again, links open outside the frame."""
    form, typed = asked(calculator)
    wrong = typed and not form.validate()
    page = page_or_part(
        "visitor/calculators/embed.html",
        "visitor/calculators/_calculator.html",
        status=422 if wrong else 200,
        **_framed(calculator, frame(calculator, form)),
        typed=typed,
        answer=None if wrong else answered(calculator, form, typed=typed),
    )
    page.set_data(_LEADS_AWAY.sub('<a target="_blank" rel="noopener" ', page.get_data(as_text=True)))
    page.headers.update(HEADERS)
    return kept_to_the_asker(page) if typed else page


def _framed(calculator: Calculator, around: dict[str, Any]) -> dict[str, Any]:
    """What a page of a calculator needs, with the one way that leads out of the frame."""
    whole = {"what": "page", "text": _("Open on our site"), "href": around["back"], "icon": "arrow-right"}
    here = url_for(f"visitor.{calculator.name}_embed")
    return around | {"here": here, "ways": [whole], "framed": True}


def frame_code(calculator: Calculator) -> str:
    """The line of HTML that puts this calculator on another site."""
    title = fund.library().toml(f"{calculator.folder}/page.toml")["title"][language()]
    return Markup(
        '<iframe src="{}" title="{}" width="100%" height="900" loading="lazy" style="border: 0"></iframe>'
    ).format(
        fund.web_address(url_for(f"visitor.{calculator.name}_embed")),
        f"{title} – {fund.facts()['short_name'][language()]}",
    )


door.add_app_template_filter(frame_code, "frame_code")
