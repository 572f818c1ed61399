"""Mail as bytes, because the standard library's builder is nine times slower than the house may be.

One builder writes every mail: headers that refuse line breaks, a text part, an HTML part, attachments.
A mail may hold *places* (`place("name")`) in its subject, text and HTML; `Skeleton` encodes such a mail once
and fills it per recipient, which is how a bulletin reaches thousands. Sending is the `Postbox`'s work.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import encodebytes
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import quote

from webapp.kit.postbox import (
    Accepted,
    BadMailUrlError,
    InDoubt,
    Outcome,
    Postbox,
    Refused,
    TryLater,
    open_postbox,
)

__all__ = [
    "Accepted",
    "Attachment",
    "BadMailError",
    "BadMailUrlError",
    "InDoubt",
    "Mail",
    "Outcome",
    "Postbox",
    "Refused",
    "Skeleton",
    "TryLater",
    "open_postbox",
    "place",
]

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_ATOM = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]"
_ADDRESS = re.compile(_ATOM + r"{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
_MESSAGE_ID = re.compile(_ATOM + r"{1,160}@[A-Za-z0-9.-]{1,200}")
_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&*+,;=%\[\]-]{1,900}")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_PLACE = re.compile("\ue000([a-z_]+)\ue001")
_ROOM_IN_LINE = 76
_BYTES_PER_WORD = 42  # an encoded word may hold 75 signs: 12 of frame, 56 of base64

Piece = bytes | tuple[str, str]  # ready bytes, or (name of the place, how its value is written there)


class BadMailError(ValueError):
    """A mail that must not be sent as it stands; `code` names the reason for the page or the log."""

    def __init__(self, code: str, what: str) -> None:
        self.code = code
        super().__init__(f"{code}: {what}")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels with a mail; its name is shown to the reader, so it holds no personal number."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Everything one mail says; the caller fixes Message-ID and moment, so that a repeat is the same mail.

    `message_id` comes without angle brackets; `sent_at` is a moment in UTC; `auto_submitted` is left true for
    whatever no person typed. Raises BadMailError when bytes are asked for and a part cannot be sent safely.
    """

    sender: str
    to: str
    subject: str
    text: str
    message_id: str
    sent_at: datetime
    html: str = ""
    sender_name: str = ""
    to_name: str = ""
    reply_to: str = ""
    language: str = ""
    unsubscribe_url: str = ""
    unsubscribe_mail: str = ""
    feedback_id: str = ""
    auto_submitted: bool = True
    attachments: tuple[Attachment, ...] = field(default=())

    def as_bytes(self) -> bytes:
        """The whole mail with CRLF line ends, ready for the wire; refuses a mail that still has places."""
        pieces = _pieces(self)
        if any(isinstance(piece, tuple) for piece in pieces):
            raise BadMailError("place_unfilled", "a mail with places is filled through a Skeleton")
        return b"".join(piece for piece in pieces if isinstance(piece, bytes))


def place(name: str) -> str:
    """A mark for the spot where a skeleton puts what differs per recipient (lower case and underscore)."""
    return f"\ue000{name}\ue001"


class Skeleton:
    """A mail encoded once and filled per recipient, so that a bulletin costs microseconds each.

    Address, Message-ID and the places of the given mail differ per filling; all else is fixed. The mail's
    own `to`, `message_id` and `unsubscribe_url` are examples only. The place `unsubscribe_url` fills itself.
    """

    def __init__(self, mail: Mail) -> None:
        pieces = _merged(_pieces(mail, open_ends=True))
        self._fixed: list[bytes] = [b"" if isinstance(piece, tuple) else piece for piece in pieces]
        self._open = [(n, *piece) for n, piece in enumerate(pieces) if isinstance(piece, tuple)]
        self._unsubscribes = bool(mail.unsubscribe_url)
        own = {"to", "message_id", "unsubscribe_url"}
        self.places = frozenset(name for _, name, _ in self._open) - own

    def fill(self, *, to: str, message_id: str, unsubscribe_url: str = "", **values: str) -> bytes:
        """The mail for one recipient; raises BadMailError on a missing, unknown or unsafe value."""
        if values.keys() != self.places:
            raise BadMailError("places_differ", ", ".join(sorted(values.keys() ^ self.places)))
        if self._unsubscribes != bool(unsubscribe_url):
            raise BadMailError("unsubscribe_differs", "the skeleton and the filling must agree")
        values["to"] = f"<{_address(to)}>"
        values["message_id"] = f"<{_message_id(message_id)}>"
        values["unsubscribe_url"] = _web_address(unsubscribe_url) if unsubscribe_url else ""
        parts = self._fixed.copy()
        for n, name, manner in self._open:
            parts[n] = _MANNERS[manner](values[name])
        return b"".join(parts)


