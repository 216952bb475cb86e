"""New versions for laptops at the server's own command line."""

from __future__ import annotations

import getpass
import hashlib
from argparse import Namespace
from pathlib import Path
from typing import Any

from desktop_crm.domain import installers, versions
from desktop_crm.errors import RecordRefused, UsageError
from sync.protocol.releases import MAX_BYTES, MAX_NOTES
from sync.server import blobs, releases
from sync.server.context import Context
from sync.server.database import Database
from sync.server.releases import Installer

Result = dict[str, Any] | list[Any]
_WHOLE = 100  # percent


def add(database: Database, args: Namespace) -> Result:
    """Offer an installer to laptops; what is told of it is signed with the server's key."""
    share = _share(args.share, _WHOLE)
    installer = _read(Path(args.file), args)
    ctx = Context()
    with database.read() as conn:
        releases.refuse_known(conn, installer)
    with Path(args.file).open("rb") as file:
        more = True
        while more:
            with database.write() as conn:
                more = releases.take(conn, ctx, installer, file)
    try:
        with database.write() as conn:
            return releases.finish(conn, ctx, installer, share, args.teams or [])
    except RecordRefused as error:
        if error.code == "release_damaged":
            with database.write() as conn:
                blobs.forget(conn, installer.sha256)
        raise


def listed(database: Database, _args: Namespace) -> Result:
    """List the versions that are or were offered."""
    with database.read() as conn:
        return list(releases.listed(conn))


def change(database: Database, args: Namespace) -> Result:
    """Offer a version to more or fewer laptops."""
    share = None if args.share is None else _share(args.share, _WHOLE)
    with database.write() as conn:
        return releases.change(conn, Context(), args.version, args.platform, share, args.teams)


def withdraw(database: Database, args: Namespace) -> Result:
    """Offer a version no more; laptops that have not installed it yet never will."""
    with database.write() as conn:
        return releases.withdraw(conn, Context(), args.version, args.platform)


def _share(given: int | None, default: int) -> int:
    share = default if given is None else given
    if not 0 <= share <= _WHOLE:
        raise UsageError("release_share")
    return share


def _read(path: Path, args: Namespace) -> Installer:
    """Describe a file as what it says it is. Raises UsageError when that is not what it shall be."""
    if not path.is_file():
        raise UsageError("no_such_file", file=path)
    size = path.stat().st_size
    if not 0 < size <= MAX_BYTES:
        raise UsageError("release_size", file=path.name)
    with path.open("rb") as file:
        about = installers.describe(file.read(installers.HEAD_BYTES))
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if about is None or not about.ours or not versions.is_version(about.version):
        raise UsageError("release_file", file=path.name)
    if args.version and args.version != about.version:
        raise UsageError("release_version", file=path.name, there=about.version, version=args.version)
    if args.platform and args.platform != about.platform.value:
        raise UsageError("release_platform", file=path.name, there=about.platform.value, platform=args.platform)
    over = args.over or "0"
    if not versions.is_version(over):
        raise UsageError("release_version", file=path.name, there=about.version, version=over)
    return Installer(
        about.platform.value, about.version, _plain(path.name, about), size, sha256, _who(), _notes(args.notes), over
    )


def _plain(name: str, about: installers.Description) -> str:
    """Return a name under which the file may lie on every laptop."""
    if name.isascii() and name.replace("-", "").replace(".", "").replace("_", "").isalnum() and name[0].isalnum():
        return name
    ending = "-Setup.exe" if about.platform is installers.Platform.WINDOWS else ".deb"
    return f"DesktopCRM-{about.version}{ending}"


def _notes(name: str | None) -> str:
    if not name:
        return ""
    try:
        text = Path(name).read_text("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("release_notes", most=MAX_NOTES) from error
    if len(text) > MAX_NOTES:
        raise UsageError("release_notes", most=MAX_NOTES)
    return text


def _who() -> str:
    try:
        return getpass.getuser()[:100]
    except (OSError, KeyError):  # an account without a name
        return ""
