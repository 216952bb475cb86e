"""A history as data: who takes part, and a list of small commands. One integer writes it; it can be cut anywhere."""

from __future__ import annotations

import random
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from tests.simulation.actions import ACTIONS
from tests.simulation.line import MISHAPS

#: Groups of faults. Each history turns a random half of them off, so that what they hide from each other is seen.
GROUPS = (
    "network", "late", "crash", "server crash", "full", "server full", "skew", "server skew", "image", "clone",
    "restore", "replica", "newer", "poison", "damage", "admin", "team", "revoke", "between", "portal",
    "views", "many", "merge", "retry", "disable", "erase", "merging", "courier", "parameters",
)  # fmt: skip
_NETWORK = ("dropped", "lost", "doubled", "cut", "busy")
_LATE = ("late", "again")
_PORTAL = ("portal", "stranger", "forged")
assert {*_NETWORK, *_LATE, *_PORTAL, "replica"} == set(MISHAPS)

_WEIGHTS = {
    "create": 5, "edit": 16, "write": 7, "tag": 6, "add_row": 6, "change_row": 5, "remove_row": 4, "restore_row": 4,
    "delete": 5, "restore": 4, "resolve": 5, "share": 3, "unshare": 4,
}  # fmt: skip
#: What is done besides where a group is on.
_BESIDES = {"merging": {"merge_here": 3, "unmerge_here": 2}, "parameters": {"parameter": 5}}
#: What people do who do not know yet that cards were merged or taken apart.
_UNKNOWING = ("edit", "edit", "write", "tag", "add_row", "change_row", "remove_row", "share", "delete", "merge_here")
#: What always has something to do.
_SURE = ("create", "tag", "tag", "edit")
#: What two people do to one field most often.
_CONTESTED = ("edit", "edit", "tag", "write")
YEAR_S = 365 * 86_400


class Command(Struct, omit_defaults=True):
    """One step. ``pick`` and ``value`` choose from what is there; see :mod:`tests.simulation.world` for each ``do``."""

    do: str
    laptop: int = 0  # position among those that take part
    pick: int = 0
    value: int = 0
    mishap: str = ""  # happens to the request with number ``at``
    at: int = 0
    between: Command | None = None  # is done before that request
    machine: str = ""  # where ``fault`` happens: laptop or server
    fault: str = ""  # crash or full
    after: int = 0  # statements


class History(Struct):
    """What is needed to repeat a history."""

    seed: int
    laptops: list[int]  # numbers in machines.OWNERS
    page: int  # cards on a page
    batch: int  # operations in a push
    commands: list[Command]


def written(seed: int) -> History:
    """Write the history of a seed."""
    rng = random.Random(seed)
    number = rng.choice((2, 2, 2, 3, 3, 4))
    laptops = sorted(rng.sample(range(6), number))
    page, batch = rng.choice((1, 2, 3, 500)), rng.choice((1, 2, 3, 500))
    groups = frozenset(group for group in GROUPS if rng.random() < 0.5)
    commands = _commands(rng, groups, number, rng.randint(5, 18))
    return History(seed, laptops, page, batch, commands)


def encoded(history: History) -> bytes:
    """Write a history down for a file of regressions."""
    return msgspec.json.format(msgspec.json.encode(history), indent=1) + b"\n"


def decoded(data: bytes) -> History:
    """Read it again."""
    return msgspec.json.decode(data, type=History)


def _commands(rng: random.Random, groups: frozenset[str], laptops: int, length: int) -> list[Command]:
    seldom = [one for one in _SELDOM if one[0] in groups]
    further = (("merging", _merging), ("courier", _correspondence))
    meetings = [_meeting, *(one for group, one in further if group in groups)]
    made: list[Command] = []
    while len(made) < length:
        chance = rng.random()
        if seldom and chance < 0.2:
            made += rng.choice(seldom)[1](rng, laptops)
        elif laptops > 1 and chance < 0.35:
            made += rng.choice(meetings)(rng, groups, laptops)
        elif chance < 0.65:
            made.append(_action(rng, groups, rng.randrange(laptops)))
        else:
            made.append(_sync(rng, groups, laptops))
    if "restore" in groups:
        at = rng.randrange(len(made))
        made.insert(rng.randrange(at, len(made)) + 1, Command("restore_server", pick=rng.randrange(10)))
        made.insert(at, Command("back_up"))
    if "image" in groups:
        at, laptop = rng.randrange(len(made)), rng.randrange(laptops)
        made.insert(rng.randrange(at, len(made)) + 1, Command("put_back", laptop, rng.randrange(10)))
        made.insert(at, Command("image", laptop))
    return made


