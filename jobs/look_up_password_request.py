"""Find out whom the address of a password request belongs to, and promise her a code.

Done here and not while she waits, so that the page answers the same for every address. May run twice
because a request that was answered is done.
"""

from __future__ import annotations

from webapp.domain import identity

QUEUE = "now"
RETRY = (60, 300)
TIMEOUT = 30


def run(*, request_id: int) -> None:
    """Answer one request."""
    identity.answer_password_request(request_id)
