"""The demo's readers and issues: believable, complete where they were sent, every link leading somewhere."""

from __future__ import annotations

import pytest

from webapp.cli.demo import bulletin_texts, bulletins, people
from webapp.cli.demo.story import Demo
from webapp.domain import bulletins as room
from webapp.kit import clock


@pytest.mark.parametrize("words", [bulletin_texts.QUARTER_ENDS, bulletin_texts.A_CHILD, bulletin_texts.NEW_YEAR])
def test_every_link_leads_somewhere(app, words):
    for language, (subject, body) in words.items():
        assert room.bad_links(body, language=language) == []
        assert len(subject) <= 60


def test_readers_stand_in_every_state_and_two_issues_were_sent(app, clock_at):
    clock_at("2026-11-22T10:00")
    demo = Demo(affiliates=0, companies=0, subscribers=300, seed=1, today=clock.today())
    people.load(demo)
    bulletins.load(demo)
    counts = room.subscriber_counts()
    assert sum(counts.values()) == 300
    assert set(counts) == set(room.SubscriberState)
    assert min(room.audience_by_language().values()) > 0
    assert [len(issue.texts) for issue in room.published()] == [4, 4]
    assert [issue.state for issue in room.all_issues()] == ["draft", "sent", "sent"]
    assert room.progress(room.published()[0].id).in_doubt == 1
    assert all(holds for _name, holds, _figure in room.invariants())
