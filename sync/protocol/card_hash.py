"""The hash of a card (:mod:`desktop_crm.domain.card_hash`), and how two sides find the cards that differ.

A digest is the XOR over cards. To find those that differ, they are put into 256 buckets by the *last*
byte of their id: ids are drawn in rising order, so their first bytes are alike.
"""

from __future__ import annotations

from desktop_crm.domain.card_hash import NOTHING, SIZE, add, row_hash, total
from sync.protocol.basics import ORG

__all__ = ["BUCKETS", "NOTHING", "SIZE", "add", "bucket", "row_hash", "total"]

BUCKETS = 256


def bucket(agg_id: str) -> int:
    """Return the bucket of a card, 0 to 255. The list of colleagues is in the first."""
    return 0 if agg_id == ORG else int(agg_id[-2:], 16)
