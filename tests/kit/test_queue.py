"""The queue holds numbers only, as JSON, and the relay hands each due errand over once. The real Valkey runs here."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import redis

import jobs
from webapp.kit import clock, embedded, outbox, queue
from webapp.kit.db import session
from webapp.kit.outbox import Errand


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = embedded.valkey(tmp_path_factory.mktemp("queue"))
    yield running.url
    running.stop()


@pytest.fixture
def connection(server, app):
    with queue.connect(server) as made:
        made.flushall()
        session.query(Errand).delete()
        yield made


def waiting(connection, name: str) -> list[int]:
    return [job.args[0] for job in queue.queue(name, connection).jobs]


def test_each_errand_goes_to_the_queue_of_its_job_once(connection):
    outbox.promise("send_code", key="a", code_id=1)
    outbox.promise("purge", key="b")
    assert queue.relay_once(connection, shape_of=jobs.shape_of) == 2
    assert queue.relay_once(connection, shape_of=jobs.shape_of) == 0
    numbers = {row.job: row.id for row in session.query(Errand)}
    assert waiting(connection, "now") == [numbers["send_code"]]
    assert waiting(connection, "night") == [numbers["purge"]]


def test_an_errand_of_later_stays_at_home(connection, clock_at):
    clock_at("2026-11-22T10:00")
    outbox.promise("purge", key="later", due_at=clock.now() + timedelta(hours=1))
    assert queue.relay_once(connection, shape_of=jobs.shape_of) == 0
    clock_at("2026-11-22T11:00")
    assert queue.relay_once(connection, shape_of=jobs.shape_of) == 1


def test_the_queue_holds_one_number_per_errand_in_json_and_nothing_else(connection):
    outbox.promise("send_code", key="code-for-jeanne", code_id=4242)
    queue.relay_once(connection, shape_of=jobs.shape_of)
    errand = session.query(Errand).one()
    (key,) = connection.keys("rq:job:*")
    kept = {name.decode(): value for name, value in connection.hgetall(key).items()}
    import zlib

    assert json.loads(zlib.decompress(kept["data"])) == ["jobs.run", None, [errand.id], {}]
    everything = b"".join(connection.dump(name) or b"" for name in connection.keys("*"))
    for word in (b"jeanne", b"4242", b"send_code"):
        assert word not in everything


def test_what_the_queue_lost_is_handed_over_again(connection, clock_at):
    clock_at("2026-11-22T10:00")
    outbox.promise("purge", key="lost")
    queue.relay_once(connection, shape_of=jobs.shape_of)
    connection.flushall()
    clock_at("2026-11-22T10:01:29")
    assert queue.relay_once(connection, shape_of=jobs.shape_of) == 0
    clock_at("2026-11-22T10:01:31")
    assert queue.relay_once(connection, shape_of=jobs.shape_of) == 1
    assert len(waiting(connection, "night")) == 1


def test_a_queue_that_is_down_is_said_within_seconds(app, unused_tcp_port_of):
    outbox.promise("purge", key="down")
    with queue.connect(f"redis://127.0.0.1:{unused_tcp_port_of}/0") as nobody, pytest.raises(redis.RedisError):
        queue.relay_once(nobody, shape_of=jobs.shape_of)
    session.rollback()


@pytest.fixture
def unused_tcp_port_of() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_every_job_names_a_queue_of_ours():
    for name in jobs.catalogue():
        assert jobs.shape_of(name)[0] in queue.QUEUES
