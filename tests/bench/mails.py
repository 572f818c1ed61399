"""Mails of 5 kB filled per second from a bulletin's skeleton, text, HTML and one-click unsubscribe, ready to send."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from webapp.kit.mail import Mail, Skeleton, place

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "mails/s", 30_000.0, False, 5
COUNT = 20_000
LINK = "https://www.linde.example/machine/unsubscribe/"


def measure() -> float:
    skeleton = Skeleton(
        Mail(
            sender="bulletin@linde.example",
            sender_name="Le Tilleul",
            to="reader@example.be",
            subject="Été 2026",
            text="Une phrase de la lettre d'information, à peu près.\n" * 40 + place("unsubscribe_url"),
            html="<p>Une phrase de la lettre, à peu près.</p>\n" * 40 + place("unsubscribe_url"),
            message_id="issue-1@linde.example",
            sent_at=datetime(2026, 11, 22, tzinfo=UTC),
            unsubscribe_url=LINK + "0",
            language="fr",
        )
    )
    begun = time.perf_counter()
    for n in range(COUNT):
        skeleton.fill(
            to=f"reader{n}@example.be", message_id=f"issue-1-{n}@linde.example", unsubscribe_url=f"{LINK}{n}"
        )
    return COUNT / (time.perf_counter() - begun)
