"""Pages and parts: one address, one view, one context; HTMX gets the part, everybody else the page."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template
from htmx_flask import request


def page_or_part(page: str, part: str, /, *, status: int = 200, **context: Any) -> Response:
    """Answer the part when HTMX asks for it, the whole page otherwise (boosted and history requests too)."""
    htmx = request.htmx
    wants_part = bool(htmx) and not htmx.boosted and not htmx.history_restore_request
    answer = make_response(render_template(part if wants_part else page, **context), status)
    answer.vary.add("HX-Request")
    return answer


def asks_for_part() -> bool:
    """Whether this request comes from HTMX and would be answered by a part."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request
