"""Texts to be found, for tests: a small index instead of all of content/."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from webapp.domain import guidance
from webapp.kit.db import session
from webapp.kit.search import Section, fold
from webapp.kit.texts import Library


def a_lexicon(**stop_words: frozenset[str]) -> guidance.Lexicon:
    """A lexicon that knows nothing but these little words of a language."""
    nothing: dict[str, frozenset[str]] = {code: frozenset() for code in ("fr", "nl", "de", "en")}
    return guidance.Lexicon(stop_words=nothing | stop_words, same={code: {} for code in nothing})


NO_WORDS = a_lexicon()


def a_text(title: str, *, text: str = "", **facts: Any) -> guidance.Text:
    """A page of one section; its name is its folded title, unless it has one."""
    sections = (Section(heading="Details", anchor="details", text=text),) if text else ()
    known = {"kind": "page", "name": fold(title), "language": "en", "summary": "", "sections": sections}
    return guidance.Text(title=title, **(known | facts))


def an_index(*texts: guidance.Text, library: Library | None = None) -> None:
    """An index of these texts and a few that answer nothing; undone with the test."""
    others = [
        a_text(f"Zzz {number}", language=one.language, name=f"z{number}")
        for one in texts[:1]
        for number in range(8)
    ]
    guidance.make(lambda: (*texts, *others), library or Library(), edition_now="test", anew=True)
    session.commit()


def names(query: str, *, language: str = "en", lexicon: guidance.Lexicon = NO_WORDS) -> list[str]:
    """The names of what is found."""
    answer = guidance.find(query, language=language, lexicon=lexicon)
    return [one.name for one in answer.found]


def a_library(folder: Path, glossary: str) -> Library:
    """Ours with another glossary."""
    folder.mkdir(exist_ok=True)
    (folder / "glossary.toml").write_text(glossary, encoding="utf-8")
    return Library([folder])
