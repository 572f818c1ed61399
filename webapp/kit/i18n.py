"""Languages of the house: which one applies, and how money, days and shares look in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, format_percent
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale

from webapp.kit import clock

LANGUAGES: Final = ("fr", "nl", "de", "en")
DEFAULT: Final = "fr"
#: What the language is called in itself, for the switch.
NAMES: Final = {"fr": "Français", "nl": "Nederlands", "de": "Deutsch", "en": "English"}
#: Belgian habits of writing; English is British: a point before the cents.
LOCALES: Final = {"fr": "fr_BE", "nl": "nl_BE", "de": "de_BE", "en": "en_GB"}

babel = Babel()


def init_app(app: Flask) -> None:
    """Choose the language by the address, else by what the browser asks for."""
    babel.init_app(app, locale_selector=_locale, default_translation_directories="../translations")
    app.jinja_env.filters |= {
        "money": money,
        "day": day,
        "month": month,
        "moment": moment,
        "machine_time": machine_time,
        "percent": percent,
        "number": number,
        "day_month": day_month,
        "weekday": weekday,
        "colon": colon,
    }


def language() -> str:
    """The two letters of the language being spoken now."""
    spoken = get_locale()
    return spoken.language if spoken is not None else DEFAULT


@contextmanager
def force_language(code: str) -> Iterator[None]:
    """Speak a reader's language for letters and mails, whatever the language of the request."""
    with force_locale(LOCALES[code]):
        yield


def asked_language() -> str:
    """The language of the visitor before any is chosen: stored choice, then Accept-Language."""
    chosen = request.cookies.get("language", "")
    return chosen if chosen in LANGUAGES else accepted_language(DEFAULT)


def accepted_language(otherwise: str) -> str:
    """The first of our languages that Accept-Language asks for, in the order of its wishes."""
    for wanted, quality in request.accept_languages:
        code = wanted.lower().partition("-")[0]
        if quality > 0 and code in LANGUAGES:
            return code
    return otherwise


def _locale() -> str:
    if has_request_context():
        code = g.get("language") or (request.view_args or {}).get("language") or asked_language()
        return LOCALES.get(code, LOCALES[DEFAULT])
    return LOCALES[DEFAULT]


def locale() -> Locale:
    """The locale being spoken, with its Belgian habits of writing."""
    return get_locale() or Locale.parse(LOCALES[DEFAULT])


def money(cents: int) -> str:
    """An amount of euro, always with its cents: 890,42 €."""
    return format_currency(Decimal(cents) / 100, "EUR", locale=locale())


def day(on: date | datetime) -> str:
    """A day in words: 31 December 2026. A moment is shown as its Belgian day."""
    if isinstance(on, datetime):
        on = clock.day_of(on)
    return format_date(on, f"{_day_of_month(on)} MMMM y", locale=locale())


def day_month(on: date) -> str:
    """A day without its year: 31 December."""
    return format_date(on, f"{_day_of_month(on)} MMMM", locale=locale())


def weekday(on: date) -> str:
    """The name of the day of the week."""
    return format_date(on, "EEEE", locale=locale())


def colon(words: object) -> str:
    """Words with the colon that announces what follows; French keeps a narrow space before it."""
    return f"{words}\u202f:" if locale().language == "fr" else f"{words}:"


def month(on: date) -> str:
    """A month and its year: December 2026."""
    return format_date(on, "MMMM y", locale=locale())


def machine_time(on: date | datetime) -> str:
    """A day or a moment for `<time datetime>`: HTML knows no fraction finer than a thousandth of a second."""
    return on.isoformat(timespec="seconds") if isinstance(on, datetime) else on.isoformat()


def moment(at: datetime) -> str:
    """A day and the Belgian hour: 31 December 2026, 14:05."""
    here = at.astimezone(clock.BELGIUM)
    return format_datetime(here, f"{_day_of_month(here)} MMMM y, HH:mm", locale=locale())


def percent(share: Decimal) -> str:
    """A share as percent, with as many decimals as it has: 20.5 %."""
    decimals = max(0, -int((share * 100).normalize().as_tuple().exponent))
    text = format_percent(share, locale=locale(), decimal_quantization=False) if decimals else None
    return text or format_percent(share, locale=locale())


def number(value: int | Decimal) -> str:
    """A plain number with the separators of the language."""
    return format_decimal(value, locale=locale(), decimal_quantization=False)


def _day_of_month(on: date) -> str:
    """The pattern of the day's number: 1er in French, 1. in German, 1 elsewhere."""
    spoken = locale().language
    if spoken == "de":
        return "d."
    return "d'er'" if spoken == "fr" and on.day == 1 else "d"
