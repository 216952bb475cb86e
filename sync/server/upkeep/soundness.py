"""Do the parts of a server's database fit together? Looked at row by row, whether they come from tables or a backup."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, ClassVar

from desktop_crm.domain.card_hash import NOTHING, add, row_hash

_EMPTIED = b"{}"


def _is_gap(before: Mapping[Any, Any], row: Mapping[Any, Any]) -> bool:
    return bool(row["seq"] != before["seq"] + 1)


def _follows(before: Mapping[Any, Any], row: Mapping[Any, Any]) -> bool:
    return bool(hashlib.sha256(before["tag"] + row["batch_hash"]).digest() == row["tag"])


def chain_breaks(log: Sequence[Mapping[Any, Any]], pruned_to: int) -> list[int]:
    """Return the numbers of commits that do not follow from the one before; old ones may have been thinned out."""
    return [
        row["seq"]
        for before, row in pairwise(log)
        if (row["seq"] > pruned_to if _is_gap(before, row) else not _follows(before, row))
    ]


@dataclass
class Soundness:
    """Looks at rows as they pass and says in the end whether they are a server whose parts fit together.

    The chain of commits has no gap but where old ones were thinned out, each tag follows from the one before, the
    counter stands at the newest commit; the hashes of the cards are the sums of their rows.
    """

    digest: bytes = NOTHING  # of the cards
    _rows: bytes = NOTHING
    _hashed: bool = False
    _facts: dict[str, str] = field(default_factory=dict)
    _before: Mapping[Any, Any] | None = None
    _gaps_to: int = 0
    _counter: Mapping[Any, Any] | None = None
    _problems: list[str] = field(default_factory=list)

    def see(self, table: str, row: Mapping[Any, Any]) -> None:
        """Take note of a row. Commits come in their order."""
        look = self._LOOKS.get(table)
        if look:
            look(self, row)

    def problems(self) -> list[str]:
        """Say what does not fit: codes ``facts``, ``chain``, ``counter``, ``digest``; nothing when all is well."""
        found = list(self._problems)
        if not self._facts.get("server_id"):
            found.append("facts")
        if self._gaps_to > int(self._facts.get("commits_pruned_to", "0")):
            found.append("chain")
        if not self._before or not self._counter or any(self._counter[k] != self._before[k] for k in ("seq", "tag")):
            found.append("counter")
        if self._hashed and self._rows != self.digest:
            found.append("digest")
        return sorted(set(found))

    def _see_fact(self, row: Mapping[Any, Any]) -> None:
        self._facts[row["key"]] = row["value"]

    def _see_counter(self, row: Mapping[Any, Any]) -> None:
        self._counter = row

    def _see_commit(self, row: Mapping[Any, Any]) -> None:
        before, self._before = self._before, row
        if before is None:
            return
        if _is_gap(before, row):
            self._gaps_to = row["seq"]
        elif not _follows(before, row):
            self._problems.append("chain")

    def _see_card(self, row: Mapping[Any, Any]) -> None:
        if "h" in row:  # the first schema kept none
            self._hashed = True
            self.digest = add(self.digest, row["h"] or NOTHING)

    def _see_row(self, row: Mapping[Any, Any]) -> None:
        if row["deleted"] and row["body"] == _EMPTIED:  # erased: such a card has no hash any more
            return
        root = row["row_id"] == row["agg_id"]
        made = row_hash(row["row_id"], row["version"], row["body"], deleted=row["deleted"], root=root)
        self._rows = add(self._rows, made)

    _LOOKS: ClassVar[dict[str, Callable[[Soundness, Mapping[Any, Any]], None]]] = {
        "server_info": _see_fact,
        "stream": _see_counter,
        "commit_log": _see_commit,
        "agg": _see_card,
        "obj": _see_row,
    }
    #: Tables it looks at.
    TABLES: ClassVar[frozenset[str]] = frozenset(_LOOKS)
