"""Views of the customer list: shared ones are records, private ones stay here."""

from alembic import op

from desktop_crm.store.evolution import TEXT, add_record

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    add_record("saved_view", name=TEXT, content=TEXT, author_id=TEXT, by=TEXT)
    op.execute(
        "CREATE TABLE private_view (id VARCHAR(36) NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL,"
        " deleted BOOLEAN DEFAULT '0' NOT NULL, PRIMARY KEY (id))"
    )
    op.execute("DROP INDEX activity_by_time")
    op.execute("CREATE INDEX activity_by_time ON activity (agg_id, contacted_at, deleted)")
    op.execute("DROP INDEX customer_by_name")
    op.execute(
        "CREATE INDEX customer_by_name ON customer (deleted, name_key, rid, region, importance_tier, card_kind,"
        " customer_kind, record_status, credit_standing, signed_by, completeness)"
    )
