"""What paying late costs: both surcharges on one claim, what each further quarter adds, and the ways out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, Field, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from webapp.kit.fields import DayField, MoneyField
from webapp.kit.i18n import day, money
from webapp.kit.receipts import quarter_words
from webapp.rules import limitation
from webapp.rules.allocation import Payment
from webapp.rules.exemptions import request_until
from webapp.rules.explained import Explained
from webapp.rules.increases import Claim, Increases, late
from webapp.rules.law import law_on
from webapp.rules.limitation import Interruption, Limitation, Means
from webapp.rules.transfers import order_transfer_until
from webapp.rules.units import Quarter
from webapp.views.visitor import links
from webapp.views.visitor.calculators import Calculator
from webapp.views.visitor.calculators._answer import Answer, Event, Fact, Note, Receipt, Table
from webapp.views.visitor.calculators._questions import FIRST_YEAR, CalculatorForm, quarter_choices

#: How far ahead somebody plans to pay; beyond it nothing is calculated.
YEARS_AHEAD: Final = 5
QUARTERS_SHOWN: Final = 4
PAYMENTS: Final = (1, 2, 3)

CLAIMS: Final = (
    SelectChoice(Claim.CONTRIBUTION, _l("An ordinary due notice")),
    SelectChoice(Claim.REGULARISATION, _l("A settlement: a supplement, once my real income was known")),
    SelectChoice(Claim.FIRST_NOTICE, _l("One of my first two quarters, and I joined in time")),
    SelectChoice(Claim.LATE_AFFILIATION, _l("I joined too late: contributions of before")),
)


class LatenessForm(CalculatorForm):
    """One claim, what was paid of it, and the day to look at."""

    widths: ClassVar[Mapping[str, str]] = {"year": "s", "quarter": "xs", "claimed_in": "m"}

    due = MoneyField(_l("Amount asked"), description=_l("As on the notice, our management fee included."))
    claim = RadioField(_l("What was it"), choices=CLAIMS, default=Claim.CONTRIBUTION)
    year = SelectField(_l("Contribution of"), coerce=int)
    quarter = SelectField(_l("Quarter"), coerce=int)
    claimed_in = SelectField(_l("When did you receive it"), default="")
    paid_1 = MoneyField(_l("Paid already"), description=_l("Of this amount only."))
    paid_1_on = DayField(_l("On our account on"), description=_l("For example 15/10/2026."))
    paid_2 = MoneyField(_l("Second payment"))
    paid_2_on = DayField(_l("On our account on"))
    paid_3 = MoneyField(_l("Third payment"))
    paid_3_on = DayField(_l("On our account on"))
    on = DayField(_l("Calculate for"), description=_l("Today, or the day on which you plan to pay the rest."))
    summoned = BooleanField(_l("A summons or a writ has been served on me"))
    summoned_on = DayField(_l("Served on"), description=_l("The day is on the paper of the bailiff."))

    @classmethod
    def defaults(cls, today: date) -> dict[str, Any]:
        """The quarter that ended last, looked at today."""
        ended = Quarter.of(today).previous
        return {"year": ended.year, "quarter": ended.number, "on": today}

    def prepare(self, today: date) -> None:
        """Offer the quarters until now; a settlement is never of the quarter it settles."""
        now = Quarter.of(today)
        past = list(Quarter.range(Quarter(FIRST_YEAR, 1), now))
        quarters = [SelectChoice(str(one), quarter_words(one)) for one in reversed(past)]
        self.year.choices = [SelectChoice(year, str(year)) for year in range(now.year, FIRST_YEAR - 1, -1)]
        self.quarter.choices = quarter_choices()
        if self.settles:
            self.claimed_in.choices = quarters
            self.claimed_in.data = self.claimed_in.data or str(now)
        else:
            self.claimed_in.choices = [SelectChoice("", _l("In that same quarter")), *quarters]

    def rows(self) -> Sequence[Sequence[Field]]:
        """A payment more is asked once the one before is there; the quarter only where there is one."""
        asked: list[list[Field]] = [[self.due], [self.claim]]
        asked += [[self.year]] if self.settles else [[self.year, self.quarter]]
        asked.append([self.claimed_in])
        asked += [[self[f"paid_{place}"], self[f"paid_{place}_on"]] for place in self._places()]
        asked += [[self.on], [self.summoned]]
        return [*asked, [self.summoned_on]] if self.summoned.data else asked

    def _places(self) -> Iterator[int]:
        for place in PAYMENTS:
            yield place
            if self[f"paid_{place}"].data is None:
                return

    @property
    def settles(self) -> bool:
        """Whether the claim is a settlement, which is of a whole year."""
        return self.claim.data == Claim.REGULARISATION

    def validate_due(self, field: MoneyField) -> None:
        """Without an amount there is nothing to count."""
        if not field.data and not field.errors:
            raise ValidationError(_l("Write the amount that was asked, in euro, for example 890,42."))

    def validate_claimed_in(self, field: SelectField) -> None:
        """Nothing is claimed before its quarter."""
        if not field.errors and self._can_tell() and self.claimed < self.contribution:
            raise ValidationError(_l("That is before the contribution itself. Choose a later quarter."))

    def validate_on(self, field: DayField) -> None:
        """The day to look at lies after the claim, and not beyond what can be planned."""
        if field.errors:
            return
        if field.data is None:
            raise ValidationError(_l("Write the day for which to calculate, for example 31/12/2026."))
        if self._can_tell() and field.data < self.claimed.first_day:
            raise ValidationError(_l("On that day the amount had not been asked yet. Choose a later day."))
        if field.data.year > self.today.year + YEARS_AHEAD:
            raise ValidationError(_l("That is too far ahead. Choose an earlier day."))

    def validate_summoned_on(self, field: DayField) -> None:
        """A summons has a day, after the claim."""
        if not self.summoned.data or field.errors:
            return
        if field.data is None:
            raise ValidationError(_l("Write the day on which it was served, for example 15/10/2026."))
        if self._can_tell() and field.data < self.claimed.first_day:
            raise ValidationError(_l("Nothing can be served before the amount was asked. Check the day."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Every payment needs its amount and its day, and lies before the day looked at."""
        good = super().validate(extra_validators)
        complete = [self._is_complete(place) for place in PAYMENTS]
        return good and all(complete)

    def _is_complete(self, place: int) -> bool:
        amount, on = self[f"paid_{place}"], self[f"paid_{place}_on"]
        if amount.errors or on.errors:
            return False
        if amount.data and on.data is None:
            on.errors = [_l("Write the day on which this payment reached our account.")]
        elif on.data and not amount.data:
            amount.errors = [_l("Write how much you paid on that day.")]
        elif on.data and self.on.data and on.data > self.on.data:
            on.errors = [_l("This payment is later than the day you ask about. Choose a later day there.")]
        return not amount.errors and not on.errors

    def _can_tell(self) -> bool:
        return not (self.year.errors or self.quarter.errors or self.claimed_in.errors or self.claim.errors)

    @property
    def contribution(self) -> Quarter:
        """The quarter that the money is for; a settlement counts from the start of its year."""
        return Quarter(self.year.data, 1 if self.settles else self.quarter.data)

    @property
    def claimed(self) -> Quarter:
        """The quarter in which it was claimed."""
        return Quarter.parse(self.claimed_in.data) if self.claimed_in.data else self.contribution

    @property
    def payments(self) -> tuple[Payment, ...]:
        """What was paid, by its day."""
        paid = ((self[f"paid_{place}"].data, self[f"paid_{place}_on"].data) for place in PAYMENTS)
        return tuple(Payment(on, cents) for cents, on in paid if cents and on)

    def increases(self, on: date) -> Explained[Increases]:
        """The surcharges on a day, if nothing more is paid until then."""
        return late(
            due_cents=self.due.data,
            quarter=self.contribution,
            claimed_in=self.claimed,
            payments=self.payments,
            on=on,
            law=law_on(on),
            claim=Claim(self.claim.data),
            summoned_on=self.summoned_on.data if self.summoned.data else None,
        )

    def limitation(self) -> Explained[Limitation]:
        """Until when the money can be claimed; a summons or writ starts the term anew."""
        term = limitation.of_regularisation if self.settles else limitation.of_contribution
        acts = [Interruption(self.summoned_on.data, Means.SUMMONS)] if self.summoned.data else []
        return term(self.year.data, law=law_on(self.today), interruptions=acts)


