"""Finding the header row of a list: titles above it, merged cells in it, two rows of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_crm.exchange.cells import Cell, cell_text
from desktop_crm.exchange.places import Place, place_of
from desktop_crm.exchange.source import SourceRow

#: A header is looked for in this many filled rows.
SEARCHED_ROWS = 30
_Span = tuple[tuple[int, int], tuple[int, int]]
_Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Header:
    """The header texts, the number of the first row below, and how many of them are known."""

    texts: tuple[str, ...]
    first_data_row: int
    score: int


def find_header(rows: Sequence[SourceRow], merged: Sequence[_Span], also: frozenset[str] = frozenset()) -> Header:
    """Choose the row whose cells name the most fields; the first row when none names any.

    ``also`` holds headers a person has mapped by hand: they count as known. Two rows count as one
    header when the lower one names further fields under merged or empty cells of the upper one.
    """

    def known(text: str) -> bool:
        return text.strip() in also or place_of(text) is not None

    best = Header((), 1, -1)
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        texts = _spread(row, merged)
        single = Header(texts, row.number + 1, _score(texts, known))
        best = single if single.score > best.score else best
        if index + 1 < len(rows):
            double = _double(row, rows[index + 1], merged, known)
            best = double if double and double.score > best.score else best
    return Header(named(best.texts), best.first_data_row, best.score)


def named(texts: Sequence[str]) -> tuple[str, ...]:
    """Name columns without a header by their letter, as a spreadsheet program does."""
    return tuple(text or f"[{column_letters(index)}]" for index, text in enumerate(texts))


def column_letters(index: int) -> str:
    """Write a column index (from 0) as letters: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _text(cell: Cell) -> str:
    return " ".join(cell_text(cell).split())


def _score(texts: Sequence[str], known: _Known) -> int:
    return sum(known(text) for text in set(texts) if text)


def _spread(row: SourceRow, merged: Sequence[_Span]) -> tuple[str, ...]:
    """Repeat the text of a merged area over its columns."""
    texts = [_text(cell) for cell in row.cells]
    for (top, left), (low, right) in merged:
        if top <= row.number <= low and 0 <= left < len(texts) and right - left < len(texts):
            for column in range(left, min(right + 1, len(texts))):
                texts[column] = texts[column] or texts[left]
    return tuple(texts)


def _double(upper: SourceRow, lower: SourceRow, merged: Sequence[_Span], known: _Known) -> Header | None:
    """Join two rows; None when the lower one holds anything but known headers."""
    below = [_text(cell) for cell in lower.cells]
    above = list(_spread(upper, merged))
    above += [""] * (len(below) - len(above))
    group, texts = "", []
    for top, bottom in zip(above, below, strict=False):
        group = top or (group if bottom else "")
        joined = _grid_name(group, bottom) or bottom
        if joined and not known(joined):
            return None
        texts.append(joined or top)
    # Two full rows are a header and a row of data that happens to look like one.
    if all(below) and all(above) and not merged:
        return None
    return Header(tuple(texts), lower.number + 1, _score(texts, known))


def _grid_name(group: str, text: str) -> str:
    place: Place | None = place_of(group + text) if group and text else None
    return group + text if place and place.row else ""
