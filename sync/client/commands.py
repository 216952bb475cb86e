"""Commands that use the network: enroll, sync, and history, which does without it too."""

from __future__ import annotations

import argparse
import sys

from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.history import arguments as history_arguments
from desktop_crm.cli.history import print_history
from desktop_crm.cli.wording import say
from desktop_crm.errors import Offline, Removed, SyncError, UsageError
from desktop_crm.paths import ProfilePaths
from desktop_crm.store import erasing
from sync.client import (
    attachment_commands,
    courier_commands,
    device_commands,
    proof_commands,
    tokens,
    update_commands,
    wiping,
)
from sync.client.engine import Engine
from sync.client.enrolment import enroll
from sync.client.history import fetch_history
from sync.client.orders import WipeOrdered
from sync.client.transport import of_profile


def contribute() -> tuple[Command, ...]:
    """Return the commands of this package."""
    return (
        Command("enroll", "连接公司服务器", "connect to the company's server", _enroll_arguments, _enroll),
        Command("sync", "立即同步", "synchronise now", lambda parser: None, _sync),
        Command("history", "客户的变更历史", "the history of a customer", _history_arguments, _history),
        *device_commands.contribute(),
        *proof_commands.contribute(),
        *courier_commands.contribute(),
        *attachment_commands.contribute(),
        *update_commands.contribute(),
    )


def _enroll_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL")
    parser.add_argument("--user", required=True, metavar="NAME")
    parser.add_argument(
        "--password-stdin", action="store_true", help=say("从标准输入读取密码", "read the password from stdin")
    )
    parser.add_argument("--device", required=True, metavar="NAME")
    parser.add_argument(
        "--ca-file",
        metavar="FILE",
        help=say("公司自己的证书颁发机构（PEM）", "certificate authority of the company itself (PEM)"),
    )


def _enroll(session: Session, options: argparse.Namespace) -> Exit:
    if not options.password_stdin:
        raise UsageError("usage", detail="--password-stdin")
    app = session.open_locked()  # a passphrase on stdin comes first
    password = sys.stdin.readline().rstrip("\r\n")
    answer = enroll(app, options.url, options.user, password, options.device, ca_file=options.ca_file or "")
    session.answer(answer, f"{answer['display_name']} @ {answer['company']}")
    return Exit.DONE


def _report_removal(session: Session) -> None:
    """Data that was destroyed is reported until the server knows; there is nothing else to do."""
    paths = ProfilePaths(session.profile)
    try:
        erasing.refuse_removed(paths)
    except Removed:
        wiping.report(paths)
        raise


def _sync(session: Session, _options: argparse.Namespace) -> Exit:
    _report_removal(session)
    app = session.open_locked()
    facts = {"server_url": "https://localhost", **app.facts()}
    transport = of_profile(facts, tokens.held(facts))
    try:
        result = Engine(app, transport).run()
        attachments = attachment_commands.move(app, transport)
    except WipeOrdered:
        session.say(say("公司要求清除本机资料。", "The company ordered the data of this laptop away."))
        wiping.carry_out(app, transport)
        raise Removed(at=app.clock(), company=facts.get("company", "")) from None
    except Offline:
        session.say(say("未上传的改动都在本机。", "Changes not sent yet stay on this laptop."))
        raise
    finally:
        transport.close()
    app.build_search()
    document = {
        "pushed": result.pushed,
        "pulled": result.pulled,
        "dropped": result.dropped,
        "conflicts": result.conflicts,
        "outcomes": result.outcomes,
        "carried": result.carried,
        "attachments": attachments,
        "state": "synced",
    }
    session.answer(document, f"pushed {result.pushed}, pulled {result.pulled}, conflicts {result.conflicts}")
    return Exit.DONE


def _history_arguments(parser: argparse.ArgumentParser) -> None:
    history_arguments(parser)
    parser.add_argument("--offline", action="store_true", help=say("不联网", "do without the network"))


def _history(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    customer_id = app.queries.id_of(options.no)
    if not options.offline and app.facts().get("token"):
        try:
            fetch_history(app, customer_id)
        except SyncError:
            session.say(say("连不上服务器：以下是本机已有的历史。", "No server: this is the history kept here."))
    return print_history(session, options)
