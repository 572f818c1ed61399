"""kill -9 of the worker in the middle of a bulletin: once just after the mail server's yes, then at random moments."""

from __future__ import annotations

import random
import subprocess
import time
from collections import Counter
from collections.abc import Callable

from tests.crew import Crew, a_crew, wait_for
from tests.factories import bulletins as made
from tests.factories.postbox import Inbox, an_inbox
from webapp.domain import bulletins
from webapp.domain.bulletins.models import Delivery, SubscriberRow
from webapp.kit.db import session

PROMISE = "nobody lost, nobody doubled, at most 1 in doubt per kill and each flagged, verify green, over within 45 s"
READERS = 600
RANDOM_KILLS = 3
#: What the lease of a dead worker (30 s), the relay, a fresh worker's start and the rest may take together.
OVER_WITHIN = 45.0

Kill = Callable[[Crew, Inbox], subprocess.Popen[bytes]]


def drill() -> tuple[str, bool]:
    with an_inbox() as inbox, a_crew(inbox.url) as crew:
        made.many_subscribers(READERS)
        crew.start("relay")
        rounds = [_round(crew, inbox, _killed_after_accept)]
        rounds += [_round(crew, inbox, _killed_at_random) for _time in range(RANDOM_KILLS)]
        verified = crew.run("verify").returncode == 0
    on, over = max(one[0] for one in rounds), max(one[1] for one in rounds)
    lost, doubled, in_doubt, flagged = (sum(one[place] for one in rounds) for place in (2, 3, 4, 5))
    words = (
        f"{len(rounds)} kills in {len(rounds)} issues to {READERS} readers: {lost} lost, {doubled} doubled, "
        f"{in_doubt} in doubt and {flagged} flagged, verify {'green' if verified else 'red'}, "
        f"next mail after at most {on:.1f} s, issue over after at most {over:.1f} s"
    )
    held = not lost and not doubled and all(one[4] <= 1 for one in rounds) and flagged == in_doubt
    return words, held and verified and over <= OVER_WITHIN


def _round(crew: Crew, inbox: Inbox, kill: Kill) -> tuple[float, float, int, int, int, int]:
    """One issue, one kill, a fresh worker: seconds to the next mail and to the end; lost, doubled, doubt, flagged."""
    inbox.mails.clear()
    issue_id = made.a_released_issue()
    kill(crew, inbox).wait(timeout=120)
    begun = time.monotonic()
    time.sleep(0.2)  # what was on its way has arrived
    seen = len(inbox.mails)
    worker = crew.start("worker")
    wait_for(lambda: len(inbox.mails) > seen, patience=120)
    on = time.monotonic() - begun
    wait_for(lambda: _state(issue_id) == "sent", patience=180)
    over = time.monotonic() - begun
    worker.terminate()
    worker.wait(timeout=60)
    return on, over, *_counts(inbox, issue_id)


def _killed_after_accept(crew: Crew, _inbox: Inbox) -> subprocess.Popen[bytes]:
    """A worker that dies between the server's yes and its own note."""
    return crew.start("worker", GUICHET_FAULT=f"after_smtp_accept:{READERS // 3}")


def _killed_at_random(crew: Crew, inbox: Inbox) -> subprocess.Popen[bytes]:
    """A worker that is killed from outside while it works."""
    worker = crew.start("worker")
    enough = random.randrange(20, READERS // 2)
    wait_for(lambda: len(inbox.mails) >= enough, patience=120)
    time.sleep(random.uniform(0.0, 0.01))
    worker.kill()
    return worker


def _state(issue_id: int) -> str:
    session.rollback()
    found = bulletins.progress(issue_id)
    return found.state if found is not None else ""


def _counts(inbox: Inbox, issue_id: int) -> tuple[int, int, int, int]:
    session.rollback()
    arrived = Counter(inbox.recipients())
    rows = session.query(SubscriberRow.email, Delivery.state).join(Delivery, Delivery.subscriber_id == SubscriberRow.id)
    kept = {row.email: row.state for row in rows.filter(Delivery.bulletin_id == issue_id)}
    lost = READERS - len(kept) + sum(email not in arrived and state != "in_doubt" for email, state in kept.items())
    doubled = sum(count > 1 for count in arrived.values())
    in_doubt = sum(state == "in_doubt" for state in kept.values())
    return lost, doubled, in_doubt, len(bulletins.troubles(issue_id))
