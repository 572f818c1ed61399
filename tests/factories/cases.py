"""Requests for tests."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from tests.factories.affiliates import a_login_of, an_affiliate
from webapp.domain import cases, contributions, identity
from webapp.domain.cases import CaseView
from webapp.domain.identity import Actor, House
from webapp.kit import clock
from webapp.rules.units import Quarter

_numbers = count(1)

REDUCTION: dict[str, Any] = {
    "from_quarter": "2026Q4",
    "expected_income": 1_900_000,
    "ground": "fewer_customers",
    "reasons": "Since April my main customer is gone.\nHalf of my turnover.",
    "risk": True,
    "declaration": True,
}


def somebody_who_pays_on_30_000(*, language: str = "de", called: bool = True) -> int:
    """An affiliate who pays on 30,000 euro in 2026, with the fourth quarter called."""
    number = an_affiliate(since=date(2015, 1, 1), language=language)
    contributions.grant_reduction(
        number,
        year=2026,
        income_cents=3_000_000,
        key=f"earlier-{number}",
        by=House,
        on=date(2026, 1, 5),
        from_quarter="2026Q1",
    )
    if called:
        contributions.draw_due(number, quarter=Quarter(2026, 4), on=date(2026, 10, 5))
    return number


def an_actor_of(affiliate_id: int) -> Actor:
    """The person herself, signed in."""
    actor = identity.actor_for(a_login_of(affiliate_id).id)
    assert actor is not None
    return actor


def a_case(
    affiliate_id: int | None = None,
    *,
    by: Actor | None = None,
    paper: str = "reduce_provisional",
    answers: dict[str, Any] | None = None,
    key: str = "",
    **changes: Any,
) -> CaseView:
    """A request that was sent."""
    number = affiliate_id or somebody_who_pays_on_30_000()
    return cases.submit(
        paper,
        key=key or f"case-{next(_numbers)}",
        by=by or an_actor_of(number),
        at=clock.now(),
        version=1,
        answers=REDUCTION if answers is None else answers,
        affiliate_id=number,
        **changes,
    )
