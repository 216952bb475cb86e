"""Plans to collect information: made, published when every field may be asked for, closed (W1-2, W3, AC25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_crm.domain.collection_records import COLLECTION_ITEM, COLLECTION_PLAN
from desktop_crm.domain.fields import Sensitivity, Values
from desktop_crm.domain.filters.reading import read_filter
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.services.company_rows import Change, CompanyRows

#: What is known of people may be collected on a legal ground only, which the plan names (PIPL Art. 13).
_RESTRICTED = frozenset({Sensitivity.P1, Sensitivity.P2, Sensitivity.P3})
#: Sources outside the company: from these everything needs a lawful-source note (W3).
_OUTSIDE = frozenset({"referral", "web", "media", "association", "government", "commercial", "other"})


@dataclass(frozen=True, slots=True)
class Item:
    """One field of a plan."""

    id: str
    values: Values

    @property
    def field(self) -> str:
        """Return the field of the customer."""
        return str(self.values.get("field") or "")

    def lacks(self) -> tuple[str, ...]:
        """Name what must still be written down before the plan is published: ids of fields of the item."""
        declared = CUSTOMER.get(self.field)
        sensitive = declared is not None and declared.sensitivity in _RESTRICTED
        needed = ["channel", "owner"]
        if sensitive or self.values.get("channel") in _OUTSIDE:
            needed.append("legal_note")
        return tuple(name for name in needed if not str(self.values.get(name) or "").strip())


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its fields, in the order in which they were added."""

    id: str
    values: Values
    items: Sequence[Item] = ()

    @property
    def state(self) -> str:
        """Return draft, published or closed."""
        return str(self.values.get("state") or "draft")


class CollectionService:
    """Plans are rows of the company and travel; each call is one transaction."""

    def __init__(self, rows: CompanyRows) -> None:
        self._rows = rows

    def plans(self) -> list[Plan]:
        """Return every plan, the newest first."""
        items: dict[str, list[Item]] = {}
        for row in sorted(self._rows.all(COLLECTION_ITEM), key=lambda one: one.stamps.get("created_at", "")):
            items.setdefault(str(row.values.get("plan_id")), []).append(Item(row.id, row.values))
        plans = [Plan(row.id, row.values, tuple(items.get(row.id, ()))) for row in self._rows.all(COLLECTION_PLAN)]
        return sorted(plans, key=lambda one: (str(one.values.get("starts_on") or ""), one.id), reverse=True)

    def plan(self, plan_id: str) -> Plan:
        """Return one plan, by its id, its beginning, or its name. Raises NotFound."""
        found = [
            one for one in self.plans() if plan_id and (one.id.startswith(plan_id) or one.values["name"] == plan_id)
        ]
        if len(found) != 1:
            raise NotFound("no_such_plan", name=plan_id[:60])
        return found[0]

    def save(self, values: Values, plan_id: str | None = None) -> str:
        """Make a plan or change one; return its id.

        Raises UsageError for a target that is no filter, RowRefused, RecordRefused("plan_closed").
        """
        if values.get("target"):
            read_filter(str(values["target"]))
        if plan_id is not None:
            _check_open(self.plan(plan_id))
        row_id = plan_id or self._rows.new_id()
        self._rows.save([(COLLECTION_PLAN, row_id, values)])
        return row_id

    def want(self, plan_id: str, values: Values, item_id: str = "") -> str:
        """Add a field to a plan, or say more of one it has; return the item's id. ``item_id``: of this one.

        Raises UsageError, NotFound, RecordRefused (``plan_closed``, ``plan_incomplete``, ``plan_twice``).
        """
        plan = self.plan(plan_id)
        _check_open(plan)
        named = next((one for one in plan.items if one.id == item_id), None)
        field = str(values.get("field") or (named.field if named else ""))
        if field not in CUSTOMER.by_id:
            raise UsageError("unknown_field", field=field[:80])
        present = named or next((one for one in plan.items if one.field == field), None)
        if any(one.field == field and one is not present for one in plan.items):
            raise RecordRefused("plan_twice", field=field)
        changes: list[Change] = []
        row_id = present.id if present else self._rows.new_id()
        changes.append((COLLECTION_ITEM, row_id, {**values, "plan_id": plan.id}))
        if plan.state == "published":
            changed = Item(row_id, {**(present.values if present else {}), **values})
            _check(Plan(plan.id, plan.values, (changed,)))
        self._rows.save(changes)
        return row_id

    def unwant(self, plan_id: str, field: str) -> None:
        """Take a field out of a plan. Raises NotFound, RecordRefused (``plan_closed``, ``plan_empty``)."""
        plan = self.plan(plan_id)
        _check_open(plan)
        item = next((one for one in plan.items if one.field == field), None)
        if item is None:
            raise NotFound("no_such_item", field=field[:80])
        if plan.state == "published" and len(plan.items) == 1:
            raise RecordRefused("plan_empty")
        self._rows.save([(COLLECTION_ITEM, item.id, None)])

    def publish(self, plan_id: str) -> None:
        """Put a plan in force. Raises RecordRefused("plan_incomplete") naming the first field that lacks something."""
        plan = self.plan(plan_id)
        _check(plan)
        self._rows.save([(COLLECTION_PLAN, plan.id, {"state": "published"})])

    def close(self, plan_id: str) -> None:
        """End a plan; it stays readable. Raises NotFound."""
        self._rows.save([(COLLECTION_PLAN, self.plan(plan_id).id, {"state": "closed"})])


def _check_open(plan: Plan) -> None:
    if plan.state == "closed":
        raise RecordRefused("plan_closed")


def _check(plan: Plan) -> None:
    if not plan.items:
        raise RecordRefused("plan_empty")
    for item in plan.items:
        missing = item.lacks()
        if missing:
            raise RecordRefused("plan_incomplete", field=item.field, missing=missing[0])
