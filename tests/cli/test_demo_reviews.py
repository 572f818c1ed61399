"""The demo's guidance: every page kept as it was reviewed, and one whose words the fund changed after the reading."""

from __future__ import annotations

from webapp.cli.demo import people
from webapp.cli.demo import reviews as part
from webapp.cli.demo.story import Demo
from webapp.config import DEMO_CONTENT
from webapp.domain import reviews
from webapp.domain.reviews import Reason
from webapp.kit import clock
from webapp.kit.guides import guides
from webapp.kit.texts import Library
from webapp.rules.law import law_book


def test_the_page_the_fund_wrote_anew_waits_for_its_reader(app, clock_at, monkeypatch):
    clock_at("2026-11-28T10:00")
    library = Library((DEMO_CONTENT,))
    monkeypatch.setitem(app.extensions, "content", library)
    demo = Demo(affiliates=0, companies=0, subscribers=0, seed=1, today=clock.today())
    people.load(demo)
    part.load(demo)
    shelves = guides(library)
    assert set(reviews.last_readings()) == {page.name for page in shelves}
    known = {"page": {page.name for page in shelves}, "paper": (), "calculator": (), "door": ("contact",)}
    found = reviews.standing(
        shelves, shelves.find(part.WRITTEN_ANEW), book=law_book(), known=known, today=clock.today()
    )
    assert found.grounds.reasons == (Reason.TEXT_CHANGED,)
    assert reviews.history(part.WRITTEN_ANEW)[0].login_id
    reviews.forget_days()
