"""Keeping what is being typed: shortly after each change, off the GUI thread, until it is saved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_crm.domain.records import display_name
from desktop_crm.domain.values import Json
from desktop_crm.errors import NotFound
from desktop_crm.services.drafts import NEW, Draft, DraftService, row_key
from desktop_crm.store.engine import Store
from ui.context import Context
from ui.jobs import Task

#: Pause after the last change before the draft is written, in milliseconds.
PAUSE_MS = 800

_open_keys: WeakKeyDictionary[Store, set[str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A form that was not saved. ``customer_id`` None: a new customer; ``saved_at`` is UTC text."""

    key: str
    customer_id: str | None
    name: str
    saved_at: str


def service_of(context: Context) -> DraftService:
    """Return the drafts of the open profile."""
    return DraftService(context.app.store, context.app.clock)


def unfinished(context: Context) -> list[Unfinished]:
    """Return what was being typed when the program ended, newest first; forms open now do not count."""
    found = []
    for draft in service_of(context).all():
        if draft.key in _open(context):
            continue
        found.append(Unfinished(draft.key, draft.customer_id, _name(context, draft), draft.saved_at))
    return found


def newest_new(context: Context) -> Draft | None:
    """Return the newest draft of a new customer that no form holds."""
    drafts = (draft for draft in service_of(context).all() if draft.key.startswith(NEW))
    return next((draft for draft in drafts if draft.key not in _open(context)), None)


def _open(context: Context) -> set[str]:
    return _open_keys.setdefault(context.app.store, set())


def _name(context: Context, draft: Draft) -> str:
    values = draft.document.get("values")
    typed = display_name(dict(values)) if isinstance(values, Mapping) else ""
    if draft.customer_id is None or (typed and row_key(draft.key) is None):
        return typed
    try:
        return context.app.queries.card(draft.customer_id).display_name
    except NotFound:
        return ""


class DraftKeeper(QObject):
    """Writes the draft of one form. ``failed`` tells an exception, once a run of failures."""

    failed = Signal(object)

    def __init__(self, context: Context, key: str, document: Callable[[], Mapping[str, Json]], parent: QObject) -> None:
        super().__init__(parent)
        self.key = key
        self._context = context
        self._service = service_of(context)
        self._document = document
        self._lock = threading.Lock()
        self._ended = False
        self._told = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._write_later)
        _open(context).add(key)

    def found(self) -> Draft | None:
        """Return the draft under this key, left by an earlier run."""
        return self._service.get(self.key)

    def touch(self) -> None:
        """Something changed: write soon."""
        if not self._ended:
            self._timer.start()

    def flush(self) -> None:
        """Write what is pending now. Raises StoreError."""
        if self._timer.isActive():
            self._timer.stop()
            self._service.put(self.key, self._document())

    def release(self) -> None:
        """Let another form have this draft."""
        self._timer.stop()
        _open(self._context).discard(self.key)

    def drop(self, key: str) -> None:
        """Forget a draft, such as an earlier one that nobody wants."""
        with self._lock:
            self._service.drop(key)

    def end(self) -> None:
        """Write no more and forget the draft."""
        self.release()
        with self._lock:  # a write that is under way ends first, a later one does nothing
            self._ended = True
            self._service.drop(self.key)

    def _write_later(self) -> None:
        document = self._document()
        service, key, lock = self._service, self.key, self._lock

        def work(_task: Task) -> None:
            with lock:
                if not self._ended:
                    service.put(key, document)

        try:
            job = self._context.jobs.run(work)
        except RuntimeError:  # the program is ending, and wrote what was pending before
            return
        job.on_success(self._written).on_failure(self._failed)

    def _written(self, _result: object) -> None:
        self._told = False

    def _failed(self, error: object) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(error)
