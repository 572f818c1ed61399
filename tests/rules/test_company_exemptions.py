"""Companies that owe nothing: each condition of a starter, a year without activity, and companies in trouble."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.reading import aloud, codes
from webapp.rules.company_exemptions import (
    WITHOUT_STARTER_EXEMPTION,
    Exemption,
    Insolvency,
    LegalForm,
    Member,
    Refusal,
    Registration,
    Verdict,
    inactive,
    insolvent,
    starter,
)
from webapp.rules.explained import Explained
from webapp.rules.law import law_on

LAW = law_on(date(2026, 11, 22))


def manager(quarters: int = 0) -> Member:
    return Member(is_manager=True, self_employed_quarters=quarters)


def partner(quarters: int = 0) -> Member:
    return Member(is_manager=False, self_employed_quarters=quarters)


def ask(*members: Member, **more: Any) -> Explained[Exemption]:
    facts = {
        "year": 2024,
        "incorporated_on": date(2023, 5, 1),
        "legal_form": LegalForm.PRIVATE_LIMITED,
        "registration": Registration.OTHER,
        "sworn_statement": True,
        "law": LAW,
        **more,
    }
    return starter(members=members or (manager(),), **facts)


def test_a_starter_who_meets_all_conditions_is_exempt() -> None:
    found = ask()
    assert found.value == Exemption(Verdict.GRANTED)
    assert codes(found) == ["exempt_starter_years", "exempt_people_years", "exempt_granted"]
    assert aloud(found)[0].startswith("A starting company can be exempt from 2023 to 2025 included")
    assert Explained.from_json(found.as_json(), Exemption) == found


@pytest.mark.parametrize(
    ("year", "verdict"),
    [(2023, Verdict.GRANTED), (2024, Verdict.GRANTED), (2025, Verdict.GRANTED), (2026, Verdict.REFUSED)],
)
@pytest.mark.parametrize("incorporated_on", [date(2023, 1, 1), date(2023, 12, 31)])
def test_three_years_from_that_of_the_incorporation(
    year: int, verdict: Verdict, incorporated_on: date
) -> None:
    found = ask(year=year, incorporated_on=incorporated_on).value
    assert found.verdict == verdict
    assert found.refusals == ((Refusal.YEARS_OVER,) if year == 2026 else ())


def test_no_exemption_before_the_incorporation() -> None:
    with pytest.raises(ValueError, match="before its incorporation"):
        ask(year=2022)


@pytest.mark.parametrize("form", LegalForm)
def test_companies_of_shares_are_excluded(form: LegalForm) -> None:
    found = ask(legal_form=form).value
    assert found.refusals == ((Refusal.LEGAL_FORM,) if form in WITHOUT_STARTER_EXEMPTION else ())


@pytest.mark.parametrize(
    ("incorporated_on", "registration", "good"),
    [
        (date(2018, 10, 31), Registration.COMMERCIAL_OR_CRAFT, True),
        (date(2018, 10, 31), Registration.OTHER, False),
        (date(2018, 11, 1), Registration.OTHER, True),
        (date(2018, 11, 1), Registration.COMMERCIAL_OR_CRAFT, True),
        (date(2018, 11, 1), Registration.NONE, False),
    ],
)
def test_since_1_november_2018_any_registered_enterprise_counts(
    incorporated_on: date, registration: Registration, good: bool
) -> None:
    found = ask(year=2018, incorporated_on=incorporated_on, registration=registration).value
    assert found.refusals == (() if good else (Refusal.REGISTRATION,))


def test_a_civil_company_of_2017_is_let_in_for_its_third_year() -> None:
    facts = {"incorporated_on": date(2017, 3, 1), "registration": Registration.OTHER}
    assert ask(year=2018, **facts).value.refusals == (Refusal.REGISTRATION,)
    assert ask(year=2019, **facts).value.verdict == Verdict.GRANTED


@pytest.mark.parametrize(
    ("members", "refusals"),
    [
        ([manager(12)], ()),
        ([manager(13)], (Refusal.MANAGERS,)),
        ([manager(0), manager(13)], (Refusal.MANAGERS,)),
        ([manager(), partner(12)], ()),
        ([manager(), partner(13)], (Refusal.PARTNERS,)),
        ([manager(), partner(0), partner(13)], (Refusal.PARTNERS,)),
        ([manager(), partner(0), partner(0), partner(13)], ()),
        ([manager(40), partner(40)], (Refusal.MANAGERS, Refusal.PARTNERS)),
        ([partner(0)], ()),
    ],
)
def test_at_most_three_of_the_ten_years_before(members: list[Member], refusals: tuple[Refusal, ...]) -> None:
    assert ask(*members).value.refusals == refusals


def test_every_refusal_is_given_with_its_reason() -> None:
    found = ask(
        manager(13),
        partner(13),
        year=2026,
        legal_form=LegalForm.PUBLIC_LIMITED,
        registration=Registration.NONE,
        sworn_statement=False,
    )
    assert found.value == Exemption(
        Verdict.REFUSED,
        (
            Refusal.YEARS_OVER,
            Refusal.LEGAL_FORM,
            Refusal.REGISTRATION,
            Refusal.MANAGERS,
            Refusal.PARTNERS,
            Refusal.NO_SWORN_STATEMENT,
        ),
    )
    assert len(aloud(found)) == 8


@given(st.lists(st.builds(partner, st.integers(0, 40)), max_size=9))
def test_the_majority_of_the_partners_decides(partners: list[Member]) -> None:
    fresh = sum(one.self_employed_quarters <= 12 for one in partners)
    refused = Refusal.PARTNERS in ask(manager(), *partners).value.refusals
    assert refused is bool(partners and fresh <= len(partners) - fresh)


@pytest.mark.parametrize(
    ("since", "resumed_on", "granted"),
    [
        (date(2024, 1, 1), None, True),
        (date(2024, 1, 2), None, False),
        (date(2020, 6, 1), date(2024, 12, 31), False),
        (date(2020, 6, 1), date(2025, 1, 1), True),
    ],
)
def test_only_a_whole_calendar_year_without_activity_is_free(
    since: date, resumed_on: date | None, granted: bool
) -> None:
    found = inactive(year=2024, inactive_since=since, resumed_on=resumed_on, certificate=True, law=LAW)
    assert found.value.refusals == (() if granted else (Refusal.NOT_THE_WHOLE_YEAR,))
    assert found.value.verdict == (Verdict.GRANTED if granted else Verdict.REFUSED)


def test_an_inactive_year_is_proved_by_the_tax_administration() -> None:
    found = inactive(year=2024, inactive_since=date(2020, 1, 1), certificate=False, law=LAW)
    assert found.value == Exemption(Verdict.REFUSED, (Refusal.NO_CERTIFICATE,))


@pytest.mark.parametrize("on", [date(2025, 1, 1), date(2025, 12, 31)])
def test_a_bankruptcy_in_the_year_is_sourced_and_granted(on: date) -> None:
    found = insolvent(year=2025, event=Insolvency.BANKRUPTCY, on=on, law=LAW)
    assert (found.value.verdict, found.confidence) == (Verdict.GRANTED, "sourced")


def test_a_bankruptcy_of_the_next_year_changes_nothing_and_one_of_the_year_before_is_uncertain() -> None:
    later = insolvent(year=2025, event=Insolvency.BANKRUPTCY, on=date(2026, 1, 1), law=LAW)
    assert later.value == Exemption(Verdict.REFUSED, (Refusal.ANOTHER_YEAR,))
    earlier = insolvent(year=2025, event=Insolvency.BANKRUPTCY, on=date(2024, 12, 31), law=LAW)
    assert earlier.value.verdict == Verdict.UNCERTAIN


@pytest.mark.parametrize("event", [Insolvency.LIQUIDATION, Insolvency.JUDICIAL_REORGANISATION])
@pytest.mark.parametrize("on", [date(2025, 1, 1), date(2020, 1, 1)])
def test_what_is_only_remembered_is_never_granted(event: Insolvency, on: date) -> None:
    found = insolvent(year=2025, event=event, on=on, law=LAW)
    assert (found.value.verdict, found.confidence) == (Verdict.UNCERTAIN, "remembered")
    assert "We promise nothing" in aloud(found)[-1]
