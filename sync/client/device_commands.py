"""Commands about laptops: unlocking this one; for administrators, all of the company's."""

from __future__ import annotations

import argparse

import msgspec

from desktop_crm.bootstrap import Application
from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.wording import say
from desktop_crm.store import lease
from sync.client import administration, unlocking
from sync.protocol import Device, DeviceAction, OrderMode

_MODES = {"drain": OrderMode.DRAIN_THEN_WIPE, "now": OrderMode.WIPE_NOW, "none": OrderMode.NONE}


def contribute() -> tuple[Command, ...]:
    """Return the commands of this module."""
    return (
        Command("unlock", "用管理员给的代码解锁本机", "unlock this laptop with a code", _code, _unlock),
        Command("devices", "公司的电脑（管理员）", "the company's laptops (administrators)", _nothing, _list),
        Command("device-revoke", "停用一台电脑（管理员）", "revoke a laptop (administrators)", _wipe, _revoke),
        Command("device-unlock", "解锁一台电脑（管理员）", "unlock a laptop (administrators)", _device, _release),
    )


def _nothing(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments of its own."""


def _code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="CODE", help=say("不给则显示要报的问题", "none: show the question"))


def _device(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("device", metavar="DEVICE_ID")


def _wipe(parser: argparse.ArgumentParser) -> None:
    _device(parser)
    text = say(
        "drain 先交出未上传的工作再清除（默认）；now 立即清除；none 不清除",
        "drain: hand over unsent work, then destroy (default); now: destroy at once; none: destroy nothing",
    )
    parser.add_argument("--wipe", choices=list(_MODES), default="drain", help=text)


def _unlock(session: Session, options: argparse.Namespace) -> Exit:
    app = session.open_locked()
    facts = app.facts()
    if not options.code:
        asked = {"device": facts["device_code"], "question": lease.question(facts)}
        session.answer(asked, f"{asked['device']}  {asked['question']}")
        return Exit.DONE
    unlocking.unlock(app, options.code)
    session.answer({"unlocked": True})
    return Exit.DONE


def _list(session: Session, _options: argparse.Namespace) -> Exit:
    return _show(session, administration.devices(session.app))


def _revoke(session: Session, options: argparse.Namespace) -> Exit:
    return _act(session, session.app, DeviceAction.REVOKE, options.device, _MODES[options.wipe])


def _release(session: Session, options: argparse.Namespace) -> Exit:
    return _act(session, session.app, DeviceAction.UNLOCK, options.device)


def _act(
    session: Session, app: Application, action: DeviceAction, device: str, mode: OrderMode = OrderMode.NONE
) -> Exit:
    found = administration.act(app, action, device, mode)
    return _show(session, [one for one in found if one.device_id == device])


def _show(session: Session, found: list[Device]) -> Exit:
    spelled = [{name: getattr(one, name) for name in one.__struct_fields__} for one in found]
    lines = [
        f"{one.device_id}  {one.user_name}  {one.name}  {one.state}  {one.last_seen_at}  {one.wiped_at}".rstrip()
        for one in found
    ]
    session.answer({"devices": msgspec.to_builtins(spelled)}, "\n".join(lines))
    return Exit.DONE
