"""Taking couriers' files at the server's own command line."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from desktop_crm.errors import UsageError
from sync.protocol import courier
from sync.server.context import Context
from sync.server.courier import Delivered, deliver
from sync.server.database import Database
from sync.server.errors import BadLetter, NotPrimary


def take(database: Database, args: Namespace) -> list[dict[str, Any]]:
    """Take letters of laptops without a network, and write the answers for them."""
    folder = Path(args.answer)
    if not folder.is_dir():
        raise UsageError("no_such_folder", folder=folder)
    written: dict[Path, str] = {}
    return [_take_one(database, Path(name), folder, written) for name in args.file]


def _take_one(database: Database, path: Path, folder: Path, written: dict[Path, str]) -> dict[str, Any]:
    """Take a file part by part, each in a transaction of its own, as pushes come. ``written``: answers so far, and
    the letters they are for."""
    told: dict[str, Any] = {"file": path.name}
    try:
        kind, parts = courier.read_file(path.read_bytes())
        if kind is not courier.Kind.POST:
            return {**told, "error": "courier_answer"}
        delivered: list[Delivered] = []
        for part in parts:
            with database.write() as conn:
                delivered.append(deliver(conn, Context(), part))
            if delivered[-1].code:
                break
    except courier.BadCourierFile as error:
        return {**told, "error": error.code}
    except (BadLetter, NotPrimary) as error:
        return {**told, "error": error.detail or error.code.value}
    except OSError as error:
        return {**told, "error": "file", "detail": error.strerror or ""}
    letter = parts[0].envelope.letter
    target = folder / f"{path.stem}.{courier.Kind.ANSWER}"
    if written.setdefault(target, letter) != letter:  # files of two laptops may have one name
        target = folder / f"{path.stem}-{letter[-6:]}.{courier.Kind.ANSWER}"
    _write_whole(target, courier.write_file(courier.Kind.ANSWER, [one.answer for one in delivered]))
    last = delivered[-1]
    counted = sum(one.operations for one in delivered)
    return {
        **told, "user": last.user_id, "device": last.device_id, "operations": counted, "refused": last.code,
        "answer": str(target),
    }  # fmt: skip


def _write_whole(target: Path, data: bytes) -> None:
    draft = target.with_name(f".{target.name}.tmp")
    draft.write_bytes(data)
    draft.replace(target)
