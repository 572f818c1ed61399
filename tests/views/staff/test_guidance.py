"""Staff read the guidance page by page: what must be read and why, four languages side by side, one button."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from tests.factories import identity as identities
from tests.factories import reviews as made
from webapp.domain import reviews
from webapp.domain.identity import Role
from webapp.domain.reviews.models import PageReview
from webapp.kit import clock
from webapp.kit.db import session
from webapp.kit.guides import guides
from webapp.kit.texts import Library
from webapp.rules.law import law_book


@pytest.fixture(autouse=True)
def _nothing_remembered():
    reviews.forget_days()
    yield
    reviews.forget_days()


@pytest.fixture
def editor(browser_of, clock_at):
    clock_at("2026-11-28T10:00")
    return browser_of(identities.a_member_of_staff(Role.EDITOR, language="en"), staff=True)


@pytest.fixture
def own(app, tmp_path, monkeypatch):
    """A fund's own folder before ours, with a page of its own called `own`."""
    made.a_page_in(tmp_path, text="## In short\n\nYou pay by *quarter*.\n", reviewed_on="2026-11-01")
    monkeypatch.setitem(app.extensions, "content", Library((tmp_path,)))
    return tmp_path


def hidden(page: str, name: str) -> str:
    return re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)[1]


def read(editor, name="own", **changes):
    page = editor.get(f"/staff/guidance/{name}").text
    data = {"once": hidden(page, "once"), "seen": hidden(page, "seen"), "note": "beside the decree"}
    return editor.post(f"/staff/guidance/{name}", data=data | changes)


def row(page: str, name: str) -> str:
    """The line of a page on the list."""
    return page[page.index(f'/staff/guidance/{name}"') :].split("</tr>", maxsplit=1)[0]


def test_the_list_names_every_page_with_its_owner_and_last_reading(editor, own):
    page = editor.get("/staff/guidance?show=all").text
    for guide in guides(Library((own,))):
        assert f'/staff/guidance/{guide.name}"' in page
    assert "1 November 2026" in row(page, "own")
    assert "Benefits" in row(page, "own")
    assert "Guidance" in editor.get("/staff/law").text, "the menu leads here"


def test_only_who_reviews_may_look(browser_of):
    other = browser_of(identities.a_member_of_staff(Role.PAYMENTS), staff=True)
    assert other.get("/staff/guidance").status_code == 403
    assert other.get("/staff/guidance/about").status_code == 403
    assert other.post("/staff/guidance/about").status_code == 403


def test_a_page_whose_law_changed_after_its_reading_is_on_the_list_and_says_which_value(editor, own):
    made.a_page_in(
        own, "old_one", text='You pay {{ amount("main_minimum_quarter") }}\n', reviewed_on="2025-12-01"
    )
    app_library = Library((own,))
    editor.application.extensions["content"] = app_library
    assert "the law changed" in row(editor.get("/staff/guidance").text, "old_one")
    page = editor.get("/staff/guidance/old_one").text
    assert "The law changed on 1 January 2026" in page
    assert "changed since" in page


def test_what_is_wrong_in_a_funds_own_page_is_said(editor, own):
    made.a_page_in(
        own, "wrong", text="You pay 500 euro before [this](page:nothing).\n", reviewed_on="2026-11-01"
    )
    editor.application.extensions["content"] = Library((own,))
    line = row(editor.get("/staff/guidance").text, "wrong")
    assert "a figure is typed" in line
    assert "a link leads nowhere" in line
    page = editor.get("/staff/guidance/wrong").text
    assert "500 euro" in page
    assert "page:nothing" in page


def test_the_list_can_be_narrowed_and_says_when_nothing_is_left(editor, own):
    everything = editor.get("/staff/guidance?show=all").text
    narrowed = editor.get("/staff/guidance?show=all&theme=ill&owner=benefits").text
    assert '/staff/guidance/ill"' in narrowed
    assert '/staff/guidance/own"' not in narrowed
    assert len(narrowed) < len(everything)
    assert "Nothing to review" in editor.get("/staff/guidance?show=all&owner=nobody").text
    service = editor.get("/staff/guidance?show=all&theme=service").text
    assert '/staff/guidance/own"' in service


def test_four_languages_stand_side_by_side_and_share_no_id(editor):
    page = editor.get("/staff/guidance/payment_difficulties").text
    for code in ("fr", "nl", "de", "en"):
        assert f'<article lang="{code}"' in page
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    named = set(re.findall(r'(?:popovertarget|href)="#?((?:fr|nl|de|en)-[^"]*)"', page))
    assert named <= set(ids), named - set(ids)