def answer(form: LatenessForm) -> Answer:
    """What is owed on the day, both surcharges with their steps, what waiting costs, and the ways out."""
    on = form.on.data
    explained, term = form.increases(on), form.limitation()
    found, open_cents = explained.value, _open_cents(form)
    owed_cents = _owed_cents(form, found)
    rows = () if form.summoned.data else tuple(_waiting(form))
    return Answer(
        title=_("To pay on %(day)s", day=day(on)),
        figure=owed_cents,
        lead=_lead(open_cents, found),
        facts=(
            Fact(name="open", label=_("Contribution still unpaid"), worth=open_cents),
            Fact(
                name="three",
                label=_("Surcharges at the end of each quarter"),
                worth=found.three_percent_cents,
            ),
            Fact(name="seven", label=_("Surcharge of 1 January"), worth=found.seven_percent_cents),
            Fact(
                name="limitation",
                label=_("We can claim this until"),
                worth=term.value.until,
                words=_("A registered letter or a summons starts this term anew."),
            ),
        ),
        notes=tuple(_notes(form, owed_cents, explained, term)),
        tables=_table(rows),
        receipts=(
            Receipt(
                title=_("The surcharges, step by step"),
                total=found.total_cents,
                total_label=_("Surcharges in all"),
                explained=explained,
                words=_("Counted on the unpaid contribution only, never on earlier surcharges."),
            ),
            Receipt(
                title=_("Until when we can claim it"),
                total=term.value.until,
                total_label=_("Last day"),
                explained=term,
            ),
        ),
        events=tuple(_events(rows)),
        paper="payment_plan" if owed_cents else "",
        paper_inputs={"debt": owed_cents},
    )


