"""Mails of 4 KB of a bulletin sent per second by one worker process: PostgreSQL with fsync, one commit per recipient.

The real job on its range errands, a real SMTP server on the loop. DKIM_KEY=<file> in the environment signs each mail.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import text

import jobs
from tests.bench._sink import a_sink
from tests.factories import bulletins as made
from webapp.app import create_app
from webapp.cli.database import upgrade
from webapp.config import Settings
from webapp.domain import bulletins
from webapp.kit import clock, embedded, outgoing
from webapp.kit.db import session

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "mails/s", 300.0, False, 5
COUNT = 1_000
SIZE = 4_096
SENTENCE = "Vos provisions du trimestre se paient avant son dernier jour, et un report se demande à temps. "


def measure() -> Iterator[float]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guichet-bench-")))
        server = embedded.postgres(folder / "var")
        stack.callback(server.stop)
        port, kind = stack.enter_context(a_sink())
        settings = Settings(
            database_url=server.url,
            secret_key="a-secret-of-benches-that-is-long-enough",
            data_dir=folder / "var",
            base_url="https://www.linde.example",
            mail_url=f"smtp://127.0.0.1:{port}",
            **_dkim(),
        )
        upgrade(settings)
        app = create_app(settings)
        stack.enter_context(app.app_context())
        stack.callback(lambda: (session.remove(), outgoing.postbox().close()))
        fsync = session.scalar(text("SHOW fsync")), session.scalar(text("SHOW synchronous_commit"))
        made.many_subscribers(COUNT)
        signed = "signed" if settings.dkim_key else "not signed"
        print(
            f"  to {kind}, fsync and synchronous_commit {fsync}, {signed}, mails of {_size()} bytes",
            flush=True,
        )
        while True:
            yield _one_issue()


def _one_issue() -> float:
    """Release an issue and carry out its errands as a worker does; every recipient must be on record as sent."""
    issue_id = made.a_released_issue(body=SENTENCE * 3)
    errands = bulletins.open_errands(issue_id, due_by=clock.now())
    session.commit()
    begun = time.perf_counter()
    for errand in errands:
        jobs.run(errand)
    seconds = time.perf_counter() - begun
    found = bulletins.progress(issue_id)
    assert found is not None
    assert (found.sent, found.state) == (COUNT, "sent"), found
    return COUNT / seconds


def _size() -> int:
    issue_id = made.a_released_issue(body=SENTENCE * 3)
    found = bulletins.issue(issue_id)
    assert found is not None
    size = len(bulletins.trial_for(found, email="reader1@example.be", language="fr", thing="bench"))
    assert size >= SIZE, f"mails of {size} bytes are smaller than what the figure is about"
    return size


def _dkim() -> dict[str, object]:
    key = os.environ.get("DKIM_KEY")
    return {"dkim_key": Path(key), "dkim_domain": "linde.example", "dkim_selector": "bench"} if key else {}
