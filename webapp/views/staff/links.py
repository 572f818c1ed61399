"""Where staff find the file behind an account of the books."""

from __future__ import annotations

from flask import url_for
from werkzeug.routing import BuildError

from webapp.domain import ledger


def account_url(account: str) -> str:
    """The address of the file behind an account of a person or company; empty while there is no such page."""
    owner = ledger.owner_of(account)
    if owner is None:
        return ""
    kind, number = owner
    try:
        if kind == "company":
            return url_for("staff.company", company_id=number)
        return url_for("staff.person", affiliate_id=number)
    except BuildError:
        return ""
