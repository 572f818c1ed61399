"""A review keeps the page as it was read, once per key; what comes with a file is kept once per day of review."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import reviews as made
from webapp.domain import reviews
from webapp.domain.reviews.models import PageReview
from webapp.domain.reviews.service import NotAllowedError
from webapp.kit import clock
from webapp.kit.audit import AuditNote
from webapp.kit.db import session
from webapp.rules.law import law_book


@pytest.fixture
def read(app, tmp_path):
    """Read the page `own` as it stands, with what a test wants otherwise."""
    made.a_page_in(tmp_path)
    shelves = made.shelves_with(tmp_path)
    state = reviews.state_of(shelves, shelves.find("own"), book=law_book(), on=clock.today())

    def review(**changes):
        facts = {
            "fingerprint": state.fingerprint, "law_edition": law_book().edition, "note": "read beside the decree",
            "by": made.an_editor(), "key": "once", "at": clock.now(), "on": clock.today(),
        }  # fmt: skip
        reviews.review("own", state, **(facts | changes))

    return review


def rows():
    return list(session.scalars(select(PageReview).where(PageReview.page == "own")))


def test_a_review_keeps_the_texts_the_figures_and_who_read(read):
    read()
    (row,) = rows()
    assert row.texts["en.md"] == "You pay.\n"
    assert (row.reviewed_on, row.note, row.law_edition) == (
        clock.today(),
        "read beside the decree",
        law_book().edition,
    )
    note = session.scalars(select(AuditNote).where(AuditNote.thing == "page:own")).one()
    assert note.verb == "guidance.reviewed"


def test_the_same_key_twice_is_one_review(read):
    read()
    read()
    assert len(rows()) == 1


def test_a_page_that_changed_after_it_was_opened_is_not_taken_as_read(read):
    with pytest.raises(reviews.PageChangedError):
        read(fingerprint="another")
    assert not rows()


def test_only_an_editor_reviews(read, browser_of):
    from tests.factories import identity as identities
    from webapp.domain import identity

    other = identity.actor_for(identities.a_member_of_staff(identity.Role.PAYMENTS).id)
    with pytest.raises(NotAllowedError):
        read(by=other)


def test_the_state_that_comes_with_a_file_is_kept_once(app, tmp_path):
    page = made.a_page_in(tmp_path)
    shelves = made.shelves_with(tmp_path)
    assert reviews.take_baseline(shelves, book=law_book(), at=clock.now()) == len(list(shelves))
    assert reviews.take_baseline(shelves, book=law_book(), at=clock.now()) == 0
    (page / "en.md").write_text("You pay later.\n", encoding="utf-8")
    assert reviews.take_baseline(made.shelves_with(tmp_path), book=law_book(), at=clock.now()) == 0, (
        "a word alone is no review"
    )
    made.a_page_in(tmp_path, text="You pay later.\n", reviewed_on="2026-08-01")
    from webapp.kit.texts import read_toml

    read_toml.cache_clear()
    assert reviews.take_baseline(made.shelves_with(tmp_path), book=law_book(), at=clock.now()) == 1
    assert {row.reviewed_on for row in rows()} == {date(2026, 6, 1), date(2026, 8, 1)}


def test_a_file_older_than_the_last_review_brings_nothing(app, tmp_path):
    made.a_page_in(tmp_path, reviewed_on="2026-06-01")
    shelves = made.shelves_with(tmp_path)
    made.a_review(shelves, "own", on=date(2026, 7, 1))
    reviews.take_baseline(shelves, book=law_book(), at=clock.now())
    assert len(rows()) == 1
