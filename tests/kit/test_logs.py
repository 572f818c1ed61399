"""Log lines say what happened to which number of ours, and never whose number, account or address it was."""

from __future__ import annotations

import json

import pytest

from webapp.kit import logs
from webapp.kit.db import session
from webapp.kit.logs import log

CANARIES = (
    "85.07.30-033 28", "85073003328", "850730-033.28", "BE68 5390 0754 7034", "BE68539007547034",
    "FR7630006000011234567890189", "jeanne.peeters+fund@example.be",
)  # fmt: skip


@pytest.fixture(params=["text", "json"])
def said(request, capfd):
    logs.start(request.param)
    yield lambda: capfd.readouterr().err
    logs.start("text")


@pytest.mark.parametrize("canary", CANARIES)
def test_nothing_personal_in_an_event_a_word_or_a_traceback(said, canary):
    log.info(f"paid by {canary}", what=f"it was {canary}!", email=canary)
    try:
        int(canary + "?")
    except ValueError:
        log.exception("import.failed", line=12)
    text = said()
    assert canary not in text
    assert "import.failed" in text
    assert "ValueError" in text


def test_what_the_database_says_of_a_refused_row_is_left_out(app, said):
    from webapp.domain.identity.models import Login
    from webapp.kit import clock

    try:
        with session.begin_nested():
            for _time in (1, 2):
                session.add(Login(email="jeanne@example.be", name="Jeanne Canari", language="fr", created_at=clock.now()))
            session.flush()
    except Exception:  # noqa: BLE001 - whatever it is, it is only written down here
        log.exception("person.refused")
    text = said()
    assert "UniqueViolation" in text
    assert "Canari" not in text
    assert "jeanne" not in text


def test_our_own_numbers_and_moments_stay_readable(said):
    log.info("errand.done", errand_id=4711, key="due-2026Q4-4711", reference="3FA91C02", on="2026-11-22")
    text = said()
    for kept in ("errand.done", "4711", "due-2026Q4-4711", "3FA91C02", "2026-11-22"):
        assert kept in text


def test_json_lines_are_one_object_each_with_a_time_in_utc(capfd):
    logs.start("json")
    try:
        log.warning("relay.waits", because="ConnectionError\nforged line")
    finally:
        logs.start("text")
    (line,) = capfd.readouterr().err.splitlines()
    read = json.loads(line)
    assert (read["event"], read["level"]) == ("relay.waits", "warning")
    assert read["timestamp"].endswith("Z")


@pytest.mark.parametrize("word", sorted(logs.HIDDEN))
def test_a_word_that_names_personal_matter_loses_its_value(said, word):
    log.info("something", **{word: "canary"})
    assert "canary" not in said()
