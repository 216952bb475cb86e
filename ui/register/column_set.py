"""Which columns the list shows, in what order and how wide; remembered in the settings.

A column is shown (asked for), hidden (asked for) or left to the room there is: then the less important ones fold
away in a narrow window and come back in a wide one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_crm.domain.list_views import Columns
from ui.models.columns import BY_ID, COLUMNS, RegisterColumn
from ui.settings import Settings

_KEY = "register/columns"
#: Narrowest column a person can make, in pixels.
MIN_WIDTH = 44


@dataclass(slots=True)
class ColumnSet:
    """State of the columns by identifier."""

    order: list[str] = field(default_factory=lambda: [column.id for column in COLUMNS])
    widths: dict[str, int] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    own: bool = True  # the person's, not those of a view

    def width(self, column_id: str) -> int:
        """Width in pixels."""
        return self.widths.get(column_id, BY_ID[column_id].width)

    def visible(self, room: int) -> list[str]:
        """Columns to show, in order, in ``room`` pixels."""
        kept = [name for name in self.order if name in self.shown]
        left = room - sum(map(self.width, kept))
        for column in sorted(self._free(), key=_rank):
            if self.width(column.id) > left and column.id != "name":
                break
            left -= self.width(column.id)
            kept.append(column.id)
        return [name for name in self.order if name in kept]

    def folded(self, room: int) -> list[str]:
        """Columns that would be shown if there were more room."""
        visible = set(self.visible(room))
        return [column.id for column in self._free() if column.id not in visible]

    def set_shown(self, column_id: str, *, on: bool) -> None:
        """Show or hide a column from now on. The name always stays."""
        if column_id == "name":
            return
        self.shown.discard(column_id)
        self.hidden.discard(column_id)
        (self.shown if on else self.hidden).add(column_id)

    def reset(self) -> None:
        """Go back to what a new profile shows."""
        fresh = ColumnSet()
        self.order, self.widths, self.shown, self.hidden = fresh.order, fresh.widths, fresh.shown, fresh.hidden

    def save(self, settings: Settings) -> None:
        """Remember the person's own columns; those of a view are saved with it."""
        if not self.own:
            return
        settings.set_texts(f"{_KEY}/order", self.order)
        settings.set_texts(f"{_KEY}/widths", [f"{name}:{width}" for name, width in self.widths.items()])
        settings.set_texts(f"{_KEY}/shown", sorted(self.shown))
        settings.set_texts(f"{_KEY}/hidden", sorted(self.hidden))

    def plain(self) -> Columns:
        """Return what a view keeps of them."""
        return Columns(tuple(self.order), dict(self.widths), tuple(sorted(self.shown)), tuple(sorted(self.hidden)))

    @classmethod
    def of(cls, columns: Columns) -> ColumnSet:
        """Make the columns of a view; those of other versions are passed over, new ones stand at the end."""
        order = list(dict.fromkeys([*(name for name in columns.order if name in BY_ID), *BY_ID]))
        widths = {name: max(MIN_WIDTH, width) for name, width in columns.widths.items() if name in BY_ID}
        shown, hidden = set(columns.shown) & set(BY_ID), set(columns.hidden) & set(BY_ID)
        return cls(order, widths, shown - hidden, hidden - {"name"}, own=False)

    @classmethod
    def load(cls, settings: Settings) -> ColumnSet:
        """Read what was remembered; columns of other versions are passed over, new ones stand at the end."""
        order = [name for name in settings.texts(f"{_KEY}/order") if name in BY_ID]
        order = list(dict.fromkeys([*order, *BY_ID]))
        widths = {}
        for pair in settings.texts(f"{_KEY}/widths"):
            name, _, text = pair.partition(":")
            if name in BY_ID and text.isdigit():
                widths[name] = max(MIN_WIDTH, int(text))
        shown, hidden = (set(settings.texts(f"{_KEY}/{part}")) & set(BY_ID) for part in ("shown", "hidden"))
        return cls(order, widths, shown - hidden, hidden - {"name"})

    def _free(self) -> list[RegisterColumn]:
        asked = self.shown | self.hidden
        return [column for column in COLUMNS if column.rank and column.id not in asked]


def _rank(column: RegisterColumn) -> int:
    return column.rank
