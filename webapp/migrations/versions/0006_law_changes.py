"""changes of the law under review."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "law_change",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("grounds", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("begun_by", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.BigInteger(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("values", JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("state IN ('draft','published','withdrawn')", name=op.f("law_change_state_check")),
        sa.CheckConstraint(
            "published_by IS NULL OR published_by <> begun_by", name=op.f("law_change_two_persons_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("law_change_pkey")),
        sa.UniqueConstraint("key", name=op.f("law_change_key_key")),
    )
    op.create_table(
        "law_change_line",
        sa.Column("change_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("written_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["law_change.id"], name=op.f("law_change_line_change_id_fkey")
        ),
        sa.PrimaryKeyConstraint("change_id", "name", "since", name=op.f("law_change_line_pkey")),
    )
    op.create_table(
        "law_change_read",
        sa.Column("change_id", sa.BigInteger(), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("read_by", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["law_change.id"], name=op.f("law_change_read_change_id_fkey")
        ),
        sa.PrimaryKeyConstraint("change_id", "figures", "thing", name=op.f("law_change_read_pkey")),
    )
    op.create_table(
        "law_change_remark",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("change_id", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("said_by", sa.BigInteger(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["law_change.id"], name=op.f("law_change_remark_change_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("law_change_remark_pkey")),
        sa.UniqueConstraint("key", name=op.f("law_change_remark_key_key")),
    )
    op.create_index(op.f("law_change_remark_change_id_idx"), "law_change_remark", ["change_id"])
    op.create_table(
        "law_reckoning",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("change_id", sa.BigInteger(), nullable=False),
        sa.Column("before_edition", sa.String(), nullable=False),
        sa.Column("after_edition", sa.String(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ranges", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found", JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["law_change.id"], name=op.f("law_reckoning_change_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("law_reckoning_pkey")),
        sa.UniqueConstraint(
            "change_id",
            "before_edition",
            "after_edition",
            name=op.f("law_reckoning_change_id_before_edition_after_edition_key"),
        ),
    )
    op.create_table(
        "law_reckoning_range",
        sa.Column("reckoning_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found", JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["reckoning_id"], ["law_reckoning.id"], name=op.f("law_reckoning_range_reckoning_id_fkey")
        ),
        sa.PrimaryKeyConstraint("reckoning_id", "subject", "low", name=op.f("law_reckoning_range_pkey")),
    )


def downgrade() -> None:
    for table in (
        "law_reckoning_range",
        "law_reckoning",
        "law_change_remark",
        "law_change_read",
        "law_change_line",
        "law_change",
    ):
        op.drop_table(table)
