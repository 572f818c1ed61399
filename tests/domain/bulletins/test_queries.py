"""What pages read about bulletins."""

from __future__ import annotations

from tests.factories import bulletins as made
from webapp.domain import bulletins
from webapp.domain.bulletins.queries import fingerprint_of
from webapp.kit import clock


def test_readers_are_counted_by_state_and_language(app):
    made.a_subscriber(language="nl")
    made.a_subscriber(language="nl")
    made.a_subscriber(language="de")
    made.a_subscriber(language="fr", state="asked")
    assert bulletins.subscriber_counts() == {"confirmed": 3, "asked": 1}
    assert bulletins.audience_by_language() == {"fr": 0, "nl": 2, "de": 1, "en": 0}


def test_progress_adds_up(app):
    for _reader in range(3):
        made.a_subscriber()
    issue_id = made.a_released_issue()
    parcel = bulletins.next_parcel(issue_id, low=0, high=2**40, at=clock.now())
    bulletins.refused(parcel, because="554")
    found = bulletins.progress(issue_id)
    assert (found.audience, found.done, found.left, found.refused) == (3, 1, 2, 1)
    assert bulletins.progress(999_999_999) is None


def test_the_archive_holds_what_was_released_the_latest_first(app):
    made.a_draft()
    first, second = made.a_released_issue(), made.a_released_issue()
    assert [one.id for one in bulletins.published()] == [second, first]
    number = bulletins.issue(first).number
    assert [one.id for one in bulletins.published(number)] == [first]
    assert bulletins.issue_of_number(number).id == first
    assert bulletins.issue(999_999_999) is None


def test_the_fingerprint_changes_with_every_word():
    words = {"fr": ("Sujet", "Texte")}
    assert fingerprint_of(words) == fingerprint_of(dict(words))
    assert fingerprint_of(words) != fingerprint_of({"fr": ("Sujet", "Texte.")})


def test_the_errands_of_an_issue_are_its_own(app):
    made.a_subscriber()
    first, second = made.a_released_issue(), made.a_released_issue()
    assert len(bulletins.open_errands(first, due_by=clock.now())) == len(bulletins.open_errands(second, due_by=clock.now())) == 1
    assert bulletins.open_errands(first, due_by=clock.now()) != bulletins.open_errands(second, due_by=clock.now())
