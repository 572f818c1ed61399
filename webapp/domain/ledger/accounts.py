"""Accounts are readable paths; these are the ways to write and read one."""

from __future__ import annotations

from typing import Final

SUSPENSE: Final = "suspense"


def affiliate_account(affiliate_id: int) -> str:
    """What an affiliate owes us (positive) or has to his credit (negative)."""
    return f"affiliate:{affiliate_id}"


def company_account(company_id: int) -> str:
    """What a company owes us (positive) or has to its credit (negative)."""
    return f"company:{company_id}"


def bank_account(iban: str) -> str:
    """The fund's money on one of its accounts."""
    return f"bank:{iban}"


def owner_of(account: str) -> tuple[str, int] | None:
    """("affiliate", 4711) or ("company", 812) behind an account; None for the fund's own accounts."""
    kind, _, number = account.partition(":")
    return (kind, int(number)) if kind in {"affiliate", "company"} and number.isdigit() else None
