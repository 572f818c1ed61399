"""Pay less: one granted, one refused, one invalid, in the words of the law."""

from __future__ import annotations

from datetime import date

import pytest

import forms
from tests.factories import identity as identities
from tests.factories.affiliates import an_affiliate
from tests.factories.cases import REDUCTION, a_case, somebody_who_pays_on_30_000
from webapp.domain import cases, contributions, identity, ledger, notices
from webapp.domain.cases import CaseState
from webapp.kit import clock
from webapp.kit.i18n import LANGUAGES, force_language

#: One stored sample per version: a changed paper must keep reading it.
SAMPLES = {1: REDUCTION}


@pytest.fixture
def paper():
    return forms.catalogue()["reduce_provisional"]


@pytest.fixture
def jeanne(app, clock_at):
    clock_at("2026-11-22T10:00")
    return somebody_who_pays_on_30_000()


@pytest.fixture
def clerk(app):
    return identity.actor_for(identities.a_member_of_staff(identity.Role.CASES).id)


def asked(paper, number, **typed):
    fields = {"from_quarter": "2026Q4", "expected_income": "19.000", **typed}
    asker = forms.Asker(on=clock.today(), affiliate_id=number)
    return forms.form_of(paper.questions, fields, asker=asker, only=paper.steps[0].questions)


def test_a_grant_lowers_what_is_called_by_the_difference(paper, jeanne, clerk):
    account, case = ledger.affiliate_account(jeanne), a_case(jeanne)
    effect = forms.effect_of(paper, CaseState.GRANTED)
    cases.grant(case.id, by=clerk, at=clock.now(), effect=effect)
    line = contributions.year(jeanne, 2026, on=clock.today()).quarters[3]
    assert ledger.balance(account) == line.cents == 101_075
    letter = notices.letter_of(f"case-{case.id}")
    assert letter.kind == "reduction_granted"
    assert letter.facts["requested_on"] == "2026-11-22"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_changes_no_amount_and_its_letter_prints(paper, clock_at, app, clerk, language):
    clock_at("2026-11-22T10:00")
    number = somebody_who_pays_on_30_000(language=language)
    account = ledger.affiliate_account(number)
    before, case = ledger.balance(account), a_case(number)
    reasons = "The accounts are those of 2025.\n\nNo proof was joined."
    cases.refuse(
        case.id, by=clerk, at=clock.now(), reasons=reasons, effect=forms.effect_of(paper, CaseState.REFUSED)
    )
    letter = notices.letter_of(f"case-refused-{case.id}")
    assert ledger.balance(account) == before == letter.facts["amount"]
    assert letter.facts["reasons"] == ["The accounts are those of 2025.", "No proof was joined."]
    assert notices.pdf(letter).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"expected_income": ""}, "expected_income"),
        ({"expected_income": "a lot"}, "expected_income"),
        ({"expected_income": "-5"}, "expected_income"),
        ({"expected_income": "90.000"}, "expected_income"),
        ({"from_quarter": ""}, "from_quarter"),
        ({"from_quarter": "2026Q1"}, "from_quarter"),
        ({"from_quarter": "nonsense"}, "from_quarter"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(paper, jeanne, typed, wrong):
    form = asked(paper, jeanne, **typed)
    assert not form.validate()
    assert wrong in form.errors


def test_a_good_request_is_accepted(paper, jeanne):
    assert asked(paper, jeanne).validate()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outlook_says_saving_risk_and_until_when(paper, jeanne, language):
    asker = forms.Asker(on=clock.today(), affiliate_id=jeanne)
    with force_language(language):
        outlook = paper.outlook_for(asker, REDUCTION)
        assert outlook.total_cents > 0
        assert outlook.then_cents < outlook.now_cents
        assert str(outlook.warning)
        assert all(str(note) for note in outlook.notes)


def test_nothing_to_reduce_is_said_before_any_question(paper, app, clock_at):
    clock_at("2026-11-22T10:00")
    gone = an_affiliate(since=date(2015, 1, 1), until=date(2020, 6, 30))
    assert paper.why_closed(forms.Asker(on=clock.today(), affiliate_id=gone))
    assert not paper.why_closed(forms.Asker(on=clock.today()))


@pytest.mark.parametrize("version", SAMPLES)
def test_every_version_stays_readable(paper, app, version):
    rows = forms.rows_of(paper, SAMPLES[version], on=date(2026, 11, 22))
    assert len(rows) == len(SAMPLES[version])
    assert paper.version in SAMPLES
