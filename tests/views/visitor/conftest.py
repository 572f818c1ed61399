"""A real Chromium whose every request to us the house itself answers, in this process."""

from __future__ import annotations

from contextvars import copy_context
from urllib.parse import urlsplit

import pytest

from tests.chromium import FLAGS, chromium


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
