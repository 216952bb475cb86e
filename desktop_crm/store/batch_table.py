"""The table of what was done to many customers at once."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text

from desktop_crm.store.schema import metadata

#: What was done to many customers at once: an import, a bulk edit, a paste, or the reversal of one of these. Its lines
#: of the history say what was changed, and from what (:mod:`desktop_crm.store.batches`).
batch = Table(
    "batch",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),  # import, orders, edit, paste, reverse
    Column("what", Text, nullable=False),  # JSON: the file, or the actions
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("reverses", Integer),  # the batch that this one takes back
    Column("created", Integer, nullable=False, server_default="0"),  # customers
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("skipped", Integer, nullable=False, server_default="0"),  # of a reversal: what people changed since
    Column("report", Text),  # JSON: the first of these
    Column("reached", Integer),  # of a reversal: the line of the history it has come to
    Column("outcome", Text),  # done, cancelled, failed; none while it runs, or where it was broken off
    sqlite_autoincrement=True,
)
Index("batch_by_reversed", batch.c.reverses, sqlite_where=batch.c.reverses.isnot(None))
