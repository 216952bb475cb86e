"""Letters that people carry in files when there is no network, and the answers to them.

A letter lies somewhere until somebody takes it along, hands it in at the server's own command line, or forgets it. The
same may happen to it any number of times, in any order; so it may to its answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop_crm.errors import ExchangeError, Refused, SyncError, UsageError
from sync.client import carrying, courier
from sync.protocol.courier import Answer, Kind, open_part, read_file, write_file
from sync.server import courier as office
from sync.server.errors import BadLetter
from tests.simulation.actions import Nothing
from tests.simulation.states import Violation, require

if TYPE_CHECKING:
    from tests.simulation.machines import Laptop
    from tests.simulation.world import World

_WAITING = "SELECT op_id FROM outbox WHERE state = 'pending' ORDER BY n"
_ANSWERS = "SELECT letter, answer FROM carried WHERE answer IS NOT NULL ORDER BY came_at, letter"


@dataclass(eq=False)
class Sent:
    """A letter as it was written. ``handed_in``: the server has seen it."""

    device: str
    letter: str
    data: bytes
    handed_in: bool = False


@dataclass(eq=False)
class Post:
    """All letters of a history, and the answers that were given at the server itself as (device, file)."""

    world: World
    letters: list[Sent] = field(default_factory=list)
    answers: list[tuple[str, bytes]] = field(default_factory=list)

    # -- out --------------------------------------------------------------------------------

    def write(self, laptop: Laptop) -> Sent:
        """Let a laptop put what waits into a letter. I1: it begins with the oldest, and changes nothing."""
        before = laptop.query(_WAITING)
        try:
            written = courier.write(laptop.app, laptop.machine())
        except UsageError:
            require(not before, "I1", f"laptop {laptop.number} says that nothing waits")
            raise Nothing from None
        waits = laptop.query(_WAITING)  # more than before when a server that forgot became known just now
        require(len(waits) == written.operations + written.left, "I1", f"{written} of {len(waits)} operations")
        sent = Sent(laptop.fact("device_id"), written.letter, written.data)
        self.letters.append(sent)
        return sent

    def carry(self, laptop: Laptop, pick: int, *, damaged: int = 0) -> None:
        """Take a letter along. One that lost a byte on the way is noticed."""
        sent = self._picked(pick)
        try:
            carrying.carry(laptop.app, _damaged(sent.data, damaged))
        except ExchangeError as error:
            if not damaged and error.code != "courier_own":
                raise
            self.world.counts["letter: damaged" if damaged else "nothing to do"] += 1
            return
        require(not damaged, "I3", "a damaged letter is taken along")

    def hand_in(self, sent: Sent) -> None:
        """Give a letter to the server where it stands, part by part. Raises BadLetter."""
        _kind, parts = read_file(sent.data)
        lines, server = [], self.world.server
        for part in parts:
            with server.database.write() as conn:
                delivered = office.deliver(conn, self.world.machines.context(), part)
            self.world.checks.server_changed()
            lines.append(delivered.answer)
            if delivered.code:
                break
        sent.handed_in = True
        self.answers.append((sent.device, write_file(Kind.ANSWER, lines)))

    def hand_in_one(self, pick: int) -> None:
        """As :meth:`hand_in`; a server that was restored may not know the laptop."""
        try:
            self.hand_in(self._picked(pick))
        except BadLetter as refusal:
            require(self.world.checks.forgot, "I13", f"a letter was not taken: {refusal.detail}")

    def hand_in_the_rest(self) -> None:
        """Whatever nobody handed in so far comes to the server, the last one first."""
        for sent in reversed(self.letters):
            if not sent.handed_in:
                try:
                    self.hand_in(sent)
                except BadLetter as refusal:
                    require(self.world.checks.forgot, "I13", f"a letter was not taken: {refusal.detail}")

    def _picked(self, pick: int) -> Sent:
        if not self.letters:
            raise Nothing
        return self.letters[pick % len(self.letters)]

    # -- back -------------------------------------------------------------------------------

    def take(self, laptop: Laptop, pick: int, *, damaged: int = 0, foreign: bool = False) -> None:
        """Take an answer, perhaps an old one, or one that is not for this laptop."""
        device = laptop.fact("device_id")
        found = [data for whose, data in self._all_answers() if (whose == device) is not foreign]
        if not found:
            raise Nothing
        data, known = found[pick % len(found)], _witness(laptop)
        try:
            courier.take(laptop.app, _damaged(data, damaged), laptop.machine())
        except ExchangeError:
            if not damaged and not foreign:
                raise
            self.world.counts["answer: damaged" if damaged else "answer: for another laptop"] += 1
            return
        except SyncError as error:
            if error.code == "courier_diverged" and self.world.checks.forgot:
                return
            raise
        require(not damaged, "I3", "a damaged answer is taken")
        require(not foreign, "I3", "the answer for somebody else is taken")
        self._believed(laptop, data, known)

    def exchange(self, laptop: Laptop) -> None:
        """Write a letter, hand it in, take the answer. I13: then nothing waits, as after a push."""
        sent = self.write(laptop)
        try:
            self.hand_in(sent)
        except BadLetter:
            require(self.world.checks.forgot, "I13", "a letter was not taken")
            return
        _device, data = self.answers[-1]
        try:
            courier.take(laptop.app, data, laptop.machine())
        except Refused:
            raise
        except SyncError as error:
            if error.code == "courier_diverged" and self.world.checks.forgot:
                return
            raise Violation("I13", f"the answer is {error!r}") from error
        left = laptop.query(_WAITING)
        require(not left, "I13", f"{left} wait after a letter and its answer")

    def _all_answers(self) -> list[tuple[str, bytes]]:
        """Answers that were given at the server, and those that colleagues brought back."""
        authors = {one.letter: one.device for one in self.letters}
        carried = [(authors[letter], data) for one in self.world.laptops for letter, data in one.query(_ANSWERS)]
        return self.answers + carried

    def _believed(self, laptop: Laptop, data: bytes, known: tuple[int, str] | None) -> None:
        """I1: what the answer tells of an operation is known from now on, unless more was heard since its letter."""
        epoch, box = int(laptop.fact("epoch") or 0), laptop.fact("box_key")
        waiting = {op_id for (op_id,) in laptop.query(_WAITING)}
        for part in read_file(data)[1]:
            answer = open_part(part, Kind.ANSWER, box, Answer)
            if answer.epoch == epoch and answer.w is not None and answer.asked == known:
                ignored = waiting & answer.res.keys()
                require(not ignored, "I1", f"answered by a letter, and still waiting: {ignored}")


def _witness(laptop: Laptop) -> tuple[int, str] | None:
    tag = laptop.fact("witness_tag")
    return (int(laptop.fact("witness_seq")), tag) if tag else None


def _damaged(data: bytes, at: int) -> bytes:
    """Change one byte; 0 changes none."""
    if not at:
        return data
    first = data.index(b"\n") + 1
    place = first + at % (len(data) - first - 1)  # the last one ends the line
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
