"""Installers of new versions for laptops."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _key(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table; nothing is offered yet."""
    op.create_table(
        "program_release",
        sa.Column("release_id", _key(36), nullable=False),
        sa.Column("platform", _key(20), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("sha256", _key(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("manifest", sa.LargeBinary(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("teams", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("release_id"),
    )
    op.create_index("program_release_by_version", "program_release", ["platform", "version"])
