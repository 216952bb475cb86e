"""One synchronisation: push what waits, pull what is new, apply it, prove it. A sequence of small steps,
each one request or one local transaction; a stop between any two of them loses nothing.

Clock, identities, transport, machine and store are handed in; no thread, no sleep, no network code here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop_crm.bootstrap import Application
from desktop_crm.errors import NotEnrolled, SyncError
from desktop_crm.store import lease, meta, proof
from sync import protocol
from sync.client import carrying, healing, orders, recovery
from sync.client.greeting import hello_is_due, say_hello
from sync.client.link import Link, Machine, Pace, Result
from sync.client.orders import WipeOrdered
from sync.client.pulling import pull_one
from sync.client.pushing import push_one
from sync.client.transport import Transport

__all__ = ["Checked", "Engine", "Machine", "Pace", "Result", "check", "open_conflicts"]

#: Repairs of one synchronisation: the second is for what changed during the first.
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Checked:
    """Outcome of a check: customers here, how many had to be repaired, whether laptop and server are equal now.

    ``head`` is the commit they are equal at. ``equal`` is false too when the check was cancelled, or when a
    question waits for a person (``question``).
    """

    cards: int
    repaired: int
    equal: bool
    head: int
    question: str = ""


class Engine:
    """Synchronises one profile over one transport."""

    def __init__(
        self,
        app: Application,
        transport: Transport,
        progress: Callable[[int], None] = lambda _cards: None,
        pace: Pace | None = None,
        machine: Machine | None = None,
    ) -> None:
        self._app = app
        self._link = Link(app, transport, pace or Pace(), machine or Machine(), progress)

    def run(self) -> Result:
        """Push, then pull. Raises NotEnrolled, Offline, Refused, WipeOrdered or SyncError; what was done
        stays done."""
        result = Result()
        self._synchronise(result)
        with self._app.store.read() as connection:
            result.conflicts = open_conflicts(connection)
        return result

    def check(
        self,
        *,
        deep: bool = True,
        progress: Callable[[int, int], None] = lambda _done, _of: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Checked:
        """Synchronise, compare everything with the server, repair what differs.

        With ``deep`` the hashes are computed anew from every stored row, so that damage on this laptop is
        found too. Raises what :meth:`run` raises.
        """
        result = Result()
        self._synchronise(result)
        with self._app.store.read() as connection:
            ids = sorted(proof.card_hashes(connection))
        if deep and not result.question:
            healing.compute_hashes(self._link, ids, lambda done: progress(done, len(ids)), cancelled)
        if not result.question and not cancelled():
            self._app.set_facts(digest_due="1")
            result.equal = None
            self._synchronise(result)
            if deep and result.healed and healing.compute_hashes(self._link, sorted(result.healed)):
                result.equal = False  # the rows that came do not add up to what they were said to be
        with self._app.store.read() as connection:
            cards, head = proof.cards_from_server(connection), meta.get_int(connection, "since")
        return Checked(cards, len(result.healed), bool(result.equal), head, result.question)

    def _synchronise(self, result: Result) -> None:
        facts = self._app.facts()
        if not facts.get("token"):
            raise NotEnrolled
        standing = orders.standing(facts) if facts.get("order") else None
        if standing is not None and standing.mode is protocol.OrderMode.WIPE_NOW:
            raise WipeOrdered  # it was interrupted; it waits for no network
        try:
            self._cycle(result)
        except SyncError as error:
            if error.code == protocol.Code.REVOKED:
                orders.receive(self._app, error.params.get("order", ""))
            if error.code != protocol.Code.DIVERGED:
                raise
            recovery.begin(self._link)
            self._link.pace.greet = True  # it may know only an older token
            self._cycle(result)
        finally:
            self._link.let_go()
        self._note_contact(facts)

    def _note_contact(self, facts: Mapping[str, str]) -> None:
        """The server answered: the lease begins anew, and an order that stood was taken back."""
        now = self._app.clock()
        if facts.get("order") or lease.is_renewal_due(facts, now):
            with self._app.store.write() as connection:
                meta.put(connection, order=None, will_sent=None, will_kept=None)
                lease.renew(connection, now)

    def _cycle(self, result: Result) -> None:
        if not recovery.is_prepared(self._link):
            recovery.begin(self._link)
        while push_one(self._link, result):
            pass
        result.carried += carrying.hand_over(self._link)
        if hello_is_due(self._link):
            say_hello(self._link)
        for left in range(ROUNDS, -1, -1):
            while self._pull_one(result):
                pass
            if result.digest is None:
                return
            result.equal = healing.agrees(self._link, result.digest)
            if result.equal:
                return
            if left:
                result.healed.update(healing.heal(self._link))
        healing.give_up_for_today(self._link, len(result.healed))

    def _pull_one(self, result: Result) -> bool:
        try:
            return pull_one(self._link, result)
        except SyncError as error:
            if error.code != protocol.Code.UPGRADE:
                raise
        say_hello(self._link)  # perhaps the server only does not know yet which version this is
        return pull_one(self._link, result)


def check(
    app: Application,
    transport: Transport,
    *,
    deep: bool = True,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Checked:
    """Check everything now: see :meth:`Engine.check`."""
    return Engine(app, transport).check(deep=deep, progress=progress, cancelled=cancelled)


def open_conflicts(connection: Connection) -> int:
    """Count conflicts nobody has decided yet."""
    sql = "SELECT count(*) FROM conflict WHERE state = 'open' AND NOT deleted"
    return int(connection.exec_driver_sql(sql).scalar() or 0)
