"""Public pages leave compressed; pages that carry a token do not, so that their length betrays nothing."""

from __future__ import annotations

import gzip
from typing import Final

from flask import Flask, Response, request

SMALLEST: Final = 600
LEVEL: Final = 6
#: Good answers, and pages that say at which question something is wrong.
PAGES: Final = frozenset({200, 422})
TYPES: Final = frozenset(
    {"text/html", "application/json", "text/calendar", "text/xml", "application/xml", "image/svg+xml"}
)


def init_app(app: Flask) -> None:
    """Compress what leaves by the visitor door."""
    app.after_request(_compress)


def _compress(answer: Response) -> Response:
    if request.blueprint != "visitor" or answer.mimetype not in TYPES or answer.direct_passthrough:
        return answer
    answer.vary.add("Accept-Encoding")
    if "no-store" in answer.headers.get("Cache-Control", "") or not request.accept_encodings.quality("gzip"):
        return answer
    body = answer.get_data()
    if answer.status_code in PAGES and len(body) >= SMALLEST:
        answer.set_data(gzip.compress(body, LEVEL, mtime=0))
        answer.headers["Content-Encoding"] = "gzip"
    return answer
