"""Where Alembic meets the house: the app's own engine and tables."""

from alembic import context
from flask import current_app

engine = current_app.extensions["migrate"].db.engine
target = current_app.extensions["migrate"].db.metadata

with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=target, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
