"""Contents of attachments on their way up: the server is asked what it has, and gets the rest piece by piece.

What it has from somebody else is not sent again: that this laptop has it too is proved by a hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from desktop_crm.errors import NotFound, StoreDamaged, SyncError
from desktop_crm.store import contents
from desktop_crm.store.contents import Content
from sync import protocol
from sync.client.link import parts, remember
from sync.client.pieces import BAD, Pieces, refusal_code
from sync.protocol import blobs

_NOT_TAKEN = "not_taken"
_state_decoder = msgspec.json.Decoder(blobs.BlobsReply)
_put_decoder = msgspec.json.Decoder(blobs.BlobPutReply)


@dataclass(slots=True)
class Sender:
    """Sends contents; ``sent`` counts those that the server has now."""

    pieces: Pieces
    sent: int = 0

    def send(self, waiting: Iterable[Content], limit: int | None = None) -> None:
        """Make the server have these contents. Raises Ended, Offline, Refused, and SyncError for a restored server."""
        for some in parts(waiting, blobs.MAX_ASKED // 2):
            self.pieces.go_on()
            rows = {one.sha256: self._rows_of(one) for one in some}
            names = [blobs.BlobName(row, sha) for sha, found in rows.items() for row in found]
            states = {(one.row, one.sha): one for part in parts(names, blobs.MAX_ASKED) for one in self._ask(part)}
            for one in some:
                known = [states[key] for row in rows[one.sha256] if (key := (row, one.sha256)) in states]
                too_big = limit is not None and one.size > limit
                self._send_one(one, rows[one.sha256], known, protocol.Code.TOO_BIG.value if too_big else "")

    def _rows_of(self, one: Content) -> list[str]:
        with self.pieces.link.app.store.read() as connection:
            return contents.rows_naming(connection, one.sha256) or [one.row_id]

    def _ask(self, names: Sequence[blobs.BlobName]) -> list[blobs.BlobState]:
        request = blobs.BlobsRequest(of=list(names), w=self.pieces.witness())
        return self.pieces.link.post(protocol.BLOBS_PATH, request, _state_decoder).known

    def _send_one(self, one: Content, rows: Sequence[str], states: Sequence[blobs.BlobState], error: str) -> None:
        """Make the server have a content for each row that shows it, unless there is an ``error`` already."""
        app = self.pieces.link.app
        error = error or ("" if states else _NOT_TAKEN)
        try:
            for number, state in enumerate(() if error else states):
                now = state if number == 0 else self._anew(state)
                error = error or self._send_for(one, now)
        except (NotFound, StoreDamaged):  # the file is gone, or damaged
            app.attachments.files.remove(one.sha256)
            with app.store.write() as connection:
                contents.note_missing(connection, one.sha256)
            self.pieces.tell(one.sha256)
            return
        except SyncError as refusal:
            error = refusal_code(refusal)
        with app.store.write() as connection:
            if error:
                contents.note_error(connection, one.sha256, error, app.clock())
            elif set(contents.rows_naming(connection, one.sha256, unsent=True)) <= set(rows):
                contents.note_sent(connection, one.sha256)  # else it was attached once more meanwhile
        self.sent += not error
        self.pieces.tell(one.sha256)

    def _anew(self, state: blobs.BlobState) -> blobs.BlobState:
        """Ask once more: another row's turn came before, or somebody else's."""
        return next(iter(self._ask([blobs.BlobName(state.row, state.sha)])), state)

    def _send_for(self, one: Content, state: blobs.BlobState) -> str:
        """Send a content for one row, from where the server says; return the code with which that failed."""
        while not state.done:
            if state.prove:
                files = self.pieces.link.app.attachments.files
                proof = blobs.digest(files.read(one.sha256, one.size), state.prove)
                return "" if self._put(one, state.row, one.size, 0, proof).done else BAD
            reply = self._put_all(one, state.row, state.have)
            if reply.done:
                return ""
            if reply.bad:
                return self._sent_badly(one)
            state = self._anew(state)  # a colleague was faster
            if not state.prove and not state.done:
                return _NOT_TAKEN
        return ""

    def _put_all(self, one: Content, row: str, have: int) -> blobs.BlobPutReply:
        """Send pieces until the server says that it has all, or wants none."""
        while True:
            self.pieces.go_on()
            reply = self._put(one, row, have, self.pieces.link.pace.piece_bytes)
            if reply.done or reply.bad or reply.have >= one.size:
                return reply
            have = reply.have
            self.pieces.note(one.sha256, have, one.size, up=True)

    def _put(self, one: Content, row: str, start: int, most: int, proof: str = "") -> blobs.BlobPutReply:
        link = self.pieces.link
        data = link.app.attachments.files.piece(one.sha256, one.size, start, most) if most else b""
        request = blobs.BlobPutRequest(
            row=row, sha=one.sha256, size=one.size, start=start, data=data, proof=proof, w=self.pieces.witness()
        )
        with self.pieces.timed():
            reply = link.post(protocol.BLOB_PUT_PATH, request, _put_decoder)
        if reply.w is not None:
            with link.app.store.write() as connection:
                remember(connection, reply.w)
        return reply

    def _sent_badly(self, one: Content) -> str:
        """The server says that what came is not the content: look whether it is here."""
        if blobs.digest(self.pieces.link.app.attachments.files.read(one.sha256, one.size)) == one.sha256:
            return BAD
        raise StoreDamaged("attachment_damaged")
