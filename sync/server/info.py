"""What the server knows of itself: its id and the company's name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from desktop_crm.errors import StoreDamaged
from sync.server.schema import server_info
from sync.server.sql import upsert


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """Identity of one installation."""

    server_id: str
    company: str


def read(conn: Connection) -> ServerInfo:
    """Read the facts. Raises StoreDamaged when they are missing."""
    query = select(server_info.c.key, server_info.c.value)
    facts = {row.key: row.value for row in conn.execute(query)}
    try:
        return ServerInfo(facts["server_id"], facts["company"])
    except KeyError as error:
        raise StoreDamaged(missing="server_info") from error


def exists(conn: Connection) -> bool:
    """Say whether this database holds a server."""
    return conn.execute(select(server_info.c.key).where(server_info.c.key == "server_id")).first() is not None


def write(conn: Connection, facts: ServerInfo) -> None:
    """Write the facts."""
    rows = [{"key": "server_id", "value": facts.server_id}, {"key": "company", "value": facts.company}]
    upsert(conn, server_info, rows)
