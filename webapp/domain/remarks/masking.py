"""Take out of a free text what could name a person, before anybody stores it.

People write their number where they were asked not to. What looks like a national number, an account, a mail
address or a telephone number becomes dots; amounts, years and articles stay.
"""

from __future__ import annotations

import re
from typing import Final

DOTS: Final = "•••"
_GAP: Final = r"[ .\-/\u00a0\u202f]?"
_STRANGERS: Final = re.compile(
    "|".join(
        (
            # an account: country, two digits, groups of letters and digits
            rf"\b[A-Za-z]{{2}}\d{{2}}(?:{_GAP}[A-Za-z0-9]{{4}}){{2,7}}(?:{_GAP}[A-Za-z0-9]{{1,3}})?\b",
            # a national number: 85.07.30-033.28, also in one piece
            rf"(?<!\d)\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{2}}(?!\d)",
            r"[\w.+%\-]+@[\w\-]+(?:\.[\w\-]+)+",
            # a telephone number: +32 …, 0032 …, 0470 …
            rf"(?<![\d.,])(?:\+\d{{1,3}}|00\d{{2}}|0)(?:{_GAP}\(0\))?(?:{_GAP}\d){{8,10}}(?!\d)",
        )
    )
)


def masked(text: str) -> str:
    """The text with dots where it could name a person."""
    return _STRANGERS.sub(DOTS, text)
