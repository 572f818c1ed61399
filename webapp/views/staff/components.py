"""The gallery of components: invented facts for each macro, to judge the look in one place."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, Final

import segno
from flask import render_template
from markupsafe import Markup
from wtforms import (
    BooleanField,
    EmailField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import FileField as UploadField
from wtforms import SelectChoice as Choice
from wtforms.validators import InputRequired

from webapp.domain.identity import Permission
from webapp.kit.fields import DayField, FundForm, MoneyField
from webapp.kit.i18n import language
from webapp.kit.number_fields import IbanField, NationalNumberField
from webapp.views.staff import door, needs


@door.get("/-/components")
@needs(Permission.SEE_WORK)
def components() -> str:
    """Show every component."""
    return render_template("staff/components.html", **sample())


#: The words that are long in one language and short in another; the rest of the gallery is English.
WORDS: Final[dict[str, dict[str, str]]] = {
    "due": {
        "fr": "Cotisation sociale du quatrième trimestre 2026",
        "nl": "Sociale bijdrage van het vierde kwartaal 2026",
        "de": "Sozialversicherungsbeitrag für das vierte Quartal 2026",
        "en": "Social contribution for the fourth quarter of 2026",
    },
    "title": {
        "fr": "Comment nous arrivons à ce montant",
        "nl": "Hoe wij aan dit bedrag komen",
        "de": "Wie wir auf diesen Betrag kommen",
        "en": "How we reach this amount",
    },
    "base": {
        "fr": "Votre revenu net de 2023, indexé à 2026",
        "nl": "Uw netto-inkomen van 2023, geïndexeerd naar 2026",
        "de": "Ihr Nettoeinkommen von 2023, an 2026 angepasst",
        "en": "Your net income of 2023, indexed to 2026",
    },
    "rate": {
        "fr": "20,5 % jusqu'au premier seuil, pour un quart de l'année",
        "nl": "20,5 % tot de eerste grens, voor een kwart van het jaar",
        "de": "20,5 % bis zur ersten Einkommensgrenze, für ein Vierteljahr",
        "en": "20.5% up to the first threshold, for a quarter of the year",
    },
    "fee": {
        "fr": "Frais de gestion de la caisse",
        "nl": "Beheerskosten van het fonds",
        "de": "Verwaltungskosten der Sozialversicherungskasse",
        "en": "The fund's management fee",
    },
    "total": {
        "fr": "À payer par trimestre",
        "nl": "Te betalen per kwartaal",
        "de": "Zu zahlen je Quartal",
        "en": "To pay each quarter",
    },
}
PAYLOAD: Final = (
    "BCD\n002\n1\nSCT\nLINDBEBB\nDe Linde - Le Tilleul\nBE45999120485689\nEUR890.42\n\n+++090/9337/55493+++"
)


class SampleForm(FundForm):
    """One field of each kind."""

    who = StringField("First name and surname", [InputRequired()], render_kw={"autocomplete": "name"})
    national_number = NationalNumberField(
        "National number", description="Eleven digits, on the back of your card."
    )
    income = MoneyField("Net income you expect in 2026", [InputRequired("Write the income that you expect.")])
    since = DayField("Since when", description="For example 31/12/2026")
    account = IbanField("Account number")
    mail = EmailField("E-mail")
    category = RadioField(
        "Your activity",
        choices=[
            Choice("main", "Main activity"),
            Choice("side", "Beside a job"),
            Choice("student", "Student"),
        ],
    )
    reasons = SelectMultipleField(
        "What changed",
        choices=[
            Choice("ill", "I was ill"),
            Choice("client", "I lost a large client"),
        ],
    )
    language = SelectField(
        "Language of your letters",
        choices=[
            Choice("fr", "Français"),
            Choice("nl", "Nederlands"),
            Choice("de", "Deutsch"),
        ],
    )
    story = TextAreaField("What happened", description="Three sentences are enough.")
    paper = UploadField("Your evidence", description="A photo or PDF, at most 10 megabytes.")
    sure = BooleanField("What I wrote is true and complete")


def sample_form(*, wrong: bool = False) -> SampleForm:
    """The sample form, empty or with an error at four of its fields."""
    form = SampleForm(prefix="wrong-" if wrong else "", who="Amélie Vandenbroucke", category="main")
    if wrong:
        form.income.errors = ["Write an amount in euro, for example 1234,56."]
        form.since.errors = ["Write a day that exists, for example 31/12/2026."]
        form.category.errors = ["Choose what fits best."]
        form.sure.errors = ["Without this we may not treat your request."]
    return form


def sample() -> dict[str, Any]:
    """The context of staff/components.html."""
    say = {name: words[language()] for name, words in WORDS.items()}
    lines = [
        {
            "text": say["base"],
            "amount": 1_694_613,
            "values": [
                {
                    "label": "Index 2026 / 2023",
                    "value": "1,0812",
                    "since": date(2026, 1, 1),
                    "source": "KB/AR 38 art. 11 § 3",
                }
            ],
        },
        {
            "text": say["rate"],
            "amount": 86_849,
            "article": "KB/AR nr. 38, art. 12 § 1, 1°",
            "values": [
                {
                    "label": "rate_1",
                    "value": "20,50 %",
                    "since": date(2018, 1, 1),
                    "source": "KB/AR 38 art. 12",
                },
                {
                    "label": "threshold_1",
                    "value": "75.024,54 €",
                    "since": date(2026, 1, 1),
                    "confidence": "medium",
                },
            ],
        },
        {
            "text": say["fee"],
            "amount": 2_193,
            "values": [{"label": "2,525 %", "value": "86.849 × 2,525 %", "since": date(2026, 1, 1)}],
        },
    ]
    code = segno.make(PAYLOAD, error="m", mask=4)
    return {
        "say": say,
        "lines": lines,
        "law_on": date(2026, 11, 22),
        "due_on": date(2026, 12, 31),
        "qr": Markup(code.svg_inline(scale=4, border=2, lineclass=None, svgclass=None, omitsize=True)),  # noqa: S704
        "form": sample_form(),
        "wrong_form": sample_form(wrong=True),
        "cells": [
            {"state": "paid", "amount": 89_042, "words": "paid on 28 March"},
            {"state": "late", "amount": 89_042, "words": "51 days late"},
            {"state": "called", "amount": 89_042, "words": "to pay by 31 December"},
            {"state": "to_come", "amount": None, "words": "to come"},
        ],
        "cells_before": [
            {"state": "paid", "amount": 87_110, "words": "paid"},
            {"state": "exempt", "amount": 0, "words": "exempt"},
            {"state": "exempt", "amount": 0, "words": "exempt"},
            {"state": "none", "amount": None, "words": "not self-employed"},
        ],
        "path_steps": [
            {"title": "We received your request", "state": "done", "on": date(2026, 11, 3), "who": "You"},
            {
                "title": "Ines Claes reads it and looks at your evidence",
                "state": "now",
                "on": date(2026, 11, 5),
                "who": "Your client manager",
                "by": date(2026, 12, 3),
                "words": "She may call you if something is missing.",
            },
            {"title": "You receive our decision by letter", "state": "to_come", "who": "We"},
            {"title": "Your new amount applies", "state": "to_come", "who": "We", "by": date(2027, 1, 1)},
        ],
        "page_url": lambda number: f"?page={number}",
        "example": SimpleNamespace(iban="BE45 9991 2048 5689", communication="+++090/9337/55493+++"),
    }