def _open_cents(form: LatenessForm) -> int:
    return max(form.due.data - sum(payment.cents for payment in form.payments), 0)


def _owed_cents(form: LatenessForm, found: Increases) -> int:
    """The contribution and its surcharges, less what was paid; what was paid too much pays surcharges."""
    return max(form.due.data + found.total_cents - sum(payment.cents for payment in form.payments), 0)


def _lead(open_cents: int, found: Increases) -> str:
    if found.total_cents:
        return _("%(amount)s of it is surcharges.", amount=money(found.total_cents))
    return _("Nothing is added so far.") if open_cents else _("Everything was paid in time.")


#: One line of waiting: the end of a quarter, what falls then, all surcharges, all that is owed.
Wait = tuple[date, int, int, int]


def _waiting(form: LatenessForm) -> Iterator[Wait]:
    """What each of the next quarter ends adds, if nothing more is paid."""
    before = form.increases(form.on.data).value.total_cents
    first = Quarter.of(form.on.data)
    for quarter in Quarter.range(first, first.plus(QUARTERS_SHOWN - 1)):
        found = form.increases(quarter.last_day + timedelta(days=1)).value
        yield quarter.last_day, found.total_cents - before, found.total_cents, _owed_cents(form, found)
        before = found.total_cents


def _table(rows: Sequence[Wait]) -> tuple[Table, ...]:
    if not any(added for _end, added, _all, _owed in rows):
        return ()
    return (
        Table(
            title=_("What waiting costs"),
            columns=(_("Still unpaid after"), _("Added then"), _("Surcharges in all"), _("To pay in all")),
            rows=tuple(rows),
            words=_("If nothing more is paid until that day."),
        ),
    )


def _events(rows: Sequence[Wait]) -> Iterator[Event]:
    """The last day on which paying still saves something."""
    for ends_on, added, _all_cents, _owed in rows:
        if added:
            yield Event(
                name="pay_before_surcharge",
                on=ends_on,
                title=_("Pay before a surcharge falls"),
                words=_("After this day %(amount)s is added.", amount=money(added)),
                last_working_day=order_transfer_until(ends_on, law_on(ends_on)),
            )
            return


def _notes(
    form: LatenessForm, owed_cents: int, explained: Explained[Increases], term: Explained[Limitation]
) -> Iterator[Note]:
    """Warnings first, then the ways out that are open."""
    if form.summoned.data:
        yield Note(
            kind="warning",
            title=_("From the summons on"),
            words=(
                _("The surcharges of each quarter stop; legal interest and costs run instead."),
                _("Those are not in this amount."),
            ),
        )
    if term.value.has_passed(on=form.today):
        yield Note(
            kind="warning",
            title=_("The term to claim this has passed"),
            words=(_("Unless a registered letter or a summons came in time. Ask us."),),
        )
    ways = tuple(_ways_out(form, owed_cents, explained.value.total_cents))
    if ways:
        page = links.page_link("payment_difficulties")
        yield Note(title=_("Ways out"), words=ways, link=(page["text"], page["href"]))


def _ways_out(form: LatenessForm, owed_cents: int, increases_cents: int) -> Iterator[str]:
    law = law_on(form.today)
    if owed_cents:
        months = law.count("contributions.plan_months")
        yield ngettext(
            "A payment plan, usually of %(num)s month at most. "
            "Surcharges go on; no legal step is taken while you keep to it.",
            "A payment plan, usually of %(num)s months at most. "
            "Surcharges go on; no legal step is taken while you keep to it.",
            months,
        )
    if increases_cents:
        yield _(
            "A waiver of surcharges, if you were late for a good reason. "
            "Pay the contribution itself first; the surcharges can wait."
        )
    asked_until = _exemption_until(form)
    if owed_cents and asked_until >= form.today:
        yield _(
            "An exemption, if your situation is hard but will pass: ask until %(day)s. "
            "Not in secondary activity, nor under article 37.",
            day=day(asked_until),
        )


def _exemption_until(form: LatenessForm) -> date:
    """The last day to ask for an exemption; of two possible first quarters the one that leaves less time."""
    law = law_on(form.today)
    if form.settles:
        return request_until(form.claimed, law).value
    first = form.contribution.previous if form.claim.data == Claim.FIRST_NOTICE else None
    return request_until(form.contribution, law, first_quarter=first).value


calculator = Calculator(
    slugs={
        "fr": "combien-coute-un-retard",
        "nl": "wat-kost-te-laat-betalen",
        "de": "was-kostet-verspaetung",
        "en": "what-paying-late-costs",
    },
    form=LatenessForm,
    answer=answer,
    order=50,
)
