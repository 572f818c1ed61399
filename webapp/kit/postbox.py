"""Hand mails over and say truthfully what became of each: taken, refused, try later, or in doubt.

MAIL_URL chooses the way: `smtp://user:password@host:port`, `smtps://…`, or `folder:///path` (demo and tests).
One connection stays open and is renewed every few hundred mails. No wait is longer than half a minute.
The only moment of doubt is after the final dot: when the answer is lost there, the mail may have been taken.
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
import re
import smtplib
import socket
import ssl
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import parse_qs, unquote, urlsplit

from webapp.kit.dkim import DkimKey

CONNECT_SECONDS = 10
ANSWER_SECONDS = 20
MAILS_PER_CONNECTION = 300

_PERMANENT = 500
_ACCEPTED = 250
_GO_AHEAD = 354
_CLOSING = 421
_OURS_NOT_THEIRS = frozenset({503, 530, 534, 535, 538})  # log-in wanted or refused: no address is bad
_UNSAFE = re.compile(r"[\x00-\x20<>\x7f-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server took the mail and its responsibility."""

    answer: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The server will never take this mail for this address (5xx): do not try again."""

    code: int
    answer: str


@dataclass(frozen=True, slots=True)
class TryLater:
    """Not now (4xx, no connection, our own set-up): nothing was taken, a later try is safe."""

    reason: str
    code: int = 0


@dataclass(frozen=True, slots=True)
class InDoubt:
    """The connection was lost after the final dot: the mail may or may not have been taken."""

    reason: str


Outcome = Accepted | Refused | TryLater | InDoubt


class BadMailUrlError(ValueError):
    """MAIL_URL cannot be used; the sentence says why and never repeats the password."""


class Postbox(Protocol):
    """Where mails are handed in; use it as a context manager or close it."""

    def send(self, raw: bytes, *, sender: str, to: str) -> Outcome:
        """Hand in one ready mail for one recipient and report what became of it.

        Trouble of network or server is an outcome, never an exception; an address that could begin another
        command is a ValueError.
        """

    def close(self) -> None:
        """Say goodbye to the server, if one is held."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class _Closing:
    """What makes every postbox a context manager."""

    def close(self) -> None:
        """Nothing is held by default."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class FolderPostbox(_Closing):
    """Each mail becomes one .eml file, written aside and renamed, so a reader never sees half of it.

    The name comes from the Message-ID: the same mail handed in twice stays one file.
    """

    def __init__(self, folder: Path, dkim: DkimKey | None = None) -> None:
        self.folder = folder
        self._dkim = dkim

    def send(self, raw: bytes, *, sender: str, to: str) -> Outcome:  # noqa: ARG002 - the shape of a Postbox
        """Write the mail; a full or missing disk means: try later."""
        if self._dkim:
            raw = self._dkim.sign(raw)
        found = re.search(rb"(?im)^message-id:\s*(\S+)", raw)
        name = hashlib.sha256(found.group(1) if found else raw).hexdigest()[:24]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            Path(aside).replace(self.folder / f"{name}.eml")
        except OSError as error:
            return TryLater(f"folder: {error.strerror}")
        return Accepted(f"{name}.eml")


class SmtpPostbox(_Closing):
    """One kept-open SMTP connection; made anew after a loss, a fork, or a few hundred mails."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        login: tuple[str, str] | None = None,
        tls: str = "offered",
        dkim: DkimKey | None = None,
        answer_seconds: float = ANSWER_SECONDS,
        mails_per_connection: int = MAILS_PER_CONNECTION,
    ) -> None:
        self._host, self._port, self._login, self._tls, self._dkim = host, port, login, tls, dkim
        self._answer_seconds = answer_seconds
        self._mails_per_connection = mails_per_connection
        self._smtp: smtplib.SMTP | None = None
        self._sent = 0
        self._process = 0

    def send(self, raw: bytes, *, sender: str, to: str) -> Outcome:
        """Hand in one mail. A dead kept-open connection is noticed before the mail and replaced once."""
        if _UNSAFE.search(sender) or _UNSAFE.search(to):
            raise ValueError("an envelope address holds a blank, a bracket or a control sign")
        if self._dkim:
            raw = self._dkim.sign(raw)
        for fresh in (False, True):
            kept = self._smtp is not None and self._process == os.getpid()
            if fresh or not kept or self._sent >= self._mails_per_connection:
                self._drop(politely=kept)
                trouble = self._connect()
                if trouble:
                    return trouble
                kept = False
            try:
                outcome = self._transact(raw, sender, to)
            except (smtplib.SMTPException, OSError) as error:
                self._drop(politely=False)
                if kept and not isinstance(error.__context__, TimeoutError):
                    continue  # it had gone stale between two mails; nothing of this one was taken
                return TryLater(f"connection lost: {type(error).__name__}")
            return outcome
        raise AssertionError  # pragma: no cover - the second round always returns

    def close(self) -> None:
        """Say goodbye; a server that does not answer is left alone."""
        self._drop(politely=self._process == os.getpid())

    def _connect(self) -> TryLater | None:
        """Open, greet, secure and log in; whatever fails here is no recipient's fault."""
        here = socket.gethostname() or "localhost"
        try:
            if self._tls == "wrapped":
                smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                    local_hostname=here, timeout=CONNECT_SECONDS, context=ssl.create_default_context()
                )
            else:
                smtp = smtplib.SMTP(local_hostname=here, timeout=CONNECT_SECONDS)
            smtp._host = self._host  # type: ignore[attr-defined]  # noqa: SLF001 - name to check, when connect() is called by hand
            self._smtp, self._process, self._sent = smtp, os.getpid(), 0
            code, answer = smtp.connect(self._host, self._port)
            if code != 220:  # noqa: PLR2004 - 220: ready
                self._drop(politely=False)
                return TryLater(_words(answer), code)
            if smtp.sock:
                smtp.sock.settimeout(self._answer_seconds)
            smtp.ehlo_or_helo_if_needed()
            if not self._secure(smtp):
                self._drop(politely=True)
                return TryLater("the server offers no TLS")
            if self._login:
                smtp.login(*self._login)
        except smtplib.SMTPResponseException as error:
            self._drop(politely=False)
            return TryLater(_words(error.smtp_error), error.smtp_code)
        except (smtplib.SMTPException, OSError) as error:
            self._drop(politely=False)
            return TryLater(f"no connection: {type(error).__name__}")
        return None

    def _secure(self, smtp: smtplib.SMTP) -> bool:
        if self._tls in {"none", "wrapped"}:
            return True
        if not smtp.has_extn("starttls"):
            return self._tls == "offered"
        context = ssl.create_default_context()
        if self._tls == "offered":  # RFC 3207's opportunistic way: better an unproven cipher than none
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
        return True

    def _transact(self, raw: bytes, sender: str, to: str) -> Outcome:
        """MAIL, RCPT, DATA, the mail, the dot; only a loss after the dot is a doubt."""
        smtp = self._smtp
        assert smtp is not None
        for command, theirs in ((f"MAIL FROM:<{sender}>", False), (f"RCPT TO:<{to}>", True), ("DATA", True)):
            code, answer = smtp.docmd(command)
            if code in {_ACCEPTED, 251, 252, _GO_AHEAD}:
                continue
            return self._declined(code, answer, final=theirs)
        smtp.send(_stuffed(raw))  # not wholly handed over when this fails: the dot comes last
        self._sent += 1
        try:
            code, answer = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop(politely=False)
            return InDoubt(f"no answer after the final dot: {type(error).__name__}")
        if code == _ACCEPTED:
            return Accepted(_words(answer))
        return self._declined(code, answer, final=True)

    def _declined(self, code: int, answer: bytes, *, final: bool) -> Outcome:
        """A no to this mail; the connection is cleaned for the next one."""
        if code == _CLOSING or code < 0:
            self._drop(politely=False)
        else:
            try:
                assert self._smtp is not None
                self._smtp.docmd("RSET")
            except (smtplib.SMTPException, OSError):
                self._drop(politely=False)
        if code >= _PERMANENT and final and code not in _OURS_NOT_THEIRS:
            return Refused(code, _words(answer))
        return TryLater(_words(answer), code)

    def _drop(self, *, politely: bool) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        if politely:
            try:
                if smtp.sock:
                    smtp.sock.settimeout(2)
                smtp.docmd("QUIT")
            except (smtplib.SMTPException, OSError):
                pass
        smtp.close()


