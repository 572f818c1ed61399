"""Ready means: every part is; otherwise one sentence names the part that is not."""

from webapp.kit import readiness


def test_all_parts_good(app):
    assert readiness.look("") == {"database": "ok", "queue": "ok"}


def test_a_silent_queue_is_named_without_its_address(app):
    parts = readiness.look("unix:///nowhere/secret.sock")
    assert parts["queue"].startswith("the queue does not answer")
    assert "secret" not in parts["queue"]


def test_old_tables_are_named_with_the_remedy(app, monkeypatch):
    monkeypatch.setattr(readiness, "_written", lambda: frozenset({"a newer one"}))
    assert "guichet db upgrade" in readiness.look("")["database"]
