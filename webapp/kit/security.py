"""What every answer carries and every unsafe request must show.

A strict content policy without nonces (no inline script or style exists), the usual headers, a host
that is ours, the same origin for every form, and a token bound to the session. Public forms carry a token
too; it is bound to no session, because public pages have none.
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from itsdangerous import BadSignature, SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from markupsafe import Markup

from webapp.kit import clock, sessions
from webapp.kit.db import SAFE_METHODS

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
#: For pages that are made to stand in a frame of other sites: no old header may forbid it again.
FRAMED_POLICY: Final = CONTENT_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
HEADERS: Final = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}
TOKEN_FIELD: Final = "csrf_token"  # noqa: S105 - the name of a field
TOKEN_HEADER: Final = "X-CSRF-Token"  # noqa: S105 - the name of a header
TOKEN_AGE: Final = timedelta(hours=12)
PRIVATE_PREFIXES: Final = ("affiliate", "company", "staff", "identity")
DOORS_WITHOUT_FORMS: Final = frozenset({"machine", "api"})


def init_app(app: Flask) -> None:
    """Guard every request and dress every answer of the app."""
    app.before_request(refuse_strange_hosts)
    app.before_request(refuse_foreign_forms)
    app.after_request(_keep_private)
    app.jinja_env.globals["csrf"] = csrf_input


class Dress:
    """Puts our headers on every answer that leaves, also on static files and on faults below the pages."""

    def __init__(self, wsgi: WSGIApplication) -> None:
        """Stand around `wsgi`, as the outermost layer."""
        self.wsgi = wsgi

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, dressed."""

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            worn = {name.lower() for name, _value in headers}
            if ("Content-Security-Policy", FRAMED_POLICY) in headers:
                worn.add("x-frame-options")
            more = [(name, value) for name, value in HEADERS.items() if name.lower() not in worn]
            return start_response(status, [*headers, *more], *rest)

        return self.wsgi(environ, start)


def refuse_strange_hosts() -> None:
    """Refuse a request that names another host than ours: it would poison caches and links."""
    if not _is_ours(request.host):
        abort(400)


def _is_ours(host: str) -> bool:
    """The host of BASE_URL or of the staff door, this machine by its name, or any bare address.

    A bare address belongs to nobody else, so load balancers and people who try the house may use it.
    """
    name = urlsplit(f"//{host}").hostname or ""
    settings = current_app.config["SETTINGS"]
    if name in _own_names(settings.base_url, settings.staff_host):
        return True
    try:
        return bool(ip_address(name))
    except ValueError:
        return False


@cache
def _own_names(base_url: str, staff_host: str) -> frozenset[str]:
    named = urlsplit(base_url).hostname, urlsplit(f"//{staff_host}").hostname, socket.gethostname().lower()
    return frozenset({"localhost", *(name for name in named if name)})


def signer(purpose: str) -> URLSafeTimedSerializer:
    """Signs short texts for one purpose; a token of one purpose is worthless for another."""
    return URLSafeTimedSerializer(
        current_app.config["SETTINGS"].secret_key, salt=purpose, signer=_SignerByOurClock
    )


class _SignerByOurClock(TimestampSigner):
    """Tokens grow old by the clock of the house, like everything else."""

    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def csrf_token() -> str:
    """A token for the forms of this page: different each time, so that compression betrays nothing.

    A page that carries one is for one reader: nobody keeps it.
    """
    g.carries_token = True
    found = sessions.current() if _door_has_session() else None
    return signer("csrf").dumps(
        [secrets.token_hex(8), found.id if found else 0, *([found.hat] if found and found.hat else [])]
    )


def csrf_input() -> Markup:
    """The hidden input that every form carries."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN_FIELD, csrf_token())


def refuse_foreign_forms() -> None:
    """Refuse an unsafe request that another site sent; note in `g.stale_form` when only the token is old.

    The machine door has signatures instead, and the programs' door writes nothing.
    """
    if request.method in SAFE_METHODS or request.blueprint in DOORS_WITHOUT_FORMS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site not in {None, "same-origin", "none"} or (origin and urlsplit(origin).netloc != request.host):
        abort(403)
    if not _token_is_good():
        g.stale_form = True


def _token_is_good() -> bool:
    token = request.form.get(TOKEN_FIELD) or request.headers.get(TOKEN_HEADER) or ""
    reader = signer("csrf")
    expired = False
    try:
        written = reader.loads(token, max_age=int(TOKEN_AGE.total_seconds()))
    except SignatureExpired as late:
        expired, written = True, reader.load_payload(late.payload or b"")
    except (BadSignature, ValueError, TypeError):
        return False
    _nonce, session_id, *hat = written
    found = sessions.current() if _door_has_session() else None
    if found is not None and "".join(hat) != found.hat:
        g.form_of_other_hat = True
    return not expired and bool(session_id == (found.id if found else 0))


def _door_has_session() -> bool:
    return (request.blueprint or "").split(".")[0] in PRIVATE_PREFIXES


def _keep_private(answer: Response) -> Response:
    if _door_has_session() or request.method not in SAFE_METHODS or g.get("carries_token", False):
        answer.headers["Cache-Control"] = "no-store"
    return answer
