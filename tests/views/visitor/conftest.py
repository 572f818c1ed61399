"""A real Chromium whose every request to us the house itself answers, in this process."""

from __future__ import annotations

from contextvars import copy_context
from urllib.parse import urlsplit

import pytest

from tests.chromium import FLAGS, chromium

#: What was asked and answered in this process: a page is rendered once for all the tests that look at it.
_ANSWERS = {}


@pytest.fixture
def shown(visitor, clock_at):
    """`shown(path)` is the answer to a public page on a day of November, rendered once for all tests."""
    clock_at("2026-11-22T10:00")

    def get(path):
        if path not in _ANSWERS:
            _ANSWERS[path] = visitor.get(path, buffered=True)
        return _ANSWERS[path]

    return get


@pytest.fixture(scope="module")
def browser():
    driven = pytest.importorskip("playwright.sync_api")
    with driven.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def house(visitor):
    """`house(route)` answers a request of the browser."""
    ours = copy_context()  # the browser calls back from a context of its own, where no app is pushed

    def answer(route):
        asked = urlsplit(route.request.url)
        own = {name: value for name, value in route.request.headers.items() if name.startswith("hx-")}
        found = ours.copy().run(visitor.get, asked.path, query_string=asked.query, headers=own, buffered=True)
        route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.data)

    return answer
