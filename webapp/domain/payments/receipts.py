"""The word that money has arrived: one letter for each payment that found its account."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from webapp.domain import affiliates, companies, ledger, notices
from webapp.domain.identity import Addressee
from webapp.domain.payments.models import BankLine

NOTICE: Final = "payment_received"


def draw_receipts(lines: Sequence[BankLine]) -> None:
    """Draw the receipt of every line that stands on somebody's account; money going out has none."""
    wanted = [line for line in lines if line.cents > 0 and ledger.owner_of(line.account or "")]
    items = ledger.open_items_of({line.account or "" for line in wanted})
    still_open = {account: sum(item.open_cents for item in claims) for account, claims in items.items()}
    reached = _addressees({line.account or "" for line in wanted})
    by_day = sorted(wanted, key=lambda line: line.booked_on)
    for on, paid in groupby(by_day, key=lambda line: line.booked_on):
        drafts = [
            _receipt(line, open_cents=still_open.get(line.account or "", 0), reached=reached) for line in paid
        ]
        notices.draw_many(drafts, on=on)
        notices.promise_sending(list(notices.ids_of([draft.key for draft in drafts]).values()))


def _receipt(line: BankLine, *, open_cents: int, reached: dict[str, Addressee]) -> notices.Draft:
    kind, number = ledger.owner_of(line.account or "") or ("", 0)
    addressee = reached[line.account or ""]
    return notices.Draft(
        kind=NOTICE,
        key=f"receipt-{line.id}",
        affiliate_id=number if kind == "affiliate" else None,
        company_id=number if kind == "company" else None,
        source=f"bank_line:{line.id}",
        addressee=addressee,
        facts={
            "payer": line.counterparty_name or addressee.name,
            "amount": line.cents,
            "received_on": line.booked_on.isoformat(),
            "communications": list(line.communications),
            "open_amount": open_cents or None,
        },
    )


def _addressees(accounts: set[str]) -> dict[str, Addressee]:
    """Where the receipts go, by account."""
    owners = {account: owner for account in accounts if (owner := ledger.owner_of(account))}
    people = affiliates.addressees([number for kind, number in owners.values() if kind == "affiliate"])
    firms = companies.addressees([number for kind, number in owners.values() if kind == "company"])
    return {
        account: (people if kind == "affiliate" else firms)[number]
        for account, (kind, number) in owners.items()
    }
