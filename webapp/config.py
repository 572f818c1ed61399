"""Every setting of the house: read once from the environment, typed and explained here.

A `.env` file in the working folder is read first; real environment variables win. The table in
README.md is checked against this file by tests/house/test_settings.py.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from dotenv import dotenv_values

ROOT: Final = Path(__file__).resolve().parent.parent
#: The folder that the demo's fund keeps beside ours, as any fund may keep its own.
DEMO_CONTENT: Final = ROOT / "webapp" / "cli" / "demo" / "content"
DEMO_SECRET_FILE: Final = "secret_key"  # noqa: S105 - the name of a file, not a secret
SHORTEST_SECRET: Final = 32


class BadSettingError(ValueError):
    """A setting that the house refuses to start with; the sentence names it and says how to mend it."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one deployment; the comment behind each name is its documentation."""

    database_url: str = ""  # postgresql://…; empty: the embedded server in DATA_DIR
    redis_url: str = ""  # redis://… or unix://…; empty: the embedded Valkey in DATA_DIR
    mail_url: str = ""  # smtp://user:pass@host:port, smtps://…, folder:///path; empty: DATA_DIR/mail
    base_url: str = "http://localhost:8000"  # address people use; links in mails start with it
    secret_key: str = field(repr=False)  # signs tokens; required in production, 32 characters or more
    data_dir: Path = ROOT / "var"  # everything the house writes to disk
    document_store: str = ""  # folder for attachments and letters; empty: DATA_DIR/documents
    content_dirs: tuple[Path, ...] = ()  # a fund's own content folders, searched before ours (separated by :)
    forwarded_allow: str = ""  # addresses of the proxy whose X-Forwarded-* are believed, comma-separated
    log_format: Literal["text", "json"] = "text"  # how log lines look
    demo: bool = False  # 1: the demo fund with its printed log-ins; never with real data
    port: int = 8000  # where the web server listens
    dkim_key: Path | None = None  # PEM file of the key that signs mails; empty: not signed
    dkim_selector: str = ""  # DNS selector of that key
    dkim_domain: str = ""  # domain the mails are signed for
    oidc_issuer: str = ""  # OpenID Connect provider for log-in (itsme, CSAM…); empty: own accounts only
    oidc_client_id: str = ""  # our name at that provider
    oidc_client_secret: str = field(default="", repr=False)  # our secret at that provider
    staff_host: str = ""  # host name of the staff door; empty: the same host as the others
    api_requests_per_minute: int = 1200  # questions one address may ask the calculation API; 0: any number

    @property
    def mail_address(self) -> str:
        """The address mails leave through, the folder in DATA_DIR when none is set."""
        return self.mail_url or f"folder://{self.data_dir.resolve() / 'mail'}"

    @property
    def documents(self) -> str:
        """Where documents are kept, the folder in DATA_DIR when none is set."""
        return self.document_store or str(self.data_dir.resolve() / "documents")

    @property
    def secure(self) -> bool:
        """Whether people reach us over https, so that cookies may insist on it."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings, or say which one is wrong.

        Raises:
            BadSettingError: a number that is none, an unknown log format, or a demo secret in production.
        """
        values = _values(environ)
        demo = values.get("DEMO", "") == "1"
        data_dir = Path(values.get("DATA_DIR") or ROOT / "var")
        port = _port(values.get("PORT") or "8000")
        log_format = values.get("LOG_FORMAT") or "text"
        if log_format not in {"text", "json"}:
            raise BadSettingError(f"LOG_FORMAT is {log_format!r}; write text or json.")
        dkim_key = values.get("DKIM_KEY", "")
        return cls(
            database_url=values.get("DATABASE_URL", ""),
            redis_url=values.get("REDIS_URL", ""),
            mail_url=values.get("MAIL_URL", ""),
            base_url=(values.get("BASE_URL") or f"http://localhost:{port}").rstrip("/"),
            secret_key=_secret(values.get("SECRET_KEY", ""), data_dir=data_dir, demo=demo),
            data_dir=data_dir,
            document_store=values.get("DOCUMENT_STORE", ""),
            content_dirs=own_content(values),
            forwarded_allow=values.get("FORWARDED_ALLOW", ""),
            log_format="json" if log_format == "json" else "text",
            demo=demo,
            port=port,
            dkim_key=Path(dkim_key) if dkim_key else None,
            dkim_selector=values.get("DKIM_SELECTOR", ""),
            dkim_domain=values.get("DKIM_DOMAIN", ""),
            oidc_issuer=values.get("OIDC_ISSUER", ""),
            oidc_client_id=values.get("OIDC_CLIENT_ID", ""),
            oidc_client_secret=values.get("OIDC_CLIENT_SECRET", ""),
            staff_host=values.get("STAFF_HOST", ""),
            api_requests_per_minute=_count("API_REQUESTS_PER_MINUTE", values),
        )


def own_content(environ: Mapping[str, str] | None = None) -> tuple[Path, ...]:
    """A fund's own content folders; reading content needs no other setting."""
    values = _values(environ)
    usual = str(DEMO_CONTENT) if values.get("DEMO") == "1" else ""
    return tuple(Path(part) for part in values.get("CONTENT_DIRS", usual).split(":") if part)


def _values(environ: Mapping[str, str] | None) -> dict[str, str]:
    """The settings as text: those of the process over those of a .env file, or just those given."""
    if environ is not None:
        return dict(environ)
    written = {name: value or "" for name, value in dotenv_values(Path.cwd() / ".env").items()}
    return written | os.environ


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:  # noqa: PLR2004 - the range of TCP ports
        raise BadSettingError(f"PORT is {text!r}; write a number from 1 to 65535.")
    return int(text)


def _count(name: str, values: Mapping[str, str]) -> int:
    text = values.get(name) or str(getattr(Settings, name.lower()))
    if not (text.isascii() and text.isdigit()):
        raise BadSettingError(f"{name} is {text!r}; write a whole number, 0 or more.")
    return int(text)


def _secret(given: str, *, data_dir: Path, demo: bool) -> str:
    """The given secret; in the demo one that is made once and kept in DATA_DIR."""
    kept = data_dir / DEMO_SECRET_FILE
    if demo:
        if given:
            return given
        if not kept.exists():
            data_dir.mkdir(parents=True, exist_ok=True)
            kept.touch(mode=0o600)
            kept.write_text("demo-" + secrets.token_urlsafe(48))
        return kept.read_text().strip()
    if given.startswith("demo-"):
        raise BadSettingError("SECRET_KEY is a demo secret; make a new one for production.")
    if len(given) < SHORTEST_SECRET:
        raise BadSettingError(
            f"SECRET_KEY is missing or shorter than {SHORTEST_SECRET} characters; "
            "set a random one, or DEMO=1 to try the demo fund."
        )
    return given
