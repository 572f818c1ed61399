"""A database that is frozen, not gone: pages answer without it, and the house asks it again by itself."""

from __future__ import annotations

import re
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.conftest import make_settings
from webapp.app import create_app
from webapp.domain import reviews
from webapp.domain.law_changes import books
from webapp.kit import patience
from webapp.kit.db import db, session


class Line:
    """A socket between the house and its database; frozen, it takes every word and passes none on."""

    def __init__(self, server: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="line-"))
        self._server = server
        self._open = threading.Event()
        self._open.set()
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(self.folder / ".s.PGSQL.5432"))
        self._door.listen()
        self.asked = 0
        threading.Thread(target=self._let_in, daemon=True).start()

    def freeze(self) -> None:
        self._open.clear()

    def thaw(self) -> None:
        self._open.set()

    def close(self) -> None:
        self.thaw()
        self._door.shutdown(socket.SHUT_RDWR)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _let_in(self) -> None:
        with self._door, suppress(OSError):
            while True:
                guest, _address = self._door.accept()
                self.asked += 1
                threading.Thread(target=self._serve, args=(guest,), daemon=True).start()

    def _serve(self, guest: socket.socket) -> None:
        with guest, socket.socket(socket.AF_UNIX) as host:
            host.connect(self._server)
            back = threading.Thread(target=self._pass_on, args=(host, guest), daemon=True)
            back.start()
            self._pass_on(guest, host)
            back.join()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while said := one.recv(65536):
                self._open.wait()
                other.sendall(said)
        with suppress(OSError):
            other.shutdown(socket.SHUT_WR)


@pytest.fixture
def line(worker_database) -> Iterator[Line]:
    sockets = re.search(r"host=([^&]*)", worker_database)[1].replace("%2F", "/")
    made = Line(f"{sockets}/.s.PGSQL.5432")
    yield made
    made.close()


@pytest.fixture
def house(line, worker_database, tmp_path, monkeypatch):
    """A house that speaks to its database over that line, and knows nothing yet."""
    url = re.sub(r"host=[^&]*", f"host={line.folder}", worker_database)
    monkeypatch.setattr(patience, "_rest", patience._Rest())
    monkeypatch.setattr(books._Known, "next_look", None)
    reviews.forget_days()
    made = create_app(make_settings(url, tmp_path))
    yield made
    line.thaw()
    with made.app_context():
        db.engine.dispose()
    reviews.forget_days()


def timed(house, path: str) -> tuple[int, float, str]:
    begun = time.monotonic()
    client = house.test_client(use_cookies=False)
    answer = client.get(path, headers={"Cache-Control": "no-cache", "Cookie": "session=of-before"})
    return answer.status_code, time.monotonic() - begun, answer.text


def forget() -> None:
    """What a page asks in passing is asked by the next page."""
    books._Known.next_look = None
    reviews.forget_days()


def test_a_frozen_database_holds_a_public_page_for_a_moment_once(house, line):
    assert timed(house, "/en/")[0] == 200
    line.freeze()
    for most in (3.0, 1.0, 1.0):
        forget()
        status, seconds, page = timed(house, "/en/search?q=pension")
        assert (status, seconds < most) == (200, True), seconds
    assert "search" in page


def test_a_private_page_says_so_soon_and_comes_back(house, line, monkeypatch):
    monkeypatch.setattr(patience, "REST", 0.2)
    assert timed(house, "/en/my/")[0] == 303
    line.freeze()
    forget()
    status, seconds, _page = timed(house, "/en/my/")
    assert (status, seconds < 3) == (503, True), seconds
    line.thaw()
    time.sleep(0.3)
    assert timed(house, "/en/my/")[0] == 303


def test_while_it_rests_one_page_tries_and_the_others_do_not_wait(house, line, monkeypatch):
    monkeypatch.setattr(patience, "REST", 0.2)
    line.freeze()
    timed(house, "/en/my/")
    time.sleep(0.3)
    before, found = line.asked, []
    readers = [threading.Thread(target=lambda: found.append(timed(house, "/en/my/"))) for _reader in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert [status for status, _seconds, _page in found] == [503] * 4
    assert sum(seconds > 1.5 for _status, seconds, _page in found) == 1
    assert line.asked - before == 1


def test_a_slow_answer_is_waited_for(house, monkeypatch):
    monkeypatch.setattr(patience, "SILENT", 0.1)
    monkeypatch.setattr(patience, "AGAIN", 0.1)
    with house.test_request_context():
        assert session.scalar(text("SELECT 1 FROM pg_sleep(0.6)")) == 1


def test_an_answer_that_stopped_half_way_is_given_up(house, line):
    with house.test_request_context():
        session.execute(text("SELECT 1"))
        line.freeze()
        begun = time.monotonic()
        with pytest.raises(Exception, match="stopped answering"):
            session.execute(text("SELECT 1"))
        assert time.monotonic() - begun < 3
        session.rollback()


def test_jobs_and_commands_wait(house, line):
    with house.app_context():
        session.execute(text("SELECT 1"))
        line.freeze()
        threading.Timer(1.0, line.thaw).start()
        assert session.scalar(text("SELECT 2")) == 2
