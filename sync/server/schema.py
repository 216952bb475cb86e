"""Tables of the server, the same on SQLite and PostgreSQL. Instants are UTC text.

Everything that carries a commit number (``seq``, ``version``, ``pos``) is written while the counter
row of ``stream`` is held, so whoever sees number n sees all numbers below n.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine

metadata = MetaData()

#: Head revision of the migrations; a test holds it equal to Alembic's.
SCHEMA_REVISION = "0001"


def key_text(length: int) -> TypeEngine[str]:
    """Make the type of an identifier: compared byte by byte on both databases."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def _key(
    name: str, length: int = 36, *, primary_key: bool = False, unique: bool | None = None, nullable: bool = False
) -> Column[str]:
    return Column(name, key_text(length), primary_key=primary_key, unique=unique, nullable=nullable)


server_info = Table("server_info", metadata, _key("key", primary_key=True), Column("value", Text, nullable=False))

stream = Table(
    "stream",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("tag", LargeBinary, nullable=False),  # sha256 chain
)

commit_log = Table(
    "commit_log",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("tag", LargeBinary, nullable=False),
    Column("batch_hash", LargeBinary, nullable=False),
    Column("at", Text, nullable=False),
    _key("device_id", nullable=True),
    Column("n_ops", Integer, nullable=False),
)

team = Table("team", metadata, _key("team_id", 40, primary_key=True), Column("name", Text, nullable=False))

app_user = Table(
    "app_user",
    metadata,
    _key("user_id", 40, primary_key=True),
    Column("display_name", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("team_id", key_text(40), ForeignKey("team.team_id")),
    Column("active", Boolean, nullable=False),
    Column("created_at", Text, nullable=False),
)

device = Table(
    "device",
    metadata,
    _key("device_id", primary_key=True),
    Column("user_id", key_text(40), ForeignKey("app_user.user_id"), nullable=False),
    Column("name", Text, nullable=False),
    _key("code", 4, unique=True),  # never reused: versions of fields name their device by it
    Column("token_hash", LargeBinary, nullable=False, unique=True),  # sha256
    Column("state", String(20), nullable=False),  # active, revoked
    Column("app", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("last_seen_at", Text, nullable=False),
)

user_scope = Table(
    "user_scope",
    metadata,
    _key("user_id", 40, primary_key=True),
    _key("scope", 60, primary_key=True),
    Column("present", Boolean, nullable=False),
    Column("seq", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

agg = Table(
    "agg",
    metadata,
    _key("agg_id", primary_key=True),
    _key("type", 40),
    Column("seq", BigInteger, nullable=False),
    Column("state", SmallInteger, nullable=False),  # see sync.server.batch.CardState
    sqlite_with_rowid=False,
)

obj = Table(
    "obj",
    metadata,
    _key("row_id", primary_key=True),
    _key("agg_id"),
    _key("type", 40),
    Column("version", BigInteger, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("fver", LargeBinary, nullable=False),  # JSON: who wrote which field last
    Column("body", LargeBinary, nullable=False),  # canonical JSON of all fields, known or not
)
Index("obj_by_card", obj.c.agg_id, obj.c.version)

access = Table(
    "access",
    metadata,
    _key("scope", 60, primary_key=True),
    _key("agg_id", primary_key=True),
    Column("present", Boolean, nullable=False),
    Column("acc_seq", BigInteger, nullable=False),  # commit of the last entering or leaving
    Column("pos", BigInteger, nullable=False),  # max(acc_seq, agg.seq while present)
    sqlite_with_rowid=False,
)
Index("access_by_pos", access.c.scope, access.c.pos, access.c.agg_id)
Index("access_by_card", access.c.agg_id)

card_index = Table(
    "card_index",
    metadata,
    _key("agg_id", primary_key=True),
    Column("customer_no", key_text(60), unique=True),
    _key("owner_id", 40),
    Column("deleted", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
Index("card_by_owner", card_index.c.owner_id)

op_seen = Table(
    "op_seen",
    metadata,
    _key("op_id", primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("receipt", LargeBinary, nullable=False),  # JSON, answered again to a replay
    sqlite_with_rowid=False,
)

change = Table(
    "change",
    metadata,
    _key("op_id", primary_key=True),
    Column("i", Integer, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("at", Text, nullable=False),
    _key("user_id", 40),
    _key("device_id", nullable=True),
    _key("agg_id"),
    _key("row_id"),
    Column("field", Text, nullable=False),  # "" for a whole row
    Column("old", Text),  # canonical JSON
    Column("new", Text),
    Column("outcome", String(20), nullable=False),
    sqlite_with_rowid=False,
)
Index("change_by_row", change.c.row_id, change.c.seq)

quarantine = Table(
    "quarantine",
    metadata,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _key("op_id"),
    Column("seq", BigInteger, nullable=False),
    Column("at", Text, nullable=False),
    _key("user_id", 40),
    _key("device_id", nullable=True),
    Column("why", String(20), nullable=False),
    Column("detail", Text, nullable=False),  # class of the error, never a value
    Column("raw", LargeBinary, nullable=False),  # the operation as it came
)
