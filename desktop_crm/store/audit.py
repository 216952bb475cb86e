"""The log of sensitive actions: who did what, when, to how much. Never the values."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection

from desktop_crm.store import meta

_LINE = "INSERT INTO audit (at, by, event, detail) VALUES (?, ?, ?, ?)"


def write(connection: Connection, at: str, event: str, detail: Mapping[str, object]) -> None:
    """Write one line in the name of whoever works here."""
    by = meta.get(connection, "user_name")
    connection.exec_driver_sql(_LINE, (at, by, event, json.dumps(detail, ensure_ascii=False)))
