"""Attachments of a customer: added from files, removed and brought back, read and saved to files.

Adding is two steps, so that the long one holds nobody up: :meth:`AttachmentService.take` reads, checks and encrypts a
file; :meth:`AttachmentService.add` puts it in its place together with the row, in one transaction. A stop in between
leaves a file that is cleared away, and no row without a content.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from desktop_crm.clock import Clock, NewId
from desktop_crm.domain import attachments as kinds
from desktop_crm.domain.fields import Value
from desktop_crm.domain.records import ATTACHMENT, CUSTOMER
from desktop_crm.errors import NotFound, RecordRefused, StoreDamaged, UsageError
from desktop_crm.events import ChangeSet, EventBus, Origin
from desktop_crm.paths import ProfilePaths
from desktop_crm.services.parameters import ParameterService
from desktop_crm.services.preparing import author_of
from desktop_crm.services.rows import RowChange, RowService
from desktop_crm.store import backup, content_care, contents
from desktop_crm.store.content_files import ContentFiles, Written
from desktop_crm.store.engine import Store
from desktop_crm.store.projection import Deriver, RowImage
from desktop_crm.store.recorder import Edit, EditKind, Recorder, load_row, load_rows

_READ_BYTES = 1 << 20
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read and encrypted, and is not attached to anybody yet."""

    written: Written
    file_name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Added:
    """What adding did: the rows, in the order of the files; ``there`` are those the customer had already."""

    ids: tuple[str, ...]
    there: tuple[str, ...] = ()


