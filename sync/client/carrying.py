"""Carrying a colleague's letter: kept as it came, handed over at the next synchronisation, the answer kept for export.
Nothing in it can be read here."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Raw

from desktop_crm.bootstrap import Application
from desktop_crm.errors import ExchangeError, NotEnrolled, Offline, Refused, SyncError, UsageError
from desktop_crm.store import carried
from desktop_crm.store.carried import Carried
from sync import protocol
from sync.client import courier
from sync.client.link import Link
from sync.protocol.courier import CourierReply, CourierRequest, Envelope, Kind, write_file

_decoder = msgspec.json.Decoder(CourierReply)


def carry(app: Application, data: bytes) -> Envelope:
    """Take a colleague's letter along; the same one again changes nothing. Return who wrote it.

    Raises NotEnrolled, ExchangeError (damaged, foreign, to another server, this laptop's own).
    """
    kind, parts = courier.read(data)
    if kind is not Kind.POST:
        raise ExchangeError("courier_answer")
    facts = app.facts()
    if not facts.get("token"):
        raise NotEnrolled
    envelope = parts[0].envelope
    if envelope.server != facts.get("server_id"):
        raise ExchangeError("courier_other_server")
    if envelope.device == facts.get("device_id"):
        raise ExchangeError("courier_own")
    with app.store.write() as connection:
        carried.put(connection, envelope.letter, envelope.name, data, app.clock())
    app.write_audit("courier_carry", letter=envelope.letter)
    return envelope


def hand_over(link: Link) -> int:
    """Give the server all letters that wait; return how many it answered. Raises Offline, Refused.

    A letter that the server does not take is marked; it stops nothing else.
    """
    with link.app.store.read() as connection:
        letters = carried.waiting(connection)
    answered = 0
    for letter in letters:
        try:
            answer, error = _hand_over_one(link, letter), None
            answered += 1
        except (Offline, Refused):
            raise
        except SyncError as refusal:
            if refusal.code == protocol.Code.NOT_FOUND:  # an older server; the letter waits for a newer one
                return answered
            answer, error = None, refusal.code
        with link.app.store.write() as connection:
            carried.settle(connection, letter, link.app.clock(), answer=answer, error=error)
    return answered


def _hand_over_one(link: Link, letter: str) -> bytes:
    with link.app.store.read() as connection:
        _kind, parts = courier.read(carried.body(connection, letter))
    answers: list[bytes] = []
    for part in parts:
        reply = link.post(protocol.COURIER_PATH, CourierRequest(part=Raw(part.line)), _decoder)
        answers.append(bytes(reply.part))
        if reply.refused:
            break
    return write_file(Kind.ANSWER, answers)


def letters(app: Application) -> list[Carried]:
    """Describe the letters that are carried or were answered, the newest first."""
    with app.store.read() as connection:
        return carried.everything(connection)


def give(app: Application, letter: str, target: Path) -> None:
    """Write the answer to a letter into a file for the colleague. Raises UsageError while there is none,
    ExchangeError."""
    with app.store.read() as connection:
        found = carried.answer(connection, letter)
    if found is None:
        raise UsageError("courier_no_answer")
    courier.save(target, found)
    with app.store.write() as connection:
        carried.note_given(connection, letter, app.clock())


def answer_name(one: Carried) -> str:
    """Propose a name for the file with the answer."""
    return courier.file_name(Kind.ANSWER, one.name, one.letter)
