"""A statement is believed whole or refused whole; nothing that does not add up gets in."""

from __future__ import annotations

import time
import tracemalloc
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.factories.bank import COMPANIES, CONTRIBUTIONS, Paid, Sheet, Together, document, payer
from webapp.domain.payments import camt
from webapp.rules import numbers

SAMPLES = Path(__file__).parent / "samples"
REFERENCE = numbers.structured_communication(1_000_000_001)
OTHER = numbers.structured_communication(1_000_000_002)


def refusal(content: bytes) -> camt.BadStatementError:
    with pytest.raises(camt.BadStatementError) as refused:
        camt.read(content)
    return refused.value


@pytest.mark.parametrize("version", ["02", "04", "08"])
def test_each_version_gives_the_same_facts(version):
    sheet = Sheet((Paid(40930, REFERENCE), Paid(-1250, text="Frais de compte")), version=version)
    (statement,) = camt.read(sheet.xml())
    assert (statement.account, statement.number) == (COMPANIES, "2026-001")
    assert (statement.opening_cents, statement.closing_cents) == (0, 39680)
    first, second = statement.movements
    assert (first.cents, first.communications, first.booked_on) == (40930, (REFERENCE,), date(2026, 12, 1))
    assert (first.counterparty_name, first.counterparty_iban) == ("Boulangerie du Moulin SRL", payer(1))
    assert (second.cents, second.communications, second.text) == (-1250, (), "Frais de compte")


@pytest.mark.parametrize(
    "written",
    [
        "+++{0}/{1}/{2}+++",
        "***{0}/{1}/{2}***",
        "cotisation +++{0}/{1}/{2}+++ merci",
        "{0}{1}{2}",
        "{0} {1} {2}",
    ],
)
def test_a_reference_in_the_free_text_counts(written):
    text = written.format(REFERENCE[:3], REFERENCE[3:7], REFERENCE[7:])
    (statement,) = camt.read(Sheet((Paid(1, text=text),)).xml())
    assert statement.movements[0].communications == (REFERENCE,)


def test_a_reference_with_one_wrong_digit_is_no_reference():
    wrong = str((int(REFERENCE[0]) + 1) % 10) + REFERENCE[1:]
    (statement,) = camt.read(Sheet((Paid(1, wrong), Paid(1, text=f"+++{wrong}+++"))).xml())
    assert [movement.communications for movement in statement.movements] == [(), ()]


def test_two_references_in_one_text_are_both_reported():
    (statement,) = camt.read(Sheet((Paid(1, text=f"{REFERENCE} + {OTHER}"),)).xml())
    assert statement.movements[0].communications == (REFERENCE, OTHER)


@pytest.mark.parametrize("version", ["02", "04", "08"])
def test_a_collective_entry_is_read_part_by_part(version):
    both = Together((Paid(100, REFERENCE), Paid(250, OTHER, iban=payer(2))))
    (statement,) = camt.read(Sheet((both, Paid(7)), version=version).xml())
    assert [(part.sequence, part.cents) for part in statement.movements] == [(1, 100), (2, 250), (3, 7)]
    assert [part.communications for part in statement.movements[:2]] == [(REFERENCE,), (OTHER,)]


def test_what_is_only_announced_does_not_count():
    (statement,) = camt.read(Sheet((Paid(100), Paid(900, state="PDNG"))).xml())
    assert [movement.cents for movement in statement.movements] == [100]


def test_a_file_may_hold_several_accounts():
    first, second = camt.read(document(Sheet((Paid(1),)), Sheet((Paid(2),), account=CONTRIBUTIONS)))
    assert (first.account, second.account) == (COMPANIES, CONTRIBUTIONS)
    assert second.movements[0].sequence == 1


