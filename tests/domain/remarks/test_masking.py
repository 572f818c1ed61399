"""What could name a person becomes dots; what a remark is about stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.remarks import masked


@pytest.mark.parametrize(
    "secret",
    [
        "85.07.30-033.28",
        "85073003328",
        "85 07 30 033 28",
        "BE68 5390 0754 7034",
        "be68539007547034",
        "NL91 ABNA 0417 1643 00",
        "mia.peeters+x@example.be",
        "0470 12 34 56",
        "0470/12.34.56",
        "+32 470 12 34 56",
        "0032470123456",
        "02 123 45 67",
    ],
)
def test_numbers_and_addresses_are_masked(secret):
    assert masked(f"I am {secret}, call me") == "I am •••, call me"


@pytest.mark.parametrize(
    "words",
    [
        "The ceiling of 75.024,54 € on 1 January 2026 is clear.",
        "Article 11 § 5, Royal Decree no. 38 of 27 July 1967",
        "1.234.567,89 EUR and 20,5 %",
        "between 2018 and 2026, 312 days",
        "quarters 2026/1, 2026/2 and 2026/3",
    ],
)
def test_amounts_years_and_articles_stay(words):
    assert masked(words) == words


@given(st.text(max_size=300))
def test_masking_twice_is_masking_once(text):
    assert masked(masked(text)) == masked(text)
