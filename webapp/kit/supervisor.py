"""Keep several programs running in one terminal: what `make run` needs to show the whole house at once.

Every child is tied to this process (it ends when we end, even by kill -9), writes through us with its name
before each line, and is started again when it dies, a little later each time it dies young.
One thread does it all: the ties are to the thread that starts a child.
"""

from __future__ import annotations

import http.client
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from webapp.kit import tether
from webapp.kit.resident import Server

_FIRST_PAUSE, _LONGEST_PAUSE, _GROWN_UP = 0.5, 30.0, 20.0  # seconds
_LOOK_AFTER_SERVERS, _LOOK_FOR_READY, _LOOK_LATER, _SOON, _TOO_LONG = 2.0, 0.2, 2.0, 10.0, 60.0

_WISHES = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Write = Callable[[str], None]


@dataclass
class Child:
    """One program to keep running: its name in the log, its command, its patience to end (seconds).

    One that `waits` is started when the house is ready: it would only take time from those people wait for.
    """

    name: str
    argv: Sequence[str]
    patience: float = 10.0
    waits: bool = False
    process: subprocess.Popen[bytes] | None = None
    rest: bytes = b""
    started: float = 0.0
    pause: float = _FIRST_PAUSE
    start_at: float = field(default=0.0)


@dataclass
class Watched:
    """An embedded server of ours, and how to start it again when it died."""

    server: Server
    start: Callable[[], Server]


class Supervisor:
    """Starts children in the order given and ends them in that order; then the servers, last one first."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        servers: Sequence[Watched] = (),
        environment: dict[str, str],
        write: Write,
    ) -> None:
        self._children = list(children)
        self._servers = list(servers)
        self._environment = {**environment, "PYTHONUNBUFFERED": "1"}
        self._write = write
        self._selector = selectors.DefaultSelector()
        self._wishes: list[float] = []
        self._parent = os.getppid() if "MAKELEVEL" in os.environ else None
        self._colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self._width = max((len(child.name) for child in self._children), default=0)

    def run(self, *, ready: Callable[[], bool], when_ready: Callable[[], None]) -> None:
        """Keep all running until SIGINT, SIGTERM or SIGHUP (or make itself is gone), then end all in order.

        ``ready`` is asked a few times a second until it says yes; then ``when_ready`` is called, once.
        """
        under_nohup = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        heard = _WISHES[:2] if under_nohup else _WISHES
        before = {wish: signal.signal(wish, self._wish) for wish in heard}
        try:
            self._keep_running(ready, when_ready)
        finally:
            self._end_all()
            for wish, was in before.items():
                signal.signal(wish, was)

    def _wish(self, _number: int, _frame: FrameType | None) -> None:
        self._wishes.append(time.monotonic())

    def _keep_running(self, ready: Callable[[], bool], when_ready: Callable[[], None]) -> None:
        begun = time.monotonic()
        next_look, next_ask, waiting, warned = begun, begun, True, False
        while not self._wishes and (self._parent is None or os.getppid() == self._parent):
            now = time.monotonic()
            if now >= next_look:
                self._look_after_servers()
                next_look = now + _LOOK_AFTER_SERVERS
            for child in self._children:
                if not (waiting and child.waits):
                    self._look_after(child, now)
            if waiting and now >= next_ask:
                waiting = not ready()
                next_ask = now + (_LOOK_FOR_READY if now - begun < _SOON else _LOOK_LATER)
                if not waiting:
                    when_ready()
                elif not warned and now - begun > _TOO_LONG:
                    warned = True
                    self._write("still not ready after a minute: the lines above should say why\n")
            self._pass_on(timeout=0.2)

    def _look_after_servers(self) -> None:
        for watched in self._servers:
            if not watched.server.alive():
                self._write("an embedded server is gone: starting it again\n")
                watched.server.stop()
                watched.server = watched.start()

    def _look_after(self, child: Child, now: float) -> None:
        """Start a child that should run and does not; note when one died and when to try again."""
        if child.process is None:
            if now >= child.start_at:
                self._start(child, now)
            return
        if child.process.poll() is None:
            return
        self._drain(child)
        code = child.process.returncode
        grown_up = now - child.started > _GROWN_UP
        child.pause = _FIRST_PAUSE if grown_up else min(child.pause * 2, _LONGEST_PAUSE)
        child.start_at, child.process = now + child.pause, None
        self._line(child, f"ended with status {code}; starts again in {child.pause:.0f} s")

    def _start(self, child: Child, now: float) -> None:
        child.process = subprocess.Popen(
            tether.command(list(child.argv), signal_number=signal.SIGTERM),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self._environment,
            start_new_session=True,  # Ctrl-C is for us alone; we end the children in order
        )
        child.started = now
        if child.process.stdout is not None:
            os.set_blocking(child.process.stdout.fileno(), False)
            self._selector.register(child.process.stdout, selectors.EVENT_READ, child)

    def _pass_on(self, *, timeout: float) -> None:
        """Write what the children said, whole lines only, each with its speaker's name."""
        for key, _ in self._selector.select(timeout) if self._selector.get_map() else ():
            self._read(key.data)

    def _read(self, child: Child) -> bool:
        """Read once from a child; False when it has nothing to say now, or nothing any more."""
        stream = child.process.stdout if child.process else None
        if stream is None or stream.closed:
            return False
        try:
            piece = os.read(stream.fileno(), 65536)
        except BlockingIOError:
            return False
        if not piece:
            self._selector.unregister(stream)
            stream.close()
            return False
        *lines, child.rest = (child.rest + piece).split(b"\n")
        for line in lines:
            self._line(child, line.decode(errors="replace"))
        return True

    def _drain(self, child: Child) -> None:
        """Take the last words of a child that ended; a grandchild may still hold its pipe, so do not wait."""
        while self._read(child):
            pass
        if child.rest:
            self._line(child, child.rest.decode(errors="replace"))
            child.rest = b""
        stream = child.process.stdout if child.process else None
        if stream is not None and not stream.closed:
            self._selector.unregister(stream)
            stream.close()

    def _line(self, child: Child, line: str) -> None:
        name = f"{child.name:<{self._width}} |"
        if self._colours:
            name = f"\x1b[{self._children.index(child) % 6 + 31}m{name}\x1b[0m"
        self._write(f"{name} {line}\n")

    def _end_all(self) -> None:
        self._write("stopping\n")
        for child in self._children:
            self._end(child)
        for watched in reversed(self._servers):
            watched.server.stop()
        self._selector.close()
        self._write("stopped\n")

    def _end(self, child: Child) -> None:
        """Ask a child to end; after its patience, or when asked twice, end its whole session."""
        process = child.process
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.terminate()
        until = time.monotonic() + child.patience
        while process.poll() is None and time.monotonic() < until and not self._in_a_hurry():
            self._pass_on(timeout=0.05)
            time.sleep(0.01)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # also what it left behind
        process.wait()
        self._drain(child)

    def _in_a_hurry(self) -> bool:
        """Whether somebody asked a second time; make may pass one wish on twice, so it counts after 1 s."""
        return len(self._wishes) > 1 and self._wishes[-1] - self._wishes[0] > 1.0


def port_is_free(port: int) -> bool:
    """Whether we could listen on the port: asked first, because a taken port is the commonest surprise."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
        return True


def answers(port: int, path: str) -> bool:
    """Whether our own web server answers 200 at ``path`` now; asked without the caller's proxy settings."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def to_terminal(text: str) -> None:
    """Write at once to standard output; a reader who went away is no reason to fall over."""
    with suppress(OSError):
        sys.stdout.write(text)
        sys.stdout.flush()
