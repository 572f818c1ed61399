"""the first house."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: The books are append-only for everybody, in the database itself; see webapp/domain/ledger/models.py.
REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: book the opposite instead', TG_TABLE_NAME;
END $$;
"""
GUARD = """
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("bucket", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("attempt_pkey")),
    )
    op.create_index("attempt_bucket_idx", "attempt", ["bucket", "at"], unique=False)
    op.create_table(
        "audit_note",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=True),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("audit_note_pkey")),
    )
    op.create_index(op.f("audit_note_login_id_idx"), "audit_note", ["login_id"], unique=False)
    op.create_index(op.f("audit_note_thing_idx"), "audit_note", ["thing"], unique=False)
    op.create_table(
        "bank_file",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_by", sa.BigInteger(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("because", sa.String(), nullable=True),
        sa.Column("line", sa.BigInteger(), nullable=True),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("bank_file_pkey")),
        sa.UniqueConstraint("checksum", name=op.f("bank_file_checksum_key")),
    )
    op.create_table(
        "bulletin",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("begun_by", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ready_by", sa.BigInteger(), nullable=True),
        sa.Column("released_by", sa.BigInteger(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("audience", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "released_by IS NULL OR released_by <> ready_by", name=op.f("bulletin_two_persons_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("bulletin_pkey")),
        sa.UniqueConstraint("number", name=op.f("bulletin_number_key")),
    )
    op.create_table(
        "case",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("affiliate_id", sa.BigInteger(), nullable=True),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("submitted_by", sa.BigInteger(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=False),
        sa.Column("waiting_since", sa.Date(), nullable=True),
        sa.Column("taken_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reasons", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (state NOT IN ('granted','refused'))", name=op.f("case_decided_check")
        ),
        sa.CheckConstraint(
            "(affiliate_id IS NULL) <> (company_id IS NULL)", name=op.f("case_one_principal_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("case_pkey")),
        sa.UniqueConstraint("key", name=op.f("case_key_key")),
        sa.UniqueConstraint("reference", name=op.f("case_reference_key")),
    )
    op.create_index(op.f("case_affiliate_id_idx"), "case", ["affiliate_id"], unique=False)
    op.create_index(op.f("case_company_id_idx"), "case", ["company_id"], unique=False)
    op.create_index("case_work_idx", "case", ["state", "decide_by"], unique=False)
    op.create_table(
        "client_manager",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("client_manager_pkey")),
        sa.UniqueConstraint("login_id", name=op.f("client_manager_login_id_key")),
    )
    op.create_table(
        "company",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("enterprise_number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("legal_form", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("incorporated_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("channel IN ('online','paper')", name=op.f("company_channel_check")),
        sa.CheckConstraint("language IN ('fr','nl','de','en')", name=op.f("company_language_check")),
        sa.CheckConstraint(
            "closed_on IS NULL OR closed_on >= incorporated_on",
            name=op.f("company_closes_after_it_opens_check"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("company_pkey")),
        sa.UniqueConstraint("enterprise_number", name=op.f("company_enterprise_number_key")),
        sa.UniqueConstraint("key", name=op.f("company_key_key")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=False),
        sa.Column("affiliate_id", sa.BigInteger(), nullable=True),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(affiliate_id IS NULL) <> (company_id IS NULL)", name=op.f("draft_one_principal_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("draft_pkey")),
        sa.UniqueConstraint("key", name=op.f("draft_key_key")),
    )
    op.create_index(op.f("draft_affiliate_id_idx"), "draft", ["affiliate_id"], unique=False)
    op.create_index(op.f("draft_company_id_idx"), "draft", ["company_id"], unique=False)
    op.create_index(op.f("draft_login_id_idx"), "draft", ["login_id"], unique=False)
    op.create_table(
        "errand",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("args", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.CheckConstraint("jsonb_typeof(args) = 'object'", name=op.f("errand_args_object_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("errand_pkey")),
        sa.UniqueConstraint("key", name=op.f("errand_key_key")),
    )
    op.create_index(
        "errand_open_idx",
        "errand",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("done_at IS NULL AND failed_at IS NULL"),
    )
    op.create_table(
        "kept_form",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("kept_form_pkey")),
        sa.UniqueConstraint("token", name=op.f("kept_form_token_key")),
    )
    op.create_index(op.f("kept_form_login_id_idx"), "kept_form", ["login_id"], unique=False)
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("reverses_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["ledger_entry.id"], name=op.f("ledger_entry_reverses_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("ledger_entry_pkey")),
        sa.UniqueConstraint("key", name=op.f("ledger_entry_key_key")),
        sa.UniqueConstraint("reverses_id", name=op.f("ledger_entry_reverses_id_key")),
    )
    op.create_table(
        "login",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last_step", sa.BigInteger(), nullable=True),
        sa.Column("provider_issuer", sa.String(), nullable=True),
        sa.Column("provider_subject", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("language IN ('fr','nl','de','en')", name=op.f("login_language_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("login_pkey")),
        sa.UniqueConstraint(
            "provider_issuer", "provider_subject", name=op.f("login_provider_issuer_provider_subject_key")
        ),
    )
    op.create_index("login_email_key", "login", [sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "notice_run",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ranges", sa.BigInteger(), nullable=False),
        sa.Column("planned_by", sa.BigInteger(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.BigInteger(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "released_by IS NULL OR released_by <> planned_by", name=op.f("notice_run_two_persons_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("notice_run_pkey")),
        sa.UniqueConstraint("kind", "thing", "turn", name=op.f("notice_run_kind_thing_turn_key")),
    )
    op.create_table(
        "password_request",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("sealed_email", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("password_request_pkey")),
    )
    op.create_table(
        "payment_reference",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("communication", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("payment_reference_pkey")),
        sa.UniqueConstraint("account", "thing", name=op.f("payment_reference_account_thing_key")),
        sa.UniqueConstraint("communication", name=op.f("payment_reference_communication_key")),
    )
    op.create_table(
        "subscriber",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("confirm_token", sa.String(), nullable=False),
        sa.Column("consent", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("language IN ('fr','nl','de','en')", name=op.f("subscriber_language_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("subscriber_pkey")),
        sa.UniqueConstraint("confirm_token", name=op.f("subscriber_confirm_token_key")),
        sa.UniqueConstraint("token", name=op.f("subscriber_token_key")),
    )
    op.create_index("subscriber_email_key", "subscriber", [sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "web_session",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=False),
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_factor_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("acting_affiliate_id", sa.BigInteger(), nullable=True),
        sa.Column("acting_company_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("web_session_pkey")),
        sa.UniqueConstraint("token_hash", name=op.f("web_session_token_hash_key")),
    )
    op.create_index(op.f("web_session_login_id_idx"), "web_session", ["login_id"], unique=False)
    op.create_table(
        "affiliate",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("national_number", sa.LargeBinary(), nullable=False),
        sa.Column("national_number_index", sa.LargeBinary(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("manager_id", sa.BigInteger(), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.CheckConstraint("channel IN ('online','paper')", name=op.f("affiliate_channel_check")),
        sa.CheckConstraint("language IN ('fr','nl','de','en')", name=op.f("affiliate_language_check")),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["client_manager.id"], name=op.f("affiliate_manager_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("affiliate_pkey")),
        sa.UniqueConstraint("key", name=op.f("affiliate_key_key")),
        sa.UniqueConstraint("national_number_index", name=op.f("affiliate_national_number_index_key")),
    )
    op.create_index(op.f("affiliate_manager_id_idx"), "affiliate", ["manager_id"], unique=False)
    op.create_index(
        "affiliate_name_idx",
        "affiliate",
        [sa.literal_column("lower(last_name)").label("lower_name"), "first_name"],
        unique=False,
        postgresql_ops={"lower_name": "text_pattern_ops"},
    )
    op.create_table(
        "balance_sheet",
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("total_cents", sa.BigInteger(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.CheckConstraint("total_cents >= 0", name=op.f("balance_sheet_total_not_below_zero_check")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("balance_sheet_company_id_fkey")),
        sa.PrimaryKeyConstraint("company_id", "year", name=op.f("balance_sheet_pkey")),
    )
    op.create_table(
        "bank_statement",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("opening_cents", sa.BigInteger(), nullable=False),
        sa.Column("closing_cents", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["bank_file.id"], name=op.f("bank_statement_file_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("bank_statement_pkey")),
        sa.UniqueConstraint("account", "number", name=op.f("bank_statement_account_number_key")),
        sa.UniqueConstraint("account", "place", name=op.f("bank_statement_account_place_key")),
    )
    op.create_index(op.f("bank_statement_file_id_idx"), "bank_statement", ["file_id"], unique=False)
    op.create_table(
        "bulletin_delivery",
        sa.Column("bulletin_id", sa.BigInteger(), nullable=False),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletin.id"], name=op.f("bulletin_delivery_bulletin_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscriber.id"], name=op.f("bulletin_delivery_subscriber_id_fkey")
        ),
        sa.PrimaryKeyConstraint("bulletin_id", "subscriber_id", name=op.f("bulletin_delivery_pkey")),
    )
    op.create_index(
        "bulletin_delivery_waiting_idx",
        "bulletin_delivery",
        ["bulletin_id", "subscriber_id"],
        unique=False,
        postgresql_where=sa.text("state IN ('waiting','sending')"),
    )
    op.create_table(
        "bulletin_text",
        sa.Column("bulletin_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletin.id"], name=op.f("bulletin_text_bulletin_id_fkey")
        ),
        sa.PrimaryKeyConstraint("bulletin_id", "language", name=op.f("bulletin_text_pkey")),
    )
    op.create_table(
        "bulletin_trial",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("bulletin_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletin.id"], name=op.f("bulletin_trial_bulletin_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("bulletin_trial_pkey")),
    )
    op.create_table(
        "case_event",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("case_event_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("case_event_pkey")),
    )
    op.create_index(op.f("case_event_case_id_idx"), "case_event", ["case_id"], unique=False)
    op.create_table(
        "company_call",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=True),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("explanation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("communication", sa.String(), nullable=True),
        sa.Column("notice_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(booked_on IS NULL) = (communication IS NULL)",
            name=op.f("company_call_reference_when_booked_check"),
        ),
        sa.CheckConstraint("cents > 0", name=op.f("company_call_something_to_pay_check")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("company_call_company_id_fkey")),
        sa.ForeignKeyConstraint(["run_id"], ["notice_run.id"], name=op.f("company_call_run_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("company_call_pkey")),
        sa.UniqueConstraint("company_id", "year", name=op.f("company_call_company_id_year_key")),
        sa.UniqueConstraint("key", name=op.f("company_call_key_key")),
    )
    op.create_index(op.f("company_call_run_id_idx"), "company_call", ["run_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("draft_id", sa.BigInteger(), nullable=True),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("stored_as", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(draft_id IS NULL) <> (case_id IS NULL)", name=op.f("document_one_place_check")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("document_case_id_fkey")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("document_draft_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("document_pkey")),
    )
    op.create_index(op.f("document_case_id_idx"), "document", ["case_id"], unique=False)
    op.create_index(op.f("document_draft_id_idx"), "document", ["draft_id"], unique=False)
    op.create_table(
        "known_device",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("known_device_login_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("known_device_pkey")),
        sa.UniqueConstraint("login_id", "token_hash", name=op.f("known_device_login_id_token_hash_key")),
    )
    op.create_table(
        "ledger_line",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("cents <> 0", name=op.f("ledger_line_not_nothing_check")),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger_entry.id"], name=op.f("ledger_line_entry_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("ledger_line_pkey")),
        sa.UniqueConstraint("entry_id", "account", name=op.f("ledger_line_entry_id_account_key")),
    )
    op.create_index("ledger_line_account_idx", "ledger_line", ["account", "entry_id"], unique=False)
    op.create_table(
        "mandate",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=False),
        sa.Column("affiliate_id", sa.BigInteger(), nullable=True),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('self','director','accountant')", name=op.f("mandate_kind_check")),
        sa.CheckConstraint(
            "(affiliate_id IS NULL) <> (company_id IS NULL)", name=op.f("mandate_one_principal_check")
        ),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("mandate_login_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("mandate_pkey")),
    )
    op.create_index(op.f("mandate_affiliate_id_idx"), "mandate", ["affiliate_id"], unique=False)
    op.create_index(op.f("mandate_company_id_idx"), "mandate", ["company_id"], unique=False)
    op.create_index(op.f("mandate_login_id_idx"), "mandate", ["login_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("affiliate_id", sa.BigInteger(), nullable=True),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("run_id", sa.BigInteger(), nullable=True),
        sa.Column("batch", sa.String(), nullable=True),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(affiliate_id IS NULL) <> (company_id IS NULL)", name=op.f("notice_one_addressee_check")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["notice_run.id"], name=op.f("notice_run_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("notice_pkey")),
        sa.UniqueConstraint("key", name=op.f("notice_key_key")),
    )
    op.create_index(op.f("notice_affiliate_id_idx"), "notice", ["affiliate_id"], unique=False)
    op.create_index(op.f("notice_batch_idx"), "notice", ["batch"], unique=False)
    op.create_index(op.f("notice_company_id_idx"), "notice", ["company_id"], unique=False)
    op.create_index(
        "notice_ready_idx", "notice", ["id"], unique=False, postgresql_where=sa.text("state = 'ready'")
    )
    op.create_index("notice_run_idx", "notice", ["run_id", "id"], unique=False)
    op.create_table(
        "notice_run_left_out",
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("principal_id", sa.BigInteger(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["notice_run.id"], name=op.f("notice_run_left_out_run_id_fkey")),
        sa.PrimaryKeyConstraint("run_id", "principal_id", name=op.f("notice_run_left_out_pkey")),
    )
    op.create_table(
        "notice_run_range",
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["notice_run.id"], name=op.f("notice_run_range_run_id_fkey")),
        sa.PrimaryKeyConstraint("run_id", "low", name=op.f("notice_run_range_pkey")),
    )
    op.create_table(
        "one_time_code",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("new_email", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("channel IN ('mail','letter')", name=op.f("one_time_code_channel_check")),
        sa.CheckConstraint(
            "purpose IN ('activation','new_password','new_email')", name=op.f("one_time_code_purpose_check")
        ),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("one_time_code_login_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("one_time_code_pkey")),
    )
    op.create_index("one_time_code_login_idx", "one_time_code", ["login_id", "purpose"], unique=False)
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("recovery_code_login_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("recovery_code_pkey")),
    )
    op.create_index(op.f("recovery_code_login_id_idx"), "recovery_code", ["login_id"], unique=False)
    op.create_table(
        "security_mail",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("login_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("security_mail_login_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("security_mail_pkey")),
    )
    op.create_index(op.f("security_mail_login_id_idx"), "security_mail", ["login_id"], unique=False)
    op.create_table(
        "staff_role",
        sa.Column("login_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("staff_role_login_id_fkey")),
        sa.PrimaryKeyConstraint("login_id", "role", name=op.f("staff_role_pkey")),
    )
    op.create_table(
        "bank_line",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("statement_id", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("value_on", sa.Date(), nullable=False),
        sa.Column("counterparty_name", sa.String(), nullable=False),
        sa.Column("counterparty", sa.LargeBinary(), nullable=True),
        sa.Column("counterparty_index", sa.LargeBinary(), nullable=True),
        sa.Column("communications", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("bank_reference", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("assigned_by", sa.BigInteger(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'suspense') = (account IS NULL)", name=op.f("bank_line_account_unless_suspense_check")
        ),
        sa.CheckConstraint("cents <> 0", name=op.f("bank_line_not_nothing_check")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["bank_statement.id"], name=op.f("bank_line_statement_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("bank_line_pkey")),
        sa.UniqueConstraint("statement_id", "sequence", name=op.f("bank_line_statement_id_sequence_key")),
    )
    op.create_index("bank_line_account_idx", "bank_line", ["account", "booked_on"], unique=False)
    op.create_index(
        op.f("bank_line_counterparty_index_idx"), "bank_line", ["counterparty_index"], unique=False
    )
    op.create_index(
        "bank_line_suspense_idx",
        "bank_line",
        ["booked_on", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'suspense'"),
    )
    op.create_table(
        "career",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("affiliate_id", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("opt_out", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("career_runs_forward_check")),
        sa.ForeignKeyConstraint(["affiliate_id"], ["affiliate.id"], name=op.f("career_affiliate_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("career_pkey")),
    )
    op.create_index(op.f("career_affiliate_id_idx"), "career", ["affiliate_id"], unique=False)
    op.create_table(
        "chosen_income",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("affiliate_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("from_quarter", sa.String(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["affiliate_id"], ["affiliate.id"], name=op.f("chosen_income_affiliate_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("chosen_income_pkey")),
        sa.UniqueConstraint("key", name=op.f("chosen_income_key_key")),
    )
    op.create_index("chosen_income_affiliate_idx", "chosen_income", ["affiliate_id", "year"], unique=False)
    op.create_table(
        "due",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("affiliate_id", sa.BigInteger(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("contribution_cents", sa.BigInteger(), nullable=False),
        sa.Column("fee_cents", sa.BigInteger(), nullable=False),
        sa.Column("total_cents", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("explanation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('provisional','regularisation')", name=op.f("due_kind_check")),
        sa.CheckConstraint("total_cents = contribution_cents + fee_cents", name=op.f("due_total_check")),
        sa.ForeignKeyConstraint(["affiliate_id"], ["affiliate.id"], name=op.f("due_affiliate_id_fkey")),
        sa.ForeignKeyConstraint(["run_id"], ["notice_run.id"], name=op.f("due_run_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("due_pkey")),
        sa.UniqueConstraint(
            "affiliate_id", "kind", "quarter", name=op.f("due_affiliate_id_kind_quarter_key")
        ),
    )
    op.create_index("due_quarter_idx", "due", ["quarter", "affiliate_id"], unique=False)
    op.create_index("due_run_idx", "due", ["run_id", "affiliate_id"], unique=False)
    op.create_table(
        "exempt_quarter",
        sa.Column("affiliate_id", sa.BigInteger(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["affiliate_id"], ["affiliate.id"], name=op.f("exempt_quarter_affiliate_id_fkey")
        ),
        sa.PrimaryKeyConstraint("affiliate_id", "quarter", name=op.f("exempt_quarter_pkey")),
    )
    op.create_table(
        "income",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("affiliate_id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["affiliate_id"], ["affiliate.id"], name=op.f("income_affiliate_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("income_pkey")),
        sa.UniqueConstraint(
            "affiliate_id", "year", "known_on", name=op.f("income_affiliate_id_year_known_on_key")
        ),
    )
    op.create_table(
        "due_change",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("due_id", sa.BigInteger(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("contribution_cents", sa.BigInteger(), nullable=False),
        sa.Column("fee_cents", sa.BigInteger(), nullable=False),
        sa.Column("total_cents", sa.BigInteger(), nullable=False),
        sa.Column("kept_cents", sa.BigInteger(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("explanation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "total_cents = contribution_cents + fee_cents", name=op.f("due_change_total_check")
        ),
        sa.ForeignKeyConstraint(["due_id"], ["due.id"], name=op.f("due_change_due_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("due_change_pkey")),
        sa.UniqueConstraint("key", name=op.f("due_change_key_key")),
    )
    op.create_index(op.f("due_change_due_id_idx"), "due_change", ["due_id"], unique=False)
    for table in ("ledger_entry", "ledger_line"):
        op.execute(REFUSE_CHANGE)
        op.execute(GUARD.format(table=table))


def downgrade() -> None:
    op.drop_index(op.f("due_change_due_id_idx"), table_name="due_change")
    op.drop_table("due_change")
    op.drop_table("income")
    op.drop_table("exempt_quarter")
    op.drop_index("due_run_idx", table_name="due")
    op.drop_index("due_quarter_idx", table_name="due")
    op.drop_table("due")
    op.drop_index("chosen_income_affiliate_idx", table_name="chosen_income")
    op.drop_table("chosen_income")
    op.drop_index(op.f("career_affiliate_id_idx"), table_name="career")
    op.drop_table("career")
    op.drop_index(
        "bank_line_suspense_idx", table_name="bank_line", postgresql_where=sa.text("state = 'suspense'")
    )
    op.drop_index(op.f("bank_line_counterparty_index_idx"), table_name="bank_line")
    op.drop_index("bank_line_account_idx", table_name="bank_line")
    op.drop_table("bank_line")
    op.drop_table("staff_role")
    op.drop_index(op.f("security_mail_login_id_idx"), table_name="security_mail")
    op.drop_table("security_mail")
    op.drop_index(op.f("recovery_code_login_id_idx"), table_name="recovery_code")
    op.drop_table("recovery_code")
    op.drop_index("one_time_code_login_idx", table_name="one_time_code")
    op.drop_table("one_time_code")
    op.drop_table("notice_run_range")
    op.drop_table("notice_run_left_out")
    op.drop_index("notice_run_idx", table_name="notice")
    op.drop_index("notice_ready_idx", table_name="notice", postgresql_where=sa.text("state = 'ready'"))
    op.drop_index(op.f("notice_company_id_idx"), table_name="notice")
    op.drop_index(op.f("notice_batch_idx"), table_name="notice")
    op.drop_index(op.f("notice_affiliate_id_idx"), table_name="notice")
    op.drop_table("notice")
    op.drop_index(op.f("mandate_login_id_idx"), table_name="mandate")
    op.drop_index(op.f("mandate_company_id_idx"), table_name="mandate")
    op.drop_index(op.f("mandate_affiliate_id_idx"), table_name="mandate")
    op.drop_table("mandate")
    op.drop_index("ledger_line_account_idx", table_name="ledger_line")
    op.drop_table("ledger_line")
    op.drop_table("known_device")
    op.drop_index(op.f("document_draft_id_idx"), table_name="document")
    op.drop_index(op.f("document_case_id_idx"), table_name="document")
    op.drop_table("document")
    op.drop_index(op.f("company_call_run_id_idx"), table_name="company_call")
    op.drop_table("company_call")
    op.drop_index(op.f("case_event_case_id_idx"), table_name="case_event")
    op.drop_table("case_event")
    op.drop_table("bulletin_trial")
    op.drop_table("bulletin_text")
    op.drop_index(
        "bulletin_delivery_waiting_idx",
        table_name="bulletin_delivery",
        postgresql_where=sa.text("state IN ('waiting','sending')"),
    )
    op.drop_table("bulletin_delivery")
    op.drop_index(op.f("bank_statement_file_id_idx"), table_name="bank_statement")
    op.drop_table("bank_statement")
    op.drop_table("balance_sheet")
    op.drop_index(
        "affiliate_name_idx", table_name="affiliate", postgresql_ops={"lower_name": "text_pattern_ops"}
    )
    op.drop_index(op.f("affiliate_manager_id_idx"), table_name="affiliate")
    op.drop_table("affiliate")
    op.drop_index(op.f("web_session_login_id_idx"), table_name="web_session")
    op.drop_table("web_session")
    op.drop_index("subscriber_email_key", table_name="subscriber")
    op.drop_table("subscriber")
    op.drop_table("payment_reference")
    op.drop_table("password_request")
    op.drop_table("notice_run")
    op.drop_index("login_email_key", table_name="login")
    op.drop_table("login")
    op.drop_table("ledger_entry")
    op.drop_index(op.f("kept_form_login_id_idx"), table_name="kept_form")
    op.drop_table("kept_form")
    op.drop_index(
        "errand_open_idx",
        table_name="errand",
        postgresql_where=sa.text("done_at IS NULL AND failed_at IS NULL"),
    )
    op.drop_table("errand")
    op.drop_index(op.f("draft_login_id_idx"), table_name="draft")
    op.drop_index(op.f("draft_company_id_idx"), table_name="draft")
    op.drop_index(op.f("draft_affiliate_id_idx"), table_name="draft")
    op.drop_table("draft")
    op.drop_table("company")
    op.drop_table("client_manager")
    op.drop_index("case_work_idx", table_name="case")
    op.drop_index(op.f("case_company_id_idx"), table_name="case")
    op.drop_index(op.f("case_affiliate_id_idx"), table_name="case")
    op.drop_table("case")
    op.drop_table("bulletin")
    op.drop_table("bank_file")
    op.drop_index(op.f("audit_note_thing_idx"), table_name="audit_note")
    op.drop_index(op.f("audit_note_login_id_idx"), table_name="audit_note")
    op.drop_table("audit_note")
    op.drop_index("attempt_bucket_idx", table_name="attempt")
    op.drop_table("attempt")
    op.execute("DROP FUNCTION refuse_change")
