"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _key(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    """Make all tables."""
    _commits()
    _cards()
    _people()


def _commits() -> None:
    op.create_table(
        "server_info",
        sa.Column("key", _key(36), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "stream",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "commit_log",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("batch_hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("device_id", _key(36), nullable=True),
        sa.Column("n_ops", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "op_seen",
        sa.Column("op_id", _key(36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("op_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "change",
        sa.Column("op_id", _key(36), nullable=False),
        sa.Column("i", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user_id", _key(40), nullable=False),
        sa.Column("device_id", _key(36), nullable=True),
        sa.Column("agg_id", _key(36), nullable=False),
        sa.Column("row_id", _key(36), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("op_id", "i"),
        sqlite_with_rowid=False,
    )
    op.create_index("change_by_row", "change", ["row_id", "seq"], unique=False)
    op.create_table(
        "quarantine",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("op_id", _key(36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user_id", _key(40), nullable=False),
        sa.Column("device_id", _key(36), nullable=True),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )


def _cards() -> None:
    op.create_table(
        "agg",
        sa.Column("agg_id", _key(36), nullable=False),
        sa.Column("type", _key(40), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("agg_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "obj",
        sa.Column("row_id", _key(36), nullable=False),
        sa.Column("agg_id", _key(36), nullable=False),
        sa.Column("type", _key(40), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("fver", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_index("obj_by_card", "obj", ["agg_id", "version"], unique=False)
    op.create_table(
        "access",
        sa.Column("scope", _key(60), nullable=False),
        sa.Column("agg_id", _key(36), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("acc_seq", sa.BigInteger(), nullable=False),
        sa.Column("pos", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "agg_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("access_by_card", "access", ["agg_id"], unique=False)
    op.create_index("access_by_pos", "access", ["scope", "pos", "agg_id"], unique=False)
    op.create_table(
        "card_index",
        sa.Column("agg_id", _key(36), nullable=False),
        sa.Column("customer_no", _key(60), nullable=True),
        sa.Column("owner_id", _key(40), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("agg_id"),
        sa.UniqueConstraint("customer_no"),
        sqlite_with_rowid=False,
    )
    op.create_index("card_by_owner", "card_index", ["owner_id"], unique=False)
    op.create_table(
        "user_scope",
        sa.Column("user_id", _key(40), nullable=False),
        sa.Column("scope", _key(60), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "scope"),
        sqlite_with_rowid=False,
    )


def _people() -> None:
    op.create_table(
        "team",
        sa.Column("team_id", _key(40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team_id"),
    )
    op.create_table(
        "app_user",
        sa.Column("user_id", _key(40), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("team_id", _key(40), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["team.team_id"],
        ),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_table(
        "device",
        sa.Column("device_id", _key(36), nullable=False),
        sa.Column("user_id", _key(40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", _key(4), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("app", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("last_seen_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.user_id"],
        ),
        sa.PrimaryKeyConstraint("device_id"),
        sa.UniqueConstraint("code"),
        sa.UniqueConstraint("token_hash"),
    )
