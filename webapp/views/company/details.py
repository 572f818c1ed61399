"""What we know about the company, and how it wants to be reached."""

from __future__ import annotations

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import companies
from webapp.views.company import door
from webapp.views.company_form import ContactForm


@door.route("/details", methods=["GET", "POST"], endpoint="details")
def details() -> ResponseReturnValue:
    """Show the details; change how the company is reached."""
    company = companies.get_for(g.actor, g.company_id)
    form = ContactForm.from_request(obj=company)
    if form.is_sent_and_valid():
        companies.change_contact(company.id, by=g.actor, **form.data)
        return redirect(url_for("company.details", saved=1), 303)
    page = render_template("company/details/index.html", company=company, form=form)
    return page, 422 if form.errors else 200
