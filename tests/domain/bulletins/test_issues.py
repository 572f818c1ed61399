"""Writing and releasing: four languages, two persons, the words that were read, the audience of that moment."""

from __future__ import annotations

import pytest

from tests.factories import bulletins as made
from webapp.domain import bulletins
from webapp.domain.bulletins import issues
from webapp.domain.bulletins.models import Delivery
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.outbox import Errand


@pytest.fixture
def editor(app):
    return made.an_editor()


def write(issue_id, editor, *, language="fr", subject="Sujet", body="Texte"):
    bulletins.write(issue_id, language=language, subject=subject, body=body, by=editor, at=clock.now())


def test_numbers_follow_each_other(editor):
    first = bulletins.issue(bulletins.begin(by=editor, at=clock.now()))
    second = bulletins.issue(bulletins.begin(by=editor, at=clock.now()))
    assert second.number == first.number + 1
    assert first.missing == ["fr", "nl", "de", "en"]


def test_an_issue_is_ready_when_every_language_is_written(editor):
    issue_id = made.a_draft(by=editor, languages=("fr", "nl", "en"))
    write(issue_id, editor, language="de", subject="Betreff", body="  ")
    with pytest.raises(bulletins.IncompleteError) as refused:
        bulletins.mark_ready(issue_id, by=editor)
    assert refused.value.languages == ["de"]
    write(issue_id, editor, language="de")
    bulletins.mark_ready(issue_id, by=editor)
    assert bulletins.issue(issue_id).state == "ready"


def test_a_changed_word_makes_a_ready_issue_a_draft_and_the_same_words_do_not(editor):
    issue_id = made.a_ready_issue(by=editor)
    subject, body = made.TEXTS["fr"]
    write(issue_id, editor, subject=f" {subject} ", body=body.replace("\n", "\r\n"))
    assert bulletins.issue(issue_id).state == "ready"
    write(issue_id, editor, subject=subject, body=f"{body}.")
    found = bulletins.issue(issue_id)
    assert (found.state, found.ready_by) == ("draft", None)


def test_signs_that_nobody_sees_are_not_kept(editor):
    issue_id = made.a_draft(by=editor)
    write(issue_id, editor, subject="Su\x00jet", body="Un\ue000unsubscribe_url\ue001 deux\x07")
    assert bulletins.issue(issue_id).texts["fr"] == ("Sujet", "Ununsubscribe_url deux")


def test_the_person_who_declared_it_ready_does_not_release_it(editor):
    issue_id = made.a_draft(by=editor)
    both = made.somebody_with_every_role()
    bulletins.mark_ready(issue_id, by=both)
    with pytest.raises(bulletins.SecondPersonNeededError):
        made.release(issue_id, by=both)


@pytest.mark.parametrize("deed", ["write", "ready", "take_back", "begin", "trial"])
def test_writing_needs_the_permission_to_write(app, deed):
    issue_id, other = made.a_ready_issue(), made.a_supervisor()
    deeds = {
        "write": lambda: write(issue_id, other),
        "ready": lambda: bulletins.mark_ready(issue_id, by=other),
        "take_back": lambda: bulletins.take_back(issue_id, by=other),
        "begin": lambda: bulletins.begin(by=other, at=clock.now()),
        "trial": lambda: bulletins.ask_trial(issue_id, language="fr", by=other, at=clock.now()),
    }
    with pytest.raises(bulletins.NotAllowedError):
        deeds[deed]()


def test_releasing_needs_the_permission_to_release(editor):
    with pytest.raises(bulletins.NotAllowedError):
        made.release(made.a_ready_issue(), by=editor)


def test_only_what_was_read_is_released(app):
    issue_id = made.a_ready_issue()
    with pytest.raises(bulletins.WordsChangedError):
        bulletins.release(issue_id, fingerprint="other words", by=made.a_supervisor(), at=clock.now())


def test_the_audience_is_who_is_subscribed_at_that_moment(app):
    reader = made.a_subscriber()
    for state in ("asked", "left", "bounced"):
        made.a_subscriber(state=state)
    issue_id = made.a_ready_issue()
    assert made.release(issue_id) == 1
    made.a_subscriber()
    assert [row.subscriber_id for row in session.query(Delivery).filter_by(bulletin_id=issue_id)] == [reader.id]
    assert bulletins.issue(issue_id).audience == 1


def test_an_audience_is_cut_into_ranges_that_cover_everybody_once(app):
    made.many_subscribers(2 * issues.RANGE + 10)
    issue_id = made.a_released_issue()
    errands = session.query(Errand).filter_by(job="send_bulletin").all()
    spans = sorted((errand.args["low"], errand.args["high"]) for errand in errands)
    assert 3 <= len(spans) <= 4
    for row in session.query(Delivery).filter_by(bulletin_id=issue_id):
        assert sum(low <= row.subscriber_id <= high for low, high in spans) == 1


def test_an_issue_without_readers_is_sent_at_once(app):
    issue_id = made.a_released_issue()
    found = bulletins.issue(issue_id)
    assert (found.state, found.audience) == ("sent", 0)
    assert found.ended_at is not None


def test_what_was_released_is_out_of_its_writers_hands(editor):
    issue_id = made.a_released_issue()
    for deed in (
        lambda: write(issue_id, editor),
        lambda: bulletins.mark_ready(issue_id, by=editor),
        lambda: bulletins.take_back(issue_id, by=editor),
        lambda: made.release(issue_id),
    ):
        with pytest.raises(bulletins.AlreadyReleasedError):
            deed()


def test_a_copy_for_oneself_needs_words_first(editor):
    issue_id = made.a_draft(by=editor, languages=("fr",))
    bulletins.ask_trial(issue_id, language="fr", by=editor, at=clock.now())
    with pytest.raises(bulletins.IncompleteError):
        bulletins.ask_trial(issue_id, language="nl", by=editor, at=clock.now())
    assert session.query(Errand).filter_by(job="send_bulletin_trial").count() == 1
