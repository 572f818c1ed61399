"""Relay and worker as real processes on servers of their own, for drills that kill them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.whole_house import NOT_OURS
from webapp.app import create_app
from webapp.cli.database import upgrade
from webapp.config import ROOT, Settings
from webapp.kit import embedded
from webapp.kit.db import session

SECRET = "a-secret-of-drills-that-is-long-enough-to-pass"


@dataclass
class Crew:
    """The processes of a drill; the drill itself stands in the app's context and reads the same database."""

    environment: dict[str, str]
    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *command: str, **settings: str) -> subprocess.Popen[bytes]:
        """Start `guichet worker`, `guichet relay` …; its words go to a file of the drill."""
        log = (self.folder / f"{len(self.processes)}-{command[0]}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "webapp.cli", *command],
            cwd=ROOT,
            env=self.environment | settings,
            stdout=log,
            stderr=log,
        )
        log.close()
        self.processes.append(process)
        return process

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Carry out a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "webapp.cli", *command],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def said(self) -> str:
        return "\n".join(f"{log.name}:\n{log.read_text(errors='replace')[-2000:]}" for log in self.folder.glob("*.log"))

    def stop(self) -> None:
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def a_crew(mail_url: str) -> Iterator[Crew]:
    """Servers with fsync on, an empty house, and nobody working yet."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guichet-crew-", ignore_cleanup_errors=True)))
        database, queue = embedded.postgres(folder / "var"), embedded.valkey(folder / "var")
        stack.callback(database.stop)
        stack.callback(queue.stop)
        settings = Settings(
            database_url=database.url,
            redis_url=queue.url,
            secret_key=SECRET,
            data_dir=folder / "var",
            base_url="https://www.linde.example",
            mail_url=mail_url,
        )
        environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        environment |= {
            "DATABASE_URL": settings.database_url, "REDIS_URL": settings.redis_url, "SECRET_KEY": SECRET,
            "DATA_DIR": str(settings.data_dir), "BASE_URL": settings.base_url, "MAIL_URL": mail_url,
        }  # fmt: skip
        upgrade(settings)
        app = create_app(settings)
        stack.enter_context(app.app_context())
        stack.callback(session.remove)
        crew = Crew(environment, folder)
        stack.callback(crew.stop)
        yield crew


def wait_for(what: Callable[[], bool], *, patience: float) -> float:
    """Wait until it is so; returns after how many seconds.

    Raises:
        TimeoutError: it was not so in time.
    """
    begun = time.monotonic()
    while not what():
        if time.monotonic() - begun > patience:
            raise TimeoutError
        time.sleep(0.05)
    return time.monotonic() - begun
