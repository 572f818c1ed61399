"""What helps at an address that leads nowhere: its words to search with, and the doors.

Nothing is looked up: the page of an error asks nothing of the database.
"""

from __future__ import annotations

import re
from typing import Any, Final

from flask import request

from webapp.kit.i18n import LANGUAGES
from webapp.views.visitor import door, links

#: Below these, an address is about somebody's own affairs and its words are no question to the guidance.
PRIVATE: Final = frozenset({"my", "company", "staff", "machine", "api"})
LONGEST: Final = 60
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


@door.app_template_global()
def lost() -> dict[str, Any]:
    """The words of the address asked for, and the doors of the start page; neither below a private door."""
    parts = [part for part in request.path.split("/") if part]
    if parts and parts[0] in LANGUAGES:
        parts = parts[1:]
    if parts and parts[0] in PRIVATE:
        return {"words": "", "doors": []}
    asked = parts[-1].rsplit(".", 1)[0] if parts else ""
    return {"words": " ".join(_WORD.findall(asked))[:LONGEST].rstrip(), "doors": links.start()["doors"]}
