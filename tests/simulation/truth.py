"""What must be true when everybody has come to rest after all faults were healed."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from desktop_crm.domain.fields import Merge
from desktop_crm.domain.records import RECORD_TYPES
from sync import protocol
from sync.protocol.card_hash import NOTHING, add, row_hash
from tests.simulation import newer
from tests.simulation.actions import PARAMETER_KIND
from tests.simulation.merged import MERGED_INTO, Parting
from tests.simulation.states import CASES, Readings, Violation, difference, require, visible

if TYPE_CHECKING:
    from tests.simulation.checks import Checks
    from tests.simulation.machines import Laptop

_decode = msgspec.json.decode
#: Commands that are laid before nobody when their card is out of sight: both cards stay as they are.
_UNPROPOSED = ("resolve", "merge", "unmerge")
#: Cards that were ever merged, and those into which they were.
_EVER_MERGED = "SELECT row_id, json_extract(coalesce(new, old), '$') FROM change WHERE field = ?"
#: Commit, laptop, operation and value of the last change of a field.
Last = tuple[int, str, str, str]
#: Row and field -> commit, laptop and value of the last change.
Touches = dict[tuple[str, str], tuple[int, str, str]]
#: The same by the row, or the card, of which it is a part.
Touched = dict[str, Touches]


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
        self._merged_cards()
        self._parameters()

    def _converged(self, laptop: Laptop) -> None:
        """I4: the laptop has what the server shows this person."""
        unlike = difference(Readings().held(laptop), visible(self.world.server, laptop.user), set())
        require(not unlike, "I4", f"laptop {laptop.number}:{unlike}")
        ((left, moved),) = laptop.query("SELECT (SELECT count(*) FROM base_row), (SELECT count(*) FROM moved_row)")
        require(not left and not moved, "I4", f"laptop {laptop.number}: {left} base rows and {moved} moved rows left")

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
        gone = set()  # operations of which a part went with a person who was erased
        for op_id, name, outcome, agg_id in query("SELECT op_id, field, outcome, agg_id FROM change"):
            lines.setdefault(op_id, []).append((name, outcome, agg_id))
            if agg_id in self.checks.erased:
                gone.add(op_id)
        aside = dict(query("SELECT op_id, why FROM quarantine"))
        ((twice,),) = query("SELECT count(*) - count(DISTINCT op_id) FROM quarantine")
        require(not twice, "I3", "an operation lies in quarantine twice")
        conflicts = {(op, field) for op, field, _id in self._conflicts()}
        inbox = {row_id for _op, _field, row_id in self._conflicts()}
        for op_id, receipt in receipts.items():
            outcome = receipt.get("r", "applied")
            op = self.payloads.get(op_id, {})
            if self.checks.is_erased(op) or not op:
                continue  # nothing of it is left, or it is the office's
            if op.get("cmd") in ("merge", "unmerge"):
                made = outcome in ("applied", "partly", "same")
                self.world.counts[f"{op['cmd']} {'made' if made else 'refused'} by the server"] += 1
            if outcome in ("applied", "partly"):
                require(op_id in lines, "I1", f"{op_id} is {outcome} and in no history")
            if outcome == "quarantined":
                require(op_id in aside, "I1", f"{op_id} is quarantined and nowhere")
                poison = any(c.get("n") == "☠" for c in self.payloads.get(op_id, {}).get("f", {}).values())
                require(receipt["why"] != "internal" or poison or self._in_group_of_poison(op_id), "I14", op_id)
                seen = op.get("base") and op.get("cmd") not in _UNPROPOSED and op.get("agg") != protocol.ORG
                if receipt["why"] == "scope" and seen and not self.checks.forgot:
                    proposed = any(op == op_id for op, _field in conflicts)
                    require(proposed, "I1", f"{op_id} was laid before nobody")
            if outcome == "inbox":
                require(receipt.get("inbox") in inbox, "I1", f"{op_id} waits in no inbox")
            for name in receipt.get("lost", ()):
                written = any(one[0] == name and one[1] == "lost" for one in lines.get(op_id, ()))
                kept = (op_id, name) in conflicts or (op_id, "") in conflicts or (op_id, MERGED_INTO) in conflicts
                resolving = self.payloads.get(op_id, {}).get("cmd") == "resolve"
                require(
                    kept or op_id in gone or (resolving and written), "I9", f"{name} of {op_id} lost and in no conflict"
                )

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
        last: dict[tuple[str, str], Last] = {}
        created: dict[str, Last] = {}
        touched: Touched = {}
        parting = self._merges()
        answered = iter(query("SELECT op_id FROM op_seen ORDER BY seq, op_id"))
        present: str | None = ""
        sql = "SELECT op_id, seq, device_id, agg_id, row_id, type, field, old, new, outcome, made_at FROM change"
        lines = query(f"{sql} ORDER BY seq, op_id, i")
        homes: dict[str, set[str]] = {}  # an edit of a merged card is told in the history of both, its loser of one
        for op_id, _seq, _device, _agg_id, row_id, *_ in lines:
            homes.setdefault(op_id, set()).add(row_id)
        for op_id, seq, device, agg_id, row_id, kind, name, old, new, outcome, made in lines:
            op = self.payloads.get(op_id, {})
            if kind in CASES:
                continue  # written by the server when it compares customers: nobody asked for it
            require(op_id in receipts, "I3", f"a line of {op_id}, which was never answered")
            require(receipts[op_id]["s"] == seq, "I3", f"{op_id} was applied in commit {seq} too")
            while present != op_id:  # those between left no line
                present = self._next(parting, receipts, present, answered)
            asleep = parting.is_asleep(row_id)
            parting.line(op_id, kind, row_id, name, old, new, outcome)
            if name == MERGED_INTO and outcome == "applied":
                self._move_touches(touched, seq, row_id)
                self._left_apart(parting, op_id, device, last, losers)
            if agg_id in self.checks.erased or self.checks.is_erased(op):
                continue
            moved = bool(op) and op["row"] != row_id  # to the card that stayed after two were merged
            base = self._base(op, moved=moved)
            if self.world.punctual and not self.world.arrived and op and op_id not in self.checks.rebased:
                require(made == op["wall"], "I12", f"{op_id} typed at {op['wall']}, made at {made}")
            require(made <= at[seq], "I12", f"{op_id} made {made} after it came {at[seq]}")
            known = at.get(op.get("c", 0)) or at.get(base)
            possible = not base or known is None or op_id in self.checks.rebased or made >= min(known, at[seq])
            require(possible, "I12", f"{op_id} made before its base")
            before = last.get((row_id, name)) or created.get(row_id)
            theirs = before is not None and before[1] != device and before[0] > base
            restored = before is not None and before[2] in parting.parting  # whose it is again, it was before
            if outcome == "lost" and op.get("cmd") != "resolve" and not self._grouped(kind, name):
                known = theirs or moved or asleep or restored or op_id in self.checks.rebased
                known = known or self._confirmed(op, receipts, base, seq, name, old)
                require(known, "I12", f"{name} of {op_id} lost against nobody")
            if outcome != "applied" and outcome != "merged":
                continue
            mine = op.get("f", {}).get(name)
            typed = mine is not None and (op["k"] == "put" or (op.get("cmd") == "merge" and moved))
            if theirs and before is not None and outcome == "applied" and typed and not asleep and not restored:
                scalar = self._is_scalar(kind, name)
                unseen = scalar and old is not None and _decode(old) != mine.get("o")
                kept = (before[2], name) in conflicts or any((home, name, old) in losers for home in homes[op_id])
                kept = kept or (moved and self._wrote_too(op, row_id, name, old))
                require(
                    kept or not unseen, "I9", f"{name} of {before[2]} overwritten unseen by {op_id}, and nobody told"
                )
            if name == "." and new == "true" and op.get("k") == "delete":
                self._allowed_delete(op, seq, device, touched.get(row_id, {}))
            self._set_merged(op, kind, name, old, new)
            for below in {row_id, agg_id} if kind != "conflict" else {row_id}:
                touched.setdefault(below, {})[row_id, name] = (seq, device, new)
            if name == "":
                created[row_id] = (seq, device, op_id, new)
            else:
                last[row_id, name] = (seq, device, op_id, new)
        while present is not None:
            present = self._next(parting, receipts, present, answered)

    @staticmethod
    def _next(
        parting: Parting, receipts: dict[str, dict[str, Any]], present: str | None, answered: Iterator[tuple[str]]
    ) -> str | None:
        if present:
            parting.done(present, receipts[present].get("r", "applied"))
        return next(answered, (None,))[0]

    @staticmethod
    def _base(op: dict[str, Any], *, moved: bool) -> int:
        """What the person was looking at: of a card out of sight nothing, of the one that stays as of a commit."""
        if not moved:
            return int(op.get("base", 0))
        return int(op.get("c", 0)) if op.get("cmd") == "merge" else 0

    def _merges(self) -> Parting:
        found = Parting(self.checks)
        sql = "SELECT op_id, row_id, old, new FROM change WHERE field = ? AND outcome = 'applied'"
        for op_id, row_id, old, new in self.world.server.query(sql, (MERGED_INTO,)):
            if old or new:  # nothing is left of a person who was erased
                found.learn(op_id, row_id, new)
        return found

    def _move_touches(self, touched: Touched, seq: int, card: str) -> None:
        """What happened to rows that hang on another card now counts there."""
        for row_id, (before, after) in self.checks.homes.moves.get(seq, {}).items():
            if card in (before, after):
                past = touched.get(before, {})
                for key in [key for key in past if key[0] == row_id]:
                    touched.setdefault(after, {})[key] = past.pop(key)

    def _left_apart(
        self, parting: Parting, op_id: str, device: str, last: dict[tuple[str, str], Last],
        losers: set[tuple[str, str, str]],
    ) -> None:  # fmt: skip
        """I9: what differed on the card that went is a conflict, unless the person saw it and decided."""
        goes = parting.merging.get(op_id, "")
        stays = parting.into.get(goes, "")
        if not stays or {goes, stays} & self.checks.erased or op_id in self.checks.rebased:
            return
        op = self.checks.operation(op_id)
        for name, value, here in parting.left(goes, stays):
            before = last.get((goes, name))
            seen = before is None or before[0] <= op.get("base", 0) or before[1] == device
            seen = seen or self._wrote_too(op, goes, name, before[3])  # by whoever: it stood before this person's eyes
            decided = name in op.get("f", {}) and (seen or isinstance(value, list))
            kept = (stays, name, protocol.canonical(value).decode()) in losers
            again = before is not None and before[2] in parting.parting  # whose it is, it was before
            require(
                decided or kept or again, "I9",
                f"{name} of {goes} was {value!r}, {stays} says {here!r}, and nobody is told",
            )  # fmt: skip

    def _allowed_delete(self, op: dict[str, Any], seq: int, device: str, touched: Touches) -> None:
        """I9: nothing is deleted of which somebody else wrote something since it was looked at."""
        seen = op.get("base", 0)
        if seen and "agg" not in op:
            seen = max(seen, op.get("c", 0))
        others = [
            at
            for (row_id, name), (at, by, new) in touched.items()
            if by != device and seen < at < seq and not self._wrote_too(op, row_id, name, new)
        ]
        require(not others, "I9", f"{op['row']} deleted over changes of commits {others}")

    def _wrote_too(self, deleting: dict[str, Any], row_id: str, name: str, new: str) -> bool:
        """Say whether the same laptop had written the very same value: then there was nothing it had not seen."""
        known = (ops for ops in self.checks.kept_ops.values() if deleting.get("id") in ops)
        mine = (self.payloads[op_id] for ops in known for op_id in ops)
        written = (op["f"][name] for op in mine if op["row"] == row_id and name in op.get("f", {}))
        value = _decode(new) if new else None
        return any(change.get("n") == value for change in written)

    def _confirmed(
        self, op: dict[str, Any], receipts: dict[str, dict[str, Any]], base: int, seq: int, name: str, here: str
    ) -> bool:
        """Say whether somebody else wrote what stands there already, which leaves no line, since this person looked."""
        value = _decode(here) if here else None
        mine = {one for ops in self.checks.kept_ops.values() if op.get("id") in ops for one in ops}
        return any(
            one["row"] == op.get("row") and one.get("f", {}).get(name, {}).get("n", op) == value
            for op_id, one in self.payloads.items()
            if op_id not in mine and op_id in receipts and base < receipts[op_id]["s"] < seq
        )

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
        notes: dict[str, str | None] = {}
        for row_id, name, old, new, outcome in self.world.server.query(
            "SELECT row_id, field, old, new, outcome FROM change"
            " WHERE field IN ('x_visits', 'later_note') OR field = '' AND type = 'customer' ORDER BY seq, op_id, i"
        ):
            if outcome != "applied" or row_id in self.checks.erased:
                continue
            if not name:  # made, or taken back from a laptop after the server was restored
                body = _decode(new)
                sums[row_id], notes[row_id] = body.get(newer.VISITS, 0), body.get(newer.NOTE)
            elif name == newer.VISITS:
                after, before = (_decode(text) if text else 0 for text in (new, old))
                sums[row_id] = sums.get(row_id, 0) + after - before
            else:
                notes[row_id] = _decode(new) if new else None
        for row_id, (_agg, kind, _deleted, fields) in self.checks.rows.items():
            if kind == "customer" and _agg not in self.checks.erased:
                require(fields.get(newer.VISITS, 0) == sums.get(row_id, 0), "I3", f"visits of {row_id}")
                require(fields.get(newer.NOTE) == notes.get(row_id), "I11", f"note of {row_id}")
        if not self.checks.forgot:
            self._visits()

    def _visits(self) -> None:
        """I3: however often and by whatever way a difference came, it counts once."""
        query = self.world.server.query
        merged = {card for pair in query(_EVER_MERGED, (MERGED_INTO,)) for card in pair}
        sums: dict[str, int] = {}
        for op_id, receipt in query("SELECT op_id, receipt FROM op_seen"):
            op = self.checks.others.get(op_id, {})
            if op.get("k") == "inc" and _decode(receipt).get("r", "applied") == "applied":
                sums[op["row"]] = sums.get(op["row"], 0) + op["f"][newer.VISITS]["d"]
        for row_id, (agg_id, kind, _deleted, fields) in self.checks.rows.items():
            if kind == "customer" and agg_id not in self.checks.erased | merged:
                require(fields.get(newer.VISITS, 0) == sums.get(row_id, 0), "I3", f"visits of {row_id} counted again")

    def _merged_cards(self) -> None:
        """I1: nothing hangs on a card that was merged, and it can be found where it went."""
        query = self.world.server.query
        sql = "SELECT row_id FROM obj JOIN agg USING (agg_id) WHERE merged_into IS NOT NULL AND row_id != agg_id"
        for (row_id,) in query(f"{sql} AND state = 3"):
            raise Violation("I1", f"row {row_id} hangs on a card that was merged")
        words = {}
        for agg_id, body in query("SELECT agg_id, body FROM obj WHERE type = 'merged_card' AND NOT deleted"):
            words[_decode(body).get("card_id")] = agg_id
        into = dict(query("SELECT agg_id, merged_into FROM agg WHERE merged_into IS NOT NULL AND state = 3"))
        for goes, stays in into.items():
            while stays in into:
                stays = into[stays]
            require(words.get(goes) == stays, "I1", f"{goes} is in {stays}, and {words.get(goes)} says so")

    def _parameters(self) -> None:
        """I4: every laptop works with the parameters that hold."""
        sql = "SELECT body FROM obj WHERE type = 'parameter' AND NOT deleted"
        bodies = [_decode(body) for (body,) in self.world.server.query(sql)]
        held = {one.get("name"): one.get("value", "") for one in bodies if one.get("kind") == PARAMETER_KIND}
        for laptop in self.world.living if held else ():
            here = laptop.app.parameters.all(PARAMETER_KIND)
            require(here == held, "I4", f"laptop {laptop.number} works with {here}, and {held} holds")
