"""The whole house for the journeys: real web server, relay and RQ worker, and a real mail server that receives.

One house for all journeys of a run, with the demo fund in it; each journey uses people of its own.
"""

from __future__ import annotations

import email
import email.policy
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pyotp
import pytest
from aiosmtpd.controller import Controller

from tests.journeys.person import Person
from tests.whole_house import House, free_port, whole_house
from webapp.cli.demo.story import PASSWORD
from webapp.cli.demo.story import SECOND_FACTOR as TOTP_SECRET

PATIENCE = 60


class Letterbox:
    """What the mail server received, by address."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, bytes]] = []

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.mails += [(to, envelope.content) for to in envelope.rcpt_tos]
        return "250 Taken"

    def to(self, address: str) -> list[EmailMessage]:
        return [
            email.message_from_bytes(raw, policy=email.policy.default)
            for to, raw in list(self.mails)
            if to.lower() == address.lower()
        ]

    def wait_for(self, address: str, *, more_than: int = 0) -> EmailMessage:
        """The next mail to an address, which the relay and the worker bring within seconds."""
        return until(lambda: self.to(address)[more_than:], f"no mail reached {address}")[-1]


def until(look: Callable[[], object], complaint: str, *, seconds: float = PATIENCE):
    """Look again and again until there is something; what a person does with the reload button."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.2)
    raise AssertionError(complaint)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One house for all journeys, also when several workers share the tests."""
    for item in items:
        if "tests/journeys" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("house"))


@pytest.fixture(scope="session")
def letterbox() -> Iterator[Letterbox]:
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    box.port = controller.port
    yield box
    controller.stop()


@pytest.fixture(scope="session")
def house(letterbox) -> Iterator[House]:
    with whole_house(DEMO="1", MAIL_URL=f"smtp://127.0.0.1:{letterbox.port}") as running:
        yield running


@pytest.fixture
def somebody(house) -> Person:
    """A visitor with a fresh browser."""
    return Person(house.url)


@pytest.fixture(scope="module")
def signed_in(house) -> Callable[[str], Person]:
    """`signed_in("jeanne@demo.example")` is that person's browser, second factor included; one window each."""
    windows: dict[str, Person] = {}

    def come_in(address: str) -> Person:
        if address in windows:
            return windows[address]
        person = windows[address] = Person(house.url)
        person.open("/en/sign-in")
        person.fill(email=address, password=PASSWORD)
        if "/code" in person.url:
            for _try in range(3):
                person.fill(code=pyotp.TOTP(TOTP_SECRET).now())
                if "/code" not in person.url:
                    break
                time.sleep(31)  # the same code opens only once: wait for the next one
        assert person.status == 200, person.words()[:500]
        return person

    return come_in
