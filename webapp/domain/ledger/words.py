"""Why an entry was made: a closed list, translated only when it is shown."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """The reason of an entry."""

    DUE = "due"
    COMPANY_CALL = "company_call"
    REGULARISATION = "regularisation"
    REDUCTION = "reduction"
    EXEMPTION = "exemption"
    INCREASE = "increase"
    WAIVER = "waiver"
    PAYMENT = "payment"
    SUSPENSE = "suspense"
    ASSIGNMENT = "assignment"
    REFUND = "refund"
    BENEFIT = "benefit"
    CORRECTION = "correction"
