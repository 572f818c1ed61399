"""A statement comes in whole or not at all, once and never twice; every movement is in the books at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from tests.factories.bank import COMPANIES, CONTRIBUTIONS, Paid, Sheet, Together, document, payer
from tests.factories.company_contributions import a_called_company
from webapp.domain import identity, ledger, notices, payments
from webapp.kit import clock
from webapp.kit.db import session

BANK = f"bank:{COMPANIES}"


def bring(content: bytes, name: str = "codabox.xml") -> payments.Imported:
    return payments.import_statement(content, name=name, by=identity.House, at=clock.now())


def refused(content: bytes) -> payments.BadStatementError:
    with pytest.raises(payments.BadStatementError) as reason, session.begin_nested():
        bring(content)
    return reason.value


def all_hold() -> bool:
    return all(holds for _name, holds, _detail in (*payments.invariants(), *ledger.invariants()))


def test_a_payment_finds_its_account_and_the_payer_hears_of_it(app):
    called = a_called_company()
    done = bring(Sheet((Paid(called.cents, called.communication),)).xml())
    assert (done.lines, done.matched, done.suspense) == (1, 1, 0)
    assert ledger.balance(called.account) == 0
    assert ledger.balance(BANK) == called.cents
    assert notices.letters_for(company_id=called.company_id)[0].kind == "payment_received"
    (paid,) = payments.payments_of(called.account)
    assert (paid.cents, paid.booked_on, paid.balance_cents) == (called.cents, date(2026, 12, 1), 0)
    assert all_hold()


def test_an_unknown_reference_waits_in_suspense(app):
    bring(Sheet((Paid(5000, text="bijdrage"), Paid(-1250, text="kosten"))).xml())
    assert ledger.balance(ledger.SUSPENSE) == -5000 + 1250
    assert [line.cents for line in payments.suspense_lines()] == [5000, -1250]
    assert (payments.suspense_total().count, payments.suspense_total().cents) == (2, 3750)
    assert all_hold()


def test_money_that_left_us_is_never_matched_by_itself(app):
    called = a_called_company()
    bring(Sheet((Paid(-100, called.communication),), opening_cents=1000).xml())
    assert ledger.balance(called.account) == called.cents
    assert payments.suspense_total().count == 1


def test_references_of_two_accounts_on_one_payment_are_for_staff(app):
    one, two = a_called_company(), a_called_company()
    bring(Sheet((Paid(50, text=f"{one.communication} {two.communication}"),)).xml())
    assert payments.suspense_total().count == 1


def test_the_parts_of_a_collective_entry_find_their_own_accounts(app):
    one, two = a_called_company(), a_called_company()
    both = Together(
        (Paid(one.cents, one.communication), Paid(two.cents - 1, two.communication, iban=payer(2)))
    )
    bring(Sheet((both,)).xml())
    assert (ledger.balance(one.account), ledger.balance(two.account)) == (0, 1)
    assert all_hold()


def test_the_same_file_is_the_same_file_under_any_name(app):
    sheet = Sheet((Paid(100),))
    first = bring(sheet.xml())
    again = bring(sheet.xml(), name="other.xml")
    assert again.already
    assert again.file_id == first.file_id
    assert ledger.balance(BANK) == 100


def test_the_same_statement_in_another_file_is_stored_once(app):
    sheet = Sheet((Paid(100),))
    bring(sheet.xml())
    written_otherwise = sheet.xml().replace(b"      ", b"\t")
    done = bring(written_otherwise)
    assert (done.already, done.statements, done.lines) == (False, 0, 0)
    both = document(sheet, sheet.following(Paid(7), number="2026-002"))
    assert bring(both).lines == 1
    assert ledger.balance(BANK) == 107
    assert all_hold()


def test_a_statement_opens_where_the_last_one_closed(app):
    first = Sheet((Paid(100),))
    bring(first.xml())
    later = first.following(Paid(1), number="2").following(Paid(1), number="3")
    reason = refused(later.xml())
    assert (reason.code, reason.facts["expected"], reason.facts["opening"]) == ("gap", 100, 101)
    assert ledger.balance(BANK) == 100


def test_another_statement_under_a_known_number_is_refused(app):
    first = Sheet((Paid(100),))
    bring(first.xml())
    assert refused(replace(first, entries=(Paid(200),)).xml()).code == "differs"


def test_the_first_statement_brings_its_opening_balance(app):
    bring(Sheet((Paid(100),), opening_cents=5000).xml())
    assert ledger.balance(BANK) == 5100
    assert all_hold()


def test_an_account_that_is_not_ours_is_refused(app):
    reason = refused(Sheet((Paid(100),), account=payer(9)).xml())
    assert reason.code == "foreign_account"
    assert payer(9) not in str(reason.facts)


def test_a_file_with_one_bad_statement_is_refused_whole(app):
    good = Sheet((Paid(100),))
    bad = replace(good, number="2", account=CONTRIBUTIONS, closing_cents=5)
    assert refused(document(good, bad)).code == "balances"
    assert ledger.balance(BANK) == 0
    assert payments.statements() == []


def test_two_statements_of_one_day_in_one_file(app):
    first = Sheet((Paid(100),))
    done = bring(
        document(first, first.following(Paid(20), number="2"), replace(first, account=CONTRIBUTIONS))
    )
    assert (done.statements, done.lines) == (3, 3)
    assert payments.bank_accounts() == {COMPANIES: 120, CONTRIBUTIONS: 100}
    assert all_hold()


def test_the_account_of_the_payer_is_sealed(app):
    bring(Sheet((Paid(100, iban=payer(4)),)).xml())
    session.flush()
    rows = session.execute(text("SELECT bank_line::text FROM bank_line")).scalars()
    assert all(payer(4) not in row for row in rows)
    assert payments.suspense_lines()[0].counterparty.replace(" ", "") == payer(4)


def test_a_large_file_is_booked_by_its_errand(app, errands):
    called = a_called_company()
    content = Sheet((Paid(called.cents, called.communication),)).xml()
    first = payments.receive(content, name="big.xml", by=identity.House, at=clock.now())
    assert payments.receive(content, name="big.xml", by=identity.House, at=clock.now()) == first
    assert [file.state for file in payments.files_received()] == ["received"]
    errands()
    assert payments.files_received() == []
    assert ledger.balance(called.account) == 0


def test_a_large_file_that_is_refused_says_why_and_may_come_again(app, errands):
    content = Sheet((Paid(100),), closing_cents=7).xml()
    payments.receive(content, name="big.xml", by=identity.House, at=clock.now())
    errands()
    (file,) = payments.files_received()
    assert (file.state, file.because, file.facts["closing"]) == ("refused", "balances", 7)
    assert payments.statements() == []
    assert refused(content).code == "balances"


def test_thousands_of_movements_go_in_together(app):
    called = [a_called_company() for _ in range(3)]
    paid = tuple(Paid(10 + n, called[n % 3].communication, iban=payer(n % 50)) for n in range(4500))
    done = bring(Sheet(paid).xml())
    assert (done.lines, done.matched) == (4500, 4500)
    assert sum(-ledger.balance(one.account) + one.cents for one in called) == sum(one.cents for one in paid)
    assert all_hold()
