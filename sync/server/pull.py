"""The pull: what changed for one person after a commit, page by page, each page one snapshot.

Position of a card for a person: the newest of its own last change, its entering or leaving of a scope
and the person's entering or leaving of that scope. Pages follow (position, card id). Each scope is read
as one or two index ranges in that order, so no page sorts the whole scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    not_,
    or_,
    select,
)

from sync.protocol import Digest, PullRequest, encode
from sync.protocol.card_hash import NOTHING
from sync.server import commits, info
from sync.server.context import Context
from sync.server.digest import summed, visible_hashes
from sync.server.errors import Upgrade
from sync.server.rows import CardState
from sync.server.schema import access, agg, obj, user_scope
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

    Raises Upgrade, Diverged, NotPrimary.
    """
    if ctx.caller.schema < info.number(conn, info.MIN_SCHEMA):
        raise Upgrade
    page = _Page(commits.head(conn), checked=commits.check_witness(conn, request.w))
    page.releases = info.number(conn, info.RELEASES)
    if page.head.seq > request.since:
        _fill(page, _Reader(conn, ctx.caller.user_id, request.since), request)
    if page.done and request.digest:
        page.digest = summed(visible_hashes(conn, ctx.caller.user_id).values())
    return page.encoded()


def whole_cards(conn: Connection, agg_ids: Iterable[str], visible: Iterable[str]) -> list[bytes]:
    """Return these cards as items: whole those that are visible, ``drop`` for the others."""
    seen = frozenset(visible)
    wanted = list(agg_ids)
    shown = [agg_id for agg_id in wanted if agg_id in seen]
    hashes = _hashes(conn, shown)
    rows: dict[str, list[bytes]] = {}
    for part in chunks(shown):
        _read(conn, rows, _whole_rows, {"ids": part})
    pos = commits.head(conn).seq
    views = {agg_id: _View(pos, agg_id in seen, full=True) for agg_id in wanted}
    whys = _whys(conn, (agg_id for agg_id in wanted if agg_id not in seen))
    return [
        _item(one, view, rows.get(one, ()), hashes.get(one, NOTHING), whys.get(one, _OUT_OF_SIGHT))
        for one, view in views.items()
    ]


def _fill(page: _Page, reader: _Reader, request: PullRequest) -> None:
    size, last, done = 0, request.after or (request.since, ""), False
    while not done and len(page.items) < request.max_aggs and size < request.max_bytes:
        wanted = min(request.max_aggs - len(page.items), CHUNK)
        found, done = reader.positions(last, wanted)
        for position, item in reader.items(found):
            if size >= request.max_bytes:
                done = False
                break
            last = position
            if item:
                page.items.append(item)
                size += len(item)
    page.after = None if done else last


@dataclass(slots=True)
class _Page:
    head: commits.Commit
    checked: bool
    items: list[bytes] = field(default_factory=list)
    after: Position | None = None
    digest: Digest | None = None
    releases: int = 0

    @property
    def done(self) -> bool:
        return self.after is None

    def encoded(self) -> bytes:
        done = b"true" if self.done else b"false"
        parts = [b'{"w":', encode(self.head.witness), b',"done":', done, b',"head":%d' % self.head.seq]
        if self.items:
            parts += [b',"items":[', b",".join(self.items), b"]"]
        if self.after is not None:
            parts += [b',"after":', encode(self.after)]
        if self.digest is not None:
            parts += [b',"digest":', encode(self.digest)]
        if self.releases:
            parts.append(b',"releases":%d' % self.releases)
        if not self.checked:
            parts.append(b',"check":true')
        parts.append(b"}")
        return b"".join(parts)


#: Scopes held now, and those lost after ``since``; one lost earlier is history.
_counting = or_(user_scope.c.present, user_scope.c.seq > bindparam("since", type_=Integer))
_scopes_of = select(user_scope.c.scope, user_scope.c.present, user_scope.c.seq).where(
    user_scope.c.user_id == bindparam("person"), _counting
)


def _view_query() -> Select[str, int, int]:
    """True position of each card, and the best of what the person's scopes say of it."""
    held, since = user_scope.c, bindparam("since", type_=Integer)
    pos = case((and_(held.present, access.c.pos > held.seq), access.c.pos), else_=held.seq)
    entered = or_(access.c.acc_seq > since, held.seq > since)
    level = case(
        (not_(and_(held.present, access.c.present)), literal(_HIDDEN)), (entered, literal(_ENTERED)), else_=_SEEN
    )
    mine = and_(held.scope == access.c.scope, held.user_id == bindparam("person"))
    query = select(access.c.agg_id, func.max(pos), func.max(level)).join(user_scope, mine)
    return query.where(_counting, access.c.agg_id.in_(bindparam("ids", expanding=True))).group_by(access.c.agg_id)


_views_of = _view_query()
_scope: BindParameter[str] = bindparam("scope")
_low: BindParameter[str] = bindparam("low")
_high = bindparam("high", type_=Integer)
_limit = bindparam("n", type_=Integer)
_members = select(access.c.agg_id).where(access.c.scope == _scope, access.c.agg_id > _low)
_members = _members.order_by(access.c.agg_id).limit(_limit)
_older_members = _members.where(access.c.pos <= _high)
_start = bindparam("start", type_=Integer)
_changed = (
    select(access.c.pos, access.c.agg_id)
    .where(access.c.scope == _scope, access.c.pos >= _start)
    .where(or_(access.c.pos > _start, and_(access.c.pos == _start, access.c.agg_id > _low)))
    .order_by(access.c.pos, access.c.agg_id)
    .limit(_limit)
)


