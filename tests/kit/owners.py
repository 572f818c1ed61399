"""Other processes that own embedded servers, so that tests can kill them; and a look at what they leave."""

import subprocess
import sys
import time
from pathlib import Path

import psycopg

from webapp.config import ROOT
from webapp.kit import embedded

OWNER = """
import sys, time
from pathlib import Path
from webapp.kit import embedded, tether
real = tether.command
if "untied" in sys.argv:
    tether.command = lambda argv, *, signal_number, **user: real(argv, signal_number=0, **user)
running = embedded.start(Path(sys.argv[1]))
sys.stdout.write(f"{running.database_url} {running.redis_url}\\n")
sys.stdout.flush()
time.sleep(600)
"""


def start_owner(data_dir: Path, *words: str) -> subprocess.Popen[str]:
    """Another process that owns the servers of a folder; it is ready when it has said their addresses."""
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(data_dir), *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    assert owner.stdout.readline().startswith("postgresql://")
    return owner


def kill(owner: subprocess.Popen[str]) -> None:
    owner.kill()
    owner.wait()
    owner.stdout.close()


def living_in(data_dir: Path) -> list[int]:
    """The processes that work somewhere below the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink().is_relative_to(data_dir):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def gone(data_dir: Path, seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while living_in(data_dir) and time.monotonic() < end:
        time.sleep(0.05)
    return not living_in(data_dir)


def ask(server: embedded.Server, sql: str) -> str:
    with psycopg.connect(server.url) as connection:
        row = connection.execute(sql).fetchone()
    assert row is not None
    return str(row[0])
