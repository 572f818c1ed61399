"""Bulletins at the staff door: written in four languages, looked at, tried, released by another person, watched."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from tests.factories import bulletins as made
from tests.factories import identity as identities
from tests.factories.mail import mails_to
from webapp.domain import bulletins
from webapp.domain.bulletins.models import TrialCopy
from webapp.domain.identity import Role
from webapp.kit.db import session


@pytest.fixture
def editor(app, browser_of):
    return browser_of(identities.a_member_of_staff(Role.EDITOR), staff=True)


@pytest.fixture
def supervisor(app, browser_of):
    return browser_of(identities.a_member_of_staff(Role.SUPERVISOR), staff=True)


def write_all(browser, address):
    for language, (subject, body) in made.TEXTS.items():
        answer = browser.post(f"{address}/{language}", data={"subject": subject, "body": body})
        assert answer.status_code == 303, answer.text


def test_an_issue_goes_from_the_first_word_to_the_readers_through_two_persons(editor, supervisor, errands):
    readers = [made.a_subscriber(language=language) for language in ("fr", "nl", "nl")]
    begun = editor.post("/staff/bulletins")
    address = begun.location.rsplit("/", 1)[0]
    write_all(editor, address)
    assert editor.post(f"{address}/ready").status_code == 303
    assert editor.get(f"{address}/release").status_code == 403
    page = supervisor.get(f"{address}/release")
    assert page.status_code == 200
    words = page.text.split('name="words" value="')[1].split('"')[0]
    assert supervisor.post(f"{address}/release", data={"words": words}).status_code == 303
    assert 'hx-trigger="every 2s"' in supervisor.get(address).text
    errands()
    done = supervisor.get(address)
    assert "hx-trigger" not in done.text
    assert supervisor.get(address, headers={"HX-Request": "true"}).status_code == 286
    for reader in readers:
        assert len(mails_to(reader.email)) == 1
    assert supervisor.post(f"{address}/release", data={"words": words}).status_code == 409


def test_the_progress_part_goes_on_while_the_sending_does(editor):
    made.a_subscriber()
    issue_id = made.a_released_issue()
    part = editor.get(f"/staff/bulletins/{issue_id}", headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert part.text.lstrip().startswith('<div id="progress"')


def test_nothing_is_ready_before_every_language_is_written(editor):
    issue_id = made.a_draft(languages=("fr", "nl"))
    answer = editor.post(f"/staff/bulletins/{issue_id}/ready")
    assert answer.status_code == 422
    assert "Deutsch, English" in answer.text
    assert bulletins.issue(issue_id).state == "draft"


def test_words_that_changed_after_the_page_was_opened_are_not_released(editor, supervisor):
    issue_id = made.a_ready_issue()
    address = f"/staff/bulletins/{issue_id}"
    seen = bulletins.issue(issue_id).fingerprint
    editor.post(f"{address}/fr", data={"subject": "Autre chose", "body": "Autre chose encore."})
    assert bulletins.issue(issue_id).state == "draft"
    editor.post(f"{address}/ready")
    assert supervisor.post(f"{address}/release", data={"words": seen}).status_code == 422
    assert bulletins.issue(issue_id).state == "ready"


def test_nobody_releases_what_she_declared_ready_herself(app, browser_of):
    both = identities.a_member_of_staff(Role.EDITOR, Role.SUPERVISOR)
    browser = browser_of(both, staff=True)
    issue_id = made.a_draft()
    address = f"/staff/bulletins/{issue_id}"
    browser.post(f"{address}/ready")
    words = bulletins.issue(issue_id).fingerprint
    assert browser.post(f"{address}/release", data={"words": words}).status_code == 422
    assert bulletins.issue(issue_id).state == "ready"


@pytest.mark.parametrize(
    ("subject", "body"),
    [("", "Texte"), ("Sujet", ""), ("S" * 121, "Texte"), ("Sujet", "[là](page:nowhere)"), ("Sujet", "[là](/fr/x)")],
)
def test_what_cannot_be_sent_is_said_at_its_field_and_what_was_typed_stays(editor, subject, body):
    issue_id = made.a_draft(languages=())
    answer = editor.post(f"/staff/bulletins/{issue_id}/fr", data={"subject": subject, "body": body})
    assert answer.status_code == 422
    assert "data-error-summary" in answer.text
    assert body in answer.text
    assert bulletins.issue(issue_id).texts == {}


def test_a_copy_reaches_the_person_who_writes_and_nobody_else(editor, errands, app):
    made.a_subscriber(email="reader@example.be")
    issue_id = made.a_draft()
    assert editor.post(f"/staff/bulletins/{issue_id}/de/trial").status_code == 303
    errands()
    row = session.query(TrialCopy).one()
    (mail,) = mails_to(identities_email(row.login_id))
    assert mail["Subject"] == made.TEXTS["de"][0]
    assert mails_to("reader@example.be") == []
    assert editor.post(f"/staff/bulletins/{made.a_draft(languages=())}/de/trial").status_code == 404


def identities_email(login_id: int) -> str:
    from webapp.domain import identity

    return identity.email_of(login_id)


def test_the_very_mail_can_be_opened_in_a_mail_program(editor):
    issue_id = made.a_draft()
    answer = editor.get(f"/staff/bulletins/{issue_id}/fr/mail")
    mail = message_from_bytes(answer.data, policy=policy.default)
    assert mail["Subject"] == made.TEXTS["fr"][0]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_every_page_opens_for_whoever_may_and_no_other(editor, supervisor, browser_of):
    issue_id = made.a_ready_issue()
    for page in ("", f"/{issue_id}", f"/{issue_id}/fr/preview"):
        assert editor.get(f"/staff/bulletins{page}").status_code == 200
        assert supervisor.get(f"/staff/bulletins{page}").status_code == 200
    assert editor.get(f"/staff/bulletins/{issue_id}/fr").status_code == 200
    assert supervisor.get(f"/staff/bulletins/{issue_id}/fr").status_code == 403
    clerk = browser_of(identities.a_member_of_staff(Role.CASES), staff=True)
    assert clerk.post("/staff/bulletins").status_code == 403
    assert editor.get("/staff/bulletins/999999999").status_code == 404


def test_whom_it_did_not_reach_is_listed_for_those_who_answer_for_it(editor, browser_of):
    reader = made.a_subscriber(email="gone@example.be")
    issue_id = made.a_released_issue()
    parcel = bulletins.next_parcel(issue_id, low=0, high=2**40, at=reader.asked_at)
    bulletins.address_is_dead(parcel, because="550")
    session.commit()
    assert "gone@example.be" in editor.get(f"/staff/bulletins/{issue_id}").text
    clerk = browser_of(identities.a_member_of_staff(Role.CASES), staff=True)
    assert "gone@example.be" not in clerk.get(f"/staff/bulletins/{issue_id}").text
