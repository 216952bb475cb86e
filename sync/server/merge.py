"""The merge of one operation into the rows in memory. The only place where edits meet.

Concurrent means: the field's last writer is another device and wrote after the version the person saw.
Whoever loses is kept as a ``conflict`` row of the card and in the history.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import UNSET, structs

from desktop_crm.domain.claim_records import CLAIM_CASE, CLAIM_PARTY
from desktop_crm.domain.records import CONFLICT, CUSTOMER, RECORD_TYPES, SHARE
from desktop_crm.domain.saved_view import TEAM_VIEW
from sync.protocol import ORG, Change, Command, Op, OpKind, Outcome, Why
from sync.server import layers
from sync.server.access import card_scopes, visible
from sync.server.claims import deciding
from sync.server.conflicts import Conflicts, Silent
from sync.server.context import Caller, Role, instant_text
from sync.server.instants import from_us
from sync.server.intake import MERGED_INTO, TECHNICAL, Unfit
from sync.server.merge_cards import CardMerge, CardParting
from sync.server.merge_fields import FieldMerge
from sync.server.placing import ADDRESS, SHARED_WITH, territory_of
from sync.server.rows import CREATED, LIFE, PENDING_SEQ, Card, CardState, RowState, Version, Working
from sync.server.verdict import Verdict

_SERVER_ONLY = frozenset(record.name for record in RECORD_TYPES.values() if record.by_server)
_CHILDREN = frozenset(record.name for record in RECORD_TYPES.values() if record.parent == CUSTOMER.name)
_CUSTOMERS = (_CHILDREN | {CUSTOMER.name}) - {CONFLICT.name}
_COMPANYS = frozenset(record.name for record in RECORD_TYPES.values() if record.of_company)
_AUTHORS = frozenset(record.name for record in RECORD_TYPES.values() if record.by_authors)


#: Commands about a case, and the type of the row that each is about.
_ABOUT_CASES = {Command.DECIDE: CLAIM_CASE.name, Command.WITHDRAW: CLAIM_PARTY.name}
_NEVER_PROPOSED = frozenset((Command.RESOLVE, Command.MERGE, *_ABOUT_CASES))


@dataclass(frozen=True, slots=True)
class Age:
    """When an edit was made. ``at_us``: its effective time, microseconds since 1970 UTC."""

    at_us: int
    doubt: bool = False  # the laptop's clock jumped, so the time decides nothing
    too_old: bool = False  # nobody knows any more whether it was applied already


@dataclass(slots=True)
class Merger:
    """Applies operations of one caller. ``team_of`` raises Unfit for somebody who cannot own a card;
    ``ever_saw`` says whether the caller saw a card that is out of sight now."""

    caller: Caller
    scopes: frozenset[str]
    work: Working
    conflicts: Conflicts
    team_of: Callable[[str], str | None]
    ever_saw: Callable[[str], bool]

    def apply(self, op: Op, age: Age) -> Verdict:
        """Merge one operation. Raises Unfit before anything is changed when it must be set aside."""
        version = Version(PENDING_SEQ, self.caller.code, self.caller.user_id, age.at_us, op.id)
        if op.cmd is Command.UNMERGE:
            return self._unmerge(op, age, version)
        asked, op = op, self._redirected(op)
        card = self.work.cards.get(op.agg)
        if card is not None and card.state is CardState.ERASED:
            named = self.work.cards.get(asked.agg)
            # A row that went with its card when two were taken apart: the card that the laptop takes it for stays.
            alive = named is not None and named.state is not CardState.ERASED
            return Verdict(Outcome.ERASED, why=Why.DELETED if alive else None)
        self._check_type(op)
        if op.k is OpKind.CREATE and op.row == op.agg and (card is None or not card.exists):
            return self._create_card(op, version)
        if card is None or not card.exists:
            raise Unfit(Why.UNKNOWN_ROW)
        row = self.work.rows.get(op.row)
        if not visible(card.scopes, self.scopes):
            return self._propose(op, row, asked.agg)
        if row is not None and (row.agg_id, row.type) != (op.agg, op.t):
            raise Unfit(Why.BAD_OPERATION, "row")
        if op.cmd in _ABOUT_CASES:
            return deciding.apply(self, op, row, version)
        root = row or self.work.rows.get(op.agg)
        if age.too_old and root is not None and (row is not None or op.k is not OpKind.CREATE):
            return self._refuse(op, root, Why.TOO_OLD)
        if op.agg != asked.agg and op.row == op.agg and row is not None and op.k in (OpKind.DELETE, OpKind.COMMAND):
            return self._late(op, row) or self._on_card(op, card, row, version, doubt=age.doubt)
        return self._on_card(op, card, row, version, doubt=age.doubt, asked=asked)

    def _redirected(self, op: Op) -> Op:
        """Turn an operation on a card that was merged to the one that stays. Its customer row the person never
        saw, so there everything counts as written meanwhile."""
        way = self.work.way(op.agg)
        stays = way[-1]
        row = self.work.rows.get(op.row)
        parted = any(card.parted for one in way if (card := self.work.cards.get(one)) is not None)
        if row is not None and row.agg_id != stays and not row.is_root and parted:
            return structs.replace(op, agg=row.agg_id)  # it was taken out again, with its card
        if stays == op.agg:
            return op
        if op.row == op.agg:
            return structs.replace(op, agg=stays, row=stays, base=0)
        return structs.replace(op, agg=stays)

    def _late(self, op: Op, row: RowState) -> Verdict | None:
        """What was asked of a card that was merged meanwhile is not done to the one that stays unseen."""
        if op.k is OpKind.DELETE:
            return self._refuse(op, row, Why.CHANGED_SINCE)
        if op.cmd is Command.MERGE:
            if self.work.survivor(str(op.f[MERGED_INTO].n)) == op.agg:
                return Verdict(Outcome.SAME)
            return self._refuse(op, row, Why.CHANGED_SINCE)
        return None

    def _check_type(self, op: Op) -> None:
        root = op.row == op.agg
        resolving = op.t == CONFLICT.name and op.cmd is Command.RESOLVE
        deciding_case = op.cmd in _ABOUT_CASES and op.t == _ABOUT_CASES[op.cmd]
        if op.t in _SERVER_ONLY and not resolving and not deciding_case:
            raise Unfit(Why.SCOPE)
        if op.agg == ORG and self.caller.role is not Role.ADMIN and not self._is_own(op):
            raise Unfit(Why.SCOPE, "org")
        if op.t == TEAM_VIEW.name and not root:
            raise Unfit(Why.BAD_OPERATION, "row")
        if op.t == TEAM_VIEW.name and self.caller.role is not Role.ADMIN and not self._made_by_caller(op):
            raise Unfit(Why.SCOPE, "author")
        if (op.t in _COMPANYS and op.agg != ORG) or (op.agg == ORG and op.t in _CUSTOMERS):
            raise Unfit(Why.BAD_OPERATION, "row")
        if (op.t == CUSTOMER.name and not root) or (op.t in _CHILDREN and root):
            raise Unfit(Why.BAD_OPERATION, "row")
        shared_with = op.f.get(SHARED_WITH) if op.t == SHARE.name else None
        if shared_with is not None and isinstance(shared_with.n, str):
            self.team_of(shared_with.n)
        if (
            (op.cmd in _ABOUT_CASES and not deciding_case)
            or (op.cmd is Command.RESOLVE and op.t != CONFLICT.name)
            or (op.cmd in (Command.ASSIGN, Command.MERGE, Command.UNMERGE) and not root)
        ):
            raise Unfit(Why.BAD_OPERATION, "cmd")

    def _is_own(self, op: Op) -> bool:
        """Say whether an operation on the organisation's card makes or changes a record of the caller's own."""
        return op.t in _AUTHORS and op.row != op.agg and self._made_by_caller(op)

    def _made_by_caller(self, op: Op) -> bool:
        row = self.work.rows.get(op.row)
        return row is None or row.versions[CREATED].user_id == self.caller.user_id

    def _on_card(
        self, op: Op, card: Card, row: RowState | None, version: Version, *, doubt: bool, asked: Op | None = None
    ) -> Verdict:
        if row is None and op.k is not OpKind.CREATE:
            raise Unfit(Why.UNKNOWN_ROW)
        if row is not None and op.k is OpKind.RESTORE:
            return self._restore(op, row, version)
        if row is not None and op.cmd is Command.RESOLVE:
            return self._resolve(op, row, version)
        if row is not None and row.deleted and op.k is OpKind.DELETE:
            return Verdict(Outcome.SAME)
        if card.state is CardState.DELETED or (row is not None and row.deleted):
            return self._refuse(op, row or self.work.rows[op.agg], Why.DELETED)
        if row is None:
            return self._create(op, version, home=asked.agg if asked and asked.agg != op.agg else "")
        if op.k is OpKind.DELETE:
            return self._delete(op, row, version)
        if op.cmd is Command.ASSIGN:
            return self._assign(op, row, version)
        if op.cmd is Command.MERGE:
            return self._merge(op, card, row, version, doubt=doubt)
        return self._fields(op, row, version, asked or op, doubt=doubt)

    # -- whole rows -------------------------------------------------------------------------

    def _create_card(self, op: Op, version: Version) -> Verdict:
        card = self.work.cards[op.agg]
        if op.row in self.work.rows:
            raise Unfit(Why.BAD_OPERATION, "row")  # the id is a row of another card
        card = self.work.edit_card(op.agg)
        card.exists, card.type, card.new_owner = True, op.t, self.caller.user_id
        card.scopes = card_scopes(self.caller.user_id, self.team_of(self.caller.user_id))
        return self._create(op, version)

    def _create(self, op: Op, version: Version, home: str = "") -> Verdict:
        fields = _new_values(op)
        made = {CREATED: version}
        row = RowState(op.row, op.agg, op.t, 0, deleted=False, fields=fields, versions=made, home=home)
        if row.is_root and op.t == CUSTOMER.name:
            now = instant_text(from_us(version.at_us))
            name = self.caller.display_name
            fields |= {"owner_id": self.caller.user_id, "created_at": now, "created_by": name}
        self.work.add_row(row)
        self.work.note(version, row, "", None, dict(fields), Outcome.APPLIED)
        self._stamp(row, version)
        return Verdict(Outcome.APPLIED)

    def _delete(self, op: Op, row: RowState, version: Version) -> Verdict:
        # The laptop had applied commit c, so it saw the whole card as of then.
        since = max(op.base, op.c) if op.base and row.is_root else op.base
        others = [one.changed_by_others(version.code, since) for one in self._rows_below(row)]
        newest = max((one for one in others if one), key=lambda one: one.seq, default=None)
        if newest is not None:
            return self._refuse(op, row, Why.CHANGED_SINCE, newest)
        self._set_deleted(op, row, version, deleted=True)
        return Verdict(Outcome.APPLIED)

    def _restore(self, op: Op, row: RowState, version: Version) -> Verdict:
        if not row.deleted:
            return Verdict(Outcome.SAME)
        self._set_deleted(op, row, version, deleted=False)
        return Verdict(Outcome.APPLIED)

    def _set_deleted(self, op: Op, row: RowState, version: Version, *, deleted: bool) -> None:
        row = self.work.edit_row(row.id)
        self.work.note(version, row, LIFE, row.deleted, deleted, Outcome.APPLIED)
        row.deleted = deleted
        row.versions[LIFE] = version
        if row.is_root:
            self.work.edit_card(row.agg_id).state = CardState.DELETED if deleted else CardState.LIVE
        self._stamp(row, version)

    def _rows_below(self, row: RowState) -> list[RowState]:
        if not row.is_root:
            return [row]
        return [one for one in self.work.rows.values() if one.agg_id == row.agg_id and one.type != CONFLICT.name]

    # -- fields -----------------------------------------------------------------------------

    def _fields(self, op: Op, row: RowState, version: Version, asked: Op, *, doubt: bool) -> Verdict:
        if op.k is OpKind.CREATE:  # made twice (a cloned laptop): fill what is missing, nothing is overwritten
            changes = {name: change for name, change in op.f.items() if name not in row.fields}
            others = {name: change for name, change in op.f.items() if name in row.fields and name not in TECHNICAL}
        else:
            changes, others = op.f, {}
        changes = {name: change for name, change in changes.items() if name not in TECHNICAL}
        territory = territory_of(row.fields) if ADDRESS in changes else None
        way = self.work.way(asked.agg) if row.is_root else [row.id]
        home = way[-2] if len(way) > 1 else ""
        before = row.copy() if layers.has_any(row, home) else None
        merge = FieldMerge(op, row, version, self.work, self.conflicts, doubt=doubt)
        merge.run(changes)
        merge.keep(others)
        if merge.applied:
            self._stamp(row, version)
        if before is not None:
            layers.note(row, before, merge.applied, home)
            values = {name: changes[name].n for name in merge.lost if name in changes and changes[name].n is not UNSET}
            if values:
                layers.note_lost(self.work.edit_row(row.id), values, version, home)
        self._tell_sleepers(asked, way[:-1], changes, version, doubt=doubt)
        if row.is_root and ADDRESS in merge.applied and territory_of(row.fields) != territory:
            self.work.edit_card(row.agg_id).moved = True
        return Verdict(merge.outcome, sorted(merge.lost), merge.inbox, merge.why)

    def _tell_sleepers(
        self, asked: Op, way: list[str], changes: dict[str, Change], version: Version, *, doubt: bool
    ) -> None:
        """Write what was typed for a card that was merged to that one too: it shall be there when it is taken out."""
        home = ""
        for agg_id in way:
            row = self.work.rows[agg_id]
            base = asked.base if agg_id == asked.agg else 0
            op = structs.replace(asked, row=agg_id, agg=agg_id, base=base)
            before = row.copy()
            merge = FieldMerge(op, row, version, self.work, Silent(), doubt=doubt)
            merge.run(changes)
            layers.note(row, before, merge.applied, home)
            home = agg_id

    def _stamp(self, row: RowState, version: Version) -> None:
        """Write down on the customer row who changed the card last; another share is another sight of it."""
        if row.type == SHARE.name:
            self.work.edit_card(row.agg_id).moved = True
        root = self.work.rows.get(row.agg_id)
        if root is None or root.type != CUSTOMER.name or row.type == CONFLICT.name:
            return
        root = self.work.edit_row(root.id)
        root.fields["updated_at"] = instant_text(from_us(version.at_us))
        root.fields["updated_by"] = self.caller.display_name

    # -- commands ---------------------------------------------------------------------------

    def _assign(self, op: Op, row: RowState, version: Version) -> Verdict:
        new = str(op.f["owner_id"].n).lower()
        old = row.fields.get("owner_id")
        if not self.caller.role.may_assign:
            raise Unfit(Why.SCOPE, "assign")
        team_id = self.team_of(new)
        if new == old:
            return Verdict(Outcome.SAME)
        last = row.version_of("owner_id")
        if last.code != version.code and last.seq > op.base and old != op.f["owner_id"].o:
            self.conflicts.overwritten(op, row, "owner_id", last, old, new, important=True)
        row = self.work.edit_row(row.id)
        self.work.note(version, row, "owner_id", old, new, Outcome.APPLIED)
        row.set("owner_id", new, version)
        card = self.work.edit_card(row.agg_id)
        card.new_owner, card.scopes = new, card_scopes(new, team_id)
        self._stamp(row, version)
        return Verdict(Outcome.APPLIED)

    def _merge(self, op: Op, card: Card, row: RowState, version: Version, *, doubt: bool) -> Verdict:
        target = self.work.survivor(str(op.f[MERGED_INTO].n))
        other, stays = self.work.cards.get(target), self.work.rows.get(target)
        if target == op.agg:
            return Verdict(Outcome.SAME)
        if other is None or not other.exists or stays is None:
            raise Unfit(Why.UNKNOWN_ROW)
        if other.state is CardState.ERASED:  # this card was not: what is here of it stays
            return self._refuse(op, row, Why.DELETED)
        if not visible(other.scopes, self.scopes):
            raise Unfit(Why.SCOPE)
        if (card.type, other.type) != (CUSTOMER.name, CUSTOMER.name):
            raise Unfit(Why.BAD_OPERATION, "type")
        if other.state is CardState.DELETED:
            return self._refuse(op, row, Why.DELETED)
        territory = territory_of(stays.fields)
        lost = CardMerge(op, version, self.work, self.conflicts, doubt).run(row, stays)
        if territory_of(stays.fields) != territory:
            self.work.edit_card(stays.id).moved = True
        self._stamp(stays, version)
        return Verdict(Outcome.PARTLY if lost else Outcome.APPLIED, lost)

    def _unmerge(self, op: Op, age: Age, version: Version) -> Verdict:
        """Take a card out of the one it was merged into; only out of the one that the person saw it in."""
        self._check_type(op)
        card, row = self.work.cards.get(op.agg), self.work.rows.get(op.row)
        if card is None or not card.exists or row is None:
            raise Unfit(Why.UNKNOWN_ROW)
        stays = self.work.rows[self.work.survivor(op.agg)]
        above = self.work.cards[stays.id]
        if above.state is CardState.ERASED:
            return Verdict(Outcome.ERASED)
        if not visible(above.scopes, self.scopes):
            raise Unfit(Why.SCOPE)
        if card.merged_into != op.f[MERGED_INTO].o:  # done already, or it was never done, or it is another merge
            return Verdict(Outcome.SAME)
        if age.too_old or card.merged_into != stays.id:  # the one it was in went into yet another card
            return self._refuse(op, stays, Why.TOO_OLD if age.too_old else Why.CHANGED_SINCE)
        CardParting(op, version, self.work).run(row, stays)
        self.work.edit_card(
            row.id
        ).scopes = above.scopes  # for what follows in this batch: its own are found when it is saved
        self._stamp(row, version)
        self._stamp(stays, version)
        return Verdict(Outcome.APPLIED)

    def _resolve(self, op: Op, row: RowState, version: Version) -> Verdict:
        new, old = op.f["state"].n, row.fields.get("state")
        if new == old:
            return Verdict(Outcome.SAME)
        if old != ("open" if op.f["state"].o is UNSET else op.f["state"].o):  # somebody decided meanwhile
            self.work.note(version, row, "state", old, new, Outcome.LOST)
            return Verdict(Outcome.LOST, ["state"], None, Why.CONCURRENT)
        row = self.work.edit_row(row.id)
        self.work.note(version, row, "state", old, new, Outcome.APPLIED)
        row.set("state", new, version)
        return Verdict(Outcome.APPLIED)

    def _propose(self, op: Op, row: RowState | None, asked: str) -> Verdict:
        """Lay what was typed while the card was still in sight before whoever sees it now.

        The answer says nothing of the card. Who never saw it gets no word to its owner: Unfit.
        """
        same = row is not None and (row.agg_id, row.type) == (op.agg, op.t)
        new = row is None and op.k not in (OpKind.DELETE, OpKind.RESTORE)  # made here, or proposed just now
        if not (same or new) or op.cmd in _NEVER_PROPOSED or not self.ever_saw(asked):
            raise Unfit(Why.SCOPE)
        why = {OpKind.DELETE: Why.CHANGED_SINCE, OpKind.RESTORE: Why.DELETED}.get(op.k, Why.SCOPE)
        home = asked if asked != op.agg else ""
        self.conflicts.refused(op, row or self.work.rows[op.agg], why, None, home)
        return Verdict(Outcome.QUARANTINED, why=Why.SCOPE, proposed=True)

    def _refuse(self, op: Op, row: RowState, why: Why, newest: Version | None = None) -> Verdict:
        """Keep an operation that is not applied as conflict rows, one a field."""
        made = self.conflicts.refused(op, row, why, newest)
        return Verdict(Outcome.INBOX, sorted(name for name in op.f), made, why)


def _new_values(op: Op) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, change in op.f.items():
        if name in TECHNICAL and op.t in RECORD_TYPES:
            continue
        if change.n is not UNSET and change.n is not None:
            values[name] = sorted(set(change.n)) if isinstance(change.n, list) else change.n
    return values
