"""What must be true when everybody has come to rest after all faults were healed."""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from desktop_crm.domain.fields import Merge
from desktop_crm.domain.records import RECORD_TYPES
from sync.protocol.card_hash import NOTHING, add, row_hash
from tests.simulation import newer
from tests.simulation.states import difference, held, require, visible

if TYPE_CHECKING:
    from tests.simulation.checks import Checks
    from tests.simulation.machines import Laptop

_decode = msgspec.json.decode


class Truth:
    """The questions of the end. ``checks`` remembers what was seen on the way."""

    def __init__(self, checks: Checks) -> None:
        self.checks = checks
        self.world = checks.world
        self.payloads = checks.payloads

    def all(self) -> None:
        """Ask for everything. Raises Violation."""
        self.checks.server_changed()
        for laptop in self.world.living:
            self._converged(laptop)
        receipts = self._receipts()
        self._outcomes(receipts)
        self._history(receipts)
        self._chain()
        self._hashes()
        self._newer()

    def _converged(self, laptop: Laptop) -> None:
        """I4: the laptop has what the server shows this person."""
        unlike = difference(held(laptop), visible(self.world.server, laptop.user), set())
        require(not unlike, "I4", f"laptop {laptop.number}:{unlike}")
        ((left,),) = laptop.query("SELECT count(*) FROM base_row")
        require(not left, "I4", f"laptop {laptop.number}: {left} base rows left")

    def _receipts(self) -> dict[str, dict[str, Any]]:
        """I1, I2: every operation that a laptop keeps has its one outcome at the server."""
        found = self.world.server.query("SELECT op_id, seq, receipt FROM op_seen")
        receipts: dict[str, dict[str, Any]] = {op_id: _decode(text) for op_id, _seq, text in found}
        for laptop in self.world.living:
            for op_id, seq, outcome in laptop.query("SELECT op_id, seq, outcome FROM outbox"):
                receipt = receipts.get(op_id)
                require(receipt is not None, "I1", f"operation {op_id} of laptop {laptop.number} is nowhere")
                assert receipt is not None
                told = (receipt["s"], receipt.get("r", "applied"))
                require(told == (seq, outcome), "I3", f"{op_id}: told {(seq, outcome)}, kept {told}")
        return receipts

    def _outcomes(self, receipts: dict[str, dict[str, Any]]) -> None:
        """I1, I9: what was typed can be read where its receipt says."""
        query = self.world.server.query
        lines: dict[str, list[tuple[str, str, str]]] = {}
        for op_id, name, outcome, new in query("SELECT op_id, field, outcome, new FROM change"):
            lines.setdefault(op_id, []).append((name, outcome, new))
        aside = dict(query("SELECT op_id, why FROM quarantine"))
        ((twice,),) = query("SELECT count(*) - count(DISTINCT op_id) FROM quarantine")
        require(not twice, "I3", "an operation lies in quarantine twice")
        conflicts = {(op, field) for op, field, _id in self._conflicts()}
        inbox = {row_id for _op, _field, row_id in self._conflicts()}
        for op_id, receipt in receipts.items():
            outcome = receipt.get("r", "applied")
            op = self.payloads.get(op_id, {})
            if self._is_erased(op) or not op:
                continue  # nothing of it is left, or it is the office's
            if outcome in ("applied", "partly"):
                require(op_id in lines, "I1", f"{op_id} is {outcome} and in no history")
            if outcome == "quarantined":
                require(op_id in aside, "I1", f"{op_id} is quarantined and nowhere")
                poison = any(c.get("n") == "☠" for c in self.payloads.get(op_id, {}).get("f", {}).values())
                require(receipt["why"] != "internal" or poison or self._in_group_of_poison(op_id), "I14", op_id)
                seen = self.payloads.get(op_id, {}).get("base") and self.payloads[op_id].get("cmd") != "resolve"
                if receipt["why"] == "scope" and seen and not self.checks.forgot:
                    proposed = any(op == op_id for op, _field in conflicts)
                    require(proposed, "I1", f"{op_id} was laid before nobody")
            if outcome == "inbox":
                require(receipt.get("inbox") in inbox, "I1", f"{op_id} waits in no inbox")
            for name in receipt.get("lost", ()):
                written = any(one[0] == name and one[1] == "lost" for one in lines.get(op_id, ()))
                kept = (op_id, name) in conflicts or (op_id, "") in conflicts
                resolving = self.payloads.get(op_id, {}).get("cmd") == "resolve"
                require(kept or (resolving and written), "I9", f"{name} of {op_id} lost and in no conflict")

    def _is_erased(self, op: dict[str, Any]) -> bool:
        return op.get("agg", op.get("row")) in self.checks.erased

    def _in_group_of_poison(self, op_id: str) -> bool:
        group = self.payloads.get(op_id, {}).get("g")
        together = [op for op in self.payloads.values() if group and op.get("g") == group]
        return any(c.get("n") == "☠" for op in together for c in op.get("f", {}).values())

    def _conflicts(self) -> list[tuple[str, str, str]]:
        rows = self.world.server.query("SELECT row_id, body FROM obj WHERE type = 'conflict'")
        bodies = [(row_id, _decode(body)) for row_id, body in rows]
        return [(body.get("loser_op", ""), body.get("field", ""), row_id) for row_id, body in bodies]

    def _losers(self) -> set[tuple[str, str, str]]:
        """Row, field and value of what was overwritten; who wrote it may be named by a neighbour of its group."""
        rows = self.world.server.query("SELECT body FROM obj WHERE type = 'conflict'")
        bodies = [_decode(body) for (body,) in rows]
        return {(body.get("record_id", ""), body.get("field", ""), body.get("loser", "")) for body in bodies}

    def _history(self, receipts: dict[str, dict[str, Any]]) -> None:
        """I3, I9, I12: one outcome each; what was overwritten unseen is a conflict; times are possible."""
        query = self.world.server.query
        at = dict(query("SELECT seq, at FROM commit_log"))
        conflicts = {(op, field) for op, field, _id in self._conflicts()}
        losers = self._losers()
        last: dict[tuple[str, str], tuple[int, str, str, str]] = {}
        created: dict[str, tuple[int, str, str, str]] = {}
        touched: dict[str, dict[tuple[str, str], tuple[int, str]]] = {}
        sql = "SELECT op_id, seq, device_id, agg_id, row_id, type, field, old, new, outcome, made_at FROM change"
        for op_id, seq, device, agg_id, row_id, kind, name, old, new, outcome, made in query(
            f"{sql} ORDER BY seq, op_id, i"
        ):
            op = self.payloads.get(op_id, {})
            if agg_id in self.checks.erased or self._is_erased(op):
                continue
            moved = bool(op) and op["row"] != row_id  # to the card that stayed after two were merged
            require(op_id in receipts, "I3", f"a line of {op_id}, which was never answered")
            require(receipts[op_id]["s"] == seq, "I3", f"{op_id} was applied in commit {seq} too")
            base = op.get("base", 0)
            require(made <= at[seq], "I12", f"{op_id} made {made} after it came {at[seq]}")
            known = at.get(op.get("c", 0)) or at.get(base)
            possible = not base or known is None or op_id in self.checks.rebased or made >= min(known, at[seq])
            require(possible, "I12", f"{op_id} made before its base")
            before = last.get((row_id, name)) or created.get(row_id)
            theirs = before is not None and before[1] != device and before[0] > base
            if outcome == "lost" and op.get("cmd") != "resolve" and not self._grouped(kind, name):
                require(
                    theirs or moved or op_id in self.checks.rebased, "I12", f"{name} of {op_id} lost against nobody"
                )
            if outcome != "applied" and outcome != "merged":
                continue
            mine = op.get("f", {}).get(name)
            if theirs and before is not None and outcome == "applied" and mine is not None and op["k"] == "put":
                scalar = self._is_scalar(kind, name)
                unseen = scalar and old is not None and _decode(old) != mine.get("o")
                kept = (before[2], name) in conflicts or (row_id, name, old) in losers
                require(
                    kept or not unseen, "I9", f"{name} of {before[2]} overwritten unseen by {op_id}, and nobody told"
                )
            self._allowed_delete(op, name, new, seq, device, row_id, touched)
            self._set_merged(op, kind, name, old, new)
            for below in {row_id, agg_id} if kind != "conflict" else {row_id}:
                touched.setdefault(below, {})[row_id, name] = (seq, device)
            if name == "":
                created[row_id] = (seq, device, op_id, new)
            else:
                last[row_id, name] = (seq, device, op_id, new)

    @staticmethod
    def _allowed_delete(
        op: dict[str, Any], name: str, new: str, seq: int, device: str, row_id: str,
        touched: dict[str, dict[tuple[str, str], tuple[int, str]]],
    ) -> None:  # fmt: skip
        """I9: nothing is deleted of which somebody else wrote something since it was looked at."""
        if name != "." or new != "true" or op.get("k") != "delete":
            return
        seen = op.get("base", 0)
        if seen and "agg" not in op:
            seen = max(seen, op.get("c", 0))
        others = [at for at, by in touched.get(row_id, {}).values() if by != device and seen < at < seq]
        require(not others, "I9", f"{row_id} deleted over changes of commits {others}")

    @staticmethod
    def _set_merged(op: dict[str, Any], kind: str, name: str, old: str, new: str) -> None:
        """I9: of a set only what the person added or removed changes."""
        record = RECORD_TYPES.get(kind)
        declared = record.get(name) if record else None
        change = op.get("f", {}).get(name)
        if declared is None or declared.merge is not Merge.SET or op.get("k") != "put" or change is None:
            return
        here, after = (set(_decode(text) or ()) if text else set() for text in (old, new))
        before, wanted = (set(change.get(side) or ()) for side in "on")
        require(
            after >= (here - (before - wanted)) | (wanted - before), "I9", f"elements of {name} went with {op['id']}"
        )
        require(after <= here | wanted, "I9", f"elements of {name} came with {op['id']}")

    @staticmethod
    def _is_scalar(kind: str, name: str) -> bool:
        record = RECORD_TYPES.get(kind)
        declared = record.get(name) if record else None
        return declared is not None and declared.merge not in (Merge.SET, Merge.TEXT, Merge.COUNTER)

    @staticmethod
    def _grouped(kind: str, name: str) -> bool:
        record = RECORD_TYPES.get(kind)
        declared = record.get(name) if record else None
        return declared is not None and bool(declared.group or declared.merge is Merge.TEXT)

    def _chain(self) -> None:
        """I17: every commit's tag follows from the one before."""
        commits = self.world.server.query("SELECT seq, tag, batch_hash FROM commit_log ORDER BY seq")
        for (before, old, _), (seq, tag, batch) in pairwise(commits):
            require(seq == before + 1 and tag == sha256(old + batch).digest(), "I17", f"commit {seq}")
        ((head, tag),) = self.world.server.query("SELECT seq, tag FROM stream")
        require((head, tag) == commits[-1][:2], "I17", "head")

    def _hashes(self) -> None:
        """I16: the sums that laptops and server compare are those of the rows."""
        sums: dict[str, bytes] = {}
        for row_id, agg_id, version, deleted, body in self.world.server.query(
            "SELECT row_id, agg_id, version, deleted, body FROM obj"
        ):
            one = row_hash(row_id, version, body, deleted=bool(deleted), root=row_id == agg_id)
            sums[agg_id] = add(sums.get(agg_id, NOTHING), one)
        for agg_id, kept in self.world.server.query(
            "SELECT agg_id, h FROM agg WHERE seq > 0 AND agg_id != 'org' AND state != 2"
        ):
            require((kept or NOTHING) == sums.get(agg_id, NOTHING), "I16", f"hash of card {agg_id} at the server")
        for laptop in self.world.living:
            for agg_id, kept in laptop.query("SELECT id, card_hash FROM customer WHERE version > 0"):
                require(kept == sums[agg_id].hex(), "I16", f"hash of card {agg_id} on laptop {laptop.number}")

    def _newer(self) -> None:
        """I3, I11: counters are the sum of their differences; what is unknown here is as it was written."""
        sums: dict[str, int] = {}
        notes: dict[str, str] = {}
        for row_id, name, old, new, outcome in self.world.server.query(
            "SELECT row_id, field, old, new, outcome FROM change WHERE field IN ('x_visits', 'x_note') ORDER BY seq, i"
        ):
            if outcome != "applied" or row_id in self.checks.erased:
                continue
            if name == newer.VISITS:
                sums[row_id] = sums.get(row_id, 0) + _decode(new) - (_decode(old) if old else 0)
            else:
                notes[row_id] = _decode(new)
        for row_id, (_agg, kind, _deleted, fields) in self.checks.rows.items():
            if kind == "customer" and _agg not in self.checks.erased:
                require(fields.get(newer.VISITS, 0) == sums.get(row_id, 0), "I3", f"visits of {row_id}")
                require(fields.get(newer.NOTE) == notes.get(row_id), "I11", f"note of {row_id}")
