"""The migrations make exactly the tables that the models describe."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from webapp.kit.db import Base


def test_models_equal_migrations(app, engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [change for change in compare_metadata(context, Base.metadata) if "alembic_version" not in str(change)]
    assert not differences, f"write a migration: {differences[:5]}"
