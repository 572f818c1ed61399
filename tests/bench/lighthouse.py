"""The lowest of Lighthouse's scores for the start page and a life event: performance, accessibility, practices, search."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.bench import NotMeasured
from tests.chromium import FLAGS, chromium
from tests.whole_house import whole_house
from webapp.config import ROOT

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "of 100", 100.0, False, 3
PAGES = ("/fr/", "/de/ich-starte")
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
            raise NotMeasured(f"npm could not install lighthouse: {(done.stderr or done.stdout).strip()[-200:]}")
    return command


def scores(command: Path, browser: str, address: str) -> dict[str, int]:
    """One look at one page."""
    done = subprocess.run(
        [
            str(command),
            address,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={' '.join(FLAGS)}",
        ],
        env=os.environ | {"CHROME_PATH": browser},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        raise NotMeasured(f"lighthouse failed: {done.stderr.strip()[-300:]}")
    report = json.loads(done.stdout)
    for category in report["categories"].values():
        for part in category["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part.get("weight") and audit["score"] is not None and audit["score"] < 1:
                print(f"    {category['id']}: {audit['title']} {audit.get('displayValue', '')}")
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}


def measure() -> Iterator[float]:
    browser = chromium()
    if browser is None:
        raise NotMeasured("no Chromium on this machine (apt-get install chromium)")
    command = installed()
    with whole_house() as house:
        while True:
            lowest = 100
            for path in PAGES:
                found = scores(command, browser, f"{house.url}{path}")
                print(f"  {path:<16} " + ", ".join(f"{name} {score}" for name, score in found.items()), flush=True)
                lowest = min(lowest, *found.values())
            yield float(lowest)
