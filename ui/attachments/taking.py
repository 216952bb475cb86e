"""What a drag, the clipboard or a file dialog brings: files, or a picture that is no file yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from desktop_crm.errors import CrmError
from desktop_crm.services.attachments import Added, AttachmentService, Taken
from ui.jobs import Task


@dataclass(frozen=True, slots=True)
class Brought:
    """Files on this machine, or a picture with the name it gets."""

    files: tuple[Path, ...] = ()
    picture: QImage | None = None
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.files) or self.picture is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of what was brought: what was added, and why some files were not."""

    added: Added
    refused: tuple[CrmError, ...] = ()

    @property
    def fresh(self) -> tuple[str, ...]:
        """Rows that were not there before."""
        return tuple(row_id for row_id in dict.fromkeys(self.added.ids) if row_id not in self.added.there)


def brought(mime: QMimeData, picture_name: str = "") -> Brought:
    """Read what a drag or the clipboard holds; nothing when it is neither files nor a picture."""
    files = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    files = tuple(path for path in files if path.is_file())
    if files:
        return Brought(files)
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Brought((), image, picture_name)
    return Brought()


def is_welcome(mime: QMimeData) -> bool:
    """Say whether a drag may be dropped, without reading it."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def attach(task: Task, service: AttachmentService, customer_id: str, what: Brought) -> Outcome:
    """Attach what was brought: each file that can be, in one save. Not in the GUI thread. Raises CrmError when nothing
    can be saved."""
    taken: list[Taken] = []
    refused: list[CrmError] = []
    try:
        for number, path in enumerate(what.files):
            task.progress(number, len(what.files))
            try:
                taken.append(service.take(path, lambda _done: task.check()))
            except CrmError as error:
                refused.append(error)
        if what.picture is not None:
            taken.append(service.take_bytes(_as_png(what.picture), what.name))
        added = service.add(customer_id, taken) if taken else Added(())
    finally:
        service.discard(taken)
    return Outcome(added, tuple(refused))


def _as_png(picture: QImage) -> bytes:
    held = QBuffer()
    held.setData(QByteArray())
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(held, "PNG")  # type: ignore[call-overload] # the stub knows a name of a format as bytes only
    return bytes(held.data().data())


def names(files: Sequence[Path]) -> str:
    """Name files in one line."""
    return "、".join(path.name for path in files)
