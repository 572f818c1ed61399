"""Fields for numbers with check digits: cleaned of separators, refused with the reason at their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from webapp.rules import numbers


class _NumberField(StringField):
    """A number with check digits; cleaned of its separators, refused with the reason."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Clean and check the number through `rules.numbers`."""
        self.data = str(valuelist[0]).strip() if valuelist else ""
        if self.data:
            try:
                self.data = self.read(self.data)
            except numbers.WrongNumber as reason:
                raise ValidationError(number_sentence(reason)) from None

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else (self.data or "")

    def read(self, text: str) -> str:
        """The number without separators."""
        raise NotImplementedError


class NationalNumberField(_NumberField):
    """National register number or BIS number, eleven digits."""

    def read(self, text: str) -> str:
        """Eleven digits, checked."""
        return numbers.NationalNumber.parse(text).digits


class EnterpriseNumberField(_NumberField):
    """Enterprise number of the Crossroads Bank, ten digits."""

    def read(self, text: str) -> str:
        """Ten digits, checked."""
        return numbers.enterprise_number(text)


class IbanField(_NumberField):
    """Account number of a bank in the payment area."""

    def read(self, text: str) -> str:
        """The account without spaces, checked."""
        return numbers.iban(text)


SENTENCES: Final = {
    ("national number", "length"): _l("A national number has 11 digits, for example 85.07.30-033.28."),
    ("national number", "check_digit"): _l(
        "The last two digits do not fit the others. Check the number on your identity card."
    ),
    ("national number", "date"): _l(
        "The first six digits are not a date of birth. Check the number on your identity card."
    ),
    ("enterprise number", "length"): _l("An enterprise number has 10 digits, for example 0403.019.261."),
    ("enterprise number", "prefix"): _l("An enterprise number begins with 0 or 1."),
    ("enterprise number", "check_digit"): _l(
        "The last two digits do not fit the others. Check the enterprise number."
    ),
    ("iban", "length"): _l(
        "This account number has too few or too many characters. A Belgian one has BE and 14 digits."
    ),
    ("iban", "prefix"): _l("The account number must begin with a country, for example BE."),
    ("iban", "check_digit"): _l(
        "The check digits of this account number do not fit. Check it on your bank card."
    ),
    ("communication", "length"): _l("A structured communication has 12 digits: +++123/4567/89002+++."),
    ("communication", "check_digit"): _l("The last two digits of the communication do not fit the others."),
}
ODD_CHARACTERS: Final = _l("Write digits only; dots, dashes, slashes and spaces may stand between them.")


def number_sentence(reason: numbers.WrongNumber) -> Any:
    """The sentence for a number that was refused: what is wrong and where to look."""
    if reason.code == "characters":
        return ODD_CHARACTERS
    return SENTENCES.get((reason.kind, reason.code), _l("Check this number."))
