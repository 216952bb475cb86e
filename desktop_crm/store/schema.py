"""Tables of the laptop's store, generated from the declared records.

``version`` is the server's number of the row's last change (0: never seen by the server). A row
without pending operations is exactly what the server sent; ``base_row`` keeps the server's state of
the few rows that have some. Derived columns are filled by :mod:`desktop_crm.store.projection`.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

from desktop_crm.domain.fields import Field, FieldType, RecordType
from desktop_crm.domain.records import RECORD_TYPES

#: Head revision of the migrations; a test holds it equal to Alembic's.
SCHEMA_REVISION = "0003"

metadata = MetaData()

_COLUMN_TYPES = {FieldType.INTEGER: Integer, FieldType.MONEY: Integer, FieldType.BOOLEAN: Boolean}


def field_column(field: Field) -> Column[object]:
    """Make the column that stores a declared field; sets are stored as JSON text."""
    return Column(field.id, _COLUMN_TYPES.get(field.type, Text)())


def _technical() -> list[Column[object]]:
    return [
        Column("rid", Integer, primary_key=True),  # local integer key: list snapshots and search use it
        Column("id", String(36), nullable=False, unique=True),
        Column("agg_id", String(36), nullable=False),
        Column("version", Integer, nullable=False, server_default="0"),
        Column("deleted", Boolean, nullable=False, server_default="0"),
        Column("is_sample", Boolean, nullable=False, server_default="0"),
        Column("created_at", Text),
        Column("created_by", Text),
        Column("updated_at", Text),
        Column("updated_by", Text),
        Column("extra", Text),  # canonical JSON of fields this version does not know
    ]


def record_table(record: RecordType) -> Table:
    """Build the table of a record type."""
    return Table(record.name, metadata, *_technical(), *(field_column(field) for field in record))


tables: dict[str, Table] = {record.name: record_table(record) for record in RECORD_TYPES.values()}
customer = tables["customer"]

#: Filled from the declared fields, never typed and never sent.
DERIVED_COLUMNS = (
    Column("owner_id", Text),  # user who owns the card; sent by the server, "" before enrolment
    Column("display_name", Text),
    Column("name_key", Text),  # sort key: ascii syllables with tones before each character
    Column("region", Text),
    Column("district", Text),  # the address up to the district
    Column("primary_contact", Text),
    Column("primary_phone", Text),
    Column("completeness", Integer),  # percent
    Column("id_hash", Text),  # keyed hash of document type and number
)
for _column in DERIVED_COLUMNS:
    customer.append_column(_column)
#: Hash of the whole card as the server last told it (32 hexadecimal digits); the sum of these is the digest.
customer.append_column(Column("card_hash", Text))

Index("customer_by_name", customer.c.deleted, customer.c.name_key, customer.c.rid)
Index("customer_by_no", customer.c.customer_no)
Index("customer_by_updated", customer.c.deleted, customer.c.updated_at, customer.c.rid)
Index("customer_by_mobile", customer.c.mobile_phone)
Index("customer_by_landline", customer.c.landline_phone)
Index("customer_by_document", customer.c.id_hash, sqlite_where=customer.c.id_hash.isnot(None))
Index("customer_by_display_name", customer.c.display_name)
# The digest reads three of eighty columns of every customer: this holds them.
Index("customer_hashes", customer.c.id, customer.c.version, customer.c.card_hash)
for _name, _table in tables.items():
    if _name != customer.name:
        Index(f"{_name}_by_card", _table.c.agg_id)


def card_key(record_name: str) -> str:
    """Return the indexed column that holds the card of a row: a customer's row is the card itself."""
    return "id" if record_name == customer.name else "agg_id"


