"""Documents that a browser saves; the same answer at every door."""

from __future__ import annotations

from flask import Response


def as_download(pdf: bytes, *, name: str) -> Response:
    """A PDF that the browser saves, stored by nobody in between and unable to do anything."""
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
