"""Signposts for machines that visit: the map of the site, what robots may do, whom to tell of a weakness."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import Response, current_app, render_template, url_for

from webapp.kit import clock
from webapp.kit.guides import guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library
from webapp.views.visitor import door, links
from webapp.views.visitor.calculators import catalogue

#: RFC 9116 wants a day less than a year ahead; renewed with every answer, so a forgotten file cannot lapse.
VALID_FOR = timedelta(days=300)
#: Public pages that are code, not content.
TOOLS: Final = (
    "visitor.calculators",
    "visitor.papers",
    "visitor.bulletin",
    "visitor.brochures",
    "visitor.glossary",
    "visitor.what_applies",
    "visitor.institution_finder",
    "visitor.child_benefit_router",
    "visitor.changed_amounts",
)


@door.get("/sitemap.xml")
def sitemap() -> Response:
    """Every public page in every language, each with its other languages."""
    base = current_app.config["SETTINGS"].base_url
    library: Library = current_app.extensions["content"]
    found = ("visitor.home", *TOOLS, *(f"visitor.{name}_calculator" for name in catalogue()))
    pages = [
        {code: f"{base}{url_for(endpoint, language=code)}" for code in LANGUAGES}
        for endpoint in found
        if endpoint in current_app.view_functions
    ]
    pages += [
        {code: f"{base}{links.address_of(guide, code)}" for code in LANGUAGES} for guide in guides(library)
    ]
    return Response(render_template("visitor/sitemap.xml", pages=pages), mimetype="application/xml")


@door.get("/robots.txt")
def robots() -> Response:
    """Robots may read what is public and nothing else."""
    base = current_app.config["SETTINGS"].base_url
    lines = ["User-agent: *", *(f"Disallow: /{code}/my/" for code in LANGUAGES)]
    lines += [f"Disallow: /{code}/company/" for code in LANGUAGES]
    lines += ["Disallow: /staff/", "Disallow: /machine/", f"Sitemap: {base}/sitemap.xml", ""]
    return Response("\n".join(lines), mimetype="text/plain")


@door.get("/.well-known/security.txt")
def security_contact() -> Response:
    """Whom to tell of a weakness (RFC 9116)."""
    settings = current_app.config["SETTINGS"]
    library: Library = current_app.extensions["content"]
    expires = (clock.now() + VALID_FOR).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        f"Contact: mailto:{library.toml('site.toml')['security_mail']}",
        f"Expires: {expires}",
        "Preferred-Languages: fr, nl, de, en",
        f"Canonical: {settings.base_url}/.well-known/security.txt",
        "",
    ]
    return Response("\n".join(lines), mimetype="text/plain")
