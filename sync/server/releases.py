"""New versions of the program for laptops: which of them is offered whom, and the pieces of their installers.

What a laptop is told of an installer is signed with the server's key, which the laptop pinned when it enrolled: the
key whose orders it obeys. The bytes are kept as a content without a row, so the paths of attachments never lead there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, delete, exists, insert, select, update

from desktop_crm.domain import versions
from desktop_crm.errors import NotFound as NoSuchRelease
from desktop_crm.errors import RecordRefused, UsageError
from sync.protocol import HelloRequest, canonical, keys
from sync.protocol.blobs import MAX_PIECE_BYTES
from sync.protocol.releases import ReleaseGetReply, ReleaseGetRequest
from sync.server import accounts, blobs, info
from sync.server.context import Context, instant_text
from sync.server.devices import write_audit
from sync.server.errors import NotFound
from sync.server.schema import blob, blob_link, blob_piece, program_release

OFFERED, WITHDRAWN = "offered", "withdrawn"
_PIECES_AT_ONCE = 16
_fields = msgspec.json.Decoder(dict[str, Any])
_teams = msgspec.json.Decoder(list[str])
_Row = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Installer:
    """An installer that is to be offered. ``over``: the oldest version it can be installed over."""

    platform: str
    version: str
    file: str
    size: int
    sha256: str
    by: str
    notes: str = ""
    over: str = "0"


# -- what laptops are told ------------------------------------------------------------------


def offer(conn: Connection, ctx: Context, request: HelloRequest) -> dict[str, Any] | None:
    """Return the newest version that this laptop may have and does not run yet."""
    if not versions.is_version(request.app):  # it did not say what it runs
        return None
    mine = [row for row in _offered(conn, request.platform) if _is_for(row, ctx, request.app)]
    newest = max(mine, key=lambda row: versions.order(row.version), default=None)
    return _fields.decode(newest.manifest) if newest is not None else None


def running(conn: Connection, request: HelloRequest) -> dict[str, Any] | None:
    """Return what there is of the version that a laptop runs: the installer that leads back to it."""
    here = (row for row in _offered(conn, request.platform) if row.version == request.app)
    return next((_fields.decode(row.manifest) for row in here), None)


def get(conn: Connection, _ctx: Context, request: ReleaseGetRequest) -> ReleaseGetReply:
    """Give a piece of an installer. Raises NotFound for one that was withdrawn."""
    wanted = (program_release.c.release_id == request.id) & (program_release.c.state == OFFERED)
    row = conn.execute(select(program_release.c.sha256, program_release.c.size).where(wanted)).first()
    if row is None:
        raise NotFound
    data = blobs.slice_of(conn, row.sha256, request.start, request.most)
    return ReleaseGetReply(size=row.size, start=request.start, data=data)


def _offered(conn: Connection, platform: str) -> Iterator[_Row]:
    wanted = (program_release.c.platform == platform) & (program_release.c.state == OFFERED)
    yield from conn.execute(select(program_release).where(wanted))


def _is_for(row: _Row, ctx: Context, app: str) -> bool:
    if not versions.is_newer(row.version, app):
        return False
    if versions.is_newer(str(_fields.decode(row.manifest).get("over", "0")), app):
        return False
    teams = _teams.decode(row.teams)
    if teams and ctx.caller.team_id not in teams:
        return False
    share: int = row.share
    return _place(row.release_id, ctx.caller.device_id or "") < share


def _place(release_id: str, device_id: str) -> int:
    """Give a laptop its place among a hundred: another one for each release, the same as long as that is offered."""
    return int.from_bytes(hashlib.sha256(f"{release_id} {device_id}".encode()).digest()[:8]) % 100


# -- what an administrator does -------------------------------------------------------------


def refuse_known(conn: Connection, installer: Installer) -> None:
    """Raise RecordRefused when this version is offered already."""
    wanted = _named(installer.version, installer.platform)
    if conn.execute(select(program_release.c.release_id).where(wanted)).first() is not None:
        raise RecordRefused("release_exists", version=installer.version, platform=installer.platform)


def take(conn: Connection, ctx: Context, installer: Installer, file: BinaryIO) -> bool:
    """Take the next pieces of an installer from its file; False when there is no more to take.

    A few megabytes at a time: laptops that synchronise meanwhile wait for no more than that.
    """
    there = blobs.open_content(conn, ctx, installer.sha256, installer.size)
    if there.complete:
        return False
    have = there.have
    file.seek(have)
    for _ in range(_PIECES_AT_ONCE):
        part = file.read(MAX_PIECE_BYTES)
        if part:
            have = blobs.append(conn, installer.sha256, have, part)
    return have > there.have


def finish(conn: Connection, ctx: Context, installer: Installer, share: int, teams: list[str]) -> dict[str, Any]:
    """Offer an installer that has arrived whole. Raises RecordRefused when it has not, NotFound for a team."""
    refuse_known(conn, installer)
    keyed = [key for team in teams if (key := accounts.existing_team(conn, team))]
    there = blobs.open_content(conn, ctx, installer.sha256, installer.size)
    if not there.complete and not blobs.close_content(conn, ctx, installer.sha256):
        raise RecordRefused("release_damaged", file=installer.file)
    facts, at = info.read(conn), instant_text(ctx.clock())
    about = {
        **{name: getattr(installer, name) for name in ("platform", "version", "file", "size", "sha256", "by")},
        **{name: value for name in ("notes", "over") if (value := getattr(installer, name))},
        "id": ctx.new_id(),
        "server": facts.server_id,
        "at": at,
    }
    signed = keys.sign_fields(info.read_keys(conn).sign, keys.RELEASE, about)
    row = {
        "release_id": about["id"],
        "manifest": canonical(signed),
        "share": share,
        "teams": msgspec.json.encode(keyed).decode(),
        "state": OFFERED,
        "at": at,
        **{name: about[name] for name in ("platform", "version", "sha256", "size")},
    }
    conn.execute(insert(program_release).values(**row))
    _changed(conn, ctx, "release_add", installer.version, installer.platform)
    return told(_one(conn, installer.version, installer.platform))


def change(
    conn: Connection, ctx: Context, version: str, platform: str | None, share: int | None, teams: list[str] | None
) -> dict[str, Any]:
    """Offer a version to more or fewer laptops. Raises NotFound, UsageError."""
    row = _one(conn, version, platform)
    news: dict[str, object] = {} if share is None else {"share": share}
    if teams is not None:
        keyed = [key for team in teams if (key := accounts.existing_team(conn, team))]
        news["teams"] = msgspec.json.encode(keyed).decode()
    if news:
        mine = program_release.c.release_id == row.release_id
        conn.execute(update(program_release).where(mine).values(**news))
        _changed(conn, ctx, "release_set", row.version, row.platform)
    return told(_one(conn, version, row.platform))


def withdraw(conn: Connection, ctx: Context, version: str, platform: str | None) -> dict[str, Any]:
    """Offer a version no more; its bytes go, unless a customer's attachment shows them. Raises NotFound, UsageError."""
    row = _one(conn, version, platform)
    mine = program_release.c.release_id == row.release_id
    conn.execute(update(program_release).where(mine).values(state=WITHDRAWN))
    shown = exists().where(blob_link.c.sha256 == row.sha256)
    still = exists().where(program_release.c.sha256 == row.sha256, program_release.c.state == OFFERED)
    if not conn.execute(select(shown | still)).scalar_one():
        conn.execute(delete(blob_piece).where(blob_piece.c.sha256 == row.sha256))
        conn.execute(delete(blob).where(blob.c.sha256 == row.sha256))
    _changed(conn, ctx, "release_withdraw", row.version, row.platform)
    return told(conn.execute(select(program_release).where(mine)).one())


