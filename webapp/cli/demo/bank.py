"""The bank of the demo: statements in CAMT.053, so that payments enter as they do in life."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape

from webapp.rules import numbers

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
FIRST_ACCOUNT: Final = 7_310_000_000


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """Somebody pays; without a structured communication only her words lead to her."""

    on: date
    cents: int
    name: str
    iban: str
    communication: str = ""
    words: str = ""


def account_of(place: int) -> str:
    """The account of the person at a place of the demo; it cannot exist, its check digits are right."""
    return numbers.belgian_iban(f"{FIRST_ACCOUNT + place:010d}")


def statements(account: str, transfers: Iterable[Transfer], *, opening_cents: int = 0) -> list[bytes]:
    """One file per month with the transfers to an account; each opens where the last one closed."""
    ordered = sorted(transfers, key=lambda one: (one.on, one.iban, one.cents))
    files = []
    for (year, month), group in groupby(ordered, key=lambda one: (one.on.year, one.on.month)):
        entries = list(group)
        closing_cents = opening_cents + sum(one.cents for one in entries)
        number = f"{year}-{month:02}"
        files.append(_document(account, number, entries, opening_cents, closing_cents).encode())
        opening_cents = closing_cents
    return files


def _document(account: str, number: str, entries: list[Transfer], opening: int, closing: int) -> str:
    last = entries[-1].on
    booked = "\n".join(_entry(one, f"{number}/{place}") for place, one in enumerate(entries, 1))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{NAMESPACE}"><BkToCstmrStmt>
<GrpHdr><MsgId>{account[-4:]}{number}</MsgId><CreDtTm>{last}T23:10:00</CreDtTm></GrpHdr>
<Stmt><Id>{number}</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>{last}T23:10:00</CreDtTm>
<Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>
{_balance("OPBD", opening, last)}
{_balance("CLBD", closing, last)}
{booked}
</Stmt></BkToCstmrStmt></Document>
"""


def _balance(kind: str, cents: int, on: date) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{_amount(cents)}"
        f"<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{on}</Dt></Dt></Bal>"
    )


def _entry(one: Transfer, reference: str) -> str:
    remittance = escape(one.words) and f"<Ustrd>{escape(one.words)}</Ustrd>"
    if one.communication:
        remittance = (
            "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>BBA</Issr></Tp>"
            f"<Ref>{one.communication}</Ref></CdtrRefInf></Strd>"
        )
    return f"""<Ntry><NtryRef>{reference}</NtryRef>{_amount(one.cents)}<CdtDbtInd>CRDT</CdtDbtInd>
<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{one.on}</Dt></BookgDt><ValDt><Dt>{one.on}</Dt></ValDt>
<NtryDtls><TxDtls><Refs><AcctSvcrRef>{reference}</AcctSvcrRef><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
<RltdPties><Dbtr><Pty><Nm>{escape(one.name)}</Nm></Pty></Dbtr>
<DbtrAcct><Id><IBAN>{one.iban}</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf>{remittance}</RmtInf></TxDtls></NtryDtls></Ntry>"""


def _amount(cents: int) -> str:
    return f'<Amt Ccy="EUR">{cents // 100}.{cents % 100:02}</Amt>'