class AttachmentService:
    """Every change of an attachment goes through here. Thread-safe."""

    def __init__(
        self,
        store: Store,
        events: EventBus,
        paths: ProfilePaths,
        rows: RowService,
        parameters: ParameterService,
        *,
        clock: Clock,
        new_id: NewId,
        deriver: Deriver,
    ) -> None:
        self._store, self._events, self._paths = store, events, paths
        self._rows, self._parameters = rows, parameters
        self._clock, self._new_id, self._deriver = clock, new_id, deriver
        self.files = ContentFiles(paths.attachments, store)
        self._kept = ContentFiles(paths.backups / backup.ATTACHMENTS, store)

    # -- adding -----------------------------------------------------------------------------

    def limit(self) -> int:
        """Return how many bytes one attachment may have: a parameter of the organisation."""
        return kinds.limit_bytes(self._parameters.all(kinds.PARAMETER_KIND))

    def take(self, path: Path, progress: Progress = lambda _done: None) -> Taken:
        """Read a file; not in the GUI thread. ``progress`` is told the bytes read, and may raise to stop.

        Raises UsageError (``attachment_unreadable``, ``attachment_empty``), RecordRefused
        (``attachment_too_big``), DiskFull, StoreBusy; nothing is left behind then.
        """
        return self._take(_parts_of(path), path.name, progress)

    def take_bytes(self, data: bytes, name: str) -> Taken:
        """Take what is in memory, a pasted picture. Raises as :meth:`take`."""
        parts = (data[at : at + _READ_BYTES] for at in range(0, len(data), _READ_BYTES))
        return self._take(parts, name, lambda _done: None)

    def _take(self, parts: Iterable[bytes], name: str, progress: Progress) -> Taken:
        name = kinds.file_name(name)
        written = self.files.write(_checked(parts, name, self.limit(), progress))
        if not written.size:
            self.files.discard(written.path)
            raise UsageError("attachment_empty", file=name)
        return Taken(written, name, kinds.media_type(name, written.head))

    def add(self, customer_id: str, taken: Sequence[Taken], note: str = "") -> Added:
        """Attach what was taken, in one save. A content that the customer shows already is not attached again.

        Raises NotFound, RecordRefused for a customer in the bin, StoreError; nothing is attached then.
        """
        ids: list[str] = []
        there: list[str] = []
        try:
            with self._store.write() as connection:
                card = load_row(connection, CUSTOMER, customer_id)
                if card is None:
                    raise NotFound(id=customer_id)
                if card.deleted:
                    raise RecordRefused("card_deleted")
                shown = {
                    str(row.values.get("sha256")): row.id
                    for row in load_rows(connection, ATTACHMENT, [customer_id])
                    if not row.deleted
                }
                edits: list[Edit] = []
                for one in taken:
                    sha256, size = one.written.sha256, one.written.size
                    self.files.place(one.written)
                    present = shown.get(sha256)
                    row_id = shown[sha256] = present or self._new_id()
                    ids.append(row_id)
                    if present is None:
                        edits.append(_creation(customer_id, row_id, one, note))
                    else:
                        there.append(row_id)
                    if present is None or not _is_here(connection, sha256):
                        contents.add(connection, sha256, size, row_id, customer_id, self._clock())
                recorder = Recorder(connection, author_of(connection), self._clock, self._new_id, self._deriver)
                changed = recorder.save(edits, sample=card.is_sample) if edits else frozenset()
        finally:
            self.discard(taken)
        if changed:
            self._tell(changed)
        return Added(tuple(ids), tuple(there))

    def add_files(
        self, customer_id: str, paths: Iterable[Path], note: str = "", progress: Progress = lambda _done: None
    ) -> Added:
        """Take and attach files, all of them or none. Raises as :meth:`take` and :meth:`add`."""
        taken: list[Taken] = []
        try:
            for path in paths:
                taken.append(self.take(path, progress))
            return self.add(customer_id, taken, note)
        finally:
            self.discard(taken)

    def discard(self, taken: Iterable[Taken]) -> None:
        """Let go of what was taken and is not attached."""
        for one in taken:
            self.files.discard(one.written.path)

    # -- changing ---------------------------------------------------------------------------

    def remove(self, ids: Sequence[str]) -> None:
        """Take attachments off their customers, in one save; the contents stay, so that :meth:`restore` can bring them
        back. Raises NotFound, RecordRefused for a customer in the bin."""
        cards: dict[str, list[RowChange]] = {}
        for row_id in ids:
            cards.setdefault(self._row(row_id).agg_id, []).append(RowChange(ATTACHMENT.name, {}, row_id, removed=True))
        self._rows.save_many(list(cards.items()))

    def restore(self, ids: Sequence[str]) -> None:
        """Bring back removed attachments. Raises NotFound."""
        for row_id in ids:
            self._rows.restore(ATTACHMENT.name, row_id)

    def describe(self, row_id: str, *, note: str | None = None, file_name: str | None = None) -> None:
        """Change the note, or the name, of an attachment. Raises NotFound, RowRefused."""
        values = {} if note is None else {"note": note}
        if file_name is not None:
            values["file_name"] = kinds.file_name(file_name)
        self._rows.change(ATTACHMENT.name, row_id, values)

    # -- reading ----------------------------------------------------------------------------

    def parts(self, row_id: str, *, looked_at: bool = True) -> Iterator[bytes]:
        """Yield the content of an attachment in parts. ``looked_at``: by a person, so it is to stay for longer.

        Raises NotFound (``attachment_not_here``) when it is not on this laptop, StoreDamaged when its file is damaged;
        it is fetched anew then, where a server has it.
        """
        row = self._row(row_id)
        sha256 = str(row.values.get("sha256") or "")
        with self._store.read() as connection:
            known = contents.get(connection, sha256)
        if known is None or not known.here:
            raise NotFound("attachment_not_here")
        try:
            yield from self.files.read(sha256, known.size)
        except (NotFound, StoreDamaged) as error:
            if isinstance(error, StoreDamaged):
                self.files.remove(sha256)
            with self._store.write() as connection:
                contents.note_missing(connection, sha256)
            raise
        if looked_at:
            with self._store.write() as connection:
                contents.note_used(connection, sha256, self._clock())

    def content(self, row_id: str, *, looked_at: bool = True) -> bytes:
        """Return the whole content. Raises as :meth:`parts`."""
        return b"".join(self.parts(row_id, looked_at=looked_at))

    def save_to(self, row_id: str, target: Path) -> None:
        """Write the content into a file, which appears whole or not at all. Raises as :meth:`parts`, and OSError."""
        work = target.with_name(f".{target.name[:60]}.{self._new_id()[-8:]}.tmp")
        try:
            with work.open("xb") as stream:
                for part in self.parts(row_id):
                    stream.write(part)
            work.replace(target)
        finally:
            with suppress(OSError):
                work.unlink(missing_ok=True)

    def open_copy(self, row_id: str) -> Path:
        """Write a readable copy for another program and return where it is; :meth:`clear_opened` destroys it.

        Raises as :meth:`save_to`; RecordRefused (``attachment_not_opened``) for a kind of file that could be run.
        """
        name = kinds.file_name(str(self._row(row_id).values.get("file_name") or ""))
        if not kinds.may_be_opened(name):
            raise RecordRefused("attachment_not_opened", file=name)
        folder = self._paths.opened / self._new_id()
        folder.mkdir(parents=True)
        folder.chmod(0o700)
        target = folder / name
        self.save_to(row_id, target)
        target.chmod(0o400)  # what is changed in it would be lost
        return target

    def clear_opened(self) -> None:
        """Destroy the readable copies; one that another program still holds goes the next time."""
        for path in self._paths.opened.glob("*/*"):
            with suppress(OSError):
                path.chmod(0o600)  # Windows removes nothing that is read-only
        shutil.rmtree(self._paths.opened, ignore_errors=True)

    def want(self, row_id: str) -> None:
        """Ask for a content that is not here: it is the next to come. Raises NotFound."""
        row = self._row(row_id)
        size = row.values.get("size")
        with self._store.write() as connection:
            contents.want(
                connection,
                str(row.values.get("sha256") or ""),
                size if isinstance(size, int) else 0,
                row.id,
                row.agg_id,
                self._clock(),
                asked=True,
            )
        self._tell({row.agg_id}, Origin.REMOTE)  # nothing to send, but a window shows that it is on its way

    def _row(self, row_id: str) -> RowImage:
        with self._store.read() as connection:
            image = load_row(connection, ATTACHMENT, row_id)
        if image is None:
            raise NotFound("no_such_attachment", id=row_id[:40])
        return image

    # -- keeping order ----------------------------------------------------------------------

    def sweep(self) -> int:
        """Let go of contents that are not to be kept; return how many."""
        now = self._clock()
        with self._store.read() as connection:
            if not content_care.goers(connection, now):
                return 0
        with self._store.write() as connection:
            return content_care.sweep(connection, (self.files, self._kept), now)

    def tidy(self) -> None:
        """Once a start: see what is really here, and clear away what a stop left."""
        with self._store.write() as connection:
            content_care.reconcile(connection, self.files, self._kept)
            known = contents.known(connection)
        self.sweep()
        self.files.clear(known, datetime.fromisoformat(self._clock()).timestamp())

    def _tell(self, cards: Iterable[str], origin: Origin = Origin.LOCAL) -> None:
        self._events.publish(ChangeSet(frozenset(cards), origin))


def _is_here(connection: Connection, sha256: str) -> bool:
    found = contents.get(connection, sha256)
    return found is not None and found.here


def _creation(customer_id: str, row_id: str, one: Taken, note: str) -> Edit:
    values: dict[str, Value] = {
        "file_name": one.file_name,
        "media_type": one.media_type,
        "size": one.written.size,
        "sha256": one.written.sha256,
        "note": note[: ATTACHMENT["note"].max_length],
    }
    return Edit(ATTACHMENT, row_id, customer_id, EditKind.CREATE, values)


def _parts_of(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while part := stream.read(_READ_BYTES):
                yield part
    except OSError as error:  # gone, a folder, no permission, a stick pulled out
        raise UsageError("attachment_unreadable", file=path.name) from error


def _checked(parts: Iterable[bytes], name: str, limit: int, progress: Progress) -> Iterator[bytes]:
    size = 0
    for part in parts:
        size += len(part)
        if size > limit:
            raise RecordRefused("attachment_too_big", file=name, limit=limit // kinds.MEGABYTE)
        progress(size)
        yield part
