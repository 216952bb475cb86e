"""What is said about a new version. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_crm.errors import UpdateRefused
from desktop_crm.program import version
from sync.client.status import UpdateStatus
from ui.errors import ErrorText, describe


def ready_words(update: UpdateStatus) -> str:
    """Say that a version can be installed; "" when there is none."""
    text = QCoreApplication.translate("Updates", "新版本 %1 已就绪")
    return text.replace("%1", update.version) if update.ready else ""


def short_words(update: UpdateStatus) -> str:
    """Say in a few words how it stands with a newer version; "" when there is none."""
    translate = QCoreApplication.translate
    if update.error:
        return refusal(update).what
    if update.ready:
        return ready_words(update)
    if update.version:
        text = translate("Updates", "正在下载新版本 %1 · %2%")
        return text.replace("%1", update.version).replace("%2", str(update.percent))
    return ""


def refusal(update: UpdateStatus) -> ErrorText:
    """Say why a version is not taken, that nothing was changed, and what to do."""
    return describe(UpdateRefused(update.error, version=update.version, running=version()))
