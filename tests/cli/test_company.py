"""Statements from the terminal: any order, each whole or refused, the same file once."""

from __future__ import annotations

from dataclasses import replace

from tests.factories.bank import COMPANIES, Paid, Sheet
from webapp.cli import company
from webapp.domain import ledger


def test_files_in_any_order_are_booked_and_the_bad_one_is_refused(app, tmp_path):
    first = Sheet((Paid(100),))
    second = first.following(Paid(20), number="2")
    third = second.following(Paid(3), number="3")
    contents = {
        "c.xml": third.xml(),
        "a.xml": first.xml(),
        "bad.xml": replace(first, number="x", closing_cents=1).xml(),
        "b.xml": second.xml(),
        "again.xml": first.xml(),
        "lost.xml": replace(third, number="9", opening_cents=77).xml(),
    }
    files = []
    for name, content in contents.items():
        files.append(tmp_path / name)
        files[-1].write_bytes(content)
    outcomes = {outcome["file"]: outcome for outcome in company._import_all(files, quiet=True)}
    assert [outcomes[name]["lines"] for name in ("a.xml", "b.xml", "c.xml")] == [1, 1, 1]
    assert outcomes["again.xml"]["already"]
    assert (outcomes["bad.xml"]["refused"], outcomes["lost.xml"]["refused"]) == ("balances", "gap")
    assert ledger.balance(f"bank:{COMPANIES}") == 123
    assert "nothing booked. Line" in company._sentence(outcomes["bad.xml"])
    assert "1 in suspense" in company._sentence(outcomes["a.xml"])
