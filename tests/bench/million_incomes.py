"""The two-rate formula with its floor for a million incomes: how many times as fast as OpenFisca-core 46.

Both in the same run, in turns, processor time, each the best of several; OpenFisca by the faster of its two types. It is under the
AGPL, so it lives in an environment of its own in the data folder and is called as another program.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np

from tests.bench import NotMeasured, _fund, _openfisca
from webapp.config import ROOT
from webapp.rules import batch
from webapp.rules.careers import Category, Tariff
from webapp.rules.contributions import Kind, Terms, terms
from webapp.rules.units import quarterly_contribution_cents

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "x as fast", 2.0, False, 3
COUNT = 1_000_000
VERSION = "46.0.1"
PATIENCE_SECONDS = 600


def measure() -> Iterator[float]:
    python = installed()
    incomes = _fund.incomes(COUNT)
    quarter = _fund.QUARTER
    known = terms(Category.MAIN, Kind.FINAL, quarter.year, quarter.number, False, False, _fund.LAW.book)
    right = in_decimals(incomes, known.tariff)
    print(f"  ours: {_fund.versions()}", flush=True)
    while True:
        seconds, found = ours(incomes, known)
        theirs = openfisca(python, incomes, right, known.tariff)
        wrong = int(np.count_nonzero(found != right))
        print(
            f"  ours{'':<20} {seconds:.4f} s, {wrong} wrong cents; with fee and year {in_full(incomes):.4f} s"
        )
        for kind in ("float", "int"):
            print(
                f"  OpenFisca, {kind + ' variables':<16} {theirs[kind]['seconds']:.4f} s, {theirs[kind]['wrong']} wrong"
            )
        print(f"  {theirs['versions']}", flush=True)
        assert not wrong, f"{wrong} of {COUNT} are wrong"
        yield min(theirs[kind]["seconds"] for kind in ("float", "int")) / seconds


def ours(incomes: batch.Column, known: Terms) -> tuple[float, batch.Column]:
    """Incomes to quarters, by the part of the batch that is the formula."""
    best = float("inf")
    for _run in range(_openfisca.RUNS):
        begun = time.process_time()
        limits, found = batch.Limits.of(known), np.empty_like(incomes)
        for rows in batch.parts(len(incomes)):
            _base, exact = batch.assess(incomes[rows], limits)
            found[rows] = quarterly_contribution_cents(exact)
        best = min(best, time.process_time() - begun)
    return best, found


def in_full(incomes: batch.Column) -> float:
    """The same people through the whole batch."""
    nothing = np.zeros(len(incomes), np.int64)
    people = batch.People(
        category=nothing + batch.CATEGORY_CODES[Category.MAIN],
        kind=nothing + batch.KIND_CODES[Kind.FINAL],
        income_cents=incomes,
        earned_in_quarters=nothing + 4,
        opt_out=nothing != 0,
        first_quarter=nothing,
    )
    best = float("inf")
    for _run in range(_openfisca.RUNS):
        begun = time.process_time()
        batch.quarterly(people, quarter=_fund.QUARTER, fee_percent=_fund.FEE_PERCENT, law=_fund.LAW)
        best = min(best, time.process_time() - begun)
    return best


def in_decimals(incomes: batch.Column, tariff: Tariff) -> batch.Column:
    """The judge of both: exact decimals, as a textbook has it."""
    floor, first, second = tariff.floor_cents or 0, tariff.threshold_1_cents, tariff.threshold_2_cents
    rate_1, rate_2 = Decimal(tariff.rate_1) / 40_000, Decimal(tariff.rate_2) / 40_000
    cent = Decimal(1)

    def quarter(income: int) -> int:
        base = max(income, floor)
        exact = min(base, first) * rate_1 + max(min(base, second) - first, 0) * rate_2
        return int(exact.quantize(cent, rounding=ROUND_HALF_UP))

    return np.array([quarter(income) for income in incomes.tolist()], np.int64)


def installed() -> Path:
    """OpenFisca's own environment, made once in the data folder; gives its Python."""
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "bench" / f"openfisca-core-{VERSION}"
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        carried_out([sys.executable, "-m", "venv", "--clear", str(folder)])
        carried_out([str(python), "-m", "pip", "install", "--quiet", f"openfisca-core=={VERSION}"])
        (folder / "complete").touch()
    return python


def openfisca(
    python: Path, incomes: batch.Column, right: batch.Column, tariff: Tariff
) -> dict[str, dict[str, float]]:
    law = {
        "floor": tariff.floor_cents,
        "threshold_1": tariff.threshold_1_cents,
        "threshold_2": tariff.threshold_2_cents,
        "rate_1": tariff.rate_1,
        "rate_2": tariff.rate_2,
    }
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as folder:
        files = Path(folder) / "incomes.npy", Path(folder) / "right.npy"
        np.save(files[0], incomes)
        np.save(files[1], right)
        said = carried_out([str(python), _openfisca.__file__, *map(str, files), json.dumps(law)])
    found: dict[str, dict[str, float]] = json.loads(said)
    return found


def carried_out(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as reason:
        raise NotMeasured(f"OpenFisca-core {VERSION} cannot be had here: {reason}") from reason
    if done.returncode:
        last = (done.stderr or done.stdout).strip()[-300:]
        raise NotMeasured(f"OpenFisca-core {VERSION} cannot be had here: {last}")
    return done.stdout
