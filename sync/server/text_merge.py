"""Three-way merge of long text: what both people wrote, or nothing when they wrote at the same place.

The text is cut into words (numbers and Latin words whole, other scripts letter by letter), so that people who work on
different sentences of one line do not meet. Changes of the two sides that lie close together are not merged:
between 李三丰 and 张三风 nobody meant 李三风.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

#: Unchanged words (spaces and marks count) that must lie between a change of one side and one of the other.
APART = 3
#: Comparing costs the product of both lengths in words; what is longer is compared line by line, or is one change.
_MOST = 1_000_000
_WORDS = re.compile(r"\r?\n|[ \t]+|[0-9A-Za-z_\u00c0-\u024f]+|.", re.DOTALL)
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


class _Hunk(NamedTuple):
    """Words ``start`` to ``end`` of the base are replaced."""

    start: int
    end: int
    words: tuple[str, ...]


def merge_text(base: str, one: str, other: str) -> str | None:
    """Join the changes that two sides made to ``base``; None when they overlap. Both orders give the same."""
    if one == other or other == base:
        return one
    if one == base:
        return other
    words = _WORDS.findall(base)
    left, right = set(_hunks(words, one)), set(_hunks(words, other))
    hunks = sorted(left | right)
    for first, second in pairwise(hunks):
        together = any(first in side and second in side for side in (left, right))
        if not together and second.start - first.end < APART:
            return None
    merged, position = [], 0
    for hunk in hunks:
        merged += [*words[position : hunk.start], *hunk.words]
        position = hunk.end
    return "".join([*merged, *words[position:]])


def _hunks(base: list[str], text: str) -> list[_Hunk]:
    words = _WORDS.findall(text)
    start = _shared(base, words)
    tail = _shared(base[start:][::-1], words[start:][::-1])
    old, new = base[start : len(base) - tail], words[start : len(words) - tail]
    compare = _changes if len(old) * len(new) <= _MOST else _line_changes
    return [_Hunk(start + first, start + last, tuple(new[low:high])) for first, last, low, high in compare(old, new)]


def _shared(one: list[str], other: list[str]) -> int:
    """Count equal words at the start."""
    limit = min(len(one), len(other))
    return next((i for i in range(limit) if one[i] != other[i]), limit)


def _changes(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """Where the two differ: a range of ``old`` and the range of ``new`` in its place."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [tuple(places) for kind, *places in codes if kind != "equal"]  # type: ignore[misc]


def _line_changes(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """Like :func:`_changes`, whole lines only."""
    old_lines, new_lines = _LINES.findall("".join(old)), _LINES.findall("".join(new))
    if len(old_lines) * len(new_lines) > _MOST:
        return [(0, len(old), 0, len(new))]
    old_at, new_at = _starts(old_lines), _starts(new_lines)
    return [
        (old_at[first], old_at[last], new_at[low], new_at[high])
        for first, last, low, high in _changes(old_lines, new_lines)
    ]


def _starts(lines: list[str]) -> list[int]:
    """Count the words before each line, and in all of them."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(_WORDS.findall(line)))
    return starts
