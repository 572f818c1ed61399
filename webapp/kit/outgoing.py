"""The post room of this process: one open postbox, the fund as sender, Message-IDs of our own."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from flask import current_app

from webapp.kit import clock
from webapp.kit.dkim import DkimKey
from webapp.kit.fund import facts
from webapp.kit.letters import Message
from webapp.kit.mail import Mail
from webapp.kit.postbox import Outcome, Postbox, open_postbox

PLACE: Final = "postbox"


def postbox() -> Postbox:
    """The postbox that MAIL_URL names, held open for the life of this process."""
    kept: dict[str, Postbox] = current_app.extensions
    if PLACE not in kept:
        settings = current_app.config["SETTINGS"]
        key = None
        if settings.dkim_key is not None:
            key = DkimKey.from_file(
                domain=settings.dkim_domain, selector=settings.dkim_selector, path=settings.dkim_key
            )
        kept[PLACE] = open_postbox(settings.mail_address, dkim=key)
    return kept[PLACE]


def hand_in(raw: bytes, *, to: str) -> Outcome:
    """Hand one ready mail in, from the fund's own address."""
    return postbox().send(raw, sender=sender(), to=to)


def sender() -> str:
    """The address that mails of the fund come from."""
    return str(facts()["mail"])


def web_address(path: str) -> str:
    """The full address of one of our pages, for a mail."""
    return f"{current_app.config['SETTINGS'].base_url}{path}"


def message_id(thing: str) -> str:
    """A Message-ID that is the same for every repeat of the same thing ("notice-88")."""
    host = urlsplit(current_app.config["SETTINGS"].base_url).hostname or "localhost"
    return f"{thing}@{host}"


def mail_of(message: Message, *, to: str, language: str, thing: str, **more: object) -> Mail:
    """A mail of the fund to one person; the moment is the clock's, the identity the thing's."""
    return Mail(
        sender=sender(),
        sender_name=facts()["short_name"][language],
        to=to,
        subject=message.subject,
        text=message.text,
        html=message.html,
        language=language,
        message_id=message_id(thing),
        sent_at=clock.now(),
        **more,  # type: ignore[arg-type]
    )
