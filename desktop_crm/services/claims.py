"""Deciding whose a customer is, and taking a claim back: ordinary operations, shown at once, final at the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from desktop_crm.clock import Clock, NewId
from desktop_crm.domain.claim_records import (
    CLAIM_CASE,
    CLAIM_PARTY,
    CLAIM_QUOTE,
    DECIDED,
    DISMISSED,
    OPEN,
    VALID,
    WITHDRAWN,
)
from desktop_crm.domain.claims import are_shares, may_decide, shares_text
from desktop_crm.domain.fields import RecordType, Value
from desktop_crm.errors import NotFound, RecordRefused
from desktop_crm.events import ChangeSet, EventBus, Origin
from desktop_crm.services.parameters import ParameterService
from desktop_crm.services.preparing import author_of
from desktop_crm.store import meta
from desktop_crm.store.engine import Store
from desktop_crm.store.projection import Deriver, RowImage
from desktop_crm.store.recorder import Edit, EditKind, Recorder, load_row, load_rows


@dataclass(frozen=True, slots=True)
class Decision:
    """What a manager decides: one owner (user name), or shares in percent by user; one quote (its row), or none."""

    owner: str
    reason: str
    quote: str = ""
    shares: Mapping[str, int] = field(default_factory=dict)


class ClaimService:
    """Every decision of a case goes through here; each call is one transaction."""

    def __init__(
        self,
        store: Store,
        events: EventBus,
        parameters: ParameterService,
        *,
        clock: Clock,
        new_id: NewId,
        deriver: Deriver,
    ) -> None:
        self._store, self._events, self._parameters = store, events, parameters
        self._clock, self._new_id, self._deriver = clock, new_id, deriver

    def decide(self, case_id: str, decision: Decision) -> None:
        """Decide for an owner and a price.

        Raises NotFound, RecordRefused (``case_decided``, ``not_judge``, ``reason_missing``, ``bad_shares``,
        ``no_such_colleague``, ``no_such_quote``).
        """
        shares = dict(decision.shares)
        if not are_shares(shares, decision.owner):
            raise RecordRefused("bad_shares")
        values: dict[str, Value] = {
            "decided_owner": decision.owner,
            "decided_quote": decision.quote or None,
            "decided_shares": shares_text(shares) or None,
        }
        role = self._parameters.role()
        with self._store.write() as connection:
            case = _judged(connection, case_id, role, decision.reason)
            for user in {decision.owner, *shares}:
                _check_colleague(connection, user)
            quotes = {str(one.values.get("quote_id")) for one in _rows(connection, CLAIM_QUOTE, case_id)}
            if decision.quote and decision.quote not in quotes:
                raise RecordRefused("no_such_quote", no=decision.quote)
            self._save(connection, case, DECIDED, decision.reason, values)
        self._tell(case_id)

    def dismiss(self, case_id: str, reason: str) -> None:
        """Decide that the cards are of different customers. Raises as :meth:`decide`."""
        role = self._parameters.role()
        with self._store.write() as connection:
            case = _judged(connection, case_id, role, reason)
            self._save(connection, case, DISMISSED, reason, {})
        self._tell(case_id)

    def withdraw(self, case_id: str, *, again: bool = False) -> bool:
        """Take back one's own claim, or take it up ``again``; say whether that changed anything.

        Raises NotFound, RecordRefused (``case_decided``, ``no_claim``).
        """
        with self._store.write() as connection:
            case = _open_case(connection, case_id)
            me = meta.get(connection, "user_id")
            mine = [one for one in _rows(connection, CLAIM_PARTY, case.id) if one.values.get("user_name") == me]
            if not mine:
                raise RecordRefused("no_claim")
            state = VALID if again else WITHDRAWN
            edit = Edit(CLAIM_PARTY, mine[0].id, case.id, EditKind.WITHDRAW, {"state": state})
            changed = bool(self._recorder(connection).save([edit]))
        if changed:
            self._tell(case_id)
        return changed

    # -- parts ------------------------------------------------------------------------------

    def _save(
        self, connection: Connection, case: RowImage, state: str, reason: str, values: Mapping[str, Value]
    ) -> None:
        said = {"state": state, "decided_reason": reason.strip(), **values}
        self._recorder(connection).save([Edit(CLAIM_CASE, case.id, case.id, EditKind.DECIDE, said)])

    def _recorder(self, connection: Connection) -> Recorder:
        return Recorder(connection, author_of(connection), self._clock, self._new_id, self._deriver)

    def _tell(self, case_id: str) -> None:
        self._events.publish(ChangeSet(frozenset({case_id}), Origin.LOCAL))


def _open_case(connection: Connection, case_id: str) -> RowImage:
    case = load_row(connection, CLAIM_CASE, case_id)
    if case is None or case.deleted:
        raise NotFound(record=CLAIM_CASE.name, id=case_id)
    if case.values.get("state") != OPEN:
        raise RecordRefused("case_decided")
    return case


def _judged(connection: Connection, case_id: str, role: str, reason: str) -> RowImage:
    case = _open_case(connection, case_id)
    parties = [str(one.values.get("user_name")) for one in _rows(connection, CLAIM_PARTY, case_id)]
    if not may_decide(role, meta.get(connection, "user_id"), parties):
        raise RecordRefused("not_judge")
    if not reason.strip():
        raise RecordRefused("reason_missing")
    return case


def _rows(connection: Connection, kind: RecordType, case_id: str) -> list[RowImage]:
    return [one for one in load_rows(connection, kind, (case_id,)) if not one.deleted]


def _check_colleague(connection: Connection, user: str) -> None:
    sql = "SELECT 1 FROM employee WHERE user_name = ? AND active AND NOT deleted"
    if connection.exec_driver_sql(sql, (user,)).fetchone() is None:
        raise RecordRefused("no_such_colleague", name=user[:60])
