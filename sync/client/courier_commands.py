"""``courier``: synchronising by files that are carried, for laptops without any network."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import msgspec

from desktop_crm.bootstrap import Application
from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.errors import ExchangeError, UsageError
from sync.client import carrying, courier

_HELP = (
    (
        "write FILE 把待发送的修改写成信使文件；take FILE 收回执；carry FILE 替同事带信使文件；"
        "answers FOLDER 把同事的回执写到文件夹；list 列出替同事带的"
    ),
    (
        "write FILE: put what waits into a letter; take FILE: take the server's answer; carry FILE: take a colleague's "
        "letter along; answers FOLDER: write the answers for colleagues into a folder; list: the letters of colleagues"
    ),
)


def contribute() -> tuple[Command, ...]:
    """Return the command of this module."""
    return (Command("courier", "没有网络时用文件带修改", "exchange changes in files, without a network", _words, _run),)


def _words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=tuple(_ACTIONS), help=say(*_HELP))
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH")


def _run(session: Session, options: argparse.Namespace) -> Exit:
    if (options.path is None) != (options.action == "list"):
        raise UsageError("usage", detail="PATH")
    _ACTIONS[options.action](session, session.open_locked(), options.path)
    return Exit.DONE


def _write(session: Session, app: Application, path: Path) -> None:
    written = courier.write(app)
    courier.save(path, written.data)
    if written.left:
        session.say(
            say("还有 {n} 处修改要随下一个文件走。", "{n} more changes go with the next file.").format(n=written.left)
        )
    told = {"letter": written.letter, "operations": written.operations, "left": written.left, "file": str(path)}
    session.answer(told, f"{written.operations}  {path}")


def _take(session: Session, app: Application, path: Path) -> None:
    taken = courier.take(app, courier.load(path))
    if taken.repeated:
        session.say(say("这份回执没有带来新的内容。", "This answer told nothing new."))
    told = {"answered": taken.answered, "repeated": taken.repeated, "outcomes": taken.outcomes}
    session.answer(told, f"answered {taken.answered}")


def _carry(session: Session, app: Application, path: Path) -> None:
    envelope = carrying.carry(app, courier.load(path))
    session.say(say("下次同步时交给服务器。", "It is handed over at the next synchronisation."))
    session.answer({"letter": envelope.letter, "name": envelope.name}, f"{envelope.letter}  {envelope.name}")


def _answers(session: Session, app: Application, path: Path) -> None:
    if not path.is_dir():
        raise ExchangeError("folder_missing", path=path)
    written = []
    for one in carrying.letters(app):
        if one.answered_at and not one.error:
            target = path / carrying.answer_name(one)
            carrying.give(app, one.letter, target)
            written.append({"letter": one.letter, "name": one.name, "file": str(target)})
    session.answer({"answers": written}, "\n".join(one["file"] for one in written))


def _list(session: Session, app: Application, _path: Path) -> None:
    found = carrying.letters(app)
    lines = [f"{one.letter}  {one.name}  {one.came_at}  {one.answered_at}  {one.error}".rstrip() for one in found]
    session.answer({"letters": msgspec.to_builtins(found)}, "\n".join(lines))


_ACTIONS: dict[str, Callable[[Session, Application, Path], None]] = {
    "write": _write,
    "take": _take,
    "carry": _carry,
    "answers": _answers,
    "list": _list,
}
