"""What a calculator answers, free of any medium.

Page, comparison, explanation, PDF, spreadsheet, saved file and embedded frame all draw the same `Answer`, so
a calculator is written once. Words in it are in the language being spoken; figures stay figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from webapp.kit.fund import MissingChoiceError
from webapp.kit.i18n import day, language, money, percent
from webapp.kit.receipts import quarter_words
from webapp.rules.explained import Explained
from webapp.rules.law import MissingValue, law_book
from webapp.rules.units import Quarter

#: Whole cents, a share, a day, a quarter, or ready words (counts too: their noun belongs to them).
Worth = int | Decimal | date | Quarter | str


def worth_words(worth: Worth) -> str:
    """A worth as people read it in the language being spoken."""
    if isinstance(worth, int):
        return money(worth)
    if isinstance(worth, Decimal):
        return percent(worth)
    if isinstance(worth, date):
        return day(worth)
    return quarter_words(worth) if isinstance(worth, Quarter) else worth


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line under the figure; `name` finds the same fact in another scenario."""

    name: str
    label: str
    worth: Worth
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of worths; the first cell names its row. `total` is a last row that sums up."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Worth, ...], ...]
    total: tuple[Worth, ...] | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A figure and how it came about: the signature of the house."""

    title: str
    total: Worth
    total_label: str
    explained: Explained[Any]
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something to know or to do; `link` is (words, address). Kinds: info, warning."""

    title: str
    words: tuple[str, ...] = ()
    kind: str = "info"
    link: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A drawing with its own template; the template must say the same in words."""

    template: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class YearAmount:
    """The same figures by the law of another year."""

    label: str
    amount: int
    words: str = ""
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something on a day, for a calendar; `last_working_day` is the latest day to order a transfer."""

    name: str
    on: date
    title: str
    words: str = ""
    last_working_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was found. Without a `figure` it only shows or tells; `notes` then say why and what instead.

    `paper` is the request that starts from here, with `paper_words` on its button.
    """

    title: str
    figure: Worth | None = None
    lead: str = ""
    facts: tuple[Fact, ...] = ()
    notes: tuple[Note, ...] = ()
    picture: Picture | None = None
    receipts: tuple[Receipt, ...] = ()
    tables: tuple[Table, ...] = ()
    years: tuple[YearAmount, ...] = ()
    events: tuple[Event, ...] = ()
    paper: str = ""
    paper_inputs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def warnings(self) -> tuple[Note, ...]:
        """The notes to read before the figures: warnings, and all of them where there is no figure."""
        return tuple(note for note in self.notes if note.kind == "warning" or self.figure is None)

    @property
    def remarks(self) -> tuple[Note, ...]:
        """The notes to read after the figures."""
        return tuple(note for note in self.notes if note not in self.warnings)

    @property
    def is_result(self) -> bool:
        """Whether there is something to keep, compare and explain."""
        return bool(self.figure is not None or self.receipts or self.tables or self.events)


def fee_not_set(missing: MissingChoiceError) -> Answer:
    """Say that the fund itself has still to set its fee of that year."""
    return Answer(
        title=_("This amount of %(year)s is not published yet", year=missing.year),
        notes=(
            Note(
                kind="warning",
                title=_("Our management fee of %(year)s is not set yet", year=missing.year),
                words=(
                    _("What you pay includes it, and we do not guess."),
                    _("Choose an earlier year meanwhile, or come back in a few weeks."),
                ),
            ),
        ),
    )


def not_published(missing: MissingValue) -> Answer:
    """Say which value of the law is not known; a figure is never guessed."""
    label = law_book().entry(missing.name).label[language()]
    return Answer(
        title=_("This amount is not published yet"),
        notes=(
            Note(
                kind="warning",
                title=_("A value of the law is missing"),
                words=(
                    _(
                        "The calculation needs this value: %(value)s, on %(day)s.",
                        value=label,
                        day=day(missing.day),
                    ),
                    _("We have not found it published, and we do not guess."),
                ),
            ),
        ),
    )
