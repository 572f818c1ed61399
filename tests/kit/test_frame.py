"""The frame of a request: one commit for a good answer, none for a bad one, and a GET never writes."""

from __future__ import annotations

from webapp.kit import outbox
from webapp.kit.db import session
from webapp.kit.outbox import Errand


def test_health_answers_without_a_cookie(visitor):
    answer = visitor.get("/healthz")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_a_known_key_promises_nothing_new(app):
    outbox.promise("purge", key="once")
    outbox.promise("purge", key="once")
    assert session.query(Errand).filter_by(key="once").count() == 1
