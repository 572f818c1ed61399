"""Typed law is found as people type it in four languages; live values, words and code are left in peace."""

from __future__ import annotations

import pytest

from webapp.kit.typed_law import typed


@pytest.mark.parametrize(
    "words",
    [
        "890,42 euro", "EUR 1.234", "1 234 €", "1\u202f234,50\u00a0€", "€5", "€ 12", "12 euros", "500 EUR", "12 million euro",
        "20,5 %", "14 percent", "14 per cent", "7 pour cent", "7 procent", "7 Prozent", "3\u202f%",
        "31 December", "1 January", "December 31", "31st of December", "31 décembre", "1er juillet", "le 30 juin", "30\u00a0juin",
        "31. Dezember", "31 december", "1 maart", "2 août 2026", "31/12/2026", "31/12", "31.12.2026", "31.12.", "2026-12-31",
    ],
)  # fmt: skip
def test_typed_law_is_found(words):
    assert typed(f"You pay before {words} or later.")


@pytest.mark.parametrize(
    "words",
    [
        '{{ amount("main_minimum_quarter") }} euro', '{{ law("contributions.rate_1") }}', "within three months", "in 2026",
        "3 mois", "65 years", "article 5", "no. 38 of the decree", "form 20/58",
        "in May 2026", "en mai 2026", "\n```\ncurl -d 31/12/2026 500 EUR\n```\n", "write `1234,56 €`", "version 1.2.", "on 26 December", "200 percent",
    ],
)  # fmt: skip
def test_words_live_values_and_code_are_left_in_peace(words):
    assert typed(f"You may {words} here.") == ()