def _meeting(rng: random.Random, groups: frozenset[str], laptops: int) -> Iterator[Command]:
    """Two people do the same to the same card, not knowing of each other."""
    one, two = rng.sample(range(laptops), 2)
    first = _action(rng, groups, one)
    if rng.random() < 0.5:
        first.do = rng.choice(_CONTESTED)
    yield first
    if rng.random() < 0.3:
        yield _sync(rng, groups, laptops)
    if rng.random() < 0.7:  # the same field
        value = first.value + 77 * rng.randrange(4)
        yield Command(first.do, two, first.pick, value)
    else:
        yield Command(_action(rng, groups, two).do, two, first.pick, rng.randrange(4_000))
    for laptop in rng.sample((one, two), 2):
        yield _sync_of(rng, groups, laptops, laptop)
    if rng.random() < 0.4:
        yield Command("sync", one)
        yield Command("resolve", one, rng.randrange(5), rng.randrange(10))


def _merging(rng: random.Random, groups: frozenset[str], laptops: int) -> Iterator[Command]:
    """Somebody merges cards; a colleague goes on with them, not knowing; somebody takes them apart, and so on."""
    one, two = rng.sample(range(laptops), 2)
    pick, value = rng.choice((0, 0, 1, 2)), rng.randrange(4_000)

    def unknowing() -> Command:
        return Command(rng.choice(_UNKNOWING), two, rng.choice((0, 1, 2)), rng.randrange(4_000))

    def erasing() -> Iterator[Command]:
        if "erase" in groups and rng.random() < 0.2:
            yield Command("erase", pick=rng.randrange(60))

    yield Command("merge_here", one, pick, value)
    yield from erasing()
    chance = rng.random()
    if chance < 0.3:
        yield unknowing()
    elif chance < 0.45:  # so that the server cannot do it any more
        yield Command(rng.choice(("assign", "delete", "erase", "see")), two, rng.randrange(3), rng.randrange(60))
    elif chance < 0.55:
        yield Command("unmerge_here", one, value=rng.randrange(8))
    yield _sync_of(rng, groups, laptops, one)
    if rng.random() < 0.6:
        yield unknowing()
        yield _sync_of(rng, groups, laptops, two)
    yield from erasing()
    if rng.random() < 0.7:
        yield Command("unmerge_here", rng.choice((one, two)), rng.randrange(3), rng.randrange(8))
        if rng.random() < 0.5:
            yield unknowing()
        yield from erasing()
        for laptop in rng.sample((one, two), 2):
            yield _sync_of(rng, groups, laptops, laptop)
    if rng.random() < 0.2:
        yield Command("merge_here", two, pick, value)


def _correspondence(rng: random.Random, groups: frozenset[str], laptops: int) -> Iterator[Command]:
    """A laptop without a network writes letters; they are carried by somebody, by several, by nobody."""
    one, two = rng.sample(range(laptops), 2)
    pick = rng.choice((-1, -1, -1, 0, -2))
    if "restore" in groups and rng.random() < 0.5:
        yield from _forgotten_letter(rng, groups, one, two)
        return
    yield _action(rng, groups, one)
    if rng.random() < 0.3:
        yield Command("exchange", one)
        return
    written = Command("letter", one)
    if rng.random() < 0.1:
        written.machine, written.fault, written.after = "laptop", "crash", rng.randrange(14)
    yield written
    if rng.random() < 0.4:
        yield _action(rng, groups, one)
        if rng.random() < 0.5:
            yield Command("letter", one)
    for _ in range(rng.choice((0, 1, 1, 1, 2))):
        if rng.random() < 0.5:
            yield Command("hand_in", pick=pick)
        else:
            yield Command("carry", two, pick, rng.randrange(60))
            yield _sync_of(rng, groups, laptops, two)
    if rng.random() < 0.3:
        yield _sync_of(rng, groups, laptops, one)
    for _ in range(rng.choice((0, 1, 1, 2))):
        yield Command("take_answer", one, rng.choice((-1, -1, 0, 1)), rng.randrange(60))
    if rng.random() < 0.2:
        yield Command("hand_in", pick=pick)


