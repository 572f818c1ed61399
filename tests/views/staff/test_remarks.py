"""Editors see which pages help, read what readers wrote, and mark it as seen to."""

from __future__ import annotations

import pytest

from tests.factories import identity as identities
from webapp.domain import remarks
from webapp.domain.identity import Role
from webapp.kit import clock
from webapp.kit.db import session

PAGE = "/staff/guidance/remarks"


@pytest.fixture
def nora(browser_of, clock_at):
    clock_at("2026-11-30T09:00")
    return browser_of(identities.a_member_of_staff(Role.EDITOR, language="en"), staff=True)


def a_remark(words: str = "", *, page: str = "ill", useful: bool = False, address: str = "192.0.2.1") -> None:
    key = remarks.answer(page=page, language="fr", useful=useful, address=address, at=clock.now())
    remarks.explain(key, words=words)
    session.commit()


def test_no_remark_yet(nora):
    assert "No remark waits" in nora.get(PAGE).text


def test_shares_and_words(nora):
    a_remark("Le tableau manque <b>ici</b>")
    a_remark(useful=True, address="192.0.2.2")
    a_remark(useful=True, address="192.0.2.3")
    text = nora.get(PAGE).text
    assert "66%" in text.replace("\u202f", "").replace("\xa0", "")
    assert "Le tableau manque &lt;b&gt;ici&lt;/b&gt;" in text
    assert "I am ill" in text or 'href="/en/' in text
    assert "Le tableau manque" not in nora.get(f"{PAGE}?page=pension").text
    assert "Le tableau manque" in nora.get(f"{PAGE}?page=ill").text


def test_seen_to(nora):
    a_remark("Merci")
    (remark,) = remarks.with_words()
    done = nora.post(f"{PAGE}/{remark.id}/done?page=ill")
    assert (done.status_code, done.location) == (303, f"{PAGE}?page=ill&did=done")
    text = nora.get(done.location).text
    assert "No remark waits" in text
    assert "Seen to lately" in text
    assert nora.post(f"{PAGE}/999999/done").status_code == 404


def test_a_page_that_is_gone_keeps_its_remarks(nora):
    a_remark("Old words", page="a_page_of_before")
    assert "a_page_of_before" in nora.get(PAGE).text


def test_only_who_reviews_pages_reads_remarks(browser_of):
    for role in set(Role) - {Role.EDITOR}:
        assert browser_of(identities.a_member_of_staff(role), staff=True).get(PAGE).status_code == 403
