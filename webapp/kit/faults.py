"""Places where a drill may kill the process, to prove that nothing is lost there.

Set GUICHET_FAULT to `point` or `point:N` (the Nth time) in a drill's worker; without it a hit costs
one dictionary look-up and does nothing.
"""

from __future__ import annotations

import os
import signal
from typing import Final

_POINT, _, _TIMES = os.environ.get("GUICHET_FAULT", "").partition(":")
_left: Final = {_POINT: int(_TIMES or 1)} if _POINT else {}


def hit(point: str) -> None:
    """Pass a named point; die here, without any clean-up, when the drill asks for it."""
    if point in _left:
        _left[point] -= 1
        if _left[point] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
