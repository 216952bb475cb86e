"""A cell as a file holds it, and how it reads as text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | tuple[str, ...] | None

#: Excel keeps 15 significant digits; a longer number in a number cell has lost its last digits.
EXACT_LIMIT = 10**15


def cell_text(cell: Cell) -> str:
    """Return what a person sees in the cell: whole numbers without ``.0``, dates in ISO form."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, tuple):
        return "、".join(cell)
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def is_blank(cell: Cell) -> bool:
    """Say whether a cell holds nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_number(cell: Cell) -> bool:
    """Say whether the file holds the cell as a number."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)
