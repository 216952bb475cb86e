"""A manager decides whose customer it is: one card, one owner, one price, in one transaction.

The first decision that arrives stands. Who decides later without knowing it keeps the words of that decision as a
conflict row of the customer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import UNSET, structs

from desktop_crm.domain.claim_records import (
    CLAIM_PARTY,
    CLAIM_QUOTE,
    DECIDED,
    DISMISSED,
    OPEN,
    VALID,
    WITHDRAWN,
)
from desktop_crm.domain.claims import are_shares, may_decide, read_shares
from desktop_crm.domain.file_choices import APPROVED, DEAD_QUOTES, TAKEN_BACK
from desktop_crm.domain.quote_records import CLAIM, QUOTE
from desktop_crm.domain.records import CONFLICT, CUSTOMER, SHARE
from sync.protocol import Change, Command, Op, OpKind, Outcome, Why
from sync.server.access import card_scopes
from sync.server.claims.extracts import CardRows, gathered
from sync.server.claims.writing import BEFORE, STATE, Writer, quote_id
from sync.server.conflicts import KEPT, Conflicts
from sync.server.conflicts import OPEN as OPEN_CONFLICT
from sync.server.context import Caller, derived_id, instant_text
from sync.server.instants import from_us
from sync.server.intake import MERGED_INTO, Unfit
from sync.server.merge_cards import CardMerge
from sync.server.placing import SHARED_WITH
from sync.server.rows import CardState, RowState, Version, Working
from sync.server.verdict import Verdict

#: What says that two cards may be one customer, and waits for a person.
_DOUBT = (Why.DUPLICATE.value, OPEN_CONFLICT)
_FIELDS = ("state", "decided_owner", "decided_quote", "decided_shares", "decided_reason")


class Deciding(Protocol):
    """What of the merge is needed here."""

    caller: Caller
    work: Working
    conflicts: Conflicts

    @property
    def team_of(self) -> Callable[[str], str | None]:
        """Find the team of somebody who may own cards; raises Unfit."""


def apply(merger: Deciding, op: Op, row: RowState | None, version: Version) -> Verdict:
    """Decide a case, or withdraw from one. Raises Unfit before anything is changed."""
    if row is None:
        raise Unfit(Why.UNKNOWN_ROW)
    if op.cmd is Command.WITHDRAW:
        return _withdraw(merger, op, row, version)
    _check_judge(merger, row)
    wanted = {name: op.f[name].n for name in _FIELDS if name in op.f and op.f[name].n is not UNSET}
    state = str(row.fields.get("state") or OPEN)
    if state != OPEN:
        return _too_late(merger, op, row, wanted, version)
    owner = _checked(merger, row, wanted)
    writer = Writer(merger.work, version)
    cards = _cards(merger.work, row.id)
    now = instant_text(from_us(version.at_us))
    said = {**{name: wanted.get(name) or None for name in _FIELDS}, "decided_by": merger.caller.display_name,
            "decided_at": now, "due_at": None}  # fmt: skip
    if wanted["state"] == DISMISSED:
        for card in cards:
            for quote in card.of(QUOTE.name):
                writer.thaw(quote)
    elif cards:
        stays = _one_card(merger, op, cards, owner, version)
        _give(merger, writer, stays, owner, read_shares(wanted.get("decided_shares") or ()))
        _settle_rows(merger, writer, stays, said)
        said["card_id"] = stays.id
    writer.put(row, said)
    _show_quotes(merger.work, writer, row.id)
    return Verdict(Outcome.APPLIED)


def _check_judge(merger: Deciding, row: RowState) -> None:
    """Managers decide, never in a case of their own; directors and administrators always."""
    parties = (
        str(one.fields.get("user_name"))
        for one in merger.work.rows.values()
        if one.agg_id == row.id and one.type == CLAIM_PARTY.name and not one.deleted
    )
    if not may_decide(merger.caller.role.value, merger.caller.user_id, parties):
        raise Unfit(Why.SCOPE, "decide")


def _checked(merger: Deciding, row: RowState, wanted: dict[str, object]) -> str:
    """Check what was decided; return the new owner, "" for none. Raises Unfit."""
    if wanted.get("state") not in (DECIDED, DISMISSED):
        raise Unfit(Why.BAD_OPERATION, "state")
    if not str(wanted.get("decided_reason") or "").strip():
        raise Unfit(Why.BAD_OPERATION, "reason")
    if wanted["state"] == DISMISSED:
        return ""
    owner = str(wanted.get("decided_owner") or "").lower()
    merger.team_of(owner)
    texts = wanted.get("decided_shares") or []
    shares = read_shares(texts if isinstance(texts, list) else [])
    for one in shares:
        merger.team_of(one)
    if not isinstance(texts, list) or len(shares) != len(texts) or not are_shares(shares, owner):
        raise Unfit(Why.BAD_OPERATION, "shares")
    quote = wanted.get("decided_quote")
    if quote and merger.work.rows.get(quote_id(row.id, str(quote))) is None:
        raise Unfit(Why.BAD_OPERATION, "quote")
    return owner


def _too_late(merger: Deciding, op: Op, row: RowState, wanted: dict[str, object], version: Version) -> Verdict:
    """Somebody decided before. The same is the same; other words are kept where the customer's people see them."""
    if all((row.fields.get(name) or None) == (value or None) for name, value in wanted.items()):
        return Verdict(Outcome.SAME)
    merger.work.note(version, row, "state", row.fields.get("state"), wanted, Outcome.LOST)
    inbox = None
    place = merger.work.rows.get(merger.work.survivor(str(row.fields.get("card_id") or "")))
    if place is not None and not place.deleted:
        late = structs.replace(op, f={"decided_reason": Change(n=_words(wanted))})
        rival = row.version_of("state")
        inbox = merger.conflicts.kept_beside(late, place, "decided_reason", rival, _words(row.fields))
    return Verdict(Outcome.LOST, sorted(wanted), inbox, Why.CONCURRENT)


