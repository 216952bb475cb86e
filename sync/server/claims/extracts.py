"""What a case shows of the customers' cards it is about: who claims, with what evidence, and all quotes. No more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_crm.domain.claim_records import VALID, WITHDRAWN
from desktop_crm.domain.file_choices import DEAD_QUOTES
from desktop_crm.domain.file_records import ACTIVITY, SALES_ORDER
from desktop_crm.domain.quote_records import CLAIM, QUOTE
from desktop_crm.domain.records import SHARE, display_name
from sync.server.context import Role
from sync.server.placing import SHARED_WITH, territory_of
from sync.server.rows import CREATED, RowState

#: The newest contacts that are shown one by one; the others are counted.
SHOWN = 100
_LIVE_CLAIMS = frozenset(("valid", "disputed"))
Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Someone:
    """A person with an account. ``territories``: codes of the provinces he sees as his."""

    user_id: str
    name: str
    role: Role
    team_id: str | None
    territories: frozenset[str] = frozenset()


@dataclass(slots=True)
class CardRows:
    """A customer's card with its live rows by type."""

    root: RowState
    rows: dict[str, list[RowState]] = field(default_factory=dict)

    def of(self, kind: str) -> list[RowState]:
        """Return the rows of a type."""
        return self.rows.get(kind, [])

    @property
    def owner(self) -> str:
        """Whose card it is."""
        return str(self.root.fields.get("owner_id") or "")


def gathered(rows: Iterable[RowState], agg_ids: Iterable[str]) -> list[CardRows]:
    """Sort the live rows of some cards, the card filed first standing first."""
    cards: dict[str, CardRows] = {}
    hanging: list[RowState] = []
    wanted = set(agg_ids)
    for row in rows:
        if row.agg_id not in wanted or row.deleted:
            continue
        if row.is_root:
            cards[row.id] = CardRows(row)
        else:
            hanging.append(row)
    for row in hanging:
        if row.agg_id in cards:
            cards[row.agg_id].rows.setdefault(row.type, []).append(row)
    return sorted(cards.values(), key=lambda card: (str(card.root.fields.get("created_at") or ""), card.root.id))


class People:
    """Everybody with an account, found by user name or by the name others write."""

    def __init__(self, people: Iterable[Someone]) -> None:
        self._by_id = {one.user_id: one for one in people}
        self._by_name: dict[str, list[Someone]] = {}
        for one in self._by_id.values():
            self._by_name.setdefault(one.name, []).append(one)

    def get(self, user_id: str) -> Someone | None:
        """Find an account."""
        return self._by_id.get(user_id)

    def named(self, text: object) -> str:
        """Return the user a text names, "" where it names nobody, or several."""
        plain = str(text or "").strip()
        same = self._by_name.get(plain, [])
        return plain.lower() if plain.lower() in self._by_id else same[0].user_id if len(same) == 1 else ""


def maker(row: RowState) -> str:
    """Return who made a row; "" for the server."""
    return row.versions[CREATED].user_id


def disputants(card: CardRows, people: People) -> set[str]:
    """Return who claims or quotes to the customer of another person's card, since that person was given it.

    A manager who quotes helps, and so does whoever the card is shared with; a claim says what it says.
    """
    since = card.root.version_of("owner_id").seq
    shared = {str(row.fields.get(SHARED_WITH)) for row in card.of(SHARE.name)}
    found = set()
    for row in card.of(CLAIM.name):
        if row.fields.get("state", "valid") in _LIVE_CLAIMS and _is_later(row, since):
            found.add(claimant_of(row, people))
    for row in card.of(QUOTE.name):
        someone = people.get(maker(row))
        if row.fields.get("approval_state") in DEAD_QUOTES or someone is None or someone.role is not Role.REP:
            continue
        if _is_later(row, since) and someone.user_id not in shared:
            found.add(someone.user_id)
    return {one for one in found if one and one != card.owner}


def _is_later(row: RowState, since: int) -> bool:
    return not row.home and row.versions[CREATED].seq > since


def claimant_of(row: RowState, people: People) -> str:
    """Return the user for whom a claim was made: whom it names, else who made it."""
    return people.named(row.fields.get("claimant")) or maker(row)


# -- the rows of a case ---------------------------------------------------------------------------


