"""A copy for the person who writes: once, in the language she asked for."""

from __future__ import annotations

import pytest

import jobs
import jobs.send_bulletin_trial as job
from tests.factories import bulletins as made
from tests.factories.mail import mails_to
from webapp.domain import bulletins, identity
from webapp.domain.bulletins.models import TrialCopy
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.postbox import TryLater


@pytest.fixture
def editor(app):
    return made.an_editor()


def test_the_copy_is_what_readers_would_get(editor, errands):
    issue_id = made.a_draft(by=editor)
    bulletins.ask_trial(issue_id, language="nl", by=editor, at=clock.now())
    errands()
    (mail,) = mails_to(identity.email_of(editor.login_id))
    assert mail["Subject"] == made.TEXTS["nl"][0]
    assert mail["List-Unsubscribe"] == "<http://localhost/machine/unsubscribe/trial>"


def test_a_server_that_cannot_be_reached_is_asked_later(editor):
    bulletins.ask_trial(made.a_draft(by=editor), language="fr", by=editor, at=clock.now())
    number = session.query(TrialCopy).one().id
    package = job.prepare(trial_id=number)
    with pytest.raises(jobs.TryLaterError):
        job.settle(package, TryLater("no connection"))
    assert job.prepare(trial_id=number) is not None
    assert job.prepare(trial_id=999_999_999) is None
