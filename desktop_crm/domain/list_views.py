"""A view of the customer list: what it shows, in which order, columns and groups. As JSON it is kept, and shared.

A shared one is a record (:data:`~desktop_crm.domain.saved_view.SAVED_VIEW`); a private one is kept on the laptop only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from desktop_crm.domain.filters import quick
from desktop_crm.domain.filters.tree import EVERYBODY, Node, from_plain, simplified, to_plain
from desktop_crm.domain.saved_view import SAVED_VIEW
from desktop_crm.errors import UsageError

LONGEST_CONTENT = SAVED_VIEW["content"].max_length
#: Columns and widths read of a view at most; no list has as many.
_MOST_COLUMNS = 300
_WIDTHS = range(20, 2_000)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns by identifier: their order, widths in pixels, and those asked to be shown or hidden."""

    order: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """All that a view says. ``columns`` None: as the person has them; ``quick`` is the key of a chip."""

    where: Node = EVERYBODY
    sort: str = "display_name"
    descending: bool = False
    group_by: str = ""
    columns: Columns | None = None
    quick: str = "all"


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A view that every profile has."""

    id: str
    zh: str
    en: str
    look: Look

    def label(self, language: str) -> str:
        """Name for people."""
        return self.en if language.startswith("en") else self.zh


#: In the order of the switcher.
BUILT_IN: tuple[BuiltIn, ...] = (
    BuiltIn("all", "全部客户", "All customers", Look()),
    BuiltIn("mine", "我的", "Mine", Look(quick.MINE)),
    BuiltIn("recent", "最近更新", "Changed lately", Look(quick.RECENT, "updated_at", descending=True)),
    BuiltIn("silent", "长期未联系", "Not contacted for long", Look(quick.SILENT)),
    BuiltIn("away", "久未光临", "Staying away", Look(quick.AWAY, "last_order_on", group_by="C21c")),
    BuiltIn("due", "近期要跟进", "Due soon", Look(quick.DUE)),
    BuiltIn("birthdays", "本月生日", "Birthdays this month", Look(quick.BIRTHDAYS)),
    BuiltIn("thin", "资料不全", "Incomplete", Look(quick.THIN, "completeness")),
    BuiltIn("by_region", "按地区", "By region", Look(group_by="region")),
)


def to_json(look: Look) -> str:
    """Write a view. Raises UsageError when it is longer than a shared one may be."""
    plain: dict[str, object] = {"filter": to_plain(look.where), "sort": look.sort}
    plain |= {"descending": True} if look.descending else {}
    plain |= {"group_by": look.group_by} if look.group_by else {}
    plain |= {"quick": look.quick} if look.quick != "all" else {}
    if look.columns is not None:
        columns = look.columns
        plain["columns"] = {
            "order": list(columns.order), "widths": dict(sorted(columns.widths.items())),
            "shown": sorted(columns.shown), "hidden": sorted(columns.hidden),
        }  # fmt: skip
    text = msgspec.json.encode(plain).decode()
    if len(text) > LONGEST_CONTENT:
        raise UsageError("view_too_large")
    return text


def from_json(text: str) -> Look:
    """Read a view; names of columns and sort orders this version does not know are kept. Raises UsageError."""
    try:
        plain = msgspec.json.decode(text, type=dict[str, object])
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeEncodeError, RecursionError) as error:
        raise UsageError("view_shape") from error
    columns = plain.get("columns")
    return Look(
        simplified(from_plain(plain.get("filter", {"all": []}))),
        _text(plain.get("sort"), "display_name"),
        plain.get("descending") is True,
        _text(plain.get("group_by")),
        _columns(columns) if isinstance(columns, dict) else None,
        _text(plain.get("quick"), "all"),
    )


def _columns(plain: Mapping[str, object]) -> Columns:
    widths = plain.get("widths")
    kept = widths.items() if isinstance(widths, dict) else ()
    return Columns(
        _names(plain.get("order")),
        {str(name): width for name, width in list(kept)[:_MOST_COLUMNS] if type(width) is int and width in _WIDTHS},
        _names(plain.get("shown")),
        _names(plain.get("hidden")),
    )


def _names(plain: object) -> tuple[str, ...]:
    names: Sequence[object] = plain if isinstance(plain, list) else ()
    return tuple(name for name in names[:_MOST_COLUMNS] if isinstance(name, str) and len(name) <= 60)


def _text(plain: object, default: str = "") -> str:
    return plain if isinstance(plain, str) and len(plain) <= 60 else default
