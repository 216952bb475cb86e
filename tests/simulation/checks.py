"""What must be true on the way: the cheap part of the invariants, asked after each command, answer and commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from desktop_crm.domain.fields import FieldType
from desktop_crm.domain.records import RECORD_TYPES
from sync import protocol
from tests.simulation.states import State, Violation, difference, held, require, visible

if TYPE_CHECKING:
    from sync.client.engine import Result
    from tests.simulation.line import Letter
    from tests.simulation.machines import Laptop, Server
    from tests.simulation.world import World

#: Kept by the server whatever an operation says, or given by it.
KEPT = frozenset({"owner_id", "created_at", "created_by", "updated_at", "updated_by", "customer_no"})
_decode = msgspec.json.decode


class Checks:
    """The memory of what was seen, and the questions."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.snapshots: dict[tuple[str, int], list[State]] = {}
        self.cursors: dict[int, tuple[int, int, str, int]] = {}
        self.kept_ops: dict[int, set[str]] = {}
        self.payloads: dict[str, dict[str, Any]] = {}
        #: Offered again to a server that forgot, without the numbers of the lost history. Nobody can say any more
        #: with which numbers an operation was merged, so both ways are allowed.
        self.rebased: set[str] = set()
        self.decided: set[str] = set()  # operations of which a laptop has seen the outcome
        self.last_n: dict[int, int] = {}
        self.rows: dict[str, tuple[str, str, bool, dict[str, Any]]] = {}
        self.head = -1
        self.erased: set[str] = set()  # cards of people who were
        self.forgot = False  # the server was restored from a backup
        self.answered_ops = 0

    def begin(self) -> None:
        """Take in the state everything begins with."""
        self.know_rows()
        for laptop in self.world.laptops:
            self._meet(laptop)

    def _meet(self, laptop: Laptop) -> None:
        ops = laptop.query("SELECT op_id, payload, n FROM outbox")
        self.kept_ops[laptop.number] = {op_id for op_id, _payload, _n in ops}
        self.payloads.update((op_id, _decode(payload)) for op_id, payload, _n in ops)
        self.decided |= self.kept_ops[laptop.number]
        self.last_n[laptop.number] = max((n for *_rest, n in ops), default=0)
        self.cursors[laptop.number] = self._cursor(laptop)
        self.snapshots.setdefault((laptop.user, self.cursors[laptop.number][0]), []).append(held(laptop))

    # -- after each command -----------------------------------------------------------------

    def step(self, laptop: Laptop) -> None:
        """Check what must hold at any time."""
        if laptop.gone:
            return
        self._operations(laptop)
        self._cursors(laptop)
        self._base_is_a_snapshot(laptop)
        self._own_writes(laptop)

    def _operations(self, laptop: Laptop) -> None:
        """I1: what was saved stays in the outbox."""
        number = laptop.number
        self.decided.update(op_id for (op_id,) in laptop.query("SELECT op_id FROM outbox WHERE state = 'done'"))
        for op_id, payload, n in laptop.query(
            "SELECT op_id, payload, n FROM outbox WHERE n > ?", (self.last_n[number],)
        ):
            self.kept_ops[number].add(op_id)
            self.payloads[op_id] = _decode(payload)
            self.last_n[number] = n
        ((count,),) = laptop.query("SELECT count(*) FROM outbox")
        if count != len(self.kept_ops[number]):
            here = {row[0] for row in laptop.query("SELECT op_id FROM outbox")}
            self._forgotten(laptop, self.kept_ops[number] - here)
            self.kept_ops[number] = here

    def _forgotten(self, laptop: Laptop, gone: set[str]) -> None:
        """I2: nothing is forgotten that a restored server could still need."""
        for op_id in sorted(gone):
            op = self.payloads[op_id]
            if op.get("agg", op["row"]) in self.erased:
                continue
            raise Violation("I2", f"laptop {laptop.number} forgot operation {op_id} before its time")

    @staticmethod
    def _cursor(laptop: Laptop) -> tuple[int, int, str, int]:
        facts = dict(laptop.query("SELECT key, value FROM meta"))
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
        here = held(laptop)
        but_not = laptop.damaged | self.erased  # which goes at the first word of it
        if any(not difference(here, there, but_not) for there in shown):
            return
        unlike = difference(here, shown[-1], but_not) if shown else " never shown"
        raise Violation("I5", f"laptop {laptop.number} at commit {since}:{unlike}")

    def _own_writes(self, laptop: Laptop) -> None:
        """I10: what was typed stays on the screen until the server's decision has come."""
        latest: dict[tuple[str, str, str], Any] = {}
        for (payload,) in laptop.query("SELECT payload FROM outbox WHERE state != 'done' ORDER BY n"):
            op = _decode(payload)
            if op["id"] in self.decided:
                continue  # offered again to a server that forgot
            for name, change in op.get("f", {}).items():
                latest[op["t"], op["row"], name] = change.get("n")
            if op["k"] in ("delete", "restore"):
                latest[op["t"], op["row"], "deleted"] = op["k"] == "delete"
        for (kind, row_id, name), value in latest.items():
            declared = RECORD_TYPES[kind].get(name)
            if declared is not None and declared.type is FieldType.SET:
                continue
            rows = laptop.query(f'SELECT "{name}" FROM {kind} WHERE id = ?', (row_id,))
            if not rows:
                continue  # the card left; the operation goes up all the same
            shown = rows[0][0]
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
        state = visible(server, letter.laptop.user)
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
        here, since = held(laptop), self._cursor(laptop)[0]
        but_not = self.erased if deep else laptop.damaged | self.erased
        shown = self.snapshots.get((laptop.user, since), [])
        same = any(not difference(here, there, but_not) for there in shown)
        require(same, "I16", f"laptop {laptop.number} says it is equal")
        if deep:
            laptop.damaged.clear()

    # -- the server -------------------------------------------------------------------------

    def server_changed(self) -> None:
        """I3, I7, I9: each difference of the stored rows is explained by a line of the history."""
        query = self.world.server.query
        ((head,),) = query("SELECT seq FROM stream")
        if head == self.head:
            return
        self.erased |= {agg_id for (agg_id,) in query("SELECT agg_id FROM agg WHERE state = 2")}
        ((answered,),) = query("SELECT count(*) FROM op_seen")
        require(answered >= self.answered_ops, "I3", "receipts disappeared")
        self.answered_ops = answered
        lines: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for op_id, row_id, name, new in query(
            "SELECT op_id, row_id, field, new FROM change WHERE seq > ? AND outcome IN ('applied', 'merged')",
            (self.head,),
        ):
            lines.setdefault((row_id, name), []).append((op_id, new))
        for row_id, agg_id, kind, deleted, body in query(
            "SELECT row_id, agg_id, type, deleted, body FROM obj WHERE version > ?", (self.head,)
        ):
            self._explained(row_id, agg_id, kind, bool(deleted), _decode(body), lines)
        self.head = head

    def _explained(
        self, row_id: str, agg_id: str, kind: str, deleted: bool, fields: dict[str, Any],
        lines: dict[tuple[str, str], list[tuple[str, str]]],
    ) -> None:  # fmt: skip
        if agg_id in self.erased:
            return
        before = self.rows.get(row_id)
        self.rows[row_id] = (agg_id, kind, deleted, fields)
        if before is None:
            known = kind in ("conflict", "employee") or (row_id, "") in lines
            require(known, "I9", f"row {row_id} came from nowhere")
            return
        if before[2] != deleted:
            told = lines.get((row_id, "."), []) or lines.get((row_id, "merged_into"), [])
            require(bool(told), "I9", f"row {row_id} deleted {before[2]} -> {deleted}")
            if not deleted:
                kinds = {self.payloads.get(op_id, {}).get("k", "restore") for op_id, _new in told}
                require("restore" in kinds, "I7", f"row {row_id} came back by {kinds}")
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

    def laptop_restored(self, laptop: Laptop) -> None:
        """Forget what the laptop forgot. A cursor may go back with it."""
        self.last_n[laptop.number] = 0
        self.kept_ops[laptop.number] = set()
        self._operations(laptop)
        self.cursors[laptop.number] = self._cursor(laptop)

    def cloned(self, laptop: Laptop, copy: Laptop) -> None:
        """A copy begins with what the original has."""
        self.laptop_restored(copy)
        self.cursors[copy.number] = self.cursors[laptop.number]
