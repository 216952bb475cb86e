"""Which rows show which contents."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _key(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table; there are no contents yet."""
    op.create_table(
        "blob_link",
        sa.Column("sha256", _key(64), nullable=False),
        sa.Column("row_id", _key(36), nullable=False),
        sa.Column("agg_id", _key(36), nullable=False),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "row_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("blob_link_by_row", "blob_link", ["row_id"])
    op.create_index("blob_link_by_card", "blob_link", ["agg_id"])
