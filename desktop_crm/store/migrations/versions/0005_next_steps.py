"""Indexes of the card: the steps that are still to do, the newest contact, relations seen from the other side."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute(
        "CREATE INDEX activity_open_steps ON activity (next_action_at, rid) WHERE next_done_at IS NULL"
        " AND NOT deleted AND (next_action_at IS NOT NULL OR next_action IS NOT NULL)"
    )
    op.execute("CREATE INDEX customer_link_by_other ON customer_link (other_id)")
    op.execute("CREATE INDEX activity_by_time ON activity (agg_id, contacted_at)")
