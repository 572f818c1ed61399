"""What calculators weigh in a real browser, at the start and with a result: the largest share of any budget used."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.weight import BUDGET, browser, largest_share
from tests.whole_house import whole_house

UNIT, GOAL, LOWER_IS_BETTER = "% of the budget", 100.0, True
FIGURES = "year=2026&category=main&kind=final&income=42000&earned_in=4&quarter=4"
PAGES = (
    "/en/calculate",
    "/de/beitrag-berechnen",
    f"/en/calculate-your-contribution?{FIGURES}",
    f"/en/calculate-your-contribution/explanation?{FIGURES}",
    f"/en/calculate-your-contribution/compare?{FIGURES}&b-income=20000&c-income=30000&d-income=90000",
    f"/en/calculate-your-contribution/embed?{FIGURES}",
    "/en/plan-my-first-three-years?category=primostarter&year=2026&quarter=3&income_1=10000&income_3=50000",
)
#: As for every public page; a style sheet, htmx and our script come on top of its requests.
TOOLS_BUDGET = {**BUDGET, "requests": 9}


def measure() -> Iterator[float]:
    with browser() as opened, whole_house() as house:
        while True:
            yield largest_share(opened, house.url, PAGES, TOOLS_BUDGET)
