"""A statement comes in: whole or not at all, once and never twice, every movement in the books at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from webapp.domain import ledger
from webapp.domain.ledger import Posting, Why
from webapp.domain.payments import camt
from webapp.domain.payments.camt import BadStatementError, Movement, Statement
from webapp.domain.payments.models import (
    COUNTERPARTY,
    BankFile,
    BankLine,
    BankStatement,
    FileState,
    LineState,
)
from webapp.domain.payments.receipts import draw_receipts
from webapp.kit import audit, files, fund, outbox, sealing
from webapp.kit.audit import Doer
from webapp.kit.db import session

CHUNK: Final = 2_000
JOB: Final = "import_statement"
#: Where the money was before the fund's first statement came in.
BEFORE: Final = "opening_balances"


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import did; `already` says that this very file had been imported before."""

    file_id: int
    already: bool
    statements: int
    lines: int
    matched: int
    suspense: int


def import_statement(content: bytes, *, name: str, by: Doer, at: datetime) -> Imported:
    """Read a file and put everything in it into the books, in the caller's transaction.

    Raises:
        BadStatementError: the file is refused whole; nothing was stored.
    """
    checksum = hashlib.sha256(content).hexdigest()
    file = _file(checksum, name=name, by=by, at=at)
    if file.state == FileState.IMPORTED:
        return Imported(file_id=file.id, already=True, statements=0, lines=0, matched=0, suspense=0)
    return _book(file, content, by=by, at=at)


def outcome_of(file_id: int) -> Imported | None:
    """What a file that is in the books brought; None for any other."""
    file = session.get(BankFile, file_id)
    if file is None or file.state != FileState.IMPORTED:
        return None
    waits = func.count().filter(BankLine.state == LineState.SUSPENSE)
    lines, suspense = session.execute(
        select(func.count(BankLine.id), waits).join(BankStatement).where(BankStatement.file_id == file_id)
    ).one()
    statements = session.scalar(
        select(func.count()).select_from(BankStatement).where(BankStatement.file_id == file_id)
    )
    return Imported(
        file_id=file_id,
        already=True,
        statements=int(statements or 0),
        lines=lines,
        matched=lines - suspense,
        suspense=suspense,
    )


def receive(content: bytes, *, name: str, by: Doer, at: datetime) -> int:
    """Keep a large file and promise its import; gives its number, which is the same each time."""
    file = _file(hashlib.sha256(content).hexdigest(), name=name, by=by, at=at)
    if file.state == FileState.RECEIVED and file.document is None:
        file.document = files.keep(content)
        outbox.promise(JOB, key=f"import-statement-{file.checksum}", file_id=file.id)
    session.flush()
    return file.id


def import_received(file_id: int, *, by: Doer, at: datetime) -> None:
    """Import a file that was received; one that is refused is marked with the reason, and books nothing."""
    file = session.get_one(BankFile, file_id, with_for_update=True)
    if file.state != FileState.RECEIVED or file.document is None:
        return
    content = files.read(file.document)
    try:
        with session.begin_nested():
            _book(file, content, by=by, at=at)
    except BadStatementError as refused:
        file.state = FileState.REFUSED
        file.because, file.line, file.facts = refused.code, refused.line, refused.facts
        session.flush()


def _file(checksum: str, *, name: str, by: Doer, at: datetime) -> BankFile:
    """The row of a file, locked; a file that was refused before gets another chance."""
    session.execute(
        insert(BankFile)
        .values(
            checksum=checksum,
            name=name.replace("\\", "/").rsplit("/", 1)[-1][:120],
            state=FileState.RECEIVED,
            received_at=at,
            received_by=by.login_id,
            facts={},
        )
        .on_conflict_do_nothing(index_elements=[BankFile.checksum])
    )
    file = session.scalars(select(BankFile).where(BankFile.checksum == checksum).with_for_update()).one()
    if file.state == FileState.REFUSED:
        file.state, file.because, file.line, file.facts = FileState.RECEIVED, None, None, {}
    return file


def _book(file: BankFile, content: bytes, *, by: Doer, at: datetime) -> Imported:
    statements = camt.read(content)
    _refuse_foreign(statements, {account["iban"] for account in fund.facts()["accounts"].values()})
    _lock({statement.account for statement in statements})
    counts = {LineState.MATCHED: 0, LineState.SUSPENSE: 0}
    fresh = 0
    for statement in statements:
        row = _append(statement, file.id)
        if row is None:
            continue
        fresh += 1
        for state, count in _store_lines(row, statement.movements).items():
            counts[state] += count
    file.state, file.imported_at = FileState.IMPORTED, at
    session.flush()
    audit.note(by, "statement.imported", f"bank_file:{file.id}", lines=sum(counts.values()))
    return Imported(
        file_id=file.id,
        already=False,
        statements=fresh,
        lines=sum(counts.values()),
        matched=counts[LineState.MATCHED],
        suspense=counts[LineState.SUSPENSE],
    )


def _refuse_foreign(statements: Iterable[Statement], ours: Collection[str]) -> None:
    for statement in statements:
        if statement.account not in ours:
            raise BadStatementError("foreign_account", line=statement.line, ending=statement.account[-4:])


