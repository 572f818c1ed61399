"""A search on the server with 400 documents in each language: the slowest twentieth of what people ask, page included."""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from flask_migrate import upgrade

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
from webapp.views.visitor.search import SLUGS

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "ms", 30.0, True, 5
DOCUMENTS = 400
SLOWEST = 0.95


def measure() -> Iterator[float]:
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as folder, embedded.postgres(Path(folder)) as server:
        app = create_app(Settings(database_url=server.url, secret_key="a-secret-of-benchmarks-that-is-long", data_dir=Path(folder)))
        library = app.extensions["content"]
        with app.app_context():
            upgrade()
            index(app)
            guidance.make(lambda: enough(library), library, edition_now="bench")
            session.commit()
        visitor = app.test_client()
        asked = [(code, query) for code in LANGUAGES for query, *_pages in library.toml(QUESTIONS)[code]]
        for code, query in asked[::5]:  # the templates are compiled once for all
            visitor.get(f"/{code}/{SLUGS[code]}", query_string={"q": query})
        while True:
            times = []
            for code, query in asked:
                begun = time.perf_counter()
                answer = visitor.get(f"/{code}/{SLUGS[code]}", query_string={"q": query}, headers={"HX-Request": "true"})
                times.append((time.perf_counter() - begun) * 1000)
                assert answer.status_code == 200
            yield sorted(times)[int(len(times) * SLOWEST)]
        with app.app_context():
            db.engine.dispose()


def enough(library: Library) -> list[guidance.Text]:
    """The texts as they are, and then again with other words until there are enough of them."""
    texts = list(guidance.written(library))
    missing = DOCUMENTS * len(LANGUAGES) - len(texts)
    return texts + [_varied(text, number) for number, text in zip(range(missing), itertools.cycle(texts), strict=False)]


def _varied(text: guidance.Text, number: int) -> guidance.Text:
    sections = [
        Section(heading=one.heading, anchor=one.anchor, text=" ".join(f"{word}{number % 7}" if at % 3 else word for at, word in enumerate(one.text.split())))
        for one in text.sections
    ]
    return replace(text, name=f"{text.name}-{number // len(LANGUAGES)}", words=(), title=f"{text.title} {number}", sections=sections)
