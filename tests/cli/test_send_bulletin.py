"""`guichet send-bulletin`: only what is ready, only in the name of a second person, to the end."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from tests.factories import bulletins as made
from tests.factories import identity as identities
from tests.factories.mail import mails_to
from webapp.cli import bulletins as command
from webapp.domain import bulletins
from webapp.domain.identity import Role
from webapp.kit.db import session


@pytest.fixture
def guichet(app, monkeypatch):
    @contextmanager
    def same_house():
        yield app

    monkeypatch.setattr(command, "house", same_house)

    def run(*arguments: object):
        session.commit()
        return CliRunner().invoke(command.send_bulletin, [str(one) for one in arguments])

    return run


def number_of(issue_id: int) -> int:
    return bulletins.issue(issue_id).number


def test_it_releases_sends_and_says_what_became_of_it(guichet):
    made.a_subscriber(email="terminal@readers.example")
    identities.a_member_of_staff(Role.SUPERVISOR).email = "karim@fund.example"
    number = number_of(made.a_ready_issue())
    done = guichet(number, "--by", "karim@fund.example", "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert (said["bulletin"], said["sent"], said["left"], said["state"]) == (number, 1, 0, "sent")
    assert len(mails_to("terminal@readers.example")) == 1
    again = guichet(number)
    assert again.exit_code == 0
    assert "1 sent" in again.output
    assert len(mails_to("terminal@readers.example")) == 1


def test_a_draft_an_unknown_number_and_the_same_person_are_refused_with_a_reason(guichet):
    assert "draft" in guichet(number_of(made.a_draft())).output
    assert "there is no bulletin" in guichet(999_999).output
    assert "--by" in guichet(number_of(made.a_ready_issue())).output
    identities.a_member_of_staff(Role.EDITOR).email = "nora@fund.example"
    refused = guichet(number_of(made.a_ready_issue()), "--by", "nora@fund.example")
    assert refused.exit_code == 1
    assert "may not release" in refused.output
