"""Cards that were merged: what was merged into which, and rows shown on another card until the server merges them."""

from alembic import op

from desktop_crm.store.evolution import TEXT, add_record

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    add_record("merged_card", card_id=TEXT, customer_no=TEXT, name=TEXT, into=TEXT, by=TEXT, merged_at=TEXT)
    op.execute(
        "CREATE TABLE moved_row (id VARCHAR(36) NOT NULL, type TEXT NOT NULL, agg_id VARCHAR(36) NOT NULL,"
        " PRIMARY KEY (id))"
    )
    op.execute(
        "CREATE INDEX outbox_open_merges ON outbox (n) WHERE state != 'done' AND instr(payload, 'merged_into') > 0"
    )
