"""Every error is a page that helps, in the reader's language; a database that is away is not a fault of the page."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from flask import Blueprint, Response, abort
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests.conftest import make_settings
from webapp.app import create_app
from webapp.kit import errors
from webapp.kit.db import db, session


@pytest.fixture(scope="module")
def broken(worker_database, tmp_path_factory):
    """The house with pages that break in every way."""
    house = create_app(make_settings(worker_database, tmp_path_factory.mktemp("broken")))
    door = Blueprint("broken", __name__, url_prefix="/<any(fr,nl,de,en):language>/broken")

    @door.get("/fault")
    def fault() -> str:
        raise ZeroDivisionError("jeanne@example.be")

    @door.get("/knot")
    def knot() -> str:
        raise OperationalError("select", {}, Exception("deadlock detected"))

    @door.get("/cut")
    def cut() -> str:
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return "never"

    @door.get("/<int:code>")
    def refused(code: int) -> str:
        abort(code)

    @house.get("/broken-programs/fault")
    def programs_fault() -> str:
        raise ZeroDivisionError

    @house.get("/broken-programs/knot")
    def programs_knot() -> str:
        raise OperationalError("select", {}, Exception("deadlock detected"))

    errors.speak_under(house, "/broken-programs/", lambda code, _error: Response(f"own {code}", code))
    house.register_blueprint(door)
    yield house
    with house.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 418, 422, 429, 500, 503])
def test_every_refusal_has_a_page_in_the_language_of_its_address(broken, code, language):
    answer = broken.test_client().get(f"/{language}/broken/{code}")
    assert answer.status_code == code
    assert f'<html lang="{language}"' in answer.text
    assert len(re.findall(r"<h1", answer.text)) == 1
    assert f'href="/{language}/"' in answer.text


@pytest.mark.parametrize(("way", "code"), [("fault", 500), ("knot", 503), ("nowhere", 404)])
def test_a_door_for_programs_says_its_errors_itself(broken, way, code):
    answer = broken.test_client().get(f"/broken-programs/{way}")
    assert (answer.status_code, answer.text) == (code, f"own {code}")
    assert ("Retry-After" in answer.headers) == (code == 503)


def test_a_fault_gives_a_number_to_mention_and_tells_no_detail(broken, capfd):
    answer = broken.test_client().get("/en/broken/fault")
    assert answer.status_code == 500
    (reference,) = re.findall(r"number ([0-9A-F]{8})", answer.text)
    assert "ZeroDivisionError" not in answer.text
    said = capfd.readouterr().err
    assert reference in said
    assert "ZeroDivisionError" in said
    assert "jeanne@" not in said


@pytest.mark.parametrize("way", ["knot", "cut"])
def test_a_database_that_is_away_is_said_and_asked_again_in_seconds(broken, way):
    browser = broken.test_client()
    answer = browser.get(f"/nl/broken/{way}")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == str(errors.RETRY_AFTER)
    assert "no-store" in answer.headers["Cache-Control"]
    assert browser.get("/nl/").status_code == 200


def test_a_house_whose_database_does_not_answer_still_shows_its_public_pages(tmp_path, unused_port):
    away = f"postgresql://nobody@127.0.0.1:{unused_port}/nothing"
    browser = create_app(make_settings(away, tmp_path)).test_client()
    assert browser.get("/fr/").status_code == 200
    browser.set_cookie("session", "a token of better days")
    answer = browser.get("/fr/my/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, str(errors.RETRY_AFTER))
    assert browser.get("/staff/").status_code in {404, 503}


@pytest.fixture
def unused_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_what_breaks_while_closing_the_unit_of_work_is_a_fault_like_any_other(broken, monkeypatch, capfd):
    from webapp.kit import db as frame

    touched = SimpleNamespace(has=lambda: True)
    away = SimpleNamespace(rollback=lambda: 1 / 0, commit=lambda: None, registry=touched)
    monkeypatch.setattr(frame, "session", away)
    answer = broken.test_client().get("/en/broken/404")
    assert answer.status_code == 500
    assert re.search(r"number [0-9A-F]{8}", answer.text)
    assert "ZeroDivisionError" in capfd.readouterr().err
