"""The bulletin's part: readers in every state, two issues that were sent, one that is being written."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, time, timedelta
from random import Random

from webapp.cli.demo.bulletin_texts import A_CHILD, NEW_YEAR, QUARTER_ENDS, Words
from webapp.cli.demo.names import FIRST, LAST
from webapp.cli.demo.story import DOMAIN, Demo
from webapp.domain import bulletins, identity
from webapp.domain.bulletins import SubscriberState
from webapp.kit import clock

ORDER = 70
#: Of a hundred readers, how many read each language, and how many stand in each state.
LANGUAGES = {"nl": 48, "fr": 41, "en": 6, "de": 5}
STATES = {
    SubscriberState.CONFIRMED: 84,
    SubscriberState.ASKED: 6,
    SubscriberState.LEFT: 8,
    SubscriberState.BOUNCED: 2,
}
CONSENT = "2026-11"
#: A line end inside a paragraph: it is there for the file's sake only.
LINE_END = re.compile(r"(?<!\n)\n(?!\n)")
ENDS = ("refused", "refused", "in_doubt")


def load(demo: Demo) -> None:
    """Write the readers and the issues."""
    editor = identity.actor_for(demo.logins[f"nora@{DOMAIN}"])
    supervisor = identity.actor_for(demo.logins[f"karim@{DOMAIN}"])
    assert editor is not None, "the people come before"
    assert supervisor is not None, "the people come before"
    at = datetime.combine(demo.today, time(9), tzinfo=UTC)
    dice = demo.dice("bulletins")
    bulletins.take_over([_reader(dice, number, at) for number in range(demo.subscribers)])
    for words, days in ((QUARTER_ENDS, 75), (A_CHILD, 19)):
        sent_at = at - timedelta(days=days)
        with clock.frozen(sent_at):
            _send(words, by=editor, released_by=supervisor, at=sent_at)
    _write(NEW_YEAR, by=editor, at=at - timedelta(days=2))


def _reader(dice: Random, number: int, at: datetime) -> bulletins.KnownReader:
    language = dice.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
    state = dice.choices(list(STATES), list(STATES.values()))[0]
    name = f"{dice.choice(FIRST[language])}.{dice.choice(LAST[language])}"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    word = "".join(sign for sign in plain.lower() if sign.isalnum() or sign == ".")
    days = dice.randrange(1, 6) if state == SubscriberState.ASKED else dice.randrange(90, 500)
    return bulletins.KnownReader(
        email=f"{word}{number}@readers.example",
        language=language,
        state=state,
        consent=f"{CONSENT}-{language}",
        asked_at=at - timedelta(days=days),
    )


def _write(words: Words, *, by: identity.Actor, at: datetime) -> int:
    bulletin_id = bulletins.begin(by=by, at=at)
    for language, (subject, body) in words.items():
        bulletins.write(
            bulletin_id, language=language, subject=subject, body=LINE_END.sub(" ", body), by=by, at=at
        )
    return bulletin_id


def _send(words: Words, *, by: identity.Actor, released_by: identity.Actor, at: datetime) -> None:
    bulletin_id = _write(words, by=by, at=at)
    bulletins.mark_ready(bulletin_id, by=by)
    found = bulletins.issue(bulletin_id)
    assert found is not None, "it has just been written"
    bulletins.release(bulletin_id, fingerprint=found.fingerprint, by=released_by, at=at)
    for end in ENDS:
        parcel = bulletins.next_parcel(bulletin_id, low=0, high=2**40, at=at)
        if parcel is not None and end == "refused":
            bulletins.refused(parcel, because="554")
        elif parcel is not None:
            bulletins.in_doubt(parcel, because="no answer after the final dot")
    bulletins.close_history(bulletin_id, at=at + timedelta(minutes=4))
