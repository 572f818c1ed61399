"""Start a program that ends when the program that started it ends, whatever ended it.

Run as a script between parent and child, with the standard library only:
``python -I -S tether.py PARENT SIGNAL UID GID PROGRAM ARGUMENT…``. UID and GID are ``-`` to stay who we are.

Why a script and not a function between fork and exec: the parent may have threads, and the kernel forgets
the wish ("send me this signal when my parent dies") whenever the user changes, so the order below matters.
PostgreSQL refuses to run as root. We then become an existing ordinary user, and keep exactly one right: to
read and pass through folders. Without it the server could not even reach its own program in a clone that lies
in a home folder only its owner may enter; with it no permission on the disk has to change.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_SET_PDEATHSIG, _SET_KEEPCAPS, _SET_SECUREBITS, _CAP_AMBIENT, _CAP_AMBIENT_RAISE = 1, 8, 28, 47, 2
_NO_SETUID_FIXUP = 1 << 2  # else access(2), by which PostgreSQL finds its own program, ignores the kept right
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2
_CAPABILITY_VERSION_3 = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, *values: int) -> bool:
    """Ask the kernel for one property of this process; False where it refuses."""
    padded = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    return int(_libc().prctl(option, *padded)) == 0


def _right_to_pass() -> int | None:
    """The smallest right held now that lets a process pass closed folders; None when none is held."""
    header, data = _Header(_CAPABILITY_VERSION_3, 0), (_Data * 2)()
    if _libc().capget(ctypes.byref(header), data) != 0:
        return None
    held = data[0].permitted
    return next((right for right in (_DAC_READ_SEARCH, _DAC_OVERRIDE) if held & (1 << right)), None)


def become(uid: int, gid: int) -> None:
    """Become another user for good; keep only the right to pass closed folders, where the kernel allows.

    Raises:
        PermissionError: this process may not change its user.
    """
    right = _right_to_pass() if sys.platform == "linux" else None
    if right is not None and not _prctl(_SET_SECUREBITS, _NO_SETUID_FIXUP):
        _prctl(_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if right is None:
        return
    header, data = _Header(_CAPABILITY_VERSION_3, 0), (_Data * 2)()
    data[0].effective = data[0].permitted = data[0].inheritable = 1 << right
    if _libc().capset(ctypes.byref(header), data) == 0:
        _prctl(_CAP_AMBIENT, _CAP_AMBIENT_RAISE, right)


def tie(parent: int, signal_number: int) -> None:
    """Ask for a signal at the parent's death, and leave at once when it died before we could ask."""
    if sys.platform == "linux":
        _prctl(_SET_PDEATHSIG, signal_number)
    if os.getppid() != parent:
        raise SystemExit("the program that started this one is gone")


def command(
    argv: list[str], *, signal_number: int, uid: int | None = None, gid: int | None = None
) -> list[str]:
    """The command line that runs ``argv`` tied to the calling process.

    The tie is to the calling *thread*: call from a thread that lives as long as the program should.
    """
    user = ["-" if uid is None else str(uid), "-" if gid is None else str(gid)]
    script = str(Path(__file__).resolve())
    return [sys.executable, "-I", "-S", script, str(os.getpid()), str(signal_number), *user, *argv]


def main(argv: list[str]) -> None:
    """Change the user when asked, tie the knot, and turn into the program."""
    parent, signal_number, uid, gid, program, *arguments = argv
    if uid != "-":
        become(int(uid), int(gid))
    tie(int(parent), int(signal_number))
    os.execvp(program, [program, *arguments])  # noqa: S606 - the point of this file


if __name__ == "__main__":
    main(sys.argv[1:])
