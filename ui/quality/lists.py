"""The two lists of the page: the worst files, and the salespeople with their scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_crm.domain.analysis.file_quality import Sums
from desktop_crm.queries.quality import FileLine
from ui.quality.figures import paint_share
from ui.quality.words import nobody, score_text, tint
from ui.widgets import paint_pill, pill_width
from ui.widgets.painting import RIGHT, paint_ground, write
from ui.widgets.review_list import ReviewList

ItemRole = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FILE_HEIGHT, _PERSON_HEIGHT = 54, 44


class _Items(QAbstractListModel):
    """Rows that are items; each says itself in words to a screen reader."""

    def __init__(self, words: Callable[[object], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: Sequence[object] = ()
        self._words = words

    def show_items(self, items: Sequence[object]) -> None:
        """Show these."""
        self.beginResetModel()
        self._items = tuple(items)
        self.endResetModel()

    def item(self, place: int) -> object:
        """Return one item; None outside the list."""
        return self._items[place] if 0 <= place < len(self._items) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row says."""
        item = self.item(index.row())
        if item is None:
            return None
        if role == ItemRole:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(item)
        return None


class _FileDelegate(QStyledItemDelegate):
    """Paints name and number, score, and the reasons."""

    def __init__(self, why: Callable[[FileLine], list[str]]) -> None:
        super().__init__()
        self._why = why

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows are of one height."""
        return QSize(320, _FILE_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one file."""
        line = index.data(ItemRole)
        if not isinstance(line, FileLine):
            return
        rect: QRect = option.rect
        paint_ground(painter, option, rect)
        inner = QRectF(rect).adjusted(16, 7, -14, -7)
        half = inner.height() / 2
        score = score_text(line.quality.score)
        width = pill_width(score)
        paint_pill(painter, inner.right() - width, inner.center().y(), score, tint(line.quality.score), height=22)
        room = inner.width() - width - 14
        first = QRectF(inner.left(), inner.top(), room, half)
        write(painter, first, f"{line.name or '—'}   {line.customer_no}", "text", 13, QFont.Weight.Medium)
        second = QRectF(inner.left(), inner.top() + half, room, half)
        write(painter, second, " · ".join(self._why(line)), "text2", 12)


class FileList(ReviewList):
    """The worst files. ``why`` gives the reasons of a file, the first one first."""

    def __init__(self, why: Callable[[FileLine], list[str]], parent: QWidget | None = None) -> None:
        self.files = _Items(lambda item: _file_words(item, why))
        super().__init__(self.files, _FileDelegate(why), parent)
        self.files.setParent(self)
        self.setObjectName("quality_files")

    def show_files(self, lines: Sequence[FileLine]) -> None:
        """Show these, standing on the file that was current, else at the same place."""
        here, place = self.current(), max(0, self.currentIndex().row())
        self.files.show_items(lines)
        ids = [line.id for line in lines]
        self.choose(ids.index(here.id) if here is not None and here.id in ids else place)


def _file_words(item: object, why: Callable[[FileLine], list[str]]) -> str:
    if not isinstance(item, FileLine):
        return ""
    return f"{item.name} {item.customer_no}，{item.quality.score}：{'；'.join(why(item))}"


class _PersonDelegate(QStyledItemDelegate):
    """Paints name, number of files, bar and score."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows are of one height."""
        return QSize(200, _PERSON_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one salesperson."""
        row = index.data(ItemRole)
        if not isinstance(row, tuple):
            return
        name, sums, everybody = row
        rect: QRect = option.rect
        paint_ground(painter, option, rect)
        inner = QRectF(rect).adjusted(14, 5, -14, -8)
        score = sums.score()
        words = QRectF(inner.left(), inner.top(), inner.width() - 110, 20)
        weight = QFont.Weight.DemiBold if everybody else QFont.Weight.Normal
        write(painter, words, person_name(name, everybody=everybody), "text", 13, weight)
        files, end = QRectF(inner.right() - 108, inner.top(), 72, 20), QRectF(inner.right() - 34, inner.top(), 34, 20)
        write(painter, files, f"{sums.files:,}", "text3", 12, align=RIGHT)
        write(painter, end, score_text(score), "text", 13, QFont.Weight.Medium, align=RIGHT)
        bar = QRectF(inner.left(), inner.bottom() - 5, inner.width(), 5)
        paint_share(painter, bar, None if score is None else score / 100)


def person_name(name: str, *, everybody: bool = False) -> str:
    """Name a row of the salespeople."""
    return QCoreApplication.translate("Quality", "全部") if everybody else name or nobody()


#: Name, sums, whether the row stands for all.
Person = tuple[str, Sums, bool]


class PersonList(ReviewList):
    """Everybody, then each salesperson, the lowest score first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.people = _Items(_person_words)
        super().__init__(self.people, _PersonDelegate(), parent)
        self.people.setParent(self)
        self.setObjectName("quality_people")

    def show_people(self, rows: Sequence[Person]) -> None:
        """Show these; the current one stays."""
        here = self.current()
        if tuple(rows) == tuple(self.people.item(place) for place in range(self.people.rowCount())):
            return
        self.people.show_items(rows)
        names = [row[:1] + row[2:] for row in rows]
        key = here[:1] + here[2:] if here is not None else None
        self.choose(names.index(key) if key in names else 0)


def _person_words(item: object) -> str:
    if not isinstance(item, tuple):
        return ""
    name, sums, everybody = item
    return f"{person_name(name, everybody=everybody)}：{score_text(sums.score())}"
