"""The words of an explanation: sentences of steps, names of articles and what these say, in four languages.

The rules give codes; this file finds the sentence in ``content/law/steps.toml`` and puts the facts in. How
money or a day is written is not law: the caller hands in one formatter per type of placeholder, so this floor
needs no library. Placeholders are ``{name:type}`` with a type of `TYPES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from webapp.rules.explained import Step
from webapp.rules.law import LANGUAGES, OUR_FOLDER, LawFileError
from webapp.rules.law_files import read_toml

#: What a formatter receives: money whole cents, percent a share (0.205 is 20.5 %), day a date, number an int
#: or Decimal, year an int, quarter a `Quarter`, text a code as it is.
TYPES: Final = ("money", "percent", "day", "number", "year", "quarter")
PLACEHOLDER: Final = re.compile(r"\{(?P<name>\w+):(?P<type>\w+)\}")

Formatters = Mapping[str, Callable[[Any], str]]


class UnknownStep(LookupError):
    """A step code that has no sentence in ``content/law/steps.toml``."""


class UnknownArticle(LookupError):
    """An article code that ``content/law/plain_words.toml`` does not explain."""


def sentence(step: Step, language: str, formatters: Formatters) -> str:
    """The plain sentence of a step in a language, its facts written by the formatters.

    Raises `UnknownStep` without a sentence, KeyError if the sentence names a fact the step does not have.
    """
    template = sentences().get(step.code, {}).get(language)
    if template is None:
        raise UnknownStep(f"steps.toml has no sentence {step.code!r} in {language}")
    return PLACEHOLDER.sub(lambda found: formatters[found["type"]](step.facts[found["name"]]), template)


def article_name(code: str | None, language: str) -> str | None:
    """The name of an article in a language, or None where a step stands on no article."""
    return None if code is None else str(articles()[code][language])


def article_in_plain_words(code: str, language: str) -> str:
    """What an article says, in two or three plain sentences for the reader. Raises `UnknownArticle`."""
    try:
        return str(plain_words()[code][language])
    except KeyError:
        raise UnknownArticle(f"plain_words.toml has no article {code!r} in {language}") from None


@lru_cache(maxsize=1)
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Every sentence by step code and language. Raises `LawFileError` where one is incomplete."""
    return _four_languages("steps.toml", typed=True)


@lru_cache(maxsize=1)
def articles() -> Mapping[str, Mapping[str, str]]:
    """Every article's name by code and language. Raises `LawFileError` where one is incomplete."""
    return _four_languages("articles.toml", typed=False)


@lru_cache(maxsize=1)
def plain_words() -> Mapping[str, Mapping[str, str]]:
    """What every article says, by code and language. Raises `LawFileError` if one has none, or no name."""
    texts = _four_languages("plain_words.toml", typed=False)
    strange = sorted(set(texts) ^ set(articles()))
    if strange:
        raise LawFileError(f"plain_words.toml and articles.toml differ: {', '.join(strange)}")
    return texts


def _four_languages(file: str, *, typed: bool) -> Mapping[str, Mapping[str, str]]:
    """A file of texts in four languages that name the same placeholders, each of a known type."""
    texts = read_toml(OUR_FOLDER / file)
    for code, languages in texts.items():
        if not isinstance(languages, dict) or set(languages) != set(LANGUAGES) or not all(languages.values()):
            raise LawFileError(f"{file} [{code}]: needs exactly {', '.join(LANGUAGES)}")
        named = {language: set(PLACEHOLDER.findall(text)) for language, text in languages.items()}
        if any(places != named["en"] for places in named.values()):
            raise LawFileError(f"{file} [{code}]: the languages name different placeholders")
        if typed and any(kind not in TYPES for _, kind in named["en"]):
            raise LawFileError(f"{file} [{code}]: a placeholder is none of {', '.join(TYPES)}")
    return texts
