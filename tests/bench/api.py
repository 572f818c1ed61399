"""Contributions answered per second by one process: JSON in, every step, value and article out, in French.

Through the whole house as the web server calls it: headers, language, door, rules, explanation. A second is one
of this process's own processor time, since it waits for nobody.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder

from tests.conftest import make_settings
from webapp.app import create_app

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "answers/s", 300.0, False, 5
COUNT = 600
CATEGORIES = ("main", "secondary", "student", "pensioner", "spouse_maxi")


def measure() -> Iterator[float]:
    with tempfile.TemporaryDirectory() as folder:
        # The door writes nothing and reads no table, so no database stands behind it; nobody counts us.
        house = create_app(make_settings("", Path(folder), api_requests_per_minute=0))
        assert "explanation" in answered(house, question(0))  # reads the law and the words once
        while True:
            asked = [question(n) for n in range(COUNT)]
            begun = time.process_time()
            told = [answered(house, one) for one in asked]
            yield COUNT / (time.process_time() - begun)
            assert all("explanation" in one for one in told)


def question(n: int) -> dict[str, Any]:
    """A question unlike its neighbours, as the web server hands it over."""
    fields = {
        "year": 2018 + n % 9,
        "category": CATEGORIES[n % len(CATEGORIES)],
        "net_income": f"{20000 + 37 * n}.{n % 100:02}",
        "management_fee_percent": "3.95",
    }
    headers = {"Accept-Language": "fr"}
    return EnvironBuilder("/api/v1/contribution", method="POST", json=fields, headers=headers).get_environ()


def answered(house: Flask, asked: dict[str, Any]) -> str:
    """The whole answer, as text."""
    return b"".join(house(asked, lambda _status, _headers, _fault=None: lambda _part: None)).decode()
