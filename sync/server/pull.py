"""The pull: what changed for one person after a commit, page by page, each page one snapshot.

Position of a card for a person: the newest of its own last change, its entering or leaving of a scope
and the person's entering or leaving of that scope. Pages follow (position, card id). Each scope is read
as one or two index ranges in that order, so no page sorts the whole scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal, not_, or_, select

from sync.protocol import POLL_AFTER_S, PullRequest, encode
from sync.server import commits
from sync.server.context import Context
from sync.server.schema import access, obj, user_scope
from sync.server.sql import CHUNK, chunks

Position = tuple[int, str]
_HIDDEN, _SEEN, _ENTERED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class _Held:
    scope: str
    present: bool
    seq: int


@dataclass(frozen=True, slots=True)
class _View:
    """How the person sees a card: its true position, and whether it is visible and all of it is new."""

    pos: int
    visible: bool
    full: bool


def pull(conn: Connection, ctx: Context, request: PullRequest) -> bytes:
    """Return one page as ready JSON (:class:`sync.protocol.PullReply`). ``conn`` reads one snapshot.

    Raises Diverged.
    """
    commits.check_witness(conn, request.w)
    head = commits.head(conn)
    if head.seq <= request.since:
        return _page(head, [], None, done=True)
    reader = _Reader(conn, ctx.caller.user_id, request.since)
    items: list[bytes] = []
    size, last, done = 0, request.after or (request.since, ""), False
    while not done and len(items) < request.max_aggs and size < request.max_bytes:
        wanted = min(request.max_aggs - len(items), CHUNK)
        found, done = reader.positions(last, wanted)
        for position, item in reader.items(found):
            if size >= request.max_bytes:
                done = False
                break
            last = position
            if item:
                items.append(item)
                size += len(item)
    return _page(head, items, None if done else last, done=done)


def _page(head: commits.Commit, items: list[bytes], after: Position | None, *, done: bool) -> bytes:
    parts = [b'{"w":', encode(head.witness), b',"done":', b"true" if done else b"false", b',"head":%d' % head.seq]
    if items:
        parts += [b',"items":[', b",".join(items), b"]"]
    if after is not None:
        parts += [b',"after":', encode(after)]
    parts.append(b',"poll_after":%d}' % POLL_AFTER_S)
    return b"".join(parts)


def _counting(since: int) -> ColumnElement[bool]:
    """Scopes held now, and those lost after ``since``; one lost earlier is history."""
    return or_(user_scope.c.present, user_scope.c.seq > since)


def _scopes(conn: Connection, user_id: str, since: int) -> list[_Held]:
    query = select(user_scope.c.scope, user_scope.c.present, user_scope.c.seq)
    rows = conn.execute(query.where(user_scope.c.user_id == user_id, _counting(since))).all()
    return [_Held(scope, present, seq) for scope, present, seq in rows]


def _view_query(user_id: str, since: int) -> Select[str, int, int]:
    """True position of each card, and the best of what the person's scopes say of it."""
    held = user_scope.c
    pos = case((and_(held.present, access.c.pos > held.seq), access.c.pos), else_=held.seq)
    entered = or_(access.c.acc_seq > since, held.seq > since)
    level = case(
        (not_(and_(held.present, access.c.present)), literal(_HIDDEN)), (entered, literal(_ENTERED)), else_=_SEEN
    )
    mine = and_(held.scope == access.c.scope, held.user_id == user_id)
    query = select(access.c.agg_id, func.max(pos), func.max(level)).join(user_scope, mine)
    return query.where(_counting(since))


