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
#: Good answers, pages that say at which question something is wrong, and the doors for somebody who is lost.
PAGES: Final = frozenset({200, 404, 422})
#: What a visitor gets here is the same for everybody; a page of an error may have a token in its frame.
SAME_FOR_ALL: Final = PAGES - {404}
TYPES: Final = frozenset(
    {
        "text/html",
        "application/json",
        "application/atom+xml",
        "text/calendar",
        "text/xml",
        "application/xml",
        "image/svg+xml",
    }
)


def init_app(app: Flask) -> None:
    """Compress what leaves by the visitor door."""
    app.after_request(_compress)


def _compress(answer: Response) -> Response:
    is_public = request.blueprint == "visitor" or request.routing_exception is not None
    if not is_public or answer.mimetype not in TYPES or answer.direct_passthrough:
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
    is_kept = "no-store" not in answer.headers.get("Cache-Control", "")
    return is_someones and not (is_kept and answer.status_code in SAME_FOR_ALL)
