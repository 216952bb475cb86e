"""Making one card out of several of one customer: which one stays, and for each field which value.

Everything here is a proposal with its reason; a person may choose otherwise. Values that belong together (an address
and its postcode) are chosen together. Rows that hang on the cards are all kept and need no choice.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

from desktop_crm.domain.fields import Field, FieldType, Merge, RecordType, Value, Values, is_custom
from desktop_crm.domain.records import CUSTOMER


class Reason(StrEnum):
    """Why a value is proposed."""

    SAME = "same"  # all cards that say something say this
    ONLY = "only"  # one card says something
    STAYS = "stays"  # of the card that stays: it belongs to the file, not to the customer
    VERIFIED = "verified"  # checked by somebody, the most recent of those
    LONGEST = "longest"  # the most complete address
    UNITED = "united"  # everything any of them says
    JOINED = "joined"  # all texts, one below the other
    NEWEST = "newest"  # of the card that was changed last
    CHOSEN = "chosen"  # by a person


#: What belongs to a file and not to the customer: the card that stays keeps its own.
OF_THE_FILE = frozenset(("customer_no", "record_status", "customer_kind", "form_date", "signed_by"))
#: Nobody chooses these: they go with the card that stays, as its rows and its number do.
_FIXED = frozenset(("customer_no", "record_status", "customer_kind"))
_LONGEST_GROUPS = frozenset(("address",))
#: Sets that are not united: what a customer permitted on one occasion is not permitted by another.
_NOT_UNITED = frozenset(("contact_permission",))
#: Stands for all values together, where a single card is chosen otherwise.
TOGETHER = -1
Unit = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One of the cards. Instants are UTC text; ``verified`` says by field when somebody checked it, ``counts`` how many
    rows of each kind hang on it."""

    id: str
    customer_no: str
    name: str
    values: Values
    created_at: str = ""
    updated_at: str = ""
    owner_id: str = ""
    completeness: int = 0
    verified: Mapping[str, str] = dataclasses.field(default_factory=dict)
    counts: Mapping[str, int] = dataclasses.field(default_factory=dict)
    record: RecordType = CUSTOMER  # with what the company added to this card

    @property
    def is_draft(self) -> bool:
        """Whether it was never filed."""
        return self.values.get("record_status") == "draft"

    def unit(self, fields: Sequence[Field]) -> Unit:
        """Return its values of some fields."""
        return tuple(self.values.get(one.id) for one in fields)


@dataclass(frozen=True, slots=True)
class Choice:
    """The fields of one unit, what each card says of them, and which of it is taken (``TOGETHER``: all of it)."""

    fields: tuple[Field, ...]
    options: tuple[Unit, ...]
    taken: int
    reason: Reason

    @property
    def differs(self) -> bool:
        """Whether two cards say different things."""
        return len({one for one in self.options if any(_said(one))}) > 1

    @property
    def is_fixed(self) -> bool:
        """Whether it goes with the card that stays, and cannot be chosen."""
        return self.fields[0].id in _FIXED

    @property
    def is_empty(self) -> bool:
        """Whether no card says anything."""
        return not any(any(_said(one)) for one in self.options)

    @property
    def can_be_together(self) -> bool:
        """Whether all values can stand in the field at once."""
        return together(self.fields[0], [one[0] for one in self.options]) is not None and self.differs

    def result(self, stays: int) -> Unit:
        """Return the values that the card that stays will have."""
        if self.taken != TOGETHER:
            return self.options[self.taken]
        ordered = [self.options[stays], *(one for at, one in enumerate(self.options) if at != stays)]
        return (together(self.fields[0], [one[0] for one in ordered]),)


@dataclass(frozen=True, slots=True)
class Plan:
    """How some cards become one."""

    cards: tuple[Source, ...]
    stays: int
    choices: tuple[Choice, ...]

    @property
    def survivor(self) -> Source:
        """The card that stays."""
        return self.cards[self.stays]

    @property
    def going(self) -> tuple[int, ...]:
        """The places of those that go."""
        return tuple(at for at in range(len(self.cards)) if at != self.stays)

    @property
    def differing(self) -> tuple[Choice, ...]:
        """The units of which the cards say different things."""
        return tuple(one for one in self.choices if one.differs)

    @property
    def result(self) -> dict[str, Value]:
        """What the card that stays will say."""
        return {
            field.id: value
            for one in self.choices
            for field, value in zip(one.fields, one.result(self.stays), strict=True)
            if value not in _NOTHING
        }

    @property
    def left_out(self) -> dict[int, list[str]]:
        """Which values of which cards will not stand in the one that stays; they stay in its history."""
        found: dict[int, list[str]] = {}
        for one in self.differing:
            result = one.result(self.stays)
            for at, option in enumerate(one.options):
                for field, said, kept in zip(one.fields, option, result, strict=True):
                    if said not in _NOTHING and said != kept and one.taken != TOGETHER:
                        found.setdefault(at, []).append(field.id)
        return found

    def choose(self, field: str, taken: int) -> Plan:
        """Take the value of another card (or ``TOGETHER``) for a field and those that belong to it."""
        return dataclasses.replace(
            self,
            choices=tuple(
                dataclasses.replace(one, taken=taken, reason=Reason.CHOSEN)
                if any(part.id == field for part in one.fields)
                else one
                for one in self.choices
            ),
        )

    def staying(self, place: int) -> Plan:
        """Let another card stay; what a person chose stays chosen."""
        fresh = propose(self.cards, place)
        chosen = {one.fields: one for one in self.choices if one.reason is Reason.CHOSEN}
        return dataclasses.replace(fresh, choices=tuple(chosen.get(one.fields, one) for one in fresh.choices))

    def changes(self) -> dict[int, dict[str, tuple[Value, Value]]]:
        """Return for each card that goes what its merge writes to the one that stays: by field, old and new.

        A field in which both are equal was decided for what is there already. The merges follow one another.
        """
        found: dict[int, dict[str, tuple[Value, Value]]] = {at: {} for at in self.going}
        for one in self.choices:
            present = one.options[self.stays]
            for at in self.going:
                new = self._after(one, at, present)
                if new != present or one.options[at] != present:
                    values = zip(one.fields, present, new, one.options[at], strict=True)
                    found[at] |= {
                        field.id: (old, then) for field, old, then, said in values if (old, then, said) != _EMPTY
                    }
                present = new
        return found

    def _after(self, choice: Choice, going: int, present: Unit) -> Unit:
        if choice.taken == going:
            return choice.options[going]
        if choice.taken == TOGETHER:
            return (together(choice.fields[0], [present[0], choice.options[going][0]]),)
        return present


