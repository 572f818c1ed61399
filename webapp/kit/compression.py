"""Public pages leave compressed; a person's own pages do not, so that their length betrays no token.

What comes back to a browser without a cookie holds nobody's secret: whoever could measure its length can
fetch it himself.
"""

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
    if _may_hold_a_secret(answer) or not request.accept_encodings.quality("gzip"):
        return answer
    body = answer.get_data()
    if answer.status_code in PAGES and len(body) >= SMALLEST:
        answer.set_data(gzip.compress(body, LEVEL, mtime=0))
        answer.headers["Content-Encoding"] = "gzip"
    return answer


def _may_hold_a_secret(answer: Response) -> bool:
    is_someones = bool(request.cookies) or "Set-Cookie" in answer.headers
    return is_someones and "no-store" in answer.headers.get("Cache-Control", "")
