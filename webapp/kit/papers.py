"""Print a form on paper: blank with fields to fill in on screen or by hand, or filled in as a receipt.

The input is plain data, so that the catalogue of papers and a scanned form go the same way. The blank one is
a tagged PDF/UA-1 form (fields forbid PDF/A); the receipt is PDF/A-2a and PDF/UA-1 like a letter. Calls need
an application context, because the formats of a language live there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from flask import current_app

from webapp.kit import form_fields, pdf
from webapp.kit.i18n import day, force_language, money
from webapp.kit.letters import fund_facts
from webapp.kit.notice_facts import words_of
from webapp.kit.texts import Library

TEMPLATE: Final = "notices/_paper.typ"
Kind = Literal["text", "multiline", "money", "date", "choice", "checkbox", "signature"]
Answer = str | int | bool | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with its box; `options` are (value, words) of a choice.

    An answer is text, whole cents for money, a date, the value of an option, or true or false for a tick box.
    """

    name: str
    kind: Kind
    label: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    required: bool = False
    answer: Answer = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions that belong together under one heading."""

    title: str
    questions: tuple[Question, ...]
    intro: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole paper in one language; all words are already in that language."""

    title: str
    sections: tuple[Section, ...]
    intro: str = ""
    basis: str = ""


def blank(sheet: Sheet, language: str, *, made_on: date, library: Library | None = None) -> bytes:
    """The paper to fill in; raises pdf.PrintError."""
    printed = _print(sheet, language, library, made_on=made_on, reference="", is_blank=True)
    fields = {_id(s, q): question for s, section in enumerate(sheet.sections)
              for q, question in enumerate(section.questions)}  # fmt: skip
    return form_fields.planted(printed, {key: _field(question) for key, question in fields.items()})


def receipt(
    sheet: Sheet, language: str, *, received_on: date, reference: str, library: Library | None = None
) -> bytes:
    """The paper as it was filled in, with its reference; raises pdf.PrintError."""
    return _print(sheet, language, library, made_on=received_on, reference=reference, is_blank=False)


def _print(
    sheet: Sheet,
    language: str,
    library: Library | None,
    *,
    made_on: date,
    reference: str,
    is_blank: bool,
) -> bytes:
    library = library or current_app.extensions["content"]
    press = pdf.press(library.folders)
    words = words_of(library, language)
    with force_language(language):
        data = {
            "language": language,
            "words": words,
            "fund": fund_facts(library, language),
            "logo": press.logo,
            "blank": is_blank,
            "title": sheet.title,
            "intro": sheet.intro,
            "basis": sheet.basis,
            "reference": reference,
            "made_on": day(made_on),
            "made_iso": made_on.isoformat(),
            "facts": {},
            "sections": [
                {
                    "title": section.title,
                    "intro": section.intro,
                    "questions": [
                        _question(question, _id(s, q), words) for q, question in enumerate(section.questions)
                    ],
                }
                for s, section in enumerate(sheet.sections)
            ],
        }
    return press.print(TEMPLATE, data, standards=pdf.FORM if is_blank else pdf.LETTER)


def _question(question: Question, key: str, words: dict[str, str]) -> dict[str, Any]:
    hints = {"money": words["amount_hint"], "date": words["date_hint"], "choice": words["choose_one"]}
    return {
        "id": key,
        "kind": question.kind,
        "label": question.label,
        "hint": question.hint or hints.get(question.kind, ""),
        "options": [label for _, label in question.options],
        "required": question.required,
        "value": _words(question, words),
    }


def _words(question: Question, words: dict[str, str]) -> str:
    """The answer as a person reads it; nothing when there is none."""
    answer = question.answer
    if answer is None or answer == "":
        return ""
    if question.kind == "checkbox":
        return words["yes"] if answer else words["no"]
    if question.kind == "money" and isinstance(answer, int):
        return money(answer)
    if isinstance(answer, date):
        return day(answer)
    if question.kind == "choice":
        return dict(question.options).get(str(answer), str(answer))
    return str(answer)


def _id(section: int, question: int) -> str:
    return f"s{section}q{question}"


def _field(question: Question) -> form_fields.Field:
    return form_fields.Field(
        name=question.name,
        label=question.label,
        kind=question.kind,
        options=question.options,
        required=question.required,
    )
