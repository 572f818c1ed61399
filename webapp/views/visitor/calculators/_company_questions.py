"""The questions about a company's yearly contribution: what decides on amount, day and exemption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from webapp.kit.fields import DayField, MoneyField
from webapp.rules.company import CompanyContribution, yearly
from webapp.rules.company_exemptions import (
    LOOK_BACK_YEARS,
    SELF_EMPLOYED_YEARS,
    Exemption,
    Insolvency,
    LegalForm,
    Member,
    Registration,
    inactive,
    insolvent,
    starter,
)
from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_on
from webapp.rules.units import QUARTERS_A_YEAR
from webapp.views.visitor.calculators._questions import CalculatorForm, last_year, year_choices

ORDINARY: Final = "ordinary"
STARTER: Final = "starter"
INACTIVE: Final = "inactive"
WITHIN: Final = "within"
BEYOND: Final = "beyond"
NOBODY: Final = "nobody"
#: The last but one closed financial year, where these are calendar years.
CLOSED_YEARS_BACK: Final = 2
#: How far ahead somebody plans to pay; beyond it nothing is calculated.
YEARS_AHEAD: Final = 5

SITUATIONS: Final = (
    SelectChoice(ORDINARY, _l("An ordinary year")),
    SelectChoice(STARTER, _l("We are a starting company: are we exempt?")),
    SelectChoice(INACTIVE, _l("There was no activity at all")),
    SelectChoice(Insolvency.BANKRUPTCY, _l("The company was declared bankrupt")),
    SelectChoice(Insolvency.LIQUIDATION, _l("The company is in liquidation")),
    SelectChoice(Insolvency.JUDICIAL_REORGANISATION, _l("The company is in judicial reorganisation")),
)
FORMS: Final = (
    SelectChoice(LegalForm.PRIVATE_LIMITED, _l("Private limited company (BV, SRL)")),
    SelectChoice(LegalForm.COOPERATIVE, _l("Cooperative company (CV, SC)")),
    SelectChoice(LegalForm.GENERAL_PARTNERSHIP, _l("General partnership (VOF, SNC)")),
    SelectChoice(LegalForm.LIMITED_PARTNERSHIP, _l("Limited partnership (CommV, SComm)")),
    SelectChoice(LegalForm.FOREIGN_PARTNERSHIP, _l("A foreign form like these")),
    SelectChoice(LegalForm.PUBLIC_LIMITED, _l("Public limited company (NV, SA)")),
    SelectChoice(LegalForm.PARTNERSHIP_LIMITED_BY_SHARES, _l("Partnership limited by shares (CommVA, SCA)")),
    SelectChoice(LegalForm.FOREIGN_SHARE_COMPANY, _l("A foreign form like these last two")),
)
REGISTRATIONS: Final = (
    SelectChoice(Registration.OTHER, _l("Yes")),
    SelectChoice(Registration.COMMERCIAL_OR_CRAFT, _l("Yes, as a commercial or craft enterprise")),
    SelectChoice(Registration.NONE, _l("No")),
)


class CompanyForm(CalculatorForm):
    """What decides on amount, day and exemption; nothing in it says which company."""

    widths: ClassVar[Mapping[str, str]] = {"year": "s"}

    year = SelectField(_l("Contribution of"), coerce=int)
    incorporated_on = DayField(
        _l("Incorporated on"), description=_l("For example 15/10/2026. Needed in the first three years.")
    )
    balance = MoneyField(_l("Balance-sheet total"))
    situation = RadioField(_l("In that year"), choices=SITUATIONS, default=ORDINARY)
    legal_form = SelectField(_l("Legal form"), choices=FORMS, default=LegalForm.PRIVATE_LIMITED)
    registration = RadioField(
        _l("Is it registered as an enterprise in the Crossroads Bank"),
        choices=REGISTRATIONS,
        default=Registration.OTHER,
    )
    managers = RadioField(_l("The managers, before the incorporation"), default=WITHIN)
    partners = RadioField(_l("The other working partners, before the incorporation"), default=NOBODY)
    certificate = BooleanField(_l("The tax office has certified that there was no activity"))
    happened_on = DayField(_l("Since"), description=_l("The day of the judgment or of the decision."))
    paid_on = DayField(
        _l("Paid on"), description=_l("Or the day on which you plan to pay, to see what lateness adds.")
    )

    @classmethod
    def defaults(cls, today: date) -> dict[str, Any]:
        """This year, or the last one that is published."""
        return {"year": min(today.year, last_year(today))}

    def prepare(self, today: date) -> None:
        """Offer the published years, and name the years that the law looks at."""
        self.year.choices = year_choices(today)
        law = law_on(today)
        years = {"years": law.count(SELF_EMPLOYED_YEARS), "back": law.count(LOOK_BACK_YEARS)}
        self.managers.choices = [
            SelectChoice(
                WITHIN, _l("None was self-employed for more than %(years)s of the %(back)s years", **years)
            ),
            SelectChoice(BEYOND, _l("At least one was, for longer")),
        ]
        self.partners.choices = [
            SelectChoice(NOBODY, _l("There are none")),
            SelectChoice(
                WITHIN, _l("Most were self-employed for at most %(years)s of the %(back)s years", **years)
            ),
            SelectChoice(BEYOND, _l("Half of them or more were, for longer")),
        ]
        self.balance.description = _l(
            "Codes 20/58 of the last but one closed financial year, mostly %(year)s.",
            year=(self.year.data or today.year) - CLOSED_YEARS_BACK,
        )

    def rows(self) -> Sequence[Sequence[Field]]:
        """The balance sheet unless the company is new, and what the situation needs."""
        asked: list[list[Field]] = [[self.year], [self.incorporated_on]]
        if self.asks_balance:
            asked.append([self.balance])
        asked.append([self.situation])
        if self.situation.data == STARTER:
            asked += [[self.legal_form], [self.registration], [self.managers], [self.partners]]
        if self.situation.data == INACTIVE:
            asked.append([self.certificate])
        if self.insolvency:
            asked.append([self.happened_on])
        return [*asked, [self.paid_on]]

    @property
    def asks_balance(self) -> bool:
        """Whether the rule needs the balance-sheet total: it says so itself."""
        try:
            yearly(balance_sheet_total_cents=None, **self.company())
        except ValueError:
            return True
        except MissingValue:
            return False
        return False

    @property
    def insolvency(self) -> Insolvency | None:
        """The trouble the company is in, if any."""
        return next((one for one in Insolvency if one == self.situation.data), None)

    def company(self) -> dict[str, Any]:
        """What every rule on the year of this company asks."""
        law = law_on(self.today)
        return {"year": self.year.data, "incorporated_on": self.incorporated_on.data, "law": law}

    def validate_incorporated_on(self, field: DayField) -> None:
        """Nothing is owed before the company existed, and the years of a starter count from there."""
        if field.errors:
            return
        if field.data and not self.year.errors and field.data.year > self.year.data:
            raise ValidationError(
                _l("The company did not exist yet in the year that you chose. Choose a later year.")
            )
        if field.data is None and self.situation.data == STARTER:
            raise ValidationError(_l("Write the day of the incorporation, for example 15/10/2026."))

    def validate_balance(self, field: MoneyField) -> None:
        """From the third year on the size decides."""
        if field.data is None and not field.errors and self.asks_balance:
            raise ValidationError(
                _l(
                    "Write the balance-sheet total, for example 250000. "
                    "Is the company new? Then write the day of its incorporation."
                )
            )

    def validate_happened_on(self, field: DayField) -> None:
        """A bankruptcy has a day."""
        if self.insolvency and field.data is None and not field.errors:
            raise ValidationError(_l("Write the day, for example 15/10/2026."))

    def validate_paid_on(self, field: DayField) -> None:
        """Not further ahead than somebody plans."""
        if field.data and field.data.year > self.today.year + YEARS_AHEAD:
            raise ValidationError(_l("That is too far ahead. Choose an earlier day."))

    def contribution(self, year: int | None = None) -> Explained[CompanyContribution]:
        """The contribution of the year chosen, or of another one by the same figures."""
        facts = self.company() if year is None else self.company() | {"year": year}
        return yearly(balance_sheet_total_cents=self.balance.data, **facts)

    def exemption(self) -> Explained[Exemption] | None:
        """Whether the company is exempt; None in an ordinary year. One swears with the request, later."""
        law, year = law_on(self.today), self.year.data
        if self.situation.data == STARTER:
            return starter(
                legal_form=LegalForm(self.legal_form.data),
                registration=Registration(self.registration.data),
                members=self._members(),
                sworn_statement=True,
                **self.company(),
            )
        if self.situation.data == INACTIVE:
            first = date(year, 1, 1)
            return inactive(year=year, inactive_since=first, certificate=self.certificate.data, law=law)
        if self.insolvency:
            return insolvent(year=year, event=self.insolvency, on=self.happened_on.data, law=law)
        return None

    def _members(self) -> Iterator[Member]:
        """One manager and one partner who stand for the answer given about all of them."""
        longer = (law_on(self.today).count(SELF_EMPLOYED_YEARS) + 1) * QUARTERS_A_YEAR
        said = ((True, self.managers.data), (False, self.partners.data))
        for is_manager, answered in said:
            if answered != NOBODY:
                yield Member(
                    is_manager=is_manager, self_employed_quarters=longer if answered == BEYOND else 0
                )
