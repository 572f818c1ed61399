"""Server-side sessions: a random token in a cookie, everything else in the database.

Public pages never look here, so they set no cookie and can be cached. Idle and absolute lifetimes are
enforced on the server; affiliates and companies may rest 30 minutes, staff 15, nobody stays longer
than 8 hours. `seen_at` is written by this file's own small commit, at most once a minute, because
reading a page is what keeps a session awake.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from flask import Flask, Response, current_app, g, request
from sqlalchemy import delete, update
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kit import clock
from webapp.kit.db import Base, session

TOKEN_BYTES: Final = 32
LONGEST: Final = timedelta(hours=8)
REST: Final = timedelta(minutes=30)
STAFF_REST: Final = timedelta(minutes=15)
TOUCH_EVERY: Final = timedelta(minutes=1)
AGENT_LENGTH: Final = 120


class WebSession(Base):
    """One visit of a person who signed in. The token itself is never stored, only its hash."""

    __tablename__ = "web_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    login_id: Mapped[int] = mapped_column(index=True)
    is_staff: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    second_factor_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    agent: Mapped[str] = mapped_column(default="")
    acting_affiliate_id: Mapped[int | None]
    acting_company_id: Mapped[int | None]

    @property
    def hat(self) -> str:
        """For whom this visit acts, when it was chosen; forms carry it, so that none goes to another file.

        Two windows share one session. A form opened for one client and sent after the other window
        switched to another must not land in that other file.
        """
        return f"{self.acting_affiliate_id or ''}/{self.acting_company_id or ''}".strip("/")

    def is_awake(self, *, at: datetime) -> bool:
        """Whether the session may still be used at a moment."""
        rest = STAFF_REST if self.is_staff else REST
        return self.ended_at is None and at - self.seen_at <= rest and at - self.started_at <= LONGEST


def init_app(app: Flask) -> None:
    """Write the cookie and the time of the last visit after each request that used a session."""
    app.after_request(_touch)
    app.after_request(_write_cookie)


def cookie_name() -> str:
    """`__Host-session` over https, so that no other host can plant one."""
    return "__Host-session" if current_app.config["SETTINGS"].secure else "session"


def current() -> WebSession | None:
    """The living session of this request, or None."""
    found = presented()
    return found if found is not None and found.is_awake(at=clock.now()) else None


def presented() -> WebSession | None:
    """The session whose cookie was shown, alive or expired: tells a lapsed visitor from a stranger."""
    if "web_session" not in g:
        token = request.cookies.get(cookie_name(), "")
        g.web_session = (
            session.query(WebSession).filter_by(token_hash=_hash(token)).one_or_none() if token else None
        )
    found: WebSession | None = g.web_session
    return found


def start(login_id: int, *, is_staff: bool, second_factor: bool) -> WebSession:
    """Begin a session with a new token; an older one of the same browser ends, so nothing can be fixed."""
    older = presented()
    at = clock.now()
    same = older if older is not None and older.login_id == login_id else None
    if older is not None:
        older.ended_at = older.ended_at or at
    token = secrets.token_urlsafe(TOKEN_BYTES)
    begun = WebSession(
        token_hash=_hash(token),
        login_id=login_id,
        is_staff=is_staff,
        started_at=at,
        seen_at=at,
        second_factor_at=at if second_factor else None,
        agent=(request.user_agent.string or "")[:AGENT_LENGTH],
        # Whoever comes back after a lapse goes on for the same client: a kept form was written for him.
        acting_affiliate_id=same.acting_affiliate_id if same else None,
        acting_company_id=same.acting_company_id if same else None,
    )
    session.add(begun)
    session.flush()
    g.web_session = begun
    g.session_cookie = token
    return begun


def end() -> None:
    """Sign out: the session ends on the server and the cookie goes."""
    found = presented()
    if found is not None:
        found.ended_at = found.ended_at or clock.now()
    g.session_cookie = ""


def end_all(login_id: int, *, but: int | None = None) -> None:
    """End every session of a person, after a change of password or at her wish; `but` one may stay."""
    session.execute(
        update(WebSession)
        .where(WebSession.login_id == login_id, WebSession.ended_at.is_(None), WebSession.id != (but or 0))
        .values(ended_at=clock.now())
    )


def end_one(session_id: int, *, login_id: int) -> bool:
    """End one visit of a person; False when it is not hers or has ended."""
    found = session.get(WebSession, session_id)
    if found is None or found.login_id != login_id or found.ended_at is not None:
        return False
    found.ended_at = clock.now()
    return True


def forget(*, before: datetime) -> None:
    """Delete visits that began before a moment; none of them can be open any more."""
    session.execute(delete(WebSession).where(WebSession.started_at < before))


def living(login_id: int) -> list[WebSession]:
    """The visits of a person that are open now, the latest first."""
    at = clock.now()
    rows = session.query(WebSession).filter(
        WebSession.login_id == login_id, WebSession.ended_at.is_(None), WebSession.started_at > at - LONGEST
    )
    return [one for one in rows.order_by(WebSession.seen_at.desc()) if one.is_awake(at=at)]


def act_for(found: WebSession, *, affiliate_id: int | None = None, company_id: int | None = None) -> None:
    """Choose for whom this visit acts from now on; the caller has checked that she may."""
    if affiliate_id is not None:
        found.acting_affiliate_id = affiliate_id
    if company_id is not None:
        found.acting_company_id = company_id


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _write_cookie(answer: Response) -> Response:
    if "session_cookie" not in g:
        return answer
    if g.session_cookie:
        answer.set_cookie(
            cookie_name(),
            g.session_cookie,
            secure=current_app.config["SETTINGS"].secure,
            httponly=True,
            samesite="Lax",
            path="/",
        )
    else:
        answer.delete_cookie(
            cookie_name(), path="/", secure=current_app.config["SETTINGS"].secure, httponly=True
        )
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _touch(answer: Response) -> Response:
    """Runs after the frame has closed the unit of work; see the order in `webapp.app`."""
    touched = g.get("touch_session")
    if touched is not None:
        session.execute(
            update(WebSession)
            .where(WebSession.id == touched, WebSession.seen_at < clock.now() - TOUCH_EVERY)
            .values(seen_at=clock.now())
        )
        session.commit()
    return answer


def keep_awake(found: WebSession) -> None:
    """Note that the guard of a door let this session in; the visit is written down after the answer."""
    if clock.now() - found.seen_at > TOUCH_EVERY:
        g.touch_session = found.id
