"""The ground of every test: one real PostgreSQL for the run, one copied database per worker, one rollback per test.

The controller starts the embedded server once and migrates a template; each xdist worker copies it.
A test works on one connection inside an outer transaction; commits inside are savepoints. Sequences are
not rolled back, so no test may count on an id.
"""

from __future__ import annotations

import gc
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, update
from sqlalchemy.orm import Session, sessionmaker
from xdist.scheduler import LoadGroupScheduling

import jobs
from tests.factories import identity as identities
from webapp.app import create_app
from webapp.cli.database import upgrade
from webapp.config import Settings
from webapp.kit import clock, security, sessions
from webapp.kit.db import db
from webapp.kit.db import session as scoped
from webapp.kit.outbox import Errand

SERVER = "GUICHET_TEST_SERVER"
TEMPLATE = "guichet_template"
SECRET = "a-secret-of-tests-that-is-long-enough-to-pass"

# A slow machine is no fault of a rule: no example has a time limit.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or os.environ.get(SERVER):
        return
    from webapp.kit import embedded

    # Workers and the houses that tests start read what the first of them compiled.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    folder = Path(tempfile.mkdtemp(prefix="guichet-test-"))
    server = embedded.postgres(folder, for_tests=True)
    os.environ[SERVER] = server.url
    config.add_cleanup(
        lambda: (server.stop(), os.environ.pop(SERVER, None), shutil.rmtree(folder, ignore_errors=True))
    )
    make_database(TEMPLATE)
    upgrade(make_settings(database_url_of(TEMPLATE), folder))


