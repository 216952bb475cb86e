"""The order of Tab: as one reads, whenever the widgets were made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QMainWindow, QStackedWidget, QWidget


def order_blocks(window: QWidget, blocks: Sequence[QWidget]) -> None:
    """Let Tab go through ``blocks`` one after the other; inside a block, and after all of them, the order stays."""
    stops = list(_stops(window))
    ranked = sorted(stops, key=lambda stop: _rank(stop, blocks))
    if ranked != stops:
        for one, other in pairwise(ranked):
            QWidget.setTabOrder(one, other)


class ReadingOrder:
    """Mixin of a main window, named before the Qt class: Tab goes through its layouts and the page in front."""

    def focusNextPrevChild(self, following: bool) -> bool:
        """Go on with Tab, also through chips, pages and forms that were made later."""
        self.order_tabs()
        return bool(super().focusNextPrevChild(following))  # type: ignore[misc]

    def order_tabs(self) -> None:
        """Chain every control to where one reads it."""
        window = cast(QMainWindow, self)
        content = window.centralWidget()
        order_blocks(window, list(_parts(content)) if content is not None else [])


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """Give the widgets of a layout, and instead of the pages those of the page in front."""
    layout = widget.layout()
    if isinstance(widget, QStackedWidget) and (page := widget.currentWidget()) is not None:
        yield from _parts(page)
    elif layout is not None:
        yield from _of_layout(layout)
    yield widget


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if isinstance(widget, QStackedWidget):
            yield from _parts(widget)
        elif widget is not None:
            yield widget
        elif inner is not None:
            yield from _of_layout(inner)


def _stops(window: QWidget) -> list[QWidget]:
    stops: list[QWidget] = []
    at = window.nextInFocusChain()
    while at is not None and at is not window:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.window() is window:
            stops.append(at)
        at = at.nextInFocusChain()
    return stops


def _rank(stop: QWidget, blocks: Sequence[QWidget]) -> int:
    return next((rank for rank, block in enumerate(blocks) if block is stop or block.isAncestorOf(stop)), len(blocks))
