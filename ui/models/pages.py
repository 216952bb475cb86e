"""Pages of list rows, read when first looked at, the least used forgotten."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from desktop_crm.queries.customers import ListRow

PAGE_ROWS = 128
#: 64 pages are 8,192 rows: more than a day's scrolling shows twice, some 10 MB.
KEPT_PAGES = 64

ReadRows = Callable[[Sequence[int]], list[ListRow | None]]


@dataclass(slots=True)
class Pages:
    """Rows of a list by position; ``rids`` is its snapshot of keys."""

    read: ReadRows
    rids: array[int] = field(default_factory=lambda: array("q"))
    _pages: OrderedDict[int, list[ListRow | None]] = field(default_factory=OrderedDict)

    def row(self, position: int) -> ListRow | None:
        """Return the row at a position; None when the customer is gone. About 1 ms when its page is not here."""
        number, place = divmod(position, PAGE_ROWS)
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._load(number)
            while len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def forget(self) -> None:
        """Read everything anew when it is next looked at."""
        self._pages.clear()

    def replace(self, rids: array[int]) -> None:
        """Take another snapshot of keys."""
        self.rids = rids
        self._pages.clear()

    def extend(self, rids: array[int]) -> None:
        """Take a longer snapshot that begins with the present keys; full pages stay."""
        last = (len(self.rids) - 1) // PAGE_ROWS
        self.rids = rids
        self._pages.pop(last, None)

    def positions(self, ids: frozenset[str]) -> Iterator[int]:
        """Positions of customers among the pages that are here."""
        for number, page in self._pages.items():
            for place, row in enumerate(page):
                if row is not None and row.id in ids:
                    yield number * PAGE_ROWS + place

    def refresh(self, positions: Sequence[int]) -> None:
        """Read the rows at these positions anew."""
        fresh = self.read([self.rids[position] for position in positions])
        for position, row in zip(positions, fresh, strict=True):
            number, place = divmod(position, PAGE_ROWS)
            if number in self._pages:
                self._pages[number][place] = row

    def _load(self, number: int) -> list[ListRow | None]:
        return self.read(self.rids[number * PAGE_ROWS : (number + 1) * PAGE_ROWS])


def unchanged_ends(old: array[int], new: array[int]) -> tuple[int, int]:
    """Return how many keys are equal at the beginning and at the end of two snapshots."""
    limit = min(len(old), len(new))
    head = _equal(limit, lambda start, stop: old[start:stop] == new[start:stop])
    tail = _equal(
        limit - head,
        lambda start, stop: old[len(old) - stop : len(old) - start] == new[len(new) - stop : len(new) - start],
    )
    return head, tail


def _equal(limit: int, same: Callable[[int, int], bool], step: int = 8192) -> int:
    """Length of the equal run: in steps first, then by halves within the step that differs."""
    start = 0
    while start < limit:
        stop = min(start + step, limit)
        if not same(start, stop):
            low, high = start, stop
            while low < high:
                middle = (low + high) // 2
                if same(start, middle + 1):
                    low = middle + 1
                else:
                    high = middle
            return low
        start = stop
    return limit
