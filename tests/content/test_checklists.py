"""Checklists, institutions, matters and regions of content/: four languages, and every name leads somewhere."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.kit.guides import guides
from webapp.kit.i18n import LANGUAGES
from webapp.kit.texts import Library
from webapp.rules.checklist import Term
from webapp.rules.law import law_shown_on
from webapp.views.visitor.what_applies import WHO

LIBRARY = Library()
SHELVES = guides(LIBRARY)
EVENTS = {name: LIBRARY.toml(f"checklists/{name}.toml") for name in LIBRARY.files("checklists", ".toml")}
STEPS = [(name, step) for name, event in EVENTS.items() for step in event["steps"]]
LAW = law_shown_on(date(2026, 11, 22))


def in_four_languages(words) -> bool:
    return set(words) == set(LANGUAGES) and all(words.values())


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_asks_for_its_day_and_leads_to_its_page(name):
    event = EVENTS[name]
    assert in_four_languages(event["title"])
    assert in_four_languages(event["asked"])
    assert SHELVES.find(event["page"]), event["page"]
    names = [step["name"] for step in event["steps"]]
    assert len(names) == len(set(names)), "a step keeps its name in calendars"


@pytest.mark.parametrize(("event", "step"), STEPS, ids=[f"{event}-{step['name']}" for event, step in STEPS])
def test_a_step_says_what_to_do_and_where_to_read_more(event, step):
    assert in_four_languages(step["words"])
    assert SHELVES.find(step["page"]), step["page"]
    assert set(step.get("for", ())) <= {choice.value for choice in WHO}
    if "confirm" in step:
        assert step["confirm"] in LIBRARY.toml("glossary.toml")
    if "term" in step:
        term = Term(**step["term"])
        assert term.day(date(2026, 11, 22), LAW)
        if term.length and LAW.value(term.length).confidence == "remembered":
            assert "confirm" in step, "a term from memory names who confirms it"


def test_everybody_finds_a_step_for_most_events():
    for choice in WHO:
        found = [
            name
            for name, event in EVENTS.items()
            if any(choice.value in step.get("for", (choice.value,)) for step in event["steps"])
        ]
        assert len(found) >= len(EVENTS) - 1, choice.value


def test_institutions_are_named_in_four_languages_and_used():
    known = LIBRARY.toml("institutions.toml")
    used = {
        name
        for row in LIBRARY.toml("matters.toml").values()
        for part in ("ask", "decides", "pays")
        for name in row.get(part, ())
    } | {
        name
        for row in LIBRARY.toml("regions.toml").values()
        for part in ("payers", "elderly_care")
        for name in row[part]
    }
    assert used <= set(known)
    assert set(known) - used <= {"labour_court"}
    for name, facts in known.items():
        assert in_four_languages(facts["name"]), name
        assert facts.get("site", "https://").startswith("https://")
        assert in_four_languages(facts.get("reach", facts["name"])), name


@pytest.mark.parametrize("name", LIBRARY.toml("matters.toml"))
def test_a_matter_says_who_decides_or_what_that_depends_on(name):
    row = LIBRARY.toml("matters.toml")[name]
    assert in_four_languages(row["words"])
    assert in_four_languages(row["fund"])
    assert SHELVES.find(row["page"]), row["page"]
    if "by_region" in row:
        assert in_four_languages(row["where"])
        assert all(region[row["by_region"]] for region in LIBRARY.toml("regions.toml").values())
    else:
        assert row["ask"]
        assert row["decides"]


@pytest.mark.parametrize("name", LIBRARY.toml("regions.toml"))
def test_a_region_quotes_values_of_the_law(name):
    row = LIBRARY.toml("regions.toml")[name]
    assert in_four_languages(row["name"])
    for quoted in (*row["figures"], *(row[key] for key in ("from", "until", "before") if key in row)):
        assert LAW.book.entry(quoted)
