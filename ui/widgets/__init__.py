"""Building blocks of windows. They know no customer and no store; texts come from the caller.

Date and number fields are imported from their own modules: the window starts without them.
"""

from ui.widgets.buttons import Chip, ChipRow, ElidedLink, IconButton, make_button
from ui.widgets.feedback import KINDS, Banner, EmptyState, ProgressLine, Spinner
from ui.widgets.labels import ElidedLabel, KeyValueList, MaskedLabel, SectionHeader, make_label
from ui.widgets.layout import FlowLayout, Panel, Separator, dress_table, lay_out_review, side_by_side
from ui.widgets.marks import Avatar, Dot, IconMark, Pill, Pills, paint_avatar, paint_pill, pill_width
from ui.widgets.search_box import SearchBox

__all__ = [
    "KINDS",
    "Avatar",
    "Banner",
    "Chip",
    "ChipRow",
    "Dot",
    "ElidedLabel",
    "ElidedLink",
    "EmptyState",
    "FlowLayout",
    "IconButton",
    "IconMark",
    "KeyValueList",
    "MaskedLabel",
    "Panel",
    "Pill",
    "Pills",
    "ProgressLine",
    "SearchBox",
    "SectionHeader",
    "Separator",
    "Spinner",
    "dress_table",
    "lay_out_review",
    "make_button",
    "make_label",
    "paint_avatar",
    "paint_pill",
    "pill_width",
    "side_by_side",
]
