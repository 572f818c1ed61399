"""What a load balancer sees."""

from webapp.kit import readiness


def test_a_good_house_says_so_without_a_cookie(visitor):
    answer = visitor.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"database": "ok", "queue": "ok"}
    assert "Set-Cookie" not in answer.headers


def test_a_house_that_cannot_serve_answers_503(visitor, monkeypatch):
    monkeypatch.setattr(readiness, "written", lambda: frozenset({"a newer one"}))
    assert visitor.get("/readyz").status_code == 503