# -- headers ------------------------------------------------------------


def _plain(name: str, value: str) -> str:
    """Refuse what could begin another header; the name is for the error only."""
    if _CONTROL.search(value):
        raise BadMailError("header_control", name)
    return value.strip()


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value) or ".." in value:
        local, at, domain = value.rpartition("@")
        try:
            value = f"{local}{at}{domain.encode('idna').decode('ascii')}" if domain else ""
        except UnicodeError:
            value = ""
        if not _ADDRESS.fullmatch(value) or ".." in value:
            raise BadMailError("address", "not an address this house can write to")
    return value


def _message_id(value: str) -> str:
    if not _MESSAGE_ID.fullmatch(value):
        raise BadMailError("message_id", "expected left@right, without brackets")
    return value


def _web_address(value: str) -> str:
    if not _WEB_ADDRESS.fullmatch(value):
        raise BadMailError("web_address", "expected an http or https address in ASCII")
    return value


def _words(value: str) -> str:
    """RFC 2047 words, cut between characters, one a line."""
    words, start, size = [], 0, 0
    for n, sign in enumerate(value):
        width = len(sign.encode("utf-8", "replace"))
        if size + width > _BYTES_PER_WORD:
            words.append(value[start:n])
            start, size = n, 0
        size += width
    words.append(value[start:])
    return "\r\n ".join(
        f"=?utf-8?b?{binascii.b2a_base64(word.encode('utf-8', 'replace'), newline=False).decode()}?="
        for word in words
    )


def _text_header(name: str, value: str) -> bytes:
    value = _plain(name, value)
    simple = value.isascii() and "=?" not in value and len(name) + 2 + len(value) <= _ROOM_IN_LINE
    return f"{name}: {value if simple else _words(value)}\r\n".encode("ascii")


def _person(name: str, address: str) -> str:
    name = _plain("name", name)
    if not name:
        return f"<{_address(address)}>"
    if name.isascii() and "=?" not in name and len(name) <= 60:  # noqa: PLR2004 - keeps the line in 76 signs
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}"\r\n <{_address(address)}>'
    return f"{_words(name)}\r\n <{_address(address)}>"


def _head(mail: Mail, *, open_ends: bool) -> list[Piece]:
    """The header lines up to the media type."""
    to: Piece = ("to", "raw") if open_ends else _person(mail.to_name, mail.to).encode("ascii")
    identity: Piece = (
        ("message_id", "raw") if open_ends else f"<{_message_id(mail.message_id)}>".encode("ascii")
    )
    pieces: list[Piece] = [
        f"From: {_person(mail.sender_name, mail.sender)}\r\nTo: ".encode("ascii"),
        to,
        b"\r\n",
        _subject(mail.subject),
        f"Date: {format_datetime(mail.sent_at)}\r\nMessage-ID: ".encode("ascii"),
        identity,
        b"\r\n",
    ]
    if mail.reply_to:
        pieces.append(f"Reply-To: <{_address(mail.reply_to)}>\r\n".encode("ascii"))
    if mail.unsubscribe_url:
        pieces.append(b"List-Unsubscribe: <")
        pieces.append(
            ("unsubscribe_url", "raw") if open_ends else _web_address(mail.unsubscribe_url).encode("ascii")
        )
        by_mail = f",\r\n <mailto:{_address(mail.unsubscribe_mail)}>" if mail.unsubscribe_mail else ""
        pieces.append(f">{by_mail}\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".encode("ascii"))
    if mail.feedback_id:
        pieces.append(_text_header("Feedback-ID", mail.feedback_id))
    if mail.language:
        if not _LANGUAGE.fullmatch(mail.language):
            raise BadMailError("language", mail.language)
        pieces.append(f"Content-Language: {mail.language}\r\n".encode("ascii"))
    if mail.auto_submitted:
        pieces.append(b"Auto-Submitted: auto-generated\r\n")
    pieces.append(b"MIME-Version: 1.0\r\n")
    return pieces


