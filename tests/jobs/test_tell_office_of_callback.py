"""The office that speaks the language hears of a call, and the mail names nobody."""

from __future__ import annotations

import pytest

import jobs
import jobs.tell_office_of_callback as job
from tests.factories.callbacks import a_callback
from tests.factories.mail import mails_to
from webapp.kit.postbox import Refused, TryLater


@pytest.mark.parametrize(
    ("language", "office"), [("fr", "brussels@"), ("nl", "brussels@"), ("en", "brussels@"), ("de", "eupen@")]
)
def test_the_office_is_told_by_when_and_where_but_not_who(app, errands, language, office):
    call = a_callback(language=language, words="my illness", phone="+32470987654")
    errands()
    mail = [one for one in mails_to(f"{office}linde.example") if call.reference in str(one["Subject"])][-1]
    text = mail.as_string() + mail.get_body(("plain",)).get_content()
    assert f"http://localhost/staff/callbacks/{call.id}" in text
    for secret in ("Mia", "Peeters", "470987654", "illness", "pension"):
        assert secret not in text
    assert job.prepare(callback_id=call.id) is None, "told once"


def test_a_server_that_cannot_take_it_now_is_asked_later(app):
    call = a_callback()
    package = job.prepare(callback_id=call.id)
    with pytest.raises(jobs.TryLaterError):
        job.settle(package, TryLater("no connection"))
    assert job.prepare(callback_id=call.id).raw == package.raw
    job.settle(package, Refused(550, "no such mailbox"))
    assert job.prepare(callback_id=call.id) is None


def test_a_call_that_is_gone_is_not_told(app):
    assert job.prepare(callback_id=999_999) is None
