"""An address that leads nowhere helps: its own words to search with, the doors, a number to call."""

from __future__ import annotations

import pytest

from webapp.kit.guides import guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_words_of_the_address_stand_in_the_search_line(visitor, code):
    answer = visitor.get(f"/{code}/old-theme/payment_plan-2019.html")
    assert answer.status_code == 404
    assert 'value="payment plan"' in answer.text
    assert f'<html lang="{code}"' in answer.text
    assert answer.text.count('<li class="door">') == len(guides(Library()).themes)
    assert "+32 2 100 20 30" in answer.text


def test_what_is_typed_into_an_address_is_only_text(visitor):
    page = visitor.get('/en/"><script>alert(1)</script>').text
    assert "<script>alert" not in page


def test_the_words_of_a_private_address_are_not_repeated(visitor):
    answer = visitor.get("/en/my/nothing/mia-peeters")
    assert answer.status_code in {303, 404}
    assert "mia peeters" not in answer.text
