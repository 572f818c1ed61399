"""A search on the server, over all that the house has to find (400 documents and more): the slowest twentieth of what
people ask, the part of the page that answers included. Four times as many documents are measured beside it."""

from __future__ import annotations

import itertools
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import text

from webapp.app import create_app
from webapp.cli.content import index
from webapp.cli.search import QUESTIONS
from webapp.config import Settings
from webapp.domain import guidance
from webapp.kit import embedded
from webapp.kit.db import db, session
from webapp.kit.i18n import LANGUAGES
from webapp.kit.search import Section
from webapp.kit.texts import Library
from webapp.views.visitor import search as page
from webapp.views.visitor.search import SLUGS

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "ms", 30.0, True, 5
DOCUMENTS = 400
SLOWEST = 0.95


def measure() -> Iterator[float]:
    page.SEARCHES_A_MINUTE = 10**9  # counted as ever, but this one address may ask without end
    with (
        tempfile.TemporaryDirectory(prefix="guichet-bench-") as folder,
        embedded.postgres(Path(folder)) as server,
    ):
        app = create_app(
            Settings(
                database_url=server.url,
                secret_key="a-secret-of-benchmarks-that-is-long",
                data_dir=Path(folder),
            )
        )
        library = app.extensions["content"]
        asked = [(code, query) for code in LANGUAGES for query, *_pages in library.toml(QUESTIONS)[code]]
        visitor = app.test_client()
        with app.app_context():
            upgrade()
            guidance.make(lambda: enough(library), library, edition_now="more")
            session.commit()
        answered(visitor, asked)
        more = sorted(answered(visitor, asked))
        print(
            f"  with {DOCUMENTS} documents in each language: median {statistics.median(more):.1f} ms, 95 % {slowest(more):.1f} ms",
            flush=True,
        )
        with app.app_context():
            index(app)
            session.commit()
            count = session.execute(text("select count(*) from guidance_document")).scalar_one()
            assert count >= DOCUMENTS, count
        answered(visitor, asked)
        print(f"  with the {count} documents of the house:", flush=True)
        while True:
            times = answered(visitor, asked)
            print(f"  median {statistics.median(times):.1f} ms, 95 % {slowest(times):.1f} ms", flush=True)
            yield slowest(times)
        with app.app_context():
            db.engine.dispose()


def answered(visitor: FlaskClient, asked: list[tuple[str, str]]) -> list[float]:
    """How long each answer took, as it comes while one types."""
    times = []
    for code, query in asked:
        begun = time.perf_counter()
        answer = visitor.get(
            f"/{code}/{SLUGS[code]}", query_string={"q": query}, headers={"HX-Request": "true"}
        )
        times.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200
    return times


def slowest(times: list[float]) -> float:
    return sorted(times)[int(len(times) * SLOWEST)]


def enough(library: Library) -> list[guidance.Text]:
    """The texts as they are, and then again with other words until there are enough of them."""
    texts = list(guidance.written(library))
    missing = DOCUMENTS * len(LANGUAGES) - len(texts)
    return texts + [
        _varied(text, number) for number, text in zip(range(missing), itertools.cycle(texts), strict=False)
    ]


def _varied(text: guidance.Text, number: int) -> guidance.Text:
    sections = [
        Section(
            heading=one.heading,
            anchor=one.anchor,
            text=" ".join(
                f"{word}{number % 7}" if at % 3 else word for at, word in enumerate(one.text.split())
            ),
        )
        for one in text.sections
    ]
    return replace(
        text,
        name=f"{text.name}-{number // len(LANGUAGES)}",
        words=(),
        title=f"{text.title} {number}",
        sections=sections,
    )
