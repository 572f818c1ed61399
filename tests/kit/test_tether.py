"""The knot between a program and who started it."""

import os
import signal
import subprocess
import sys
import time

import pytest

from webapp.config import ROOT
from webapp.kit import tether


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_program_is_run_with_its_arguments_and_status():
    argv = [sys.executable, "-c", "import sys; print(sys.argv[1:]); sys.exit(5)", "a b", "--c"]
    done = run(tether.command(argv, signal_number=signal.SIGTERM))
    assert done.returncode == 5
    assert done.stdout == "['a b', '--c']\n"


def test_a_program_whose_starter_is_gone_already_does_not_start():
    command = tether.command(["true"], signal_number=signal.SIGTERM)
    command[4] = "1"  # somebody else's child by the time it looks
    done = run(command)
    assert done.returncode != 0
    assert "is gone" in done.stderr


def test_the_chosen_signal_arrives_when_the_starter_is_killed(tmp_path):
    mark = tmp_path / "heard"
    listens = (
        "import pathlib, signal, sys, time\n"
        f"signal.signal(signal.SIGINT, lambda *_: (pathlib.Path({str(mark)!r}).touch(), sys.exit()))\n"
        "print('ready', flush=True); time.sleep(60)"
    )
    starter = (
        "import signal, subprocess, sys, time\nfrom webapp.kit import tether\n"
        f"subprocess.Popen(tether.command([sys.executable, '-c', {listens!r}], signal_number=signal.SIGINT))\n"
        "time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", starter], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout.readline() == "ready\n"
    parent.kill()
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 5
    while not mark.exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert mark.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user to become")
def test_root_becomes_another_user_for_good_and_still_passes_closed_folders(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "word").write_text("here")
    (closed / "word").chmod(0o600)
    ask = (
        "import os, pathlib, sys\n"
        "print(os.getresuid(), os.getresgid(), os.getgroups(), pathlib.Path(sys.argv[1]).read_text())\n"
        "try:\n os.setuid(0)\nexcept PermissionError:\n print('for good')\n"
    )
    argv = ["/usr/bin/env", sys.executable, "-c", ask, str(closed / "word")]
    done = run(tether.command(argv, signal_number=signal.SIGTERM, uid=65534, gid=65534))
    assert done.stdout == "(65534, 65534, 65534) (65534, 65534, 65534) [] here\nfor good\n", done.stderr
