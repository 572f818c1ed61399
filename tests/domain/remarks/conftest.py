"""A reader who answers on a morning in November."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from webapp.domain import remarks
from webapp.kit import clock


@pytest.fixture
def answer(app, clock_at) -> Callable[..., str]:
    """`answer(page="ill", useful=False)` gives the key of the answer."""
    clock_at("2026-11-22T10:05")

    def give(*, page: str = "ill", useful: bool = True, address: str = "192.0.2.1") -> str:
        return remarks.answer(page=page, language="fr", useful=useful, address=address, at=clock.now())

    return give
