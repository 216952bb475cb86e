"""Quotes, and the cases of customers whom several people hold to be theirs."""

from alembic import op

from desktop_crm.store.evolution import BOOLEAN, INTEGER, TEXT, add_record

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables."""
    add_record(
        "quote", quote_no=TEXT, quoted_on=TEXT, product=TEXT, amount=INTEGER, valid_until=TEXT, quoted_by=TEXT,
        approval_state=TEXT, reason=TEXT, state_before=TEXT,
    )  # fmt: skip
    add_record(
        "claim_case", name=TEXT, reasons=TEXT, opened_at=TEXT, due_at=TEXT, level=TEXT, overdue=BOOLEAN, state=TEXT,
        decided_owner=TEXT, decided_quote=TEXT, decided_shares=TEXT, decided_reason=TEXT, decided_by=TEXT,
        decided_at=TEXT, card_id=TEXT,
    )  # fmt: skip
    add_record(
        "claim_party", user_name=TEXT, name=TEXT, state=TEXT, card_id=TEXT, customer_no=TEXT, customer_name=TEXT,
        filed_at=TEXT, claimed_at=TEXT, claim_until=TEXT, evidence=TEXT, contacts=INTEGER, contact_days=TEXT,
        first_contact_at=TEXT, last_contact_at=TEXT, contract_no=TEXT, contract_on=TEXT, territory=BOOLEAN,
    )  # fmt: skip
    add_record(
        "claim_quote", quote_id=TEXT, card_id=TEXT, user_name=TEXT, quoted_by=TEXT, quote_no=TEXT, product=TEXT,
        amount=INTEGER, quoted_on=TEXT, valid_until=TEXT, approval_state=TEXT,
    )  # fmt: skip
    op.execute("ALTER TABLE claim_case ADD COLUMN card_hash TEXT")
    op.execute("CREATE INDEX claim_party_by_customer ON claim_party (card_id)")
