"""A drill kills the process at its point, at its turn; without a drill nothing happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from webapp.config import ROOT
from webapp.kit import faults

PROGRAM = "from webapp.kit import faults\nfor turn in range(5):\n    print(turn, flush=True)\n    faults.hit('here')"


def run(fault: str) -> tuple[int, int]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=os.environ | {"GUICHET_FAULT": fault},
        capture_output=True, text=True, check=False,
    )
    return done.returncode, len(done.stdout.split())


def test_the_third_hit_is_the_last_thing_the_process_does():
    assert run("here:3") == (-signal.SIGKILL, 3)


def test_another_point_is_passed():
    assert run("elsewhere") == (0, 5)


def test_no_drill_no_harm():
    faults.hit("here")
