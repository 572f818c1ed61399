"""The ledger: double entry in whole cents, append-only; what is owed and paid is derived from it.

The front door: what other rooms and the doors may use. `post` and its kin are the only writers.
"""

from webapp.domain.ledger.accounts import (
    SUSPENSE,
    affiliate_account,
    bank_account,
    company_account,
    owner_of,
)
from webapp.domain.ledger.queries import (
    OpenItem,
    StatementLine,
    account_behind,
    accounts_behind,
    accounts_claimed,
    balance,
    balances,
    entry_by_key,
    known_reference,
    open_items,
    open_items_of,
    statement,
)
from webapp.domain.ledger.service import (
    NotBalancedError,
    Posting,
    post,
    post_many,
    reference_for,
    references_for,
    reverse,
)
from webapp.domain.ledger.verify import invariants
from webapp.domain.ledger.words import Why

__all__ = [
    "SUSPENSE",
    "NotBalancedError",
    "OpenItem",
    "Posting",
    "StatementLine",
    "Why",
    "account_behind",
    "accounts_behind",
    "accounts_claimed",
    "affiliate_account",
    "balance",
    "balances",
    "bank_account",
    "company_account",
    "entry_by_key",
    "invariants",
    "known_reference",
    "open_items",
    "open_items_of",
    "owner_of",
    "post",
    "post_many",
    "reference_for",
    "references_for",
    "reverse",
    "statement",
]
