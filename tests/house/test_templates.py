"""Parts are files named by their id and included by a page; forms carry their token; nothing is inline."""

from __future__ import annotations

import re

import pytest

from webapp.config import ROOT

TEMPLATES = ROOT / "webapp" / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))


def name(file) -> str:
    return file.relative_to(TEMPLATES).as_posix()


@pytest.mark.parametrize("file", [page for page in PAGES if page.name.startswith("_")], ids=name)
def test_a_part_is_included_by_a_page_and_named_by_its_id(file):
    source = file.read_text()
    part = file.stem.removeprefix("_")
    assert re.search(rf'id="{part}"', source), f'{name(file)}: its root needs id="{part}"'
    users = [page for page in PAGES if page != file and name(file) in page.read_text()]
    assert users, f"{name(file)} is included by no page; a part without its page works only with JavaScript"


#: Two forms that change nothing of anybody: figures nobody owns, and whether a page was useful. Both refuse other
#: sites by their origin, and without a token their pages may be kept and leave compressed
#: (tests/views/visitor/test_calculator_request.py, test_opinion.py).
WITHOUT_TOKEN = {"visitor/calculators/ways.html", "visitor/useful.html"}


@pytest.mark.parametrize("file", PAGES, ids=name)
def test_every_form_that_changes_something_carries_its_token(file):
    for form in re.findall(r"<form\b.*?</form>", file.read_text(), flags=re.DOTALL):
        if re.search(r'method="?post', form, flags=re.IGNORECASE):
            known = "csrf()" in form or name(file) in WITHOUT_TOKEN
            assert known, f"{name(file)}: write {{{{ csrf() }}}} inside the form"


@pytest.mark.parametrize("file", PAGES, ids=name)
def test_nothing_is_inline(file):
    source = re.sub(r"{#.*?#}", "", file.read_text(), flags=re.DOTALL)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)(?![^>]*ld\+json)", source), (
        f"{name(file)} has an inline style or script; the content policy would block it"
    )
    assert "|safe" not in source.replace(" ", ""), f"{name(file)} trusts a text; render it as Markup where it is made"
    assert not re.search(r"""(src|href|action)=["']https?://""", source), f"{name(file)} reaches for another site"


@pytest.mark.parametrize("file", [page for page in PAGES if "{%- macro" in page.read_text()], ids=name)
def test_no_words_stand_at_the_top_of_a_file_of_macros(file):
    """Such a file is loaded once: its top would speak the language of the first reader to everybody."""
    source = re.sub(r"{#.*?#}", "", file.read_text(), flags=re.DOTALL)
    if "{%- extends" in source or "{% extends" in source:
        return
    top = re.sub(r"{%-?\s*macro\b.*?endmacro\s*-?%}", "", source, flags=re.DOTALL)
    assert not re.search(r"\b(_|gettext|ngettext)\(", top), f"{name(file)}: move the words into the macro"
