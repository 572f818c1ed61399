"""The page for developers shows what the door does: each example of it is asked, each answer on it is compared."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from werkzeug.serving import make_server

from webapp.config import ROOT
from webapp.kit.i18n import LANGUAGES
from webapp.views.api.openapi import QUESTIONS

FOLDER = ROOT / "content" / "pages" / "developers"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADDRESS = "{{ api.address }}"


def fences(language: str) -> list[tuple[str, str]]:
    return FENCE.findall((FOLDER / f"{language}.md").read_text(encoding="utf-8"))


CODE = fences("en")
PAIRS = [
    pytest.param(asked, json.loads(told), id=asked.splitlines()[0])
    for (kind, asked), (after, told) in pairwise(CODE)
    if (kind, after) == ("sh", "json")
]


def send(visitor, curl: str) -> Any:
    path = re.search(r"\{\{ api\.address \}\}([^\s']+)", curl)[1]
    body = re.search(r"-d '(.*)'", curl, re.DOTALL)
    if body is None:
        return visitor.get(f"/api/v1{path}")
    assert "-H 'Content-Type: application/json'" in curl
    return visitor.post(f"/api/v1{path}", data=body[1], content_type="application/json", csrf=False)


def shown(told: Any, like: Any) -> Any:
    """Of an answer only what the page shows of it."""
    if isinstance(like, dict):
        return {name: shown(told.get(name), part) for name, part in like.items()}
    if isinstance(like, list):
        assert len(told) == len(like)
        return [shown(one, part) for one, part in zip(told, like, strict=True)]
    return told


@pytest.mark.parametrize(("asked", "expected"), PAIRS)
def test_an_example_has_the_answer_that_stands_under_it(visitor, asked, expected):
    answer = send(visitor, asked).get_json()
    assert shown(answer, expected) == expected


def test_every_question_has_an_example_in_both_ways():
    curls = "".join(asked for kind, asked in CODE if kind == "sh")
    python = "".join(asked for kind, asked in CODE if kind == "python")
    for name, _question, _answer in QUESTIONS:
        assert f"{ADDRESS}/{name} " in curls
        assert f'ask("{name}"' in python


@pytest.fixture
def served(app) -> Iterator[str]:
    """The house at an address of this machine, as programs meet it."""
    server = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/v1"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_python_on_the_page_runs_and_holds(served):
    programme = "".join(asked for kind, asked in CODE if kind == "python")
    assert programme.count("assert ") == len(QUESTIONS) + 2
    exec(compile(programme.replace(ADDRESS, served), "developers", "exec"), {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_are_the_same_in_each_language(language):
    assert fences(language) == CODE


def test_the_page_stands_in_the_foot_and_says_our_address_and_limit(visitor, app):
    home = visitor.get("/en/").get_data(as_text=True)
    assert 'href="/en/for-developers"' in home
    page = visitor.get("/en/for-developers").get_data(as_text=True)
    assert f"{app.config['SETTINGS'].base_url}/api/v1/openapi.json" in page
