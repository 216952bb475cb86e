"""Commands about the profile itself: init, status, backup, restore-backup, verify."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_crm.bootstrap import open_application
from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.errors import KeyMissing, UsageError
from desktop_crm.paths import ProfilePaths
from desktop_crm.queries.customers import ListFilter
from desktop_crm.store import backup, erasing, keys, opening, outbox


def _init_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", default="", help=say("您的姓名，印作签单人员", "your name, printed as 签单人员"))
    parser.add_argument("--issuer", default="", help=say("印在表头的公司名称", "company name on printed forms"))
    parser.add_argument("--issuer-code", default="KH", help=say("客户编号的前缀", "prefix of customer numbers"))


def _init(session: Session, options: argparse.Namespace) -> Exit:
    paths = ProfilePaths(session.profile)
    if opening.profile_exists(paths):
        raise UsageError("profile_exists")
    if erasing.removal(paths):
        erasing.begin_anew(paths)
    session.app_opened(open_application(session.profile, session.passphrase(), create=True))
    session.app.set_facts(
        user_name=options.name or None, issuer_name=options.issuer or None, issuer_code=options.issuer_code
    )
    facts = session.app.facts()
    session.answer(
        {"profile": str(session.profile), "device_code": facts["device_code"]},
        f"{session.profile}: {facts['device_code']}",
    )
    return Exit.DONE


def _status(session: Session, _options: argparse.Namespace) -> Exit:
    app = session.app
    facts = app.facts()
    with app.store.read() as connection:
        waiting = outbox.pending(connection)
    document = {
        "pending": waiting.operations,
        "pending_customers": waiting.customers,
        "conflicts": sum(1 for item in app.queries.conflicts() if item.state == "open"),
        "last_synced_at": facts.get("last_synced_at") or None,
        "server": facts.get("server_url") or None,
        "customers": app.queries.count(ListFilter()),
        "user": facts.get("user_name") or None,
        "device_code": facts["device_code"],
    }
    session.answer(
        document, "\n".join(f"{name}: {'-' if value is None else value}" for name, value in document.items())
    )
    return Exit.DONE


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")


def _backup(session: Session, options: argparse.Namespace) -> Exit:
    target = Path(options.file)
    customers = backup.write_backup(session.app.store, target)
    session.answer({"file": str(target), "customers": customers}, f"{target}: {customers}")
    return Exit.DONE


def _restore_backup(session: Session, options: argparse.Namespace) -> Exit:
    paths = ProfilePaths(session.profile)
    info = keys.read_info(paths)
    if info is None:
        raise UsageError("no_profile")
    key = keys.obtain_key(info, session.passphrase())
    stamp = session.stamp()
    kept = backup.restore_backup(paths, key, Path(options.file), stamp)
    session.answer({"restored": options.file, "kept": str(kept) if kept.exists() else None}, f"{kept}")
    return Exit.DONE


def verify_file(session: Session) -> Exit:
    """Check the file of the profile, without opening it as one. Raises UsageError, KeyMissing, WrongKey."""
    paths = ProfilePaths(session.profile)
    info = keys.read_info(paths)
    if info is None:
        raise UsageError("no_profile")
    passphrase = session.passphrase()
    if info.key_source == "passphrase" and not passphrase:
        raise KeyMissing("passphrase_needed")
    result = backup.check_file(paths.store, keys.obtain_key(info, passphrase), paths.attachments)
    document = {
        "ok": not result.problems,
        "customers": result.customers,
        "pending": result.pending,
        "unindexed": result.unindexed,
        "problems": list(result.problems),
    }
    session.answer(document, "OK" if not result.problems else "\n".join(result.problems))
    return Exit.DONE if not result.problems else Exit.DAMAGED


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments of its own."""


COMMANDS = (
    Command("init", "建立新档案", "make a new profile", _init_arguments, _init),
    Command("status", "待发送、冲突、同步时间", "what waits, conflicts, freshness", _no_arguments, _status),
    Command("backup", "备份到文件", "back up into a file", _backup_arguments, _backup),
    Command("restore-backup", "从备份恢复", "put a backup in place", _backup_arguments, _restore_backup),
)
