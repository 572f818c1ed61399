"""The law's part: a change under review, so that its way can be walked. The demo never publishes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from webapp.cli.demo.story import DOMAIN, Demo
from webapp.domain import identity, law_changes
from webapp.rules.law import law_book
from webapp.rules.law_files import INDEX
from webapp.rules.law_lines import DatedLine, plain_decimal

#: After the past was closed, so that the reckoning is left to the worker of the house.
ORDER = 110
#: A guess for the demo: no institution has said it.
GROWTH: Final = Decimal("1.02")
CENT: Final = Decimal("0.01")
NOTE: Final = "An example for this demo: the last index and two percent, no forecast of anybody."


def load(demo: Demo) -> None:
    """Draft the index of the next year, which every threshold and minimum follows."""
    editor = identity.actor_for(demo.logins[f"nora@{DOMAIN}"])
    assert editor is not None, "the people come before"
    at = datetime.combine(demo.today, time(9), tzinfo=UTC)
    last = law_book().entry(INDEX).history()[-1]
    value = (Decimal(last.value) * GROWTH).quantize(CENT, ROUND_HALF_UP)
    since = date(last.since.year + 1, 1, 1)
    number = law_changes.begin(
        key="demo-law-change",
        title=f"Index {since.year} (Beispiel)",
        grounds=(
            "Der Index des neuen Jahres hebt alle Mindestbeträge und Schwellen der Beiträge. "
            "Die Zahl ist ein Beispiel für diese Vorführung; die echte steht im Königlichen Erlass, "
            "der jedes Jahr im Dezember erscheint."
        ),
        by=editor,
        at=at,
    )
    line = DatedLine(
        name=INDEX,
        since=since,
        value=plain_decimal(value),
        source="no source: a figure of the demo",
        confidence="remembered",
        note=NOTE,
    )
    law_changes.put_lines(number, [line], revision=0, by=editor, at=at)
    law_changes.remark(
        number,
        key="demo-law-remark",
        words="Bitte vor Weihnachten nachrechnen lassen, sobald der Erlass im Staatsblatt steht.",
        by=editor,
        at=at,
    )
    law_changes.reckon(number, by=editor, at=at)
