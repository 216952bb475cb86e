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


def add_record(record: str, **fields: str) -> None:
    """Make the table of a record type (fields with their kinds) and take over the rows sent for it.

    A newer colleague may have sent such rows already: they wait among those of types unknown here.
    """
    columns = ", ".join(f'"{name}" {kind}' for name, kind in fields.items())
    op.execute(
        f'CREATE TABLE "{record}" (rid INTEGER NOT NULL, id VARCHAR(36) NOT NULL, agg_id VARCHAR(36) NOT NULL,'
        " version INTEGER DEFAULT '0' NOT NULL, deleted BOOLEAN DEFAULT '0' NOT NULL,"
        " is_sample BOOLEAN DEFAULT '0' NOT NULL, created_at TEXT, created_by TEXT, updated_at TEXT,"
        f" updated_by TEXT, extra TEXT, {columns}, PRIMARY KEY (rid), UNIQUE (id))"
    )
    op.execute(f'CREATE INDEX "{record}_by_card" ON "{record}" (agg_id)')
    own = ("created_at", "created_by", "updated_at", "updated_by", *fields)
    names = ", ".join(f'"{name}"' for name in own)
    values = ", ".join(f"json_extract(body, '$.{name}')" for name in own)
    places = ", ".join(f"'$.{name}'" for name in own)
    op.execute(
        f'INSERT INTO "{record}" (id, agg_id, version, deleted, extra, {names})'
        f" SELECT id, agg_id, version, deleted, NULLIF(json_remove(body, {places}), '{{}}'), {values}"
        f" FROM foreign_row WHERE type = '{record}'"
    )
    op.execute(f"DELETE FROM foreign_row WHERE type = '{record}'")
