"""The session and the frame of a request: one unit of work, one commit.

Only `RequestFrame`, the job frame, the relay and `kit/sessions.py` commit. Services flush. A GET
cannot write: a flush with changes raises `WriteOnReadError`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

from flask import Flask, Response, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, MetaData, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session

from webapp.kit import patience

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
FIRST_ERROR: Final = 400

type_annotation_map: Final = {
    datetime: DateTime(timezone=True),
    dict[str, Any]: JSONB,
    list[Any]: JSONB,
    int: BigInteger,
}


class Base(DeclarativeBase):
    """The mother of every table; names of constraints are readable and stable."""

    metadata = MetaData(
        naming_convention={
            "ix": "%(table_name)s_%(column_0_N_name)s_idx",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ck": "%(table_name)s_%(constraint_name)s_check",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
            "pk": "%(table_name)s_pkey",
        }
    )
    type_annotation_map = type_annotation_map


#: Our own Base, not Flask-SQLAlchemy's: its copy of the class loses the type map.
db = SQLAlchemy(metadata=Base.metadata)

#: The session of this request or job. The rooms import this name and nothing else of the database kit.
session = cast("scoped_session[Session]", db.session)


class WriteOnReadError(RuntimeError):
    """A GET tried to change something: a fault of ours, never of the reader."""


def init_app(app: Flask) -> None:
    """Put the request frame around every request of the app."""
    db.init_app(app)
    with app.app_context():
        patience.watch(db.engine)
    app.after_request(_close_unit_of_work)
    event.listen(Session, "before_flush", _refuse_write_on_read)


def allow_write_on_read() -> None:
    """Let this one safe request write; for the frame of sign-in redirects that a provider sends by GET."""
    g.may_write = True


def keep_refusal() -> None:
    """Let this refusal (4xx) be committed: a wrong password or code is itself a deed to be written down.

    For coming in only, where the count of tries and the note of the failure must outlive the refusal.
    """
    g.refusal_counts = True


def _safe_request() -> bool:
    return has_request_context() and request.method in SAFE_METHODS and not g.get("may_write", False)


def _refuse_write_on_read(work: Session, _flush: Any, _instances: Any) -> None:
    if _safe_request() and (work.new or work.dirty or work.deleted):
        things = [type(thing).__name__ for thing in (*work.new, *work.dirty, *work.deleted)]
        raise WriteOnReadError(f"{request.method} {request.endpoint} wants to write {', '.join(things)}")


def _close_unit_of_work(answer: Response) -> ResponseReturnValue:
    """Commit when the answer is good, roll back otherwise; runs before any answer leaves.

    A fault (500) has rolled back already, whatever was asked for. Where nobody touched the session, as at the
    doors that read no table, none is opened to be closed.
    """
    if not session.registry.has():
        return answer
    refused = answer.status_code >= FIRST_ERROR and not g.get("refusal_counts", False)
    if _safe_request() or refused:
        session.rollback()
    else:
        session.commit()
    return answer
