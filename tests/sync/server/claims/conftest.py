"""An office in which three people work for one customer without knowing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from sync.protocol import Receipt
from sync.server.claims import duty
from sync.server.context import Role
from tests.support.databases import BACKENDS
from tests.sync.server.laptop import Laptop, World

NAMES = {"jia": "华源商贸有限公司", "yi": "华源商贸", "bing": "华源商贸公司"}
MOBILE = "13800138000"


#: For tests in which the database itself matters.
both = pytest.mark.parametrize("backend", BACKENDS, indirect=True)


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """Name the kind of database: SQLite, where a test does not ask for both."""
    return str(getattr(request, "param", "sqlite"))


@dataclass
class Rivals:
    """Three salespeople in two teams, their managers, a director; ``cards`` and ``quotes`` by user."""

    world: World
    people: dict[str, Laptop]
    cards: dict[str, str]
    quotes: dict[str, str]

    def __getitem__(self, user: str) -> Laptop:
        return self.people[user]

    def compare(self) -> None:
        """Do what the server does after each request."""
        duty.work(self.world.database, self.world.context())

    def sync(self, *users: str) -> list[Receipt]:
        """Synchronise some laptops as the server's requests do it; return the receipts of the last."""
        receipts: list[Receipt] = []
        for user in users:
            receipts = self[user].push() if self[user].outbox else []
            self.compare()
            self[user].pull()
        return receipts

    def file(self, user: str, amount: int = 0, **fields: Any) -> str:
        """File the customer, with a quote and a contact."""
        laptop = self[user]
        wanted = {"customer_kind": "organisation", "org_name": NAMES.get(user, "华源商贸"), "mobile_phone": MOBILE}
        card = self.cards[user] = laptop.create(**(wanted | {"customer_no": f"K-{user}"} | fields))
        laptop.child(card, "activity", contacted_at=laptop.wall(), method="visit", summary=f"secret of {user}")
        if amount:
            self.quotes[user] = laptop.child(card, "quote", quote_no=f"Q-{user}", amount=amount, approval_state="free")
        return card


@pytest.fixture
def rivals(world: World) -> Rivals:
    roles = {"boss": Role.MANAGER, "other": Role.MANAGER, "chief": Role.DIRECTOR}
    for name, team in (("jia", "east"), ("yi", "east"), ("bing", "west"), ("ding", "west"), ("boss", "east"),
                       ("other", "west"), ("chief", None)):  # fmt: skip
        world.user(name, team, roles.get(name, Role.REP))
    people = {name: world.laptop(name) for name in ("jia", "yi", "bing", "ding", "boss", "other", "chief")}
    return Rivals(world, people, {}, {})


def cases(laptop: Laptop) -> list[str]:
    """Return the cases that a laptop holds."""
    return [row.id for rows in laptop.cards.values() for row in rows.values() if row.t == "claim_case"]


def rows(laptop: Laptop, case: str, kind: str) -> list[dict[str, Any]]:
    """Return the live rows of a case."""
    return [row.f for row in laptop.cards[case].values() if row.t == kind and not row.deleted]


@contextmanager
def case_of(rivals: Rivals) -> Iterator[str]:
    """Let all three file the customer, and give the one case."""
    for user, amount in (("jia", 10_000_00), ("yi", 11_000_00), ("bing", 12_000_00)):
        rivals.file(user, amount)
        rivals.world.forward(minutes=1)
    rivals.sync("jia", "yi", "bing", "jia", "yi", "boss", "other", "chief")
    (case,) = cases(rivals["jia"])
    yield case
