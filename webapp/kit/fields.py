"""Forms of the house: one base, our own fields, every error a clear sentence in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from flask import g, request
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, ValidationError
from wtforms.widgets import TextInput

from webapp.kit import kept
from webapp.kit.db import SAFE_METHODS
from webapp.kit.i18n import language

LARGEST_CENTS: Final = 10_000_000_000
_NOT_OFFERED: Final = "Not a valid choice."
_GROUPED: Final = re.compile(r"^-?\d{1,3}([ .'\u00a0\u202f]\d{3})+([.,]\d{1,2})?$")
_PLAIN: Final = re.compile(r"^-?\d+([.,]\d{1,2})?$")


class _Words:
    """WTForms' words, and ours where its own do not say how to mend what is wrong."""

    def __init__(self, theirs: Any) -> None:
        self._theirs = theirs

    def gettext(self, string: str) -> str:
        ours = {_NOT_OFFERED: _l("Choose one of the answers shown.")}.get(string)
        return str(ours) if ours else str(self._theirs.gettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return str(self._theirs.ngettext(singular, plural, n))


class FundForm(Form):
    """The mother of every form: speaks the reader's language and takes back what was kept for her.

    The token and the origin are checked for every form by `kit.security`, before any view runs.
    """

    class Meta:
        """WTForms' own messages in the reader's language."""

        def get_translations(self, form: Form) -> Any:
            """WTForms ships fr, nl and de; English is its source."""
            self.locales = [language()]
            return _Words(super().get_translations(form))  # type: ignore[misc]

    @classmethod
    def from_request(cls, **kwargs: Any) -> FundForm:
        """The form of this request: posted fields, or those kept for this person, or an empty one."""
        if request.method not in SAFE_METHODS:
            return cls(request.form, **kwargs)
        actor = g.get("actor")
        waiting = kept.waiting(login_id=actor.login_id) if actor is not None else None
        return cls(waiting, **kwargs)

    def is_sent_and_valid(self) -> bool:
        """Whether this request sends the form, with a fresh token, and every field is good.

        A public page that was open for longer than its token lives comes back filled in.
        """
        if request.method in SAFE_METHODS or not self.validate():
            return False
        if g.get("stale_form", False):
            self.form_errors.append(_l("This page was open for a long time. Check it and send it once more."))
            return False
        return True


class MoneyField(Field):
    """An amount in euro as people write it (1.234,56 or 1234.56); its data is whole cents."""

    widget = TextInput()
    data: int | None

    def __init__(self, *args: Any, allow_negative: bool = False, **kwargs: Any) -> None:
        """Say whether amounts below zero make sense here."""
        super().__init__(*args, **kwargs)
        self.allow_negative = allow_negative

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        sign = "-" if self.data < 0 else ""
        return f"{sign}{abs(self.data) // 100},{abs(self.data) % 100:02d}"

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read the amount; a decimal comma or point, and spaces or points between thousands."""
        text = str(valuelist[0]).replace("€", "").replace("EUR", "").strip() if valuelist else ""
        self.data = None
        if not text:
            return
        self.data = read_cents(text)
        if self.data is None:
            raise ValidationError(_l("Write an amount in euro, for example 1234,56."))
        if self.data < 0 and not self.allow_negative:
            raise ValidationError(_l("The amount cannot be below zero."))
        if abs(self.data) > LARGEST_CENTS:
            raise ValidationError(_l("This amount is too large. Check the number of digits."))


def read_cents(text: str) -> int | None:
    """Whole cents from an amount as people write it; None when it is not one."""
    text = text.strip()
    if _GROUPED.match(text):
        whole, separator, cents = _split_decimals(text)
        text = re.sub(r"[ .'\u00a0\u202f]", "", whole) + (f".{cents}" if separator else "")
    elif _PLAIN.match(text):
        text = text.replace(",", ".")
    else:
        return None
    try:
        return int(Decimal(text).scaleb(2).to_integral_exact())
    except InvalidOperation:
        return None


def _split_decimals(text: str) -> tuple[str, str, str]:
    last = text[-3:]
    if len(last) == 3 and last[0] in ",." and last[1:].isdigit():  # noqa: PLR2004 - separator and two digits
        return text[:-3], last[0], last[1:]
    if len(text) > 1 and text[-2] in ",.":
        return text[:-2], text[-2], text[-1]
    return text, "", ""


class DayField(Field):
    """A day as people write it in Belgium (31/12/2026), or as a browser sends it (2026-12-31)."""

    widget = TextInput()
    data: date | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%d/%m/%Y") if self.data else ""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read the day, month and year in Belgian order."""
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not text:
            return
        self.data = read_day(text)
        if self.data is None:
            raise ValidationError(
                _l("Write a day that exists as day, month and year, for example 31/12/2026.")
            )


def read_day(text: str) -> date | None:
    """A day from 31/12/2026, 31-12-2026, 31.12.2026 or 2026-12-31; None when there is no such day."""
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    belgian = re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if belgian:
            return date(int(belgian[3]), int(belgian[2]), int(belgian[1]))
    except ValueError:
        return None
    return None
