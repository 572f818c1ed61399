"""Programs of the tests: they send JSON, ask in a language, and are not counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _uncounted(app, monkeypatch):
    """A suite asks more in a minute than anybody else; tests/views/api/test_door.py proves the counting."""
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], api_requests_per_minute=0))


@pytest.fixture
def ask(visitor) -> Callable[..., Any]:
    """`ask("contribution", {...})` posts a question as a program does and gives the answer."""

    def post(endpoint: str, question: Any, *, language: str = "en") -> Any:
        headers = {"Accept-Language": language}
        return visitor.post(f"/api/v1/{endpoint}", json=question, headers=headers, csrf=False)

    return post


@pytest.fixture
def wrong(ask) -> Callable[..., dict[str, str]]:
    """`wrong("contribution", {...})` gives the refused fields with their sentences."""

    def post(endpoint: str, question: Any, *, language: str = "en") -> dict[str, str]:
        answer = ask(endpoint, question, language=language)
        assert answer.status_code == 422, answer.get_data(as_text=True)
        assert answer.mimetype == "application/problem+json"
        return {error["field"]: error["message"] for error in answer.get_json()["errors"]}

    return post