def test_text_of_the_payer_arrives_as_text():
    sheet = Sheet((Paid(1, text="<script>alert('x')</script> & co", name="Café «Ñandú» & Fils"),))
    (statement,) = camt.read(sheet.xml())
    assert statement.movements[0].text == "<script>alert('x')</script> & co"
    assert statement.movements[0].counterparty_name == "Café «Ñandú» & Fils"


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (Sheet((Paid(100),), closing_cents=101), "balances"),
        (Sheet((Paid(100),), count=2), "count"),
        (Sheet((Paid(100),), total_cents=99), "sum"),
        (Sheet((Paid(100),), currency="USD"), "currency"),
        (Sheet((Paid(100),), account="BE45999120485680"), "account"),
        (Sheet((Paid(100),), number=""), "number_missing"),
    ],
)
def test_what_does_not_add_up_is_refused_with_its_line(sheet, code):
    refused = refusal(sheet.xml())
    assert refused.code == code
    assert refused.line


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((b"camt.053.001.08", b"camt.052.001.08"), "other_message"),
        ((b"camt.053.001.08", b"camt.053.001.99"), "version"),
        ((b"iso:20022", b"iso:99999"), "not_camt"),
        ((b"OPBD", b"XXXX"), "balance_missing"),
        ((b"<CdtDbtInd>CRDT", b"<CdtDbtInd>LEFT"), "direction"),
        ((b'"EUR">1.00', b'"EUR">1,00'), "amount"),
        ((b'"EUR">1.00', b'"EUR">-1.00'), "amount"),
        ((b'"EUR">1.00', b'"EUR">1.005'), "amount"),
        ((b"<BookgDt><Dt>2026-12-01", b"<BookgDt><Dt>2026-02-30"), "day"),
        ((b"</Stmt>", b""), "not_whole"),
        ((b'encoding="UTF-8"', b'encoding="EBCDIC-WHAT"'), "encoding"),
    ],
)
def test_a_file_spoilt_in_one_place_is_refused(change, code):
    assert refusal(Sheet((Paid(100),)).xml().replace(*change)).code == code


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b" \n", "empty"), (b"%PDF-1.7", "not_xml"), (b"<a/>", "not_camt")]
)
def test_what_is_no_statement_at_all_is_said_so(content, code):
    assert refusal(content).code == code


def test_the_parts_of_a_collective_entry_must_make_its_amount():
    both = Together((Paid(100), Paid(250)))
    assert refusal(Sheet((both,)).xml().replace(b">2.50<", b">2.51<")).code == "parts"


@pytest.mark.parametrize("part", range(1, 20))
def test_a_file_cut_anywhere_is_refused(part):
    whole = (SAMPLES / "two_days.xml").read_bytes()
    assert refusal(whole[: len(whole) * part // 20]).code in {"not_whole", "no_statement"}


BOMBS = {
    "laughs": '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    "external": '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "parameter": '<!DOCTYPE d [<!ENTITY % a SYSTEM "http://example.be/a.dtd"> %a;]>',
    "plain": "<!DOCTYPE Document>",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_document_type_is_refused_before_anything_is_read(bomb):
    refused = refusal(document(Sheet((Paid(100),)), before=bomb + "\n"))
    assert (refused.code, refused.line) == ("dtd", 2)


def test_endless_nesting_is_refused_at_once():
    deep = Sheet().xml().replace(b"<GrpHdr>", b"<GrpHdr>" + b"<a>" * 1_000_000)
    tracemalloc.start()
    started = time.perf_counter()
    try:
        assert refusal(deep).code == "too_deep"
        assert time.perf_counter() - started < 1
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


def test_a_file_beyond_all_measure_is_refused_unread(monkeypatch):
    monkeypatch.setattr(camt, "LARGEST_BYTES", 1000)
    assert refusal(Sheet((Paid(100),) * 3).xml()).code == "too_large"


@settings(max_examples=60, deadline=None)
@given(some.binary(max_size=4), some.integers(min_value=0, max_value=10_000))
def test_a_spoilt_file_never_ends_in_anything_but_a_refusal(noise, place):
    whole = Sheet((Paid(100, REFERENCE), Paid(-30, text="x"))).xml()
    place %= len(whole)
    with suppress(camt.BadStatementError):
        camt.read(whole[:place] + noise + whole[place + 1 :])


def test_the_samples_are_what_they_are_named():
    outcomes = {}
    for file in sorted(SAMPLES.glob("*.xml")):
        try:
            outcomes[file.stem] = len(camt.read(file.read_bytes()))
        except camt.BadStatementError as refused:
            outcomes[file.stem] = refused.code
    assert outcomes == {
        "bomb": "dtd",
        "cut": "not_whole",
        "one_day_02": 1,
        "one_day_04": 1,
        "one_day_08": 1,
        "two_days": 2,
        "wrong_account": 1,
        "wrong_balances": "balances",
        "wrong_count": "count",
    }


def test_a_sheet_of_the_factory_follows_the_one_before():
    first = Sheet((Paid(100),))
    assert first.following(Paid(1), number="2").opening_cents == 100
    assert replace(first, number="3").closes_at == 100
