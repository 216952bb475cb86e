"""Commands that compare with the server or give back to it: ``verify --server``, ``salvage``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.profile import verify_file
from desktop_crm.cli.wording import say
from desktop_crm.errors import NotEnrolled, NotFound
from sync.client import recovery, tokens
from sync.client.engine import Engine
from sync.client.link import Link
from sync.client.transport import Transport, of_profile


def contribute() -> tuple[Command, ...]:
    """Return the commands of this module."""
    check, compare = "检查文件、发件箱、索引；与服务器核对", "check the file; compare with the server"
    copies, restored = "服务器恢复前的副本", "copies from before a server was restored"
    return (
        Command("verify", check, compare, _verify_arguments, _verify),
        Command("salvage", copies, restored, _salvage_arguments, _salvage),
    )


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    text = say("与服务器逐一核对，不同的重新取回", "compare every card with the server, fetch anew what differs")
    parser.add_argument("--server", action="store_true", help=text)


def _verify(session: Session, options: argparse.Namespace) -> Exit:
    if not options.server:
        return verify_file(session)
    with _server(session) as way:
        checked = Engine(session.app, way).check()
    document = {
        "equal": checked.equal,
        "customers": checked.cards,
        "repaired": checked.repaired,
        "commit": checked.head,
        "question": checked.question,
    }
    said = say(
        f"本机与服务器一致：{checked.cards:,} 位客户（第 {checked.head} 次提交）。",
        f"This laptop equals the server: {checked.cards:,} customers (commit {checked.head}).",
    )
    if not checked.equal:
        said = say("本机与服务器还不一致。", "This laptop does not equal the server yet.")
    elif checked.repaired:
        said += say(f"修复了 {checked.repaired} 位。", f" {checked.repaired} were fetched anew.")
    session.answer(document, said)
    return Exit.DONE if checked.equal else Exit.SOME_FAILED


def _salvage_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("list", "offer"))
    parser.add_argument("name", nargs="?", metavar="NAME", help=say("副本的名字", "name of a copy"))


def _salvage(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    copies = sorted(app.paths.salvage.glob("*.backup")) if app.paths.salvage.is_dir() else []
    if options.what == "list":
        facts = app.sync_log.facts()
        document = {
            "copies": [{"name": path.name, "bytes": path.stat().st_size} for path in copies],
            "under_way": bool(facts.diverged_at),
            "offered": facts.salvage_offered,
        }
        lines = [f"{path.name}  {path.stat().st_size:,} B" for path in copies]
        session.answer(document, "\n".join(lines) or say("没有副本。", "No copies."))
        return Exit.DONE
    path = _chosen(copies, options.name)
    with _server(session) as way:
        kept = recovery.offer_copy(Link(app, way), path)
    said = say(
        f"服务器收下 {kept} 条它没有的记录，由管理员决定。",
        f"The server keeps {kept} rows it lacked, to be decided there.",
    )
    session.answer({"copy": path.name, "kept": kept}, said)
    return Exit.DONE


def _chosen(copies: list[Path], name: str | None) -> Path:
    """Return the copy of that name, the newest when none is named. Raises NotFound."""
    found = [path for path in copies if name in (None, path.name)]
    if not found:
        raise NotFound("backup_missing", file=name or "salvage")
    return found[-1]


@contextmanager
def _server(session: Session) -> Iterator[Transport]:
    """The way to the server, closed afterwards. Raises NotEnrolled."""
    facts = session.app.facts()
    if not facts.get("token"):
        raise NotEnrolled
    transport = of_profile(facts, tokens.held(facts))
    try:
        yield transport
    finally:
        transport.close()