class _Reader:
    def __init__(self, conn: Connection, user_id: str, since: int) -> None:
        self._conn = conn
        self._since = since
        self._scopes = _scopes(conn, user_id, since)
        self._view_query = _view_query(user_id, since)

    # -- positions --------------------------------------------------------------------------

    def positions(self, after: Position, wanted: int) -> tuple[list[Position], bool]:
        """Return the next positions and whether they are the last. A card may appear once a scope."""
        streams = [self._range(held, after, wanted + 1, joined=joined) for held, joined in self._ranges()]
        found: list[Position] = []
        for position in merge(*streams):
            if not found or found[-1] != position:
                found.append(position)
            if len(found) > wanted:
                return found[:wanted], False
        return found, True

    def _ranges(self) -> Iterator[tuple[_Held, bool]]:
        for held in self._scopes:
            if held.seq > self._since:
                yield held, True
            if held.present:
                yield held, False

    def _range(self, held: _Held, after: Position, limit: int, *, joined: bool) -> list[Position]:
        """Positions of one scope after ``after``.

        ``joined``: members at the commit at which the person entered or left the scope; otherwise those
        that changed since.
        """
        here = access.c.scope == held.scope
        if joined:
            if (held.seq, "~") <= after:  # "~" sorts behind every id
                return []
            low = after[1] if after[0] == held.seq else ""
            older = and_(here, access.c.pos <= held.seq) if held.present else here
            query = select(access.c.agg_id).where(older, access.c.agg_id > low).order_by(access.c.agg_id)
            return [(held.seq, agg_id) for agg_id in self._conn.execute(query.limit(limit)).scalars().all()]
        start = max(after, (max(held.seq, self._since), "~"))
        later = or_(access.c.pos > start[0], and_(access.c.pos == start[0], access.c.agg_id > start[1]))
        query = select(access.c.pos, access.c.agg_id).where(here, access.c.pos >= start[0], later)
        query = query.order_by(access.c.pos, access.c.agg_id).limit(limit)
        return [(pos, agg_id) for pos, agg_id in self._conn.execute(query).all()]

    # -- items ------------------------------------------------------------------------------

    def items(self, positions: list[Position]) -> Iterator[tuple[Position, bytes | None]]:
        """Yield each position with its item; None for a card whose true position comes later."""
        views = self._views([agg_id for _, agg_id in positions])
        due = {agg_id: views[agg_id] for pos, agg_id in positions if views[agg_id].pos == pos}
        rows = self._rows(due)
        for position in positions:
            pos, agg_id = position
            view = due.get(agg_id)
            yield position, _item(agg_id, view, rows.get(agg_id, ())) if view and view.pos == pos else None

    def _views(self, agg_ids: list[str]) -> dict[str, _View]:
        views: dict[str, _View] = {}
        for part in chunks(agg_ids):
            query = self._view_query.where(access.c.agg_id.in_(part)).group_by(access.c.agg_id)
            for agg_id, pos, level in self._conn.execute(query).all():
                views[agg_id] = _View(pos, level > _HIDDEN, level == _ENTERED)
        return views

    def _rows(self, due: dict[str, _View]) -> dict[str, list[bytes]]:
        whole = [agg_id for agg_id, view in due.items() if view.visible and view.full]
        changed = [agg_id for agg_id, view in due.items() if view.visible and not view.full]
        found: dict[str, list[bytes]] = {}
        for part in chunks(whole):
            self._read(found, _row_query.where(obj.c.agg_id.in_(part)))
        for part in chunks(changed):
            self._read(found, _row_query.where(obj.c.agg_id.in_(part), obj.c.version > self._since))
        return found

    def _read(self, found: dict[str, list[bytes]], query: Select[*tuple[Any, ...]]) -> None:
        for row_id, agg_id, kind, version, deleted, body in self._conn.execute(query).all():
            if not deleted:
                row = b'{"t":"%b","id":"%b","v":%d,"f":%b}' % (kind.encode(), row_id.encode(), version, body)
            else:
                fields = body if row_id == agg_id else b"{}"
                row = b'{"t":"%b","id":"%b","v":%d,"f":%b,"del":true}' % (
                    kind.encode(), row_id.encode(), version, fields,
                )  # fmt: skip
            rows = found.get(agg_id)
            if rows is None:
                found[agg_id] = [row]
            else:
                rows.append(row)


_row_query = select(obj.c.row_id, obj.c.agg_id, obj.c.type, obj.c.version, obj.c.deleted, obj.c.body)


def _item(agg_id: str, view: _View, rows: Iterable[bytes]) -> bytes:
    if not view.visible:
        return b'{"a":"%b","pos":%d,"drop":true,"why":"scope"}' % (agg_id.encode(), view.pos)
    full = b',"full":true' if view.full else b""
    return b'{"a":"%b","pos":%d%b,"rows":[%b]}' % (agg_id.encode(), view.pos, full, b",".join(rows))
