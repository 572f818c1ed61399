"""A Sunday in September, a clean shelf of books, and the steps of a change that several files take."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.factories.law_changes import a_clean_shelf, a_supervisor, an_editor
from webapp.domain import identity, law_changes
from webapp.domain.law_changes import ReckoningView
from webapp.kit import clock


@pytest.fixture
def house(app, clock_at) -> Iterator[None]:
    """What a test publishes here is read by that test only."""
    clock_at("2026-09-20T10:00")
    with a_clean_shelf():
        yield


@pytest.fixture
def reckoned(house, errands) -> Callable[[int], ReckoningView]:
    """`reckoned(number)` reckons the fund by a change, in the background as in the house."""

    def reckon(number: int) -> ReckoningView:
        law_changes.reckon(number, by=an_editor(), at=clock.now())
        errands()
        found = law_changes.reckoning_of(law_changes.change(number))
        assert found is not None
        return found

    return reckon


@pytest.fixture
def published(reckoned) -> Callable[..., int]:
    """`published(number, by=…)` lets a supervisor publish a reckoned change, and lays it into the book."""

    def publish(number: int, *, by: identity.Actor | None = None) -> int:
        reckoned(number)
        revision = law_changes.change(number).revision
        law_changes.publish(number, revision=revision, to_read=(), by=by or a_supervisor(), at=clock.now())
        law_changes.look_again()
        return number

    return publish
