"""Every page as it was reviewed, and one that the fund wrote anew after its editor had read ours."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from webapp.cli.demo.story import DOMAIN, Demo
from webapp.domain import identity, reviews
from webapp.kit import clock, fund
from webapp.kit.guides import guides
from webapp.kit.texts import Library
from webapp.rules.law import law_book

ORDER = 75
#: The page of the fund's own folder, and how many days ago its editor read the text that stood there before.
WRITTEN_ANEW, DAYS = "about", 10


def load(demo: Demo) -> None:
    """Let the editor have read our text about the fund; then keep the state of every page."""
    editor = identity.actor_for(demo.logins[f"nora@{DOMAIN}"])
    assert editor is not None, "the people come before"
    on = demo.today - timedelta(days=DAYS)
    at = datetime.combine(on, time(9), tzinfo=UTC)
    ours = guides(Library())
    page = ours.find(WRITTEN_ANEW)
    assert page is not None, "every fund says who it is"
    state = reviews.state_of(ours, page, book=law_book(), on=on)
    with clock.frozen(at):
        reviews.review(
            page.name,
            state,
            fingerprint=state.fingerprint,
            law_edition=law_book().edition,
            note="Mit der Satzung verglichen. Wir wollten noch erzählen, woher wir kommen.",
            by=editor,
            key=f"demo-{page.name}",
            at=at,
            on=on,
        )
    reviews.take_baseline(guides(fund.library()), book=law_book(), at=at)
