"""From the command to the open counter, with the demo fund already there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.whole_house import start, stop

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "s", 5.0, True, 5


def measure() -> Iterator[float]:
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as folder:
        stop(start(Path(folder) / "var"))
        while True:
            house = start(Path(folder) / "var")
            stop(house)
            yield house.ready_after