class FileByFile(LoadGroupScheduling):
    """Hand out whole files, so that what a file makes once is made on one worker only.

    Handing out test by test, the controller counts all tests of a worker after each one, and the worker waits.
    """

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # how many tests a file has says nothing of their time

    def _split_scope(self, nodeid: str) -> str:
        return super()._split_scope(nodeid).partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FileByFile | None:
    return FileByFile(config, log) if config.option.dist == "loadgroup" else None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[Any]:
    """What is collected stays to the end: looking for garbage among it took half of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Workers begin with the groups: they take longest, and nobody should wait for one at the end."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


def database_url_of(name: str) -> str:
    """The address of one database of the test server."""
    return os.environ[SERVER].replace("/guichet?", f"/{name}?", 1)


def make_database(name: str, template: str = "template1") -> str:
    """A fresh database; returns its address."""
    with psycopg.connect(
        os.environ[SERVER].replace("/guichet?", "/postgres?", 1), autocommit=True
    ) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return database_url_of(name)


def make_settings(database_url: str, data_dir: Path, **changes: Any) -> Settings:
    values: dict[str, Any] = {
        "database_url": database_url,
        "secret_key": SECRET,
        "data_dir": data_dir,
        "base_url": "http://localhost",
    }
    return Settings(**(values | changes))


@pytest.fixture(scope="session")
def worker_database(worker_id: str) -> str:
    return make_database(f"test_{worker_id}", TEMPLATE)


@pytest.fixture(scope="session")
def whole_app(worker_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The house, built once per worker."""
    app = create_app(make_settings(worker_database, tmp_path_factory.mktemp("data")))
    app.config["TESTING"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = FundClient
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def indexed(whole_app: Flask) -> None:
    """The index of the search over all texts, made once per worker, and only for the tests that ask for it."""
    from webapp.cli.content import index

    with whole_app.app_context():
        index(whole_app)
        scoped.remove()


@pytest.fixture(scope="session")
def engine(worker_database: str) -> Iterator[Engine]:
    made = create_engine(worker_database)
    yield made
    made.dispose()


@pytest.fixture
def app(whole_app: Flask, engine: Engine) -> Iterator[Flask]:
    """The house with everything written in this test undone afterwards."""
    with engine.connect() as connection:
        outer = connection.begin()
        make = sessionmaker(bind=connection, class_=Session, join_transaction_mode="create_savepoint")
        registry = scoped.registry
        before, registry.createfunc = registry.createfunc, make  # type: ignore[attr-defined]
        try:
            with whole_app.app_context():
                whole_app.extensions["kept_answers"].forget()
                yield whole_app
                scoped.remove()
        finally:
            registry.createfunc = before  # type: ignore[attr-defined]
            outer.rollback()


class FundClient(FlaskClient):
    """A browser of the tests: sends the token of our own forms, as a page's form would."""

    session_id = 0

    def open(self, *args: Any, **kwargs: Any) -> Any:
        # The test holds an app context, which every request of it shares: what one visit left in `g`
        # must not be found by the next.
        vars(g._get_current_object()).clear()
        return super().open(*args, **kwargs)

    def sign_in(self, login_id: int, *, staff: bool = False, second_factor: bool = True) -> FundClient:
        token = f"test-token-{login_id}-{staff}"
        at = clock.now()
        begun = sessions.WebSession(
            token_hash=sessions._hash(token),
            login_id=login_id,
            is_staff=staff,
            started_at=at,
            seen_at=at,
            second_factor_at=at if second_factor else None,
            agent="test",
        )
        scoped.add(begun)
        scoped.commit()
        self.session_id = begun.id
        self.set_cookie("session", token)
        return self

    def post(self, *args: Any, csrf: bool = True, **kwargs: Any) -> Any:
        if csrf:
            data = kwargs.get("data")
            private = any(f"/{door}" in str(args[0]) for door in ("my", "company", "staff"))
            with self.application.app_context():
                token = security.signer("csrf").dumps(["nonce", self.session_id if private else 0])
            if isinstance(data, dict) or data is None:
                kwargs["data"] = {security.TOKEN_FIELD: token} | (data or {})
        return super().post(*args, **kwargs)


@pytest.fixture
def visitor(app: Flask) -> FundClient:
    """Somebody who is not signed in."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def browser_of(app: Flask) -> Callable[..., FundClient]:
    """`browser_of(login)` is the browser of somebody who signed in; `staff=True` for the fund's people."""

    def make(login: Any, *, staff: bool = False) -> FundClient:
        client = app.test_client()
        return client.sign_in(login.id, staff=staff)  # type: ignore[attr-defined,no-any-return]

    return make


@pytest.fixture
def staff(app: Flask, browser_of: Callable[..., FundClient]) -> FundClient:
    """A member of staff who holds every role."""
    return browser_of(identities.a_member_of_staff(), staff=True)


@pytest.fixture
def errands(app: Flask) -> Callable[[], int]:
    """Carry out every open errand, each one twice, until none is left; returns how many there were."""

    def drain() -> int:
        scoped.commit()
        done = 0
        while numbers := _due():
            for number in numbers:
                for _time in (1, 2):
                    with app.app_context():
                        jobs.run(number)
                    _expect_done(number, again=_time == 1)
                done += 1
        scoped.expire_all()
        return done

    return drain


def _due() -> list[int]:
    at = clock.now()
    return [number for number in jobs.open_errands() if scoped.get_one(Errand, number).due_at <= at]


def _expect_done(number: int, *, again: bool) -> None:
    scoped.expire_all()
    errand = scoped.get_one(Errand, number)
    if errand.failed_at is not None:
        raise AssertionError(f"errand {errand.job} failed: {errand.last_error}")
    if again and errand.done_at is not None:
        scoped.execute(update(Errand).where(Errand.id == number).values(done_at=None, lease_until=None))
        scoped.commit()


class FrozenClock:
    """The clock of a test: `clock_at(...)` moves it."""

    def __init__(self) -> None:
        self.stack = ExitStack()

    def __call__(self, moment: datetime | str) -> None:
        if isinstance(moment, str):
            moment = datetime.fromisoformat(moment)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        self.stack.enter_context(clock.frozen(moment))


@pytest.fixture
def clock_at() -> Iterator[FrozenClock]:
    frozen = FrozenClock()
    with frozen.stack:
        yield frozen


@pytest.fixture(autouse=True)
def _closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches outside this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in {
            "127.0.0.1",
            "::1",
            "localhost",
        }:
            raise AssertionError(f"a test wants to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
