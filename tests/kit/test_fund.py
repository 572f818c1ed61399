"""The fund's own choices come from content/site.toml, and a missing one is said, never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.kit import fund
from webapp.rules import numbers


def test_the_fee_of_a_year_is_exact_and_a_missing_year_is_an_error(app):
    assert fund.management_fee_percent(2026) == Decimal("3.80")
    with pytest.raises(fund.MissingChoiceError, match="2099"):
        fund.management_fee_percent(2099)


@pytest.mark.parametrize("name", ["contributions", "companies", "benefits"])
def test_every_account_has_right_check_digits(app, name):
    account = fund.account(name)
    assert numbers.iban(account.iban) == account.iban
    assert account.holder


def test_an_address_begins_where_people_find_us(app):
    assert fund.web_address("/fr/my/") == "http://localhost/fr/my/"
