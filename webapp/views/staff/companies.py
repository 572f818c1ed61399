"""The company file: search, what is called and paid, letters, who may act, and its balance-sheet totals."""

from __future__ import annotations

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from webapp.domain import companies, company_contributions, identity, ledger, notices, payments
from webapp.domain.notices import LetterLine
from webapp.kit import clock, receipts
from webapp.kit.fields import FundForm, MoneyField
from webapp.views.company_words import entry_words, quality_words, standing_words, waits_words
from webapp.views.downloads import as_download
from webapp.views.letter_words import letter_items
from webapp.views.staff import door, needs

FIRST_YEAR = 2014


class BalanceForm(FundForm):
    """The total of the annual accounts (codes 20/58) as a company reported it."""

    year = IntegerField(_l("Financial year"), [InputRequired(), NumberRange(min=FIRST_YEAR)])
    total = MoneyField(_l("Balance-sheet total (codes 20/58)"), [InputRequired()])


@door.get("/companies", endpoint="companies")
@needs(identity.Permission.SEE_COMPANIES)
def company_search() -> ResponseReturnValue:
    """Find a company by enterprise number, file number or words of its name."""
    text = request.args.get("q", "")[:80]
    found = companies.search(text)
    return render_template("staff/companies/index.html", text=text, found=found, count=companies.count())


@door.get("/companies/<int:company_id>", endpoint="company")
@needs(identity.Permission.SEE_COMPANIES)
def company_file(company_id: int) -> ResponseReturnValue:
    """Everything about one company on one page."""
    return _page(company_id, BalanceForm.from_request())


@door.post("/companies/<int:company_id>/balance-sheets", endpoint="company_balance")
@needs(identity.Permission.DECIDE_CASES)
def balance_sheet(company_id: int) -> ResponseReturnValue:
    """Write down a balance-sheet total that was reported; calls that were made keep their own."""
    company = companies.get_for(g.actor, company_id)
    form = BalanceForm.from_request()
    if not form.is_sent_and_valid() or form.year.data > clock.today().year:
        return _page(company_id, form), 422
    companies.report_balance_sheet(
        company.id, year=form.year.data, total_cents=form.total.data, by=g.actor, on=clock.today()
    )
    return redirect(url_for("staff.company", company_id=company_id, saved=form.year.data), 303)


@door.get("/companies/letters/<int:notice_id>/pdf", endpoint="company_letter_pdf")
@needs(identity.Permission.SEE_COMPANIES)
def letter_pdf(notice_id: int) -> ResponseReturnValue:
    """A letter to a company as it left us."""
    found = notices.get_for(g.actor, notice_id)
    if found is None or found.company_id is None:
        abort(404)
    return as_download(notices.pdf(found), name=f"{found.kind}-{found.id}.pdf")


def _page(company_id: int, form: FundForm) -> str:
    company = companies.get_for(g.actor, company_id)
    today = clock.today()
    account = ledger.company_account(company.id)
    calls = company_contributions.calls_of(company.id, on=today)
    mandates = identity.mandates_for_company(company.id, on=today)
    return render_template(
        "staff/companies/file.html",
        company=company,
        form=form,
        calls=[
            (call, receipts.lines(call.explanation, with_sources=True), standing_words(call))
            for call in calls
        ],
        waits=waits_words(company.id, calls),
        entries=[(line, entry_words(line.why, line.about)) for line in reversed(ledger.statement(account))],
        balance_cents=ledger.balance(account),
        paid=payments.payments_of(account),
        letters=letter_items(notices.letters_for(company_id=company.id), _letter_url),
        mandates=[(line, quality_words(line.kind)) for line in mandates],
        may_report=g.actor.may(identity.Permission.DECIDE_CASES),
    )


def _letter_url(line: LetterLine) -> str:
    return url_for("staff.company_letter_pdf", notice_id=line.id)
