"""A server that lives in one folder: one owner, one socket, nothing left behind by a crash.

Which servers these are stands in embedded.py; here is how any of them is owned, started, found and ended.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from webapp.kit import tether

Progress = Callable[[str], None]

_LONGEST_SOCKET = 100  # bytes; the kernel ends at 107, macOS at 103


class EmbeddedServerError(Exception):
    """A server could not be started; the sentence says why and what to do."""


@dataclass(frozen=True)
class Server:
    """One embedded server: where it answers, and how to end it."""

    url: str
    owned: bool
    _end: Callable[[], None] = field(repr=False)
    _alive: Callable[[], bool] = field(repr=False)

    def stop(self) -> None:
        """End the server in good order; does nothing when another process owns it."""
        self._end()

    def alive(self) -> bool:
        """Whether the server still answers at its socket."""
        return self._alive()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


@dataclass(frozen=True)
class Resident:
    """What one kind of server needs to live in a folder.

    ``home`` is its folder; it works in ``home/data`` (by that we recognise its processes). ``prepare`` runs
    when nobody is left in there; ``end`` asks it to finish in good order, ``end_hard`` to finish now.
    """

    name: str
    home: Path
    socket: str
    prepare: Callable[[], None]
    argv: Callable[[Path], list[str]]
    url: Callable[[Path], str]
    answers: Callable[[Path], bool]
    uid: int | None
    gid: int | None
    end: signal.Signals
    end_hard: signal.Signals

    @property
    def work(self) -> Path:
        """The server's working folder, where its data lie."""
        return self.home / "data"


def run(kind: Resident, progress: Progress | None) -> Server:
    """Own the server and start it, or use the one a living process owns.

    Raises:
        EmbeddedServerError: it did not start, or another process owns it and it does not answer.
    """
    with _locked(kind.home / "starting.lock"):
        owner = _try_to_own(kind.home / "owner.lock")
        sockets = _socket_folder(kind)
        if owner is None:
            if not _wait(lambda: kind.answers(sockets), seconds=15):
                raise EmbeddedServerError(
                    f"Another process runs the {kind.name} of {kind.home}, but it does not answer. "
                    "Stop that process first."
                )
            return Server(
                kind.url(sockets),
                owned=False,
                _end=lambda: None,
                _alive=lambda: kind.answers(sockets),
            )
        try:
            tell(progress, f"starting {kind.name}")
            _clear_leftovers(kind, sockets)
            kind.prepare()
            process = _spawn(kind, sockets)
        except BaseException:
            os.close(owner)
            raise

    def end() -> None:
        with _locked(kind.home / "starting.lock"), suppress(OSError):
            _stop(process, kind)
            os.close(owner)
            if kind.home not in sockets.parents:
                shutil.rmtree(sockets, ignore_errors=True)

    return Server(
        kind.url(sockets),
        owned=True,
        _end=end,
        _alive=lambda: process.poll() is None and kind.answers(sockets),
    )


def _spawn(kind: Resident, sockets: Path) -> subprocess.Popen[bytes]:
    """Start the server tied to this process and wait until it answers."""
    log = kind.home / "server.log"
    start_of_log = log.stat().st_size if log.exists() else 0
    with log.open("ab") as output:
        process = subprocess.Popen(
            tether.command(kind.argv(sockets), signal_number=kind.end, uid=kind.uid, gid=kind.gid),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=plain_environment(),
            start_new_session=True,  # Ctrl-C in the terminal is for the owner, who ends things in order
        )
    _wait(lambda: process.poll() is not None or kind.answers(sockets), seconds=60)
    if process.poll() is not None or not kind.answers(sockets):
        _stop(process, kind)
        with log.open("rb") as written:
            written.seek(start_of_log)
            said = written.read().decode(errors="replace").strip()[-1500:]
        raise EmbeddedServerError(f"{kind.name} did not start. It said (all of it is in {log}):\n{said}")
    return process


def _stop(process: subprocess.Popen[bytes], kind: Resident) -> None:
    for wish, seconds in ((kind.end, 30), (kind.end_hard, 10), (signal.SIGKILL, 5)):
        if process.poll() is None:
            process.send_signal(wish)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=seconds)
            return


def _clear_leftovers(kind: Resident, sockets: Path) -> None:
    """End what a crashed owner left running here, so that nobody else writes the data when we start.

    Called by the owner only. PostgreSQL's own pid file is removed later, and only because nobody is left.
    """
    for wish, seconds in ((kind.end, 20), (kind.end_hard, 10), (signal.SIGKILL, 5)):
        if not (left := _living_in(kind.work)):
            break
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, wish)
        _wait(lambda: not _living_in(kind.work), seconds=seconds)
    for name in (kind.socket, f"{kind.socket}.lock"):
        (sockets / name).unlink(missing_ok=True)


def _living_in(folder: Path) -> list[int]:
    """The processes whose working folder is ``folder``; both servers go there and stay."""
    real = Path(os.path.realpath(folder))
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _lives_in(entry, real)]


def _lives_in(process: Path, folder: Path) -> bool:
    try:
        at_home = (process / "cwd").readlink() == folder
    except PermissionError:  # another user's process and no right to look: its command line is public
        at_home = os.fsencode(folder) in _read(process / "cmdline")
    except OSError:
        return False
    return at_home and b") Z" not in _read(process / "stat")


def _read(file: Path) -> bytes:
    """What stands in a file that may vanish while we look."""
    with suppress(OSError):
        return file.read_bytes()
    return b""


def _socket_folder(kind: Resident) -> Path:
    """A folder for the socket, closed to others, its path short enough for the kernel, the same each time."""
    inside, record = kind.home / "run", kind.home / "socket_folder"
    if len(os.fsencode(inside / kind.socket)) <= _LONGEST_SOCKET:
        inside.mkdir(mode=0o700, exist_ok=True)
        place = inside
    else:
        place = Path(record.read_text()) if record.exists() else Path()
        if not _is_ours(place, os.geteuid() if kind.uid is None else kind.uid):
            place = Path(tempfile.mkdtemp(prefix="guichet-"))
            if len(os.fsencode(place / kind.socket)) > _LONGEST_SOCKET:  # TMPDIR may be deep as well
                place.rmdir()
                place = Path(tempfile.mkdtemp(prefix="guichet-", dir="/tmp"))
            record.write_text(str(place))
    if kind.uid is not None and kind.gid is not None:
        os.chown(place, kind.uid, kind.gid)
    return place


def _is_ours(place: Path, uid: int) -> bool:
    """Whether the recorded folder is still the private one we made; others may write beside it."""
    return place.is_absolute() and not place.is_symlink() and place.is_dir() and place.stat().st_uid == uid


def plain_environment() -> dict[str, str]:
    """A small, fixed environment: settings of the caller (PGDATA, PGPORT, LC_ALL …) must not leak in."""
    return {"PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC", "LC_ALL": "C", "LANG": "C"}


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    try:
        handle = file.open("ab")
    except PermissionError as error:
        raise EmbeddedServerError(f"{file.parent} is another user's. Choose another DATA_DIR.") from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _try_to_own(file: Path) -> int | None:
    """Hold the file's lock for as long as this process lives; None when another living process holds it."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def _wait(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Ask every 20 ms until true; the clock is monotonic because the machine's may jump."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def tell(progress: Progress | None, sentence: str) -> None:
    """Report one step, where somebody listens."""
    if progress is not None:
        progress(sentence)
