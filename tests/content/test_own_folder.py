"""The folder of the demo's fund is what any fund may have: whole pages, alive, checked like ours, and used by the demo."""

from __future__ import annotations

import re

import pytest

from webapp.config import DEMO_CONTENT, Settings
from webapp.kit import reading
from webapp.kit.guides import guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import OURS, Library
from webapp.kit.typed_law import typed

SHELVES = guides(Library((DEMO_CONTENT,)))
OWN = sorted(path.parent.name for path in DEMO_CONTENT.rglob("page.toml"))
ANEW = [name for name in OWN if guides(Library()).find(name)]


@pytest.fixture
def shown(app, visitor, monkeypatch):
    """The pages of a house whose fund keeps this folder."""
    monkeypatch.setitem(app.extensions, "content", Library((DEMO_CONTENT,)))

    def get(name, language):
        return visitor.get("/".join(("", language, *SHELVES.path(SHELVES.find(name), language))))

    return get


def test_it_holds_a_page_in_the_place_of_ours_and_one_that_only_this_fund_has():
    assert ANEW
    assert set(OWN) - set(ANEW)


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_is_complete_alive_and_easy_to_read(name, language, shown):
    guide = SHELVES.find(name)
    source = SHELVES.source(guide, language)
    assert SHELVES.library.find(f"{guide.folder}/{language}.md").is_relative_to(DEMO_CONTENT)
    assert not typed(source)
    assert not reading.page(source, language).too_hard
    page = shown(name, language)
    assert page.status_code == 200
    assert guide.title(language) in page.text
    assert "{{" not in page.text
    assert "{%" not in page.text
    assert not re.search(r"\bNone\b", page.text)


@pytest.mark.parametrize("name", OWN)
def test_each_page_has_the_same_headings_in_each_language(name):
    guide = SHELVES.find(name)
    shapes = {code: re.findall(r"^(#+) ", SHELVES.source(guide, code), re.MULTILINE) for code in LANGUAGES}
    assert len({tuple(shape) for shape in shapes.values()}) == 1, shapes


def test_the_rest_stays_ours():
    assert SHELVES.library.find("pages/legal/fr.md").is_relative_to(OURS)


def test_the_demo_uses_it_unless_told_otherwise(tmp_path):
    demo = {"DEMO": "1", "DATA_DIR": str(tmp_path)}
    assert Settings.from_environ(demo).content_dirs == (DEMO_CONTENT,)
    assert Settings.from_environ(demo | {"CONTENT_DIRS": str(tmp_path)}).content_dirs == (tmp_path,)
    assert Settings.from_environ(demo | {"CONTENT_DIRS": ""}).content_dirs == ()
    assert Settings.from_environ({"SECRET_KEY": "s" * 40}).content_dirs == ()
