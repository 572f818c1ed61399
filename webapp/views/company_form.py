"""How a company is reached: the questions of its details page."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectChoice, SelectField, StringField, TelField
from wtforms.validators import Email, InputRequired, Length, Optional

from webapp.kit.fields import FundForm
from webapp.kit.i18n import NAMES


class ContactForm(FundForm):
    """Address, mail, telephone, language and channel of a company."""

    street = StringField(_l("Street and number"), [InputRequired(), Length(max=120)])
    postcode = StringField(_l("Postcode"), [InputRequired(), Length(max=10)])
    town = StringField(_l("Town"), [InputRequired(), Length(max=80)])
    email = EmailField(_l("E-mail address"), [Optional(), Email(), Length(max=254)])
    phone = TelField(_l("Telephone"), [Optional(), Length(max=30)])
    language = SelectField(
        _l("Language of our letters"), choices=[SelectChoice(code, name) for code, name in NAMES.items()]
    )
    channel = RadioField(
        _l("How does the company want to receive our letters?"),
        [InputRequired()],
        choices=[
            SelectChoice("online", _l("Here in the account, and a mail tells that a letter has come")),
            SelectChoice("paper", _l("By post, on paper")),
        ],
    )

    def validate(self, extra_validators: object = None) -> bool:
        """Letters on line need an address to announce them."""
        good = bool(super().validate(extra_validators))
        if good and self.channel.data == "online" and not self.email.data:
            self.email.errors = [
                _l("Give an e-mail address, so that we can tell you when a letter has come.")
            ]
            return False
        return good
