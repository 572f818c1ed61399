"""The fee of each fund and year: what was published, what follows from it, and what is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from webapp.rules.fees import Fund, fee_of, fees_in
from webapp.rules.law import MissingValue, law_on
from webapp.rules.units import fee_cents

LAW = law_on(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("fund", "year", "share", "confidence"),
    [
        (Fund.ACERTA, 2018, "0.0305", "derived"),
        (Fund.LIANTIS, 2019, "0.0395", "sourced"),
        (Fund.SECUREX, 2021, "0.041", "sourced"),
        (Fund.GROUP_S, 2025, "0.039", "derived"),
        (Fund.UCM, 2026, "0.0405", "sourced"),
    ],
)
def test_a_fee_says_how_sure_it_is(fund: Fund, year: int, share: str, confidence: str) -> None:
    found = fee_of(fund, year=year, law=LAW)
    assert (found.value, found.unit, found.confidence) == (Decimal(share), "share", confidence)
    assert found.article == "rd38_20_4"
    assert found.source


@pytest.mark.parametrize(
    ("fund", "year", "quarter_cents", "asked_cents"),
    [
        (Fund.ACERTA, 2018, 694_46, 715_64),
        (Fund.LIANTIS, 2020, 717_18, 745_51),
        (Fund.LIANTIS, 2022, 751_25, 780_92),
        (Fund.LIANTIS, 2023, 840_97, 874_19),
        (Fund.UCM, 2023, 840_97, 875_03),
        (Fund.ACERTA, 2024, 95_60, 98_52),
        (Fund.GROUP_S, 2024, 864_15, 897_85),
        (Fund.SECUREX, 2024, 446_25, 464_55),
        (Fund.XERIUS, 2025, 871_71, 898_30),
        (Fund.UCM, 2025, 96_44, 100_35),
        (Fund.LIANTIS, 2025, 4995_78, 5193_11),
    ],
)
def test_a_derived_fee_gives_back_what_the_fund_printed(
    fund: Fund, year: int, quarter_cents: int, asked_cents: int
) -> None:
    share = fee_of(fund, year=year, law=LAW).value
    assert isinstance(share, Decimal)
    assert quarter_cents + fee_cents(quarter_cents, share * 100) == asked_cents


def test_a_contradiction_is_named_and_gives_no_number() -> None:
    with pytest.raises(MissingValue, match=r"fees\.liantis has no value on 2021-01-01 .* contradict"):
        fee_of(Fund.LIANTIS, year=2021, law=LAW)
    assert fee_cents(719_68, Decimal("3.59")) + 719_68 != 745_51


@pytest.mark.parametrize(("fund", "year"), [(Fund.ACERTA, 2026), (Fund.PARTENA, 2024), (Fund.XERIUS, 2020)])
def test_a_fee_that_was_not_found_names_itself(fund: Fund, year: int) -> None:
    with pytest.raises(MissingValue, match=rf"fees\.{fund} has no value on {year}-01-01"):
        fee_of(fund, year=year, law=LAW)


def test_the_funds_of_a_year_side_by_side() -> None:
    assert [value.name for value in fees_in(2026, law=LAW)] == [
        "fees.liantis",
        "fees.partena",
        "fees.securex",
        "fees.ucm",
        "fees.xerius",
    ]
    assert fees_in(2027, law=LAW) == ()


@pytest.mark.parametrize("year", [2019, 2023])
def test_no_fund_stands_outside_the_published_edges(year: int) -> None:
    highest = LAW.book.on(date(year, 1, 1)).decimal("fees.highest")
    assert all(Decimal(value.value) <= highest for value in fees_in(year, law=LAW))


def test_every_fund_of_the_file_is_named_in_code() -> None:
    named = {name.removeprefix("fees.") for name in LAW.book.names() if name.startswith("fees.")}
    assert named == {*Fund, "lowest", "highest"}


def test_the_cheapest_funds_of_2019_are_the_lower_edge() -> None:
    lowest = LAW.book.on(date(2019, 1, 1)).decimal("fees.lowest")
    assert min(Decimal(value.value) for value in fees_in(2019, law=LAW)) == lowest
