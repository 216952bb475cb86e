"""Plays histories and cuts failing ones short."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock

from msgspec.structs import replace

from sync.server.merge import Merger
from tests.simulation.scripts import Command, History, written
from tests.simulation.world import World, poisoned


@dataclass
class Outcome:
    """How a history ended. ``failure`` is "" when every invariant held; ``what`` names the one that did not."""

    failure: str = ""
    what: str = ""
    counts: Counter[str] = field(default_factory=Counter)


@contextmanager
def stage() -> Iterator[None]:
    """Set the scene for any number of histories: poison works, the collector of cycles rests."""
    with mock.patch.object(Merger, "apply", poisoned(Merger.apply)):
        yield


def play(history: History) -> Outcome:
    """Play one history on the machines of this process."""
    world = World(history)
    outcome = Outcome()
    try:
        with world:
            world.play()
    except Exception as error:  # noqa: BLE001 - a fault of the product, whatever it is
        outcome.what = getattr(error, "what", type(error).__name__)
        outcome.failure = "".join(traceback.format_exception(error, chain=False))
    outcome.counts = world.counts
    return outcome


def play_seed(seed: int) -> Outcome:
    """Play the history of a seed."""
    return play(written(seed))


def shrunk(history: History, fails: Callable[[History], bool]) -> History:
    """Cut a failing history to the shortest that still fails: leave out more and more pieces, then what is left."""
    size = max(1, len(history.commands) // 2)
    while True:
        smaller = next((one for one in _without(history, size) if fails(one)), None)
        if smaller is not None:
            history = smaller
            size = min(size, max(1, len(history.commands) // 2))
        elif size > 1:
            size //= 2
        else:
            break
    for position, command in enumerate(history.commands):
        for plain in _plainer(command):
            commands = [*history.commands]
            commands[position] = plain
            if fails(candidate := replace(history, commands=commands)):
                history = candidate
                break
    for position in range(len(history.laptops) - 1, -1, -1):
        fewer = [one for at, one in enumerate(history.laptops) if at != position]
        if fewer and fails(candidate := replace(history, laptops=fewer)):
            history = candidate
    return history


def _without(history: History, size: int) -> Iterator[History]:
    for start in range(0, len(history.commands), size):
        commands = history.commands[:start] + history.commands[start + size :]
        yield replace(history, commands=commands)


def _plainer(command: Command) -> Iterator[Command]:
    if command.between is not None:
        yield replace(command, between=None)
    if command.fault:
        yield replace(command, fault="", machine="", after=0)
    if command.mishap:
        yield replace(command, mishap="", at=0)
