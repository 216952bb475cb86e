"""Cards that were merged can be taken apart again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _key(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    """Add where rows come from, and what lies under values; of cards merged before, nobody knows it."""
    op.add_column("agg", sa.Column("parted", sa.Boolean(), server_default=sa.false(), nullable=False))
    merged = sa.text("merged_into IS NOT NULL")
    op.create_index("agg_by_survivor", "agg", ["merged_into"], sqlite_where=merged, postgresql_where=merged)
    op.add_column("obj", sa.Column("home", _key(36), nullable=True))
    op.add_column("obj", sa.Column("layers", sa.LargeBinary(), nullable=True))
