"""The catalogue of papers: one file is one form, on line and on paper.

A file holds its `Questions` and a `paper`; its name is the paper's name. Nothing else is to be registered.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from forms._questions import (
    Asker,
    Questions,
    Words,
    answers_of,
    fit,
    form_of,
    kind_of,
    options_of,
    rows,
    typed_of,
    words_of,
)
from webapp.domain import notices
from webapp.domain.cases import CaseState, CaseView, printable_lines
from webapp.domain.contributions import QuarterEffect
from webapp.domain.identity import Actor
from webapp.kit import clock
from webapp.kit.i18n import force_language
from webapp.rules.explained import Explained

__all__ = [
    "Asker",
    "Audience",
    "Effect",
    "NotPossibleError",
    "Outlook",
    "Paper",
    "Questions",
    "Step",
    "Wanted",
    "answers_of",
    "catalogue",
    "effect_of",
    "fit",
    "form_of",
    "kind_of",
    "options_of",
    "receipt_words",
    "rows",
    "rows_of",
    "typed_of",
    "words_of",
]

#: What a decision does, in the transaction of the decision; raises NotPossibleError with a ready sentence.
Effect = Callable[[CaseView, Actor], None]


class NotPossibleError(Exception):
    """A decision cannot be carried out now; `words` tell staff why, in their language."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence."""
        self.words = words
        super().__init__(str(words))


class Audience(StrEnum):
    """Who may hand a paper in."""

    AFFILIATE = "affiliate"
    COMPANY = "company"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One page of a paper: a title, a word before the questions, and the names of the questions."""

    name: str
    title: Words
    questions: tuple[str, ...]
    intro: Words = ""
    with_outlook: bool = False


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The documents that help to decide; `required` when nothing can be decided without one."""

    words: tuple[Words, ...]
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What granting would change, for the person while she asks and for staff before they decide.

    `then_cents` is what a quarter would cost and `now_cents` what it costs today, if that is known;
    `explained` leads to `total_cents`, named by `total_words`; `quarters` is what happens in the books.
    """

    then_cents: int
    explained: Explained[Any]
    total_cents: int
    total_words: Words
    now_cents: int | None = None
    notes: tuple[Words, ...] = ()
    warning: Words = ""
    quarters: tuple[QuarterEffect, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a form is: who may hand it in, its questions page by page, and what a decision does.

    `declarations` are the questions confirmed on the last page. `version` grows when questions change; older
    cases stay readable. `letters` are kinds of notices that a decision draws.
    """

    title: Words
    summary: Words
    who: Audience
    audience_words: Words
    questions: type[Questions]
    steps: tuple[Step, ...]
    declarations: tuple[str, ...]
    legal: Words
    version: int = 1
    deadline: Words = ""
    wanted: Wanted | None = None
    on_granted: Effect | None = None
    on_refused: Effect | None = None
    letters: tuple[str, ...] = ()
    next_words: Words = ""
    outlook: Callable[[Asker, Mapping[str, Any]], Outlook | None] | None = None
    closed_words: Callable[[Asker], Words] | None = None
    name: str = ""
    group: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of all questions, in their order."""
        return tuple(name for step in self.steps for name in step.questions)

    def step(self, name: str) -> Step | None:
        """A page by its name."""
        return next((step for step in self.steps if step.name == name), None)

    def outlook_for(self, asker: Asker, answers: Mapping[str, Any]) -> Outlook | None:
        """What granting would change; None when this paper has no figures or they are not known."""
        return self.outlook(asker, answers) if self.outlook else None

    def why_closed(self, asker: Asker) -> Words:
        """Why this person cannot ask for this now; empty when she can."""
        return self.closed_words(asker) if self.closed_words else ""


def effect_of(paper: Paper, state: CaseState) -> Effect:
    """What a decision on this paper does; one without letters of its own sends the common one."""

    def effect(case: CaseView, by: Actor) -> None:
        own = paper.on_granted if state is CaseState.GRANTED else paper.on_refused
        if own is not None:
            own(case, by)
        if not paper.letters:
            _tell(paper, case, state)

    return effect


def _tell(paper: Paper, case: CaseView, state: CaseState) -> None:
    with force_language(case.language):
        title = str(paper.title)
    notices.draw(
        "case_decided",
        key=f"case-decided-{case.id}",
        on=clock.today(),
        affiliate_id=case.affiliate_id,
        company_id=case.company_id,
        source=f"case:{case.id}",
        facts={
            "request": title,
            "case_reference": case.reference,
            "received_on": case.received_on.isoformat(),
            "decided_on": clock.today().isoformat(),
            "outcome": str(state),
            "reasons": printable_lines(case.reasons or ""),
        },
    )


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Paper]:
    """Every paper of the fund by its name, which is the name of its file."""
    found: dict[str, Paper] = {}
    for module in pkgutil.walk_packages(__path__, prefix=f"{__name__}."):
        parts = module.name.split(".")
        if any(part.startswith("_") for part in parts) or module.ispkg:
            continue
        paper: Paper = importlib.import_module(module.name).paper
        found[parts[-1]] = replace(paper, name=parts[-1], group=parts[1])
    return found


def rows_of(paper: Paper, answers: Mapping[str, Any], *, on: date) -> list[tuple[str, str, str]]:
    """Name, question and answer in words of a case of this paper."""
    return rows(paper.questions, answers, asker=Asker(on=on))


def receipt_words(
    paper: Paper, answers: Mapping[str, Any], *, language: str, on: date, files: Iterable[str] = ()
) -> tuple[str, list[str]]:
    """The title of a paper and each answer as one line, in the language of who asks: for the receipt."""
    with force_language(language):
        lines = [f"{label} {words}" for _name, label, words in rows_of(paper, answers, on=on)]
        return str(paper.title), [*lines, *files]
