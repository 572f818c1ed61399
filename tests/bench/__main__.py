"""Run the benchmarks and print a table; the exit status is 1 when a goal is missed."""

from __future__ import annotations

import importlib
import inspect
import itertools
import os
import pkgutil
import platform
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from tests import bench
from tests.bench import NotMeasured


def machine() -> str:
    cpu = platform.processor() or platform.machine()
    try:
        with Path("/proc/cpuinfo").open() as facts:
            cpu = next(line.split(":")[1].strip() for line in facts if line.startswith("model name"))
        with Path("/proc/meminfo").open() as facts:
            memory = f"{int(facts.readline().split()[1]) / 2**20:.0f} GiB"
    except (OSError, StopIteration):
        memory = "memory unknown"
    load = ", ".join(f"{figure:.1f}" for figure in os.getloadavg())
    return f"Python {platform.python_version()}, {os.cpu_count()} x {cpu}, {memory}, load {load}"


def figures(module: ModuleType) -> Iterator[float]:
    runs = getattr(module, "RUNS", 3)
    if inspect.isgeneratorfunction(module.measure):
        measured = module.measure()
        yield from itertools.islice(measured, runs)
        measured.close()
    else:
        yield from (module.measure() for _ in range(runs))


def show(what: str, measured: list[float], unit: str) -> None:
    spread = f"{min(measured):.4g} to {max(measured):.4g}"
    print(
        f"  {what:<24} median {statistics.median(measured):.4g} {unit} ({len(measured)} runs, {spread})",
        flush=True,
    )


def run(name: str) -> bool:
    module = importlib.import_module(f"tests.bench.{name}")
    print(f"{name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
    try:
        measured = list(figures(module))
    except NotMeasured as reason:
        print(f"bench {name}: not measured: {reason}", flush=True)
        return False
    show("ours", measured, module.UNIT)
    for peer, measure in getattr(module, "PEERS", {}).items():
        try:
            theirs = [measure() for _ in measured]
        except NotMeasured as reason:
            print(f"  {peer:<24} not measured: {reason}")
            continue
        show(peer, theirs, module.UNIT)
        print(f"  {'ratio theirs / ours':<24} {statistics.median(theirs) / statistics.median(measured):.2f}")
    figure = statistics.median(measured)
    holds = figure <= module.GOAL if module.LOWER_IS_BETTER else figure >= module.GOAL
    verdict = "holds" if holds else "short"
    print(f"bench {name}: {figure:.4g} {module.UNIT}, goal {module.GOAL:g}, {verdict}", flush=True)
    return holds


def main(only: list[str]) -> int:
    names = [found.name for found in pkgutil.iter_modules(bench.__path__) if not found.name.startswith("_")]
    if unknown := set(only) - set(names):
        print(f"no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(names)}")
        return 2
    print(machine(), flush=True)
    verdicts = [run(name) for name in only or names]
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
