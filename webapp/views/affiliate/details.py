"""What we know about the person, and how she wants to be reached."""

from __future__ import annotations

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectChoice, SelectField, TelField
from wtforms.validators import Email, InputRequired, Length, Optional

from webapp.domain import affiliates
from webapp.kit.fields import FundForm
from webapp.kit.i18n import NAMES
from webapp.views.affiliate import door
from webapp.views.affiliate.navigation import address
from webapp.views.contribution_words import category_words


class ContactForm(FundForm):
    """How to reach a person; an address has its own request, because others must know it too."""

    email = EmailField(_l("E-mail address"), [Optional(), Email(), Length(max=254)])
    phone = TelField(_l("Telephone"), [Optional(), Length(max=30)])
    language = SelectField(
        _l("Language of our letters"), choices=[SelectChoice(code, name) for code, name in NAMES.items()]
    )
    channel = RadioField(
        _l("How do you want to receive our letters?"),
        [InputRequired()],
        choices=[
            SelectChoice("online", _l("Here in my account, and a mail tells me that a letter has come")),
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


@door.route("/details", methods=["GET", "POST"])
def details() -> ResponseReturnValue:
    """Show the details; change how she is reached."""
    person = affiliates.get_for(g.actor, g.affiliate_id)
    form = ContactForm.from_request(obj=person)
    if form.is_sent_and_valid():
        affiliates.change_contact(
            person.id,
            by=g.actor,
            email=form.email.data or "",
            phone=form.phone.data or "",
            language=form.language.data,
            channel=form.channel.data,
        )
        return redirect(url_for("affiliate.details", saved=1), 303)
    page = render_template(
        "affiliate/details/index.html",
        affiliate=person,
        form=form,
        careers=[(stretch, category_words(stretch.category)) for stretch in reversed(person.stretches)],
        change_address_url=address("affiliate.request_new", name="change_personal"),
        security_url=address("affiliate.security"),
    )
    return page, 422 if form.errors else 200
