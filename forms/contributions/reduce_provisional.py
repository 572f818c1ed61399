"""Ask to pay less this year, because the income will be lower (Royal Decree no. 38, art. 11 § 3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, ValidationError
from wtforms.validators import InputRequired

from forms import Asker, Audience, NotPossibleError, Outlook, Paper, Questions, Step, Wanted
from forms._blocks import declaration, explanation
from forms._questions import QuarterField, choice
from webapp.domain import cases, contributions, notices
from webapp.domain.identity import Actor
from webapp.kit import clock
from webapp.kit.fields import MoneyField
from webapp.kit.fund import MissingChoiceError
from webapp.kit.i18n import day, money
from webapp.kit.receipts import quarter_words
from webapp.rules.reductions import ReductionAdvice
from webapp.rules.units import Quarter

GROUNDS: Final = (
    ("fewer_customers", _l("I lost customers or orders")),
    ("illness", _l("I was ill or had an accident")),
    ("less_work", _l("I work less, for example for my family")),
    ("higher_costs", _l("My costs have gone up")),
    ("good_past", _l("The year on which you calculate was exceptionally good")),
    ("other", _l("Something else")),
)


class ReductionQuestions(Questions):
    """From when, on which income, and why."""

    from_quarter = QuarterField(
        _l("From which quarter do you want to pay less?"),
        [InputRequired(_l("Choose the quarter from which you want to pay less."))],
        description=_l("A quarter can be reduced until the day on which it must be paid."),
    )
    expected_income = MoneyField(
        _l("Net income you expect for the whole year"),
        [InputRequired(_l("Write the income you expect, for example 14000,00."))],
        description=_l(
            "What you receive less your professional costs, before tax, in the whole calendar year."
        ),
    )
    ground = RadioField(
        _l("What lowers your income?"),
        [InputRequired(_l("Choose what lowers your income."))],
        choices=[choice(value, words) for value, words in GROUNDS],
    )
    reasons = explanation(
        _l("Tell us what happened, with figures or dates"),
        missing=_l("Tell us what happened: the law asks for facts that can be checked."),
        description=_l(
            "For example: since April I no longer work for my main customer, half of my turnover."
        ),
    )
    risk = BooleanField(
        _l("I know that I must pay the difference with an increase if my income turns out higher."),
        [InputRequired(_l("Confirm that you know what a too low estimate costs."))],
        description=_l("No increase is due if you pay the difference before the end of the year."),
    )
    declaration = declaration()

    def meet(self, asker: Asker, known: Mapping[str, Any]) -> None:
        """Offer the quarters that can still be reduced."""
        super().meet(asker, known)
        if asker.affiliate_id is not None:
            self.from_quarter.offer(contributions.reducible_quarters(asker.affiliate_id, on=asker.on))
        else:
            first = Quarter.of(asker.on)
            self.from_quarter.offer(Quarter.range(first, first.plus(3)))

    def validate_expected_income(self, field: MoneyField) -> None:
        """Refuse an income on which nothing would change: the request would only cost time."""
        if field.data is None or not self.from_quarter.data or self.asker.affiliate_id is None:
            return
        found = _reckoned(self.asker, {"from_quarter": self.from_quarter.data, "expected_income": field.data})
        if found is not None and found.saves_nothing and found.now_cents is not None:
            raise ValidationError(
                _l(
                    "On this income you would pay %(then)s a quarter, not less than the %(now)s of today.",
                    then=money(found.then.value.total_cents),
                    now=money(found.now_cents),
                )
            )


def outlook(asker: Asker, answers: Mapping[str, Any]) -> Outlook | None:
    """What a quarter would cost, what it saves, and what a wrong guess costs."""
    found = _reckoned(asker, answers)
    if found is None:
        return None
    then_cents = found.then.value.total_cents
    if found.advice is None:
        return Outlook(
            then_cents=then_cents,
            explained=found.then,
            total_cents=then_cents,
            total_words=_l("A quarter would cost"),
            notes=(_counts_from(found), _l("What a quarter costs without it is not known yet.")),
            quarters=found.quarters,
        )
    advice = found.advice.value
    return Outlook(
        now_cents=found.now_cents,
        then_cents=then_cents,
        explained=found.advice,
        total_cents=advice.saving_cents,
        total_words=_l("Less per quarter, the fee not counted"),
        notes=_notes(found, advice),
        warning=_warning(advice) if _changes_now(found) else "",
        quarters=found.quarters,
    )


def why_closed(asker: Asker) -> Any:
    """Nothing can be reduced when nothing is due, or when it cannot be reckoned yet."""
    if asker.affiliate_id is None or contributions.reducible_quarters(asker.affiliate_id, on=asker.on):
        return ""
    return _l("You have no contribution to come that could be reduced. Ask us if you expected one.")


def grant(case: cases.CaseView, by: Actor) -> None:
    """Put the expected income in the place of the one of three years before, in the books too."""
    assert case.affiliate_id is not None, "this paper is an affiliate's"
    quarter = Quarter.parse(case.answers["from_quarter"])
    try:
        contributions.grant_reduction(
            case.affiliate_id,
            year=quarter.year,
            income_cents=case.answers["expected_income"],
            key=f"case-{case.id}",
            by=by,
            on=clock.today(),
            from_quarter=quarter,
            requested_on=case.received_on,
        )
    except (contributions.CannotReckonError, MissingChoiceError) as error:
        raise NotPossibleError(
            _l("The new amount cannot be worked out yet, a value is missing: %(what)s.", what=str(error))
        ) from error


def refuse(case: cases.CaseView, by: Actor) -> None:
    """Say why not, what stays to be paid, and how to contest it."""
    del by
    assert case.affiliate_id is not None, "this paper is an affiliate's"
    today, quarter = clock.today(), Quarter.parse(case.answers["from_quarter"])
    year = contributions.year(case.affiliate_id, quarter.year, on=today)
    line = next(one for one in year.quarters if one.quarter == quarter)
    notices.draw(
        "reduction_refused",
        key=f"case-refused-{case.id}",
        on=today,
        affiliate_id=case.affiliate_id,
        source=f"case:{case.id}",
        facts={
            "year": quarter.year,
            "requested_on": case.received_on.isoformat(),
            "decided_on": today.isoformat(),
            "reasons": cases.printable_lines(case.reasons or ""),
            "amount": line.cents or 0,
            "due_on": (line.due_on or quarter.last_day).isoformat(),
        },
    )


def _reckoned(asker: Asker, answers: Mapping[str, Any]) -> contributions.ReductionOutlook | None:
    if asker.affiliate_id is None:
        return None
    try:
        return contributions.reduction_outlook(
            asker.affiliate_id,
            income_cents=answers["expected_income"],
            from_quarter=Quarter.parse(answers["from_quarter"]),
            on=asker.on,
        )
    except (contributions.CannotReckonError, MissingChoiceError, ValueError):
        return None


def _notes(found: contributions.ReductionOutlook, advice: ReductionAdvice) -> tuple[Any, ...]:
    notes = [_counts_from(found)]
    if advice.at_minimum:
        notes.append(_l("This is the least that the law lets you pay."))
    if not _changes_now(found):
        notes.append(_l("These quarters are paid already: nothing changes before the final calculation."))
    elif any(effect.kept_cents for effect in found.quarters):
        notes.append(_l("What you have paid already is given back only with the final calculation."))
    return tuple(notes)


def _changes_now(found: contributions.ReductionOutlook) -> bool:
    """Whether anything is left to reduce: what is paid already stays until the final calculation."""
    return any(effect.before_cents > effect.after_cents for effect in found.quarters)


def _counts_from(found: contributions.ReductionOutlook) -> Any:
    return _l(
        "It counts from the %(first)s to the end of %(year)s.",
        first=quarter_words(found.first),
        year=found.first.year,
    )


def _warning(advice: ReductionAdvice) -> Any:
    if not advice.saving_cents:
        return ""
    return _l(
        "If your income turns out as high as we assume today, %(missing)s will be missing. Pay it before "
        "%(day)s and it costs nothing more. Otherwise an increase of %(once)s comes on top once, and "
        "%(each)s for each quarter (article 11bis).",
        missing=money(advice.risk_base_cents),
        day=day(advice.correct_until),
        once=money(advice.risk_once_cents),
        each=money(advice.risk_per_quarter_cents),
    )


paper = Paper(
    title=_l("Pay less: reduction of provisional contributions"),
    summary=_l(
        "Your income will be lower this year, and you want to pay contributions on what you really expect."
    ),
    who=Audience.AFFILIATE,
    audience_words=_l("Self-employed people, helpers and assisting spouses"),
    questions=ReductionQuestions,
    steps=(
        Step(
            name="income",
            title=_l("Your expected income"),
            questions=("from_quarter", "expected_income"),
            intro=_l("We calculate on your income of three years ago. Tell us what you expect now."),
            with_outlook=True,
        ),
        Step(name="reasons", title=_l("What has changed"), questions=("ground", "reasons")),
    ),
    declarations=("risk", "declaration"),
    legal=_l("Royal Decree no. 38 of 27 July 1967, article 11 § 3 and article 11bis"),
    deadline=_l("Before the end of the quarter that you want to pay less for"),
    wanted=Wanted(
        words=(
            _l("your accounts or VAT returns of this year"),
            _l("a statement of your accountant"),
            _l("proof of what happened: the end of a contract, a medical certificate without diagnosis"),
        )
    ),
    next_words=_l(
        "What is due already must still be paid on time. A reduction changes it in your account at once."
    ),
    outlook=outlook,
    closed_words=why_closed,
    on_granted=grant,
    on_refused=refuse,
    letters=("reduction_granted", "reduction_refused"),
)
