"""The yearly contribution of a company: how much and why, by when, exempt or not, and what lateness adds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _

from webapp.kit.i18n import day, language, money
from webapp.rules.allocation import Payment
from webapp.rules.company import CompanyContribution, Size, due_day
from webapp.rules.company_exemptions import Exemption, Refusal, Verdict
from webapp.rules.explained import Explained
from webapp.rules.increases import company_late
from webapp.rules.law import MissingValue, law_book, law_on
from webapp.rules.transfers import order_transfer_until
from webapp.views.visitor import links
from webapp.views.visitor.calculators import Calculator
from webapp.views.visitor.calculators._answer import Answer, Event, Fact, Note, Receipt, Table, Worth
from webapp.views.visitor.calculators._company_questions import INACTIVE, STARTER, CompanyForm
from webapp.views.visitor.calculators._questions import FIRST_YEAR, last_year

#: The request that asks for the exemption; a bankruptcy is reported by the receiver.
PAPERS: Final = {STARTER: "company_starter", INACTIVE: "company_inactive"}


def answer(form: CompanyForm) -> Answer:
    """Amount, size, day, exemption and lateness, with the other years beside it."""
    exemption = form.exemption()
    exempt = exemption is not None and exemption.value.verdict == Verdict.GRANTED
    try:
        found = form.contribution()
    except MissingValue as missing:
        if not exempt:
            return _what_instead(form, exemption, missing)
        found = None
    late = None if exempt or found is None else _late(form, found.value)
    due = due_day(**form.company()).value
    owed_cents = 0 if exempt or found is None else found.value.amount_cents + (late.value if late else 0)
    return Answer(
        title=_nothing(form) if exempt else _("To pay for %(year)s", year=form.year.data),
        figure=owed_cents,
        lead=_lead(found, due, exempt=exempt),
        facts=tuple(_facts(found, due, late, exempt=exempt)),
        notes=tuple(_notes(form, exemption)),
        tables=_years(form),
        receipts=tuple(_receipts(found, exemption, late)),
        events=() if exempt else (_event(form, due),),
        paper=PAPERS.get(form.situation.data, "") if exempt else "",
        paper_inputs=_inputs(form),
    )


def _nothing(form: CompanyForm) -> str:
    return _("Nothing to pay for %(year)s", year=form.year.data)


def _lead(found: Explained[CompanyContribution] | None, due: date, *, exempt: bool) -> str:
    if exempt or found is None:
        return _("Once the exemption is granted.")
    if found.value.size == Size.LARGE:
        return _("The high amount, on our account by %(day)s.", day=day(due))
    return _("The low amount, on our account by %(day)s.", day=day(due))


def _facts(
    found: Explained[CompanyContribution] | None, due: date, late: Explained[int] | None, *, exempt: bool
) -> Iterator[Fact]:
    if found:
        label = _("Without the exemption") if exempt else _("Contribution")
        yield Fact(name="amount", label=label, worth=found.value.amount_cents)
    if late:
        yield Fact(name="late", label=_("Surcharge for lateness"), worth=late.value)
    yield Fact(name="due", label=_("On our account by"), worth=due)
    yield Fact(
        name="order_by", label=_("Order the transfer by"), worth=order_transfer_until(due, law_on(due))
    )


def _late(form: CompanyForm, owed: CompanyContribution) -> Explained[int] | None:
    """What lateness adds if everything is paid on the day asked; None without a day."""
    if form.paid_on.data is None:
        return None
    paid = Payment(form.paid_on.data, owed.amount_cents)
    return company_late(
        due_cents=owed.amount_cents,
        due_on=owed.due_on,
        payments=[paid],
        on=paid.on,
        law=law_on(owed.due_on),
    )


def _receipts(
    found: Explained[CompanyContribution] | None,
    exemption: Explained[Exemption] | None,
    late: Explained[int] | None,
) -> Iterator[Receipt]:
    if exemption:
        verdicts = {
            Verdict.GRANTED: _("exempt from the contribution"),
            Verdict.REFUSED: _("not exempt"),
            Verdict.UNCERTAIN: _("not certain"),
        }
        yield Receipt(
            title=_("The exemption, condition by condition"),
            total=verdicts[Verdict(exemption.value.verdict)],
            total_label=_("The company is"),
            explained=exemption,
        )
    if found:
        yield Receipt(
            title=_("Amount and day, step by step"),
            total=found.value.amount_cents,
            total_label=_("Contribution of the year"),
            explained=found,
        )
    if late and late.value:
        yield Receipt(
            title=_("The surcharge, month by month"),
            total=late.value,
            total_label=_("Surcharge for lateness"),
            explained=late,
        )


def _years(form: CompanyForm) -> tuple[Table, ...]:
    """The same company in every year; what is not published is said in its place."""
    founded = form.incorporated_on.data
    first = max(FIRST_YEAR, founded.year) if founded else FIRST_YEAR
    rows = tuple(_year(form, year) for year in range(first, last_year(form.today) + 1))
    known = tuple(row for row in rows if row)
    if len(known) <= 1:
        return ()
    return (
        Table(
            title=_("The same figures in other years"),
            columns=(_("Year"), _("Contribution"), _("On our account by")),
            rows=known,
            words=_("As if the balance-sheet total had been the same in each."),
        ),
    )


def _year(form: CompanyForm, year: int) -> tuple[Worth, ...] | None:
    """One year of the table; None for a year whose balance-sheet total was not asked."""
    try:
        found = form.contribution(year).value
    except MissingValue:
        due = due_day(**form.company() | {"year": year}).value
        return str(year), links.not_known_yet(), due
    except ValueError:
        return None
    return str(year), found.amount_cents, found.due_on


def _event(form: CompanyForm, due: date) -> Event:
    year = form.year.data
    return Event(
        name=f"company_{year}",
        on=due,
        title=_("Company contribution of %(year)s", year=year),
        words=_("This day the money must be on our account."),
        last_working_day=order_transfer_until(due, law_on(due)),
    )


def _inputs(form: CompanyForm) -> dict[str, Any]:
    """What the request takes over, by the names of its questions."""
    inputs = {"year": str(form.year.data), "incorporation_date": form.incorporated_on.data}
    return {name: value for name, value in inputs.items() if value}


def _notes(form: CompanyForm, exemption: Explained[Exemption] | None) -> Iterator[Note]:
    """What the exemption asks for, or why it fails and what to do."""
    if exemption is None:
        return
    page = links.page_link("company")
    link = (page["text"], page["href"])
    if exemption.value.verdict == Verdict.UNCERTAIN:
        yield Note(
            kind="warning",
            title=_("We promise nothing here"),
            words=(_("We found no sure source for this situation. Ask us: we check it for your company."),),
            link=link,
        )
    elif exemption.value.verdict == Verdict.REFUSED:
        yield Note(kind="warning", title=_("No exemption"), words=tuple(_reasons(exemption.value)), link=link)
    else:
        yield Note(title=_("You still have to ask"), words=tuple(_conditions(form)), link=link)


def _reasons(exemption: Exemption) -> Iterator[str]:
    """Why, with a way out where there is one."""
    words = {
        Refusal.LEGAL_FORM: _("A company of this legal form cannot be exempt as a starter."),
        Refusal.REGISTRATION: _("The company is not registered as it must be in the Crossroads Bank."),
        Refusal.MANAGERS: _("A manager was self-employed for too long before the incorporation."),
        Refusal.PARTNERS: _("Too many of the other working partners were self-employed for too long."),
        Refusal.YEARS_OVER: _("The first years of the company are over."),
        Refusal.NO_CERTIFICATE: _("Ask the tax office for the certificate first; then calculate again."),
        Refusal.ANOTHER_YEAR: _("It happened after the year that you chose."),
    }
    return (words[Refusal(refusal)] for refusal in exemption.refusals)


def _conditions(form: CompanyForm) -> Iterator[str]:
    if form.situation.data == STARTER:
        yield _("Ask for each year, and sign that the conditions are met. We check it every year.")
    elif form.situation.data == INACTIVE:
        yield _("Send us the certificate of the tax office. What was paid comes back.")
    else:
        yield _("Let the receiver send us the judgment.")


def _what_instead(form: CompanyForm, exemption: Explained[Exemption] | None, missing: MissingValue) -> Answer:
    """Say which value is not published, keep the day and the other years, lead to the year before."""
    year = form.year.data
    words = [
        _(
            "The calculation needs this value: %(value)s, on %(day)s.",
            value=law_book().entry(missing.name).label[language()],
            day=day(missing.day),
        ),
        _("We have not found it published, and we do not guess."),
    ]
    link = None
    before = _amount_before(form)
    if before is not None:
        words.append(_("In %(year)s the same company paid %(amount)s.", year=year - 1, amount=money(before)))
        address = url_for("visitor.company_calculator", **form.typed() | {"year": year - 1})
        link = (_("Calculate for %(year)s", year=year - 1), address)
    due = due_day(**form.company())
    note = Note(
        kind="warning",
        title=_("This amount of %(year)s is not published yet", year=year),
        words=tuple(words),
        link=link,
    )
    return Answer(
        title=_("Company contribution of %(year)s", year=year),
        facts=tuple(_facts(None, due.value, None, exempt=False)),
        notes=(note, *_notes(form, exemption)),
        tables=_years(form),
        receipts=(
            *_receipts(None, exemption, None),
            Receipt(
                title=_("The day, step by step"), total=due.value, total_label=_("To pay by"), explained=due
            ),
        ),
        events=(_event(form, due.value),),
    )


def _amount_before(form: CompanyForm) -> int | None:
    try:
        return form.contribution(form.year.data - 1).value.amount_cents
    except (MissingValue, ValueError):
        return None


calculator = Calculator(
    slugs={
        "fr": "cotisation-de-ma-societe",
        "nl": "bijdrage-van-mijn-vennootschap",
        "de": "beitrag-meiner-gesellschaft",
        "en": "contribution-of-my-company",
    },
    form=CompanyForm,
    answer=answer,
    order=70,
)
