"""A result as something to keep: the same answer as a paper, as a spreadsheet and as days for a calendar.

Each is drawn from what was asked and from the `Answer` alone, so that a new calculator brings all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from flask_babel import gettext as _

from webapp.kit import calendars, clock, fund, pdf, receipts, spreadsheets
from webapp.kit.i18n import day, language, money
from webapp.kit.letters import fund_facts
from webapp.kit.notice_facts import words_of
from webapp.kit.spreadsheets import Cell, Sheet
from webapp.rules.law_files import Value
from webapp.rules.units import Quarter
from webapp.views.visitor.calculators._answer import Answer, Receipt, Table, Worth, worth_words

PAPER: Final = "notices/_recap.typ"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A result with its questions: when, by which edition of the rules, and where to ask the same again."""

    name: str
    title: str
    asked: Sequence[tuple[str, str]]
    answer: Answer
    address: str
    made_at: datetime
    edition: str

    @property
    def made(self) -> str:
        """When and by whom."""
        return str(_("Calculated on %(day)s by %(fund)s.", day=day(self.made_at), fund=_fund_name()))

    @property
    def estimate(self) -> str:
        """What it is worth."""
        words = _(
            "This is an estimate, not a decision. It stands on the figures filled in and on the law "
            "as it is known on %(day)s.",
            day=day(self.made_at),
        )
        return str(words)

    @property
    def edition_words(self) -> str:
        """By which rules."""
        words = _(
            "Calculated with version %(edition)s of our rules. Keep this number with the result: it says "
            "by which rules it was made.",
            edition=self.edition,
        )
        return str(words)

    @property
    def years(self) -> tuple[Table, ...]:
        """The same figures in other years, where there are others."""
        if len(self.answer.years) <= 1:
            return ()
        return (
            Table(
                title=_("The same figures in other years"),
                columns=(_("Year"), _("Amount")),
                rows=tuple((one.label, one.amount) for one in self.answer.years),
            ),
        )


def as_pdf(kept: Kept) -> bytes:
    """The result on paper: PDF/A-2a and PDF/UA-1; raises pdf.PrintError."""
    library, spoken = fund.library(), language()
    press = pdf.press(library.folders)
    answer = kept.answer
    return press.print(
        PAPER,
        {
            "language": spoken,
            "words": words_of(library, spoken),
            "fund": fund_facts(library, spoken),
            "logo": press.logo,
            "title": kept.title,
            "made": kept.made,
            "made_on": day(kept.made_at),
            "made_iso": clock.day_of(kept.made_at).isoformat(),
            "estimate": kept.estimate,
            "result": answer.title,
            "figure": "" if answer.figure is None else worth_words(answer.figure),
            "lead": answer.lead,
            "facts_head": [_("Result"), _("Value")],
            "facts": [_row(fact.label, worth_words(fact.worth), fact.words) for fact in answer.facts],
            "notes": list(_notes(answer)),
            "asked_title": _("Your answers"),
            "asked_head": [_("Question"), _("Answer")],
            "asked": [_row(label, words) for label, words in kept.asked],
            "tables": [_table(one) for one in answer.tables],
            "receipts": [_receipt(one) for one in answer.receipts],
            "years": [_table(one) for one in kept.years],
            "again_title": _("Calculate again"),
            "again": _("This address opens the calculation with the same figures:"),
            "address": kept.address,
            "edition": kept.edition_words,
        },
    )


def as_xlsx(kept: Kept) -> bytes:
    """The result as figures to go on counting with: one sheet for it, one per table, one per receipt."""
    sheets = [
        _result_sheet(kept),
        *map(_table_sheet, kept.answer.tables),
        *map(_receipt_sheet, kept.answer.receipts),
        *map(_table_sheet, kept.years),
    ]
    return spreadsheets.workbook(sheets, title=kept.title, author=_fund_name(), made_at=kept.made_at)


def as_ics(kept: Kept) -> bytes:
    """The days of the result for a calendar."""
    days = [
        calendars.Day(
            name=f"{kept.name}-{event.name}", on=event.on, title=event.title, words="\n".join(_told(event))
        )
        for event in kept.answer.events
    ]
    return calendars.calendar(
        days,
        name=kept.title,
        author=_fund_name(),
        host=urlsplit(fund.web_address("")).hostname or "localhost",
        language=language(),
        url=kept.address,
        made_at=kept.made_at,
    )


