"""A mail server of the tests: real SMTP on the loop, whose answers a test chooses."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


class Inbox:
    """Takes every mail; `answers` gives another answer to a recipient, by the name before the @."""

    def __init__(self) -> None:
        self.port = 0
        self.mails: list[tuple[str, bytes]] = []
        self.answers: dict[str, str | list[str]] = {}

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        """What arrived for an address, in order."""
        return [
            message_from_bytes(content, policy=policy.default)  # type: ignore[misc]
            for to, content in self.mails
            if to.lower() == address.lower()
        ]

    def recipients(self) -> list[str]:
        return [to for to, _content in self.mails]

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:  # noqa: N802 - aiosmtpd's name
        answer = self.answers.get(address.partition("@")[0])
        if isinstance(answer, list):
            answer = answer.pop(0) if answer else None
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.mails += [(to, envelope.content) for to in envelope.rcpt_tos]
        return "250 2.0.0 taken"


@contextmanager
def an_inbox() -> Iterator[Inbox]:
    """A mail server for as long as the block lasts."""
    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        inbox.port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()
