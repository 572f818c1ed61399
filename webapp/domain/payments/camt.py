"""The reader of bank statements in CAMT.053: bytes in, checked statements out, or one clear refusal.

Pure: no database, no clock. A statement is believed only as a whole: its balances, its totals and the
details of collective entries must add up, otherwise the whole file is refused and the reader is told
which line of the file is wrong. Document type definitions are refused before anything is read, because
they are the way to smuggle files and endless text into a reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from webapp.rules import numbers

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST_BYTES: Final = 40 * 1024 * 1024
MOST_MOVEMENTS: Final = 250_000
DEEPEST: Final = 40
FAMILY: Final = "urn:iso:std:iso:20022:tech:xsd:camt."
KIND: Final = "053.001."
#: The versions read so far differ only in where a party's name and an entry's state stand.
VERSIONS: Final = frozenset({"02", "03", "04", "05", "06", "07", "08"})
CURRENCY: Final = "EUR"
OPENING: Final = ("OPBD", "PRCD")
CLOSING: Final = ("CLBD",)
BOOKED: Final = "BOOK"
NAME_LENGTH: Final = 140
TEXT_LENGTH: Final = 1000

_AMOUNT: Final = re.compile(r"[0-9]{1,13}(\.[0-9]{0,5})?")
_LINE: Final = "#line"
_BEFORE_XML: Final = b"\xef\xbb\xbf \t\r\n"
_XML_STARTS: Final = (b"<", b"\xff\xfe<", b"\xfe\xff\x00<")
_WITH_LINE: Final = frozenset({"Stmt", "Bal", "Ntry", "TxDtls", "TxsSummry", "Acct"})


class BadStatementError(ValueError):
    """A file that is refused whole. `code` says why, `line` where in the file, `facts` with which figures.

    The words are chosen at the door, in the reader's language.
    """

    def __init__(self, code: str, *, line: int | None = None, **facts: Any) -> None:
        """Name the reason; cents and days in `facts` keep their types, so that the door can format them."""
        self.code, self.line, self.facts = code, line, facts
        super().__init__(f"{code} at line {line}" if line else code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One movement of money: an entry of a statement, or one transfer out of a collective entry."""

    sequence: int
    line: int
    cents: int
    booked_on: date
    value_on: date
    counterparty_name: str
    counterparty_iban: str
    communications: tuple[str, ...]
    text: str
    bank_reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of one account: where it opened, what moved, where it closed."""

    account: str
    number: str
    line: int
    opened_on: date
    closed_on: date
    opening_cents: int
    closing_cents: int
    movements: tuple[Movement, ...]


def read(content: bytes) -> tuple[Statement, ...]:
    """Every statement of a file, in its order, each checked.

    Raises:
        BadStatementError: the file is too large, is no CAMT.053, or does not add up.
    """
    if len(content) > LARGEST_BYTES:
        raise BadStatementError("too_large", largest=LARGEST_BYTES // 1024 // 1024)
    if not content.strip():
        raise BadStatementError("empty")
    if not content.lstrip(_BEFORE_XML).startswith(_XML_STARTS):
        raise BadStatementError("not_xml")
    reader = _Reader()
    parser = DefusedXMLParser(target=reader, forbid_dtd=True)
    reader.here = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(content)
        parser.close()
    except DefusedXmlException as error:
        raise BadStatementError("dtd", line=reader.here()) from error
    except ParseError as error:
        raise BadStatementError("not_whole", line=error.position[0]) from error
    except (LookupError, UnicodeError) as error:
        raise BadStatementError("encoding") from error
    if not reader.statements:
        raise BadStatementError("no_statement")
    return tuple(reader.statements)


def first_day(content: bytes) -> date:
    """The first day a file is about, to bring several files in their order; `date.max` when it is refused."""
    try:
        return min(statement.opened_on for statement in read(content))
    except BadStatementError:
        return date.max


class _Reader(TreeBuilder):
    """Builds one statement at a time and forgets what it has read, so that memory stays small."""

    here: Callable[[], int]

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.movements: list[Movement] = []
        self.statements: list[Statement] = []
        self.entries: list[_Entry] = []

    def start(self, tag: str, attrs: dict[Any, Any], /) -> Any:
        """Look at the depth and at the root; remember the line where things stand that may be wrong."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadStatementError("too_deep", line=self.here())
        namespace, _, name = tag.rpartition("}")
        if self.depth == 1:
            _check_root(namespace.removeprefix("{"), name, line=self.here())
        if name in _WITH_LINE:
            attrs = attrs | {_LINE: str(self.here())}
        return super().start(name, attrs)

    def end(self, tag: str, /) -> Any:
        """Turn a finished entry or statement into what it means, and let go of its elements."""
        self.depth -= 1
        element = super().end(tag.rpartition("}")[2])
        if element.tag == "Ntry":
            entry = _Entry.read(element, first=len(self.movements) + 1)
            if entry.is_booked:
                self.entries.append(entry)
                self.movements.extend(entry.movements)
            if len(self.movements) > MOST_MOVEMENTS:
                raise BadStatementError("too_many", line=self.here(), most=MOST_MOVEMENTS)
            element.clear()
        elif element.tag == "Stmt":
            self.statements.append(_statement(element, self.entries, tuple(self.movements)))
            self.entries, self.movements = [], []
            element.clear()
        return element


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a statement with the movements it stands for."""

    cents: int
    is_booked: bool
    movements: tuple[Movement, ...]

    @classmethod
    def read(cls, element: Element, *, first: int) -> _Entry:
        line = _line(element)
        cents = _signed(element, line=line)
        state = _text(element, "Sts/Cd") or _text(element, "Sts")
        if state not in {BOOKED, ""}:
            return cls(cents, is_booked=False, movements=())
        booked_on = _day(element, "BookgDt", line=line)
        value_on = _day(element, "ValDt", line=line) if element.find("ValDt") is not None else booked_on
        details = element.findall("NtryDtls/TxDtls")
        shares = _shares(details, element, cents, line=line)
        movements = []
        for place, (detail, share) in enumerate(shares):
            name, iban = _counterparty(detail, incoming=share > 0)
            text = _free_text(detail, element)
            movements.append(
                Movement(
                    sequence=first + place,
                    line=_line(detail) if detail is not element else line,
                    cents=share,
                    booked_on=booked_on,
                    value_on=value_on,
                    counterparty_name=name,
                    counterparty_iban=iban,
                    communications=_communications(detail, text),
                    text=text,
                    bank_reference=_bank_reference(detail, element),
                )
            )
        return cls(cents, is_booked=True, movements=tuple(movements))


def _check_root(namespace: str, name: str, *, line: int) -> None:
    if name != "Document" or not namespace.startswith(FAMILY):
        raise BadStatementError("not_camt", line=line)
    message = namespace.removeprefix(FAMILY)
    if not message.startswith(KIND):
        raise BadStatementError("other_message", line=line, message=f"camt.{message}"[:30])
    if message.removeprefix(KIND) not in VERSIONS:
        raise BadStatementError("version", line=line, message=f"camt.{message}"[:30])


def _statement(element: Element, entries: list[_Entry], movements: tuple[Movement, ...]) -> Statement:
    line = _line(element)
    number = _text(element, "Id")
    if not number:
        raise BadStatementError("number_missing", line=line)
    account = _account(element, line=line)
    opened_on, opening = _balance(element, OPENING, line=line)
    closed_on, closing = _balance(element, CLOSING, line=line)
    moved = sum(entry.cents for entry in entries)
    if opening + moved != closing:
        raise BadStatementError(
            "balances", line=line, opening=opening, moved=moved, expected=opening + moved, closing=closing
        )
    _check_totals(element, entries)
    return Statement(
        account=account,
        number=number[:70],
        line=line,
        opened_on=opened_on,
        closed_on=closed_on,
        opening_cents=opening,
        closing_cents=closing,
        movements=movements,
    )


def _account(statement: Element, *, line: int) -> str:
    written = _text(statement, "Acct/Id/IBAN")
    try:
        account = numbers.iban(written)
    except ValueError as error:
        raise BadStatementError("account", line=line) from error
    if (_text(statement, "Acct/Ccy") or CURRENCY) != CURRENCY:
        raise BadStatementError("currency", line=line)
    return account


def _balance(statement: Element, kinds: tuple[str, ...], *, line: int) -> tuple[date, int]:
    """The first balance of one of the kinds; some banks write the closing of the day before as opening."""
    for kind in kinds:
        for balance in statement.findall("Bal"):
            if _text(balance, "Tp/CdOrPrtry/Cd") == kind:
                at = _line(balance)
                return _day(balance, "Dt", line=at), _signed(balance, line=at)
    raise BadStatementError("balance_missing", line=line, kind=kinds[0])


def _check_totals(statement: Element, entries: list[_Entry]) -> None:
    """What the bank counted must be what we counted, wherever it says so."""
    summary = statement.find("TxsSummry")
    if summary is None:
        return
    line = _line(summary)
    credits_ = [entry.cents for entry in entries if entry.cents > 0]
    debits = [-entry.cents for entry in entries if entry.cents < 0]
    everything = credits_ + debits
    for name, counted in (("TtlNtries", everything), ("TtlCdtNtries", credits_), ("TtlDbtNtries", debits)):
        said = _text(summary, f"{name}/NbOfNtries")
        if said and not (said.isascii() and said.isdigit() and int(said[:12]) == len(counted)):
            raise BadStatementError("count", line=line, said=said[:12], counted=len(counted))
        total = _text(summary, f"{name}/Sum")
        if total and _cents(total, line=line) != sum(counted):
            raise BadStatementError("sum", line=line, said=_cents(total, line=line), counted=sum(counted))


def _shares(details: list[Element], entry: Element, cents: int, *, line: int) -> list[tuple[Element, int]]:
    """The transfers within an entry and their part of it, or the entry itself where the bank gives no parts.

    A collective entry of which the bank gives every part is booked part by part, so that each reference
    leads to its account.
    """
    if len(details) <= 1:
        return [(details[0] if details else entry, cents)] if cents else []
    sign = 1 if cents > 0 else -1
    parts: list[tuple[Element, int]] = []
    for detail in details:
        amount = detail.find("Amt")
        if amount is None:
            amount = detail.find("AmtDtls/TxAmt/Amt")
        if amount is None:
            return [(entry, cents)]
        written = _text(detail, "CdtDbtInd")
        direction = {"CRDT": 1, "DBIT": -1}.get(written, sign)
        parts.append((detail, direction * _amount(amount, line=_line(detail))))
    found = sum(part for _detail, part in parts)
    if found != cents:
        raise BadStatementError("parts", line=line, said=abs(cents), counted=abs(found))
    return [(detail, part) for detail, part in parts if part]


def _counterparty(detail: Element, *, incoming: bool) -> tuple[str, str]:
    """Who paid, or who was paid: name and account, empty where the bank says nothing."""
    role = "Dbtr" if incoming else "Cdtr"
    parties = detail.find("RltdPties")
    if parties is None:
        return "", ""
    name = _text(parties, f"{role}/Nm") or _text(parties, f"{role}/Pty/Nm")
    account = _text(parties, f"{role}Acct/Id/IBAN") or _text(parties, f"{role}Acct/Id/Othr/Id")
    return name[:NAME_LENGTH], account.replace(" ", "").upper()[:34]


def _free_text(detail: Element, entry: Element) -> str:
    """What the payer wrote, in one line; else what the bank wrote about the entry."""
    parts = [_clean(part.text) for part in detail.findall("RmtInf/Ustrd")]
    text = " ".join(part for part in parts if part)
    text = text or _text(detail, "AddtlTxInf") or _text(entry, "AddtlNtryInf")
    return text[:TEXT_LENGTH]


def _communications(detail: Element, text: str) -> tuple[str, ...]:
    """The structured communications with good check digits: of their own field, else of the free text."""
    written = [_clean(part.text) for part in detail.findall("RmtInf/Strd/CdtrRefInf/Ref")]
    found: dict[str, None] = {}
    for reference in written:
        try:
            found[numbers.parse_communication(reference)] = None
        except numbers.WrongNumber:
            continue
    if not found:
        found = dict.fromkeys(numbers.find_communications(text))
    return tuple(found)


def _bank_reference(detail: Element, entry: Element) -> str:
    for element, path in (
        (detail, "Refs/AcctSvcrRef"),
        (entry, "AcctSvcrRef"),
        (detail, "Refs/EndToEndId"),
        (entry, "NtryRef"),
    ):
        reference = _text(element, path)
        if reference and reference != "NOTPROVIDED":
            return reference[:70]
    return ""


def _signed(element: Element, *, line: int) -> int:
    amount = element.find("Amt")
    if amount is None:
        raise BadStatementError("amount", line=line)
    direction = {"CRDT": 1, "DBIT": -1}.get(_text(element, "CdtDbtInd"))
    if direction is None:
        raise BadStatementError("direction", line=line)
    return direction * _amount(amount, line=line)


def _amount(element: Element, *, line: int) -> int:
    if element.get("Ccy", CURRENCY) != CURRENCY:
        raise BadStatementError("currency", line=line)
    return _cents(_clean(element.text), line=line)


def _cents(written: str, *, line: int) -> int:
    """Whole cents of an amount as the standard writes it: digits, a point, no sign."""
    if not _AMOUNT.fullmatch(written):
        raise BadStatementError("amount", line=line)
    whole, _, fraction = written.partition(".")
    if fraction[2:].strip("0"):
        raise BadStatementError("amount", line=line)
    return int(whole) * 100 + int((fraction + "00")[:2])


def _day(element: Element, name: str, *, line: int) -> date:
    written = _text(element, f"{name}/Dt") or _text(element, f"{name}/DtTm")
    try:
        return date.fromisoformat(written[:10])
    except ValueError as error:
        raise BadStatementError("day", line=line) from error


def _text(element: Element, path: str) -> str:
    return _clean(element.findtext(path))


def _clean(text: str | None) -> str:
    return " ".join(text.split()) if text else ""


def _line(element: Element) -> int:
    return int(element.get(_LINE, "0"))
