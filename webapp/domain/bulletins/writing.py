"""An issue as a mail: encoded once per language, filled per recipient with her link to leave."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from webapp.domain.bulletins.delivery import Parcel
from webapp.domain.bulletins.queries import issue
from webapp.kit import mail_parts, outgoing, texts
from webapp.kit.letters import Message
from webapp.kit.mail import Skeleton

LEAVE = "/machine/unsubscribe/{token}"


def written_for(parcel: Parcel) -> bytes:
    """The whole mail for one recipient, with the one-click link of RFC 8058 in its head and at its foot."""
    return _skeleton(parcel.bulletin_id, parcel.language).fill(
        to=parcel.email,
        message_id=outgoing.message_id(f"bulletin-{parcel.bulletin_id}-{parcel.subscriber_id}"),
        unsubscribe_url=outgoing.web_address(LEAVE.format(token=parcel.token)),
    )


def body_html(body: str, *, name: str) -> Markup:
    """The text of an issue as HTML, for the archive and the preview; raw HTML in it stays text."""
    return texts.html(body, {}, name=name, link=str)


@lru_cache(maxsize=16)
def _skeleton(bulletin_id: int, language: str) -> Skeleton:
    found = issue(bulletin_id)
    assert found is not None, "a delivery names its issue"
    subject, body = found.texts[language]
    message: Message = mail_parts.bulletin(subject, body, language=language, number=found.number)
    mail = outgoing.mail_of(
        message,
        to="somebody@example.org",
        language=language,
        thing=f"bulletin-{bulletin_id}",
        unsubscribe_url=outgoing.web_address(LEAVE.format_map({"token": "example"})),
        feedback_id=f"bulletin-{found.number}",
    )
    return Skeleton(mail)
