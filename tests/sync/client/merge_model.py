"""A small model of customers that are edited, merged and taken apart: what must come out, told in dictionaries.

It knows nothing of laptops or servers. It is given what people did, in the order in which it reached the company, with
the time at which they did it; of two edits of a field the later one stays.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Written = tuple[tuple[int, int], object]  # time and, within one, order; value
_NEVER: Written = ((-1, 0), None)


@dataclass
class Card:
    """One customer. ``fields``: for each field, by the card it was written for, the last value; ``tags``: element ->
    card it was added for. Own is ""."""

    fields: dict[str, dict[str, Written]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    into: str = ""

    def write(self, name: str, home: str, time: int, value: object) -> None:
        layers = self.fields.setdefault(name, {})
        at = (time, len(layers) and 1 + max(order for (_, order), _ in layers.values()))
        if layers.get(home, _NEVER)[0] <= at:
            layers[home] = (at, value)

    def value(self, name: str) -> object:
        return max(self.fields.get(name, {}).values(), default=_NEVER, key=lambda one: one[0])[1]


@dataclass
class Row:
    home: str
    fields: dict[str, Written] = field(default_factory=dict)


@dataclass
class Model:
    cards: dict[str, Card] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    seen: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def way(self, card: str) -> list[str]:
        found = [card]
        while self.cards[found[-1]].into:
            found.append(self.cards[found[-1]].into)
        return found

    def edit(self, card: str, name: str, time: int, value: object) -> None:
        """Somebody wrote a field of a card; where that was merged, the one that stays gets it too."""
        home = ""
        for one in self.way(card):
            self.cards[one].write(name, home, time, value)
            home = one

    def tag(self, card: str, element: str) -> None:
        home = ""
        for one in self.way(card):
            self.cards[one].tags.setdefault(element, home)
            home = one

    def row(self, card: str, row_id: str, time: int, value: object) -> None:
        """Somebody made a row of a card, or changed it."""
        row = self.rows.setdefault(row_id, Row(card))
        if row.fields.get("phone", _NEVER)[0] <= (time, 0):
            row.fields["phone"] = ((time, 0), value)

    def merge(self, goes: str, stays: str, time: int, decided: dict[str, tuple[object, object]]) -> None:
        """``decided``: field -> what the person saw on the card that stays, and what it shall be."""
        if self.cards[goes].into or self.cards[stays].into:
            raise AssertionError("the test merges what is there")
        there = self.cards[stays]
        for name, (old, new) in decided.items():
            if name != "tags" and old != new:
                there.write(name, goes, time, new)
        for name in self.cards[goes].fields:
            value = self.cards[goes].value(name)
            if value is not None and name not in decided and there.value(name) is None:
                there.write(name, goes, time, value)
        for element in self.cards[goes].tags:
            there.tags.setdefault(element, goes)
        self.cards[goes].into = stays

    def unmerge(self, goes: str) -> None:
        stays = self.cards[self.cards[goes].into]
        for layers in stays.fields.values():
            layers.pop(goes, None)
        stays.tags = {element: home for element, home in stays.tags.items() if home != goes}
        self.cards[goes].into = ""

    def shown(self) -> dict[str, dict[str, object]]:
        """Return what everybody must see: fields, tags and rows of the cards that stand by themselves."""
        found: dict[str, dict[str, object]] = {}
        for card_id, card in self.cards.items():
            if not card.into:
                values = {name: card.value(name) for name in card.fields if card.value(name) is not None}
                found[card_id] = {**values, **({"preferences": tuple(sorted(card.tags))} if card.tags else {})}
        for row in self.rows.values():
            rows = found[self.way(row.home)[-1]].setdefault("rows", [])
            assert isinstance(rows, list)
            rows.append(row.fields["phone"][1])
        for card in found.values():
            card["rows"] = sorted(card.get("rows", []))  # type: ignore[type-var,arg-type]
        return found
