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
    false,
)
from sqlalchemy.types import TypeEngine

metadata = MetaData()

#: Head revision of the migrations; a test holds it equal to Alembic's.
SCHEMA_REVISION = "0006"


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
    Column("schema", Integer, nullable=False, server_default="0"),  # revision the laptop last said it has
    Column("sign_key", LargeBinary),  # public keys of the laptop
    Column("box_key", LargeBinary),
    Column("token_at", Text, nullable=False, server_default=""),  # when the token was given
    Column("next_token_hash", LargeBinary),  # offered; replaces the token once it is used
    Column("prev_token_hash", LargeBinary),  # replaced; its use says that there is a copy
    Column("order_mode", String(20)),  # what a revoked laptop is told to do
    Column("order_nonce", String(32)),
    Column("order_at", Text),
    Column("wiped_at", Text),
    Column("alarm_at", Text),
)
Index("device_by_next_token", device.c.next_token_hash, unique=True)
Index("device_by_prev_token", device.c.prev_token_hash, unique=True)

user_scope = Table(
    "user_scope",
    metadata,
    _key("user_id", 40, primary_key=True),
    _key("scope", 60, primary_key=True),
    Column("present", Boolean, nullable=False),
    Column("seq", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
Index("user_scope_by_scope", user_scope.c.scope)

#: Scopes a person was given besides those of account and team: further teams and territories.
user_view = Table(
    "user_view",
    metadata,
    _key("user_id", 40, primary_key=True),
    _key("scope", 60, primary_key=True),
)

agg = Table(
    "agg",
    metadata,
    _key("agg_id", primary_key=True),
    _key("type", 40),
    Column("seq", BigInteger, nullable=False),
    Column("state", SmallInteger, nullable=False),  # see sync.server.rows.CardState
    Column("h", LargeBinary),  # XOR of the hashes of its rows (sync.protocol.card_hash); NULL without any
    _key("merged_into", nullable=True),
    Column("parted", Boolean, nullable=False, server_default=false()),  # a card was taken out of it again
    sqlite_with_rowid=False,
)
_MERGED = agg.c.merged_into.is_not(None)
Index("agg_by_survivor", agg.c.merged_into, sqlite_where=_MERGED, postgresql_where=_MERGED)

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
    _key("home", nullable=True),  # card it was made for, where that was merged into agg_id
    Column("layers", LargeBinary),  # JSON: values under those of cards that were merged (sync.server.rows.Layers)
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
    _key("territory", 40, nullable=True),  # see sync.server.placing
    sqlite_with_rowid=False,
)
Index("card_by_owner", card_index.c.owner_id)
Index("card_by_territory", card_index.c.territory)

#: Which cards ever had a value that only one customer has, by hash; whether they still do stands in their row.
unique_value = Table(
    "unique_value",
    metadata,
    Column("key", LargeBinary, primary_key=True),  # see sync.server.duplicates
    _key("agg_id", primary_key=True),
    sqlite_with_rowid=False,
)

#: Which cards ever had something by which another card is found to be the same customer (sync.server.claims).
claim_key = Table(
    "claim_key",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    _key("agg_id", primary_key=True),
    sqlite_with_rowid=False,
)
Index("claim_key_by_card", claim_key.c.agg_id)

#: Cards that are still to be compared with others. Only ever added to and taken away, so that nobody waits for a line.
claim_todo = Table(
    "claim_todo",
    metadata,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _key("agg_id"),
    Column("quiet", Boolean, nullable=False),  # only learn its keys: it was here before anybody compared
)

#: Cases, which are cards themselves, by what is asked of them.
claim_case = Table(
    "claim_case",
    metadata,
    _key("case_id", primary_key=True),
    Column("state", String(20), nullable=False),
    Column("due_at", Text),  # when it goes one level up; NULL where there is none
    sqlite_with_rowid=False,
)
Index("claim_case_by_due", claim_case.c.state, claim_case.c.due_at)

#: The customers' cards that a case is or was about.
claim_card = Table(
    "claim_card",
    metadata,
    _key("agg_id", primary_key=True),
    _key("case_id", primary_key=True),
    sqlite_with_rowid=False,
)
Index("claim_card_by_case", claim_card.c.case_id)

op_seen = Table(
    "op_seen",
    metadata,
    _key("op_id", primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("receipt", LargeBinary, nullable=False),  # JSON, answered again to a replay
    sqlite_with_rowid=False,
)
Index("op_seen_by_seq", op_seen.c.seq)

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
    Column("made_at", Text, nullable=False, server_default=""),  # effective time of the edit
    Column("type", Text, nullable=False, server_default=""),
    sqlite_with_rowid=False,
)
Index("change_by_row", change.c.row_id, change.c.seq)
Index("change_by_card", change.c.agg_id, change.c.seq)

#: States of what is set aside. Proposed: whoever sees the card has it as a conflict row.
OPEN, PROPOSED, APPLIED, DISMISSED, ERASED = "open", "proposed", "applied", "dismissed", "erased"
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
    _key("agg_id", nullable=True),
    Column("state", String(20), nullable=False, server_default=OPEN),
    Column("decided_at", Text),
    Column("decided_by", Text),
    Column("reason", Text),  # of a dismissal, as the administrator gave it
)
Index("quarantine_by_op", quarantine.c.op_id)

#: Rows that laptops still hold and this server forgot, offered after it was restored from a backup.
salvaged = Table(
    "salvaged",
    metadata,
    _key("row_id", primary_key=True),
    _key("agg_id"),
    _key("type", 40),
    Column("version", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", Text, nullable=False),
    _key("user_id", 40),
    _key("device_id", nullable=True),
    Column("state", String(20), nullable=False, server_default="open"),  # open, taken, dismissed
)

#: What an administrator may have to answer for: enrolments, orders, mass downloads, repairs.
audit = Table(
    "audit",
    metadata,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", Text, nullable=False),
    _key("user_id", 40),
    _key("device_id", nullable=True),
    Column("event", String(40), nullable=False),
    Column("detail", Text, nullable=False),  # JSON without personal values
)

#: Attachments by content. Pieces arrive in order; ``have`` counts their bytes.
blob = Table(
    "blob",
    metadata,
    _key("sha256", 64, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("have", BigInteger, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("at", Text, nullable=False),
    _key("device_id", nullable=True),
)
blob_piece = Table(
    "blob_piece",
    metadata,
    _key("sha256", 64, primary_key=True),
    Column("start", BigInteger, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

#: Rows that show a content. Proven: their laptop sent it, or proved to have it, so whoever sees the row may have it.
blob_link = Table(
    "blob_link",
    metadata,
    _key("sha256", 64, primary_key=True),
    _key("row_id", primary_key=True),
    _key("agg_id"),  # card of the row when it was offered; "" where nobody knows
    Column("proven", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
Index("blob_link_by_row", blob_link.c.row_id)
Index("blob_link_by_card", blob_link.c.agg_id)

#: Installers of the program for laptops; the bytes are a content (``blob``) that no row shows.
program_release = Table(
    "program_release",
    metadata,
    _key("release_id", primary_key=True),
    _key("platform", 20),
    Column("version", Text, nullable=False),
    _key("sha256", 64),
    Column("size", BigInteger, nullable=False),
    Column("manifest", LargeBinary, nullable=False),  # signed JSON, as laptops are given it
    Column("share", Integer, nullable=False),  # percent of the laptops
    Column("teams", Text, nullable=False),  # JSON list; empty: all
    Column("state", String(20), nullable=False),  # offered, withdrawn
    Column("at", Text, nullable=False),
)
Index("program_release_by_version", program_release.c.platform, program_release.c.version)