_NOTHING = (None, "", ())
_EMPTY = (None, None, None)


def propose(cards: Sequence[Source], stays: int | None = None) -> Plan:
    """Propose how some cards become one; ``stays`` is the place of the card that shall stay, if somebody chose."""
    kept = _best(cards) if stays is None else stays
    return Plan(tuple(cards), kept, tuple(_choice(cards, kept, fields) for fields in units(merged_record(cards))))


def _best(cards: Sequence[Source]) -> int:
    """Filed before draft, then the one with the most rows, the most complete, the oldest."""

    def worth(at: int) -> tuple[bool, int, int]:
        return not cards[at].is_draft, sum(cards[at].counts.values()), cards[at].completeness

    best = max(map(worth, range(len(cards))))
    return min((at for at in range(len(cards)) if worth(at) == best), key=lambda at: (cards[at].created_at, at))


def merged_record(cards: Sequence[Source]) -> RecordType:
    """Return the customer with what the company added to any of these cards."""
    more = {field.id: field for card in cards for field in card.record if is_custom(field.id)}
    return RecordType(CUSTOMER.name, CUSTOMER.zh, CUSTOMER.en, (*CUSTOMER.fields, *more.values())) if more else CUSTOMER


def units(record: RecordType = CUSTOMER) -> list[tuple[Field, ...]]:
    """Return the fields of a customer in declared order, those that are decided together as one."""
    found: dict[str, list[Field]] = {}
    for field in record:
        if field.automatic and not is_custom(field.id):
            continue  # how the card that stays was filled in stays with it
        if field.merge is not Merge.COUNTER:  # the server adds those up
            found.setdefault(f"group {field.group}" if field.group else field.id, []).append(field)
    return [tuple(fields) for fields in found.values()]


def _choice(cards: Sequence[Source], stays: int, fields: tuple[Field, ...]) -> Choice:
    options = tuple(card.unit(fields) for card in cards)
    taken, reason = _propose(cards, stays, fields, options)
    return Choice(fields, options, taken, reason)


def _propose(
    cards: Sequence[Source], stays: int, fields: tuple[Field, ...], options: Sequence[Unit]
) -> tuple[int, Reason]:
    first = fields[0]
    if first.id in OF_THE_FILE:
        return stays, Reason.STAYS
    saying = [at for at, one in enumerate(options) if any(_said(one)) and one != (first.default,)]
    saying = saying or [at for at, one in enumerate(options) if any(_said(one))] or [stays]
    if len({options[at] for at in saying}) == 1:
        everybody = len(saying) > 1 or not any(_said(options[saying[0]]))
        return (stays if stays in saying else saying[0]), (Reason.SAME if everybody else Reason.ONLY)
    verified = {at: max(cards[at].verified.get(field.id, "") for field in fields) for at in saying}
    if any(verified.values()):
        return max(saying, key=lambda at: (verified[at], at == stays)), Reason.VERIFIED
    if first.type is FieldType.SET and first.id not in _NOT_UNITED:
        return TOGETHER, Reason.UNITED
    if first.merge is Merge.TEXT and together(first, [one[0] for one in options]) is not None:
        return TOGETHER, Reason.JOINED
    if first.group in _LONGEST_GROUPS:
        return max(saying, key=lambda at: (len("".join(map(str, _said(options[at])))), at == stays)), Reason.LONGEST
    return max(saying, key=lambda at: (cards[at].updated_at, at == stays)), Reason.NEWEST


def _said(unit: Unit) -> list[Value]:
    return [value for value in unit if value not in _NOTHING]


def together(field: Field, values: Sequence[Value]) -> Value:
    """Return all values in one, in their order; None for a field that holds only one, or not so much."""
    join = _JOINS.get(field.merge)
    said: list[Value] = [value for value in values if value not in _NOTHING]
    if join is None or not said:
        return None
    joined = reduce(join, said)
    return None if isinstance(joined, str) and len(joined) > field.max_length else joined


def _union(one: Value, other: Value) -> Value:
    return tuple(sorted({*(one if isinstance(one, tuple) else ()), *(other if isinstance(other, tuple) else ())}))


def _lines(one: Value, other: Value) -> Value:
    here, more = str(one or ""), str(other or "")
    if more in here:
        return here
    return more if here in more else f"{here}\n{more}"


_JOINS: dict[Merge, Callable[[Value, Value], Value]] = {Merge.SET: _union, Merge.TEXT: _lines}
