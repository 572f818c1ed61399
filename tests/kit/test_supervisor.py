"""The supervisor with real children: named lines, restarts, and an orderly end."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from webapp.config import ROOT
from webapp.kit.resident import Server
from webapp.kit.supervisor import Child, Supervisor, Watched, answers, port_is_free

STAYS = "import signal, sys, time\nprint('{0} here', flush=True)\nsignal.signal(signal.SIGTERM, lambda *_: (print('{0} ends', flush=True), sys.exit()))\ntime.sleep(600)"


def stays(name: str) -> Child:
    return Child(name, [sys.executable, "-c", STAYS.format(name)])


class Listener:
    """What was written, and a condition on it."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def has(self, *pieces: str) -> bool:
        return all(piece in self.text for piece in pieces)


def end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def run(children, until, servers=()):
    heard = Listener()
    Supervisor(children, servers=servers, environment=dict(os.environ), write=heard.write).run(
        ready=lambda: heard.has(*until), when_ready=end
    )
    return heard.text


def test_every_line_carries_its_speaker_and_the_end_keeps_the_order():
    text = run([stays("web"), stays("worker")], until=("web here", "worker here"))
    assert "web    | web here\n" in text
    assert "worker | worker here\n" in text
    assert text.index("web ends") < text.index("worker ends")
    assert text.endswith("stopped\n")


def test_a_child_that_dies_is_started_again(tmp_path):
    mark = tmp_path / "mark"
    code = f"import os, pathlib, time; p = pathlib.Path({str(mark)!r})\nif p.exists():\n print('second life', flush=True); time.sleep(600)\np.touch()\nprint('last words', end='', flush=True)\nos._exit(3)"
    text = run([Child("frail", [sys.executable, "-c", code])], until=("second life",))
    assert "frail | last words\n" in text
    assert "ended with status 3" in text


def test_a_child_that_does_not_listen_is_ended_with_all_it_left():
    code = "import os, signal, subprocess, sys, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nchild = subprocess.Popen(['sleep', '600'])\nprint('pids', os.getpid(), child.pid, flush=True)\ntime.sleep(600)"
    text = run([Child("deaf", [sys.executable, "-c", code], patience=0.3)], until=("pids",))
    pids = text.split("pids ")[1].split("\n")[0].split()
    end_at = time.monotonic() + 5
    while any(alive(int(pid)) for pid in pids) and time.monotonic() < end_at:
        time.sleep(0.02)
    assert not any(alive(int(pid)) for pid in pids)


def alive(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def test_kill_9_of_the_supervisor_leaves_no_child():
    code = (
        "import os, sys\nfrom webapp.kit.supervisor import *\n"
        "child = Child('x', [sys.executable, '-c', 'import os, time; print(os.getpid(), flush=True); time.sleep(600)'])\n"
        "Supervisor([child], environment=dict(os.environ), write=to_terminal).run(ready=lambda: False, when_ready=print)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline().split("|")[1])
    assert alive(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    end_at = time.monotonic() + 5
    while alive(child) and time.monotonic() < end_at:
        time.sleep(0.02)
    assert not alive(child)


def test_a_server_that_is_gone_is_started_again_and_servers_end_last():
    heard = Listener()
    dead = Server("first", owned=True, _end=lambda: heard.write("first ends\n"), _alive=lambda: False)
    well = Server("second", owned=True, _end=lambda: heard.write("second ends\n"), _alive=lambda: True)

    def start() -> Server:
        heard.write("started again\n")
        return well

    Supervisor(
        [stays("web")], servers=[Watched(dead, start)], environment=dict(os.environ), write=heard.write
    ).run(ready=lambda: heard.has("web here", "started again"), when_ready=end)
    assert heard.text.index("web ends") < heard.text.index("second ends")


def test_a_taken_port_and_a_silent_server_are_noticed():
    with socket.socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not port_is_free(port)
    assert port_is_free(port)
    assert not answers(port, "/readyz")


def test_a_child_that_waits_starts_when_the_house_is_ready():
    heard = Listener()
    late = stays("late")
    late.waits = True
    house = Supervisor([stays("web"), late], environment=dict(os.environ), write=heard.write)
    told = []

    def end_when_late_is_here() -> None:
        told.append("late here" in heard.text)
        signal.signal(signal.SIGALRM, lambda *_: end() if heard.has("late here") else None)
        signal.setitimer(signal.ITIMER_REAL, 0.1, 0.1)

    try:
        house.run(ready=lambda: heard.has("web here"), when_ready=end_when_late_is_here)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    assert told == [False], "it was not there before the house was ready"
    assert "late ends" in heard.text
