"""Ready means: every part is; otherwise one sentence names the part that is not."""

import psycopg

from webapp.kit import readiness


def test_all_parts_good(app):
    assert readiness.look("") == {"database": "ok", "queue": "ok"}


def test_a_silent_queue_is_named_without_its_address(app):
    parts = readiness.look("unix:///nowhere/secret.sock")
    assert parts["queue"].startswith("the queue does not answer")
    assert "secret" not in parts["queue"]


def test_old_tables_are_named_with_the_remedy(app, monkeypatch):
    monkeypatch.setattr(readiness, "written", lambda: frozenset({"a newer one"}))
    assert "guichet db upgrade" in readiness.look("")["database"]


def test_tables_are_current_only_when_the_newest_migration_is_applied(worker_database, monkeypatch):
    with psycopg.connect(worker_database) as connection:
        known = connection.execute("select to_regclass('alembic_version')").fetchone()[0] is not None
        applied = connection.execute("select version_num from alembic_version").fetchall() if known else []
    monkeypatch.setattr(readiness, "written", lambda: frozenset(row[0] for row in applied))
    assert readiness.tables_are_current(worker_database) is bool(applied)
    monkeypatch.setattr(readiness, "written", lambda: frozenset({"a newer one"}))
    assert not readiness.tables_are_current(worker_database)
    assert not readiness.tables_are_current("postgresql://guichet@/guichet?host=/nowhere")
