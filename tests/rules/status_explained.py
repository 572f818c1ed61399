"""Every way through the questions of `webapp.rules.status`: all answers, each with its explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from webapp.rules.explained import Explained
from webapp.rules.law import law_on
from webapp.rules.status import TREE, Question, Status, asked, status

LAW = law_on(date(2026, 10, 1))


def ways(answers: Mapping[str, str] | None = None) -> Iterator[dict[str, str]]:
    """Every complete set of answers."""
    known = dict(answers or {})
    open_question = next((one for one in asked(known) if one not in known), None)
    if open_question is None:
        yield known
        return
    for option in TREE[open_question]:
        yield from ways(known | {open_question: option})


def explained() -> list[Explained[Status]]:
    """The end of every way."""
    return [found for one in ways() if (found := status(one, LAW)) is not None]


def codes() -> set[str]:
    """The steps that answers make."""
    return {f"status_{question}_{option}" for question in Question for option in TREE[question]}
