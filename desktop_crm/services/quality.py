"""Keeping the figures of file quality up to date, a portion at a time (analysis A36).

Each portion reads in one transaction, thinks outside any, and writes in a short one, so that nobody waits for it. The
list of what is to be done is kept in the store, written by whoever changed a customer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from desktop_crm.domain.analysis.file_quality import VERSION, look_at
from desktop_crm.queries.quality import QualityQueries
from desktop_crm.store import meta, quality, quality_rows
from desktop_crm.store.engine import Store
from desktop_crm.store.raw import fetch_all

#: Files of one portion.
PORTION = 200
#: Files noted in one transaction.
_NOTED = 20_000


class QualityService:
    """Works off what waits. One instance a profile; thread-safe as far as one thread calls :meth:`work` at a time."""

    def __init__(self, store: Store, queries: QualityQueries, *, today: Callable[[], date]) -> None:
        self._store, self._queries, self._today = store, queries, today
        self._known = False  # the files were looked at by the present rules, or are noted for it
        self._kept_on: date | None = None  # day on which the month was last written down

    def run(self, stop: Callable[[], bool] = lambda: False, portion: int = PORTION) -> None:
        """Work until nothing waits, or until ``stop`` says so."""
        while not stop() and self.work(portion):
            pass

    def work(self, portion: int = PORTION) -> bool:
        """Do one portion; False when everything is up to date."""
        if not self._known:
            self._known = self._note_all()
            return True
        today = self._today()
        with self._store.read() as connection:
            todo = quality.waiting(connection, portion)
            files = list(quality_rows.read(connection, [rid for rid, _ in todo]))
        if not todo:
            return self._end(today)
        seen = [(file.rid, file.salesperson, file.updated_at, look_at(file.rows, today)) for file in files]
        there = {file.rid for file in files}
        with self._store.write() as connection:
            quality.write(connection, seen)
            gone = [rid for rid, _ in todo if rid not in there]
            connection.exec_driver_sql(
                "DELETE FROM file_quality WHERE rid IN (SELECT value FROM json_each(?))", (quality.as_list(gone),)
            )
            quality.finish(connection, todo)
        return True

    def _note_all(self) -> bool:
        """Note every file when the rules are new, a portion at a time; True when all are noted."""
        with self._store.read() as connection:
            known = meta.everything(connection)
            if known.get("quality_version") == str(VERSION):
                return True
            after = int(known.get("quality_noted") or 0)
            sql = "SELECT max(rid) FROM (SELECT rid FROM customer WHERE rid > ? ORDER BY rid LIMIT ?)"
            last = fetch_all(connection, sql, (after, _NOTED))[0][0]
        with self._store.write() as connection:
            if last is None:
                meta.put(connection, quality_version=VERSION, quality_noted=None)
            else:
                quality.mark_after(connection, after, int(str(last)))
                meta.put(connection, quality_noted=int(str(last)))
        return last is None

    def _end(self, today: date) -> bool:
        """Write the month down once a day."""
        if self._kept_on != today:
            by_person = self._queries.by_person()
            with self._store.write() as connection:
                quality.keep_month(connection, today, by_person)
            self._kept_on = today
        return False
