"""Steps of undo: attachments that were added or removed."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_crm.services.attachments import AttachmentService


@dataclass(frozen=True, slots=True)
class Removal:
    """Attachments taken off their customers; adding them is the opposite (:class:`ui.undo.Opposite`)."""

    service: AttachmentService
    ids: tuple[str, ...]

    def undo(self) -> None:
        """Bring them back."""
        self.service.restore(self.ids)

    def redo(self) -> None:
        """Take them off again."""
        self.service.remove(self.ids)
