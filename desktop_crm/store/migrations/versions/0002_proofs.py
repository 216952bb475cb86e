"""Receipts, card hashes, the server's history, shares, attachments and couriers."""

from alembic import op

from desktop_crm.store.evolution import INTEGER, TEXT, add_record

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    "ALTER TABLE customer ADD COLUMN card_hash TEXT",
    "CREATE INDEX customer_hashes ON customer (id, version, card_hash)",
    "ALTER TABLE outbox ADD COLUMN acked_at TEXT",
    "ALTER TABLE outbox ADD COLUMN receipt TEXT",
    # Answers of the first version have no time of their own: that of their coming back stands for it.
    "UPDATE outbox SET acked_at = coalesce(done_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) WHERE state != 'pending'",
    "CREATE INDEX outbox_receipts ON outbox (acked_at) WHERE acked_at IS NOT NULL",
    "CREATE INDEX outbox_receipts_by_outcome ON outbox (outcome, acked_at) WHERE acked_at IS NOT NULL",
    "CREATE INDEX outbox_receipts_by_card ON outbox (agg_id, acked_at) WHERE acked_at IS NOT NULL",
    "ALTER TABLE history ADD COLUMN came_at TEXT",
    "CREATE INDEX history_by_coming ON history (came_at) WHERE came_at IS NOT NULL",
    "CREATE TABLE remote_history (op_id VARCHAR(36) NOT NULL, i INTEGER NOT NULL, agg_id VARCHAR(36) NOT NULL,"
    " line TEXT NOT NULL, came_at TEXT NOT NULL, PRIMARY KEY (op_id, i))",
    "CREATE INDEX remote_history_by_card ON remote_history (agg_id)",
    "CREATE TABLE remote_extent (agg_id VARCHAR(36) NOT NULL, fetched_at TEXT NOT NULL, newest INTEGER NOT NULL,"
    " before INTEGER NOT NULL, PRIMARY KEY (agg_id))",
    "CREATE TABLE arrival (n INTEGER NOT NULL, at TEXT NOT NULL, agg_id VARCHAR(36) NOT NULL, what TEXT NOT NULL,"
    " PRIMARY KEY (n))",
    "CREATE INDEX arrival_by_time ON arrival (at)",
    "CREATE TABLE transfer (sha256 VARCHAR(64) NOT NULL, row_id VARCHAR(36) NOT NULL, direction TEXT NOT NULL,"
    " size INTEGER NOT NULL, have INTEGER DEFAULT '0' NOT NULL, state TEXT DEFAULT 'waiting' NOT NULL, error TEXT,"
    " PRIMARY KEY (sha256))",
    "CREATE TABLE unseen (agg_id VARCHAR(36) NOT NULL, what TEXT NOT NULL, PRIMARY KEY (agg_id))",
    "CREATE TABLE trouble (n INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, first_at TEXT NOT NULL,"
    " last_at TEXT NOT NULL, times INTEGER NOT NULL)",
    "CREATE TABLE carried (letter VARCHAR(36) NOT NULL, name TEXT NOT NULL, body BLOB NOT NULL, came_at TEXT NOT NULL,"
    " answered_at TEXT, answer BLOB, error TEXT, given_at TEXT, PRIMARY KEY (letter))",
    # The hash of each card comes with its next whole delivery: one comparison with the server asks for it.
    "INSERT OR REPLACE INTO meta (key, value) VALUES ('digest_due', '1')",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
    add_record("parameter", kind=TEXT, name=TEXT, value=TEXT, note=TEXT)
    add_record("share", user_id=TEXT, note=TEXT)
    add_record("attachment", file_name=TEXT, media_type=TEXT, size=INTEGER, sha256=TEXT, note=TEXT)
