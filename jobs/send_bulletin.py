"""Send one range of a bulletin, mail by mail, over one open connection.

May run twice because each recipient has her own row: a repeat finds only who still waits, and whoever was
being written to when a worker died is flagged as in doubt instead of written to again.
"""

from __future__ import annotations

from jobs import TryLaterError
from webapp.domain import bulletins
from webapp.kit import clock, faults, outgoing
from webapp.kit.postbox import Accepted, InDoubt, Outcome, Refused

QUEUE = "bulk"
RETRY = (60, 300, 900, 3600, 3600, 3600)
TIMEOUT = 3600


def prepare(*, bulletin_id: int, low: int, high: int) -> bulletins.Parcel | None:
    """The next recipient of the range, on record as being written to."""
    return bulletins.next_parcel(bulletin_id, low=low, high=high, at=clock.now())


def send(package: bulletins.Parcel) -> Outcome:
    """Write and hand in her copy."""
    result = outgoing.hand_in(bulletins.written_for(package), to=package.email)
    faults.hit("after_smtp_accept")
    return result


def settle(package: bulletins.Parcel, result: Outcome) -> None:
    """Write down what the mail server said; when it says "later" to all, the range rests."""
    at = clock.now()
    if isinstance(result, Accepted):
        bulletins.sent(package, at=at)
    elif isinstance(result, Refused):
        bulletins.refused(package, because=str(result.code), at=at)
    elif isinstance(result, InDoubt):
        bulletins.in_doubt(package, because=result.reason, at=at)
    else:
        bulletins.tried_in_vain(package, because=result.reason, at=at)
        if not result.code:
            raise TryLaterError(result.reason)
