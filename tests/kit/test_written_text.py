"""What staff type becomes page, mail and plain text, and never anything more."""

from __future__ import annotations

import pytest

from webapp.kit import written_text as texts


def as_typed(target: str) -> str:
    return target


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("# Titre\n\nUn **mot** et *un autre*.", "Titre\n\nUn mot et un autre.\n"),
        ("- un\n- deux\n  - trois", "- un\n- deux\n  - trois\n"),
        ("1. un\n2. deux", "1. un\n2. deux\n"),
        ("3. trois\n4. quatre", "3. trois\n4. quatre\n"),
        ("- un\n\n- deux\n\n  encore", "- un\n- deux\n  encore\n"),
        ("> cité\n> encore", "> cité\n> encore\n"),
        ("[ici](https://x.example)", "ici (https://x.example)\n"),
        ("<https://x.example>", "https://x.example\n"),
        ("[info@x.example](mailto:info@x.example)", "info@x.example\n"),
        ("un\n\n---\n\ndeux", "un\n\n---\n\ndeux\n"),
        ("`code`", "code\n"),
        ("- un\n\naprès", "- un\n\naprès\n"),
    ],
)
def test_plain_text_keeps_what_the_signs_meant(typed, plain):
    assert texts.plain(typed, link=as_typed) == plain


def test_headings_begin_below_the_title_of_the_page():
    assert texts.html("# Un\n\n### Deux", link=as_typed) == "<h2>Un</h2>\n<h3>Deux</h3>\n"


@pytest.mark.parametrize(
    "typed", ["<script>x</script>", "<b onclick=x>", "[x](javascript:alert(1))", "![x](https://t.example/p.png)"]
)
def test_nothing_is_carried_out(typed):
    html = texts.html(typed, link=as_typed)
    assert "<script" not in html
    assert "<b " not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_links_are_resolved_by_the_caller():
    html = texts.html("[là](page:contact)", link=lambda target: f"https://x.example/{target}")
    assert 'href="https://x.example/page:contact"' in html
    assert texts.targets("[là](page:contact) <https://y.example>") == ["page:contact", "https://y.example"]
    assert texts.leads_outside("https://x.example")
    assert not texts.leads_outside("page:contact")


def test_signs_that_nobody_sees_are_taken_out():
    assert texts.cleaned(" a\r\nb\x00\ue000c\ue001\rd \n") == "a\nbc\nd"