class _Reader:
    def __init__(self, conn: Connection, user_id: str, since: int) -> None:
        self._conn = conn
        self._since = since
        self._mine = {"person": user_id, "since": since}
        rows = conn.execute(_scopes_of, self._mine).all()
        self._scopes = [_Held(scope, present, seq) for scope, present, seq in rows]

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
        if joined:
            if (held.seq, "~") <= after:  # "~" sorts behind every id
                return []
            low = after[1] if after[0] == held.seq else ""
            values: dict[str, Any] = {"scope": held.scope, "low": low, "n": limit}
            if held.present:
                found = self._conn.execute(_older_members, {**values, "high": held.seq})
            else:
                found = self._conn.execute(_members, values)
            return [(held.seq, agg_id) for agg_id in found.scalars().all()]
        start, low = max(after, (max(held.seq, self._since), "~"))
        values = {"scope": held.scope, "start": start, "low": low, "n": limit}
        return [(pos, agg_id) for pos, agg_id in self._conn.execute(_changed, values).all()]

    # -- items ------------------------------------------------------------------------------

    def items(self, positions: list[Position]) -> Iterator[tuple[Position, bytes | None]]:
        """Yield each position with its item; None for a card whose true position comes later."""
        views = self._views([agg_id for _, agg_id in positions])
        due = {agg_id: views[agg_id] for pos, agg_id in positions if views[agg_id].pos == pos}
        rows = self._rows(due)
        hashes = _hashes(self._conn, (agg_id for agg_id, view in due.items() if view.visible))
        whys = _whys(self._conn, (agg_id for agg_id, view in due.items() if not view.visible))
        for position in positions:
            pos, agg_id = position
            view = due.get(agg_id)
            if view is None or view.pos != pos:
                yield position, None
            else:
                kept = hashes.get(agg_id, NOTHING)
                yield position, _item(agg_id, view, rows.get(agg_id, ()), kept, whys.get(agg_id, _OUT_OF_SIGHT))

    def _views(self, agg_ids: list[str]) -> dict[str, _View]:
        views: dict[str, _View] = {}
        for part in chunks(agg_ids):
            for agg_id, pos, level in self._conn.execute(_views_of, {**self._mine, "ids": part}).all():
                views[agg_id] = _View(pos, level > _HIDDEN, level == _ENTERED)
        return views

    def _rows(self, due: dict[str, _View]) -> dict[str, list[bytes]]:
        whole = [agg_id for agg_id, view in due.items() if view.visible and view.full]
        changed = [agg_id for agg_id, view in due.items() if view.visible and not view.full]
        found: dict[str, list[bytes]] = {}
        for part in chunks(whole):
            _read(self._conn, found, _whole_rows, {"ids": part})
        for part in chunks(changed):
            _read(self._conn, found, _changed_rows, {"ids": part, "since": self._since})
        return found


_ids: BindParameter[Any] = bindparam("ids", expanding=True)
_since = bindparam("since", type_=Integer)
_all_rows = select(obj.c.row_id, obj.c.agg_id, obj.c.type, obj.c.version, obj.c.deleted, obj.c.body)
_whole_rows = _all_rows.where(obj.c.agg_id.in_(_ids))
_changed_rows = _whole_rows.where(obj.c.version > _since)


def _read(
    conn: Connection, found: dict[str, list[bytes]], query: Select[*tuple[Any, ...]], values: dict[str, Any]
) -> None:
    for row_id, agg_id, kind, version, deleted, body in conn.execute(query, values).all():
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


def _hashes(conn: Connection, agg_ids: Iterable[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for part in chunks(agg_ids):
        for agg_id, kept in conn.execute(_hash_query, {"ids": part}).all():
            found[agg_id] = kept or NOTHING
    return found


def _whys(conn: Connection, agg_ids: Iterable[str]) -> dict[str, bytes]:
    """Say of cards that are gone why: of people who were erased a laptop destroys more than of a card that left, of
    one that was merged it keeps the past."""
    found: dict[str, bytes] = {}
    for part in chunks(agg_ids):
        found |= {agg_id: _WORDS[state] for agg_id, state in conn.execute(_gone_query, {"ids": part})}
    return found


_hash_query = select(agg.c.agg_id, agg.c.h).where(agg.c.agg_id.in_(_ids))
_OUT_OF_SIGHT = b"scope"
_WORDS = {int(CardState.ERASED): b"erased", int(CardState.MERGED): b"merged"}
_gone_query = select(agg.c.agg_id, agg.c.state).where(agg.c.agg_id.in_(_ids), agg.c.state.in_(list(_WORDS)))


def _item(agg_id: str, view: _View, rows: Iterable[bytes], kept: bytes = NOTHING, why: bytes = _OUT_OF_SIGHT) -> bytes:
    """Make the JSON of a :class:`sync.protocol.Item`."""
    if not view.visible:
        return b'{"a":"%b","pos":%d,"drop":true,"why":"%b"}' % (agg_id.encode(), view.pos, why)
    full = b',"full":true' if view.full else b""
    head = b'{"a":"%b","pos":%d,"h":"%b"%b,"rows":[' % (
        agg_id.encode(), view.pos, kept.hex().encode(), full,
    )  # fmt: skip
    return b"%b%b]}" % (head, b",".join(rows))
