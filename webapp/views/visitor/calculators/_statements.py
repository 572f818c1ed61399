"""When the statement of a year usually comes: the experience of the fund, always said as an assumption.

The law fixes only what follows it: the fund sends the statement by the end of the month after the tax
administration's data came (general regulation, art. 43), and these come when the tax has been assessed.
"""

from __future__ import annotations

from datetime import date

from webapp.kit import fund


def usual_statement(year: int) -> date:
    """The day on which we assume that the statement of a year is sent (content/site.toml)."""
    usually = fund.facts()["usual_statement"]
    return date.fromisoformat(f"{year + usually['years_later']}-{usually['day']}")
