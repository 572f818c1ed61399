"""calculations kept for a request."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calculation",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("calculator", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("inputs", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("calculation_pkey")),
        sa.UniqueConstraint("key", name=op.f("calculation_key_key")),
        sa.UniqueConstraint("request_key", name=op.f("calculation_request_key_key")),
    )


def downgrade() -> None:
    op.drop_table("calculation")
