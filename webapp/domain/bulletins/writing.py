"""An issue as a mail: encoded once per language, filled per recipient with her links."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from webapp.domain.bulletins import addresses
from webapp.domain.bulletins.delivery import Parcel
from webapp.domain.bulletins.queries import IssueView, issue
from webapp.kit import fund, letters, mail_parts, outgoing, written_text
from webapp.kit.letters import Message
from webapp.kit.mail import Skeleton, place

#: Where `page:name` in a text may lead.
PAGE_FOLDERS: Final = ("life_events", "pages")


class BadLinkError(ValueError):
    """A link of a text leads nowhere; `target` is what was typed."""

    def __init__(self, target: str) -> None:
        self.target = target
        super().__init__(target)


@dataclass(frozen=True, kw_only=True)
class Copy:
    """What one recipient's copy differs in."""

    email: str = field(repr=False)
    language: str
    token: str = field(repr=False)
    thing: str


def written_for(parcel: Parcel) -> bytes:
    """The whole mail for one recipient, with the one-click link of RFC 8058 in its head and at its foot."""
    skeleton = _released(parcel.bulletin_id, parcel.language)
    thing = f"bulletin-{parcel.bulletin_id}-{parcel.subscriber_id}"
    return _filled(
        skeleton, Copy(email=parcel.email, language=parcel.language, token=parcel.token, thing=thing)
    )


def trial_for(found: IssueView, *, email: str, language: str, thing: str) -> bytes:
    """One language of an issue as a mail for the person who writes it; its links lead to no subscriber."""
    copy = Copy(email=email, language=language, token="trial", thing=thing)  # noqa: S106 - leads nowhere
    return _filled(_skeleton(found, language), copy)


def body_html(body: str, *, language: str) -> Markup:
    """The text of an issue as HTML, for the archive and the preview."""
    return written_text.html(body, link=lambda target: resolve(target, language))


def body_text(body: str, *, language: str) -> str:
    """The text of an issue as readers without HTML get it."""
    return written_text.plain(body, link=lambda target: resolve(target, language))


def bad_links(body: str, *, language: str) -> list[str]:
    """The links of a text that lead nowhere, as they are typed."""
    bad = []
    for target in written_text.targets(body):
        try:
            resolve(target, language)
        except BadLinkError as link:
            bad.append(link.target)
    return bad


def resolve(target: str, language: str) -> str:
    """The full address behind a link: `page:contact` in the language of the text, or an address outside.

    Raises:
        BadLinkError: it leads nowhere.
    """
    kind, _colon, name = target.partition(":")
    if kind == "page":
        library = fund.library()
        for folder in PAGE_FOLDERS:
            if name in library.children(folder):
                slug = library.toml(f"{folder}/{name}/page.toml")["slug"][language]
                return fund.web_address(f"/{language}/{slug}")
    if not written_text.leads_outside(target):
        raise BadLinkError(target)
    return target


def _filled(skeleton: Skeleton, copy: Copy) -> bytes:
    return skeleton.fill(
        to=copy.email,
        message_id=outgoing.message_id(copy.thing),
        unsubscribe_url=addresses.leave_url(copy.token),
        choices_url=addresses.choices_url(copy.language, copy.token),
    )


@lru_cache(maxsize=16)
def _released(bulletin_id: int, language: str) -> Skeleton:
    """An issue that was released never changes again, so it is encoded once per process."""
    found = issue(bulletin_id)
    assert found is not None, "a delivery names its issue"
    return _skeleton(found, language)


def _skeleton(found: IssueView, language: str) -> Skeleton:
    subject, body = found.texts[language]
    text, html = mail_parts.bulletin(
        fund.library(),
        subject=subject,
        body=body,
        number=found.number,
        language=language,
        fund=letters.fund_facts(fund.library(), language),
        link=lambda target: resolve(target, language),
        addresses={
            "archive_url": addresses.issue_url(language, found.number),
            "choices_url": place("choices_url"),
            "unsubscribe_url": place("unsubscribe_url"),
        },
    )
    mail = outgoing.mail_of(
        Message(subject, text, html),
        to="somebody@example.org",
        language=language,
        thing=f"bulletin-{found.id}",
        unsubscribe_url=addresses.leave_url("example"),
        feedback_id=f"bulletin-{found.number}",
    )
    return Skeleton(mail)
