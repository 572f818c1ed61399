"""A move: one granted, one refused, one invalid."""

from __future__ import annotations

from datetime import date

import pytest

import forms
from tests.factories import identity as identities
from tests.factories.affiliates import an_affiliate
from tests.factories.cases import a_case
from webapp.domain import affiliates, cases, identity, notices
from webapp.domain.cases import CaseState
from webapp.kit import clock
from webapp.kit.i18n import LANGUAGES

TYPED = {
    "street": "Rue Haute 1",
    "postcode": "1000",
    "town": "Bruxelles",
    "country": "BE",
    "moved_on": "01/11/2026",
}
MOVED = TYPED | {"moved_on": "2026-11-01", "declaration": True}
#: One stored sample per version: a changed paper must keep reading it.
SAMPLES = {1: MOVED}


@pytest.fixture
def paper(app, clock_at):
    clock_at("2026-11-22T10:00")
    return forms.catalogue()["change_personal"]


def decide(paper, state, language="fr"):
    number = an_affiliate(language=language)
    case = a_case(number, paper="change_personal", answers=MOVED)
    clerk = identity.actor_for(identities.a_member_of_staff(identity.Role.CASES).id)
    effect = forms.effect_of(paper, state)
    cases.decide(case.id, state=state, by=clerk, at=clock.now(), reasons="Because.", effect=effect)
    return number, case


def test_a_grant_writes_the_new_address(paper):
    number, _case = decide(paper, CaseState.GRANTED)
    assert affiliates.addressee(number).lines == ("Rue Haute 1", "1000 Bruxelles")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", [CaseState.GRANTED, CaseState.REFUSED])
def test_the_common_letter_says_what_was_decided(paper, state, language):
    number, case = decide(paper, state, language)
    letter = notices.letter_of(f"case-decided-{case.id}")
    assert letter.facts["outcome"] == str(state)
    assert notices.pdf(letter).startswith(b"%PDF")
    if state is CaseState.REFUSED:
        assert affiliates.addressee(number).lines == ("Rue du Moulin 12", "4000 Liège")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"street": "  "}, "street"),
        ({"postcode": "470"}, "postcode"),
        ({"postcode": "0470"}, "postcode"),
        ({"town": ""}, "town"),
        ({"country": "XX"}, "country"),
        ({"moved_on": "31/02/2026"}, "moved_on"),
        ({"moved_on": "01/03/2027"}, "moved_on"),
        ({"street": "x" * 101}, "street"),
    ],
)
def test_what_cannot_be_an_address_is_refused_at_its_field(paper, typed, wrong):
    asker = forms.Asker(on=date(2026, 11, 22))
    form = forms.form_of(paper.questions, TYPED | typed, asker=asker, only=paper.asked)
    assert not form.validate()
    assert list(form.errors) == [wrong]


def test_abroad_postcodes_are_what_they_are(paper):
    abroad = TYPED | {"country": "NL", "postcode": "1011 AB"}
    asker = forms.Asker(on=date(2026, 11, 22))
    assert forms.form_of(paper.questions, abroad, asker=asker, only=paper.asked).validate()


@pytest.mark.parametrize("version", SAMPLES)
def test_every_version_stays_readable(paper, version):
    assert len(forms.rows_of(paper, SAMPLES[version], on=date(2026, 11, 22))) == len(SAMPLES[version])
    assert paper.version in SAMPLES
