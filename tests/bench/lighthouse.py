"""The lowest of Lighthouse's scores for pages of every kind that a visitor reads, each the median of several looks.

A look on a busy machine loses points that the page does not owe (Lighthouse slows the processor four times and counts
what blocks), so one look proves little; the speed that Lighthouse found is printed beside the scores.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.bench import NotMeasured
from tests.chromium import FLAGS, chromium
from tests.whole_house import whole_house
from webapp.config import ROOT

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "of 100", 100.0, False, 1
LOOKS = 5
#: A look that loses its own trace on a busy machine is taken again.
TRIES = 3
PAGES = (
    "/fr/",
    "/de/ich-starte",
    "/nl/ik-start/eerste-bijdragen",
    "/en/contact",
    "/fr/brochures",
    "/de/was-gilt-fuer-mich",
)
VERSION = "13.5.0"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PATIENCE_SECONDS = 300


def installed() -> Path:
    """Lighthouse, put once into the data folder by npm; it is no part of the product."""
    if shutil.which("npm") is None:
        raise NotMeasured("npm is missing (apt-get install npm)")
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "bench" / f"lighthouse-{VERSION}"
    command = folder / "node_modules" / ".bin" / "lighthouse"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            ["npm", "install", "--no-fund", "--no-audit", "--ignore-scripts", f"lighthouse@{VERSION}"],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        if done.returncode:
            raise NotMeasured(
                f"npm could not install lighthouse: {(done.stderr or done.stdout).strip()[-200:]}"
            )
    return command


def look(command: Path, browser: str, address: str) -> dict[str, int]:
    """One look at one page: its scores, and what cost points."""
    arguments = [
        str(command),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(FLAGS)}",
    ]
    settings = os.environ | {"CHROME_PATH": browser}
    for _try in range(TRIES):
        done = subprocess.run(
            arguments, env=settings, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
        )
        if not done.returncode:
            break
    else:
        raise NotMeasured(f"lighthouse failed {TRIES} times: {done.stderr.strip()[-300:]}")
    report = json.loads(done.stdout)
    lost = [
        f"{report['audits'][part['id']]['title']} {report['audits'][part['id']].get('displayValue', '')}"
        for category in report["categories"].values()
        for part in category["auditRefs"]
        if part.get("weight") and report["audits"][part["id"]]["score"] not in {None, 1}
    ]
    found = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    speed = report["environment"].get("benchmarkIndex", 0)
    said = ", ".join(f"{name} {score}" for name, score in found.items())
    print(
        f"  {address[address.index('/', 8) :]:<36.36} {said} (machine {speed:.0f}) {'; '.join(lost)}",
        flush=True,
    )
    return found


def measure() -> Iterator[float]:
    browser = chromium()
    if browser is None:
        raise NotMeasured("no Chromium on this machine (apt-get install chromium)")
    command = installed()
    with whole_house() as house:
        looks: dict[str, list[dict[str, int]]] = {path: [] for path in PAGES}
        for _turn in range(LOOKS):
            for path, seen in looks.items():
                seen.append(look(command, browser, f"{house.url}{path}"))
        yield min(
            statistics.median(one[name] for one in seen) for seen in looks.values() for name in CATEGORIES
        )
