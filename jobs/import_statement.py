"""Import one bank statement file that was received: whole into the books, or refused whole with the reason.

May run twice because a file that is imported or refused is left alone, and every movement is unique by
account, statement and sequence.
"""

from __future__ import annotations

from typing import Final

from webapp.domain import identity, payments
from webapp.kit import clock

QUEUE: Final = "post"
RETRY: Final = (60, 300, 3600)
TIMEOUT: Final = 1800


def run(*, file_id: int) -> None:
    """Book everything that stands in the file."""
    payments.import_received(file_id, by=identity.House, at=clock.now())
