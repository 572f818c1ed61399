"""A million affiliates of every category and kind reckoned for one quarter on one core, fee and all.

Processor time. A sample of them is reckoned one by one in the same run: both ways must give the same cents.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import astuple

from tests.bench import _fund
from webapp.rules import batch
from webapp.rules.contributions import quarterly_amounts

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "s", 0.5, True, 5
COUNT = 1_000_000
SAMPLE = 20_000


def measure() -> Iterator[float]:
    people = _fund.people(COUNT)
    begun = time.process_time()
    batch.yearly(people, year=_fund.QUARTER.year, fee_percent=_fund.FEE_PERCENT, law=_fund.LAW)
    print(
        f"  {_fund.versions()}; a whole year, four quarters: {time.process_time() - begun:.3g} s", flush=True
    )
    _both_ways_equal(people)
    while True:
        begun = time.process_time()
        _reckoned(people)
        yield time.process_time() - begun


def _reckoned(people: batch.People) -> batch.Amounts:
    return batch.quarterly(people, quarter=_fund.QUARTER, fee_percent=_fund.FEE_PERCENT, law=_fund.LAW)


def _both_ways_equal(people: batch.People) -> None:
    columns = astuple(_reckoned(people))
    together = zip(*(column[:SAMPLE].tolist() for column in columns), strict=True)
    sample = batch.People(**{name: getattr(people, name)[:SAMPLE] for name in people.__slots__})
    alone = (astuple(quarterly_amounts(**one)) for one in _fund.one_by_one(sample))
    differ = sum(one != other for one, other in zip(together, alone, strict=True))
    assert not differ, f"{differ} of {SAMPLE} people owe something else one by one"
    print(f"  {SAMPLE:,} of them one by one: the same cents", flush=True)
