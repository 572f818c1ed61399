"""The programs' door: the calculation API, open to every program; no key, no cookie, no session.

What a program asks is answered and forgotten: nothing is written, so the door needs no token against foreign
forms, and scripts of any site may read the answers (decisions/009). It speaks the language of
Accept-Language, English if none of ours is asked. One address of the internet may ask so many times a minute.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, current_app, g, request

from webapp.kit import errors, i18n, rates
from webapp.views.api import refusals

PREFIX: Final = "/api"
#: A question of a hundred items with a hundred payments each stays below it.
LARGEST_QUESTION: Final = 64 * 1024
LANGUAGE: Final = "en"

door = Blueprint("api", __name__, url_prefix=f"{PREFIX}/v1")
door.record_once(lambda state: errors.speak_under(state.app, f"{PREFIX}/", refuse))


@door.before_request
def guard() -> None:
    """Speak the program's language, take a small question, and count it."""
    speak()
    request.max_content_length = LARGEST_QUESTION
    most = current_app.config["SETTINGS"].api_requests_per_minute
    if request.method != "OPTIONS" and most:
        rates.take("api", request.remote_addr or "", most=most)


@door.after_request
def open_to_all(answer: Response) -> Response:
    """Let scripts of every site read the answer, without cookies, and proxies keep one per language."""
    answer.headers.remove("Set-Cookie")
    answer.headers |= {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": "Accept-Language, Content-Type",
        "Access-Control-Expose-Headers": "Content-Language, Retry-After",
        "Access-Control-Max-Age": "86400",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Content-Language": i18n.language(),
    }
    answer.vary.add("Accept-Language")
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer


def speak() -> None:
    """The language a program asks for; an address of this door names none, and no cookie is looked at."""
    g.language = i18n.accepted_language(LANGUAGE)


def refuse(code: int, error: Exception) -> Response:
    """An error as programs read it, also where no page of this door was found."""
    speak()
    answer = refusals.problem(code, error)
    open_to_all(answer)
    return answer
