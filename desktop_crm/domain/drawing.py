"""Drawing a control group at random, so that anybody can draw it again: the lot of a customer follows from the seed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def lot(seed: str, customer_id: str) -> str:
    """Return the lot of a customer: whoever knows the seed can check it, nobody can choose it."""
    return hashlib.sha256(f"{seed}:{customer_id}".encode()).hexdigest()


def control_group(customer_ids: Iterable[str], percent: int, seed: str) -> frozenset[str]:
    """Return those who get nothing: the smallest lots, ``percent`` of all, rounded half up.

    The order in which customers are given makes no difference. Of 10 customers, 25 % are 3.
    """
    drawn = sorted(set(customer_ids), key=lambda one: (lot(seed, one), one))
    return frozenset(drawn[: (len(drawn) * percent + 50) // 100])
