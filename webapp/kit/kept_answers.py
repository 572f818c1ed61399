"""A shared cache in front of the pages of one process: what anybody may keep for a while, we keep ourselves.

It keeps what an answer allows by its own headers (RFC 9111): a whole page to a plain GET that says `public`,
sets no cookie and varies by nothing but its encoding. It knows no page by name. An answer is kept for seconds
only, and never past midnight, so that a corrected text, a reviewed page or a law of today is soon everywhere.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from werkzeug.datastructures import Headers
from werkzeug.http import parse_accept_header, parse_etags, remove_entity_headers

from webapp.kit import clock

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

KEPT_SECONDS: Final = 20
MOST_ANSWERS: Final = 2_000
LARGEST: Final = 128 * 1024
KIND: Final = "text/html"
#: A request with one of these asks for something else than the page.
_OWN_WAY: Final = ("HTTP_HX_REQUEST", "HTTP_RANGE", "HTTP_AUTHORIZATION")
_ASKS_ANEW: Final = ("no-cache", "max-age=0")

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    headers: tuple[tuple[str, str], ...]
    body: bytes
    until: float


class KeptAnswers:
    """Stands around an app and answers again what it answered a moment ago."""

    def __init__(self, wsgi: WSGIApplication) -> None:
        """Keep answers of `wsgi`."""
        self.wsgi = wsgi
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, or ask the app and keep what may be kept."""
        key = _key(environ)
        if key is None:
            return self.wsgi(environ, start_response)
        kept = self._find(key)
        if kept is not None:
            return _again(kept, environ, start_response)
        if environ["REQUEST_METHOD"] != "GET" or "HTTP_IF_NONE_MATCH" in environ:
            return self.wsgi(environ, start_response)
        return self._ask(key, environ, start_response)

    def forget(self) -> None:
        """Keep nothing of what was answered so far."""
        with self._lock:
            self._kept.clear()

    def _find(self, key: Key) -> _Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            if kept.until <= time.monotonic():
                del self._kept[key]
                return None
            self._kept.move_to_end(key)
            return kept

    def _ask(self, key: Key, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        said: list[tuple[str, Headers]] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            said.append((status, Headers(headers)))
            return start_response(status, headers, *rest)

        answer = self.wsgi(environ, start)
        if not said or not _may_be_kept(*said[-1]):
            return answer
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        if len(body) <= LARGEST:
            kept = _Kept(tuple(said[-1][1]), body, time.monotonic() + KEPT_SECONDS)
            with self._lock:
                self._kept[key] = kept
                while len(self._kept) > MOST_ANSWERS:
                    self._kept.popitem(last=False)
        return [body]


def _key(environ: WSGIEnvironment) -> Key | None:
    """What an answer depends on; None for a request that is nobody else's."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ.get("QUERY_STRING"):
        return None
    if any(name in environ for name in _OWN_WAY):
        return None
    if any(wish in environ.get("HTTP_CACHE_CONTROL", "") for wish in _ASKS_ANEW):
        return None
    gzip = bool(parse_accept_header(environ.get("HTTP_ACCEPT_ENCODING", "")).quality("gzip"))
    names = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO")
    return (*(environ.get(name, "") for name in names), gzip, clock.today())


def _may_be_kept(status: str, headers: Headers) -> bool:
    vary = {part.strip().casefold() for part in headers.get("Vary", "").split(",") if part.strip()}
    return (
        status.startswith("200 ")
        and "public" in headers.get("Cache-Control", "")
        and "Set-Cookie" not in headers
        and headers.get("Content-Type", "").startswith(KIND)
        and vary <= {"accept-encoding"}
    )


def _again(kept: _Kept, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    headers = Headers(kept.headers)
    asked = environ.get("HTTP_IF_NONE_MATCH", "")
    if asked and parse_etags(asked).contains_raw(headers.get("ETag", "")):
        remove_entity_headers(headers)
        start_response("304 NOT MODIFIED", list(headers))
        return []
    start_response("200 OK", list(headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [kept.body]
