"""The body of a question: JSON that loses nothing, numbers exactly as they are written and no key twice."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _

from webapp.views.api.refusals import Malformed, Wrong


def read(raw: bytes) -> Any:
    """What the bytes say. NaN and Infinity stay floats, which no field takes.

    Raises:
        Malformed: it is no JSON in UTF-8, or a key stands twice in one object.
    """
    try:
        return json.loads(
            raw.decode(), parse_float=_number, parse_constant=float, object_pairs_hook=_object_of
        )
    except (ValueError, RecursionError):
        raise Malformed from None


def _number(text: str) -> Decimal | float:
    """A number with its decimals as typed; one beyond every amount is a float, which no field takes."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return float(text)


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of a key that stands twice one value would be ignored, and the amount another."""
    found = dict(pairs)
    if len(found) < len(pairs):
        ((twice, _times),) = Counter(name for name, _value in pairs).most_common(1)
        twice.encode()  # half a character cannot be said back: a ValueError, so no JSON for us
        sentence = _("This key stands more than once in one object: we cannot know which value you mean.")
        raise Malformed(Wrong(field=twice, message=sentence))
    return found
