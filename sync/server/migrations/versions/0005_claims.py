"""Customers whom several people hold to be theirs: what finds them, and the cases about them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _key(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _card() -> sa.Column[str]:
    return sa.Column("agg_id", _key(36), nullable=False)


def upgrade() -> None:
    """Make the tables. Cards that are here only have their keys learned: nobody wakes up to a thousand old cases."""
    op.create_table(
        "claim_key",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        _card(),
        sa.PrimaryKeyConstraint("key", "agg_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("claim_key_by_card", "claim_key", ["agg_id"])
    op.create_table(
        "claim_todo",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        _card(),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_table(
        "claim_case",
        sa.Column("case_id", _key(36), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("case_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("claim_case_by_due", "claim_case", ["state", "due_at"])
    op.create_table(
        "claim_card",
        _card(),
        sa.Column("case_id", _key(36), nullable=False),
        sa.PrimaryKeyConstraint("agg_id", "case_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("claim_card_by_case", "claim_card", ["case_id"])
    op.execute(
        "INSERT INTO claim_todo (agg_id, quiet) SELECT agg_id, true FROM card_index WHERE NOT deleted ORDER BY agg_id"
    )