def _lock(accounts: Collection[str]) -> None:
    """One import at a time for each account, always in the same order."""
    for account in sorted(accounts):
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"statements-{account}"))))


def _append(statement: Statement, file_id: int) -> BankStatement | None:
    """Store a statement behind the last one of its account; None when it is there already.

    Raises:
        BadStatementError: it is another one under a known number, or does not open where the last one closed.
    """
    fingerprint = _fingerprint(statement)
    known = session.scalars(
        select(BankStatement).where(
            BankStatement.account == statement.account, BankStatement.number == statement.number
        )
    ).one_or_none()
    if known is not None:
        if known.fingerprint != fingerprint:
            raise BadStatementError("differs", line=statement.line, number=statement.number)
        return None
    last = session.scalars(
        select(BankStatement)
        .where(BankStatement.account == statement.account)
        .order_by(BankStatement.place.desc())
        .limit(1)
    ).one_or_none()
    if last is not None and last.closing_cents != statement.opening_cents:
        raise BadStatementError(
            "gap",
            line=statement.line,
            expected=last.closing_cents,
            opening=statement.opening_cents,
            number=last.number,
        )
    row = BankStatement(
        file_id=file_id,
        account=statement.account,
        number=statement.number,
        place=last.place + 1 if last else 1,
        opened_on=statement.opened_on,
        closed_on=statement.closed_on,
        opening_cents=statement.opening_cents,
        closing_cents=statement.closing_cents,
        fingerprint=fingerprint,
    )
    session.add(row)
    session.flush()
    if last is None and statement.opening_cents:
        _book_opening(row)
    return row


def _book_opening(first: BankStatement) -> None:
    """What was on the account before its first statement, so that our books show what the bank shows."""
    ledger.post(
        key=f"bank-opening-{first.id}",
        booked_on=first.opened_on,
        why=Why.CORRECTION,
        source=f"bank_statement:{first.id}",
        lines={ledger.bank_account(first.account): first.opening_cents, BEFORE: -first.opening_cents},
    )


def _fingerprint(statement: Statement) -> str:
    """What makes two deliveries of a statement the same one, however the file is written."""
    facts = [statement.account, statement.number, statement.opening_cents, statement.closing_cents]
    moved = [
        [
            movement.sequence,
            movement.cents,
            movement.booked_on.isoformat(),
            movement.counterparty_iban,
            movement.communications,
            movement.text,
        ]
        for movement in statement.movements
    ]
    return hashlib.sha256(json.dumps([facts, moved]).encode()).hexdigest()


def _store_lines(statement: BankStatement, movements: Sequence[Movement]) -> dict[LineState, int]:
    counts = {LineState.MATCHED: 0, LineState.SUSPENSE: 0}
    for start in range(0, len(movements), CHUNK):
        chunk = movements[start : start + CHUNK]
        known = _known_accounts(chunk)
        lines = list(
            session.scalars(
                insert(BankLine).returning(BankLine, sort_by_parameter_order=True),
                [_row(statement, movement, _account_of(movement, known)) for movement in chunk],
            )
        )
        ledger.post_many([_posting(line, statement.account) for line in lines])
        matched = [line for line in lines if line.state == LineState.MATCHED]
        draw_receipts(matched)
        counts[LineState.MATCHED] += len(matched)
        counts[LineState.SUSPENSE] += len(lines) - len(matched)
    return counts


def _known_accounts(movements: Sequence[Movement]) -> dict[str, str]:
    wanted = {found for movement in movements if movement.cents > 0 for found in movement.communications}
    return ledger.accounts_behind(sorted(wanted)) if wanted else {}


def _account_of(movement: Movement, known: dict[str, str]) -> str | None:
    """The one account that the references of a movement lead to; money that left us is for staff to place."""
    if movement.cents < 0:
        return None
    accounts = {known[reference] for reference in movement.communications if reference in known}
    return accounts.pop() if len(accounts) == 1 else None


def _row(statement: BankStatement, movement: Movement, account: str | None) -> dict[str, Any]:
    iban = movement.counterparty_iban
    return {
        "statement_id": statement.id,
        "sequence": movement.sequence,
        "cents": movement.cents,
        "booked_on": movement.booked_on,
        "value_on": movement.value_on,
        "counterparty_name": movement.counterparty_name,
        "counterparty": sealing.seal(iban, place=COUNTERPARTY) if iban else None,
        "counterparty_index": sealing.blind_index(iban, place=COUNTERPARTY) if iban else None,
        "communications": list(movement.communications),
        "text": movement.text,
        "bank_reference": movement.bank_reference,
        "state": LineState.MATCHED if account else LineState.SUSPENSE,
        "account": account,
    }


def _posting(line: BankLine, iban: str) -> Posting:
    return Posting(
        key=f"bank-{line.id}",
        booked_on=line.booked_on,
        why=Why.PAYMENT if line.account else Why.SUSPENSE,
        source=f"bank_line:{line.id}",
        lines={ledger.bank_account(iban): line.cents, line.account or ledger.SUSPENSE: -line.cents},
    )
