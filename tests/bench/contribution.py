"""One quarterly contribution without its explanation: people of every category and kind, one after the other.

Processor time: what other programs of a busy machine make it wait is not counted.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from tests.bench import _fund
from webapp.rules.contributions import quarterly_amounts

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "µs", 10.0, True, 5
COUNT = 20_000


def measure() -> Iterator[float]:
    asked = _fund.one_by_one(_fund.people(COUNT))
    while True:
        begun = time.process_time()
        for one in asked:
            quarterly_amounts(**one)
        yield (time.process_time() - begun) / COUNT * 1_000_000
