"""Letters of two sheets printed per second by one process: facts in, PDF/A-2a and PDF/UA-1 out, QR code and all.

The goal is what a run of 300,000 needs to be over in four hours on two cores, twice over.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date

from flask import Flask

from webapp.kit import i18n, letters
from webapp.kit.texts import Library
from webapp.rules.numbers import structured_communication

UNIT, GOAL, LOWER_IS_BETTER, RUNS = "letters/s", 22.0, False, 5
COUNT = 150


def measure() -> Iterator[float]:
    app = Flask("bench")
    i18n.init_app(app)
    app.extensions["content"] = Library()
    with app.app_context():
        sample = letters.notice("quarterly_due").sample_in("fr")
        draw(sample, 0)  # opens the press
        start = 1
        while True:
            begun = time.perf_counter()
            for n in range(start, start + COUNT):
                draw(sample, n)
            start += COUNT
            yield COUNT / (time.perf_counter() - begun)


def draw(sample: dict[str, object], n: int) -> bytes:
    """A letter unlike all others."""
    envelope = letters.Envelope(
        recipient=(f"Jeanne Dupont {n}", "Rue de la Gare 12", "4700 Eupen"), written_on=date(2026, 10, 5),
        reference=f"A-{n}", manager_name="Sarah", manager_phone="+32 2 100 20 31", manager_mail="s@linde.example",
    )  # fmt: skip
    facts = sample | {"amount": 90000 + n, "communication": structured_communication(n + 1)}
    return letters.render_letter("quarterly_due", "fr", facts, envelope=envelope)
