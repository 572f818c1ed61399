"""Calculations kept for a request: figures that somebody tried out and now asks for.

They say nothing of who calculated until a request takes them over. Each carries the edition of the rules it
was made by, so that a decision can be held against what the person saw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain.cases.models import Calculation
from webapp.kit.db import session

#: How long a calculation waits for its request.
KEPT_FOR: Final = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class CalculationView:
    """A calculation as made: `figures` as they were typed, `inputs` as the paper's questions take them."""

    key: str
    calculator: str
    paper: str
    figures: dict[str, str]
    inputs: dict[str, str]
    edition: str
    made_at: datetime


def keep_calculation(
    *,
    key: str,
    calculator: str,
    paper: str,
    figures: Mapping[str, str],
    inputs: Mapping[str, str],
    edition: str,
    at: datetime,
) -> None:
    """Keep a calculation until its request begins; a known key keeps what it kept first."""
    row: dict[str, Any] = {
        "key": key,
        "calculator": calculator,
        "paper": paper,
        "figures": dict(figures),
        "inputs": dict(inputs),
        "edition": edition,
        "made_at": at,
    }
    session.execute(insert(Calculation).values(row).on_conflict_do_nothing(index_elements=[Calculation.key]))


def calculation(key: str) -> CalculationView | None:
    """The calculation of a key that no request has taken over yet; None when there is none."""
    return _view(
        session.scalar(select(Calculation).where(Calculation.key == key, Calculation.request_key.is_(None)))
    )


def calculation_of(request_key: str) -> CalculationView | None:
    """The calculation that a draft or a case began with, by its key."""
    return _view(session.scalar(select(Calculation).where(Calculation.request_key == request_key)))


def take_over(key: str, *, request_key: str, paper: str) -> CalculationView | None:
    """Give a calculation to the request that begins with it; None when gone, taken or for another paper.

    The same request may ask twice.
    """
    found = session.scalar(select(Calculation).where(Calculation.key == key).with_for_update())
    if found is None or found.paper != paper or found.request_key not in {None, request_key}:
        return None
    found.request_key = request_key
    session.flush()
    return _view(found)


def forget_calculations(*, at: datetime) -> None:
    """Forget what no request came for."""
    session.execute(
        delete(Calculation).where(Calculation.request_key.is_(None), Calculation.made_at < at - KEPT_FOR)
    )


def _view(found: Calculation | None) -> CalculationView | None:
    if found is None:
        return None
    return CalculationView(
        key=found.key,
        calculator=found.calculator,
        paper=found.paper,
        figures=found.figures,
        inputs=found.inputs,
        edition=found.edition,
        made_at=found.made_at,
    )