def open_postbox(url: str, *, dkim: DkimKey | None = None) -> Postbox:
    """The postbox that MAIL_URL names; connects only when the first mail is handed in.

    TLS of `smtp://` is taken when offered; with a log-in to another machine it is required and the
    certificate is checked. `?tls=none`, `offered` or `required` say otherwise. Raises BadMailUrlError.
    """
    parts = urlsplit(url)
    if parts.scheme == "folder":
        if parts.netloc or not parts.path:
            raise BadMailUrlError("folder:// needs an absolute path: folder:///path")
        return FolderPostbox(Path(unquote(parts.path)), dkim)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadMailUrlError("expected smtp://host:port, smtps://host:port or folder:///path")
    try:
        port = parts.port
    except ValueError:
        raise BadMailUrlError("the port is not a number") from None
    login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    if parts.scheme == "smtps":
        return SmtpPostbox(parts.hostname, port or 465, login=login, tls="wrapped", dkim=dkim)
    default = "required" if login and not _is_this_machine(parts.hostname) else "offered"
    tls = parse_qs(parts.query).get("tls", [default])[0]
    if tls not in {"none", "offered", "required"}:
        raise BadMailUrlError("tls is none, offered or required")
    return SmtpPostbox(parts.hostname, port or (587 if login else 25), login=login, tls=tls, dkim=dkim)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _stuffed(raw: bytes) -> bytes:
    """The mail as DATA wants it: leading dots doubled, the lone dot at the end."""
    body = raw if raw.endswith(b"\r\n") else raw + b"\r\n"
    if body.startswith(b"."):
        body = b"." + body
    return body.replace(b"\r\n.", b"\r\n..") + b".\r\n"


def _words(answer: bytes | str) -> str:
    if isinstance(answer, str):
        return answer[:300]
    return answer.decode("utf-8", "replace")[:300]