@pytest.mark.parametrize("guide", guides(Library()).themes, ids=lambda guide: guide.name)
def test_every_theme_opens_for_its_reader(editor, guide):
    answer = editor.get(f"/staff/guidance/{guide.name}")
    assert answer.status_code == 200
    assert "cannot be shown" not in answer.text


def test_on_a_phone_the_language_asked_for_is_the_one_shown(editor):
    page = editor.get("/staff/guidance/about?in=de").text
    assert re.findall(r'<article lang="(\w\w)"[^>]*class="chosen"', page) == ["de"]
    fallen_back = editor.get("/staff/guidance/about?in=xx").text
    assert re.findall(r'<article lang="(\w\w)"[^>]*class="chosen"', fallen_back) == ["en"]


def test_a_review_is_kept_and_the_public_page_shows_its_day(editor, own, visitor):
    assert "1 November 2026" in visitor.get("/en/own-en").text
    answer = read(editor)
    assert answer.status_code == 303
    assert "Reviewed today" in editor.get(answer.location).text
    kept = session.scalars(select(PageReview).where(PageReview.page == "own")).one()
    assert (kept.reviewed_on, kept.note) == (clock.today(), "beside the decree")
    anew = visitor.get("/en/own-en", headers={"Cache-Control": "no-cache"})
    assert "28 November 2026" in anew.text
    page = editor.get("/staff/guidance/own").text
    assert "Not a word" in page
    assert "Ann Claes" in page


def test_a_double_click_is_one_review(editor, own):
    page = editor.get("/staff/guidance/own").text
    data = {"once": hidden(page, "once"), "seen": hidden(page, "seen"), "note": ""}
    for _time in (1, 2):
        assert editor.post("/staff/guidance/own", data=data).status_code == 303
    assert len(session.scalars(select(PageReview).where(PageReview.page == "own")).all()) == 1


def test_words_that_changed_since_are_marked_in_their_language(editor, own):
    made.a_review(made.shelves_with(own), "own")
    (own / "pages" / "own" / "nl.md").write_text("## In short\n\nYou pay by *month*.\n", encoding="utf-8")
    page = editor.get("/staff/guidance/own").text
    assert "The text changed after the last review" in page
    assert re.search(
        r'<p lang="nl">You pay by <del>.*?\*quarter\*\.</del><ins>.*?\*month\*\.</ins></p>', page
    )
    assert "the text changed" in row(editor.get("/staff/guidance").text, "own")


def test_a_page_that_changed_while_it_was_read_is_not_taken_as_read(editor, own):
    page = editor.get("/staff/guidance/own").text
    data = {"once": hidden(page, "once"), "seen": hidden(page, "seen")}
    (own / "pages" / "own" / "fr.md").write_text("Autre chose.\n", encoding="utf-8")
    assert editor.post("/staff/guidance/own", data=data).status_code == 409
    assert not session.scalars(select(PageReview).where(PageReview.page == "own")).all()


def test_a_note_that_is_too_long_is_said_at_its_place_and_kept(editor, own):
    answer = read(editor, note="x" * 601)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "x" * 601 in answer.text


def test_the_funds_words_are_shown_against_ours(editor, own):
    page = own / "pages" / "about"
    page.mkdir(parents=True)
    ours = guides(Library()).source(guides(Library()).find("about"), "en")
    (page / "en.md").write_text(
        ours.replace("We make no profit.", "We make no profit and no secret."), encoding="utf-8"
    )
    shown = editor.get("/staff/guidance/about").text
    assert "from the fund’s folder, in the place of ours" in shown
    assert "The fund’s words against ours" in shown
    assert re.search(r"<ins><span[^>]*>added: </span>[^<]*secret", shown)
    assert 'lang=""' not in shown
    assert "which alone has it" in editor.get("/staff/guidance/own").text


def test_a_language_that_cannot_be_shown_says_why_and_the_others_stand(editor, own):
    (own / "pages" / "own" / "de.md").write_text("Sie zahlen {{ nothing.here }}.\n", encoding="utf-8")
    page = editor.get("/staff/guidance/own").text
    assert page.count("This language cannot be shown") == 1
    assert "nothing" in page[page.index("cannot be shown") :][:300]


def test_the_state_that_came_with_the_files_is_where_changes_begin(editor, own):
    reviews.take_baseline(guides(Library((own,))), book=law_book(), at=clock.now())
    page = editor.get("/staff/guidance/own").text
    assert "came with the file" in page
    assert "Not a word" in page


def test_a_page_that_does_not_exist_is_not_found(editor):
    assert editor.get("/staff/guidance/nothing").status_code == 404
    assert editor.post("/staff/guidance/nothing").status_code == 404