def _subject(value: str) -> bytes:
    if _PLACE.search(value):
        raise BadMailError("place_in_subject", "the subject is the same for every recipient")
    return _text_header("Subject", value)


# -- parts ------------------------------------------------------------


def _quoted(value: str) -> bytes:
    """Quoted-printable with CRLF ends; lone line ends of any kind become CRLF."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    return binascii.b2a_qp(lines.encode("utf-8", "replace"), istext=True)


def _soft(value: str) -> bytes:
    """A filled value between soft line breaks, so that the ready text around it keeps its lines."""
    value = value.replace("\r", " ").replace("\n", " ")
    if not value:
        return b""
    return _quoted(value + "\n")[:-2] + b"=\r\n"


_MANNERS: dict[str, Callable[[str], bytes]] = {
    "raw": lambda value: value.encode("ascii"),
    "text": _soft,
    "html": lambda value: _soft(escape(value)),
}


def _body(value: str, manner: str) -> list[Piece]:
    """The encoded text, cut at its places; every cut is a soft line break."""
    value = value if value.endswith("\n") else value + "\n"
    if "\ue000" not in value:
        return [_quoted(value)]
    pieces: list[Piece] = []
    chunks = _PLACE.split(value)  # text, name, text, name, …, text
    for n, chunk in enumerate(chunks):
        if n % 2:
            pieces.append((chunk, manner))
        elif n == len(chunks) - 1:
            pieces.append(_quoted(chunk))
        else:
            # the added line end makes the encoder write CRLF everywhere; it is then taken off again
            pieces.append(_quoted(chunk + "\n")[:-2] + b"=\r\n")
    return pieces


def _part(value: str, subtype: str, manner: str) -> list[Piece]:
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\n"
    coding = "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    return [f"{head}{coding}".encode("ascii"), *_body(value, manner)]


def _attached(attachment: Attachment) -> bytes:
    name = _plain("attachment", attachment.name).replace("/", "-").replace("\\", "-")
    if not _MEDIA_TYPE.fullmatch(attachment.media_type):
        raise BadMailError("media_type", attachment.media_type)
    plain = name.isascii() and not set(name) & set('"\\%')
    shown = f'filename="{name}"' if plain else f"filename*=UTF-8''{quote(name, safe='')}"
    head = (
        f"Content-Type: {attachment.media_type}\r\n"
        f"Content-Disposition: attachment;\r\n {shown}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return head.encode("ascii") + encodebytes(attachment.content).replace(b"\n", b"\r\n")


def _wrapped(kind: str, boundary: str, parts: Iterable[list[Piece]]) -> list[Piece]:
    pieces: list[Piece] = [
        f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n\r\n'.encode("ascii")
    ]
    for part in parts:
        pieces += [f"--{boundary}\r\n".encode("ascii"), *part, b"\r\n"]
    pieces.append(f"--{boundary}--\r\n".encode("ascii"))
    return pieces


def _pieces(mail: Mail, *, open_ends: bool = False) -> list[Piece]:
    """The mail as ready bytes and open places, in order."""
    # '=_' can stand in neither quoted-printable nor base64, so no part can close the mail early
    mark = hashlib.blake2b(mail.message_id.encode(), digest_size=12).hexdigest()
    body = _part(mail.text, "plain", "text")
    if mail.html:
        body = _wrapped("alternative", f"=_a{mark}", [body, _part(mail.html, "html", "html")])
    if mail.attachments:
        parts: list[list[Piece]] = [body]
        parts += [[_attached(attachment)] for attachment in mail.attachments]
        body = _wrapped("mixed", f"=_m{mark}", parts)
    return [*_head(mail, open_ends=open_ends), *body]


def _merged(pieces: list[Piece]) -> list[Piece]:
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if isinstance(piece, bytes) and isinstance(last, bytes):
            merged[-1] = last + piece
        else:
            merged.append(piece)
    return merged
