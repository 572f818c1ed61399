"""reviews of pages."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_review",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=True),
        sa.Column("law_edition", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("texts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("page_review_login_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("page_review_pkey")),
        sa.UniqueConstraint("key", name=op.f("page_review_key_key")),
    )
    op.create_index("page_review_page_idx", "page_review", ["page", "reviewed_on", "id"])


def downgrade() -> None:
    op.drop_table("page_review")
