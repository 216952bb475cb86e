"""New versions of the program: noticed in a greeting, fetched after everything else, believed only when signed.

What the server says of a version counts when it bears the signature of the key pinned at enrolment, names our server
and this system, and is newer than what runs. Everything else is told and never touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from desktop_crm import program
from desktop_crm.domain import versions
from desktop_crm.errors import DiskFull, Offline, SyncError, UpdateRefused
from desktop_crm.paths import ProfilePaths
from desktop_crm.store import meta
from sync import protocol
from sync.client.link import Machine
from sync.client.pieces import Pieces, refusal_code
from sync.client.status import UpdateStatus
from sync.client.update_files import UpdateFiles
from sync.protocol import keys
from sync.protocol.releases import Release, ReleaseGetReply, ReleaseGetRequest, read

#: Room that must be left on the disk beside an installer that comes.
_ROOM = 256 << 20
WITHDRAWN, DAMAGED = "release_withdrawn", "release_damaged"
_fields = msgspec.json.Decoder(dict[str, Any])
_piece = msgspec.json.Decoder(ReleaseGetReply)


def newer(fields: Mapping[str, Any], facts: Mapping[str, str], running: str, platform: str) -> Release:
    """Read what the server says of a newer version. Raises UpdateRefused unless it is signed, for us, and newer."""
    release = _signed(fields, facts, platform)
    if not versions.is_version(running) or not versions.is_newer(release.version, running):
        raise UpdateRefused("release_older", version=release.version, running=running)
    if versions.is_newer(release.over, running):
        raise UpdateRefused("release_gap", version=release.version, over=release.over)
    return release


def _signed(fields: Mapping[str, Any], facts: Mapping[str, str], platform: str) -> Release:
    try:
        if not keys.verify_fields(facts.get("server_key", ""), keys.RELEASE, fields):
            raise UpdateRefused("release_forged")
        release = read(dict(fields))
    except (ValueError, RecursionError) as error:
        raise UpdateRefused("release_forged") from error
    if release.server != facts.get("server_id"):
        raise UpdateRefused("release_forged")
    if release.platform != platform:
        raise UpdateRefused("release_platform")
    return release


# -- noticing -------------------------------------------------------------------------------


def notice(connection: Connection, reply: protocol.HelloReply, machine: Machine) -> None:
    """Keep what a greeting says of new versions; what is not to be believed is only told."""
    facts = meta.everything(connection)
    meta.put(connection, releases=reply.releases, releases_told=None)
    kept, error, version = None, None, None
    if reply.release is not None:
        try:
            version = newer(reply.release, facts, machine.version(), machine.platform).version
            kept = protocol.canonical(reply.release).decode()
        except UpdateRefused as refused:
            error, version = refused.code, _said(reply.release)
    elif facts.get("release"):
        was = _said(_fields.decode(facts["release"]))
        if versions.is_version(was) and versions.is_newer(was, machine.version()):
            error, version = WITHDRAWN, was
    elif facts.get("release_error") == WITHDRAWN:
        error, version = WITHDRAWN, facts.get("release_version")
    meta.put(connection, release=kept, release_error=error, release_version=version if error else None)
    meta.put(connection, release_back=_way_back(reply.running, facts, machine) if kept else None)


def _said(fields: Mapping[str, Any]) -> str:
    return str(fields.get("version", ""))[:23]


def _way_back(fields: Mapping[str, Any] | None, facts: Mapping[str, str], machine: Machine) -> str | None:
    """Return what the server says of the version that runs, if it is to be believed."""
    try:
        known = fields is not None and _signed(fields, facts, machine.platform).version == machine.version()
    except UpdateRefused:
        return None
    return protocol.canonical(fields).decode() if known else None


def kept(facts: Mapping[str, str], machine: Machine) -> Release | None:
    """Return the newer version that was noticed; its signature is looked at anew each time."""
    try:
        return newer(_fields.decode(facts.get("release", "")), facts, machine.version(), machine.platform)
    except (UpdateRefused, ValueError):
        return None


def kept_back(facts: Mapping[str, str], machine: Machine) -> Release | None:
    """Return the installer of the version that runs, as it was noticed."""
    try:
        release = _signed(_fields.decode(facts.get("release_back", "")), facts, machine.platform)
    except (UpdateRefused, ValueError):
        return None
    return release if release.version == machine.version() else None


def status(facts: Mapping[str, str], paths: ProfilePaths) -> UpdateStatus:
    """Tell how it stands for the screen: cheap, and no proof of anything."""
    error, text = facts.get("release_error", ""), facts.get("release", "")
    if not text:
        return UpdateStatus(facts.get("release_version", ""), error=error) if error else UpdateStatus()
    try:
        release = read(_fields.decode(text))
        if not versions.is_newer(release.version, program.version()):
            return UpdateStatus()
        done = UpdateFiles(paths.updates).arrived(release)
    except (ValueError, OSError):
        return UpdateStatus()
    ready = done == release.size and not error
    return UpdateStatus(release.version, release.notes, done, release.size, ready, error)


# -- fetching -------------------------------------------------------------------------------


@dataclass(slots=True)
class ReleaseFetcher:
    """Fetches the installer of a newer version, then the one that leads back. Raises as other contents on their way."""

    pieces: Pieces

    def fetch(self) -> None:
        """Fetch what is missing; what cannot be believed once it is here is removed and told."""
        link = self.pieces.link
        facts = link.app.facts()
        files, release = UpdateFiles(link.app.paths.updates), kept(facts, link.machine)
        back = kept_back(facts, link.machine)
        files.keep_only(one for one in (release, back) if one)
        if release is None or facts.get("release_error"):
            return
        if self._fetch(files, release) and back is not None:
            self._fetch(files, back)

    def _fetch(self, files: UpdateFiles, release: Release) -> bool:
        app = self.pieces.link.app
        if files.is_here(release):
            return True
        try:
            error = self._fetch_all(files, release)
        except SyncError as refusal:
            refusal_code(refusal)
            error = WITHDRAWN
        if error:
            files.remove(release)
            app.set_facts(release_error=error, release_version=release.version)
            if error == WITHDRAWN:
                app.set_facts(release=None)
        self.pieces.moved = True
        self.pieces.told(None)
        return not error

    def _fetch_all(self, files: UpdateFiles, release: Release) -> str:
        link = self.pieces.link
        have = files.arrived(release)
        while have < release.size:
            self.pieces.go_on()
            request = ReleaseGetRequest(id=release.id, start=have, most=link.pace.piece_bytes)
            with self.pieces.timed():
                reply = link.post(protocol.RELEASE_GET_PATH, request, _piece)
            if reply.start != have:
                raise Offline("bad_answer")  # to an earlier request
            if reply.size != release.size:
                return DAMAGED
            if link.machine.free_bytes(link.app) < _ROOM + release.size - have:
                raise DiskFull(detail="update")
            reached = files.append(release, have, reply.data)
            if reached == have:
                raise Offline("bad_answer")  # asking again would go on for ever
            have = reached
            self.pieces.moved = True
            self.pieces.told(None)
        return "" if files.complete(release) else DAMAGED
