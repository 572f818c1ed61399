"""Payments: bank statements read and booked, references matched, the unknown kept in suspense.

The front door: what other rooms and the doors may use.
"""

from webapp.domain.payments.assigning import (
    AlreadyAssignedError,
    UnknownOwnerError,
    account_of,
    assign,
    owner_name,
    owner_names,
)
from webapp.domain.payments.camt import BadStatementError, first_day
from webapp.domain.payments.importing import (
    Imported,
    import_received,
    import_statement,
    outcome_of,
    receive,
)
from webapp.domain.payments.models import FileState, LineState
from webapp.domain.payments.queries import (
    FileLine,
    Payment,
    StatementSheet,
    Suspended,
    SuspenseTotal,
    bank_accounts,
    files_received,
    payment_for,
    payments_of,
    statements,
    suspended,
    suspense_lines,
    suspense_total,
)
from webapp.domain.payments.suggestions import Suggestion, suggestions_for
from webapp.domain.payments.verify import invariants

__all__ = [
    "AlreadyAssignedError",
    "BadStatementError",
    "FileLine",
    "FileState",
    "Imported",
    "LineState",
    "Payment",
    "StatementSheet",
    "Suggestion",
    "Suspended",
    "SuspenseTotal",
    "UnknownOwnerError",
    "account_of",
    "assign",
    "bank_accounts",
    "files_received",
    "first_day",
    "import_received",
    "import_statement",
    "invariants",
    "outcome_of",
    "owner_name",
    "owner_names",
    "payment_for",
    "payments_of",
    "receive",
    "statements",
    "suggestions_for",
    "suspended",
    "suspense_lines",
    "suspense_total",
]
