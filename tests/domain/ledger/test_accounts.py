"""Accounts are readable paths that lead back to their owner."""

from __future__ import annotations

import pytest

from webapp.domain import ledger


def test_a_path_leads_back_to_its_owner():
    assert ledger.owner_of(ledger.affiliate_account(4711)) == ("affiliate", 4711)
    assert ledger.owner_of(ledger.company_account(812)) == ("company", 812)


@pytest.mark.parametrize(
    "account", ["suspense", "contributions:2026Q4", "bank:BE68539007547034", "affiliate:", "affiliate:x"]
)
def test_the_funds_own_accounts_belong_to_nobody(account):
    assert ledger.owner_of(account) is None
