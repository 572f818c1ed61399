"""what can be found."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A trusted extension: the owner of a database may create it without being superuser.
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "guidance_document",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("sections", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("tokens", postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("guidance_document_pkey")),
        sa.UniqueConstraint(
            "kind", "name", "language", name=op.f("guidance_document_kind_name_language_key")
        ),
    )
    # A search looks into the tokens of every document: they stay in the row, only the sections move out of it.
    op.execute("ALTER TABLE guidance_document SET (toast_tuple_target = 8160)")
    op.execute("ALTER TABLE guidance_document ALTER COLUMN tokens SET STORAGE MAIN")
    op.create_index(
        "guidance_document_tokens_idx",
        "guidance_document",
        ["tokens"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_table(
        "guidance_word",
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("stem", sa.String(), nullable=False),
        sa.Column("documents", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("language", "word", "stem", name=op.f("guidance_word_pkey")),
    )
    op.create_index("guidance_word_language_stem_idx", "guidance_word", ["language", "stem"])
    op.create_index(
        "guidance_word_near_idx",
        "guidance_word",
        ["word"],
        postgresql_using="gin",
        postgresql_ops={"word": "gin_trgm_ops"},
        postgresql_with={"fastupdate": "off"},
    )
    op.create_table(
        "guidance_edition",
        sa.Column("edition", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("edition", name=op.f("guidance_edition_pkey")),
    )
    op.create_table(
        "unanswered_search",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("unanswered_search_pkey")),
        sa.UniqueConstraint(
            "day", "language", "words", name=op.f("unanswered_search_day_language_words_key")
        ),
    )


def downgrade() -> None:
    for table in ("unanswered_search", "guidance_edition", "guidance_word", "guidance_document"):
        op.drop_table(table)
