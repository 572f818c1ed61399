"""The job that books a received file is harmless twice."""

from __future__ import annotations

import jobs
from tests.factories.bank import COMPANIES, Paid, Sheet
from webapp.domain import identity, ledger, payments
from webapp.kit import clock


def test_a_file_is_booked_once(app):
    file_id = payments.receive(Sheet((Paid(100),)).xml(), name="a.xml", by=identity.House, at=clock.now())
    for _time in (1, 2):
        jobs.catalogue()["import_statement"].run(file_id=file_id)
    assert ledger.balance(f"bank:{COMPANIES}") == 100
