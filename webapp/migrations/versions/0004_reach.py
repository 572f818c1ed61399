"""calls asked for and remarks on pages."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "callback",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("call_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("call_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_by", sa.BigInteger(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("language IN ('fr','nl','de','en')", name=op.f("callback_language_check")),
        sa.CheckConstraint("call_from < call_until", name=op.f("callback_span_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("callback_pkey")),
        sa.UniqueConstraint("key", name=op.f("callback_key_key")),
        sa.UniqueConstraint("reference", name=op.f("callback_reference_key")),
    )
    op.create_index(
        "callback_open_idx", "callback", ["call_until"], postgresql_where=sa.text("done_at IS NULL")
    )
    op.create_table(
        "remark",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_by", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("language IN ('fr','nl','de','en')", name=op.f("remark_language_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("remark_pkey")),
        sa.UniqueConstraint("key", name=op.f("remark_key_key")),
    )
    op.create_index("remark_page_idx", "remark", ["page"])
    op.create_index(
        "remark_open_idx", "remark", ["at"], postgresql_where=sa.text("words IS NOT NULL AND done_at IS NULL")
    )


def downgrade() -> None:
    op.drop_table("remark")
    op.drop_table("callback")
