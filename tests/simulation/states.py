"""What two machines hold, read past the product's own reading, and how it differs."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any

from desktop_crm.store.projection import CODECS

if TYPE_CHECKING:
    from tests.simulation.machines import Laptop, Server

#: The record types that occur in histories; the other tables of a laptop stay empty.
CASES = ("claim_case", "claim_party", "claim_quote")
USED = ("customer", "family_member", "share", "conflict", "merged_card", "employee", "parameter", *CASES)
#: Row -> (card, type, version, deleted, canonical body).
State = dict[str, tuple[str, str, int, bool, bytes]]
#: A stored row: its id, card, version, whether it is deleted, canonical body.
Meaning = tuple[str, str, int, bool, str]

_VISIBLE = """
SELECT o.row_id, o.agg_id, o.type, o.version, o.deleted, o.body FROM obj o
WHERE o.agg_id = 'org' OR o.agg_id IN (
    SELECT c.agg_id FROM card_index c JOIN agg ON agg.agg_id = c.agg_id AND agg.merged_into IS NULL
    JOIN app_user owner ON owner.user_id = c.owner_id JOIN app_user me ON me.user_id = ?
    WHERE me.role IN ('director', 'admin') OR c.owner_id = me.user_id OR owner.team_id = me.team_id
    OR EXISTS (SELECT 1 FROM user_view v WHERE v.user_id = me.user_id
               AND v.scope IN ('t:' || owner.team_id, 'r:' || c.territory))
    OR EXISTS (SELECT 1 FROM obj s WHERE s.agg_id = c.agg_id AND s.type = 'share' AND NOT s.deleted
               AND json_extract(CAST(s.body AS TEXT), '$.user_id') = me.user_id))
OR o.agg_id IN (  -- cases of claims, made by the server alone, are asked of the tables of access
    SELECT a.agg_id FROM access a JOIN agg ON agg.agg_id = a.agg_id AND agg.type = 'claim_case'
    JOIN user_scope u ON u.scope = a.scope AND u.present WHERE a.present AND u.user_id = ?)
"""


_BASE = "SELECT id, version, deleted, body FROM base_row"
_MOVED = "SELECT id, agg_id FROM moved_row"
_FOREIGN = "SELECT id, agg_id, type, version, deleted, body FROM foreign_row"
#: Where a laptop keeps what it has from the server.
_TABLES = (*USED, "base_row", "foreign_row", "moved_row")


class Violation(AssertionError):
    """An invariant does not hold. ``what`` is its number, or a word for what is in none of them."""

    def __init__(self, what: str, detail: str) -> None:
        self.what = what
        super().__init__(f"{what}: {detail}")


def require(true: bool, what: str, detail: object = "") -> None:
    """Raise Violation unless something is true."""
    if not true:
        raise Violation(what, str(detail))


def visible(server: Server, user: str) -> State:
    """The rows a person may see now, by the rules of the office and not by the tables of access."""
    return {
        row_id: (agg_id, kind, version, bool(deleted), body)
        for row_id, agg_id, kind, version, deleted, body in server.query(_VISIBLE, (user, user))
        if not deleted or row_id == agg_id
    }


class Readings:
    """What was read before: no table is read again that nobody wrote to since, and no row taken apart twice."""

    def __init__(self) -> None:
        self._meanings: dict[tuple[object, ...], Meaning] = {}
        self._tables: dict[tuple[int, str], tuple[int, list[Any]]] = {}
        self._held: dict[int, tuple[int, State]] = {}
        self._visible: dict[tuple[int, str], tuple[int, State]] = {}

    def held(self, laptop: Laptop) -> State:
        """The rows a laptop has from the server, as it would send them."""
        mark = laptop.store.written(_TABLES)
        before = self._held.get(laptop.number)
        if before is None or before[0] != mark:
            before = self._held[laptop.number] = (mark, self._read(laptop))
        return before[1]

    def _read(self, laptop: Laptop) -> State:
        found: State = {}
        base = {row[0]: row[1:] for row in self._rows(laptop, "base_row", _BASE)}
        homes = dict(self._rows(laptop, "moved_row", _MOVED))  # where the server has rows that were merged here only
        for name in USED:
            for row_id, agg_id, *own in map(
                self._meaning, repeat(name), self._rows(laptop, name, CODECS[name].select_sql)
            ):
                version, deleted, body = base.get(row_id) or own
                if version and (not deleted or row_id == agg_id):
                    found[row_id] = (homes.get(row_id, agg_id), name, version, bool(deleted), body.encode())
        for row_id, agg_id, kind, version, deleted, body in self._rows(laptop, "foreign_row", _FOREIGN):
            if not deleted:
                found[row_id] = (homes.get(row_id, agg_id), kind, version, False, body.encode())
        return found

    def _rows(self, laptop: Laptop, table: str, sql: str) -> list[Any]:
        key, mark = (laptop.number, table), laptop.store.changes[table]
        before = self._tables.get(key)
        if before is None or before[0] != mark:
            before = self._tables[key] = (mark, laptop.query(sql))
        return before[1]

    def _meaning(self, name: str, row: tuple[object, ...]) -> Meaning:
        known = self._meanings.get(row)
        if known is None:
            image = CODECS[name].image(row)
            body = CODECS[name].body(image)
            known = self._meanings[row] = (image.id, image.agg_id, image.version, image.deleted, body)
        return known

    def visible(self, server: Server, user: str) -> State:
        """As :func:`visible`."""
        mark, key = server.database.raw.total_changes, (id(server), user)
        before = self._visible.get(key)
        if before is None or before[0] != mark:
            before = self._visible[key] = (mark, visible(server, user))
        return before[1]


def difference(here: State, there: State, but_not: set[str]) -> str:
    """Say how two states differ; "" when they do not."""
    if here == there:
        return ""
    lines = []
    for row_id in sorted(here.keys() | there.keys()):
        mine, theirs = here.get(row_id), there.get(row_id)
        card = (mine or theirs or ("",))[0]
        if mine != theirs and card not in but_not:
            lines.append(f"\n  {row_id}\n    here  {mine}\n    there {theirs}")
    return "".join(lines)
