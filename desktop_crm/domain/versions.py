"""Numbers of versions and how they follow one another: ``1.2.0`` comes before ``1.10``. Pure."""

from __future__ import annotations

import re

#: One to four whole numbers; nothing after them, so that two versions can always be compared.
PATTERN = r"^\d{1,5}(\.\d{1,5}){0,3}$"
_PARTS = 4
_known = re.compile(PATTERN)


def is_version(text: str) -> bool:
    """Say whether this is the number of a version."""
    return _known.match(text) is not None and not text.endswith("\n")


def order(text: str) -> tuple[int, ...]:
    """Return what versions are sorted by; ``1.2`` and ``1.2.0`` are equal. Raises ValueError."""
    if not is_version(text):
        raise ValueError(text[:40])
    numbers = [int(part) for part in text.split(".")]
    return tuple(numbers + [0] * (_PARTS - len(numbers)))


def is_newer(one: str, other: str) -> bool:
    """Say whether a version comes after another. Raises ValueError for what is no version."""
    return order(one) > order(other)
