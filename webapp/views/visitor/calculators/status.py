"""Which status am I: a guide that asks one question after the other and ends with a category, or an exit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField
from wtforms.fields.choices import SelectChoice

from webapp.rules import status as rules
from webapp.rules.careers import Category
from webapp.rules.law import law_shown_on
from webapp.rules.status import Exit, Question, Status
from webapp.views.contribution_words import category_words
from webapp.views.visitor import links
from webapp.views.visitor.calculators import Calculator
from webapp.views.visitor.calculators._answer import Answer, Fact, Note, Receipt
from webapp.views.visitor.calculators._questions import CalculatorForm, last_year

QUESTIONS: Final[Mapping[Question, tuple[Any, Mapping[str, Any]]]] = {
    Question.WORK: (
        _l("What do you do?"),
        {
            "trade": _l("I work for my own account: a trade, a craft, a liberal profession, a side business"),
            "director": _l("I run a company, or work in it as a partner"),
            "helper": _l("I help somebody who is self-employed and not my spouse"),
            "spouse": _l("I help my spouse or legal partner, who is self-employed"),
            "delegated": _l("I hold a mandate for a public authority or a professional organisation"),
            "sharing": _l("I only earn a little through a recognised sharing platform or an association"),
            "employee": _l("I work under an employer"),
        },
    ),
    Question.PAID: (
        _l("Is your mandate or work in the company paid?"),
        {
            "paid": _l("Yes, or there are pension premiums or other benefits"),
            "unpaid": _l("No, nothing at all"),
        },
    ),
    Question.HELPER: (
        _l("How do you help?"),
        {
            "regular": _l("Regularly"),
            "young": _l("I am very young, and not married"),
            "occasional": _l("Only now and then"),
        },
    ),
    Question.SPOUSE: (
        _l("Which of these holds for you?"),
        {
            "no_rights": _l("I have no own rights in another scheme"),
            "own_rights": _l("I have own rights: a job, a benefit or a pension"),
            "own_trade": _l("I earn more than a little as a self-employed person myself"),
            "of_director": _l("My spouse is a company director"),
        },
    ),
    Question.BORN: (
        _l("When were you born?"),
        {"from": _l("In the year of the limit or later"), "before": _l("Before the year of the limit")},
    ),
    Question.PENSION: (
        _l("Pension age, or a pension?"),
        {
            "none": _l("Neither"),
            "retirement": _l("I receive a retirement pension"),
            "age": _l("I have reached pension age and take no pension"),
            "survivor": _l("I have reached pension age and receive a survivor’s pension only"),
            "suspended": _l("My early pension is suspended because of my income"),
        },
    ),
    Question.STUDIES: (
        _l("Are you a student?"),
        {
            "no": _l("No, or not enough for the status"),
            "yes": _l("Yes, of the right age, with enough credits or hours, and I attend my courses"),
        },
    ),
    Question.JOB: (
        _l("Do you have another job beside it?"),
        {
            "none": _l("No, or for too few hours"),
            "employee": _l("Yes, as an employee, at least half-time"),
            "civil_servant": _l("Yes, in the public service, at least half-time"),
            "teacher": _l("Yes, in education, for most of a timetable"),
            "teacher_half": _l("Yes, appointed in education, for about half of a timetable"),
            "benefit": _l("It has ended: I draw a benefit or a pension from it"),
            "public_mandate": _l("I am a minister, member of parliament, mayor or alderman"),
        },
    ),
    Question.RIGHTS: (
        _l("Are your rights to pension and health care secured otherwise?"),
        {
            "no": _l("No"),
            "partner": _l("Yes, I am married and have rights through my spouse"),
            "widowed": _l("Yes, by a survivor’s pension or a transition allowance"),
            "capacity": _l("My earning capacity is recognised as reduced to a third or less"),
        },
    ),
    Question.FIRST_TIME: (
        _l("Is it your first main occupation in recent years?"),
        {"yes": _l("Yes"), "no": _l("No, I was in main occupation or under article 37")},
    ),
    Question.ARTIST: (
        _l("Do you have an arts-work certificate?"),
        {"no": _l("No"), "yes": _l("Yes")},
    ),
}


def _asks(question: Question) -> RadioField:
    words, options = QUESTIONS[question]
    return RadioField(words, choices=[SelectChoice(code, said) for code, said in options.items()])


class StatusForm(CalculatorForm):
    """One field per question of the rules; only those on the way are shown."""

    work = _asks(Question.WORK)
    paid = _asks(Question.PAID)
    helper = _asks(Question.HELPER)
    spouse = _asks(Question.SPOUSE)
    born = _asks(Question.BORN)
    pension = _asks(Question.PENSION)
    studies = _asks(Question.STUDIES)
    job = _asks(Question.JOB)
    rights = _asks(Question.RIGHTS)
    first_time = _asks(Question.FIRST_TIME)
    artist = _asks(Question.ARTIST)

    def prepare(self, today: date) -> None:
        """The terms of the law of today stand under the questions that need them."""
        law = law_shown_on(today)
        self.born.description = _l("The limit is %(year)s.", year=law.count("status.spouse_maxi_birth_year"))
        self.first_time.description = _l(
            "We look at the %(count)s quarters before the start.",
            count=law.count("contributions.primostarter_quarters_before"),
        )

    def rows(self) -> Sequence[Sequence[Field]]:
        """The questions answered so far, and the next one."""
        return [[self[question]] for question in rules.asked(self.answers)]

    def validate(self, extra_validators: Any = None) -> bool:
        """An answer that is not given yet is no mistake; one that was not offered is."""
        del extra_validators
        self.form_errors = []
        wrong = [field for field in self.shown() if field.raw_data and not field.validate(self)]
        return not wrong

    @property
    def answers(self) -> dict[str, str]:
        """What was answered with one of the offered answers, by question."""
        return {
            question: self[question].data
            for question in Question
            if self[question].data in QUESTIONS[question][1]
        }


def answer(form: StatusForm) -> Answer:
    """The status with the reason of each answer; while a question is open, that it is."""
    found = rules.status(form.answers, law_shown_on(form.today))
    if found is None:
        return Answer(title=_("Answer the next question"), lead=_("The reasons appear here with the answer."))
    receipt = Receipt(title=_("Why"), total=_words(found.value), total_label=_("So you are"), explained=found)
    notes = (_request_note(),) if found.value.on_request else ()
    if found.value.category is None:
        return Answer(
            title=_words(found.value), notes=_exit_notes(Exit(found.value.outcome)), receipts=(receipt,)
        )
    return Answer(
        title=_("Your status"),
        figure=_words(found.value),
        facts=_facts(found.value),
        notes=(*notes, _price_note(Category(found.value.category), form.today)),
        receipts=(receipt,),
        paper="affil_self",
        paper_inputs={"category": found.value.category},
    )


def _words(found: Status) -> str:
    if found.category is not None:
        return category_words(found.category)
    return {
        Exit.EMPLOYEE: _("You are an employee: no contributions as a self-employed person"),
        Exit.SHARING: _("No affiliation as long as you stay under the tax limit"),
        Exit.DELEGATED: _("This mandate does not make you self-employed"),
        Exit.UNPAID: _("You are presumed to be self-employed until you prove that your mandate is unpaid"),
        Exit.TOO_YOUNG: _("You do not pay contributions yet"),
        Exit.OCCASIONAL: _("Occasional help: no contributions"),
        Exit.SPOUSE_OF_DIRECTOR: _("The statute of the assisting spouse does not apply"),
        Exit.SPOUSE_WITH_RIGHTS: _("You are not an assisting spouse once you have declared your own rights"),
    }[Exit(found.outcome)]


def _facts(found: Status) -> tuple[Fact, ...]:
    asked = _("yes, or you pay as a main activity") if found.on_request else _("no")
    return (Fact(name="on_request", label=_("Must I ask for it?"), worth=asked),)


def _request_note() -> Note:
    return Note(
        title=_("You must ask for this status"),
        words=(
            _("Without a request you pay like somebody in main occupation. The fund checks the conditions."),
        ),
    )


def _price_note(category: Category, today: date) -> Note:
    address = url_for("visitor.contribution_calculator", category=category, year=last_year(today))
    return Note(
        title=_("What does it cost?"),
        words=(_("The next step: what you would pay in a quarter on your income."),),
        link=(_("Calculate my contribution"), address),
    )


def _exit_notes(found: Exit) -> tuple[Note, ...]:
    """What to do now, where the social statute does not hold."""
    words = {
        Exit.EMPLOYEE: _("If you also work for your own account beside it, choose that answer."),
        Exit.SHARING: _("Above the limit you must join a fund before you go on."),
        Exit.DELEGATED: _("If you also work for your own account, choose that answer."),
        Exit.UNPAID: _("Send us the articles of association or the decision that says so."),
        Exit.TOO_YOUNG: _("Tell us when you marry, or when that year begins."),
        Exit.OCCASIONAL: _("If it becomes regular, join a fund before."),
        Exit.SPOUSE_OF_DIRECTOR: _(
            "If you really work in the company, you may be an employee or a partner of it."
        ),
        Exit.SPOUSE_WITH_RIGHTS: _("Send us the sworn statement. A late one counts from its quarter only."),
    }[found]
    return (Note(title=_("What now"), words=(words,), link=(_("Ask us"), links.resolve("page:contact"))),)


calculator = Calculator(
    slugs={
        "fr": "mon-statut-d-independant",
        "nl": "mijn-statuut-als-zelfstandige",
        "de": "mein-status-als-selbststaendiger",
        "en": "which-status-am-i",
    },
    form=StatusForm,
    answer=answer,
    compares=False,
    order=5,
    icon="circle-question-mark",
)
