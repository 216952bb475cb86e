"""Card hashes, territories, further views, orders to laptops, salvage, attachments; when an edit was made."""

import secrets

import msgspec
import sqlalchemy as sa
from alembic import op

from sync.protocol.card_hash import add, row_hash
from sync.protocol.keys import new_key
from sync.server.duplicates import keys_of
from sync.server.placing import territory_of

revision = "0002"
down_revision = "0001"


def _key(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables and columns, the hashes of the cards that are here, and the keys of the server that is."""
    _tables()
    _columns()
    _hashes()
    _territories()
    _keys()


def _tables() -> None:
    op.create_table(
        "audit",
        sa.Column("n", _number(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user_id", _key(40), nullable=False),
        sa.Column("device_id", _key(36), nullable=True),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_table(
        "blob",
        sa.Column("sha256", _key(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("have", sa.BigInteger(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("device_id", _key(36), nullable=True),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "blob_piece",
        sa.Column("sha256", _key(64), nullable=False),
        sa.Column("start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "start"),
    )
    op.create_table(
        "salvaged",
        sa.Column("row_id", _key(36), nullable=False),
        sa.Column("agg_id", _key(36), nullable=False),
        sa.Column("type", _key(40), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user_id", _key(40), nullable=False),
        sa.Column("device_id", _key(36), nullable=True),
        sa.Column("state", sa.String(length=20), server_default="open", nullable=False),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_table(
        "user_view",
        sa.Column("user_id", _key(40), nullable=False),
        sa.Column("scope", _key(60), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "scope"),
    )
    op.create_table(
        "unique_value",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("agg_id", _key(36), nullable=False),
        sa.PrimaryKeyConstraint("key", "agg_id"),
    )


def _columns() -> None:
    op.add_column("agg", sa.Column("h", sa.LargeBinary(), nullable=True))
    op.add_column("agg", sa.Column("merged_into", _key(36), nullable=True))
    op.add_column("card_index", sa.Column("territory", _key(40), nullable=True))
    op.create_index("card_by_territory", "card_index", ["territory"])
    op.add_column("change", sa.Column("made_at", sa.Text(), server_default="", nullable=False))
    op.add_column("change", sa.Column("type", sa.Text(), server_default="", nullable=False))
    op.create_index("change_by_card", "change", ["agg_id", "seq"])
    op.add_column("device", sa.Column("schema", sa.Integer(), server_default="0", nullable=False))
    op.add_column("device", sa.Column("token_at", sa.Text(), server_default="", nullable=False))
    for name in ("sign_key", "box_key", "next_token_hash", "prev_token_hash"):
        op.add_column("device", sa.Column(name, sa.LargeBinary(), nullable=True))
    op.add_column("device", sa.Column("order_mode", sa.String(length=20), nullable=True))
    op.add_column("device", sa.Column("order_nonce", sa.String(length=32), nullable=True))
    for name in ("order_at", "wiped_at", "alarm_at"):
        op.add_column("device", sa.Column(name, sa.Text(), nullable=True))
    op.create_index("device_by_next_token", "device", ["next_token_hash"], unique=True)
    op.create_index("device_by_prev_token", "device", ["prev_token_hash"], unique=True)
    op.add_column("quarantine", sa.Column("agg_id", _key(36), nullable=True))
    op.add_column("quarantine", sa.Column("state", sa.String(length=20), server_default="open", nullable=False))
    op.add_column("quarantine", sa.Column("decided_at", sa.Text(), nullable=True))
    op.add_column("quarantine", sa.Column("decided_by", sa.Text(), nullable=True))
    op.add_column("quarantine", sa.Column("reason", sa.Text(), nullable=True))
    op.create_index("user_scope_by_scope", "user_scope", ["scope"])
    op.create_index("op_seen_by_seq", "op_seen", ["seq"])
    op.create_index("quarantine_by_op", "quarantine", ["op_id"])


def _hashes() -> None:
    conn = op.get_bind()
    sums: dict[str, bytes] = {}
    query = sa.text("SELECT row_id, agg_id, version, deleted, body FROM obj")
    for row in conn.execute(query, execution_options={"yield_per": 1000}):
        part = row_hash(row.row_id, row.version, row.body, deleted=bool(row.deleted), root=row.row_id == row.agg_id)
        sums[row.agg_id] = add(sums.get(row.agg_id, b""), part)
    rows = [{"card": agg_id, "sum": value} for agg_id, value in sums.items()]
    if rows:
        conn.execute(sa.text("UPDATE agg SET h = :sum WHERE agg_id = :card"), rows)


def _territories() -> None:
    conn = op.get_bind()
    query = sa.text("SELECT obj.row_id, body FROM obj JOIN card_index ON card_index.agg_id = obj.row_id")
    rows, values = [], []
    for row in conn.execute(query, execution_options={"yield_per": 1000}):
        fields = msgspec.json.decode(row.body)
        rows.append({"card": row.row_id, "code": territory_of(fields)})
        values += [{"key": key, "card": row.row_id} for key in keys_of(fields).values()]
    if rows:
        conn.execute(sa.text("UPDATE card_index SET territory = :code WHERE agg_id = :card"), rows)
    if values:
        conn.execute(sa.text("INSERT INTO unique_value (key, agg_id) VALUES (:key, :card)"), values)


def _keys() -> None:
    conn = op.get_bind()
    if conn.execute(sa.text("SELECT 1 FROM server_info WHERE key = 'server_id'")).first() is None:
        return  # an empty database: the server that is made in it makes its own
    rows = [{"name": name, "made": new_key(secrets.token_bytes)} for name in ("sign_key", "box_key")]
    conn.execute(sa.text("INSERT INTO server_info (key, value) VALUES (:name, :made)"), rows)
