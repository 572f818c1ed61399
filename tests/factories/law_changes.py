"""Changes of the law for tests: imagined lines, their two persons, and a shelf put back afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any

import pytest

from tests.factories import identity as identities
from webapp.domain import identity, law_changes
from webapp.domain.identity import Role
from webapp.domain.law_changes import books
from webapp.kit import clock, fund
from webapp.rules import law
from webapp.rules.law_lines import DatedLine

_numbers = count(1)


def a_line(
    name: str = "contributions.rate_1", since: date = date(2026, 10, 1), value: str = "0.21", **changes: Any
) -> DatedLine:
    facts = {"source": "an imagined programme law", "confidence": "sourced", "note": ""}
    return DatedLine(name=name, since=since, value=value, **(facts | changes))


def fees_until(monkeypatch: pytest.MonkeyPatch, year: int) -> None:
    """As if the fund had set its fee up to a year."""
    set_already = fund.facts()["management_fee"]
    last = set_already[max(set_already)]
    for later in range(int(max(set_already)) + 1, year + 1):
        monkeypatch.setitem(set_already, str(later), last)


def an_editor() -> identity.Actor:
    return identity.actor_for(identities.a_member_of_staff(Role.EDITOR, language="en").id)


def a_supervisor() -> identity.Actor:
    return identity.actor_for(identities.a_member_of_staff(Role.SUPERVISOR, language="en").id)


def a_change(*lines: DatedLine, by: identity.Actor | None = None) -> int:
    """A draft with lines, written by an editor."""
    by = by or an_editor()
    number = law_changes.begin(
        key=f"test-{next(_numbers)}",
        title="An imagined rate",
        grounds="For a test.",
        by=by,
        at=clock.now(),
    )
    law_changes.put_lines(number, lines or (a_line(),), revision=0, by=by, at=clock.now())
    return number


@contextmanager
def a_clean_shelf() -> Iterator[None]:
    """What a test publishes is read by that test only."""
    books.look_soon()
    try:
        yield
    finally:
        law.install(None)
        books._Known.lines, books._Known.next_look = (), None