def _forgotten_letter(rng: random.Random, groups: frozenset[str], one: int, two: int) -> Iterator[Command]:
    """The server forgets a letter that it has answered; others go on, and then the answer comes."""
    yield Command("back_up")
    for _ in range(rng.randrange(2, 4)):
        yield Command(rng.choice(_SURE), one, 0, rng.randrange(4_000))
    yield Command("letter", one)
    yield Command("hand_in", pick=-1)
    yield Command("restore_server", pick=-1)
    for _ in range(rng.randrange(1, 4)):
        yield Command(rng.choice(_SURE), two, 0, rng.randrange(4_000))
    yield Command("sync", two)
    if rng.random() < 0.8:
        yield Command("sync", one, mishap=rng.choice(("dropped", "lost", "cut")), at=rng.choice((0, 1, 1)))
    yield Command("take_answer", one, -1)


def _action(rng: random.Random, groups: frozenset[str], laptop: int) -> Command:
    weights = _WEIGHTS
    for group, more in _BESIDES.items():
        if group in groups:
            weights = weights | more
    name = rng.choices(list(weights), list(weights.values()))[0]
    made = Command(name, laptop, rng.choice((0, 0, 1, rng.randrange(60))), rng.randrange(4_000))
    if rng.random() < 0.1:
        fault = rng.choice(("crash", "full"))
        if fault in groups:
            made.machine, made.fault, made.after = "laptop", fault, rng.randrange(14)
    return made


def _sync(rng: random.Random, groups: frozenset[str], laptops: int) -> Command:
    made = Command("sync", rng.randrange(laptops))
    kinds = [
        *(_NETWORK if "network" in groups else ()),
        *(_LATE if "late" in groups else ()),
        *(_PORTAL if "portal" in groups else ()),
        *(("replica",) if "replica" in groups else ()),
    ]
    chance = rng.random()
    made.at = rng.choice((0, 0, 0, 1, 1, 2, 4))
    if chance < 0.3 and kinds:
        made.mishap = rng.choice(kinds)
    elif chance < 0.5:
        machine, fault = rng.choice((("laptop", "crash"), ("server", "crash"), ("laptop", "full"), ("server", "full")))
        if (fault if machine == "laptop" else f"server {fault}") in groups:
            made.machine, made.fault, made.after = machine, fault, int(rng.random() ** 2 * 120)
    if "between" in groups and rng.random() < 0.3:
        if rng.random() < 0.6:
            made.at = made.at or rng.choice((0, 1))
            made.between = _action(rng, groups - {"crash", "full"}, made.laptop)
        else:  # the same laptop: a second program on it
            made.between = Command("sync", rng.randrange(laptops))
    return made


def _sync_of(rng: random.Random, groups: frozenset[str], laptops: int, laptop: int) -> Command:
    made = _sync(rng, groups, laptops)
    made.laptop = laptop
    return made


# -- what happens seldom --------------------------------------------------------------------


