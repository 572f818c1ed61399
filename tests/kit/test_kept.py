"""What somebody typed waits for her alone, sealed, on its own page, for an hour; proofs of who she is do not."""

from __future__ import annotations

import pytest

from webapp.kit import kept
from webapp.kit.db import session

FIELDS = {"income": "21 500,00", "reason": "Maladie – cœur", "password": "geheim", "code": "123456", "csrf_token": "x"}


@pytest.fixture
def posted(app, clock_at):
    clock_at("2026-11-22T10:00")

    def post(fields=FIELDS, *, login_id: int = 7) -> str:
        with app.test_request_context("/fr/my/form", method="POST", data=fields):
            return kept.keep(login_id=login_id)

    return post


def back(app, address: str, *, login_id: int = 7):
    with app.test_request_context(address):
        return kept.waiting(login_id=login_id)


def test_it_comes_back_as_it_was_typed_without_passwords_codes_and_tokens(app, posted):
    found = back(app, posted())
    assert found.to_dict() == {"income": "21 500,00", "reason": "Maladie – cœur"}


def test_several_values_of_one_field_all_come_back(app, posted):
    assert back(app, posted({"child": ["Ann", "Bo"]})).getlist("child") == ["Ann", "Bo"]


def test_nobody_else_and_no_other_page_gets_it(app, posted):
    address = posted()
    assert back(app, address, login_id=8) is None
    assert back(app, address.replace("/fr/my/form", "/fr/my/other")) is None
    assert back(app, "/fr/my/form?kept=guessed") is None
    assert back(app, "/fr/my/form") is None


def test_it_waits_an_hour(app, posted, clock_at):
    address = posted()
    clock_at("2026-11-22T10:59")
    assert back(app, address) is not None
    clock_at("2026-11-22T11:01")
    assert back(app, address) is None


def test_the_table_shows_no_word_of_it_and_the_address_neither(app, posted):
    address = posted()
    row = session.query(kept.KeptForm).one()
    for word in (b"500", "cœur".encode(), b"income"):
        assert word not in row.sealed
    assert "500" not in address


def test_bytes_that_were_changed_are_as_good_as_gone(app, posted):
    address = posted()
    session.query(kept.KeptForm).one().sealed = b"changed"
    session.flush()
    assert back(app, address) is None


def test_what_is_too_large_to_keep_only_leads_back(app, posted):
    assert posted({"reason": "x" * (kept.LARGEST + 1)}) == "/fr/my/form"
    assert session.query(kept.KeptForm).count() == 0
