"""The whole house as `make run` starts it, in a folder and on a port of its own, for journeys, drills and benches."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from webapp.config import ROOT
from webapp.kit.supervisor import answers

#: Settings of whoever runs us; the house under test must not see them.
NOT_OURS = ("DATABASE_URL", "REDIS_URL", "MAIL_URL", "BASE_URL", "SECRET_KEY", "DEMO", "MAKELEVEL", "MAKEFLAGS")


@dataclass
class House:
    process: subprocess.Popen[bytes]
    port: int
    data_dir: Path
    log: Path
    ready_after: float  # seconds

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def children(self) -> dict[int, str]:
        """Every living process below the terminal's, with its command line."""
        below = {self.process.pid}
        found: dict[int, str] = {}
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(stat.parent.name)] = int(stat.read_text().rsplit(") ", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
        while fresh := {pid for pid, parent in parents.items() if parent in below} - below:
            below |= fresh
        for pid in below - {self.process.pid}:
            try:
                found[pid] = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])


def start(data_dir: Path, *, patience: float = 180, **settings: str) -> House:
    """Start the house and wait until it is ready.

    Raises:
        AssertionError: it was not ready within `patience` seconds; with what it said.
    """
    port = free_port()
    log = data_dir.with_name(f"{data_dir.name}.log")
    environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    environment |= {"PORT": str(port), "DATA_DIR": str(data_dir)} | settings
    begun = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "webapp.cli", "all"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    while not answers(port, "/readyz"):
        if process.poll() is not None or time.monotonic() - begun > patience:
            process.terminate()
            process.wait()
            raise AssertionError(f"the house did not open:\n{log.read_text(errors='replace')[-3000:]}")
        time.sleep(0.02)
    return House(process, port, data_dir, log, time.monotonic() - begun)


def stop(house: House) -> None:
    """End the house as Ctrl-C would."""
    if house.process.poll() is None:
        house.process.send_signal(signal.SIGINT)
    house.process.wait(timeout=60)


@contextmanager
def whole_house(data_dir: Path | None = None, **settings: str) -> Iterator[House]:
    """A house for one use; without a folder it gets one that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="guichet-house-", ignore_cleanup_errors=True) as folder:
        house = start(data_dir or Path(folder) / "var", **settings)
        try:
            yield house
        finally:
            stop(house)
