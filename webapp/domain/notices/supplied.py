"""The facts that no room gives, because they are the same for every letter: put in when it is printed.

A room gives what only it knows: cents under the declared names, ISO days, quarters, twelve digits, an
explanation. The greeting comes from the addressee; values of the law from the law of the day; addresses of
our own pages from the reader's door and language. `notice.toml` says which facts these are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from webapp.domain.identity import Addressee
from webapp.domain.notices.models import Notice
from webapp.kit import fund, letters
from webapp.rules.law import law_on


def supplied(notice: Notice, to: Addressee) -> dict[str, Any]:
    """The greeting, the values of the law and the addresses that the letter's kind declares."""
    about = letters.notice(notice.kind)
    facts: dict[str, Any] = {}
    if letters.SALUTATION in about.facts:
        person = to.name if notice.affiliate_id is not None else ""
        facts[letters.SALUTATION] = letters.salutation(notice.language, person=person)
    if about.law:
        law = law_on(_law_day(about, notice))
        facts |= {name: law.value(value).value for name, value in about.law.items()}
    return facts | {name: _address(by_reader, notice) for name, by_reader in about.pages.items()}


def _law_day(about: letters.Notice, notice: Notice) -> date:
    return date.fromisoformat(notice.facts[about.law_day]) if about.law_day else notice.drawn_on


def _address(by_reader: Mapping[str, str], notice: Notice) -> str:
    """An address of ours; `{thing}` is the number of what the letter is about, other names are its facts."""
    path = by_reader["affiliate" if notice.affiliate_id is not None else "company"]
    thing = notice.source.rpartition(":")[2]
    return fund.web_address(f"/{notice.language}/{path.format(thing=thing, **notice.facts)}")
