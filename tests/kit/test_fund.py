"""What the law leaves to each fund stands in content/site.toml; what is missing there is named, never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.kit import fund
from webapp.kit.i18n import LANGUAGES
from webapp.rules import numbers


def test_the_fund_has_a_name_in_every_language(app):
    for words in ("name", "short_name", "tagline"):
        assert set(fund.facts()[words]) == set(LANGUAGES)


def test_the_management_fee_is_exact_and_of_its_year(app):
    fee = fund.management_fee_percent(2026)
    assert isinstance(fee, Decimal)
    assert fee == Decimal("3.80")


def test_a_year_without_a_fee_is_refused_by_name(app):
    with pytest.raises(fund.MissingChoiceError, match=r"site\.toml names no management_fee for 1995"):
        fund.management_fee_percent(1995)


def test_a_year_that_is_only_assumed_takes_the_last_fee_set(app, monkeypatch):
    monkeypatch.setattr(
        fund, "facts", lambda: {"management_fee": {"2025": Decimal("3.9"), "2026": Decimal("3.8")}}
    )
    assert fund.assumed_fee_percent(2025) == Decimal("3.9")
    assert fund.assumed_fee_percent(2028) == Decimal("3.8")
    assert fund.assumed_fee_percent(2040) == 0


@pytest.mark.parametrize("name", ["contributions", "companies", "benefits"])
def test_every_account_has_a_number_that_can_exist(app, name):
    account = fund.account(name)
    assert numbers.iban(account.iban) == account.iban
    assert account.holder
    assert account.bic


def test_a_funds_own_file_comes_before_ours(app, tmp_path):
    from webapp.kit.texts import Library

    (tmp_path / "site.toml").write_text('phone = "+32 2 000 00 00"\n')
    assert Library((tmp_path,)).toml("site.toml") == {"phone": "+32 2 000 00 00"}


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "192.0.2.7", "localhost:8000"])
def test_addresses_in_mails_come_from_the_setting_whatever_the_request_says(app, host):
    with app.test_request_context("/fr/", headers={"Host": host, "X-Forwarded-Host": host}):
        assert fund.web_address("/fr/my/") == "http://localhost/fr/my/"
