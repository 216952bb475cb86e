"""Between dialogs and jobs: cancellation for the core's long loops, and an end to own runners."""

from __future__ import annotations

from desktop_crm.errors import CrmError
from ui.errors import describe
from ui.i18n import language
from ui.jobs import Task


class TaskToken:
    """A job's task in the shape the core asks for: whether to stop, and how far it is."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def is_set(self) -> bool:
        """Say whether the person has cancelled."""
        return self._task.cancelled

    def progress(self, done: int, total: int) -> None:
        """Tell progress without stopping the loop: the core stops itself, at a good place."""
        self._task.tell("progress", (done, total))


def expected(error: object) -> BaseException:
    """Return the error of a failed job; what is no exception becomes one."""
    return error if isinstance(error, BaseException) else CrmError("internal")


def in_words(error: object) -> str:
    """Say in one line what went wrong, what is safe, what to do."""
    return describe(expected(error)).whole().replace("\n", " " if language() == "en" else "")
