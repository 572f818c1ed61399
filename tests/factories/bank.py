"""Bank statements for tests, as Belgian banks write them: CAMT.053 in the versions 02, 04 and 08."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from xml.sax.saxutils import escape

from webapp.rules import numbers

CONTRIBUTIONS = "BE45999120485689"
COMPANIES = "BE28999220485720"
DAY = date(2026, 12, 1)


def payer(number: int) -> str:
    """The account of somebody who pays, different for each number."""
    return numbers.belgian_iban(f"{7_300_000_000 + number:010d}")


@dataclass(frozen=True)
class Paid:
    """One transfer that stands on the statement; cents below zero leave the account."""

    cents: int
    communication: str = ""
    text: str = ""
    name: str = "Boulangerie du Moulin SRL"
    iban: str = field(default_factory=lambda: payer(1))
    on: date = DAY
    state: str = "BOOK"


@dataclass(frozen=True)
class Together:
    """A collective entry: several transfers that the bank books as one amount."""

    parts: tuple[Paid, ...]
    on: date = DAY


@dataclass(frozen=True)
class Sheet:
    """One statement; every figure that is not given is worked out, so that it is right unless told otherwise."""

    entries: tuple[Paid | Together, ...] = ()
    account: str = COMPANIES
    number: str = "2026-001"
    opening_cents: int = 0
    on: date = DAY
    version: str = "08"
    closing_cents: int | None = None
    count: int | None = None
    total_cents: int | None = None
    currency: str = "EUR"

    @property
    def booked(self) -> list[int]:
        return [_cents(entry) for entry in self.entries if getattr(entry, "state", "BOOK") == "BOOK"]

    @property
    def closes_at(self) -> int:
        return self.opening_cents + sum(self.booked) if self.closing_cents is None else self.closing_cents

    def following(self, *entries: Paid | Together, number: str) -> Sheet:
        """The next statement of the account: opens where this one closes."""
        on = self.on + timedelta(days=1)
        return replace(self, entries=entries, number=number, opening_cents=self.closes_at, on=on)

    def xml(self) -> bytes:
        return document(self)


def document(*sheets: Sheet, before: str = "") -> bytes:
    """A file with one or more statements."""
    version = sheets[0].version
    body = "\n".join(_statement(sheet) for sheet in sheets)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
{before}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">
  <BkToCstmrStmt>
    <GrpHdr>
      <MsgId>KDB{sheets[0].on:%Y%m%d}{sheets[0].number}</MsgId>
      <CreDtTm>{sheets[0].on}T23:10:00</CreDtTm>
      <MsgPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></MsgPgntn>
    </GrpHdr>
{body}
  </BkToCstmrStmt>
</Document>
""".encode()


def _cents(entry: Paid | Together) -> int:
    return sum(part.cents for part in entry.parts) if isinstance(entry, Together) else entry.cents


def _money(cents: int) -> str:
    return f"{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _way(cents: int) -> str:
    return "CRDT" if cents >= 0 else "DBIT"


def _balance(kind: str, cents: int, sheet: Sheet) -> str:
    return f"""      <Bal>
        <Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>
        <Amt Ccy="{sheet.currency}">{_money(cents)}</Amt>
        <CdtDbtInd>{_way(cents)}</CdtDbtInd>
        <Dt><Dt>{sheet.on}</Dt></Dt>
      </Bal>"""


def _statement(sheet: Sheet) -> str:
    booked = sheet.booked
    count = len(booked) if sheet.count is None else sheet.count
    total = sum(abs(cents) for cents in booked) if sheet.total_cents is None else sheet.total_cents
    received = [cents for cents in booked if cents >= 0]
    spent = [cents for cents in booked if cents < 0]
    entries = "\n".join(_entry(entry, sheet, place) for place, entry in enumerate(sheet.entries, 1))
    return f"""    <Stmt>
      <Id>{sheet.number}</Id>
      <ElctrncSeqNb>1</ElctrncSeqNb>
      <CreDtTm>{sheet.on}T23:10:00</CreDtTm>
      <Acct>
        <Id><IBAN>{sheet.account}</IBAN></Id>
        <Ccy>EUR</Ccy>
        <Svcr><FinInstnId><BIC{"FI" if sheet.version == "08" else ""}>LINDBEBB</BIC{"FI" if sheet.version == "08" else ""}></FinInstnId></Svcr>
      </Acct>
{_balance("OPBD", sheet.opening_cents, sheet)}
{_balance("CLBD", sheet.closes_at, sheet)}
      <TxsSummry>
        <TtlNtries><NbOfNtries>{count}</NbOfNtries><Sum>{_money(total)}</Sum></TtlNtries>
        <TtlCdtNtries><NbOfNtries>{len(received)}</NbOfNtries><Sum>{_money(sum(received))}</Sum></TtlCdtNtries>
        <TtlDbtNtries><NbOfNtries>{len(spent)}</NbOfNtries><Sum>{_money(sum(spent))}</Sum></TtlDbtNtries>
      </TxsSummry>
{entries}
    </Stmt>"""


def _entry(entry: Paid | Together, sheet: Sheet, place: int) -> str:
    parts = entry.parts if isinstance(entry, Together) else (entry,)
    cents = _cents(entry)
    state = getattr(entry, "state", "BOOK")
    state = f"<Cd>{state}</Cd>" if sheet.version == "08" else state
    details = "\n".join(
        _details(part, sheet, f"{place}-{number}", amount=len(parts) > 1)
        for number, part in enumerate(parts, 1)
    )
    return f"""      <Ntry>
        <NtryRef>{place}</NtryRef>
        <Amt Ccy="{sheet.currency}">{_money(cents)}</Amt>
        <CdtDbtInd>{_way(cents)}</CdtDbtInd>
        <Sts>{state}</Sts>
        <BookgDt><Dt>{entry.on}</Dt></BookgDt>
        <ValDt><Dt>{entry.on}</Dt></ValDt>
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
        <NtryDtls>
{details}
        </NtryDtls>
      </Ntry>"""


def _details(paid: Paid, sheet: Sheet, reference: str, *, amount: bool) -> str:
    role = "Dbtr" if paid.cents >= 0 else "Cdtr"
    name = f"<Nm>{escape(paid.name)}</Nm>"
    name = f"<Pty>{name}</Pty>" if sheet.version == "08" else name
    part = f'<Amt Ccy="EUR">{_money(paid.cents)}</Amt>' if amount else ""
    if amount and sheet.version == "02":
        part = f"<AmtDtls><TxAmt>{part}</TxAmt></AmtDtls>"
    remittance = ""
    if paid.communication:
        remittance += (
            "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>BBA</Issr></Tp>"
            f"<Ref>{escape(paid.communication)}</Ref></CdtrRefInf></Strd>"
        )
    if paid.text:
        remittance += f"<Ustrd>{escape(paid.text)}</Ustrd>"
    return f"""          <TxDtls>
            <Refs><AcctSvcrRef>{sheet.number}/{reference}</AcctSvcrRef><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
            {part}
            <RltdPties>
              <{role}>{name}</{role}>
              <{role}Acct><Id><IBAN>{paid.iban}</IBAN></Id></{role}Acct>
            </RltdPties>
            <RmtInf>{remittance}</RmtInf>
          </TxDtls>"""
