"""What a reader of a page gets beside its four languages: names set apart, changes by file, figures with their mark."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from tests.factories import reviews as made
from webapp.domain import reviews
from webapp.kit.i18n import force_language
from webapp.rules.law import law_book
from webapp.views.staff import guide_preview


def test_names_are_set_apart_wherever_they_name_each_other():
    html = Markup('<a href="#a"></a><h2 id="a"></h2><i for="b" aria-labelledby="d e"></i><a href="/x#a"></a>')
    assert guide_preview.set_apart(html, "fr") == (
        '<a href="#fr-a"></a><h2 id="fr-a"></h2><i for="fr-b" aria-labelledby="fr-d fr-e"></i><a href="/x#a"></a>'
    )


def test_only_files_that_changed_are_shown_with_their_language(app):
    before = {"fr.md": "Un.\n", "nl.md": "Een.\n", "page.toml": "order = 1\n"}
    with force_language("en"):
        found = guide_preview.changes(before, before | {"nl.md": "Twee.\n", "page.toml": "order = 2\n"})
    assert [(one["name"], one["code"]) for one in found] == [
        ("Nederlands", "nl"),
        ("Facts of the page (page.toml)", ""),
    ]


def test_a_figure_that_changed_stands_first_with_its_mark(app, clock_at, tmp_path):
    clock_at("2026-11-28T10:00")
    text = '{{ law("contributions.rate_1") }} {{ law("contributions.index_numerator") }}\n'
    made.a_page_in(tmp_path, text=text, reviewed_on="2025-12-01")
    shelves = made.shelves_with(tmp_path)
    standing = reviews.standing(
        shelves, shelves.find("own"), book=law_book(), known={}, today=date(2026, 11, 28)
    )
    found = guide_preview.figures(standing)
    assert [(one["name"], one["mark"]) for one in found] == [
        ("contributions.index_numerator", "changed"),
        ("contributions.rate_1", ""),
    ]
    assert all(one["words"] and one["since"] for one in found)


def test_each_language_is_measured_by_its_own_scale(tmp_path):
    made.a_page_in(tmp_path)
    shelves = made.shelves_with(tmp_path)
    state = reviews.state_of(shelves, shelves.find("own"), book=law_book(), on=date(2026, 11, 28))
    assert [code for code, _reading, _limit in guide_preview.readings(state)] == ["fr", "nl", "de", "en"]
