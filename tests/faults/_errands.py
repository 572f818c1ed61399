"""What the drills on the queue share: many small errands in a running house, and watching it carry them out."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.parse import quote

import psycopg
import redis

from tests.whole_house import House


@dataclass
class Watch:
    """A house while something breaks: how its pages answer and how its errands come on."""

    house: House
    answers: Counter[str] = field(default_factory=Counter)
    longest_pause: float = 0.0
    done: int = -1
    changed_at: float = field(default_factory=time.monotonic)

    def database(self) -> psycopg.Connection[tuple[object, ...]]:
        sockets = self.house.data_dir / "postgres" / "run"
        return psycopg.connect(f"postgresql://guichet@/guichet?host={quote(str(sockets))}", autocommit=True)

    def queue(self) -> redis.Redis:
        return redis.Redis.from_url(f"unix://{quote(str(self.house.data_dir / 'valkey' / 'run' / 'valkey.sock'))}")

    def promise(self, count: int) -> None:
        """Promise small errands that may be done again and again: each asks the purge what has served."""
        with self.database() as connection:
            connection.execute(
                "INSERT INTO errand (key, job, args, due_at, attempts)"
                " SELECT 'drill-' || number, 'purge', '{}', now(), 0 FROM generate_series(1, %s) number",
                [count],
            )

    def look(self, *paths: str) -> None:
        """Ask pages once; note how they answered."""
        for path in paths:
            self.answers[f"{path} {answer_of(self.house, path)[0]}"] += 1

    def progress(self) -> int:
        """How many drill errands are done; notes the longest time in which none was."""
        try:
            with self.database() as connection:
                row = connection.execute("SELECT count(*) FROM errand WHERE key LIKE 'drill-%' AND done_at IS NOT NULL").fetchone()
        except psycopg.Error:
            return self.done
        now, count = time.monotonic(), int(str(row[0])) if row else 0
        self.longest_pause = max(self.longest_pause, now - self.changed_at)
        if count != self.done:
            self.done, self.changed_at = count, now
        return count


def answer_of(house: House, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    """The status and headers of a page; 0 when nobody answered. Redirects are not followed."""
    wish = urllib.request.Request(f"{house.url}{path}", headers=headers)
    try:
        with _opener.open(wish, timeout=20) as answer:
            return answer.status, dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers)
    except (OSError, HTTPException):
        return 0, {}


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


_opener = urllib.request.build_opener(_Stay)
