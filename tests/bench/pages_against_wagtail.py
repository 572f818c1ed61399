"""A guidance page, straight from the web server: how many times the requests per second of a Wagtail 8 page alike.

Both under gunicorn with one worker of four threads, on PostgreSQL, asked by wrk in turns. Wagtail is made by its own
starter and runs with the production settings that the starter writes, with our page's words in a rich text of its own,
so that both send as many bytes before compression. It lives in an environment of its own in the data folder.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from tests.bench import NotMeasured, _load, _wagtail
from tests.whole_house import free_port, whole_house
from webapp.config import ROOT
from webapp.kit import embedded

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "x the requests per second", 8.0, False, 5
VERSION = "8.0.1"
PAGE = "/en/starting"
PATIENCE_SECONDS = 900
THREADS = 4


def measure() -> Iterator[float]:
    python = installed()
    with tempfile.TemporaryDirectory(prefix="guichet-wagtail-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        place.chmod(0o755)
        with whole_house() as house, embedded.postgres(place / "data") as database:
            ours = plain(house.url + PAGE)
            with wagtail(python, place, database.url, ours) as their_page:
                theirs = plain(their_page)
                print(f"  ours {len(ours):,} bytes, Wagtail {VERSION} {len(theirs):,} bytes", flush=True)
                assert 0.85 < len(theirs) / len(ours) < 1.15, "pages of like size"
                _load.rate(house.url + PAGE, seconds=1), _load.rate(their_page, seconds=1)
                while True:
                    rates = _load.rate(their_page), _load.rate(house.url + PAGE)
                    print(f"  Wagtail {rates[0]:,.0f}/s, ours {rates[1]:,.0f}/s", flush=True)
                    yield rates[1] / rates[0]


def installed() -> Path:
    """Wagtail's own environment, made once in the data folder; gives its Python."""
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "bench" / f"wagtail-{VERSION}"
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        carried_out([sys.executable, "-m", "venv", "--clear", str(folder)])
        wanted = [f"wagtail=={VERSION}", "gunicorn", "psycopg[binary]"]
        carried_out([str(python), "-m", "pip", "install", "--quiet", *wanted])
        (folder / "complete").touch()
    return python.absolute()


def plain(address: str) -> bytes:
    """A page without compression."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        return bytes(answer.read())


@contextmanager
def wagtail(python: Path, place: Path, database: str, ours: bytes) -> Iterator[str]:
    """A new site with a page of our words; gives the address of the page."""
    site = place / "site"
    site.mkdir()
    carried_out([str(python.with_name("wagtail")), "start", "peer", str(site)])
    words = place / "words.json"
    words.write_text(json.dumps(page_words(ours) | {"databases": databases(database)}), encoding="utf-8")
    carried_out([str(python), _wagtail.__file__, "setup", str(words)], cwd=site)
    port = free_port()
    server = [
        str(python.with_name("gunicorn")),
        "peer.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--log-level",
        "error",
    ]
    server += ["--worker-class", "gthread", "--workers", "1", "--threads", str(THREADS)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": _wagtail.SETTINGS}
    process = subprocess.Popen(server, cwd=site, env=environment)
    try:
        address = f"http://127.0.0.1:{port}/guide/"
        _wait(address)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def page_words(ours: bytes) -> dict[str, Any]:
    """Our page for their editor: its article as rich text, padded with its own words up to the size of the whole."""
    html = ours.decode()
    article = re.search(r"<article>(.*?)</article>", html, re.DOTALL)
    assert article
    kept = re.sub(r"<(?!/?(?:h2|h3|p|ul|ol|li|b|strong|em)\b)[^>]*>", "", article[1])
    body = re.sub(r"<(\w+)\s[^>]*>", r"<\1>", kept)
    missing = len(html) - len(body) - 3_000  # the frame of their page
    pages = [("guide", "Becoming self-employed"), *((f"other-{n}", f"Another page {n}") for n in range(12))]
    return {
        "lead": "Join before your first day.",
        "body": f"{body}<p>{'word ' * (missing // 5)}</p>",
        "pages": pages,
    }


def databases(address: str) -> dict[str, Any]:
    found = make_url(address)
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": found.database,
            "USER": found.username or "",
            "PASSWORD": found.password or "",
            "HOST": found.host or str(found.query.get("host", "")),
            "PORT": str(found.port or found.query.get("port", "")),
            "CONN_MAX_AGE": 60,
        }
    }


def carried_out(command: list[str], cwd: Path | None = None) -> None:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False, cwd=cwd
        )
    except (OSError, subprocess.TimeoutExpired) as reason:
        raise NotMeasured(f"Wagtail {VERSION} cannot be had here: {reason}") from reason
    if done.returncode:
        raise NotMeasured(
            f"Wagtail {VERSION} cannot be had here: {(done.stderr or done.stdout).strip()[-600:]}"
        )


def _wait(address: str) -> None:
    for _attempt in range(200):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise NotMeasured("Wagtail did not open its page")
