"""The demo fund: the same for the same seed, believable, with every promise of the house held."""

from __future__ import annotations

import pytest

from webapp.cli import demo as command
from webapp.cli.demo.story import AFFILIATES, Demo
from webapp.cli.verify import all_invariants
from webapp.domain import affiliates, contributions
from webapp.domain.contributions import QuarterState
from webapp.kit import clock


@pytest.fixture
def small(app, clock_at):
    clock_at("2026-11-22T10:00")
    story = Demo(affiliates=25, companies=4, subscribers=5, seed=7, today=clock.today())
    command.load(story)
    return story


def test_the_stories_that_are_printed_are_true(small):
    states = {}
    for player in AFFILIATES:
        number = small.affiliate_ids[player.email]
        year = contributions.overview(number, small.now).year
        states[player.email.partition("@")[0]] = [line.state for line in year.quarters]
    assert states["jeanne"] == [QuarterState.PAID] * 3 + [QuarterState.CALLED]
    assert states["karel"][2:] == [QuarterState.LATE, QuarterState.CALLED]
    assert states["greta"] == [QuarterState.PAID] * 4
    assert states["amina"] == [QuarterState.NONE, QuarterState.PAID, QuarterState.PAID, QuarterState.CALLED]
    assert states["tom"][2:] == [QuarterState.EXEMPT, QuarterState.CALLED]


def test_every_promise_of_the_house_holds_in_the_demo(small):
    assert [name for name, holds, _figure in all_invariants() if not holds] == []


def test_the_same_seed_throws_the_same_dice(app, clock_at):
    one, two = (Demo(affiliates=1, companies=1, subscribers=1, seed=3, today=clock.today()) for _ in "12")
    assert one.dice("x").random() == two.dice("x").random()
    assert affiliates.count() == 0
