"""The promises of the books hold, and a broken one would be seen."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text

from tests.factories.ledger import claim
from webapp.domain import ledger
from webapp.kit.db import session


def test_the_invariants_hold(app):
    claim(100, about="2026Q4", due_on=date(2026, 12, 31))
    assert all(holds for _name, holds, _figure in ledger.invariants())


def test_a_line_too_many_is_seen(app):
    claim(100, about="2026Q4", due_on=date(2026, 12, 31))
    session.execute(
        text(
            "INSERT INTO ledger_line (entry_id, account, cents) SELECT max(id), 'nowhere', 1 FROM ledger_entry"
        )
    )
    broken = [name for name, holds, _figure in ledger.invariants() if not holds]
    assert broken == ["I1 the books sum to zero", "I1 every entry sums to zero and has lines"]


def test_a_reference_that_fails_its_check_is_seen(app):
    session.execute(
        text(
            "INSERT INTO payment_reference (account, thing, communication) VALUES ('affiliate:1', 'x', '123456789012')"
        )
    )
    assert [holds for name, holds, _figure in ledger.invariants() if name.startswith("I12")] == [False]