#: Rows of a type this version does not know, kept as they came.
foreign_row = Table(
    "foreign_row",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("agg_id", String(36), nullable=False),
    Column("type", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("body", Text, nullable=False),
)

Index("foreign_row_by_card", foreign_row.c.agg_id)

#: Server state (canonical JSON) of rows with pending operations; "" body: unknown to the server.
base_row = Table(
    "base_row",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("type", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("body", Text, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("op_id", String(36), nullable=False, unique=True),
    Column("save_group", String(36), nullable=False),
    Column("row_id", String(36), nullable=False),
    Column("agg_id", String(36), nullable=False),
    Column("payload", Text, nullable=False),  # the operation as it goes over the wire
    Column("state", Text, nullable=False, server_default="pending"),  # pending, acked, done
    Column("seq", Integer),  # commit that answered it
    Column("outcome", Text),
    Column("done_at", Text),
    Column("acked_at", Text),
    Column("receipt", Text),  # the server's whole answer, JSON
    sqlite_autoincrement=True,
)
# Each is partial on the words the queries use, so that its size is what waits, not what was ever sent.
Index("outbox_pending", outbox.c.n, sqlite_where=outbox.c.state == "pending")
Index("outbox_pending_by_card", outbox.c.agg_id, sqlite_where=outbox.c.state == "pending")
Index("outbox_acked", outbox.c.seq, sqlite_where=outbox.c.state == "acked")
Index("outbox_open_by_row", outbox.c.row_id, outbox.c.n, sqlite_where=outbox.c.state != "done")
# The receipts: all of them, those of one outcome, those of some customers; the newest first.
_ANSWERED = outbox.c.acked_at.isnot(None)
Index("outbox_receipts", outbox.c.acked_at, sqlite_where=_ANSWERED)
Index("outbox_receipts_by_outcome", outbox.c.outcome, outbox.c.acked_at, sqlite_where=_ANSWERED)
Index("outbox_receipts_by_card", outbox.c.agg_id, outbox.c.acked_at, sqlite_where=_ANSWERED)

history = Table(
    "history",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("agg_id", String(36), nullable=False),
    Column("row_id", String(36), nullable=False),
    Column("op_id", String(36)),
    Column("kind", Text, nullable=False),  # create, put, delete, restore, pulled, lost, reveal, export, ...
    Column("field", Text),
    Column("old", Text),  # canonical JSON
    Column("new", Text),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("device", Text, nullable=False, server_default=""),
    Column("came_at", Text),  # of what colleagues changed: when it came to this laptop
)
Index("history_by_card", history.c.agg_id, history.c.n)
Index("history_by_coming", history.c.came_at, sqlite_where=history.c.came_at.isnot(None))

#: The server's history of cards that were looked at, kept for reading offline.
remote_history = Table(
    "remote_history",
    metadata,
    Column("op_id", String(36), primary_key=True),
    Column("i", Integer, primary_key=True),
    Column("agg_id", String(36), nullable=False),
    Column("line", Text, nullable=False),  # JSON of sync.protocol.HistoryLine
    Column("came_at", Text, nullable=False),
)
Index("remote_history_by_card", remote_history.c.agg_id)

#: How much of the server's history of a card is here: from commit ``newest`` down to ``before``, 0 for all of it.
remote_extent = Table(
    "remote_extent",
    metadata,
    Column("agg_id", String(36), primary_key=True),
    Column("fetched_at", Text, nullable=False),
    Column("newest", Integer, nullable=False),
    Column("before", Integer, nullable=False),
)

#: Cards that came or left, for "what came": counts of the past, no names.
arrival = Table(
    "arrival",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("agg_id", String(36), nullable=False),
    Column("what", Text, nullable=False),  # new, left
)
Index("arrival_by_time", arrival.c.at)

#: Cards with something the person has not looked at (:mod:`desktop_crm.store.unseen`).
unseen = Table(
    "unseen",
    metadata,
    Column("agg_id", String(36), primary_key=True),
    Column("what", Text, nullable=False),  # changed, new
)

#: The last troubles of the synchronisation (:mod:`desktop_crm.store.troubles`).
trouble = Table(
    "trouble",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("code", Text, nullable=False),
    Column("first_at", Text, nullable=False),
    Column("last_at", Text, nullable=False),
    Column("times", Integer, nullable=False),
    sqlite_autoincrement=True,
)

#: Attachments on their way, and the pieces that are here.
transfer = Table(
    "transfer",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("row_id", String(36), nullable=False),
    Column("direction", Text, nullable=False),  # up, down
    Column("size", Integer, nullable=False),
    Column("have", Integer, nullable=False, server_default="0"),
    Column("state", Text, nullable=False, server_default="waiting"),  # waiting, done, refused
    Column("error", Text),
)

#: Letters of colleagues without a network, on their way to the server, and the answers to them.
carried = Table(
    "carried",
    metadata,
    Column("letter", String(36), primary_key=True),
    Column("name", Text, nullable=False),  # of its writer
    Column("body", LargeBinary, nullable=False),  # the file as it came, sealed
    Column("came_at", Text, nullable=False),
    Column("answered_at", Text),
    Column("answer", LargeBinary),  # the file for its writer, sealed
    Column("error", Text),  # code with which the server refused it
    Column("given_at", Text),
)

stage = Table(
    "stage",
    metadata,
    Column("agg_id", String(36), primary_key=True),
    Column("item", LargeBinary, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("key", Text, primary_key=True),  # customer id, or "new:<uuid>"
    Column("body", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
)

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

#: Customers whose search entry is still to be made (bulk import, first sync, upgrade).
search_todo = Table("search_todo", metadata, Column("rid", Integer, primary_key=True))

audit = Table(
    "audit",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("event", Text, nullable=False),  # reveal, export_sensitive, enroll, restore_backup, ...
    Column("detail", Text, nullable=False),  # JSON without personal values
)