def _told(event: Any) -> Iterator[str]:
    if event.words:
        yield event.words
    if event.last_working_day:
        yield _("Last working day to order the transfer: %(day)s.", day=day(event.last_working_day))


def _row(label: str, worth: str, words: str = "") -> dict[str, str]:
    return {"label": label, "worth": worth, "words": words}


def _notes(answer: Answer) -> Iterator[dict[str, Any]]:
    for note in answer.notes:
        link, address = note.link or ("", "")
        whole = fund.web_address(address) if address.startswith("/") else address
        yield {"title": note.title, "words": list(note.words), "link": link, "address": whole}


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "words": table.words,
        "columns": list(table.columns),
        "rows": [[worth_words(worth) for worth in row] for row in table.rows],
        "total": [worth_words(worth) for worth in table.total or ()],
    }


def _receipt(receipt: Receipt) -> dict[str, Any]:
    """The receipt as the letters draw it, every figure written."""
    fact = receipts.as_fact(receipt.explained, total_cents=0)
    steps = [
        step | {"amount": "" if step["amount"] is None else money(step["amount"])} for step in fact["steps"]
    ]
    return {
        "title": receipt.title,
        "words": receipt.words,
        "law_on": day(receipt.explained.law_on),
        "steps": steps,
        "total": worth_words(receipt.total),
        "total_label": receipt.total_label,
    }


def _result_sheet(kept: Kept) -> Sheet:
    answer = kept.answer
    rows: list[tuple[Cell, ...]] = [(label, words, None) for label, words in kept.asked]
    if answer.figure is not None or answer.lead:
        rows.append((answer.title, None if answer.figure is None else _cell(answer.figure), answer.lead))
    rows += [(fact.label, _cell(fact.worth), fact.words) for fact in answer.facts]
    rows += [(note.title, None, " ".join(note.words)) for note in answer.notes]
    rows += [
        (_("Calculated on"), clock.day_of(kept.made_at), _fund_name()),
        (_("What it is worth"), None, kept.estimate),
        (_("Version of the rules"), kept.edition, None),
        (_("Calculate again"), None, kept.address),
    ]
    return Sheet(name=_("Result"), header=(kept.title, _("Answer"), _("Explanation")), rows=rows)


def _table_sheet(table: Table) -> Sheet:
    return Sheet(
        name=table.title,
        header=table.columns,
        rows=[tuple(map(_cell, row)) for row in table.rows],
        total=tuple(map(_cell, table.total)) if table.total else None,
    )


def _receipt_sheet(receipt: Receipt) -> Sheet:
    """A step per row; a further value of the law that it read stands on a row of its own below."""
    rows: list[tuple[Cell, ...]] = []
    lines = receipts.lines(receipt.explained, with_sources=True)
    for line, step in zip(lines, receipt.explained.steps, strict=True):
        read = [_read(said, value) for said, value in zip(line.values, step.values, strict=True)]
        first, *others = read or [(None, None, None, None)]
        rows.append((line.text, line.amount, *first, line.article))
        rows += [(None, None, *other, None) for other in others]
    whole = (receipt.total_label, _cell(receipt.total), None, None, None, None, None)
    law = (_("Value of the law"), _("Value"), _("Since"), _("Read in"))
    header = (_("Step"), _("Amount"), *law, _("Article"))
    return Sheet(name=receipt.title, header=header, rows=rows, total=whole)


def _read(said: receipts.ValueLine, value: Value) -> tuple[Cell, ...]:
    """A value of the law in four cells: label, figure (words if neither money nor share), day, source."""
    label = f"{said.label} ({_('to be confirmed')})" if said.confidence else said.label
    figure: Any = value.value if value.unit in {"euro", "share"} else said.value
    return label, figure, said.since, said.source


def _cell(worth: Worth) -> Cell:
    return worth_words(worth) if isinstance(worth, Quarter) else worth


def _fund_name() -> str:
    name: str = fund.facts()["name"][language()]
    return name
