"""What a migration calls to add a declared field. A newer colleague may have sent its values already:
they wait among the fields this version did not know, and move into their column."""

from __future__ import annotations

from alembic import op

#: Column types of the store, as :func:`desktop_crm.store.schema.field_column` gives them.
TEXT, INTEGER, BOOLEAN = "TEXT", "INTEGER", "BOOLEAN"


def add_field(record: str, field: str, kind: str = TEXT) -> None:
    """Add the column of a field to the table of a record type and take over the values sent for it."""
    place = f"$.{field}"
    waiting = f"json_type(extra, '{place}') IS NOT NULL"
    op.execute(f'ALTER TABLE "{record}" ADD COLUMN "{field}" {kind}')
    op.execute(
        "INSERT OR IGNORE INTO search_todo (rid) SELECT rid FROM customer"
        f' WHERE id IN (SELECT agg_id FROM "{record}" WHERE {waiting})'
    )
    op.execute(
        f'UPDATE "{record}" SET "{field}" = json_extract(extra, \'{place}\'),'
        f" extra = NULLIF(json_remove(extra, '{place}'), '{{}}') WHERE {waiting}"
    )
