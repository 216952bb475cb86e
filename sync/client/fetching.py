"""Contents of attachments on their way down: what a person asked for, and small pictures of one's own customers."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from desktop_crm.errors import DiskFull, Offline, SyncError
from desktop_crm.store import contents, meta
from desktop_crm.store.contents import Content
from sync import protocol
from sync.client.link import ago
from sync.client.pieces import BAD, Pieces, refusal_code
from sync.protocol import blobs

#: Pictures up to so many bytes come unasked, unless the person chose otherwise.
AUTO_BYTES = 2 << 20
#: What the server did not have yet is asked for again after so long.
ASK_AGAIN_MINUTES = 15
#: Room that must be left on the disk beside a content that comes.
_ROOM = 64 << 20
_decoder = msgspec.json.Decoder(blobs.BlobGetReply)


@dataclass(slots=True)
class Fetcher:
    """Fetches contents; ``fetched`` counts those that are here now. Raises Ended, Offline, Refused, DiskFull, and
    SyncError for a restored server."""

    pieces: Pieces
    fetched: int = 0

    def fetch_wanted(self) -> None:
        """Fetch what a person asked for."""
        with self.pieces.link.app.store.read() as connection:
            found = contents.wanted(connection, self._again())
        for one in found:
            self._fetch(one)

    def fetch_pictures(self) -> None:
        """Fetch pictures nobody asked for, the newest first."""
        app = self.pieces.link.app
        while True:
            with app.store.read() as connection:
                chosen, user_id = meta.get(connection, "attachment_auto"), meta.get(connection, "user_id")
                most = int(chosen) if chosen else AUTO_BYTES
                found = contents.next_picture(connection, most, user_id, self._again()) if most else None
            if found is None:
                return
            with app.store.write() as connection:
                contents.want(connection, *found, app.clock(), asked=False)
                one = contents.get(connection, found[0])
            if one is not None:
                self._fetch(one)

    def _again(self) -> str:
        return ago(self.pieces.link.app.clock(), minutes=ASK_AGAIN_MINUTES)

    def _fetch(self, one: Content) -> None:
        app = self.pieces.link.app
        try:
            error = self._fetch_all(one)
        except SyncError as refusal:
            error = refusal_code(refusal)
        with app.store.write() as connection:
            if error:
                contents.note_error(connection, one.sha256, error, app.clock())
            else:
                contents.note_here(connection, one.sha256, app.clock())
        self.fetched += not error
        self.pieces.tell(one.sha256)

    def _fetch_all(self, one: Content) -> str:
        """Fetch the rest of a content; return the code with which that failed."""
        link = self.pieces.link
        files = link.app.attachments.files
        have = files.arrived(one.sha256)
        while True:
            self.pieces.go_on()
            most, heard = link.pace.piece_bytes, self.pieces.witness()
            request = blobs.BlobGetRequest(row=one.row_id, sha=one.sha256, start=have, most=most, w=heard)
            with self.pieces.timed():
                reply = link.post(protocol.BLOB_GET_PATH, request, _decoder)
            if not reply.size:
                return contents.NOT_THERE
            if link.machine.free_bytes(link.app) < _ROOM + reply.size - have:
                raise DiskFull(detail="content")
            reached = files.append(one.sha256, have, reply.data, reply.size)
            if reached == have:
                raise Offline("bad_answer")  # asking again would go on for ever
            have = reached
            self.pieces.note(one.sha256, have, reply.size, up=False)
            if have == reply.size:
                return "" if files.complete(one.sha256, reply.size) else BAD
