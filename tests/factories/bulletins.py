"""Subscribers and issues for tests."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from sqlalchemy import insert

from tests.factories import identity as identities
from webapp.domain import bulletins, identity
from webapp.domain.bulletins.models import SubscriberRow
from webapp.domain.identity import Actor, Role
from webapp.kit import clock
from webapp.kit.db import session

_numbers = count(1)

LANGUAGES = ("fr", "nl", "de", "en")
TEXTS = {
    "fr": ("Ce qui change cet été", "Bonjour,\n\n## Vos provisions\n\nLisez [la page](page:contact).\n\n- un\n- deux"),
    "nl": ("Wat verandert deze zomer", "Goedendag,\n\n## Uw bijdragen\n\nLees [de pagina](page:contact)."),
    "de": ("Was sich ändert", "Guten Tag,\n\n## Ihre Beiträge\n\nLesen Sie [die Seite](page:contact)."),
    "en": ("What changes this summer", "Hello,\n\n## Your contributions\n\nRead [the page](page:contact)."),
}


def an_editor() -> Actor:
    return _actor(Role.EDITOR)


def a_supervisor() -> Actor:
    return _actor(Role.SUPERVISOR)


def somebody_with_every_role() -> Actor:
    return _actor(*Role)


def a_subscriber(*, email: str = "", language: str = "fr", state: str = "confirmed") -> SubscriberRow:
    number = next(_numbers)
    at = clock.now()
    row = SubscriberRow(
        email=email or f"reader{number}@example.be",
        language=language,
        state=state,
        token=f"token-{number}",
        confirm_token=f"confirm-{number}",
        consent="2026-11",
        asked_at=at - timedelta(days=1),
        confirmed_at=at - timedelta(hours=20) if state == "confirmed" else None,
        left_at=at if state == "left" else None,
    )
    session.add(row)
    session.commit()  # a page that refuses or only reads rolls back
    return row


def many_subscribers(count: int) -> None:
    """Confirmed readers reader0@example.be and on, in all languages, at once."""
    at = clock.now() - timedelta(days=1)
    session.execute(
        insert(SubscriberRow),
        [
            {
                "email": f"reader{n}@example.be", "language": LANGUAGES[n % 4], "state": "confirmed",
                "token": f"token-that-is-as-long-as-others-{n:05}", "confirm_token": f"confirm-many-{n}",
                "consent": "2026-11", "asked_at": at, "confirmed_at": at,
            }
            for n in range(count)
        ],
    )  # fmt: skip
    session.commit()


def a_draft(*, by: Actor | None = None, languages: tuple[str, ...] = LANGUAGES, body: str = "") -> int:
    by = by or an_editor()
    issue_id = bulletins.begin(by=by, at=clock.now())
    for language in languages:
        subject, words = TEXTS[language]
        bulletins.write(issue_id, language=language, subject=subject, body=body or words, by=by, at=clock.now())
    session.commit()
    return issue_id


def a_ready_issue(*, by: Actor | None = None, body: str = "") -> int:
    by = by or an_editor()
    issue_id = a_draft(by=by, body=body)
    bulletins.mark_ready(issue_id, by=by)
    session.commit()
    return issue_id


def a_released_issue(*, body: str = "") -> int:
    """Written, declared ready and released by two persons; its errands are promised."""
    issue_id = a_ready_issue(body=body)
    release(issue_id)
    return issue_id


def release(issue_id: int, *, by: Actor | None = None) -> int:
    found = bulletins.issue(issue_id)
    assert found is not None
    audience = bulletins.release(
        issue_id, fingerprint=found.fingerprint, by=by or a_supervisor(), at=clock.now()
    )
    session.commit()
    return audience


def _actor(*roles: Role) -> Actor:
    actor = identity.actor_for(identities.a_member_of_staff(*roles).id)
    assert actor is not None
    return actor
