"""Plays a history: does one command after the other, lets things go wrong, heals everything, asks for the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from desktop_crm.errors import CrmError, NotFound, Offline, RecordRefused, Refused
from sync import protocol
from sync.client import link as links
from sync.client import recovery, wiping
from sync.client.engine import Engine, Pace, Result
from sync.client.link import Link
from sync.client.orders import WipeOrdered, standing
from sync.server import accounts, devices, salvage
from sync.server.errors import ServerRefusal
from tests.simulation.actions import ACTIONS, Nothing
from tests.simulation.checks import Checks
from tests.simulation.couriers import Post
from tests.simulation.events import EVENTS
from tests.simulation.faults import Crash
from tests.simulation.line import Letter, Line, served
from tests.simulation.machines import Laptop, Machines, Server, machines
from tests.simulation.scripts import Command, History
from tests.simulation.states import Violation
from tests.simulation.truth import Truth

#: Exchanges after which everybody must have come to rest.
ROUNDS = 8
_STEP = timedelta(minutes=7)


class World:
    """One history on the machines of this process. ``with`` puts them back into their first state."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.counts: Counter[str] = Counter()
        self.machines: Machines = machines()
        self.server = self.machines.server
        self.laptops = [self.machines.laptops[number] for number in history.laptops]
        self.underway: list[Letter] = []
        self.arrived = False  # something, hours late
        self.copied = False  # a laptop was, or was restored
        self.orders: set[str] = set()  # nonces of true ones
        self.backups: list[Any] = []
        self.checks = Checks(self)
        self.post = Post(self)
        self.faulty = False  # something was to go wrong at a statement during the present command
        #: All clocks agree the whole time.
        self.punctual = not any(one.do in ("skew", "server_skew") for one in history.commands)
        self.replicated = any(one.do == "replicate" or one.mishap == "replica" for one in history.commands)

    def __enter__(self) -> World:
        self.machines.begin(self.history.seed, self.laptops, replicated=self.replicated)
        links.PAGE_CARDS = links.FIRST_PAGE_CARDS = self.history.page
        protocol.MAX_PUSH_OPS = self.history.batch
        self.checks.begin()
        return self

    def __exit__(self, *_error: object) -> None:
        self.machines.end(self.laptops, replicated=self.replicated)
        for laptop in self.laptops:
            self.counts.update(laptop.plan.counts)
        self.counts.update(self.server.plan.counts)

    @property
    def living(self) -> list[Laptop]:
        """The laptops that were not wiped."""
        return [laptop for laptop in self.laptops if not laptop.gone]

    def play(self) -> None:
        """Do everything. Raises Violation."""
        for command in self.history.commands:
            self.do(command)
        self.heal()
        Truth(self.checks).all()

    def do(self, command: Command) -> None:
        """Do one command and check what must always hold."""
        self.machines.time.now += _STEP
        laptop = self.laptops[command.laptop % len(self.laptops)]
        if laptop.gone:
            return
        plan = {"laptop": laptop.plan, "server": self.server.plan}.get(command.machine)
        self.faulty = plan is not None
        if plan is not None:
            plan.arm(command.fault, command.after)
        try:
            self._do(command, laptop)
            self.counts[command.do] += 1
        except Nothing:
            self.counts["nothing to do"] += 1
        except Crash:
            laptop.pace = Pace()
        finally:
            laptop.plan.disarm()
            self.server.plan.disarm()
        self.checks.step(laptop)

    def _do(self, command: Command, laptop: Laptop) -> None:
        if command.do == "sync":
            self.sync(laptop, command)
        elif command.do == "check":
            self._check(laptop)
        elif command.do in ACTIONS:
            self._act(command, laptop)
        elif command.do in ("letter", "carry", "take_answer", "exchange"):
            self._by_courier(command, laptop)
        else:
            EVENTS[command.do](self, command, laptop)

    # -- people -----------------------------------------------------------------------------

    def _act(self, command: Command, laptop: Laptop) -> None:
        self.checks.before_saving(laptop)
        try:
            meant = ACTIONS[command.do](laptop, command.pick, command.value)
        except CrmError as error:
            if self.faulty or isinstance(error, (NotFound, RecordRefused)):
                return
            raise Violation("progress", f"{command.do} ended with {error!r}") from error
        self.checks.saved(laptop, meant)

    def _between(self, command: Command) -> Callable[[], None] | None:
        inner = command.between
        if inner is None:
            return None

        def act() -> None:
            other = self.laptops[inner.laptop % len(self.laptops)]
            if other.gone:
                return
            with suppress(Nothing):
                self._do(inner, other)
                self.counts[f"{inner.do} meanwhile"] += 1
            self.checks.step(other)

        return act

    def _by_courier(self, command: Command, laptop: Laptop) -> None:
        try:
            EVENTS[command.do](self, command, laptop)
        except CrmError as error:
            self._excuse(laptop, error, excused=self.faulty)

    # -- synchronising ----------------------------------------------------------------------

    def sync(self, laptop: Laptop, command: Command | None = None) -> Result | None:
        """Synchronise one laptop; None when it did not come to its end for a reason that is allowed."""
        if command is None:
            line = Line(self, laptop)
        else:
            line = Line(self, laptop, command.mishap, command.at, self._between(command))
        try:
            result = Engine(laptop.app, line, pace=laptop.pace, machine=laptop.machine()).run()
        except WipeOrdered:
            self._obey(laptop, line)
            return None
        except CrmError as error:
            self._excuse(laptop, error, excused=self.faulty or line.happened)
            return None
        self.checks.synchronised(laptop, result)
        return result

    def _check(self, laptop: Laptop) -> None:
        line = Line(self, laptop)
        try:
            checked = Engine(laptop.app, line, pace=laptop.pace, machine=laptop.machine()).check()
        except WipeOrdered:
            self._obey(laptop, line)
            return
        except CrmError as error:
            self._excuse(laptop, error, excused=self.faulty)
            return
        if not checked.question:
            self.checks.checked(laptop, equal=checked.equal)

    def _excuse(self, laptop: Laptop, error: CrmError, *, excused: bool) -> None:
        if isinstance(error, Refused) and self._may_be_refused(error.code):
            self.counts[f"refused: {error.code}"] += 1
        elif not excused:
            raise Violation("I13", f"laptop {laptop.number} could not synchronise: {error!r}") from error

    def _may_be_refused(self, code: str) -> bool:
        """A revoked laptop is; a locked one when there is a copy of it, or an old message that looks like one's."""
        copied = self.copied or self.arrived
        return (
            code in ("revoked", "disabled")
            or (code == "locked" and copied)
            or (code == "token" and (copied or self.backups != []))
        )

    def _obey(self, laptop: Laptop, line: Line) -> None:
        """Carry out an order: hand over, destroy, report."""
        order = standing(dict(laptop.query("SELECT key, value FROM meta")))
        if order is None or order.nonce not in self.orders:
            raise Violation("I15", f"laptop {laptop.number} obeys an order that nobody gave")
        try:
            wiping.hand_over(Link(laptop.app, line, machine=laptop.machine()))
        except CrmError as error:
            self._excuse(laptop, error, excused=self.faulty or line.happened)
            return
        self.checks.step(laptop)
        if order.mode is protocol.OrderMode.DRAIN_THEN_WIPE:
            self.checks.handed_over(laptop)
        with suppress(CrmError):
            line.post(protocol.ACK_WIPE_PATH, protocol.encode(protocol.WipeReport(nonce=order.nonce)))
        laptop.gone = True
        self.counts[f"wiped: {order.mode.value}"] += 1

    def answer(self, letter: Letter, server: Server | None = None) -> bytes:
        """Let the server (or its replica) answer, and look at the answer. Raises ServerRefusal, Offline."""
        body = served(server or self.server, letter)
        self.counts["requests"] += 1
        self.checks.answered(letter, body, server or self.server)
        return body

    def send(self, letter: Letter) -> None:
        """Deliver a message whose answer nobody hears."""
        with suppress(ServerRefusal, Offline):
            self.answer(letter)

    # -- the end ----------------------------------------------------------------------------

    def heal(self) -> None:
        """End all faults and let everybody synchronise until nothing is left to do."""
        self.faulty = False
        self.machines.time.now += timedelta(hours=6)
        for letter in self.underway:
            self.arrived = True
            self.send(letter)
        self.post.hand_in_the_rest()
        self._let_everybody_in()
        for number in range(ROUNDS):
            for laptop in self.living:
                if number and self._at_rest(laptop):
                    continue
                if laptop.damaged:
                    self._check(laptop)
                    laptop.damaged.clear()
                elif self.sync(laptop) is None and not laptop.gone:
                    self.machines.sign_in(laptop)
                self.checks.step(laptop)
            self._decide()
            if all(self._at_rest(laptop) for laptop in self.living):
                return
        raise Violation("I13", "no rest after everything was healed")

    def _let_everybody_in(self) -> None:
        """Unlock laptops, take back orders that were not carried out, open accounts again."""
        query = self.server.query
        shut = {one for (one,) in query("SELECT device_id FROM device WHERE state != 'active'")}
        ended = [one for (one,) in query("SELECT user_id FROM app_user WHERE NOT active ORDER BY user_id")]
        with self.server.database.write() as conn:
            for device_id in dict.fromkeys(laptop.fact("device_id") for laptop in self.laptops):
                with suppress(NotFound, RecordRefused):
                    if device_id in shut:
                        devices.unlock(conn, self.machines.context(), device_id)
            for person in ended:
                accounts.change_user(conn, self.machines.context(), person, active=True)
        self.checks.server_changed()

    def _decide(self) -> None:
        """The administrator takes back what the server forgot; people let go what remains."""
        if self.backups:
            with self.server.database.write() as conn, suppress(NotFound):
                salvage.take(conn, self.machines.context())
            self.checks.server_changed()
        for laptop in self.living:
            if laptop.fact("question"):
                laptop.app.set_facts(answer=recovery.DROP)

    def _at_rest(self, laptop: Laptop) -> bool:
        ((open_ops,),) = laptop.query("SELECT count(*) FROM outbox WHERE state != 'done'")
        ((head,),) = self.server.query("SELECT seq FROM stream")
        waiting = laptop.fact("diverged_at") or laptop.fact("digest_due")
        return not open_ops and not waiting and laptop.fact("since") == str(head)


def poisoned(apply: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap the server's merge of one operation: it raises for one certain word."""

    def apply_or_raise(merger: Any, op: protocol.Op, age: Any) -> Any:
        if any(change.n == "☠" for change in op.f.values()):
            raise ZeroDivisionError("poison")
        return apply(merger, op, age)

    return apply_or_raise
