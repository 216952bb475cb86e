"""Seeing masked values in full: asked of the right to it, and written down. No window decides that by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection

from desktop_crm.clock import Clock
from desktop_crm.domain.revealing import Right, right_to
from desktop_crm.errors import RecordRefused
from desktop_crm.store import audit, meta
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import fetch_all

#: Shortest purpose that says something.
SHORTEST = 2
_SLICE = 500

_T = TypeVar("_T")


class RevealService:
    """A purpose once given for a customer holds until the program ends."""

    def __init__(self, store: Store, role: Callable[[], str], clock: Clock) -> None:
        self._store, self._role, self._clock = store, role, clock
        self._purposes: dict[str, str] = {}

    def right(self, customers: Iterable[str]) -> Right:
        """Return the right to what is masked at these customers, of the strictest; "" is one not saved yet."""
        return max((right for right, _owner in self._rights(list(customers)).values()), default=Right.FREE)

    def reveal(self, customers: Sequence[str], *what: dict[str, object], purpose: str = "") -> None:
        """Write down that values of customers are shown, a line for each customer and each of ``what``.

        Raises RecordRefused: ``may_not_reveal`` (which is written down as well), ``purpose_missing``.
        """
        self._require(list(customers), purpose)
        with self._store.write() as connection:
            for customer in customers:
                why = {"reason": self._purposes[customer]} if customer in self._purposes else {}
                for one in what or ({},):
                    audit.write(connection, self._clock(), "reveal", {"customer": customer, **one, **why})

    def give_out(self, event: str, rids: Sequence[int], detail: dict[str, object], purpose: str = "") -> None:
        """Write down that masked values of many customers leave the program: printed, exported, copied.

        Raises as :meth:`reveal`, before anything has left.
        """
        with self._store.read() as connection:
            ids = [str(row[0]) for part in _slices(rids) for row in fetch_all(connection, _in(_IDS, part), part)]
        self._require(ids, purpose)
        with self._store.write() as connection:
            audit.write(connection, self._clock(), event, {**detail, **({"reason": purpose} if purpose else {})})

    def _require(self, customers: list[str], purpose: str) -> None:
        rights = self._rights(customers)
        closed = [owner for right, owner in rights.values() if right is Right.NONE]
        if closed:
            with self._store.write() as connection:
                audit.write(connection, self._clock(), "reveal_refused", {"customers": len(closed)})
                owner = _name(connection, closed[0])
            raise RecordRefused("may_not_reveal", customers=len(closed), owner=owner)
        asked = [customer for customer, (right, _owner) in rights.items() if right is Right.PURPOSE]
        if asked and len(purpose.strip()) < SHORTEST:
            raise RecordRefused("purpose_missing", customers=len(asked))
        if purpose.strip():
            self._purposes |= dict.fromkeys(asked, purpose.strip())

    def _rights(self, customers: list[str]) -> dict[str, tuple[Right, str]]:
        """Return right and owner by customer; one that is not known has no owner yet."""
        role = self._role()
        with self._store.read() as connection:
            user = meta.get(connection, "user_id")
            owners = {
                str(customer): str(owner)
                for part in _slices(customers)
                for customer, owner in fetch_all(connection, _in(_OWNERS, part), part)
            }
        found: dict[str, tuple[Right, str]] = {}
        for customer in customers:
            owner = owners.get(customer, "")
            right = right_to(role, user, owner)
            given = right is Right.PURPOSE and customer in self._purposes
            found[customer] = (Right.FREE if given else right, owner)
        return found


_OWNERS = "SELECT id, coalesce(owner_id, '') FROM customer WHERE id IN ({})"
_IDS = "SELECT id FROM customer WHERE rid IN ({})"


def _in(sql: str, values: Sequence[object]) -> str:
    return sql.format(",".join("?" * len(values)))


def _slices(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (values[start : start + _SLICE] for start in range(0, len(values), _SLICE))


def _name(connection: Connection, user: str) -> str:
    found = fetch_all(connection, "SELECT display_name FROM employee WHERE user_name = ?", (user,))
    return str(found[0][0] or user) if found else user
