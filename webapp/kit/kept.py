"""What a person typed is never lost: a form sent with an expired session or an old token is kept.

The posted fields wait an hour, sealed for the log-in whose session had expired. After signing in, the
same page opens with `?kept=…`, filled in, and asks for one more click. Files are not kept: the page
says which ones to choose again.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from datetime import datetime, timedelta
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app, g, request
from sqlalchemy import delete
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict

from webapp.kit import clock
from webapp.kit.db import Base, session
from webapp.kit.security import TOKEN_FIELD

KEEP_FOR: Final = timedelta(hours=1)
ARGUMENT: Final = "kept"
LARGEST: Final = 200_000
#: Proofs of who somebody is are typed anew.
NEVER_KEPT: Final = frozenset({TOKEN_FIELD, "password", "current", "code"})


class KeptForm(Base):
    """The sealed fields of one form that could not be accepted; deleted when used or after an hour."""

    __tablename__ = "kept_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    login_id: Mapped[int] = mapped_column(index=True)
    path: Mapped[str]
    sealed: Mapped[bytes]
    expires_at: Mapped[datetime]


def keep(*, login_id: int) -> str:
    """Keep the posted fields of this request for a person; returns the address to come back to."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_KEPT]
    packed = json.dumps(fields).encode()
    if len(packed) > LARGEST:
        return request.path
    token = secrets.token_urlsafe(24)
    session.add(
        KeptForm(
            token=token,
            login_id=login_id,
            path=request.path,
            sealed=_box().encrypt(packed),
            expires_at=clock.now() + KEEP_FOR,
        )
    )
    session.flush()
    return f"{request.path}?{ARGUMENT}={token}"


def waiting(*, login_id: int) -> MultiDict[str, str] | None:
    """The fields kept for this person and this page, when the address names them."""
    token = request.args.get(ARGUMENT, "")
    if not token:
        return None
    row = session.query(KeptForm).filter_by(token=token, login_id=login_id, path=request.path).one_or_none()
    if row is None or row.expires_at < clock.now():
        return None
    try:
        fields = json.loads(_box().decrypt(row.sealed))
    except InvalidToken:
        return None
    g.kept_form = True
    return MultiDict([(str(name), str(value)) for name, value in fields])


def forget(*, before: datetime) -> None:
    """Delete the forms whose hour was over before a moment."""
    session.execute(delete(KeptForm).where(KeptForm.expires_at < before))


def _box() -> Fernet:
    secret = current_app.config["SETTINGS"].secret_key.encode()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"kept-form" + secret).digest()))
