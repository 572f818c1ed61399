"""What people ask and say at the counter: calls wanted, taken, late and made, and remarks on pages."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final

from webapp.cli.demo.story import DOMAIN, Demo
from webapp.domain import callbacks, identity, remarks
from webapp.domain.callbacks import CallbackView, Subject
from webapp.domain.identity import Actor
from webapp.kit import clock, fund, opening_hours

ORDER = 80
#: Name, telephone number that nobody has, language, subject, words, and how many days ago it was asked.
CALLS: Final = (
    ("Lena Schmitz", "+3287102031", "de", Subject.FAMILY, "Am liebsten vormittags.", 6),
    ("Omar Haddad", "+3221002041", "fr", Subject.DIFFICULTIES, "J’ai reçu un courrier d’huissier.", 5),
    (
        "Els De Wilde",
        "+3291102042",
        "nl",
        Subject.CONTRIBUTIONS,
        "Waarom is mijn bijdrage hoger dan vorig jaar?",
        4,
    ),
    ("Paul Martin", "+3281102043", "fr", Subject.PENSION, "", 0),
    ("Tine Jacobs", "+3291102044", "nl", Subject.START_OR_STOP, "Ik begin in januari in bijberoep.", 0),
    ("Ruth Adams", "+3221002045", "en", Subject.COMPANY, "", 0),
)
NOTE: Final = "Rückruf gemacht, Formular per Post geschickt."
#: Page, language, answers for and against, and what one of those against wrote.
OPINIONS: Final = (
    ("payment_difficulties", "fr", 19, 3, "Je ne trouve pas combien de temps prend la réponse."),
    ("ill", "nl", 11, 6, "Wat als ik maar twee weken ziek ben?"),
    ("starting", "nl", 27, 2, ""),
    ("pension", "de", 6, 4, "Ein Beispiel mit Zahlen würde helfen."),
    ("child_is_born", "en", 14, 1, "I am adopting, and did not see where to begin."),
)


def load(demo: Demo) -> None:
    """Write the calls, the earliest first, then the answers of the last weeks."""
    ann = identity.actor_for(demo.logins[f"ann@{DOMAIN}"])
    luc = identity.actor_for(demo.logins[f"luc@{DOMAIN}"])
    assert ann is not None, "the people come before"
    assert luc is not None, "the people come before"
    now = datetime.combine(demo.today, time(7, 30), tzinfo=UTC)
    asked = [_ask(number, now) for number in range(len(CALLS))]
    _follow(asked, made_by=ann, taken_by=luc, now=now)
    for opinion in OPINIONS:
        _answer(opinion, now)


def _ask(number: int, now: datetime) -> CallbackView:
    name, phone, language, subject, words, days = CALLS[number]
    at = now - timedelta(days=days)
    facts = fund.facts()
    spans = opening_hours.spans_from(facts["hours"], at=at, closed_on=facts.get("closed_on", ()))
    span = next(spans)
    return callbacks.ask(
        key=f"demo-callback-{number}-{clock.day_of(now):%Y%m%d}",
        name=name,
        phone=phone,
        words=words,
        language=language,
        subject=subject,
        span=(span.opens_at, span.closes_at),
        address=f"192.0.2.{number}",
        at=at,
    )


def _follow(asked: list[CallbackView], *, made_by: Actor, taken_by: Actor, now: datetime) -> None:
    """The first call was made, the second is in hand, the third is late; the others wait for their time."""
    first, second, *_others = asked
    with clock.frozen(first.call_until - timedelta(minutes=20)):
        callbacks.take(first.id, by=made_by, at=clock.now())
        callbacks.close(first.id, note=NOTE, by=made_by, at=clock.now())
    with clock.frozen(now - timedelta(hours=1)):
        callbacks.take(second.id, by=taken_by, at=clock.now())


def _answer(opinion: tuple[str, str, int, int, str], now: datetime) -> None:
    page, language, useful, not_useful, words = opinion
    for number in range(useful + not_useful):
        key = remarks.answer(
            page=page,
            language=language,
            useful=number >= not_useful,
            address=f"198.51.100.{number}",
            at=now - timedelta(hours=9 * number + 3),
        )
        if number == 0 and words:
            remarks.explain(key, words=words)
