"""What a year and a quarter cost, for programs: every field to the cent, and no number for a wrong question."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webapp.rules.careers import Category
from webapp.rules.contributions import quarterly_amounts
from webapp.rules.edition import rules_edition
from webapp.rules.law import law_on
from webapp.rules.units import Quarter

MAIN = {"year": 2025, "category": "main", "net_income": "30000.00", "quarters": 4, "kind": "final"}


def told(answer) -> dict[str, object]:
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def test_the_promised_question_has_the_promised_answer(ask):
    found = told(ask("contribution", MAIN | {"management_fee_percent": "3.05"}))
    assert found["annual"] == "6150.00"
    assert found["quarterly"] == "1537.50"
    assert found["fee_quarterly"] == "46.89"
    assert found["quarterly_with_fee"] == "1584.39"
    assert found["annual_with_fee"] == "6337.56"
    assert found["base_income"] == "30000.00"
    assert found["law_on"] == "2025-01-01"
    assert found["confidence"] == "sourced"
    assert found["annual_quarters"] == 4
    assert found["edition"] == rules_edition()


def test_each_step_says_its_values_with_their_source_and_its_article(ask):
    steps = told(ask("contribution", MAIN))["explanation"]
    (rate,) = [value for step in steps for value in step["values"] if value["name"] == "contributions.rate_1"]
    assert (rate["value"], rate["unit"], rate["since"]) == ("0.205", "share", "2018-01-01")
    assert rate["source"].startswith("Royal Decree no. 38")
    assert steps[0] == {
        "text": "Your net professional income of 2025",
        "amount": "30000.00",
        "values": [],
        "article": "Royal Decree no. 38 of 27 July 1967, art. 11 § 2",
    }


@pytest.mark.parametrize("income", ["30000", "30000.0", "30000.00", 30000, 30000.0])
def test_an_income_may_be_written_in_each_exact_way(ask, income):
    assert told(ask("contribution", MAIN | {"net_income": income}))["annual"] == "6150.00"


def test_an_income_of_fewer_quarters_is_brought_to_a_year_and_the_sum_says_of_how_many(ask):
    found = told(ask("contribution", MAIN | {"net_income": "25000", "quarters": 2}))
    assert (found["base_income"], found["annual"], found["quarterly"]) == ("50000.00", "10250.00", "2562.50")
    assert (found["annual_with_fee"], found["annual_quarters"]) == ("5125.00", 2)
    assert [one["quarter"] for one in found["by_quarter"]] == ["2025Q1", "2025Q2"]


def test_a_provisional_contribution_stands_on_the_revalued_income_of_the_reference_year(ask):
    asked = {"year": 2024, "category": "main", "net_income": "20000", "kind": "provisional"}
    assert told(ask("contribution", asked))["base_income"] == "23735.65"
    half = told(ask("contribution", asked | {"net_income": "10000", "reference_quarters": 2}))
    assert half["base_income"] == "23735.65"
    assert half["annual_quarters"] == 4


def test_a_starter_needs_no_income(ask):
    asked = {"year": 2024, "category": "secondary", "kind": "starter", "management_fee_percent": "3.95"}
    found = told(ask("contribution", asked))
    assert (found["quarterly_with_fee"], found["annual_with_fee"]) == ("99.38", "397.52")


class TestTheYearInWhichTheLawChanged:
    """Pension age without pension: no floor until September 2025, that of a main occupation since October."""

    ASKED: Final = {"year": 2025, "category": "pension_age_without_pension", "net_income": "5000"}

    def test_without_a_quarter_each_is_counted_by_its_own_law(self, ask):
        found = told(ask("contribution", self.ASKED))
        each = {one["quarter"]: one["quarterly"] for one in found["by_quarter"]}
        assert each == {"2025Q1": "256.25", "2025Q2": "256.25", "2025Q3": "256.25", "2025Q4": "871.71"}
        assert found["annual"] == found["annual_with_fee"] == "1640.46"
        assert (found["quarter"], found["quarterly"], found["law_on"]) == ("2025Q1", "256.25", "2025-01-01")

    def test_a_named_quarter_stands_for_all(self, ask):
        found = told(ask("contribution", self.ASKED | {"quarter": 4}))
        assert (found["quarterly"], found["base_income"]) == ("871.71", "17008.88")
        assert (found["annual_with_fee"], found["law_on"]) == ("3486.84", "2025-10-01")
        assert [one["quarter"] for one in found["by_quarter"]] == ["2025Q4"]
        assert told(ask("contribution", self.ASKED | {"quarter": 3}))["annual"] == "1025.00"

    def test_who_opted_out_keeps_the_old_rule(self, ask):
        assert told(ask("contribution", self.ASKED | {"opt_out": True}))["annual"] == "1025.00"
        assert told(ask("contribution", self.ASKED | {"opt_out": True, "quarter": 4}))["annual"] == "1025.00"


class TestPrimostarter:
    """The lower floor since 1 April 2018, the cut of the first quarter since 1 April 2022."""

    ASKED: Final = {"category": "primostarter", "net_income": "0"}

    def test_in_its_first_year_three_quarters_know_the_category(self, ask):
        found = told(ask("contribution", self.ASKED | {"year": 2018}))
        assert (found["quarter"], found["quarterly"]) == ("2018Q2", "358.62")
        assert (found["annual_with_fee"], found["annual_quarters"]) == ("1075.86", 3)

    def test_a_quarter_before_the_category_is_refused(self, wrong):
        found = wrong("contribution", self.ASKED | {"year": 2018, "quarter": 1})
        assert list(found) == ["quarter"]
        assert "1 April 2018" in found["quarter"]

    def test_the_cut_is_given_once(self, ask):
        found = told(ask("contribution", self.ASKED | {"year": 2024, "first_quarter": True, "artist": True}))
        assert [one["quarterly"] for one in found["by_quarter"]] == ["331.22", "446.25", "446.25", "446.25"]
        assert (found["quarterly"], found["annual_with_fee"]) == ("331.22", "1669.97")

    def test_in_the_year_of_the_cut_the_first_quarter_is_the_first_that_has_it(self, ask):
        found = told(ask("contribution", self.ASKED | {"year": 2022, "first_quarter": True}))
        assert (found["quarter"], found["quarterly"], found["annual_quarters"]) == ("2022Q2", "287.95", 3)

    def test_a_named_first_quarter_has_its_cut_once(self, ask):
        asked = self.ASKED | {"year": 2024, "quarter": 2, "quarters": 3, "first_quarter": True}
        assert told(ask("contribution", asked))["annual_with_fee"] == "1223.72"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    year=st.integers(2018, 2026),
    number=st.integers(2, 4),
    category=st.sampled_from(Category),
    cents=st.integers(0, 15_000_000),
)
def test_the_door_says_what_the_rules_say(ask, year, number, category, cents):
    asked = {"year": year, "quarter": number, "category": category, "net_income": f"{cents // 100}.{cents % 100:02}"}
    quarter = Quarter(year, number)
    rule = quarterly_amounts(
        category=category, income_cents=cents, quarter=quarter, fee_percent=0, law=law_on(quarter.first_day)
    )
    found = told(ask("contribution", asked))
    assert found["quarterly"] == found["quarterly_with_fee"] == f"{rule.quarterly_cents / 100:.2f}"


class TestAWrongQuestionGetsNoNumber:
    def test_an_unknown_category_is_told_which_there_are(self, wrong):
        (sentence,) = wrong("contribution", MAIN | {"category": "boss"}).values()
        assert all(category in sentence for category in Category)

    @pytest.mark.parametrize("year", [2017, 2027])
    def test_a_year_without_law_is_told_the_first_and_the_last(self, wrong, year):
        (sentence,) = wrong("contribution", MAIN | {"year": year}).values()
        assert "2018" in sentence
        assert "2026" in sentence

    @pytest.mark.parametrize(
        "income", ["-1", -1, -0.5, "30000.001", 30000.001, "3e4", 1e11, 1e-9, "30.000,00", "", " 1", "1\n", "٣", None, True, [], "1" * 11]
    )
    def test_an_income_that_is_no_exact_amount(self, wrong, income):
        assert list(wrong("contribution", MAIN | {"net_income": income})) == ["net_income"]

    @pytest.mark.parametrize("percent", ["-0.01", "100.01", "3.00001", 3.00001, 100.01, -0.01, "three"])
    def test_a_fee_that_is_no_percentage(self, wrong, percent):
        asked = MAIN | {"management_fee_percent": percent}
        assert list(wrong("contribution", asked)) == ["management_fee_percent"]

    @pytest.mark.parametrize("field", ["quarter", "quarters", "reference_quarters"])
    @pytest.mark.parametrize("value", [-1, 0, 5, 2025])
    def test_a_quarter_that_no_year_has_is_told_all_four(self, wrong, field, value):
        found = wrong("contribution", MAIN | {"kind": "provisional", field: value})
        assert found == {field: "Write a whole number from 1 to 4: a year has four quarters."}

    def test_a_loss_is_written_as_nothing(self, wrong):
        assert "Write a loss as 0" in wrong("contribution", MAIN | {"net_income": "-1"})["net_income"]

    @pytest.mark.parametrize(
        ("field", "value"),
        [("quarters", 0), ("quarters", 5), ("quarters", "4"), ("quarter", 5), ("kind", "expected"), ("artist", "yes"),
         ("reference_quarters", 2), ("salary", "1"), ("year", "2025")],
    )  # fmt: skip
    def test_a_field_that_cannot_be(self, wrong, field, value):
        assert list(wrong("contribution", MAIN | {field: value})) == [field]

    def test_what_nobody_published_is_named(self, ask):
        answer = ask("contribution", MAIN | {"year": 2026, "kind": "provisional"})
        assert answer.status_code == 422
        problem = answer.get_json()
        assert problem["missing"]["name"] == "contributions.revaluation_coefficient"
        assert problem["missing"]["why"].startswith("not found yet")
        assert "contributions.revaluation_coefficient" in problem["errors"][0]["message"]

    def test_nothing_is_missing_from_the_list_of_mistakes(self, wrong):
        assert set(wrong("contribution", {"net_income": -1, "colour": "red"})) == {
            "year", "category", "net_income", "colour",
        }  # fmt: skip


class TestNothingIsIgnoredInSilence:
    """What only some categories have is refused for others; false says nothing and is always fine."""

    @pytest.mark.parametrize("field", ["first_quarter", "artist"])
    def test_only_a_primostarter_has_a_first_quarter_and_a_certificate(self, wrong, ask, field):
        found = wrong("contribution", MAIN | {field: True})
        assert list(found) == [field]
        assert "primostarter" in found[field]
        assert ask("contribution", MAIN | {"category": "primostarter", field: True}).status_code == 200

    def test_the_request_of_pension_age_belongs_to_two_categories(self, wrong):
        sentence = wrong("contribution", MAIN | {"opt_out": True})["opt_out"]
        assert "pension_age_without_pension, survivor_pension" in sentence
        assert "pensioner" not in sentence

    @pytest.mark.parametrize("category", ["pension_age_without_pension", "survivor_pension"])
    @pytest.mark.parametrize("when", [{"year": 2025, "quarter": 3}, {"year": 2025, "quarters": 3}, {"year": 2024}])
    def test_it_did_not_exist_before_october_2025(self, wrong, category, when):
        found = wrong("contribution", MAIN | when | {"category": category, "opt_out": True})
        assert list(found) == ["opt_out"]
        assert "1 October 2025" in found["opt_out"]

    @pytest.mark.parametrize("category", ["pension_age_without_pension", "survivor_pension"])
    @pytest.mark.parametrize("when", [{"year": 2025, "quarter": 4}, {"year": 2025}, {"year": 2026}])
    def test_since_then_it_counts(self, ask, category, when):
        asked = MAIN | when | {"category": category, "net_income": "5000"}
        assert told(ask("contribution", asked)) != told(ask("contribution", asked | {"opt_out": True}))

    @pytest.mark.parametrize("category", Category)
    def test_false_is_fine_everywhere(self, ask, category):
        asked = MAIN | {"category": category}
        plain = told(ask("contribution", asked))
        assert told(ask("contribution", asked | dict.fromkeys(("first_quarter", "artist", "opt_out"), False))) == plain

    def test_a_starter_may_name_an_income_that_is_not_used(self, ask):
        asked = {"year": 2024, "category": "main", "kind": "starter"}
        assert told(ask("contribution", asked | {"net_income": "90000"})) == told(ask("contribution", asked))

    def test_all_of_it_is_told_at_once(self, wrong):
        flags = dict.fromkeys(("first_quarter", "artist", "opt_out"), True)
        assert set(wrong("contribution", MAIN | flags)) == set(flags)
