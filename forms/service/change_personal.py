"""Report a move: the new address, and since when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from forms import Asker, Audience, Paper, Questions, Step
from forms._blocks import Written, declaration
from forms._questions import choice
from webapp.domain import affiliates, cases
from webapp.domain.identity import Actor
from webapp.kit.fields import DayField
from webapp.kit.i18n import locale

HOME: Final = "BE"
#: A move that lies further ahead is reported when it is near.
AHEAD: Final = timedelta(days=31)
_CODE: Final = re.compile(r"[A-Z]{2}")
_BELGIAN: Final = re.compile(r"[1-9]\d{3}")
_TOO_LONG: Final = _l("This is too long for an envelope. Shorten it.")


class AddressQuestions(Questions):
    """The new address and the day of the move."""

    street = StringField(
        _l("Street, number and box"),
        [Written(_l("Write the street and the number.")), Length(max=100, message=_TOO_LONG)],
        render_kw={"autocomplete": "address-line1"},
    )
    postcode = StringField(
        _l("Postcode"),
        [Written(_l("Write the postcode.")), Length(max=12, message=_TOO_LONG)],
        render_kw={"autocomplete": "postal-code"},
    )
    town = StringField(
        _l("Town"),
        [Written(_l("Write the town.")), Length(max=60, message=_TOO_LONG)],
        render_kw={"autocomplete": "address-level2"},
    )
    country = SelectField(_l("Country"), default=HOME)
    moved_on = DayField(
        _l("Since when do you live there?"),
        [InputRequired(_l("Write the day of the move, for example 31/12/2026."))],
        description=_l("For example 01/12/2026"),
    )
    declaration = declaration()

    def meet(self, asker: Asker, known: Mapping[str, Any]) -> None:
        """Offer the countries in the reader's language, Belgium first."""
        super().meet(asker, known)
        names = {code: name for code, name in locale().territories.items() if _CODE.fullmatch(code)}
        others = sorted(
            (name, code) for code, name in names.items() if code not in {HOME, "EU", "EZ", "UN", "ZZ"}
        )
        self.country.choices = [choice(HOME, names[HOME]), *(choice(code, name) for name, code in others)]

    def validate_postcode(self, field: StringField) -> None:
        """A Belgian postcode has four digits."""
        country = self.country.data if "country" in self else HOME
        if country == HOME and field.data and not _BELGIAN.fullmatch(field.data.strip()):
            raise ValidationError(_l("A Belgian postcode has four digits, for example 4000."))

    def validate_moved_on(self, field: DayField) -> None:
        """A move of the past, or one that is near."""
        if field.data is not None and field.data > self.asker.on + AHEAD:
            raise ValidationError(_l("Report the move at most one month before it."))


def grant(case: cases.CaseView, by: Actor) -> None:
    """Write the new address into the file."""
    assert case.affiliate_id is not None, "this paper is an affiliate's"
    affiliates.change_address(
        case.affiliate_id,
        by=by,
        street=case.answers["street"].strip(),
        postcode=case.answers["postcode"].strip(),
        town=case.answers["town"].strip(),
        country=case.answers["country"],
    )


paper = Paper(
    title=_l("I have moved"),
    summary=_l("Tell us your new address, so that our letters reach you."),
    who=Audience.AFFILIATE,
    audience_words=_l("Everybody who is affiliated with us"),
    questions=AddressQuestions,
    steps=(
        Step(
            name="address",
            title=_l("Your new address"),
            questions=("street", "postcode", "town", "country", "moved_on"),
        ),
    ),
    declarations=("declaration",),
    legal=_l("Royal Decree no. 38 of 27 July 1967; law of 11 April 1995 (charter of the insured person)"),
    deadline=_l("No legal term; as soon as you know your new address"),
    next_words=_l("Report the move to your municipality as well: we do not do that for you."),
    on_granted=grant,
)
