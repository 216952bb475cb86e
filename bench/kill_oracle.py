"""What must be true after kills: everything told as done is there, exactly once, everywhere in the end."""

from __future__ import annotations

import json
import random
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_crm.bootstrap import Application, open_application
from desktop_crm.domain.records import CUSTOMER
from tests.support.processes import Laptop

Card = dict[str, Any]


@dataclass(slots=True)
class Ledger:
    """What one laptop was asked and what it told. Customers are known by their mobile number.

    ``edits`` is the only field this laptop edits, so that two laptops can edit the same customer and each
    last told value must win.
    """

    laptop: Laptop
    edits: str
    tried: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    values: dict[str, tuple[str | None, list[str]]] = field(default_factory=dict)  # number: last told, tried since
    numbers: list[str] = field(default_factory=list)
    operations: frozenset[str] = frozenset()

    def some_number(self, chance: random.Random) -> str | None:
        """Choose a customer to edit."""
        return chance.choice(self.numbers) if self.numbers else None

    def attempt(self, number: str, value: str) -> None:
        """Note that a value is about to be saved."""
        told, tried = self.values.get(number, (None, []))
        self.values[number] = (told, [*tried, value])

    def settle(self, number: str, value: str | None) -> None:
        """Note that this value was saved: told by the command, or seen afterwards."""
        self.values[number] = (value, [])

    def look(self) -> list[str]:
        """Open the profile as the next start of the program would; return what is wrong."""
        app = open_application(self.laptop.folder, self.laptop.passphrase)
        try:
            cards = read_cards(app)
            with app.store.read() as connection:
                rows = connection.exec_driver_sql("SELECT op_id FROM outbox WHERE state = 'pending'").fetchall()
        finally:
            app.close()
        self.operations = frozenset(str(row[0]) for row in rows)
        self.numbers = sorted(card["customer_no"] for card in cards)
        return self.wrong_in(cards, self.laptop.folder.name)

    def wrong_in(self, cards: list[Card], where: str) -> list[str]:
        """Compare with a list of all customers; what is seen is taken down, it must never go back."""
        times = Counter(card["mobile_phone"] for card in cards)
        wrong = [f"{where}: {mobile} is there {count} times" for mobile, count in times.items() if count > 1]
        wrong += [f"{where}: {mobile} was told as saved and is missing" for mobile in sorted(self.told - times.keys())]
        numbers = Counter(card["customer_no"] for card in cards)
        wrong += [f"{where}: number {no} is there {count} times" for no, count in numbers.items() if count > 1]
        by_number = {card["customer_no"]: card for card in cards}
        for number, (told, tried) in list(self.values.items()):
            seen = by_number.get(number, {}).get(self.edits)
            if seen != told and seen not in tried:
                wrong.append(f"{where}: {number} {self.edits} is {seen}, told {told}")
            elif seen in tried:
                self.settle(number, seen)
        self.told |= self.tried & times.keys()
        return wrong


def read_cards(app: Application) -> list[Card]:
    """Read the declared fields of every customer of a profile."""
    names = [item.id for item in CUSTOMER]
    columns = ", ".join(f'"{name}"' for name in ("id", *names))
    with app.store.read() as connection:
        rows = connection.exec_driver_sql(f"SELECT {columns} FROM customer WHERE NOT deleted").fetchall()
    return [dict(zip(("id", *names), row, strict=True)) for row in rows]


class ServerFile:
    """Reads the server's SQLite file from outside, while the server runs or lies dead."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _query(self, sql: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def answered(self) -> set[str]:
        """Return the ids of all operations the server has decided."""
        return {str(row[0]) for row in self._query("SELECT op_id FROM op_seen")}

    def cards(self) -> list[Card]:
        """Read the declared fields of every customer."""
        rows = self._query("SELECT row_id, body FROM obj WHERE type = 'customer' AND NOT deleted")
        names = [item.id for item in CUSTOMER]
        bodies = [(str(row_id), json.loads(body)) for row_id, body in rows]
        return [{"id": row_id, **{name: body.get(name) for name in names}} for row_id, body in bodies]

    def is_sound(self) -> bool:
        """Say whether SQLite finds the file whole."""
        return self._query("PRAGMA integrity_check") == [("ok",)]


def wrong_at_rest(ledgers: list[Ledger], server: ServerFile) -> list[str]:
    """Compare server and laptops after everything has come to rest; return what is wrong."""
    at_server = _by_id(server.cards())
    wrong = [] if server.is_sound() else ["server: the file is damaged"]
    operations: set[str] = set()
    for ledger in ledgers:
        wrong += ledger.wrong_in(list(at_server.values()), "server")
        app = open_application(ledger.laptop.folder, ledger.laptop.passphrase)
        try:
            here = read_cards(app)
            with app.store.read() as connection:
                rows = connection.exec_driver_sql("SELECT op_id, state, outcome FROM outbox").fetchall()
            conflicts = len(app.queries.conflicts())
        finally:
            app.close()
        name = ledger.laptop.folder.name
        wrong += [text for other in ledgers for text in other.wrong_in(here, name)]
        operations |= {str(row[0]) for row in rows}
        wrong += [
            f"{name}: operation {row[0]} ended {row[1]}, {row[2]}" for row in rows if row[1:] != ("done", "applied")
        ]
        wrong += [f"{name}: {conflicts} conflicts where nobody met"] if conflicts else []
        wrong += _differences(at_server, _by_id(here), name)
    if operations != server.answered():
        wrong.append(f"operations: {len(operations ^ server.answered())} are known on one side only")
    return wrong


def _by_id(cards: list[Card]) -> dict[str, Card]:
    return {card["id"]: {name: _plain(value) for name, value in card.items()} for card in cards}


def _plain(value: object) -> object:
    return bool(value) if isinstance(value, bool) else value or None


def _differences(server: dict[str, Card], laptop: dict[str, Card], name: str) -> list[str]:
    missing = [f"{name}: {len(server.keys() - laptop.keys())} customers of the server are missing"]
    extra = [f"{name}: {len(laptop.keys() - server.keys())} customers are unknown to the server"]
    differing = [key for key in server.keys() & laptop.keys() if server[key] != laptop[key]]
    wrong = missing if server.keys() - laptop.keys() else []
    wrong += extra if laptop.keys() - server.keys() else []
    return wrong + ([f"{name}: {len(differing)} customers differ from the server"] if differing else [])
