"""What happens around the laptops: the office, machines, time. Each picks from what is there by small numbers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desktop_crm.errors import NotFound, RecordRefused
from sync.client.engine import Pace
from sync.server import accounts, devices, erasing, moving, parameters, quarantine
from sync.server.context import Role, derived_id
from sync.server.orders import Wipe
from tests.simulation import newer as newer_version
from tests.simulation.actions import PARAMETER_KIND, PARAMETERS, SETTINGS, Nothing
from tests.simulation.machines import PEOPLE, Laptop
from tests.simulation.scripts import Command

if TYPE_CHECKING:
    from tests.simulation.world import World


def _admin(world: World, action: Callable[..., object], *arguments: Any, **more: Any) -> None:
    with suppress(NotFound, RecordRefused), world.server.database.write() as conn:
        action(conn, world.machines.context(), *arguments, **more)
    world.checks.server_changed()


def assign(world: World, command: Command, _laptop: Laptop) -> None:
    _admin(world, accounts.assign, _number(world, command.pick), PEOPLE[command.value % len(PEOPLE)][0])


def team(world: World, command: Command, _laptop: Laptop) -> None:
    person = PEOPLE[command.pick % 4][0]
    _admin(world, accounts.change_user, person, team_name=("east", "west", "")[command.value % 3])


def role(world: World, command: Command, _laptop: Laptop) -> None:
    person = PEOPLE[command.pick % 4][0]
    _admin(world, accounts.change_user, person, role=(Role.REP, Role.MANAGER, Role.DIRECTOR)[command.value % 3])


def see(world: World, command: Command, _laptop: Laptop) -> None:
    teams = ((), ("east",), ("west",), ("east", "west"))[command.value % 4]
    where = ((), ("11",), ("11", "31"))[command.value // 4 % 3]
    _admin(world, moving.see, PEOPLE[command.pick % 4][0], teams, where)


def reassign(world: World, command: Command, _laptop: Laptop) -> None:
    old, new = PEOPLE[command.pick % 4][0], PEOPLE[command.value % len(PEOPLE)][0]
    _admin(world, moving.reassign, old, new, frozenset(), "")


def merge(world: World, command: Command, _laptop: Laptop) -> None:
    goes, stays = _number(world, command.pick), _number(world, command.value)
    _admin(world, moving.merge, goes, stays)


def unmerge(world: World, command: Command, _laptop: Laptop) -> None:
    sql = "SELECT customer_no FROM card_index JOIN agg USING (agg_id) WHERE merged_into IS NOT NULL AND state = 3"
    merged = world.server.query(f"{sql} AND customer_no IS NOT NULL ORDER BY agg_id")
    if not merged:
        raise Nothing
    _admin(world, moving.unmerge, str(merged[command.pick % len(merged)][0]))


def retry(world: World, command: Command, _laptop: Laptop) -> None:
    waiting = world.server.query("SELECT n, op_id, why FROM quarantine WHERE state = 'open' ORDER BY n")
    if not waiting:
        raise Nothing
    n, op_id, why = waiting[command.pick % len(waiting)]
    if op_id in world.checks.payloads:
        applied = op_id if why == "last_will" else derived_id("retry", op_id, str(n))
        world.checks.others[applied] = world.checks.payloads[op_id]
    _admin(world, quarantine.retry, n)


def disable(world: World, command: Command, _laptop: Laptop) -> None:
    _admin(world, accounts.change_user, PEOPLE[command.pick % 4][0], active=False)


def enable(world: World, command: Command, _laptop: Laptop) -> None:
    _admin(world, accounts.change_user, PEOPLE[command.pick % 4][0], active=True)


def erase(world: World, command: Command, _laptop: Laptop) -> None:
    _admin(world, erasing.erase, _number(world, command.pick))


def _number(world: World, pick: int) -> str:
    numbers = world.server.query("SELECT customer_no FROM card_index WHERE customer_no IS NOT NULL ORDER BY agg_id")
    if not numbers:
        raise Nothing
    return str(numbers[pick % len(numbers)][0])


def promote(world: World, command: Command, laptop: Laptop) -> None:
    _admin(world, accounts.change_user, laptop.user, role=(Role.ADMIN, Role.REP)[command.value % 2])


def set_parameter(world: World, command: Command, _laptop: Laptop) -> None:
    name, value = PARAMETERS[command.pick % 2], SETTINGS[command.value % 3]
    if value is None:
        _admin(world, parameters.remove_parameter, PARAMETER_KIND, name)
    else:
        _admin(world, parameters.set_parameter, PARAMETER_KIND, name, value)


def letter(world: World, _command: Command, laptop: Laptop) -> None:
    world.post.write(laptop)


def carry(world: World, command: Command, laptop: Laptop) -> None:
    world.post.carry(laptop, command.pick, damaged=_seldom(command.value))


def hand_in(world: World, command: Command, _laptop: Laptop) -> None:
    world.post.hand_in_one(command.pick)


def take_answer(world: World, command: Command, laptop: Laptop) -> None:
    world.post.take(laptop, command.pick, damaged=_seldom(command.value), foreign=command.value % 12 == 1)


def exchange(world: World, _command: Command, laptop: Laptop) -> None:
    world.post.exchange(laptop)


def _seldom(value: int) -> int:
    """Return at which byte a file is damaged, 0 for none."""
    return value if value % 12 == 5 else 0


def revoke(world: World, command: Command, laptop: Laptop) -> None:
    _admin(world, devices.revoke, laptop.fact("device_id"), list(Wipe)[command.value % 3])
    world.orders |= {nonce for (nonce,) in world.server.query("SELECT order_nonce FROM device")}


def unlock(world: World, _command: Command, laptop: Laptop) -> None:
    _admin(world, devices.unlock, laptop.fact("device_id"))


def newer(world: World, command: Command, _laptop: Laptop) -> None:
    newer_version.write(world, command.pick, command.value)


def skew(world: World, command: Command, laptop: Laptop) -> None:
    laptop.clock.skew_s = command.value


def server_skew(world: World, command: Command, _laptop: Laptop) -> None:
    world.server.clock_skew_s = command.value


def arrive(world: World, command: Command, _laptop: Laptop) -> None:
    world.machines.time.now += timedelta(hours=5)
    if not world.underway:
        raise Nothing
    world.arrived = True
    world.send(world.underway.pop(command.pick % len(world.underway)))


def image(world: World, _command: Command, laptop: Laptop) -> None:
    laptop.images.append((laptop.store.image(), frozenset(laptop.damaged)))


def put_back(world: World, command: Command, laptop: Laptop) -> None:
    if not laptop.images:
        raise Nothing
    world.copied = True
    stored, damaged = laptop.images[command.pick % len(laptop.images)]
    laptop.store.put_back(stored)
    laptop.damaged = set(damaged)
    laptop.pace = Pace()
    world.checks.laptop_restored(laptop)


def clone(world: World, _command: Command, laptop: Laptop) -> None:
    taken = len([one for one in world.laptops if one in world.machines.spares])
    if taken == len(world.machines.spares):
        raise Nothing
    spare = world.machines.spares[taken]
    world.copied = True
    world.machines.begin_laptop(world.history.seed, spare)
    spare.store.put_back(laptop.store.image())
    spare.ids.follow(laptop.ids)
    spare.user, spare.clock.skew_s = laptop.user, laptop.clock.skew_s
    spare.damaged, spare.copies = set(laptop.damaged), laptop.copies
    world.laptops.append(spare)
    world.checks.cloned(laptop, spare)


def back_up(world: World, _command: Command, _laptop: Laptop) -> None:
    world.backups.append(world.server.database.image())


def restore_server(world: World, command: Command, _laptop: Laptop) -> None:
    if not world.backups:
        raise Nothing
    world.server.database.put_back(world.backups[command.pick % len(world.backups)])
    world.checks.server_restored()


def replicate(world: World, _command: Command, _laptop: Laptop) -> None:
    world.machines.replicate()


def damage(world: World, command: Command, laptop: Laptop) -> None:
    """Flip something in a row that lies here as the server sent it."""
    table, column = (("customer", "sex"), ("customer", "full_name"), ("family_member", "name"), ("customer", "x"))[
        command.value % 4
    ]
    home = "coalesce((SELECT agg_id FROM moved_row WHERE moved_row.id = t.id), agg_id)"
    sql = f"SELECT id, {home} FROM {table} AS t WHERE version > 0 AND id NOT IN (SELECT id FROM base_row) AND id NOT IN"
    rows = laptop.query(f"{sql} (SELECT row_id FROM outbox WHERE state != 'done') ORDER BY id")
    if not rows:
        raise Nothing
    row_id, agg_id = rows[command.pick % len(rows)]
    if column == "x":
        laptop.store.damage("UPDATE customer SET card_hash = ? WHERE id = ?", ("0" * 32, row_id))
    else:
        laptop.store.damage(f"UPDATE {table} SET {column} = 'damaged' WHERE id = ?", (row_id,))
    laptop.damaged.add(agg_id)


EVENTS: dict[str, Callable[[World, Command, Laptop], None]] = {
    one.__name__: one
    for one in (
        assign, see, reassign, merge, unmerge, retry, disable, enable, erase, team, role, revoke, unlock, newer,
        promote, set_parameter, letter, carry, hand_in, take_answer, exchange,
        skew, server_skew, arrive, image, put_back, clone, back_up, restore_server, replicate, damage,
    )
}  # fmt: skip
