"""Send one range of a bulletin, mail by mail, over one open connection.

May run twice because each recipient has her own row: a repeat finds only who still waits, and whoever was
being written to when a worker died is flagged as in doubt instead of written to again.
"""

from __future__ import annotations

from typing import Final

from jobs import TryLaterError
from webapp.domain import bulletins
from webapp.kit import clock, faults, outgoing
from webapp.kit.mail import BadMailError
from webapp.kit.postbox import Accepted, InDoubt, Outcome, Refused

QUEUE = "bulk"
RETRY = (60, 300, 900, *[3600] * 24)
TIMEOUT = 3600

#: "Nobody by this name here" (RFC 5321); a refusal on grounds of policy (5.7.x) says nothing of the address.
DEAD: Final = frozenset({550, 551, 553})
POLICY: Final = "5.7."
#: Codes of "later" that concern this recipient alone; any other one concerns our way to the server.
HERS: Final = range(422, 453)
CLOSING: Final = 421
#: A server that closes this often in a row wants to be left alone.
CLOSINGS_AT_MOST: Final = 5

_closings = 0


def prepare(*, bulletin_id: int, low: int, high: int) -> bulletins.Parcel | None:
    """The next recipient of the range, on record as being written to."""
    return bulletins.next_parcel(bulletin_id, low=low, high=high, at=clock.now())


def send(package: bulletins.Parcel) -> Outcome:
    """Write and hand in her copy; an address that no mail can be written to is refused here."""
    faults.hit("before_smtp")
    try:
        raw = bulletins.written_for(package)
    except BadMailError as error:
        return Refused(code=553, answer=error.code)
    result = outgoing.hand_in(raw, to=package.email)
    faults.hit("after_smtp_accept")
    return result


def settle(package: bulletins.Parcel, result: Outcome) -> None:
    """Write down what the mail server said; when our way to it is closed, the range rests."""
    global _closings  # noqa: PLW0603 - counts over the mails of one connection, not over one mail
    if isinstance(result, Accepted):
        _closings = 0
        bulletins.sent(package, at=clock.now())
    elif isinstance(result, Refused):
        settled = bulletins.address_is_dead if _is_dead(result) else bulletins.refused
        settled(package, because=str(result.code))
    elif isinstance(result, InDoubt):
        bulletins.in_doubt(package, because=result.reason)
    elif result.code in HERS:
        bulletins.put_off(package, because=str(result.code), at=clock.now())
    elif result.code == CLOSING and _closings < CLOSINGS_AT_MOST:
        _closings += 1
        bulletins.put_back(package, because=str(result.code))
    else:
        _closings = 0
        bulletins.put_back(package, because=result.reason)
        raise TryLaterError(result.reason)


def _is_dead(result: Refused) -> bool:
    return result.code in DEAD and POLICY not in result.answer
