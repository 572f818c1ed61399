"""FLUSHALL in the middle of 300 errands: the queue forgets everything."""

from __future__ import annotations

import time

from tests.faults._errands import Watch
from tests.whole_house import whole_house
from webapp.kit import outbox

ERRANDS = 300
REFILLED = outbox.LOST_AFTER.total_seconds() + 30
PROMISE = f"0 of {ERRANDS} errands lost, the queue is filled again within {REFILLED:.0f} s"


def drill() -> tuple[str, bool]:
    with whole_house() as house:
        watch = Watch(house)
        watch.promise(ERRANDS)
        while watch.progress() < ERRANDS // 6:
            time.sleep(0.02)
        with watch.queue() as connection:
            connection.flushall()
        kept = watch.done
        begun = time.monotonic()
        while watch.progress() < ERRANDS and time.monotonic() - begun < 2 * REFILLED:
            time.sleep(0.2)
        lost = ERRANDS - watch.done
        text = f"emptied after {kept}, {lost} lost, {watch.longest_pause:.1f} s without progress"
        return text, not lost and watch.longest_pause <= REFILLED
