"""Fifth part: requests in every state, so that the work list and the accounts have something to show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

import forms
from webapp.cli.demo.story import AFFILIATES, STAFF, Demo
from webapp.domain import affiliates, cases, contributions, identity
from webapp.domain.cases import CaseState, CaseView, Channel
from webapp.domain.identity import Actor
from webapp.kit import clock

ORDER = 60

JEANNE, KAREL, GRETA, AMINA, TOM = (player.email for player in AFFILIATES)
CLERK: Final = STAFF[0].email
#: What one of the unknown people of the demo expects to earn: less than nearly everybody pays on.
LITTLE: Final = 1_850_000
MOVES: Final = {
    GRETA: ("Bergkapellstraße 12", "4700", "Eupen"),
    JEANNE: ("Rue de la Station 41", "5000", "Namur"),
    AMINA: ("Avenue des Tilleuls 8", "1180", "Uccle"),
}


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Writes requests of the demo at days of its past, by whoever acts."""

    demo: Demo

    @contextmanager
    def at(self, days_ago: int) -> Iterator[datetime]:
        """A morning some days ago, for everything that asks for the time."""
        day = self.demo.now - timedelta(days=days_ago)
        moment = datetime.combine(day, time(9, 30), tzinfo=UTC)
        with clock.frozen(moment):
            yield moment

    def actor(self, email: str) -> Actor:
        """Somebody with a log-in."""
        actor = identity.actor_for(self.demo.logins[email])
        assert actor is not None, "the parts before this one made the log-in"
        return actor

    def ask(
        self,
        paper_name: str,
        answers: dict[str, Any],
        *,
        affiliate_id: int,
        by: Actor,
        days_ago: int,
        channel: Channel = Channel.ONLINE,
    ) -> CaseView:
        """Send a request."""
        paper = forms.catalogue()[paper_name]
        with self.at(days_ago) as at:
            title, words = forms.receipt_words(
                paper, answers, language=affiliates.addressee(affiliate_id).language, on=at.date()
            )
            return cases.submit(
                paper_name,
                key=f"demo-{paper_name}-{affiliate_id}",
                by=by,
                at=at,
                version=paper.version,
                answers=answers,
                affiliate_id=affiliate_id,
                channel=channel,
                title=title,
                receipt_words=words,
            )

    def decide(self, case: CaseView, state: CaseState, *, days_ago: int, reasons: str = "") -> None:
        """Let the clerk decide."""
        effect = forms.effect_of(forms.catalogue()[case.paper], state)
        with self.at(days_ago) as at:
            cases.take(case.id, by=self.actor(CLERK), at=at)
            cases.decide(case.id, state=state, by=self.actor(CLERK), at=at, reasons=reasons, effect=effect)


def load(demo: Demo) -> None:
    """One request in each state: new, waited for, granted, refused, withdrawn, on paper, and a draft."""
    if CLERK not in demo.logins or GRETA not in demo.affiliate_ids:
        return
    write = Writer(demo=demo)
    moves = {
        email: _move(write, email, days_ago) for email, days_ago in ((GRETA, 40), (JEANNE, 6), (AMINA, 3))
    }
    write.decide(moves[GRETA], CaseState.GRANTED, days_ago=38)
    _ask_back(write, moves[JEANNE])
    with write.at(2) as at:
        cases.withdraw(moves[AMINA].id, by=write.actor(AMINA), at=at)
    tom = _reduction(write, TOM, 19_000_00, "I was at home after the birth of our child.", days_ago=20)
    write.decide(
        tom,
        CaseState.REFUSED,
        days_ago=15,
        reasons="The birth has already made one quarter free.\nYour accounts show no lower income.",
    )
    _reduction(
        write, KAREL, 21_000_00, "Mijn grootste klant is in september gestopt: 60 % van de omzet.", days_ago=1
    )
    _on_paper(write)
    _draft(write)


def _move(write: Writer, email: str, days_ago: int) -> CaseView:
    street, postcode, town = MOVES[email]
    moved_on = write.demo.now - timedelta(days=days_ago + 10)
    answers = {
        "street": street,
        "postcode": postcode,
        "town": town,
        "country": "BE",
        "moved_on": moved_on.isoformat(),
        "declaration": True,
    }
    number = write.demo.affiliate_ids[email]
    return write.ask(
        "change_personal", answers, affiliate_id=number, by=write.actor(email), days_ago=days_ago
    )


def _ask_back(write: Writer, case: CaseView) -> None:
    with write.at(4) as at:
        words = "Le numéro de la boîte manque. Pouvez-vous nous l'indiquer ?"
        cases.ask_for_more(case.id, words=words, by=write.actor(CLERK), at=at)


def _reduction(write: Writer, email: str, cents: int, reasons: str, *, days_ago: int) -> CaseView:
    return write.ask(
        "reduce_provisional",
        _wish(write.demo, cents, reasons),
        affiliate_id=write.demo.affiliate_ids[email],
        by=write.actor(email),
        days_ago=days_ago,
    )


def _wish(demo: Demo, cents: int, reasons: str) -> dict[str, Any]:
    return {
        "from_quarter": str(demo.last_quarter),
        "expected_income": cents,
        "ground": "fewer_customers",
        "reasons": reasons,
        "risk": True,
        "declaration": True,
    }


def _on_paper(write: Writer) -> None:
    """Somebody who writes on paper asked for less, and it was granted."""
    for key, affiliate_id in write.demo.affiliate_ids.items():
        if not key.startswith("demo-"):
            continue
        found = _outlook(write.demo, affiliate_id)
        if found is None or found.advice is None or found.saves_nothing:
            continue
        case = write.ask(
            "reduce_provisional",
            _wish(write.demo, LITTLE, "Zie de brief van mijn boekhouder."),
            affiliate_id=affiliate_id,
            by=write.actor(CLERK),
            days_ago=30,
            channel=Channel.ON_PAPER,
        )
        write.decide(case, CaseState.GRANTED, days_ago=25)
        return


def _outlook(demo: Demo, affiliate_id: int) -> contributions.ReductionOutlook | None:
    try:
        return contributions.reduction_outlook(
            affiliate_id, income_cents=LITTLE, from_quarter=demo.last_quarter, on=demo.now
        )
    except contributions.CannotReckonError:
        return None


def _draft(write: Writer) -> None:
    with write.at(0) as at:
        number, by = write.demo.affiliate_ids[KAREL], write.actor(KAREL)
        draft = cases.begin("change_personal", key="demo-draft", by=by, at=at, affiliate_id=number)
        cases.keep_answers(draft.key, {"street": "Molenstraat 7", "town": "Aalst"}, by=by, at=at)
