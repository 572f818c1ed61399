"""Benchmarks: `make bench`, or `make bench ONLY=name`.

One file is one benchmark. It says `UNIT`, `GOAL` and `LOWER_IS_BETTER`, and has `measure()`, which gives one figure
per call (a float), or is a generator when the runs share what must be prepared: it yields one figure per run.
`RUNS` (default 3) says how many. Optional `PEERS`, {name: function giving one figure}, for others' products; a peer
raises `NotMeasured("reason")` when it cannot be had. Times here are measured, never asserted by the test suite.
"""

from __future__ import annotations


class NotMeasured(Exception):
    """A figure that could not be had here; the reason is printed, and nothing is claimed."""
