"""Putting a newer version in the place of this one, and back.

Before anything is started the installer is proved anew and the data is backed up. What is started is handed in, so that
a test needs no Windows. What became of it is seen at the next start: the version that runs then tells.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desktop_crm.bootstrap import Application
from desktop_crm.domain import installers
from desktop_crm.errors import UpdateRefused
from desktop_crm.paths import ProfilePaths
from desktop_crm.store import backup, contents, opening, outbox
from desktop_crm.store.schema import SCHEMA_REVISION
from sync.client import updates
from sync.client.link import Machine
from sync.client.update_files import DONE, FAILED, SHOWN, STARTED, Step, UpdateFiles
from sync.protocol.releases import Release

#: Starts a program that lives on when this one ends: its words, the first is its file. Raises OSError.
Starter = Callable[[Sequence[str]], None]
#: Says whether the system vouches for a file besides our own signature (Authenticode, where a company signs).
Vouches = Callable[[Path], bool]
_PREFIX = "before-update-"
_KEPT_BACKUPS = 2


@dataclass(frozen=True, slots=True)
class Prepared:
    """An installer that was proved, and the backup made for it. ``command`` is what a person types where the program
    cannot install by itself; ``words`` is empty then."""

    version: str
    words: tuple[str, ...]
    command: str
    backup: Path
    step: Step


@dataclass(frozen=True, slots=True)
class WayBack:
    """The version that ran before. ``backup``: the older version needs the data as it was then (None: it reads what is
    here). ``only_here``: changes, drafts and attachments since then that no server has; going back waits for them."""

    version: str
    file: Path
    words: tuple[str, ...]
    command: str
    backup: Path | None
    only_here: int


def vouch_for_nothing(_path: Path) -> bool:
    """Ask nobody: hash and signature were compared."""
    return True


def start_detached(words: Sequence[str]) -> None:
    """Start a program that goes on by itself. Raises OSError."""
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        subprocess.Popen(windows_line(words), creationflags=flags, close_fds=True)  # noqa: S603 - proved before
    else:
        subprocess.Popen(list(words), start_new_session=True, close_fds=True)  # noqa: S603 - proved before


def windows_line(words: Sequence[str]) -> str:
    """Write a command line as an installer reads it: quotes stand around the value of a switch, not the whole of it."""
    return " ".join(_quoted(word) for word in words)


def _quoted(word: str) -> str:
    name, equals, value = word.partition("=")
    if word.startswith("/") and equals:
        return f'{name}="{value}"'
    return f'"{word}"' if " " in word or not word.startswith("/") else word


def ready(app: Application, machine: Machine) -> Release:
    """Return the version that can be installed now. Raises UpdateRefused."""
    facts = app.facts()
    release = updates.kept(facts, machine)
    if release is None or facts.get("release_error") or not UpdateFiles(app.paths.updates).is_here(release):
        raise UpdateRefused("release_none")
    return release


def prepare(app: Application, machine: Machine | None = None, vouches: Vouches = vouch_for_nothing) -> Prepared:
    """Prove the installer, back up the data, and note what is about to happen.

    Raises UpdateRefused (nothing was changed), StoreError when there is no backup.
    """
    machine = machine or Machine()
    release = ready(app, machine)
    files = UpdateFiles(app.paths.updates)
    file = files.place(release)
    if not files.is_true(release) or not _is_ours(file, release) or not vouches(file):
        files.remove(release)
        app.set_facts(release_error=updates.DAMAGED, release_version=release.version)
        raise UpdateRefused(updates.DAMAGED, version=release.version)
    at = app.clock()
    target = app.paths.backups / f"{_PREFIX}{release.version}-{_stamp(at)}.backup"
    backup.write_backup(app.store, target)
    _forget_backups(app.paths.backups)
    words, command = _how(file, release.platform, app.paths.root)
    step = Step(
        before=machine.version(),
        after=release.version,
        file=files.name_of(file),
        back=_back_file(app, files, machine),
        backup=target.name,
        at=at,
        state=STARTED if words else SHOWN,
    )
    files.note(step)
    app.write_audit("update", version=release.version)
    return Prepared(release.version, words, command, target, step)


def begin(app: Application, prepared: Prepared, start: Starter = start_detached) -> None:
    """Start the installer; the caller closes the program. Raises UpdateRefused when it cannot be started."""
    try:
        start(prepared.words)
    except OSError as error:
        UpdateFiles(app.paths.updates).note(msgspec.structs.replace(prepared.step, state=FAILED))
        raise UpdateRefused("release_not_started", version=prepared.version) from error


def settle(paths: ProfilePaths, running: str) -> Step | None:
    """Tell once what became of the last installation: its step with ``done`` or ``failed``."""
    files = UpdateFiles(paths.updates)
    last = next(iter(files.steps()[-1:]), None)
    if last is None or last.state == DONE:
        return None
    if running == last.after:
        found = msgspec.structs.replace(last, state=DONE)
    elif last.state == STARTED and running == last.before:
        found = msgspec.structs.replace(last, state=FAILED)
    else:
        return None
    files.note(found)
    return found


# -- back -----------------------------------------------------------------------------------


def way_back(app: Application, machine: Machine | None = None) -> WayBack | None:
    """Return the version that ran before this one, where its installer is here. Raises StoreError."""
    machine = machine or Machine()
    running, files = machine.version(), UpdateFiles(app.paths.updates)
    steps = [step for step in files.steps() if step.after == running and step.state == DONE]
    if not steps or not steps[-1].back:
        return None
    step = steps[-1]
    file, copy = files.root / step.back, app.paths.backups / step.backup
    if not file.is_file():
        return None
    changed = _needs_copy(copy, app.store.key)
    if changed and not copy.is_file():
        return None  # the older version could read neither
    words, command = _how(file, machine.platform, app.paths.root)
    return WayBack(step.before, file, words, command, copy if changed else None, _only_here(app) if changed else 0)


def go_back(app: Application, way: WayBack, start: Starter = start_detached) -> Path | None:
    """Put back the data of that time where the older version needs it, and start its installer; the caller closes the
    program. Return where the present data was kept.

    Refused while there is anything that no server has: what the server has comes again by itself. Raises UpdateRefused,
    StoreError.
    """
    kept = None
    if way.backup is not None:
        if _only_here(app):
            raise UpdateRefused("back_waiting", number=_only_here(app))
        with app.store.exclusive():
            app.store.recycle()
            kept = backup.restore_backup(app.paths, app.store.key, way.backup, _stamp(app.clock()))
    try:
        if way.words:
            start(way.words)
    except OSError as error:
        raise UpdateRefused("release_not_started", version=way.version) from error
    return kept


def _needs_copy(copy: Path, key: bytes) -> bool:
    """Say whether the data was brought to another form since the backup; without a backup to compare: yes."""
    if not copy.is_file():
        return True
    return opening.revision_of(copy, key) != SCHEMA_REVISION


def _only_here(app: Application) -> int:
    """Count what going back to a backup would take away: unsent changes and contents, and drafts."""
    with app.store.read() as connection:
        drafts = int(connection.exec_driver_sql("SELECT count(*) FROM draft").scalar() or 0)
        return outbox.pending(connection).operations + contents.waiting(connection).number + drafts


def _back_file(app: Application, files: UpdateFiles, machine: Machine) -> str:
    """Name the installer of the version that runs: fetched beside the new one, or the one it came with."""
    back = updates.kept_back(app.facts(), machine)
    if back is not None and files.is_here(back) and files.is_true(back):
        return files.name_of(files.place(back))
    came = [step for step in files.steps() if step.after == machine.version() and step.state == DONE]
    return came[-1].file if came and (files.root / came[-1].file).is_file() else ""


def _how(file: Path, platform: str, profile: Path) -> tuple[tuple[str, ...], str]:
    """Return how an installer is started, or the command for a person."""
    if platform == installers.Platform.WINDOWS:
        return (str(file), "/S", f"/RESTART={profile}"), ""
    return (), f"sudo apt install {shlex.quote(str(file))}"


def _is_ours(file: Path, release: Release) -> bool:
    with file.open("rb") as stream:
        about = installers.describe(stream.read(installers.HEAD_BYTES))
    return about is not None and about.ours and (about.platform, about.version) == (release.platform, release.version)


def _forget_backups(folder: Path) -> None:
    found = sorted(folder.glob(f"{_PREFIX}*.backup"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[_KEPT_BACKUPS:]:
        path.unlink(missing_ok=True)


def _stamp(at: str) -> str:
    return at.replace(":", "").replace("-", "").replace(".", "")[:15]
