"""Pages from the front cache, by webapp/deploy/nginx.conf: what share of the rate of the same page as a static file.

One nginx serves both, on two ports, in turns: the page kept from our headers, and the very bytes on disk, compressed
beforehand as we send them. wrk asks both alike.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import NotMeasured, _load
from tests.whole_house import free_port, whole_house
from webapp.config import ROOT

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "of nginx's static rate", 0.5, False, 5
PAGE = "/fr/je-me-lance"
SHIPPED = ROOT / "webapp" / "deploy" / "nginx.conf"


def measure() -> Iterator[float]:
    nginx = shutil.which("nginx")
    if nginx is None:
        raise NotMeasured("no nginx on this machine (apt-get install nginx)")
    version = subprocess.run([nginx, "-v"], capture_output=True, text=True, check=True).stderr.strip()
    with whole_house() as house, tempfile.TemporaryDirectory(prefix="guichet-nginx-") as folder:
        cached, static = free_port(), free_port()
        place = Path(folder)
        place.chmod(0o755)
        keep_page(house.url + PAGE, place / "static" / "page.html")
        with front(nginx, place, house.port, cached, static):
            kept, plain = f"http://127.0.0.1:{cached}{PAGE}", f"http://127.0.0.1:{static}/page.html"
            assert body(kept) == body(plain), "both serve the same bytes"
            print(f"  {version}; {len(body(kept))} bytes a page", flush=True)
            while True:
                from_disk, from_cache = _load.rate(plain), _load.rate(kept)
                print(f"  static {from_disk:,.0f}/s, front cache {from_cache:,.0f}/s", flush=True)
                yield from_cache / from_disk


def body(address: str) -> bytes:
    """A page as it travels, compressed."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        return bytes(answer.read())


def keep_page(address: str, place: Path) -> None:
    """The page on disk for nginx, plain (only so that it exists) and compressed."""
    place.parent.mkdir()
    place.write_bytes(b"")
    place.with_suffix(".html.gz").write_bytes(body(address))


@contextmanager
def front(nginx: str, place: Path, house: int, cached: int, static: int) -> Iterator[None]:
    """An nginx with the configuration that we ship, on plain ports, and a static server beside it."""
    shipped = SHIPPED.read_text(encoding="utf-8")
    ours = shipped.replace("127.0.0.1:8000", f"127.0.0.1:{house}").replace(
        "/var/cache/nginx/guichet", f"{place}/cache"
    )
    ours = ours.replace("listen 443 ssl", f"listen {cached}")
    ours = re.sub(r"^\s*ssl_certificate.*$|server_name .*$", "", ours, flags=re.MULTILINE)
    configuration = place / "nginx.conf"
    configuration.write_text(
        f"""daemon off; worker_processes 1; pid {place}/pid; error_log {place}/error.log;
events {{ worker_connections 512; }}
http {{ types {{ text/html html; }} access_log off; sendfile on; keepalive_requests 1000000;
client_body_temp_path {place}/body; proxy_temp_path {place}/proxy; fastcgi_temp_path {place}/fastcgi;
uwsgi_temp_path {place}/uwsgi; scgi_temp_path {place}/scgi;
server {{ listen {static}; root {place}/static; gzip_static on; }}
{ours} }}""",
        encoding="utf-8",
    )
    process = subprocess.Popen([nginx, "-c", str(configuration)], stderr=subprocess.DEVNULL)
    try:
        _wait(cached)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int) -> None:
    for _attempt in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("nginx did not open")
