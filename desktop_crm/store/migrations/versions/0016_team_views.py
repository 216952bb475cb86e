"""Views of the customer list that a team shares: cards of their own."""

from alembic import op

from desktop_crm.store.evolution import TEXT, add_record

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the table."""
    add_record("team_view", name=TEXT, content=TEXT, author_id=TEXT, by=TEXT, team=TEXT)
    op.execute("ALTER TABLE team_view ADD COLUMN card_hash TEXT")
