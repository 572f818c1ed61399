"""kill -9 of the process that `make run` started."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.whole_house import start, stop

PROMISE = "no process left, and the next start finds the data"


def drill() -> tuple[str, bool]:
    with tempfile.TemporaryDirectory(prefix="guichet-drill-") as folder:
        house = start(Path(folder) / "var")
        children = house.children()
        house.process.kill()
        house.process.wait()
        begun = time.monotonic()
        while (left := [pid for pid in children if Path(f"/proc/{pid}").exists()]) and time.monotonic() - begun < 30:
            time.sleep(0.05)
        gone_after = time.monotonic() - begun
        again = start(house.data_dir)
        stop(again)
        kept = "creating the database cluster" not in again.said()
        text = f"{len(left)} of {len(children)} processes left, last one gone after {gone_after:.1f} s, "
        return text + f"ready again in {again.ready_after:.1f} s", not left and kept
