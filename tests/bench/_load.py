"""Load from outside: wrk asks one address as often as it can, and says how many answers came in a second."""

from __future__ import annotations

import re
import shutil
import subprocess

from tests.bench import NotMeasured

SECONDS = 4
CONNECTIONS = 16


def rate(address: str, *, host: str = "", seconds: int = SECONDS) -> float:
    """Answers a second; every one must be a good one."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise NotMeasured("no wrk on this machine (apt-get install wrk)")
    asks = ["-H", "Accept-Encoding: gzip", *(["-H", f"Host: {host}"] if host else [])]
    said = subprocess.run(
        [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *asks, address],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Non-2xx" not in said, said
    assert "Socket errors" not in said, said
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found, said
    return float(found[1])
