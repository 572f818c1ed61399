"""How to pay an amount: the facts of the due card, with the QR code that a bank app reads."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webapp.kit import fund, qr
from webapp.rules.numbers import written_communication, written_iban


@dataclass(frozen=True, kw_only=True)
class HowToPay:
    """Account, communication and QR code of one transfer."""

    iban: str
    holder: str
    communication: str
    qr_svg: Markup


def how_to_pay(cents: int, *, communication: str, account: str = "contributions") -> HowToPay:
    """The transfer of an amount in cents with a twelve-digit communication to one of the fund's accounts."""
    ours = fund.account(account)
    picture = qr.transfer(
        name=ours.holder, iban=ours.iban, bic=ours.bic, cents=cents, communication=communication
    )
    svg = Markup(
        '<svg viewBox="0 0 {size} {size}" role="img" aria-hidden="true" shape-rendering="crispEdges">'
        '<path d="{path}"></path></svg>'
    ).format(size=picture.size, path=picture.path)
    return HowToPay(
        iban=written_iban(ours.iban),
        holder=ours.holder,
        communication=written_communication(communication),
        qr_svg=svg,
    )
