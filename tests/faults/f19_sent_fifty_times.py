"""Fifty clicks at once on "send my request", and fifty on "begin", each with the same key."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http.cookiejar import CookieJar

from tests.faults._errands import Watch
from tests.whole_house import House, whole_house
from webapp.cli.demo.story import PASSWORD

CLICKS = 50
PROMISE = f"1 draft and 1 case from {CLICKS} parallel clicks each, the same page to all"
ASKED = "/en/my/requests/new/reduce_provisional"
REASONS = {"ground": "fewer_customers", "reasons": "Since April my main customer is gone: half of my turnover."}


class Browser:
    """A person's browser: cookies, tokens of our forms, no redirects followed."""

    def __init__(self, house: House) -> None:
        self.house, self.jar = house, CookieJar()

    def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, where it leads, and the page."""

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_: object) -> None:
                return None

        body = urllib.parse.urlencode(fields).encode() if fields is not None else None
        opener = urllib.request.build_opener(Stay, urllib.request.HTTPCookieProcessor(self.jar))
        try:
            with opener.open(f"{self.house.url}{path}", body, timeout=120) as answer:
                return answer.status, "", answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("Location", ""), error.read().decode()

    def send(self, path: str, **fields: str) -> tuple[int, str, str]:
        """Fill in the form of a page and send it once."""
        return self.ask(path, self.hidden(path) | fields)

    def hidden(self, path: str) -> dict[str, str]:
        page = self.ask(path)[2]
        inputs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
        return {name: unescape(value) for name, value in inputs}

    def at_once(self, path: str, fields: dict[str, str]) -> Counter[tuple[int, str]]:
        """Send the same form many times at once; the answers by status and page, whatever they add to it."""

        def click(_number: int) -> tuple[int, str]:
            status, location, _page = self.ask(path, fields)
            return status, location.partition("?")[0]

        with ThreadPoolExecutor(CLICKS) as crowd:
            return Counter(crowd.map(click, range(CLICKS)))


def drill() -> tuple[str, bool]:
    with whole_house() as house:
        watch, browser = Watch(house), Browser(house)
        browser.send("/en/sign-in", email="karel@demo.example", password=PASSWORD)
        drafts, sent = (counter(watch, table) for table in ("draft", "case"))
        begun = browser.at_once(ASKED, browser.hidden(ASKED))
        draft = max(begun, key=lambda one: one[1])[1].rsplit("/", 1)[0]
        quarters = re.findall(r'value="(\d{4}Q\d)"', browser.ask(f"{draft}/income")[2])
        steps = (
            browser.send(f"{draft}/income", expected_income="17.500,00", from_quarter=quarters[-1]),
            browser.send(f"{draft}/reasons", **REASONS),
            browser.send(f"{draft}/documents", action="continue"),
        )
        assert {step[0] for step in steps} == {303}, [step[2][-3000:] for step in steps if step[0] != 303]
        made = drafts()
        checked = browser.hidden(f"{draft}/check") | {"risk": "y", "declaration": "y"}
        answered = browser.at_once(f"{draft}/check", checked)
        text = f"{made} drafts, {sent()} cases, begun {dict(begun)}, sent {dict(answered)}"
        return text, made == 1 and sent() == 1 and len(begun) == len(answered) == 1


def counter(watch: Watch, table: str) -> Callable[[], int]:
    """How many rows a table has got since now."""

    def count() -> int:
        with watch.database() as connection:
            row = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        return int(str(row[0])) if row else 0

    before = count()
    return lambda: count() - before