def listed(conn: Connection) -> list[dict[str, Any]]:
    """List what is and was offered, the newest first."""
    query = select(program_release).order_by(program_release.c.at.desc(), program_release.c.release_id)
    return [told(row) for row in conn.execute(query)]


def told(row: _Row) -> dict[str, Any]:
    """Describe a row for the command line."""
    about = _fields.decode(row.manifest)
    return {
        **{name: about.get(name, "") for name in ("version", "platform", "file", "size", "sha256", "by", "at")},
        "over": about.get("over", "0"),
        "notes": about.get("notes", ""),
        "share": row.share,
        "teams": _teams.decode(row.teams),
        "state": row.state,
    }


def _named(version: str, platform: str | None) -> ColumnElement[bool]:
    wanted = (program_release.c.version == version) & (program_release.c.state == OFFERED)
    return wanted & (program_release.c.platform == platform) if platform else wanted


def _one(conn: Connection, version: str, platform: str | None) -> _Row:
    found = conn.execute(select(program_release).where(_named(version, platform))).all()
    if not found:
        raise NoSuchRelease("no_such_release", version=version[:40])
    if len(found) > 1:
        raise UsageError("release_which", version=version)
    return found[0]


def _changed(conn: Connection, ctx: Context, event: str, version: str, platform: str) -> None:
    """Let every laptop greet anew at its next synchronisation."""
    info.change(conn, info.RELEASES, str(info.number(conn, info.RELEASES) + 1))
    write_audit(conn, ctx, event, None, version=version, platform=platform)
