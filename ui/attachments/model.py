"""The list of attachments of one customer, with small pictures that come later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from desktop_crm.queries.attachments import Attachment
from ui.attachments.words import spoken

AttachmentRole = Qt.ItemDataRole.UserRole
#: A small picture (QImage), None while there is none.
PictureRole = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()


class AttachmentsModel(QAbstractListModel):
    """Rows of a customer. Pictures are kept by content, so that they survive a reload."""

    def __init__(self, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._rows: list[Attachment] = []
        self._pictures: dict[str, QImage | None] = {}

    def show_rows(self, rows: Sequence[Attachment]) -> None:
        """List other rows; when they are the same ones, only what changed is told."""
        if [one.id for one in rows] != [one.id for one in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            kept = {one.sha256 for one in rows}
            self._pictures = {sha: picture for sha, picture in self._pictures.items() if sha in kept}
            self.endResetModel()
            return
        for place, (old, new) in enumerate(zip(self._rows, rows, strict=True)):
            if old != new:
                self._rows[place] = new
                self.dataChanged.emit(self.index(place), self.index(place))

    def rows(self) -> Sequence[Attachment]:
        """Return what is listed."""
        return tuple(self._rows)

    def row(self, place: int) -> Attachment | None:
        """Return a row; None outside the list."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, row_id: str) -> int:
        """Return where a row is; -1 when it is not listed."""
        return next((place for place, one in enumerate(self._rows) if one.id == row_id), -1)

    def without_picture(self) -> list[Attachment]:
        """Return the rows whose small picture nobody has tried to make yet."""
        return [one for one in self._rows if one.here and one.sha256 not in self._pictures]

    def set_picture(self, sha256: str, picture: QImage | None) -> None:
        """Show a small picture; None: there is none to be had."""
        self._pictures[sha256] = picture
        for place, one in enumerate(self._rows):
            if one.sha256 == sha256:
                self.dataChanged.emit(self.index(place), self.index(place), [PictureRole])

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what the delegate and a screen reader need."""
        one = self.row(index.row()) if index.isValid() else None
        if one is None:
            return None
        if role == AttachmentRole:
            return one
        if role == PictureRole:
            return self._pictures.get(one.sha256)
        if role == Qt.ItemDataRole.DisplayRole:
            return one.file_name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(one, self._today())
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (one.file_name, one.note) if part)
        return None
