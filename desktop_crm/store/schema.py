"""Tables of the laptop's store, generated from the declared records.

``version`` is the server's number of the row's last change (0: never seen by the server). A row
without pending operations is exactly what the server sent; ``base_row`` keeps the server's state of
the few rows that have some. Derived columns are filled by :mod:`desktop_crm.store.projection`.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    and_,
    func,
    not_,
    or_,
)

from desktop_crm.domain.fields import Field, FieldType, RecordType
from desktop_crm.domain.records import RECORD_TYPES

#: Head revision of the migrations; a test holds it equal to Alembic's.
SCHEMA_REVISION = "0016"

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

OWN_CARDS = tuple(record.name for record in RECORD_TYPES.values() if record.own_card)
CARD_TABLES = (customer.name, *OWN_CARDS)
for _name in OWN_CARDS:
    tables[_name].append_column(Column("card_hash", Text))
#: Columns that lists are asked for most. They stand in the index of the list's own order, so that such a list is
#: read from the index alone, in order, a twentieth of the table.
LISTED = (
    "region", "importance_tier", "card_kind", "customer_kind", "record_status", "credit_standing", "signed_by",
    "completeness",
)  # fmt: skip
Index(
    "customer_by_name", customer.c.deleted, customer.c.name_key, customer.c.rid, *(customer.c[name] for name in LISTED)
)
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
# The steps that are still to do, the newest contact of a customer, relations seen from the other side (also classes
# C15b and C19: who was named by whom).
_activity = tables["activity"].c
_TO_DO = and_(
    _activity.next_done_at.is_(None),
    not_(_activity.deleted),
    or_(_activity.next_action_at.isnot(None), _activity.next_action.isnot(None)),
)
Index("activity_open_steps", _activity.next_action_at, _activity.rid, sqlite_where=_TO_DO)
# An import finds the orders that are here by their number; whoever was named by a customer (classes C15b and C19)
# is found from the card that names them.
Index("sales_order_by_no", tables["sales_order"].c.order_no)
Index("customer_link_by_other", tables["customer_link"].c.other_id)
Index("campaign_member_by_campaign", tables["campaign_member"].c.campaign_id)
Index("claim_party_by_customer", tables["claim_party"].c.card_id)  # asked at each save of a quote
# Whether a row counts stands in it too, so that the last contact of every customer is read from the index alone.
Index("activity_by_time", _activity.agg_id, _activity.contacted_at, _activity.deleted)


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

#: Rows shown on a card that theirs was merged into, while the server has not merged them: ``agg_id`` is where it has
#: them (:mod:`desktop_crm.store.merging`).
moved_row = Table(
    "moved_row",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("type", Text, nullable=False),
    Column("agg_id", String(36), nullable=False),
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
Index(
    "outbox_open_merges",
    outbox.c.n,
    sqlite_where=(outbox.c.state != "done") & (func.instr(outbox.c.payload, "merged_into") > 0),
)
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
    Column("batch", Integer),  # of what was done to many at once
)
Index("history_by_card", history.c.agg_id, history.c.n)
Index("history_by_coming", history.c.came_at, sqlite_where=history.c.came_at.isnot(None))

Index("history_by_batch", history.c.batch, sqlite_where=history.c.batch.isnot(None))

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

#: Contents of attachments: what is here, what the server has, what waits (:mod:`desktop_crm.store.contents`).
content = Table(
    "content",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("here", Boolean, nullable=False, server_default="0"),  # whole, in a file beside the store
    Column("at_server", Boolean, nullable=False, server_default="0"),
    Column("row_id", String(36), nullable=False),
    Column("agg_id", String(36), nullable=False),
    Column("wanted", Boolean, nullable=False, server_default="0"),  # a person asked for it
    Column("have", Integer, nullable=False, server_default="0"),  # bytes of the transfer under way that arrived
    Column("error", Text),
    Column("asked_at", Text),  # when the server last refused it, or did not have it
    Column("added_at", Text),  # of what was added on this laptop
    Column("used_at", Text, nullable=False),
    Column("erased", Boolean, nullable=False, server_default="0"),  # the file is still to be destroyed
)
Index(
    "content_here_alone",
    content.c.sha256,
    sqlite_where=content.c.here & ~content.c.at_server & ~content.c.erased,
)
Index("attachment_by_content", tables["attachment"].c.sha256)

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

#: Views of the customer list that only this laptop has (:mod:`desktop_crm.services.views`).
private_view = Table(
    "private_view",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON of desktop_crm.domain.list_views
    Column("deleted", Boolean, nullable=False, server_default="0"),
)

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

#: Customers whose search entry is still to be made (bulk import, first sync, upgrade).
search_todo = Table("search_todo", metadata, Column("rid", Integer, primary_key=True))

#: How far each card is in the search for duplicates (:mod:`desktop_crm.store.matching`); a card without a row is new.
match_card = Table(
    "match_card",
    metadata,
    Column("rid", Integer, primary_key=True),
    Column("state", LargeBinary, nullable=False),  # checksum of what is compared, then the keys
    Column("due", Integer, nullable=False),  # 2: to be read, 1: to be compared, 0: done
)
Index("match_card_due", match_card.c.due, sqlite_where=match_card.c.due > 0)

#: Cards by key: those that share one are compared.
match_key = Table(
    "match_key",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("rid", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

#: Two cards that may be one customer, also those a person has told apart since.
match_pair = Table(
    "match_pair",
    metadata,
    Column("low", Integer, primary_key=True),
    Column("high", Integer, primary_key=True),
    Column("percent", Integer, nullable=False),
    Column("reasons", Text, nullable=False),  # codes, separated by spaces
    Column("later_at", Text),  # when a person put it off
    sqlite_with_rowid=False,
)
Index("match_pair_high", match_pair.c.high)

audit = Table(
    "audit",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("event", Text, nullable=False),  # reveal, export_sensitive, enroll, restore_backup, ...
    Column("detail", Text, nullable=False),  # JSON without personal values
)
