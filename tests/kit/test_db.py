"""The request frame: a good answer commits once, a bad one nothing, and a GET never writes."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask, g

from webapp.app import create_app
from webapp.kit import audit
from webapp.kit.db import session

#: Of each request to the trial door, whether a session was open at its end.
OPENED: list[bool] = []


@pytest.fixture(scope="module")
def trial(worker_database, tmp_path_factory):
    """The house with a door of its own for these tests, which writes a note and answers as it is told."""
    from tests.conftest import make_settings

    house = create_app(make_settings(worker_database, tmp_path_factory.mktemp("trial")))
    door = Blueprint("trial", __name__)

    @door.route("/trial/<int:code>", methods=["GET", "POST"])
    def write_and_answer(code: int) -> tuple[str, int]:
        g.stale_form = False
        audit.note(None, "trial.written", f"trial:{code}")
        session.flush()
        return "", code

    @door.route("/trial/untouched", methods=["GET", "POST"])
    def answer_without_the_session() -> str:
        g.stale_form = False
        return ""

    @door.teardown_request
    def see_the_session(_fault: BaseException | None) -> None:
        OPENED.append(session.registry.has())

    house._got_first_request = False
    house.register_blueprint(door)
    yield house
    with house.app_context():
        from webapp.kit.db import db

        db.engine.dispose()


def written(trial: Flask, code: int) -> int:
    with trial.app_context():
        try:
            return session.query(audit.AuditNote).filter_by(thing=f"trial:{code}").count()
        finally:
            session.query(audit.AuditNote).filter_by(thing=f"trial:{code}").delete()
            session.commit()
            session.remove()


@pytest.mark.parametrize("code", [200, 204, 303])
def test_a_good_answer_commits(trial, code):
    assert trial.test_client().post(f"/trial/{code}").status_code == code
    assert written(trial, code) == 1


@pytest.mark.parametrize("code", [400, 404, 409, 422, 500])
def test_a_bad_answer_leaves_nothing(trial, code):
    assert trial.test_client().post(f"/trial/{code}").status_code == code
    assert written(trial, code) == 0


def test_a_get_that_writes_is_a_fault_and_leaves_nothing(trial):
    assert trial.test_client().get("/trial/200").status_code == 500
    assert written(trial, 200) == 0


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_where_nobody_touched_the_session_none_is_opened(trial, method):
    assert trial.test_client().open("/trial/untouched", method=method).status_code == 200
    assert OPENED.pop() is False
    assert trial.test_client().post("/trial/200").status_code == 200
    assert OPENED.pop() is True
