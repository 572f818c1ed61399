"""The values of the law themselves, for programs."""

from __future__ import annotations

import pytest

from webapp.rules.law import law_book

THRESHOLD = "/api/v1/law/contributions.threshold_1"


def test_every_name_is_listed_and_answers_or_says_why_not(visitor):
    names = visitor.get("/api/v1/law").get_json()["names"]
    assert names == list(law_book().names())
    for name in names:
        assert visitor.get(f"/api/v1/law/{name}?on=2025-01-01").status_code in {200, 422}, name


def test_a_value_says_since_when_until_when_and_from_where(visitor):
    found = visitor.get(f"{THRESHOLD}?on=2025-01-01", headers={"Accept-Language": "en"}).get_json()
    assert (found["value"], found["unit"]) == ("73447.52", "euro")
    assert (found["since"], found["until"], found["confidence"]) == ("2025-01-01", "2025-12-31", "sourced")
    assert found["source"].startswith("Royal Decree no. 38")
    assert found["article"] == "Royal Decree no. 38 of 27 July 1967, art. 12 § 1"


@pytest.mark.parametrize(
    ("name", "value"),
    [("contributions.rate_1", "0.205"), ("contributions.revaluation_coefficient", "1.092330529"),
     ("company.due_day", "12-31"), ("deadlines.limitation_years", 5)],
)  # fmt: skip
def test_a_value_is_written_by_its_unit(visitor, name, value):
    assert visitor.get(f"/api/v1/law/{name}?on=2025-06-01").get_json()["value"] == value


def test_without_a_day_it_is_that_of_today(visitor, clock_at):
    clock_at("2024-06-01T10:00")
    assert visitor.get(THRESHOLD).get_json()["since"] == "2024-01-01"


def test_a_value_may_be_kept_for_an_hour(visitor):
    assert visitor.get(f"{THRESHOLD}?on=2025-01-01").headers["Cache-Control"] == "public, max-age=3600"


def test_what_is_not_known_is_refused_by_its_name(visitor):
    answer = visitor.get("/api/v1/law/company.large?on=2026-03-01")
    assert answer.status_code == 422
    assert answer.get_json()["missing"] == {"name": "company.large", "on": "2026-03-01", "why": "not found yet"}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("query", ["on=2017-12-31", "on=2032-01-01", "on=2025-02-30", "on=", "day=2025-01-01"])
def test_a_wrong_day_gets_no_value(visitor, query):
    answer = visitor.get(f"{THRESHOLD}?{query}")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == [query.partition("=")[0]]


def test_an_unknown_name_is_not_found(visitor):
    answer = visitor.get("/api/v1/law/contributions.luck")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
