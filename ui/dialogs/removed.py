"""The first window of a folder whose data was destroyed on order of the company."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt

from desktop_crm.paths import ProfilePaths
from desktop_crm.store import erasing
from ui.dialogs._frame import Dialog, set_texts
from ui.jobs import Jobs, Lane
from ui.lock_screen import removed_words
from ui.widgets import make_button


def begins_anew(paths: ProfilePaths, note: erasing.Removal) -> bool:
    """Tell what happened, and the server that it did; True when the person begins anew in this folder."""
    dialog = RemovedDialog(paths, note)
    again = dialog.exec() == RemovedDialog.DialogCode.Accepted
    dialog.deleteLater()
    if again:
        erasing.begin_anew(paths)
    return again


class RemovedDialog(Dialog):
    """Says what became of the data. Accepted: begin anew."""

    def __init__(self, paths: ProfilePaths, note: erasing.Removal) -> None:
        super().__init__("removed_dialog", None, QSize(520, 260))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self._note = note
        self._jobs: Jobs | None = None
        self.body.addStretch(1)
        self.quit = make_button("", role="primary", on_click=self.reject)
        self.again = make_button("", on_click=self.accept)
        self.quit.setObjectName("close")
        self.again.setObjectName("begin_anew")
        self.quit.setDefault(True)
        self.foot.addWidget(self.again)
        self.foot.addStretch(1)
        self.foot.addWidget(self.quit)
        self.settle()
        if note.report is not None:
            self._jobs = Jobs(self)
            self._jobs.run(lambda _task: _report(paths), Lane.POOL)

    def retranslate(self) -> None:
        """Set every text."""
        self.set_head(*removed_words(self._note))
        set_texts(self.quit, self.tr("退出"))
        set_texts(self.again, self.tr("建立新的资料库…"))

    def done(self, result: int) -> None:
        """Close; a report under way is given the time it needs."""
        if self._jobs is not None:
            self._jobs.close()
        super().done(result)


def _report(paths: ProfilePaths) -> bool:
    from sync.client import wiping  # the HTTP library takes long to load

    return wiping.report(paths)
