"""A laptop with a later version of the program: it writes fields and rows that nobody else here knows.

It speaks for itself, byte by byte, and is always up to date. What it wrote must survive every other laptop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from sync import protocol
from sync.protocol import courier
from tests.simulation.actions import Nothing
from tests.simulation.couriers import Sent
from tests.simulation.line import Letter

if TYPE_CHECKING:
    from tests.simulation.world import World

ROW_TYPE, NOTE, VISITS, MARKS = "gadget", "later_note", "x_visits", "x_marks"


def write(world: World, pick: int, value: int) -> None:
    """Push one operation, now and then twice, or once more hours later; or put it into a courier's letter."""
    server, machines = world.server, world.machines
    cards = server.query("SELECT agg_id FROM card_index WHERE NOT deleted ORDER BY agg_id")
    if not cards:
        raise Nothing
    card = cards[pick % len(cards)][0]
    ((version, body),) = server.query("SELECT version, body FROM obj WHERE row_id = ?", (card,))
    op: dict[str, Any] = {"id": machines.newer_ids(), "t": "customer", "row": card, "base": version, "c": version}
    op["wall"] = machines.time.at(0).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    before = msgspec.json.decode(body)
    kind = value % 4
    if kind == 0:
        op |= {"k": "put", "f": {NOTE: {"o": before.get(NOTE), "n": f"note {value}"}}}
    elif kind == 1:
        op |= {"k": "inc", "f": {VISITS: {"d": value % 5 + 1}}}
    elif kind == 2:
        op |= {"k": "add" if value % 3 else "remove", "f": {MARKS: {"n": [f"m{value % 5}"]}}}
    else:
        row = machines.newer_ids()
        op |= {"k": "create", "t": ROW_TYPE, "row": row, "agg": card, "f": {"x_size": {"n": value}}}
        del op["base"]
    world.checks.others[op["id"]] = op
    if value % 7 == 0:
        _by_courier(world, op, doubled=value % 2 == 0)
        return
    assert machines.newer is not None
    body = protocol.encode(protocol.PushRequest(wall=op["wall"], ops=[msgspec.Raw(protocol.encode(op))]))
    letter = Letter(machines.laptops[0], machines.newer.token, protocol.PUSH_PATH, body)
    world.send(letter)
    if value % 3 == 0:
        world.send(letter)
    elif value % 5 == 0:
        world.underway.append(letter)


def _by_courier(world: World, op: dict[str, Any], *, doubled: bool) -> None:
    """Seal the operation in a letter; half of them reach the server now, and nobody knows what else becomes of it."""
    newer, ids = world.machines.newer, world.machines.newer_ids
    assert newer is not None
    letter = ids()
    part = courier.make_part(
        courier.Kind.POST,
        {
            "server": newer.server_id, "device": newer.device_id, "letter": letter, "n": 1, "of": 1, "name": "Newer",
            "key": protocol.keys.sign_public(newer.sign_key),
        },
        courier.Letter(
            device=newer.device_id, wall=op["wall"], at=op["wall"], ops=[msgspec.Raw(protocol.encode(op))]
        ),
        sign=newer.sign_key, seal_for=newer.server_box_key, random_bytes=lambda size: (ids().encode() * 4)[:size],
    )  # fmt: skip
    sent = Sent(newer.device_id, letter, courier.write_file(courier.Kind.POST, [part]))
    world.post.letters.append(sent)
    if doubled:
        world.post.hand_in(sent)
