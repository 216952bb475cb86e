"""The command ``update``: which version is ready, install it, go back."""

from __future__ import annotations

import argparse

from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.messages import sentence
from desktop_crm.cli.wording import say
from desktop_crm.errors import UpdateRefused
from sync.client import installing, updates
from sync.client.link import Machine


def contribute() -> tuple[Command, ...]:
    """Return the commands of this module."""
    return (Command("update", "程序的新版本", "new versions of the program", _arguments, _update),)


def _arguments(parser: argparse.ArgumentParser) -> None:
    text = say(
        "install 备份后安装；back 回到以前的版本；不给则显示情况",
        "install: back up, then install; back: to the version before; none: show how it stands",
    )
    parser.add_argument("what", nargs="?", choices=("install", "back"), help=text)


def _update(session: Session, options: argparse.Namespace) -> Exit:
    if options.what == "install":
        return _install(session)
    if options.what == "back":
        return _back(session)
    app, machine = session.app, Machine()
    now = updates.status(app.facts(), app.paths)
    way = installing.way_back(app, machine)
    document = {
        "running": machine.version(),
        "version": now.version,
        "ready": now.ready,
        "percent": now.percent,
        "error": now.error,
        "notes": now.notes,
        "back": way.version if way else "",
    }
    said = say("没有新版本。", "There is no newer version.")
    if now.error:
        why = UpdateRefused(now.error, version=now.version, running=machine.version())
        said = sentence(why, session.language)
    elif now.version:
        said = say(f"新版本 {now.version}：{now.percent}%", f"Version {now.version}: {now.percent}%")
    session.answer(document, said)
    return Exit.DONE


def _install(session: Session) -> Exit:
    app = session.app
    prepared = installing.prepare(app)
    if prepared.words:
        installing.begin(app, prepared)
    document = {"version": prepared.version, "backup": str(prepared.backup), "command": prepared.command}
    said = say(f"已备份：{prepared.backup}", f"Backed up: {prepared.backup}")
    session.answer(document, "\n".join(part for part in (said, prepared.command) if part))
    return Exit.DONE


def _back(session: Session) -> Exit:
    app = session.app
    way = installing.way_back(app)
    if way is None:
        raise UpdateRefused("back_none")
    kept = installing.go_back(app, way)
    document = {"version": way.version, "kept": str(kept or ""), "command": way.command}
    session.answer(document, way.command or way.version)
    return Exit.DONE
