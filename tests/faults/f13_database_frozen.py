"""The database is frozen, as a paused machine is: it takes every question and says nothing."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.faults._errands import answer_of
from tests.whole_house import House, whole_house

FROZEN = 20  # seconds
LONGEST = 3.0  # seconds, for the one page that finds out
USUAL = 0.5
BACK_WITHIN = 15
PUBLIC = ("/fr/", "/nl/zoeken?q=pensioen", "/en/search?q=illness", "/de/")
PROMISE = f"public pages within {LONGEST} s, nearly all within {USUAL} s; private ones say 503; all is back within {BACK_WITHIN} s"


def drill() -> tuple[str, bool]:
    with whole_house() as house:
        for path in PUBLIC:
            answer_of(house, path)
        public: list[float] = []
        answers: Counter[str] = Counter()
        frozen = _freeze(house)
        try:
            begun = time.monotonic()
            while time.monotonic() - begun < FROZEN:
                for path in PUBLIC:
                    asked = time.monotonic()
                    answers[f"public {answer_of(house, path)[0]}"] += 1
                    public.append(time.monotonic() - asked)
                answers[f"private {answer_of(house, '/fr/my/', Cookie='session=of-before')[0]}"] += 1
        finally:
            for pid in frozen:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)
        begun = time.monotonic()
        while (
            answer_of(house, "/fr/my/", Cookie="session=of-before")[0] != 303
            and time.monotonic() - begun < 4 * BACK_WITHIN
        ):
            time.sleep(0.1)
        back_after = time.monotonic() - begun
        usual = sorted(public)[int(len(public) * 0.9)]
        text = f"{dict(answers)}, 9 of 10 public pages within {usual:.2f} s, all within {max(public):.2f} s, back after {back_after:.1f} s"
        held = set(answers) == {"public 200", "private 503"} and max(public) <= LONGEST and usual <= USUAL
        return text, held and back_after <= BACK_WITHIN


def _freeze(house: House) -> list[int]:
    """Stop the postmaster, so that it makes no new servers, then those it has."""
    postmaster = int((house.data_dir / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGSTOP)
    servers = [int(pid) for pid in Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()]
    for pid in servers:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
    return [postmaster, *servers]
