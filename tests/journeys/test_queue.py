"""Errands through the real relay, the real queue and real worker processes: carried out once, whatever is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
import redis

from tests.conftest import SECRET, TEMPLATE, make_database, make_settings
from tests.factories import identity as identities
from webapp.app import create_app
from webapp.config import ROOT
from webapp.domain import identity
from webapp.kit import embedded, queue
from webapp.kit.db import db, session
from webapp.kit.resident import Server

EMAIL = "jeanne.canari@example.be"
PATIENCE = 150  # seconds, on a busy machine
#: The errands of this journey; the timetable promises others beside them.
OURS = "job IN ('look_up_password_request', 'send_code')"
WAITS = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
CAME_OF_IT = f"SELECT job, attempts FROM errand WHERE {OURS} ORDER BY id"


@dataclass
class Works:
    """A house in pieces: its database and queue stand, its processes are started and killed by the test."""

    database_url: str
    valkey: Server
    data_dir: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, program: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.valkey.url,
            "DATA_DIR": str(self.data_dir),
            "SECRET_KEY": SECRET,
            "BASE_URL": "http://localhost",
        }
        with (self.data_dir / f"{program}.log").open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "webapp.cli", program], cwd=ROOT, env=environment, stdout=said, stderr=said
            )
        self.running.append(process)
        return process

    def said(self) -> str:
        return "".join(file.read_text(errors="replace") for file in sorted(self.data_dir.glob("*.log")))

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            found = connection.execute(statement)  # type: ignore[call-overload]
            return found.fetchall() if found.description else []

    def mails(self) -> list[Path]:
        folder = self.data_dir / "mail"
        return [file for file in folder.rglob("*") if file.is_file()] if folder.is_dir() else []

    def open_errands(self) -> int:
        ((count,),) = self.query(f"SELECT count(*) FROM errand WHERE {OURS} AND done_at IS NULL")
        return int(str(count))

    def queued(self) -> int:
        ((count,),) = self.query(f"SELECT count(*) FROM errand WHERE {OURS} AND queued_at IS NOT NULL AND done_at IS NULL")
        return int(str(count))

    def until(self, happened: Callable[[], object]) -> None:
        begun = time.monotonic()
        while not happened():
            for process in self.running:
                assert process.poll() in {None, -9}, self.said()
            assert time.monotonic() - begun < PATIENCE, f"{self.query('SELECT * FROM errand')}\n{self.said()}"
            time.sleep(0.05)


@pytest.fixture
def works(tmp_path: Path, worker_id: str) -> Iterator[Works]:
    made = Works(make_database(f"test_queue_{worker_id}", TEMPLATE), embedded.valkey(tmp_path), tmp_path)
    app = create_app(make_settings(made.database_url, tmp_path))
    with app.app_context():
        identities.somebody_who_can_sign_in(email=EMAIL)
        identity.ask_new_password(email=EMAIL, address="192.0.2.77")
        session.commit()
        db.engine.dispose()
    try:
        yield made
    finally:
        for process in made.running:
            process.kill()
            process.wait()
        made.valkey.stop()


def test_a_promised_errand_is_carried_out_and_so_is_what_it_promises(works):
    works.start("relay")
    works.start("worker")
    works.until(lambda: works.mails() and not works.open_errands())
    assert works.query(CAME_OF_IT) == [("look_up_password_request", 1), ("send_code", 1)]
    assert len(works.mails()) == 1
    assert EMAIL.encode() in works.mails()[0].read_bytes()
    assert "jeanne" not in works.said()


def test_what_the_queue_forgets_is_handed_over_again_and_the_queue_knows_nobody(works):
    works.start("relay")
    works.until(lambda: works.queued() == 1)
    with redis.Redis.from_url(works.valkey.url) as connection:
        kept = [connection.dump(key) or b"" for key in connection.keys("*")]
        packed = [zlib.decompress(connection.hget(key, "data")) for key in connection.keys("rq:job:*")]
        for one in packed:
            called, instance, numbers, words = json.loads(one)
            assert (called, instance, [type(number) for number in numbers], words) == ("jobs.run", None, [int], {})
        everything = b"\n".join([*kept, *packed, *connection.keys("*")]).lower()
        for word in (b"jeanne", b"canari", b"example.be", b"password", b"192.0.2.77"):
            assert word not in everything
        connection.flushall()
    works.start("worker")
    time.sleep(1)
    assert works.mails() == []
    # The hour that the relay waits for: it thinks the number was queued two minutes ago.
    works.query("UPDATE errand SET queued_at = queued_at - interval '2 minutes'")
    works.until(lambda: works.mails() and not works.open_errands())
    assert len(works.mails()) == 1


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_does_it_once(works):
    with psycopg.connect(works.database_url) as holding:
        holding.execute("LOCK TABLE one_time_code IN ACCESS EXCLUSIVE MODE")
        works.start("relay")
        first = works.start("worker")
        works.until(lambda: works.query(WAITS))
        first.kill()
        first.wait()
        holding.rollback()
    works.until(lambda: not works.query(WAITS))
    assert works.query(f"SELECT attempts, done_at FROM errand WHERE {OURS}") == [(1, None)]
    assert works.query("SELECT count(*) FROM one_time_code") == [(0,)]
    works.start("worker")
    # The rest of the dead worker's lease, which nobody could shorten for it.
    works.query("UPDATE errand SET lease_until = now() WHERE attempts = 1")
    works.until(lambda: works.mails() and not works.open_errands())
    assert works.query(CAME_OF_IT) == [("look_up_password_request", 2), ("send_code", 1)]
    assert works.query("SELECT count(*) FROM one_time_code") == [(1,)]
    assert len(works.mails()) == 1


def test_a_number_that_comes_before_the_relay_has_let_go_of_its_row_is_not_dropped(works):
    with psycopg.connect(works.database_url) as relay, queue.connect(works.valkey.url) as connection:
        row = relay.execute(f"SELECT id FROM errand WHERE {OURS} FOR UPDATE").fetchone()
        queue.queue("now", connection).enqueue("jobs.run", args=row)
        works.start("worker")
        works.until(lambda: works.query(WAITS))
        relay.rollback()
    done = "SELECT 1 FROM errand WHERE job = 'look_up_password_request' AND done_at IS NOT NULL"
    works.until(lambda: works.query(done))


def test_a_queue_that_goes_away_and_comes_back_stops_nobody_for_good(works):
    works.start("relay")
    works.until(lambda: works.queued() == 1)
    with redis.Redis.from_url(works.valkey.url) as connection:
        os.kill(connection.info("server")["process_id"], 9)
    works.until(lambda: not works.valkey.alive())
    works.valkey.stop()
    works.start("worker")
    works.valkey = embedded.valkey(works.data_dir)
    works.until(lambda: works.mails() and not works.open_errands())
    assert len(works.mails()) == 1
