"""The whole house as one command, as a newcomer starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.whole_house import start, stop
from webapp.config import ROOT


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("house") / "var"


def test_it_opens_says_where_and_ends_in_order(data_dir):
    house = start(data_dir)
    try:
        end = time.monotonic() + 10
        while "The counter is open" not in house.said() and time.monotonic() < end:
            time.sleep(0.05)
        assert f"The counter is open: {house.url}/" in house.said()
        assert any("valkey-server" in command for command in house.children().values())
    finally:
        children = house.children()
        stop(house)
    assert house.process.returncode == 0
    assert house.said().endswith("stopping\nstopped\n")
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]


def living(house, part: str) -> int:
    """The process of a part; relay and worker start when the counter is open, so one may have to wait."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        for pid, command in house.children().items():
            if part in command:
                return pid
        time.sleep(0.1)
    raise AssertionError(f"{part} never started:\n{house.said()[-2000:]}")


def test_each_part_comes_back_after_kill_9(data_dir):
    house = start(data_dir)
    try:
        for part in ("cli web", "cli relay", "cli worker", "valkey-server", "postgres -D"):
            os.kill(living(house, part), signal.SIGKILL)
        end = time.monotonic() + 60
        missing = {"cli web", "cli relay", "cli worker", "valkey-server", "postgres -D"}
        while missing and time.monotonic() < end:
            time.sleep(0.2)
            commands = " ".join(house.children().values())
            missing = {part for part in missing if part not in commands}
        assert not missing
    finally:
        stop(house)
    assert house.said().endswith("stopped\n")


def test_a_taken_port_is_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        environment = os.environ | {
            "PORT": str(taken.getsockname()[1]),
            "DATA_DIR": str(tmp_path),
            "DEMO": "1",
        }
        done = subprocess.run(
            [sys.executable, "-m", "webapp.cli", "all"],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "is taken; choose another: make run PORT=8001" in done.stderr
    assert "Traceback" not in done.stderr
