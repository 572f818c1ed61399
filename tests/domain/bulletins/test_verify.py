"""The invariants hold on a healthy house and name what is broken."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.factories import bulletins as made
from webapp.domain import bulletins
from webapp.kit.db import session


def broken() -> list[str]:
    return [name for name, holds, _figure in bulletins.invariants() if not holds]


@pytest.fixture
def issue_id(app):
    made.a_subscriber()
    made.a_subscriber()
    return made.a_released_issue()


def test_a_healthy_house_holds_at_every_moment(issue_id, errands):
    assert broken() == []
    errands()
    assert broken() == []


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ("DELETE FROM bulletin_delivery WHERE subscriber_id = (SELECT min(subscriber_id) FROM bulletin_delivery)", "I7"),
        ("UPDATE bulletin SET state = 'sent'", "I8"),
        ("UPDATE errand SET done_at = now() WHERE job = 'send_bulletin'", "I9 every recipient"),
        ("UPDATE bulletin_delivery SET state = 'in_doubt'", "I9 every doubt"),
    ],
)
def test_what_is_broken_is_named(issue_id, wrong, named):
    session.execute(text(wrong))
    assert any(name.startswith(named) for name in broken()), broken()


def test_the_database_itself_refuses_a_release_by_one_person(issue_id):
    with pytest.raises(Exception, match="two_persons"):
        session.execute(text("UPDATE bulletin SET released_by = ready_by"))
