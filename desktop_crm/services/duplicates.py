"""Does this customer have a card already? The cards that a row seems to be: by X-DUP-HARD and X-DUP-SOFT of the domain
contract (§1.1), and by likeness beyond them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop_crm.domain.fields import FormKind, Values
from desktop_crm.domain.matching.keys import keys
from desktop_crm.domain.matching.profile import Profile, profile
from desktop_crm.domain.matching.scoring import LIKELY_FROM, POSSIBLE_FROM, Score, score
from desktop_crm.domain.records import display_name
from desktop_crm.domain.validation.findings import Finding, Severity
from desktop_crm.store import matching
from desktop_crm.store.projection import Deriver
from desktop_crm.store.raw import fetch_all

_SLICE = 300
_PLACES = {FormKind.INDIVIDUAL: ("id_number", "full_name"), FormKind.ORGANISATION: ("licence_no", "org_name")}
#: A key that more cards share brings no candidates for a save or an import: they must not wait for it.
MOST_FOR_A_SAVE = 12


@dataclass(frozen=True, slots=True)
class Match:
    """An existing card that a row seems to be."""

    id: str
    customer_no: str
    name: str
    score: Score

    @property
    def hard(self) -> bool:
        """Whether both have the same document."""
        return "document_same" in self.score.reasons

    @property
    def counts(self) -> bool:
        """Whether the row is a duplicate: by a rule, or very likely. Else it is worth a look."""
        return self.score.by_rule or self.score.percent >= LIKELY_FROM

    def finding(self, kind: FormKind) -> Finding:
        """Return it as a finding of a card of that kind, placed on the field that is the same."""
        document, name = _PLACES[kind]
        if self.hard:
            return Finding("dup_hard", Severity.ERROR, document, {"no": self.customer_no})
        return Finding("dup_soft", Severity.WARNING, name, {"no": self.customer_no})


def find(
    connection: Connection,
    rows: Sequence[Values],
    deriver: Deriver,
    but_not: str | None = None,
    *,
    grid: Sequence[Values] = (),
    most: int = MOST_FOR_A_SAVE,
) -> list[list[Match]]:
    """Return for each row the cards it may be, the likeliest first; none for most. Deleted cards do not count.

    ``grid`` is that of a single row. ``but_not`` is the row's own card, and what was told apart from it.
    """
    found: list[list[Match]] = []
    for start in range(0, len(rows), _SLICE):
        found.extend(_find_slice(connection, rows[start : start + _SLICE], deriver, but_not, grid, most))
    return found


def _find_slice(
    connection: Connection,
    rows: Sequence[Values],
    deriver: Deriver,
    but_not: str | None,
    grid: Sequence[Values],
    most: int,
) -> list[list[Match]]:
    mine = [profile(row, deriver.document_hash(row), _phones(row, grid)) for row in rows]
    asked = [keys(one) for one in mine]
    by_key = matching.sharing(connection, (key for some in asked for key in some), most)
    settled = matching.is_settled(connection)
    candidates: list[set[int]] = []
    for row, one, some in zip(rows, mine, asked, strict=True):
        rids = {rid for key in some for rid in by_key.get(key, ())}
        if not settled:
            rids.update(matching.unread_twins(connection, one.document, {**row, "display_name": display_name(row)}))
        candidates.append(rids)
    cards = matching.profiles(connection, sorted(set().union(*candidates)))
    scored = [_scored(one, rids, cards) for one, rids in zip(mine, candidates, strict=True)]
    named = _names(connection, sorted({rid for hits in scored for rid, _ in hits}))
    apart = _apart_from(connection, but_not) if but_not else frozenset()
    answers: list[list[Match]] = []
    for hits in scored:
        matches = [Match(*named[rid], result) for rid, result in hits]
        answers.append([one for one in matches if one.id != but_not and (one.hard or one.id not in apart)])
    return answers


def _phones(row: Values, grid: Sequence[Values]) -> list[object]:
    return [one.get("phone") for one in grid] if row.get("customer_kind") == FormKind.ORGANISATION else []


def _scored(one: Profile, rids: set[int], cards: dict[int, Profile]) -> list[tuple[int, Score]]:
    hits = [(rid, score(one, cards[rid])) for rid in sorted(rids) if rid in cards]
    return sorted((hit for hit in hits if hit[1].percent >= POSSIBLE_FROM), key=lambda hit: -hit[1].percent)


def _names(connection: Connection, rids: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    found: dict[int, tuple[str, str, str]] = {}
    for at in range(0, len(rids), _SLICE):
        part = rids[at : at + _SLICE]
        sql = f"SELECT rid, id, customer_no, display_name FROM customer WHERE rid IN ({','.join('?' * len(part))})"
        for rid, agg_id, number, name in fetch_all(connection, sql, part):
            found[int(str(rid))] = (str(agg_id), str(number or ""), str(name or ""))
    return found


def _apart_from(connection: Connection, agg_id: str) -> frozenset[str]:
    sql = "SELECT agg_id, other_id FROM not_duplicate WHERE (agg_id = ? OR other_id = ?) AND NOT deleted"
    rows = fetch_all(connection, sql, (agg_id, agg_id))
    return frozenset(str(one if other == agg_id else other) for one, other in rows)
