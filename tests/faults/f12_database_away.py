"""The database stops at once, as after a power cut, while people read and sign in."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter

from tests.faults._errands import answer_of
from tests.whole_house import whole_house

BACK_WITHIN = 15  # seconds
PROMISE = f"public pages stay open, private ones say 503 with Retry-After, all is back within {BACK_WITHIN} s"


def drill() -> tuple[str, bool]:
    with whole_house() as house:
        pid = int((house.data_dir / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
        private: Counter[int] = Counter()
        public: Counter[int] = Counter()
        unsaid, back_after, good = 0, 0.0, 0
        os.kill(pid, signal.SIGQUIT)
        begun = time.monotonic()
        while good < 10 and time.monotonic() - begun < 4 * BACK_WITHIN:
            status, headers = answer_of(house, "/fr/my/", Cookie="session=of-before")
            private[status] += 1
            unsaid += status == 503 and "Retry-After" not in headers
            good = good + 1 if status == 303 else 0
            back_after = back_after if good > 1 else time.monotonic() - begun
            public[answer_of(house, "/fr/")[0]] += 1
            time.sleep(0.05)
        text = f"public {dict(public)}, private {dict(private)}, back after {back_after:.1f} s"
        held = set(public) == {200} and set(private) <= {303, 503} and private[503] and not unsaid
        return text, bool(held) and good >= 10 and back_after <= BACK_WITHIN