def parties(
    cards: Sequence[CardRows], users: Iterable[str], people: People, before: Mapping[str, Fields]
) -> Iterator[tuple[str, Fields]]:
    """Yield for each user of a case what its row says. ``before`` is what the rows said so far, by user."""
    claiming = set(users)
    for user in sorted(claiming):
        old = before.get(user, {})
        own = [card for card in cards if card.owner == user]
        there = own or [card for card in cards if _works_on(card, user, people)]
        fields = _party(user, there, own, cards, claiming, people)
        if not there:  # his card is gone: what was known stays, and he claims no more
            fields = {**old, "state": WITHDRAWN}
        elif "state" in old and not (old.get("state") == WITHDRAWN and not old.get("card_id")):
            fields["state"] = old["state"]
        yield user, {name: value for name, value in fields.items() if value not in (None, "", [])}


def _works_on(card: CardRows, user: str, people: People) -> bool:
    claims = any(claimant_of(row, people) == user for row in card.of(CLAIM.name))
    return claims or any(maker(row) == user for row in card.of(QUOTE.name))


def _party(
    user: str, there: Sequence[CardRows], own: Sequence[CardRows], cards: Sequence[CardRows], users: set[str],
    people: People,
) -> Fields:  # fmt: skip
    someone = people.get(user)
    name = someone.name if someone else user
    root = there[0].root.fields if there else {}
    contacts = sorted(
        f"{row.fields.get('contacted_at') or ''} {row.fields.get('method') or ''}".strip()
        for card in cards
        for row in card.of(ACTIVITY.name)
        if _belongs(row, card, user, users, people, "by")
    )
    orders = sorted(
        (str(row.fields.get("ordered_on") or "~"), str(row.fields.get("contract_no") or row.fields.get("order_no")))
        for card in cards
        for row in card.of(SALES_ORDER.name)
        if row.fields.get("state") != "cancelled" and _belongs(row, card, user, users, people, "signed_by")
    )
    claims = [
        row.fields for card in cards for row in card.of(CLAIM.name)
        if claimant_of(row, people) == user and row.fields.get("state", "valid") in _LIVE_CLAIMS
    ]  # fmt: skip
    first = min(claims, key=lambda one: str(one.get("claimed_at") or "~"), default={})
    territories = someone.territories if someone else frozenset()
    return {
        "user_name": user,
        "name": name,
        "state": VALID,
        "card_id": there[0].root.id if there else None,
        "customer_no": root.get("customer_no"),
        "customer_name": display_name(root),
        "filed_at": own[0].root.fields.get("created_at") if own else None,
        "claimed_at": first.get("claimed_at"),
        "claim_until": first.get("valid_until"),
        "evidence": first.get("evidence"),
        "contacts": len(contacts),
        "contact_days": sorted(set(contacts[-SHOWN:])),
        "first_contact_at": contacts[0].split(" ")[0] if contacts else None,
        "last_contact_at": contacts[-1].split(" ")[0] if contacts else None,
        "contract_no": orders[0][1] if orders else None,
        "contract_on": orders[0][0] if orders and orders[0][0] != "~" else None,
        "territory": any(territory_of(card.root.fields) in territories for card in there) or None,
    }


def _belongs(row: RowState, card: CardRows, user: str, users: set[str], people: People, named: str) -> bool:
    """Say whose a contact or contract is: the one it names, who wrote it down, else whose card it is on."""
    for one in (people.named(row.fields.get(named)), maker(row)):
        if one in users:
            return one == user
    return card.owner == user


def quotes(cards: Sequence[CardRows], people: People) -> Iterator[tuple[str, Fields]]:
    """Yield for each quote to the customer, by the id of its row, what the case says of it."""
    for card in cards:
        for row in card.of(QUOTE.name):
            user = people.named(row.fields.get("quoted_by")) or maker(row) or card.owner
            someone = people.get(user)
            shown = ("quote_no", "product", "amount", "quoted_on", "valid_until", "approval_state")
            fields: Fields = {
                "quote_id": row.id,
                "card_id": card.root.id,
                "user_name": user,
                "quoted_by": row.fields.get("quoted_by") or (someone.name if someone else user),
                **{name: row.fields.get(name) for name in shown},
            }
            yield row.id, {name: value for name, value in fields.items() if value not in (None, "")}
