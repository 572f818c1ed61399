"""The words of the law by the alphabet: every term once, on a light page, where search and addresses find it."""

from __future__ import annotations

import re

import pytest

from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library
from webapp.views.visitor import glossary

TERMS = Library().toml("glossary.toml")


def pages(visitor, code):
    """Every part of the list, as the first one names them."""
    first = visitor.get(f"/{code}/{glossary.SLUGS[code]}")
    others = re.findall(rf'href="(/{code}/{glossary.SLUGS[code]}/\d+)"', first.text)
    return [first, *map(visitor.get, others)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_term_stands_once_in_the_order_of_the_alphabet(visitor, code):
    shown = "".join(page.text for page in pages(visitor, code))
    names = re.findall(r'<div id="(\w+)"><dt>', shown)
    assert sorted(names) == sorted(TERMS)
    assert names == sorted(names, key=lambda name: glossary.fold(TERMS[name][code]))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_term_is_found_at_its_address(app, visitor, code):
    for name in ("bridging_right", "writ", "affiliation"):
        with app.test_request_context():
            address = glossary.address_of_term(name, code)
        page, _hash, anchor = address.partition("#")
        assert anchor == name
        assert f'<div id="{name}">' in visitor.get(page).text


def test_what_nobody_explains_has_no_address_and_a_part_too_many_no_page(app, visitor):
    with app.test_request_context():
        assert glossary.address_of_term("no_such_term", "en") == ""
    assert visitor.get("/en/glossary/99").status_code == 404
    assert visitor.get("/en/glossary/0").status_code == 404


def test_a_part_says_which_letters_it_holds(visitor):
    page = visitor.get("/en/glossary").text
    assert re.search(r'aria-current="page">A – [A-Z]</a>', page)
