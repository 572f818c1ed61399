"""Brochures: each theme of the guidance as one PDF, made from the very pages of the site, kept by edition.

An edition is the fingerprint of everything printed but the day: while nothing changes, the same file goes
out, and its cover names a day whose amounts these are. Making one twice is harmless.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from flask import Response, abort, current_app, g, render_template, url_for
from flask_babel import gettext as _

from webapp.kit import clock, fund, letters, pdf, print_text, receipts, texts
from webapp.kit.guides import Guide, Guides, guides
from webapp.kit.i18n import LANGUAGES, day, language
from webapp.kit.notice_facts import words_of
from webapp.rules.law import MissingValue, law_book, law_shown_on
from webapp.views.localized import localized
from webapp.views.visitor import door, links, living

SLUGS: Final = {"fr": "brochures", "nl": "brochures", "de": "broschueren", "en": "brochures"}
SHEET: Final = "notices/_brochure.typ"
FOLDER: Final = "brochures"
FINGERPRINT: Final = 12


@localized(door, SLUGS)
def brochures() -> str:
    """Every brochure, with its size where it is made already."""
    shown = [
        {
            **links.guide_link(guide),
            "pdf": url_for("visitor.brochure", slug=guide.slug(language())),
            "icon": guide.facts["icon"],
            "bytes": made.stat().st_size if (made := kept_at(guide)).is_file() else 0,
        }
        for guide in all_brochures()
    ]
    return render_template("visitor/brochures.html", brochures=shown, today=clock.today(), **links.frame())


@localized(door, {code: f"{slug}/<slug>.pdf" for code, slug in SLUGS.items()})
def brochure(slug: str) -> Response:
    """One brochure; made now if this edition was not made yet."""
    guide = next((one for one in all_brochures() if one.slug(language()) == slug), None) or abort(404)
    g.alternates = {
        code: url_for("visitor.brochure", slug=guide.slug(code), language=code) for code in LANGUAGES
    }
    answer = Response(printed(guide).read_bytes(), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{slug}.pdf"'
    return answer


def all_brochures() -> tuple[Guide, ...]:
    """What there is a brochure of: each theme, and the service charter."""
    shelves = guides(fund.library())
    charter = shelves.find(links.CHARTER)
    return (*shelves.themes, *((charter,) if charter else ()))


def printed(guide: Guide) -> Path:
    """The file of a brochure in the language being spoken; printed if this edition was not yet.

    Raises pdf.PrintError.
    """
    place = kept_at(guide)
    if not place.is_file():
        press = pdf.press(fund.library().folders)
        made = press.print(SHEET, {**_content(guide), **_made(_edition(guide)), "logo": press.logo})
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(made)
        Path(file.name).replace(place)
    return place


def kept_at(guide: Guide) -> Path:
    """Where this edition of a brochure is kept."""
    folder: Path = current_app.config["SETTINGS"].data_dir / FOLDER
    return folder / f"{guide.name}-{language()}-{_edition(guide)}.pdf"


def _edition(guide: Guide) -> str:
    """The fingerprint of a brochure; reckoned once for a day and an edition of the law."""
    known: dict[tuple[str, str, date, str], str] = current_app.extensions.setdefault("brochures", {})
    asked = (guide.name, language(), clock.today(), law_book().edition)
    if asked not in known:
        if any(one[2:] != asked[2:] for one in known):
            known.clear()
        drawing = fund.library().find(SHEET).read_bytes()
        content = json.dumps(_content(guide), sort_keys=True).encode()
        known[asked] = sha256(drawing + content).hexdigest()[:FINGERPRINT]
    return known[asked]


def _content(guide: Guide) -> dict[str, Any]:
    """Everything that a brochure prints but the day on which it is made."""
    library, spoken = fund.library(), language()
    shelves = guides(library)
    chapters = (guide, *shelves.pages_of(guide.name))
    return {
        "language": spoken,
        "words": words_of(library, spoken),
        "fund": letters.fund_facts(library, spoken),
        "title": guide.title(spoken),
        "summary": guide.summary(spoken),
        "contents_title": _("Contents"),
        "reading": _(
            "Links in this file lead to other chapters or to our site, where you can calculate and ask."
        ),
        "checked": _("Checked on"),
        "chapters": [_chapter(one, shelves, {chapter.name for chapter in chapters}) for one in chapters],
        "figures_title": _("The figures in this brochure"),
        "figures_words": _(
            "They are fixed by law. Another day may bring other figures: our site shows those of today."
        ),
        "figures_head": [_("Figure"), _("Value"), _("Since")],
        "figures": list(_figures(chapters, shelves)),
        "reach_title": _("How to reach us"),
        "offices": list(_offices()),
        "free": _("This brochure is free. It informs and does not decide: your file and the law do."),
    }


def _made(edition: str) -> dict[str, str]:
    today = clock.today()
    return {
        "made_iso": today.isoformat(),
        "amounts_on": _("Amounts of %(day)s", day=day(today)),
        "edition": _("Edition %(edition)s", edition=edition),
    }


def _chapter(guide: Guide, shelves: Guides, inside: set[str]) -> dict[str, Any]:
    spoken = language()
    name = f"{guide.folder}/{spoken}.md"

    def leads(target: str) -> str:
        kind, _colon, page = target.partition(":")
        if kind == "page" and page in inside:
            return f"#{page}"
        address = links.resolve(target)
        return fund.web_address(address) if address.startswith("/") else address

    text, _pieces = texts.fill(shelves.source(guide, spoken), living.in_print(), name=name)
    return {
        "name": guide.name,
        "title": guide.title(spoken),
        "summary": guide.summary(spoken),
        "blocks": print_text.blocks(text, link=leads),
        "reviewed_on": day(guide.reviewed_on),
        "address": fund.web_address(links.address_of(guide)),
    }


def _figures(chapters: tuple[Guide, ...], shelves: Guides) -> Iterator[dict[str, str]]:
    """Every value of the law that the chapters quote, with the day since when it holds."""
    law, spoken = law_shown_on(clock.today()), language()
    for name in sorted(set().union(*(shelves.quoted(one, on=law.day) for one in chapters))):
        with suppress(MissingValue):
            value = law.value(name)
            sure = value.confidence == receipts.SURE
            yield {
                "label": value.label[spoken],
                "value": receipts.value_words(value),
                "since": day(value.since),
                "note": "" if sure else links.to_be_confirmed(),
            }


def _offices() -> Iterator[dict[str, str]]:
    spoken = language()
    for office in fund.facts()["offices"]:
        address = f"{office['street'][spoken]}, {office['postcode']} {office['town'][spoken]}"
        yield {"name": office["name"][spoken], "address": address, "phone": office["phone"]}