def _words(fields: dict[str, object]) -> str:
    return " · ".join(str(fields[name]) for name in ("decided_owner", "decided_reason") if fields.get(name))


def _cards(work: Working, case_id: str) -> list[CardRows]:
    ids = {work.survivor(one) for one in work.case_cards.get(case_id, ())}
    live = {one for one in ids if one in work.cards and work.cards[one].state is CardState.LIVE and one in work.rows}
    return gathered(work.rows.values(), live)


def _one_card(merger: Deciding, op: Op, cards: list[CardRows], owner: str, version: Version) -> RowState:
    """Merge the cards into that of the new owner, or the one filed first."""
    stays = next((card.root for card in cards if card.owner == owner), cards[0].root)
    for card in cards:
        if card.root.id == stays.id:
            continue
        made = derived_id(op.id, card.root.id)
        goes = structs.replace(
            op, id=made, k=OpKind.COMMAND, cmd=Command.MERGE, t=CUSTOMER.name, row=card.root.id, agg=card.root.id,
            f={MERGED_INTO: Change(n=stays.id)},
        )  # fmt: skip
        CardMerge(goes, structs.replace(version, op_id=made), merger.work, merger.conflicts).run(
            merger.work.rows[card.root.id], merger.work.rows[stays.id]
        )
    return merger.work.rows[stays.id]


def _give(merger: Deciding, writer: Writer, stays: RowState, owner: str, shares: dict[str, int]) -> None:
    work = merger.work
    if stays.fields.get("owner_id") != owner:
        writer.put(stays, {"owner_id": owner})
        card = work.edit_card(stays.id)
        card.new_owner, card.scopes = owner, card_scopes(owner, merger.team_of(owner))
    for user in sorted(shares.keys() - {owner}):
        row_id = derived_id(SHARE.name, stays.id, user)  # the one the administrator would make
        writer.show(row_id, stays.id, SHARE.name, {SHARED_WITH: user, "note": f"{shares[user]} %"})
        work.edit_card(stays.id).moved = True


def _settle_rows(merger: Deciding, writer: Writer, stays: RowState, said: dict[str, object]) -> None:
    """One quote counts, claims are settled, and nobody is asked any more whether they are the same."""
    work = merger.work
    for row in [one for one in work.rows.values() if one.agg_id == stays.id and not one.deleted]:
        if row.type == QUOTE.name and row.fields.get(STATE) not in DEAD_QUOTES:
            chosen = row.id == said["decided_quote"]
            writer.put(row, {STATE: APPROVED if chosen else TAKEN_BACK, BEFORE: None})
        elif row.type == CLAIM.name and row.fields.get("state", "valid") in ("valid", "disputed"):
            settled = {"decided_owner": said["decided_owner"], "decided_by": said["decided_by"]}
            writer.put(row, {"state": "decided", "decided_reason": said["decided_reason"], **settled})
        elif row.type == CONFLICT.name and (row.fields.get("why"), row.fields.get("state")) == _DOUBT:
            writer.put(row, {"state": KEPT})
    root = work.edit_row(stays.id)
    root.fields |= {"updated_at": said["decided_at"], "updated_by": merger.caller.display_name}


def _show_quotes(work: Working, writer: Writer, case_id: str) -> None:
    for row in [one for one in work.rows.values() if one.agg_id == case_id and one.type == CLAIM_QUOTE.name]:
        quote = work.rows.get(str(row.fields.get("quote_id")))
        if quote is not None and not row.deleted:
            writer.put(row, {STATE: quote.fields.get(STATE), "card_id": quote.agg_id})


def _withdraw(merger: Deciding, op: Op, row: RowState, version: Version) -> Verdict:
    """Whoever claims, and nobody else, takes it back; and back again, while nothing is decided."""
    if row.fields.get("user_name") != merger.caller.user_id:
        raise Unfit(Why.SCOPE, "withdraw")
    case, new = merger.work.rows.get(row.agg_id), op.f["state"].n
    if new not in (VALID, WITHDRAWN):
        raise Unfit(Why.BAD_OPERATION, "state")
    if row.fields.get("state", VALID) == new:
        return Verdict(Outcome.SAME)
    if case is None or case.fields.get("state") != OPEN:
        merger.work.note(version, row, "state", row.fields.get("state"), new, Outcome.LOST)
        return Verdict(Outcome.LOST, ["state"], None, Why.CHANGED_SINCE)
    Writer(merger.work, version).put(row, {"state": new})
    return Verdict(Outcome.APPLIED)
