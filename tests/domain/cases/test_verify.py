"""The invariants of requests hold, and notice what is lost."""

from __future__ import annotations

import pytest

from tests.factories.cases import a_case, an_actor_of, somebody_who_pays_on_30_000
from webapp.domain import cases
from webapp.domain.cases import Upload
from webapp.domain.cases.models import Event
from webapp.kit import files
from webapp.kit.db import session


@pytest.fixture
def jeanne(app, clock_at):
    clock_at("2026-11-22T10:00")
    return somebody_who_pays_on_30_000(called=False)


def broken() -> int:
    return sum(not holds for _name, holds, _figure in cases.invariants())


def test_a_sent_request_with_a_file_holds_all_promises(jeanne):
    name = files.keep(b"%PDF-1.7 a file")
    upload = Upload(name="a.pdf", media_type="application/pdf", size=10, stored_as=name)
    case = a_case(jeanne, by=an_actor_of(jeanne), files=[upload])
    assert [one.name for one in case.documents] == ["a.pdf"]
    assert broken() == 0


def test_a_request_without_its_path_is_noticed(jeanne):
    case = a_case(jeanne)
    session.query(Event).filter_by(case_id=case.id).delete()
    assert broken() == 1


def test_a_file_that_is_not_in_the_store_is_noticed(jeanne):
    a_case(jeanne, files=[Upload(name="a.pdf", media_type="application/pdf", size=1, stored_as="0" * 64)])
    assert broken() == 1
