"""Reading an explanation aloud in every language: each step has its sentence, and each sentence its facts."""

from __future__ import annotations

from typing import Any

from webapp.rules import wording
from webapp.rules.explained import Explained
from webapp.rules.law import LANGUAGES

FORMATTERS = dict.fromkeys(wording.TYPES, str)


def aloud(found: Explained[Any], language: str = "en") -> list[str]:
    """The sentences in a language, after reading all the others too; articles must have their names."""
    for other in LANGUAGES:
        assert all(wording.sentence(step, other, FORMATTERS) for step in found.steps)
        assert all(wording.article_name(step.article, other) for step in found.steps if step.article)
    return [wording.sentence(step, language, FORMATTERS) for step in found.steps]


def codes(found: Explained[Any]) -> list[str]:
    """The codes of the steps, in order."""
    return [step.code for step in found.steps]
