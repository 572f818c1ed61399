"""Nora drafts a change, the worker reckons the fund, Karim reads and publishes; every process soon knows it."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from tests.journeys.conftest import until
from tests.journeys.person import Person
from tests.journeys.test_company import guichet
from webapp.kit import clock

NAME = "contributions.late_quarterly"
#: Far enough ahead that no other journey meets it.
DAY = date(clock.today().year + 1, 7, 1)
BEFORE = DAY.replace(month=6, day=30)


def value_on(house, day: date) -> str:
    asked = Person(house.url).open(f"/api/v1/law/{NAME}?on={day}")
    return str(json.loads(asked)["value"])


def contribution_of_2025(house) -> str:
    return Person(house.url).open(
        "/en/calculate-your-contribution?category=main&year=2025&income=42000&kind=final"
    )


def receipt(page: str) -> list[str]:
    return re.findall(r"€\s?[\d,.]+", page)


@pytest.mark.usefixtures("house")
def test_a_change_is_drafted_reckoned_and_published_by_a_second_person(house, signed_in):
    nora, karim = signed_in("nora@demo.example"), signed_in("karim@demo.example")
    old, old_page = value_on(house, DAY), contribution_of_2025(house)
    nora.open("/staff/law/changes/new")
    nora.fill(title="A dearer delay", grounds="An imagined law")
    change = nora.url
    nora.open(f"{change}/line")
    nora.fill(name=NAME, since=DAY.isoformat(), value="3,5 %", source="an imagined law")
    assert nora.status == 200, nora.words()[:500]
    nora.fill(where="/reckon")
    until(lambda: 'hx-trigger="every 2s"' not in nora.open(change), "the fund was not reckoned", seconds=120)
    assert "/publish" not in nora.page

    karim.open(change)
    things = re.findall(r'name="thing" value="([^"]+)"', karim.page)
    assert "letter:quarterly_due" in things
    karim.fill(where="/read", thing=things)
    karim.fill(where="/publish")
    assert karim.status == 200, karim.words()[:500]
    until(lambda: value_on(house, DAY) == "0.035", "the new value did not arrive", seconds=30)
    assert value_on(house, BEFORE) == old
    assert receipt(contribution_of_2025(house)) == receipt(old_page)
    number = change.rsplit("/", 1)[1]
    assert f"[late_quarterly]\n{DAY} = {{ value = 0.035," in guichet(house, "law", "export", number)
    assert '"holds": false' not in guichet(house, "verify", "--json")
