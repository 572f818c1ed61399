"""A company is called for its year, pays by transfer, sees the receipt; money without a name is assigned by staff."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from pypdf import PdfReader

from tests.factories.bank import Paid, Sheet
from tests.journeys.conftest import until
from webapp.config import ROOT
from webapp.kit import clock, embedded
from webapp.kit.texts import read_toml

#: A year that the demo has not called; its law is known.
YEAR = "2023"
SOFIE = "sofie@demo.example"
ACCOUNT = read_toml(ROOT / "content" / "site.toml")["accounts"]["companies"]["iban"]


def guichet(house, *words: str) -> str:
    """The operator's command, in the house of the journeys."""
    environment = os.environ | {"DATA_DIR": str(house.data_dir), "DEMO": "1", "PORT": str(house.port)}
    done = subprocess.run(
        [sys.executable, "-m", "webapp.cli", *words], cwd=ROOT, env=environment, capture_output=True, text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def sql(house, question: str, *values: object) -> list[tuple]:
    with embedded.postgres(house.data_dir) as server, psycopg.connect(server.url) as connection:
        return connection.execute(question, values).fetchall()


def run_in_state(house, state: str) -> list[tuple]:
    question = "SELECT id FROM notice_run WHERE kind = 'company_calls' AND thing = %s AND state = %s"
    return sql(house, question, YEAR, state)


@pytest.fixture(scope="module")
def reported(house, signed_in):
    """Staff write down the balance-sheet total that decides the size of Sofie's company for that year."""
    ((company_id,),) = sql(
        house,
        "SELECT mandate.company_id FROM mandate JOIN login ON login.id = mandate.login_id WHERE login.email = %s",
        SOFIE,
    )
    ann = signed_in("ann@demo.example")
    ann.open(f"/staff/companies/{company_id}")
    ann.fill(year=str(int(YEAR) - 2), total="317.645,00")
    assert ann.status == 200, ann.words()[:800]
    return company_id


@pytest.fixture(scope="module")
def called(house, reported):
    """The run of the year: drawn by one person, released by a second one, booked by the worker."""
    guichet(house, "run", "company-calls", YEAR, "--by", "marie@demo.example")
    ((number,),) = until(lambda: run_in_state(house, "drawn"), "the run was not drawn")
    guichet(house, "release", str(number), "--by", "karim@demo.example")
    until(lambda: run_in_state(house, "done"), "the run was not booked")
    return number


@pytest.fixture(scope="module")
def owed(house, called, reported):
    """What Sofie's company owes for the year, and the reference it pays with."""
    ((company_id, cents, communication),) = sql(
        house,
        "SELECT company_id, cents, communication FROM company_call WHERE company_id = %s AND year = %s",
        reported,
        int(YEAR),
    )
    return company_id, cents, communication


@pytest.fixture(scope="module")
def next_statement(house):
    """The next statement of the account opens where the last one closed."""
    found = sql(
        house, "SELECT closing_cents FROM bank_statement WHERE account = %s ORDER BY id DESC LIMIT 1", ACCOUNT
    )
    return Sheet(account=ACCOUNT, number="2027-001", opening_cents=found[0][0], on=clock.today() + timedelta(days=1))


def test_a_call_reaches_the_company_with_its_letter(owed, signed_in, letterbox):
    _company, cents, communication = owed
    sofie = signed_in(SOFIE)
    written = f"+++{communication[:3]}/{communication[3:7]}/{communication[7:]}+++"
    sofie.open("/en/company/contributions")
    assert f"€{cents // 100}.{cents % 100:02}" in sofie.words()
    sofie.open("/nl/company/letters")
    newest = re.findall(r'href="(/nl/company/letters/\d+)"', sofie.page)[0]
    sofie.open(newest)
    sofie.fill(where="PDF")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(sofie.body)).pages)
    assert f"{cents // 100},{cents % 100:02}" in text.replace("\u00a0", " ")
    assert written in text.replace(" ", "")


def test_a_statement_is_imported_once_and_the_company_sees_its_receipt(owed, next_statement, signed_in):
    _company, cents, communication = owed
    paid = Paid(cents, communication=communication, name="De Gouden Garde BV")
    riddle = Paid(12_345, text="bijdrage", name="Iemand BV")
    content = replace(next_statement, entries=(paid, riddle)).xml()
    piet = signed_in("piet@demo.example")
    for _time in (1, 2):
        piet.open("/staff/statements")
        piet.fill(where="CAMT", files={"statement": ("statement.xml", content)})
        assert piet.status == 200, piet.words()[:800]
        assert "2027-001" in piet.words()
    sofie = signed_in(SOFIE)
    sofie.open("/en/company/payments")
    assert f"€{cents // 100}.{cents % 100:02}" in sofie.words()
    piet.open("/staff/payments")
    assert "Iemand BV" in piet.words(), "money without a name waits in suspense"


def test_a_broken_statement_is_refused_whole_with_the_reason(house, next_statement, signed_in):
    before = sql(house, "SELECT count(*) FROM ledger_entry")
    wrong = replace(next_statement, entries=(Paid(100),), number="2027-009", closing_cents=1).xml()
    piet = signed_in("piet@demo.example")
    piet.open("/staff/statements")
    piet.fill(where="CAMT", files={"statement": ("broken.xml", wrong)})
    assert piet.status == 422
    assert sql(house, "SELECT count(*) FROM ledger_entry") == before


def test_staff_assign_what_has_no_name(owed, signed_in):
    _company, _cents, communication = owed
    piet = signed_in("piet@demo.example")
    piet.open("/staff/payments")
    waiting = re.findall(r'href="(/staff/payments/\d+)"', piet.page)
    piet.open(waiting[-1])
    piet.fill(found=communication)
    assert piet.status == 200
    piet.open("/staff/payments")
    assert waiting[-1] not in piet.page, "what was assigned waits no more"


def test_every_promise_holds_afterwards(house, owed):
    said = guichet(house, "verify")
    assert "broken" not in said
