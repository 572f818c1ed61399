"""Every paper is one file: complete, askable in four languages, printable blank, readable as sent."""

from __future__ import annotations

from datetime import date

import pytest
from wtforms.validators import InputRequired

import forms
from webapp.domain.cases import CaseState
from webapp.kit.i18n import LANGUAGES, force_language
from webapp.kit.letters import catalogue as letters
from webapp.views import paper_sheets

ON = date(2026, 11, 22)
PAPERS = sorted(forms.catalogue())


@pytest.mark.parametrize("name", PAPERS)
def test_every_question_stands_on_one_page_or_among_the_declarations(app, name):
    paper = forms.catalogue()[name]
    asked = [*paper.asked, *paper.declarations]
    form = forms.form_of(paper.questions, None, asker=forms.Asker(on=ON))
    assert sorted(asked) == sorted(field.name for field in form)
    assert len({step.name for step in paper.steps} | {"documents", "check", "forget"}) == len(paper.steps) + 3


@pytest.mark.parametrize("name", PAPERS)
def test_the_name_of_the_file_is_the_name_of_the_paper(name):
    paper = forms.catalogue()[name]
    assert paper.name == name
    assert paper.group
    assert paper.version >= 1


@pytest.mark.parametrize("name", PAPERS)
def test_its_letters_exist(app, name):
    known = letters()
    assert set(forms.catalogue()[name].letters) <= known.keys()


@pytest.mark.parametrize("name", PAPERS)
def test_every_declaration_must_be_confirmed(app, name):
    paper = forms.catalogue()[name]
    form = forms.form_of(paper.questions, None, asker=forms.Asker(on=ON))
    for declared in paper.declarations:
        assert any(isinstance(one, InputRequired) for one in form[declared].validators)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAPERS)
def test_it_prints_blank_in_every_language(app, name, language):
    with force_language(language):
        assert paper_sheets.blank_pdf(name, language, ON).startswith(b"%PDF")


def test_typed_text_and_answers_come_from_the_same_questions(app):
    paper = forms.catalogue()["change_personal"]
    typed = {
        "street": " Rue Haute 1\x00 ",
        "postcode": "1000",
        "town": "Bruxelles",
        "country": "BE",
        "moved_on": "1/11/2026",
    }
    form = forms.form_of(paper.questions, typed, asker=forms.Asker(on=ON), only=paper.asked)
    assert form.validate()
    assert forms.answers_of(form)["street"] == "Rue Haute 1"
    assert forms.answers_of(form)["moved_on"] == "2026-11-01"
    assert "\x00" not in forms.typed_of(form)["street"]
    with force_language("de"):
        rows = {name: words for name, _label, words in forms.rows_of(paper, forms.answers_of(form), on=ON)}
    assert rows["moved_on"] == "1. November 2026"
    assert rows["country"] == "Belgien"


def test_an_answer_of_another_version_stays_readable(app):
    paper = forms.catalogue()["reduce_provisional"]
    rows = forms.rows_of(paper, {"ground": "a_ground_of_long_ago", "gone": 1}, on=ON)
    assert [(name, words) for name, _label, words in rows] == [("ground", "a_ground_of_long_ago")]


def test_the_states_that_are_decided_have_an_effect(app):
    for paper in forms.catalogue().values():
        for state in (CaseState.GRANTED, CaseState.REFUSED):
            assert callable(forms.effect_of(paper, state))
