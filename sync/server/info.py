"""What the server knows of itself: its id, the company's name, its keys, and its few settings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from desktop_crm.errors import StoreDamaged
from sync.protocol import keys
from sync.server.schema import server_info
from sync.server.sql import insert_missing, upsert

#: Settings, kept as text beside the facts: oldest schema revision of a laptop that may pull; days without
#: contact after which a laptop locks; "replica" for a copy of the database that only reads.
MIN_SCHEMA, LEASE_DAYS, ROLE = "min_schema", "lease_days", "role"
#: Commits up to this number were thinned out (:func:`sync.server.commits.prune`).
PRUNED_TO = "commits_pruned_to"
#: When the newest backup was made that was read back whole.
LAST_BACKUP_AT = "last_backup_at"
#: Counts the changes of what is offered to laptops (:mod:`sync.server.releases`).
RELEASES = "releases"
REPLICA = "replica"
_SIGN_KEY, _BOX_KEY = "sign_key", "box_key"


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """Identity of one installation."""

    server_id: str
    company: str


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """The private keys of one installation. Laptops pin the public parts when they enroll."""

    sign: str  # Ed25519: orders to laptops and answers to couriers
    box: str  # X25519: what couriers carry is sealed for it


_everything = select(server_info.c.key, server_info.c.value)


def read(conn: Connection) -> ServerInfo:
    """Read the facts. Raises StoreDamaged when they are missing."""
    facts = dict(conn.execute(_everything).all())
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


def make_keys(conn: Connection, random_bytes: keys.RandomBytes) -> None:
    """Give a server its keys. They are kept in its database: whoever reads that file is the server."""
    made = [{"key": name, "value": keys.new_key(random_bytes)} for name in (_SIGN_KEY, _BOX_KEY)]
    insert_missing(conn, server_info, made)


def read_keys(conn: Connection) -> ServerKeys:
    """Read the keys. Raises StoreDamaged when they are missing."""
    found = ServerKeys(setting(conn, _SIGN_KEY), setting(conn, _BOX_KEY))
    if not found.sign or not found.box:
        raise StoreDamaged(missing="keys")
    return found


_setting = select(server_info.c.value).where(server_info.c.key == bindparam("name"))


def setting(conn: Connection, key: str, default: str = "") -> str:
    """Read one setting."""
    return conn.execute(_setting, {"name": key}).scalar_one_or_none() or default


def number(conn: Connection, key: str) -> int:
    """Read one setting that is a whole number; 0 when it was never set."""
    return int(setting(conn, key, "0"))


def change(conn: Connection, key: str, value: str) -> None:
    """Write one setting."""
    upsert(conn, server_info, [{"key": key, "value": value}])
