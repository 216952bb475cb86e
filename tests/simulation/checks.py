"""What must be true on the way: the cheap part of the invariants, asked after each command, answer and commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from desktop_crm.domain.fields import FieldType
from desktop_crm.domain.records import RECORD_TYPES
from sync import protocol
from tests.simulation import newer
from tests.simulation.merged import KEPT, MERGED_INTO, Homes
from tests.simulation.states import Readings, State, Violation, difference, require

if TYPE_CHECKING:
    from sync.client.engine import Result
    from tests.simulation.line import Letter
    from tests.simulation.machines import Laptop, Server
    from tests.simulation.world import World

_CURSOR = "SELECT key, value FROM meta WHERE key IN ('since', 'witness_seq', 'diverged_at')"
#: Cards that are shown in another one though the server has them apart.
_SHOWN_MERGED = "SELECT agg_id FROM moved_row UNION SELECT card_id FROM merged_card WHERE version = 0"
_decode = msgspec.json.decode


class Checks:
    """The memory of what was seen, and the questions."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.readings = Readings()
        self.snapshots: dict[tuple[str, int], list[State]] = {}
        self.cursors: dict[int, tuple[int, int, str, int]] = {}
        self.kept_ops: dict[int, set[str]] = {}
        self.payloads: dict[str, dict[str, Any]] = {}
        #: Operations that no laptop here wrote: of the newer version, and those that the office tries again.
        self.others: dict[str, dict[str, Any]] = {}
        self.homes = Homes(self)
        #: Offered again to a server that forgot, without the numbers of the lost history. Nobody can say any more
        #: with which numbers an operation was merged, so both ways are allowed.
        self.rebased: set[str] = set()
        self.decided: set[str] = set()  # operations of which a laptop has seen the outcome
        self.last_n: dict[int, int] = {}
        #: What had been written when a question was answered last: it need not be asked again before more is.
        self.marks: dict[tuple[str, int], int] = {}
        self.rows: dict[str, tuple[str, str, bool, dict[str, Any]]] = {}
        self.head = -1
        self.server_written = -1
        self.erased: set[str] = set()  # cards of people who were
        self.forgot = False  # the server was restored from a backup
        self.answered_ops = 0

    def begin(self) -> None:
        """Take in the state everything begins with."""
        self.know_rows()
        for row_id, agg_id in self.world.server.query("SELECT row_id, agg_id FROM change WHERE field = ''"):
            self.homes.birth[row_id] = agg_id
        for laptop in self.world.laptops:
            self._meet(laptop)

    def operation(self, op_id: str) -> dict[str, Any]:
        """Return an operation as it was written; {} for one of the office's own."""
        return self.payloads.get(op_id) or self.others.get(op_id, {})

    def is_erased(self, op: dict[str, Any]) -> bool:
        """Say whether an operation is about an erased person, also when its laptop took the row for another card's."""
        row = op.get("row", "")
        return bool({op.get("agg", row), self.homes.birth.get(row)} & self.erased)

    def _meet(self, laptop: Laptop) -> None:
        ops = laptop.query("SELECT op_id, payload, n FROM outbox")
        self.kept_ops[laptop.number] = {op_id for op_id, _payload, _n in ops}
        self.payloads.update((op_id, _decode(payload)) for op_id, payload, _n in ops)
        self.decided |= self.kept_ops[laptop.number]
        self.last_n[laptop.number] = max((n for *_rest, n in ops), default=0)
        self.cursors[laptop.number] = self._cursor(laptop)
        self.snapshots.setdefault((laptop.user, self.cursors[laptop.number][0]), []).append(self.readings.held(laptop))

    # -- after each command -----------------------------------------------------------------

    def step(self, laptop: Laptop) -> None:
        """Check what must hold at any time."""
        if laptop.gone:
            return
        self._operations(laptop)
        self._cursors(laptop)
        self._base_is_a_snapshot(laptop)
        self._own_writes(laptop)

    def _is_news(self, question: str, laptop: Laptop, *tables: str) -> bool:
        """Say whether something was written to these tables since this was asked last."""
        key, mark = (question, laptop.number), laptop.store.written(tables)
        before, self.marks[key] = self.marks.get(key), mark
        return mark != before

    def _operations(self, laptop: Laptop) -> None:
        """I1: what was saved stays in the outbox."""
        if not self._is_news("operations", laptop, "outbox"):
            return
        number = laptop.number
        self.decided.update(op_id for (op_id,) in laptop.query("SELECT op_id FROM outbox WHERE state = 'done'"))
        for op_id, payload, n in laptop.query(
            "SELECT op_id, payload, n FROM outbox WHERE n > ?", (self.last_n[number],)
        ):
            self.kept_ops[number].add(op_id)
            self.payloads.setdefault(op_id, _decode(payload))  # as it was written, whatever a copy made of it
            self.last_n[number] = n
        ((count,),) = laptop.query("SELECT count(*) FROM outbox")
        if count != len(self.kept_ops[number]):
            here = {row[0] for row in laptop.query("SELECT op_id FROM outbox")}
            self._forgotten(laptop, self.kept_ops[number] - here)
            self.kept_ops[number] = here

    def _forgotten(self, laptop: Laptop, gone: set[str]) -> None:
        """I2: nothing is forgotten that a restored server could still need."""
        for op_id in sorted(gone):
            if self.is_erased(self.payloads[op_id]):
                continue
            raise Violation("I2", f"laptop {laptop.number} forgot operation {op_id} before its time")

    @staticmethod
    def _cursor(laptop: Laptop) -> tuple[int, int, str, int]:
        facts = dict(laptop.query(_CURSOR))
        return (
            int(facts.get("since", 0)),
            int(facts.get("witness_seq", 0)),
            facts.get("diverged_at", ""),
            laptop.copies,
        )

    def _cursors(self, laptop: Laptop) -> None:
        """I8: they go back only when the server forgot."""
        since, seq, diverged, copies = now = self._cursor(laptop)
        before = self.cursors[laptop.number]
        self.cursors[laptop.number] = now
        if diverged or before[2] or copies != before[3]:
            self._offered_again(laptop)
            require(self.forgot, "I8", f"laptop {laptop.number} believes that the server forgot")
            return
        require(since >= before[0], "I8", f"cursor {before[0]} -> {since}")
        require(seq >= before[1], "I8", f"witness {before[1]} -> {seq}")

    def _offered_again(self, laptop: Laptop) -> None:
        for op_id, payload in laptop.query("SELECT op_id, payload FROM outbox"):
            if self.payloads[op_id] != _decode(payload):
                self.rebased.add(op_id)

    def _base_is_a_snapshot(self, laptop: Laptop) -> None:
        """I5, I6: what is here is one state the server showed this person, and nothing else."""
        since, _seq, diverged, _copies = self.cursors[laptop.number]
        if diverged:
            return
        shown = self.snapshots.get((laptop.user, since), [])
        here = self.readings.held(laptop)
        but_not = laptop.damaged | self.erased  # which goes at the first word of it
        if any(not difference(here, there, but_not) for there in shown):
            return
        unlike = difference(here, shown[-1], but_not) if shown else " never shown"
        raise Violation("I5", f"laptop {laptop.number} at commit {since}:{unlike}")

    def _own_writes(self, laptop: Laptop) -> None:
        """I10: what was typed stays on the screen until the server's decision has come."""
        if not self._is_news("own writes", laptop, "outbox", "moved_row", *RECORD_TYPES):
            return
        latest: dict[tuple[str, str], dict[str, Any]] = {}
        waiting = laptop.query("SELECT payload FROM outbox WHERE state != 'done' ORDER BY n")
        standing = _not_taken_back([_decode(payload) for (payload,) in waiting])
        merged = {op["row"] for op in standing if op.get("cmd") == "merge"}
        shown = {card for (card,) in laptop.query(_SHOWN_MERGED)}
        require(shown <= merged, "I10", f"laptop {laptop.number} shows {shown - merged} merged, which nobody wants")
        for op in standing:
            if op["id"] in self.decided:
                continue  # offered again to a server that forgot
            changes, row_id = op.get("f", {}), op["row"]
            if op.get("cmd") == "merge":
                latest.setdefault((op["t"], row_id), {})["deleted"] = True
                row_id = changes[MERGED_INTO]["n"]
                decided = {name: one for name, one in changes.items() if name != MERGED_INTO}
                changes = {name: one for name, one in decided.items() if one.get("o") != one.get("n")}
            typed = latest.setdefault((op["t"], row_id), {})
            typed |= {name: change.get("n") for name, change in changes.items()}
            if op["k"] in ("delete", "restore"):
                typed["deleted"] = op["k"] == "delete"
        for (kind, row_id), typed in latest.items():
            self._shown(laptop, kind, row_id, typed)

    @staticmethod
    def _shown(laptop: Laptop, kind: str, row_id: str, typed: dict[str, Any]) -> None:
        declared = RECORD_TYPES[kind]
        others = {one.id for one in declared if one.type is FieldType.SET} | {newer.VISITS, newer.MARKS}
        names = [name for name in typed if name not in others]
        if not names:
            return
        # A merge carries what only a later version of the program declares: it lies beside the columns.
        columns = ", ".join(f"extra ->> '$.{name}'" if name == newer.NOTE else f'"{name}"' for name in names)
        for row in laptop.query(f"SELECT {columns} FROM {kind} WHERE id = ?", (row_id,)):
            for name, shown in zip(
                names, row, strict=True
            ):  # no row: its card left; the operation goes up all the same
                value = typed[name]
                require(
                    shown == value or (isinstance(value, bool) and bool(shown) == value),
                    "I10", f"{kind}.{name} of {row_id} shows {shown!r}, typed was {value!r}",
                )  # fmt: skip

    # -- saving -----------------------------------------------------------------------------

    def before_saving(self, laptop: Laptop) -> None:
        self._operations(laptop)

    def saved(self, laptop: Laptop, meant: set[str]) -> None:
        """I9: an operation names what the person changed, and nothing else."""
        sql = "SELECT payload FROM outbox WHERE n > ?"
        for (payload,) in laptop.query(sql, (self.last_n[laptop.number],)):
            op = _decode(payload)
            if op["k"] != "put" or "*" in meant:
                continue
            record = RECORD_TYPES[op["t"]]
            groups = {record[name].group for name in meant if name in record.by_id} - {None}
            allowed = meant | {one.id for one in record if one.group in groups} | {"record_status"}
            require(op["f"].keys() <= allowed, "I9", f"{sorted(op['f'])} named, {sorted(meant)} meant")

    def handed_over(self, laptop: Laptop) -> None:
        """I1: what a laptop held when it was wiped is answered or lies in quarantine."""
        query = self.world.server.query
        known = {row[0] for row in query("SELECT op_id FROM op_seen UNION SELECT op_id FROM quarantine")}
        require(self.kept_ops[laptop.number] <= known, "I1", f"last will of laptop {laptop.number}")

    # -- answers ----------------------------------------------------------------------------

    def answered(self, letter: Letter, body: bytes, server: Server) -> None:
        """I6: an answer tells only what the person may see; and remember the state for I5."""
        if server is self.world.server:
            self.server_changed()
        if letter.path not in (protocol.PULL_PATH, protocol.FETCH_PATH):
            return
        reply = _decode(body)
        state = self.readings.visible(server, letter.laptop.user)
        cards = {row[0] for row in state.values()}
        for item in reply.get("items", ()):
            told = item["a"] in cards
            require(told or not item.get("rows"), "I6", f"rows of card {item['a']} for {letter.laptop.user}")
            require(told != bool(item.get("drop")), "I6", f"card {item['a']} dropped for {letter.laptop.user}")
        if reply.get("done"):
            self.snapshots.setdefault((letter.laptop.user, reply["head"]), []).append(state)

    def synchronised(self, laptop: Laptop, result: Result) -> None:
        """I16: laptop and server say that they are equal only when they are."""
        if result.equal:
            self.checked(laptop, equal=True, deep=False)

    def checked(self, laptop: Laptop, *, equal: bool, deep: bool = True) -> None:
        """A check came to its end."""
        if deep:
            require(equal, "I16", f"laptop {laptop.number} is not equal after a check")
        here, since = self.readings.held(laptop), self._cursor(laptop)[0]
        but_not = self.erased if deep else laptop.damaged | self.erased
        shown = self.snapshots.get((laptop.user, since), [])
        same = any(not difference(here, there, but_not) for there in shown)
        require(same, "I16", f"laptop {laptop.number} says it is equal")
        if deep:
            laptop.damaged.clear()

    # -- the server -------------------------------------------------------------------------

    def server_changed(self) -> None:
        """I3, I7, I9: each difference of the stored rows is explained by a line of the history."""
        query, written = self.world.server.query, self.world.server.database.raw.total_changes
        if written == self.server_written:
            return
        self.server_written = written
        ((head,),) = query("SELECT seq FROM stream")
        if head == self.head:
            return
        self.erased |= {agg_id for (agg_id,) in query("SELECT agg_id FROM agg WHERE state = 2")}
        ((answered,),) = query("SELECT count(*) FROM op_seen")
        require(answered >= self.answered_ops, "I3", "receipts disappeared")
        self.answered_ops = answered
        lines: dict[tuple[str, str], list[tuple[str, str]]] = {}
        merges = []
        for op_id, row_id, agg_id, name, old, new, user in query(
            "SELECT op_id, row_id, agg_id, field, old, new, user_id FROM change"
            " WHERE seq > ? AND outcome IN ('applied', 'merged') ORDER BY seq, op_id, i",
            (self.head,),
        ):
            lines.setdefault((row_id, name), []).append((op_id, new))
            if name == "":
                self.homes.born(op_id, row_id, agg_id)
            elif name == MERGED_INTO:
                merges.append((row_id, old, new))
            if agg_id == protocol.ORG and user and op_id not in self.others:  # else it is the office that does it
                require(user in self._administrators(), "I6", f"{user} wrote for the organisation")
        for row_id, agg_id, kind, version, deleted, body in query(
            "SELECT row_id, agg_id, type, version, deleted, body FROM obj WHERE version > ?", (self.head,)
        ):
            before = self.rows.get(row_id)
            if before is not None and before[0] != agg_id and not {before[0], agg_id} & self.erased:
                require(_leads(merges, before[0], agg_id), "I9", f"row {row_id} went from {before[0]} to {agg_id}")
                self.homes.moved(row_id, version, before[0], agg_id)
            self._explained(row_id, agg_id, kind, bool(deleted), _decode(body), lines)
        self.homes.changed(merges)
        self.head = head

    def _administrators(self) -> set[str]:
        return {user for (user,) in self.world.server.query("SELECT user_id FROM app_user WHERE role = 'admin'")}

    def _explained(
        self, row_id: str, agg_id: str, kind: str, deleted: bool, fields: dict[str, Any],
        lines: dict[tuple[str, str], list[tuple[str, str]]],
    ) -> None:  # fmt: skip
        before = self.rows.get(row_id)
        self.rows[row_id] = (agg_id, kind, deleted, fields)
        if agg_id in self.erased:
            return
        if before is None:
            known = kind in ("conflict", "employee") or (row_id, "") in lines
            require(known, "I9", f"row {row_id} came from nowhere")
            return
        if before[2] != deleted:
            told = lines.get((row_id, "."), []) or lines.get((row_id, MERGED_INTO), [])
            require(bool(told), "I9", f"row {row_id} deleted {before[2]} -> {deleted}")
            if not deleted:
                ops = [self.operation(op_id) for op_id, _new in told]
                kinds = {op.get("cmd") or op.get("k", "restore") for op in ops}
                wanted = "restore" if (row_id, ".") in lines else "unmerge"
                require(bool(kinds & {"restore", wanted}), "I7", f"row {row_id} came back by {kinds}")
        for name in before[3].keys() | fields.keys():
            if before[3].get(name) != fields.get(name) and name not in KEPT and kind != "employee":
                require((row_id, name) in lines, "I9", f"{name} of {row_id} changed and nobody did it")

    def server_restored(self) -> None:
        """Forget what the server forgot."""
        self.forgot = True
        self.know_rows()

    def know_rows(self) -> None:
        """Take in what the server has now."""
        query = self.world.server.query
        self.rows = {
            row_id: (agg_id, kind, bool(deleted), _decode(body))
            for row_id, agg_id, kind, deleted, body in query("SELECT row_id, agg_id, type, deleted, body FROM obj")
        }
        ((self.head,),) = query("SELECT seq FROM stream")
        ((self.answered_ops,),) = query("SELECT count(*) FROM op_seen")
        self.homes.know()

    def laptop_restored(self, laptop: Laptop) -> None:
        """Forget what the laptop forgot. A cursor may go back with it."""
        self.last_n[laptop.number] = 0
        self.kept_ops[laptop.number] = set()
        self.marks.pop(("operations", laptop.number), None)
        self._operations(laptop)
        self.cursors[laptop.number] = self._cursor(laptop)

    def cloned(self, laptop: Laptop, copy: Laptop) -> None:
        """A copy begins with what the original has."""
        self.laptop_restored(copy)
        self.cursors[copy.number] = self.cursors[laptop.number]


def _not_taken_back(ops: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out merges that were taken back before the server made them, and what took them back. A server that forgot
    may be offered the same merge twice."""
    found: list[dict[str, Any]] = []
    for op in ops:
        if op.get("cmd") == "unmerge":
            found = [one for one in found if one.get("cmd") != "merge" or one["row"] != op["row"]]
        else:
            found.append(op)
    return found


def _leads(merges: list[tuple[str, str | None, str | None]], begin: str, end: str) -> bool:
    """Say whether the merges and unmerges of a commit take a row from a card to another, perhaps by way of others."""
    steps = [(_decode(old), card) for card, old, _new in merges if old] + [
        (card, _decode(new)) for card, _old, new in merges if new
    ]
    reached: set[str] = set()
    todo = {begin}
    while todo:
        reached |= todo
        todo = {there for here, there in steps if here in todo} - reached
    return end in reached
