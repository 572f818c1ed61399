"""The mails that a test's postbox took."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from flask import current_app

CODE = re.compile(r"\b([0-9A-Z]{5}-[0-9A-Z]{5})\b")


def mails_to(address: str) -> list[EmailMessage]:
    """What arrived at an address, the oldest first."""
    folder = Path(current_app.config["SETTINGS"].data_dir) / "mail"
    files = sorted(
        (file for file in folder.rglob("*") if file.is_file()), key=lambda file: file.stat().st_mtime_ns
    )
    read = (message_from_bytes(file.read_bytes(), policy=policy.default) for file in files)
    return [mail for mail in read if address.lower() in str(mail["To"]).lower()]


def code_in(mail: EmailMessage) -> str:
    """The one-time code of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = CODE.search(body.get_content())
    assert found is not None, "no code in this mail"
    return found[1]
