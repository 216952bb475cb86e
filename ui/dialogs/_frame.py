"""What every dialog shares: head, message, body, buttons at the foot, and Tab in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs._work import in_words
from ui.i18n import Translated
from ui.widgets import Banner, Separator, make_button, make_label

_MARGIN = 24


class Dialog(Translated, QDialog):
    """A window over the page. ``body`` takes the content, ``foot`` the buttons, right end last.

    Subclasses set texts in :meth:`retranslate` and call :meth:`settle` at the end of ``__init__``.
    """

    def __init__(self, name: str, parent: QWidget | None, size: QSize) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.title = make_label(role="title")
        self.lead = make_label(role="body", wrap=True)
        self.banner = Banner()
        self.banner.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(14)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(_MARGIN, 12, _MARGIN, 14)
        self.foot.setSpacing(8)
        self.inner = inner = QVBoxLayout()
        inner.setContentsMargins(_MARGIN, 20, _MARGIN, 16)
        inner.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addWidget(self.lead)
        inner.addLayout(head)
        inner.addWidget(self.banner)
        inner.addLayout(self.body, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(Separator())
        column.addLayout(self.foot)
        self.resize(size)

    def settle(self) -> None:
        """Finish building: texts and the order of Tab."""
        self.retranslate()
        order_tabs(self)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Go on with Tab in reading order, also through what was made later."""
        order_tabs(self)
        return super().focusNextPrevChild(following)

    def set_head(self, title: str, lead: str = "") -> None:
        """Set title and the sentence below it."""
        self.setWindowTitle(title)
        self.title.setText(title)
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead))

    def say(self, text: str, kind: str = "info") -> None:
        """Show a message over the body; an empty text takes it away."""
        self.banner.set_message(text, kind)
        self.banner.setVisible(bool(text))

    def say_error(self, error: object) -> None:
        """Say what went wrong, what is safe, what to do."""
        self.say(in_words(error), "error")

    def event(self, event: QEvent) -> bool:
        """Grow when wrapped texts need more height than there is; Qt does that for no window by itself."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            layout = self.layout()
            needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
            if needed > self.height():
                room = self.screen().availableGeometry().height() if self.screen() is not None else needed
                self.resize(self.width(), min(needed, room))
        return done


@dataclass(frozen=True, slots=True)
class StepButtons:
    """The buttons at the foot of a dialog in steps."""

    back: QPushButton
    cancel: QPushButton
    next: QPushButton


def step_foot(
    dialog: Dialog, *, back: Callable[[], object], cancel: Callable[[], object], go_on: Callable[[], object]
) -> StepButtons:
    """Lay out the foot of a dialog in steps: back at the left, cancel and the next step at the right."""
    made = StepButtons(
        make_button("", icon_name="arrow-left", on_click=back),
        make_button("", on_click=cancel),
        make_button("", role="primary", on_click=go_on),
    )
    for button, name in ((made.back, "back"), (made.cancel, "close"), (made.next, "next")):
        button.setObjectName(name)
    made.next.setDefault(True)
    dialog.foot.addWidget(made.back)
    dialog.foot.addStretch(1)
    dialog.foot.addWidget(made.cancel)
    dialog.foot.addWidget(made.next)
    return made


def order_tabs(root: QWidget) -> None:
    """Let Tab go through a window as one reads its layouts."""
    widgets = list(in_reading_order(root))
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def in_reading_order(root: QWidget) -> Iterator[QWidget]:
    """Give the widgets that take the focus, as their layouts place them."""
    layout = root.layout()
    content = root.widget() if isinstance(root, QScrollArea) else None
    if content is not None:
        yield from in_reading_order(content)
    elif layout is not None:
        yield from _of_layout(layout)


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if widget is not None:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget
            yield from in_reading_order(widget)
        elif inner is not None:
            yield from _of_layout(inner)


def scrolled(content: QWidget) -> QScrollArea:
    """Put a page into a scroll area without a frame; it scrolls upright only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("role", "scroll")
    area.setWidget(content)
    return area


def set_texts(button: QPushButton, text: str) -> None:
    """Set text and accessible name of a button."""
    button.setText(text)
    button.setAccessibleName(text)
