"""Keeps the list of attachments true: reads it in the background, follows changes, makes small pictures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from desktop_crm.domain.attachments import is_picture
from desktop_crm.errors import CrmError, NotFound
from desktop_crm.events import ChangeSet
from desktop_crm.queries.attachments import Attachment
from sync.client.status import SyncStatus
from ui.attachments.model import AttachmentsModel
from ui.attachments.pictures import thumbnail
from ui.attachments.view import PICTURE
from ui.attachments.words import PDF
from ui.context import Context
from ui.jobs import Job, Lane, Task

#: Contents larger than this get an icon instead of a small picture.
_MOST_FOR_PICTURE = 30 << 20
#: Small pictures are made as fine as the finest screens.
_FINE = 2


class Listing(QObject):
    """Fills a model with the attachments of one customer. ``loaded``: the list is as it was read just now;
    ``failed(error)``. ``editable``: the customer is not in the recycle bin."""

    loaded = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, model: AttachmentsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._model = context, model
        self.customer_id = ""
        self.editable = self._again = False
        self._loading: Job | None = None
        self._picturing: Job | None = None
        self._moving = ""  # content that the last status told of
        context.bridge.changed.connect(self._changed)
        context.sync_signals.changed.connect(self._status_changed)

    def show(self, customer_id: str) -> None:
        """List another customer, or the same anew."""
        if customer_id != self.customer_id:
            self.customer_id, self.editable = customer_id, False
            self._model.show_rows(())
        self.reload()

    def reload(self) -> None:
        """Read the list anew; of several wishes at once the last one counts."""
        if self._loading is not None:
            self._again = True
        elif self.customer_id:
            self._loading = self._context.jobs.run(_reading(self._context, self.customer_id))
            self._loading.on_success(self._loaded).on_failure(self._failed)

    def stop(self) -> None:
        """List nobody, and end what is under way."""
        self.customer_id, self.editable, self._again = "", False, False
        for job in (self._loading, self._picturing):
            if job is not None:
                job.cancel()
        self._loading = self._picturing = None
        self._model.show_rows(())

    @Slot(object)
    def _loaded(self, found: tuple[str, bool, list[Attachment]]) -> None:
        self._loading = None
        customer_id, editable, rows = found
        if customer_id == self.customer_id:
            self.editable = editable
            self._model.show_rows(rows)
            self.loaded.emit()
            self._make_pictures()
        if self._again:
            self._again = False
            self.reload()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._loading = None
        self.failed.emit(error)

    def _make_pictures(self) -> None:
        """Make the small pictures one after the other, the top one first."""
        if self._picturing is not None:
            return
        for one in self._model.without_picture():
            pdf = one.media_type == PDF
            if (pdf or is_picture(one.media_type)) and one.size <= _MOST_FOR_PICTURE:
                self._picturing = self._context.jobs.run(_picturing(self._context, one, pdf=pdf), Lane.POOL)
                self._picturing.on_success(self._pictured)
                return
            self._model.set_picture(one.sha256, None)

    @Slot(object)
    def _pictured(self, found: tuple[str, QImage | None]) -> None:
        self._picturing = None
        self._model.set_picture(*found)
        self._make_pictures()

    @Slot(object)
    def _changed(self, change: ChangeSet) -> None:
        if change.many or self.customer_id in change.agg_ids:
            self.reload()

    @Slot(object)
    def _status_changed(self, status: SyncStatus) -> None:
        """Follow a transfer of something that is listed."""
        moving = {status.transfer.sha256, self._moving} - {""}
        self._moving = status.transfer.sha256
        if any(one.sha256 in moving for one in self._model.rows()):
            self.reload()


def _reading(context: Context, customer_id: str) -> Callable[[Task], tuple[str, bool, list[Attachment]]]:
    def work(_task: Task) -> tuple[str, bool, list[Attachment]]:
        try:
            deleted = context.app.queries.card(customer_id).deleted
        except NotFound:
            return customer_id, False, []
        return customer_id, not deleted, context.app.attachment_queries.of_customer(customer_id)

    return work


def _picturing(context: Context, one: Attachment, *, pdf: bool) -> Callable[[Task], tuple[str, QImage | None]]:
    def work(_task: Task) -> tuple[str, QImage | None]:
        try:
            data = context.app.attachments.content(one.id, looked_at=False)
        except CrmError:  # it went, or is damaged: whoever opens it is told
            return one.sha256, None
        return one.sha256, thumbnail(data, pdf=pdf, side=PICTURE * _FINE)

    return work
