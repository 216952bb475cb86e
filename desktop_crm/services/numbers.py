"""Customer numbers: ``<issuer>-<device>-<6 digits>``, counted on each device, never given twice."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from desktop_crm.errors import RecordRefused
from desktop_crm.store import meta

_SLICE = 500


class NumberSource:
    """Hands out numbers inside one transaction; :meth:`close` writes down how far it came.

    ``expected`` is how many customers will ask, ``typed`` the numbers that come with them: both are
    looked up in few statements.
    """

    def __init__(self, connection: Connection, expected: int = 1, typed: Iterable[str] = ()) -> None:
        self._connection = connection
        self._expected = expected
        issuer, device = meta.get(connection, "issuer_code", "KH"), meta.get(connection, "device_code")
        self._prefix = f"{issuer}-{device}-"
        self._last = self._drawn = meta.get_int(connection, "next_no")
        self._ready: list[tuple[int, str]] = []
        self._taken = self._stored(dict.fromkeys(typed))

    def claim(self, typed: str) -> str:
        """Return the typed number. Raises RecordRefused when a customer has it, in the bin or not."""
        if typed in self._taken:
            raise RecordRefused("number_taken", no=typed[:60])
        self._taken.add(typed)
        return typed

    def draw(self) -> str:
        """Return the next number of this device."""
        while True:
            while not self._ready:
                self._look_ahead()
            self._last, text = self._ready.pop()
            if text not in self._taken:
                self._taken.add(text)
                return text

    def close(self) -> None:
        """Keep the counter in the store."""
        meta.put(self._connection, next_no=self._last)

    def _look_ahead(self) -> None:
        count = max(1, min(self._expected, _SLICE))
        block = [(number, f"{self._prefix}{number:06d}") for number in range(self._drawn + 1, self._drawn + 1 + count)]
        self._drawn += count
        taken = self._stored(text for _number, text in block)
        self._ready = [pair for pair in reversed(block) if pair[1] not in taken]

    def _stored(self, numbers: Iterable[str]) -> set[str]:
        wanted = list(numbers)
        found: set[str] = set()
        for start in range(0, len(wanted), _SLICE):
            part = tuple(wanted[start : start + _SLICE])
            sql = f"SELECT customer_no FROM customer WHERE customer_no IN ({','.join('?' * len(part))})"
            found.update(str(row[0]) for row in self._connection.exec_driver_sql(sql, part))
        return found
