"""kill -9 of the queue in the middle of 300 errands."""

from __future__ import annotations

import os
import time

from tests.faults._errands import Watch
from tests.whole_house import whole_house

ERRANDS = 300
LONGEST_PAUSE = 100  # seconds
PROMISE = f"0 of {ERRANDS} errands lost, pages stay open, at most {LONGEST_PAUSE} s without progress"


def drill() -> tuple[str, bool]:
    with whole_house() as house:
        watch = Watch(house)
        watch.promise(ERRANDS)
        while watch.progress() < ERRANDS // 6:
            time.sleep(0.02)
        with watch.queue() as connection:
            os.kill(connection.info("server")["process_id"], 9)
        begun = time.monotonic()
        while watch.progress() < ERRANDS and time.monotonic() - begun < 2 * LONGEST_PAUSE:
            watch.look("/fr/", "/healthz")
            time.sleep(0.2)
        bad = sum(count for answer, count in watch.answers.items() if not answer.endswith(" 200"))
        lost = ERRANDS - watch.done
        text = f"{lost} lost, {bad} of {watch.answers.total()} pages failed, {watch.longest_pause:.1f} s without progress"
        return text, not lost and not bad and watch.longest_pause <= LONGEST_PAUSE
