"""A page as it stands: its files, where each comes from, and the figures it quotes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.factories import reviews as made
from webapp.domain import reviews
from webapp.kit.guides import guides
from webapp.kit.texts import OURS, Library
from webapp.rules.law import law_book

TODAY = date(2026, 11, 22)


def state(shelves, name):
    return reviews.state_of(shelves, shelves.find(name), book=law_book(), on=TODAY)


def test_a_state_holds_five_files_and_the_figures_of_the_day(tmp_path):
    made.a_page_in(
        tmp_path, text='{{ law("contributions.rate_1") }} and {{ amount("main_minimum_quarter") }}\n'
    )
    found = state(made.shelves_with(tmp_path), "own")
    assert set(found.texts) == {"fr.md", "nl.md", "de.md", "en.md", "page.toml"}
    assert found.figures["contributions.rate_1"].endswith(" 0.205")
    assert "contributions.index_numerator" in found.figures or len(found.figures) > 1, (
        "what is behind a ready amount counts"
    )


def test_another_word_is_another_fingerprint_and_another_day_of_review_is_not(tmp_path):
    page = made.a_page_in(tmp_path)
    first = state(made.shelves_with(tmp_path), "own")
    made.a_page_in(tmp_path, reviewed_on="2026-07-01")
    assert state(made.shelves_with(tmp_path), "own").fingerprint == first.fingerprint
    (page / "nl.md").write_text("U betaalt.\n", encoding="utf-8")
    assert state(made.shelves_with(tmp_path), "own").fingerprint != first.fingerprint
    assert replace(first, figures={}).fingerprint == first.fingerprint


def test_ours_stands_under_a_page_that_the_fund_wrote_anew(tmp_path):
    page = tmp_path / "pages" / "about"
    page.mkdir(parents=True)
    (page / "en.md").write_text("Ours, in our words.\n", encoding="utf-8")
    shelves = made.shelves_with(tmp_path)
    found = {one.file: one for one in reviews.origins(shelves, shelves.find("about"))}
    assert found["en.md"].own
    assert found["en.md"].ours == (OURS / "pages" / "about" / "en.md").read_text(encoding="utf-8")
    assert not found["fr.md"].own


def test_a_page_of_the_fund_alone_has_nothing_of_ours_under_it(tmp_path):
    made.a_page_in(tmp_path)
    shelves = made.shelves_with(tmp_path)
    assert all(one.own and one.ours is None for one in reviews.origins(shelves, shelves.find("own")))


def test_a_page_with_a_missing_text_is_read_as_far_as_it_goes(tmp_path):
    page = made.a_page_in(tmp_path)
    (page / "de.md").unlink()
    found = state(made.shelves_with(tmp_path), "own")
    assert found.texts["de.md"] == ""
    assert found.figures == {}


def test_every_page_of_ours_has_a_state():
    shelves = guides(Library())
    assert all(all(state(shelves, guide.name).texts.values()) for guide in shelves)