def _late(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command("arrive", pick=rng.randrange(10))


def _skew(rng: random.Random, laptops: int) -> Iterator[Command]:
    years = rng.choice((-30, -1, 0, 1, 30))
    yield Command("skew", rng.randrange(laptops), value=years * YEAR_S + rng.choice((-3_600, -1, 0, 60, 86_400)))


def _server_skew(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command("server_skew", value=rng.choice((-86_400, -3_600, 0, 3_600)))


def _image(rng: random.Random, laptops: int) -> Iterator[Command]:
    yield Command(rng.choice(("image", "image", "put_back")), rng.randrange(laptops), rng.randrange(10))


def _clone(rng: random.Random, laptops: int) -> Iterator[Command]:
    yield Command("clone", rng.randrange(laptops))


def _restore(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command(rng.choice(("back_up", "back_up", "restore_server")), pick=rng.randrange(10))


def _replica(_rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command("replicate")


def _newer(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command("newer", pick=rng.randrange(60), value=rng.randrange(1_000))


def _poison(rng: random.Random, laptops: int) -> Iterator[Command]:
    yield Command("poison", rng.randrange(laptops), rng.randrange(60), rng.randrange(1_000))


def _damage(rng: random.Random, laptops: int) -> Iterator[Command]:
    laptop = rng.randrange(laptops)
    yield Command("damage", laptop, rng.randrange(60), rng.randrange(1_000))
    if rng.random() < 0.5:
        yield Command("check", laptop)


def _admin(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command("assign", pick=rng.randrange(60), value=rng.randrange(60))


def _team(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command(rng.choice(("team", "role")), pick=rng.randrange(60), value=rng.randrange(60))


def _views(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command("see", pick=rng.randrange(60), value=rng.randrange(60))


def _many(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command("reassign", pick=rng.randrange(60), value=rng.randrange(60))


def _merge(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command("merge", pick=rng.randrange(60), value=rng.randrange(60))


def _unmerge(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command("unmerge", pick=rng.randrange(60))


def _letters(rng: random.Random, laptops: int) -> Iterator[Command]:
    what = rng.choice(("letter", "carry", "hand_in", "hand_in", "take_answer", "exchange"))
    yield Command(what, rng.randrange(laptops), rng.randrange(60), rng.randrange(60))


def _newer_letter(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command("newer", pick=rng.randrange(60), value=7 * rng.randrange(140))


def _promote(rng: random.Random, laptops: int) -> Iterator[Command]:
    """Somebody becomes an administrator, sets a parameter, and perhaps is none any more when that arrives."""
    laptop = rng.randrange(laptops)
    yield Command("promote", laptop, value=rng.choice((0, 0, 0, 1)))
    yield Command("sync", laptop)
    yield Command("parameter", laptop, rng.randrange(2), rng.randrange(60))
    if rng.random() < 0.4:
        yield Command("promote", laptop, value=1)


def _parameter(rng: random.Random, laptops: int) -> Iterator[Command]:
    if rng.random() < 0.5:
        yield Command("set_parameter", pick=rng.randrange(2), value=rng.randrange(60))
    else:
        yield Command("parameter", rng.randrange(laptops), rng.randrange(2), rng.randrange(60))


def _retry(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command("retry", pick=rng.randrange(60))


def _disable(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command(rng.choice(("disable", "enable")), pick=rng.randrange(60))


def _erase(rng: random.Random, _laptops: int) -> Iterator[Command]:
    yield Command("erase", pick=rng.randrange(60))


def _revoke(rng: random.Random, laptops: int) -> Iterator[Command]:
    yield Command(rng.choice(("revoke", "unlock")), rng.randrange(laptops), value=rng.randrange(3))


_SELDOM = (
    ("late", _late), ("skew", _skew), ("server skew", _server_skew), ("image", _image), ("clone", _clone),
    ("restore", _restore), ("replica", _replica), ("newer", _newer), ("poison", _poison), ("damage", _damage),
    ("admin", _admin), ("admin", _admin), ("team", _team), ("revoke", _revoke),
    ("views", _views), ("many", _many), ("merge", _merge), ("merge", _merge), ("retry", _retry), ("retry", _retry),
    ("disable", _disable), ("erase", _erase), ("merge", _unmerge), ("courier", _letters), ("courier", _newer_letter),
    ("parameters", _promote), ("parameters", _parameter), ("parameters", _parameter),
)  # fmt: skip
assert {*_WEIGHTS, *(one for more in _BESIDES.values() for one in more), "poison"} == set(ACTIONS)
