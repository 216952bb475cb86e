"""Bugs put back on purpose. The simulation must find each of them, or its silence about the product means nothing.

The first thirteen were seen in the wild (docs/simulation.md says where), the others are ours. Each is a patch of the
running program: the product has no switches for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any
from unittest import mock

from msgspec import structs
from sqlalchemy import insert

from desktop_crm.store import meta, outbox, replica
from desktop_crm.store.projection import RowCodec, to_wire
from desktop_crm.store.recorder import EditKind, Recorder, load_row
from sync import protocol
from sync.client import healing, pulling
from sync.server import commits, pull, push, saving
from sync.server.conflicts import Conflicts
from sync.server.merge import Merger, Verdict
from sync.server.merge_fields import FieldMerge
from sync.server.rows import CardState

Patch = tuple[Any, str, Callable[[Any], Any]]
MUTANTS: dict[str, Callable[[], list[Patch]]] = {}


def mutant(function: Callable[[], list[Patch]]) -> Callable[[], list[Patch]]:
    """Register a bug under the name of its function."""
    MUTANTS[function.__name__] = function
    return function


@contextmanager
def injected(name: str) -> Iterator[None]:
    """Put a bug into the product. Each patch is (where, what, original -> replacement)."""
    with ExitStack() as stack:
        for where, what, make in MUTANTS[name]():
            stack.enter_context(mock.patch.object(where, what, make(getattr(where, what))))
        yield


def always(value: Any) -> Callable[[Any], Any]:
    return lambda _original: lambda *_arguments, **_more: value


# -- seen in the wild -----------------------------------------------------------------------


@mutant
def no_drop_when_a_card_leaves() -> list[Patch]:
    def items(original: Any) -> Any:
        def without(reader: Any, positions: Any) -> Any:
            for position, item in original(reader, positions):
                yield position, None if item and b'"drop":true' in item[:120] else item

        return without

    return [(pull._Reader, "items", items)]


@mutant
def card_enters_without_its_old_rows() -> list[Patch]:
    def views(original: Any) -> Any:
        def partial(reader: Any, ids: Any) -> Any:
            found = original(reader, ids)
            if not reader._since:
                return found
            return {key: pull._View(view.pos, view.visible, full=False) for key, view in found.items()}

        return partial

    return [(pull._Reader, "_views", views)]


@mutant
def cursor_saved_before_the_data() -> list[Patch]:
    def take(original: Any) -> Any:
        def early(link: Any, cursor: Any, page: Any, *rest: Any) -> Any:
            if page.done:
                with link.app.store.write() as connection:
                    meta.put(connection, since=page.head, after=None)
            return original(link, cursor, page, *rest)

        return early

    return [(pulling, "_take", take)]


@mutant
def no_idempotency() -> list[Patch]:
    def replacing(_original: Any) -> Any:
        return lambda conn, table, rows: [
            conn.execute(insert(table).prefix_with("OR REPLACE").values(**row)) for row in rows
        ]

    return [(push, "_answered", always({})), (push, "insert_rows", replacing), (saving, "insert_rows", replacing)]


@mutant
def whole_row_pushed() -> list[Patch]:
    def post(original: Any) -> Any:
        def whole(recorder: Any, edit: Any, *given: Any, **more: Any) -> Any:
            *others, body = given
            if edit.kind is EditKind.PUT:
                image = load_row(recorder.connection, edit.record, edit.row_id)
                rest = {name: {"o": to_wire(value), "n": to_wire(value)} for name, value in image.values.items()}
                body = {**body, "f": {**rest, **body["f"]}}
            return original(recorder, edit, *others, body, **more)

        return whole

    return [(Recorder, "_post", post)]


@mutant
def edit_resurrects_a_deleted_row() -> list[Patch]:
    def on_card(original: Any) -> Any:
        def alive(merger: Any, op: Any, card: Any, row: Any, version: Any, **more: Any) -> Any:
            if row is not None and row.deleted and op.k is protocol.OpKind.PUT:
                row = merger.work.edit_row(row.id)
                merger.work.note(version, row, ".", True, False, "applied")
                row.deleted = False
                if row.is_root:
                    merger.work.edit_card(row.agg_id).state = CardState.LIVE
            return original(merger, op, card, row, version, **more)

        return alive

    return [(Merger, "_on_card", on_card)]


@mutant
def acknowledgement_clears_the_row() -> list[Patch]:
    def acknowledge(original: Any) -> Any:
        def clear(connection: Any, receipts: Any, at: str = "") -> None:
            original(connection, receipts, at)
            for item in receipts:
                connection.exec_driver_sql(
                    "UPDATE outbox SET state = 'acked', seq = ?, outcome = 'applied' WHERE state = 'pending'"
                    " AND row_id = (SELECT row_id FROM outbox WHERE op_id = ?)",
                    (item.seq, item.op_id),
                )

        return clear

    return [(outbox, "acknowledge", acknowledge)]


@mutant
def number_drawn_before_commit() -> list[Patch]:
    """Somebody who has drawn a number and not committed yet lets a pull say that it holds that commit already."""

    def encoded(original: Any) -> Any:
        def ahead(page: Any) -> bytes:
            if page.done and page.head.seq % 3 == 0:
                page.head = commits.Commit(page.head.seq, page.head.tag, page.head.at)
                return original(page).replace(b'"head":%d' % page.head.seq, b'"head":%d' % (page.head.seq + 1), 1)
            return original(page)

        return ahead

    return [(pull._Page, "encoded", encoded)]


@mutant
def pages_applied_one_by_one() -> list[Patch]:
    def read(original: Any) -> Any:
        def first(connection: Any, now: str) -> Any:
            found = original(connection, now)
            return found if found.restored else replace(found, first=True)

        return staticmethod(first)  # asked of the class and of a cursor

    return [(pulling._Cursor, "read", read)]


@mutant
def pull_overwrites_pending_edits() -> list[Patch]:
    return [(replica.outbox, "open_operations", always({}))]


@mutant
def no_witness_check() -> list[Patch]:
    return [(commits, "check_witness", always(True))]


@mutant
def forbidden_operation_is_dropped() -> list[Patch]:
    def remember(original: Any) -> Any:
        def dropping(conn: Any, ctx: Any, batch: Any, commit: Any) -> Any:
            batch.set_aside = []
            return original(conn, ctx, batch, commit)

        return dropping

    return [(push, "_remember", remember)]


@mutant
def old_version_drops_unknown_fields() -> list[Patch]:
    def from_body(original: Any) -> Any:
        def known_only(codec: RowCodec, fields: Any) -> Any:
            values, stamps, owner, _extra = original(codec, fields)
            return values, stamps, owner, {}

        return known_only

    return [(RowCodec, "from_body", from_body)]


# -- our own --------------------------------------------------------------------------------


@mutant
def loser_is_not_kept() -> list[Patch]:
    return [(Conflicts, "lost", always("00000000-0000-0000-0000-000000000000"))]


@mutant
def overwritten_value_is_not_kept() -> list[Patch]:
    return [(Conflicts, "overwritten", always(""))]


@mutant
def receipt_is_not_kept() -> list[Patch]:
    def remember(original: Any) -> Any:
        def forgetful(conn: Any, ctx: Any, batch: Any, commit: Any) -> Any:
            receipts = original(conn, ctx, batch, commit)
            conn.exec_driver_sql("DELETE FROM op_seen WHERE seq = ? AND seq % 3 = 0", (commit.seq,))
            return receipts

        return forgetful

    return [(push, "_remember", remember)]


@mutant
def digest_is_ignored() -> list[Patch]:
    def agrees(original: Any) -> Any:
        def content(link: Any, digest: Any) -> bool:
            original(link, digest)
            link.app.set_facts(digest_due=None)
            return True

        return content

    return [(healing, "agrees", agrees)]


@mutant
def tombstones_are_not_sent() -> list[Patch]:
    def read(original: Any) -> Any:
        def living(conn: Any, found: Any, *rest: Any) -> None:
            original(conn, found, *rest)
            for agg_id, rows in found.items():
                root = b'"id":"%b"' % agg_id.encode()
                found[agg_id] = [row for row in rows if not row.endswith(b',"del":true}') or root in row]

        return living

    return [(pull, "_read", read)]


@mutant
def delete_ignores_its_condition() -> list[Patch]:
    return [(Merger, "_rows_below", always([]))]


@mutant
def proposal_lost_on_reassignment() -> list[Patch]:
    def propose(_original: Any) -> Any:
        return lambda merger, op, row, asked: Verdict(
            protocol.Outcome.QUARANTINED, why=protocol.Why.SCOPE, proposed=True
        )

    return [(Merger, "_propose", propose)]


@mutant
def whole_card_leaves_old_rows() -> list[Patch]:
    return [(replica.Replica, "_forget_missing", always(None))]


@mutant
def set_is_overwritten() -> list[Patch]:
    return [(FieldMerge, "_is_set", always(False))]


@mutant
def clock_is_believed() -> list[Patch]:
    def effective(_original: Any) -> Any:
        from sync.server.instants import to_us

        return lambda now, push_wall, op_wall, base_at: to_us(op_wall)

    return [(push, "effective_us", effective)]


@mutant
def colleagues_cards_leak() -> list[Patch]:
    def views(original: Any) -> Any:
        def all_visible(reader: Any, ids: Any) -> Any:
            found = original(reader, ids)
            return {key: pull._View(view.pos, visible=True, full=True) for key, view in found.items()}

        return all_visible

    return [(pull._Reader, "_views", views)]


@mutant
def done_operations_are_forgotten_at_once() -> list[Patch]:
    def finish(original: Any) -> Any:
        def forget(connection: Any, head: int, now: str) -> None:
            original(connection, head, now)
            connection.exec_driver_sql("DELETE FROM outbox WHERE state = 'done'")

        return forget

    return [(outbox, "finish", finish)]


@mutant
def row_lost_on_the_way() -> list[Patch]:
    def take(original: Any) -> Any:
        def losing(self: Any, card: Any, *, known: bool) -> Any:
            card = structs.replace(card, rows=[row for row in card.rows if row.t != "family_member" or row.v % 3])
            return original(self, card, known=known)

        return losing

    return [(replica.Replica, "_take", take)]
