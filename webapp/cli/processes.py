"""The three processes of the house, each alone in the foreground: web, relay, worker."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Any

import click
import redis
from gunicorn.app.base import BaseApplication
from rq import SimpleWorker
from rq.serializers import JSONSerializer
from sqlalchemy.exc import SQLAlchemyError

import jobs
from jobs import schedule
from webapp.app import create_app
from webapp.cli.content import index, index_is_current
from webapp.cli.house import house, servers
from webapp.cli.pages import keep_reviewed
from webapp.config import Settings
from webapp.kit import clock, queue
from webapp.kit.db import db, session
from webapp.kit.logs import log

RELAY_EVERY = 0.5
THREADS = 4
REST_AFTER_FAULT = 2


class _Web(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our settings; threads, because pages wait for the database."""

    def __init__(self, settings: Settings, workers: int) -> None:
        self.settings = settings
        self.workers = workers
        super().__init__()

    def load_config(self) -> None:
        """Gunicorn's own names for what we want."""
        for name, value in {
            "bind": f"0.0.0.0:{self.settings.port}",
            "worker_class": "gthread",
            "workers": self.workers,
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": 10,
            "forwarded_allow_ips": "",  # the app itself believes its proxies, see webapp/kit/proxies.py
            "limit_request_line": 4094,
            "loglevel": "warning",
            "control_socket_disable": True,
        }.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """The app, built in each worker process."""
        return create_app(self.settings)


@click.command()
@click.option("--workers", default=1, show_default=True, help="Worker processes, each with 4 threads.")
def web(workers: int) -> None:
    """Serve the pages on PORT."""
    with servers() as settings:
        if not index_is_current(settings):
            app = create_app(settings)
            with app.app_context():
                index(app)
                keep_reviewed(app)
                db.engine.dispose()  # a connection does not survive the fork of the workers
        _Web(settings, workers).run()


@click.command()
def relay() -> None:
    """Hand promised errands to the queue, and promise what the timetable says."""
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    with house(queue=True) as app:
        connection = queue.connect(app.config["SETTINGS"].redis_url)
        next_look = clock.now()
        while not stop.is_set():
            try:
                if clock.now() >= next_look:
                    schedule.promise_due(at=clock.now())
                    session.commit()
                    next_look = clock.now() + schedule.LOOK_EVERY
                handed_over = queue.relay_once(connection, shape_of=jobs.shape_of)
                session.remove()
            except (redis.RedisError, SQLAlchemyError) as fault:
                session.remove()
                log.warning("relay.waits", because=type(fault).__name__)
                stop.wait(REST_AFTER_FAULT)
                continue
            if handed_over < queue.FULL_HAND:
                stop.wait(RELAY_EVERY)


@click.command()
@click.option("--queues", default=",".join(queue.QUEUES), show_default=True, help="Which queues, in order.")
@click.option("--burst", is_flag=True, help="Stop when the queues are empty.")
def worker(queues: str, *, burst: bool) -> None:
    """Carry out errands, one after the other."""
    with house(queue=True) as app:
        connection = queue.connect(app.config["SETTINGS"].redis_url)
        names = [queue.queue(name, connection) for name in queues.split(",")]
        jobs.catalogue()
        crew = SimpleWorker(
            names,
            connection=connection,
            serializer=JSONSerializer,
            maintenance_interval=30,
            disable_default_exception_handler=True,
        )
        crew.work(burst=burst, logging_level="WARNING", with_scheduler=False)


COMMANDS = (web, relay, worker)
