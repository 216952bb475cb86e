"""Fixtures of the client's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.profiles import INDIVIDUAL
from tests.sync.client.office import Laptop, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A company with two people of one team and one of none."""
    office = Office(tmp_path)
    office.user("wang", "east")
    office.user("li", "east")
    office.user("zhao")
    yield office
    office.database.close()


@pytest.fixture
def pair(office: Office) -> Iterator[tuple[Laptop, Laptop]]:
    """Two people of a team, each with a laptop."""
    laptops = (office.laptop("wang"), office.laptop("li"))
    yield laptops
    for laptop in laptops:
        laptop.app.close()


@pytest.fixture
def laptop(office: Office) -> Laptop:
    """A laptop with one customer, synchronised."""
    made = office.laptop("wang")
    made.app.customers.create(INDIVIDUAL)
    made.sync()
    return made
