"""Results to keep: as PDF, as a spreadsheet, as one page that opens without us, as days for a calendar.

Nothing is stored here: a file is made from the figures in the address, and is the asker's alone.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from webapp.kit import calendars, clock, fund, rates, spreadsheets
from webapp.kit.i18n import language
from webapp.rules.edition import rules_edition
from webapp.views import entrance
from webapp.views.visitor.calculate import (
    address,
    answered,
    asked,
    frame,
    kept_to_the_asker,
    of_every_calculator,
)
from webapp.views.visitor.calculators import Calculator
from webapp.views.visitor.calculators._kept import Kept, as_ics, as_pdf, as_xlsx

#: A file costs more than a page: nobody needs more of them, and nobody may keep a press busy alone.
FILES_A_MINUTE: Final = 120
STYLES: Final = ("css/site.css", "css/tools.css")
_FONTS: Final = re.compile(r"@font-face\s*{[^}]*}")
_ADDRESSES: Final = re.compile(r"url\([^)]*\)")
_ICON: Final = re.compile(r'href="[^"#]*/icons[^"#]*#([\w-]+)"')
_SYMBOL: Final = '<symbol id="{}".*?</symbol>'


@dataclass(frozen=True, kw_only=True)
class Medium:
    """How a result is made into a file, what kind of file that is, and what it may do in a browser."""

    make: Callable[[Kept], bytes]
    mime: str
    policy: str = "sandbox; default-src 'none'"


@of_every_calculator("file", "/<any(pdf, xlsx, html, ics):kind>")
def calculator_file(calculator: Calculator, kind: str) -> ResponseReturnValue:
    """A result as a file; without a result, lead back to the questions, where it says why."""
    form, typed = asked(calculator)
    answer = answered(calculator, form, typed=True) if typed and form.validate() else None
    if answer is None or not (answer.events if kind == "ics" else answer.is_result):
        return redirect(address(f"{calculator.name}_calculator", request.args.to_dict()), 303)
    rates.take("calculator.files", entrance.address(), most=FILES_A_MINUTE)
    around = frame(calculator, form)
    kept = Kept(
        name=calculator.name,
        title=around["title"],
        asked=form.in_words(),
        answer=answer,
        address=fund.web_address(around["back"]),
        made_at=clock.now(),
        edition=rules_edition(),
    )
    return kept_to_the_asker(_download(kept, kind, calculator.slugs[language()]))


def as_page(kept: Kept) -> bytes:
    """One page with everything in it: it fetches nothing, runs nothing, and opens from a disk for good."""
    style = _style()
    page = render_template(
        "visitor/calculators/saved.html",
        kept=kept,
        answer=kept.answer,
        style=Markup("<style>{}</style>").format(Markup(style)),  # noqa: S704 - our own style sheets
        policy=_policy(style),
    )
    return _alone(page).encode()


def _download(kept: Kept, kind: str, name: str) -> Response:
    """The file under a name that people can read, without a figure in it."""
    medium = MEDIA[kind]
    answer = Response(medium.make(kept), mimetype=medium.mime)
    made_on = clock.day_of(kept.made_at).isoformat()
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{made_on}.{kind}"'
    answer.headers["Content-Security-Policy"] = (
        f"sandbox; {_policy(_style())}" if kind == "html" else medium.policy
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.content_language = language()
    return answer


def _alone(page: str) -> str:
    """The page with its icons drawn inside, everything opened, and links to us by their full address."""
    named = dict.fromkeys(_ICON.findall(page))
    drawings = _static("icons.svg")
    symbols = "".join(
        found[0] for name in named if (found := re.search(_SYMBOL.format(name), drawings, re.DOTALL))
    )
    page = _ICON.sub(r'href="#\1"', page).replace('href="/', f'href="{fund.web_address("/")}')
    page = page.replace("<details", "<details open")
    return page.replace("</body>", f'<svg width="0" height="0" aria-hidden="true">{symbols}</svg>\n</body>')


def _style() -> str:
    """The styles of the site without what they would fetch."""
    return _ADDRESSES.sub("none", _FONTS.sub("", "\n".join(map(_static, STYLES))))


def _policy(style: str) -> str:
    """The page may wear this style, known by its digest, and nothing else."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _static(path: str) -> str:
    """A static file as this house serves it."""
    address: str = current_app.jinja_env.globals["static_url"](path)
    folder: Path = current_app.config["SETTINGS"].data_dir
    return (folder / address.removeprefix("/")).read_text(encoding="utf-8")


MEDIA: Final[Mapping[str, Medium]] = {
    "pdf": Medium(make=as_pdf, mime="application/pdf"),
    "xlsx": Medium(make=as_xlsx, mime=spreadsheets.MIME),
    "html": Medium(make=as_page, mime="text/html"),
    "ics": Medium(make=as_ics, mime=calendars.MIME),
}
