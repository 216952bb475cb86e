"""What two machines hold, read past the product's own reading, and how it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_crm.store.projection import CODECS

if TYPE_CHECKING:
    from tests.simulation.machines import Laptop, Server

#: The record types that occur in histories; the other tables of a laptop stay empty.
USED = ("customer", "family_member", "share", "conflict", "employee")
#: Row -> (card, type, version, deleted, canonical body).
State = dict[str, tuple[str, str, int, bool, bytes]]

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
"""


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
        for row_id, agg_id, kind, version, deleted, body in server.query(_VISIBLE, (user,))
        if not deleted or row_id == agg_id
    }


def held(laptop: Laptop) -> State:
    """The rows a laptop has from the server, as it would send them."""
    found: State = {}
    base = {row[0]: row[1:] for row in laptop.query("SELECT id, version, deleted, body FROM base_row")}
    for name in USED:
        codec = CODECS[name]
        for row in laptop.query(codec.select_sql):
            image = codec.image(row)
            version, deleted, body = base.get(image.id) or (image.version, image.deleted, None)
            if not version or (deleted and image.id != image.agg_id):
                continue
            text = codec.body(image) if body is None else body
            found[image.id] = (image.agg_id, name, version, bool(deleted), text.encode())
    for row_id, agg_id, kind, version, deleted, body in laptop.query(
        "SELECT id, agg_id, type, version, deleted, body FROM foreign_row"
    ):
        if not deleted:
            found[row_id] = (agg_id, kind, version, False, body.encode())
    return found


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
