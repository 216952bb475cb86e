"""What people do on a laptop, through the same services as the window.

Each takes small numbers and picks with them from what is there, so that a history can be cut shorter and still means
something. An action that finds nothing to do raises :class:`Nothing`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_crm.domain.fields import Value
from desktop_crm.services.conflicts import Decision, possible
from desktop_crm.services.customers import GridInput
from desktop_crm.services.rows import RowChange
from tests.simulation.machines import Laptop

#: Values for each field that is edited; small sets, so that people meet.
FIELDS: dict[str, tuple[Value, ...]] = {
    "full_name": ("张伟", "王芳", "李娜"),
    "mobile_phone": ("13800000001", "13800000002", "13800000003"),
    "mailing_address": ("北京市海淀区中关村大街1号", "上海市徐汇区漕溪路1号", None),
    "postal_code": ("100080", "200030", None),
    "sex": ("male", "female", None),
    "household_size": (1, 2, 3),
    "birthday_lunar": (True, False, None),
    "occupation": ("teacher", "cook", "☠"),  # the last makes the merge raise, see world.POISON
}
NAMES = tuple(FIELDS)
TAGS = ("tea", "golf", "opera", "chess")
WORDS = ("tall", "kind", "late", "rich", "shy", "calm")
_TEXT = "Met in spring.\nLikes short calls.\nWants a new offer.\nAsk for the nephew."
CONTACT = "family_member"
#: Parameters of the organisation.
PARAMETER_KIND, PARAMETERS, SETTINGS = "simulation", ("greeting", "colour"), ("red", "blue", None)
COLLEAGUES = ("wang", "li", "zhao", "sun")


class Nothing(Exception):
    """There is nothing here that the action could be about."""


def create(laptop: Laptop, pick: int, value: int) -> set[str]:
    """File a customer, with or without a relative."""
    names, phones = FIELDS["full_name"], FIELDS["mobile_phone"]
    values = {"full_name": names[value % 3], "mobile_phone": phones[pick % 3], "preferences": (TAGS[pick % 4],)}
    grid = [GridInput({"name": names[pick % 3], "relation": "son"})] * (value % 2)
    laptop.app.customers.create(values, grid)
    return set()


def edit(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Change one or two fields."""
    card = _card(laptop, pick)
    names = {NAMES[value % len(NAMES)], NAMES[value // 7 % len(NAMES)] if value % 3 == 0 else NAMES[value % len(NAMES)]}
    names -= {"occupation"}
    names = names or {"sex"}
    laptop.app.customers.update(card, {name: FIELDS[name][value // 11 % 3] for name in sorted(names)})
    return names


def poison(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Write what lets the server's merge raise an exception."""
    card = _card(laptop, pick)
    laptop.app.customers.update(card, {"occupation": FIELDS["occupation"][value % 3]})
    return {"occupation"}


def write(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Change one word of a long text, or write it anew."""
    card = _card(laptop, pick)
    text = str(laptop.app.queries.card(card).values.get("remarks") or _TEXT)
    lines = text.split("\n")
    at = value % len(lines)
    lines[at] = f"{lines[at]} {WORDS[value // 5 % len(WORDS)]}"[:100]
    laptop.app.customers.update(card, {"remarks": "\n".join(lines)})
    return {"remarks"}


def tag(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Add a tag or take one away."""
    card = _card(laptop, pick)
    present = laptop.app.queries.card(card).values.get("preferences")
    here = set(present) if isinstance(present, tuple) else set()
    here ^= {TAGS[value % 4]}
    laptop.app.customers.update(card, {"preferences": tuple(sorted(here)) or None})
    return {"preferences"}


def add_row(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Add one or two relatives in one save."""
    names = FIELDS["full_name"]
    changes = [RowChange(CONTACT, {"name": names[(value + at) % 3], "relation": "son"}) for at in range(1 + value % 2)]
    laptop.app.rows.save(_card(laptop, pick), changes)
    return set()


def change_row(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Change a relative."""
    row = _row(laptop, pick, deleted=False)
    name = ("name", "work_unit", "phone")[value % 3]
    values = {"name": FIELDS["full_name"], "work_unit": ("mill", "shop", None), "phone": FIELDS["mobile_phone"]}[name]
    laptop.app.rows.change(CONTACT, row, {name: values[value // 3 % 3]})
    return {name}


def remove_row(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Remove a relative."""
    laptop.app.rows.remove(CONTACT, _row(laptop, pick, deleted=False))
    return set()


def restore_row(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Bring a relative back."""
    laptop.app.rows.restore(CONTACT, _row(laptop, pick, deleted=True))
    return set()


def share(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Let a colleague see a card."""
    laptop.app.rows.add("share", _card(laptop, pick), {"user_id": COLLEAGUES[value % len(COLLEAGUES)]})
    return set()


def unshare(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Take a share back."""
    laptop.app.rows.remove("share", _row(laptop, pick, deleted=False, table="share"))
    return set()


def delete(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Put a card into the bin."""
    laptop.app.customers.delete(_card(laptop, pick))
    return set()


def restore(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Take a card out of the bin."""
    laptop.app.customers.restore(_picked(laptop, "SELECT id FROM customer WHERE deleted ORDER BY id", pick))
    return set()


def resolve(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Decide a conflict."""
    sql = "SELECT id, why, field FROM conflict WHERE state = 'open' AND NOT deleted ORDER BY id"
    found = laptop.query(sql)
    if not found:
        raise Nothing
    conflict, why, field = found[pick % len(found)]
    choices = possible(str(why or ""), str(field or ""))
    decision = choices[value % len(choices)]
    if decision is Decision.EDIT:
        decision = Decision.TAKE
    laptop.app.conflicts.resolve(conflict, decision)
    return {"state", *laptop_fields(str(field or ""))}


def merge_here(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Make one customer of two or three, and decide otherwise than proposed about some fields."""
    cards = [row[0] for row in laptop.query("SELECT id FROM customer WHERE NOT deleted ORDER BY id")]
    if len(cards) < 2:
        raise Nothing
    first = cards.pop(pick % len(cards))
    chosen = [first, cards.pop(value % len(cards))]
    if cards and value % 5 == 0:
        chosen.append(cards[value // 5 % len(cards)])
    plan = laptop.app.merging.plan(chosen, chosen[value // 3 % 2])
    for at in range(value // 7 % 3):
        plan = plan.choose(NAMES[(value // 11 + at) % len(NAMES)], value // (13 + at) % len(chosen))
    laptop.app.merging.merge(plan)
    return {"*"}


def unmerge_here(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Take a customer out of the one it was merged into, or all of them."""
    found = laptop.query("SELECT agg_id, card_id FROM merged_card WHERE NOT deleted ORDER BY id")
    if not found:
        raise Nothing
    stays, card = found[pick % len(found)]
    together = [one for agg_id, one in found if agg_id == stays]
    laptop.app.merging.unmerge(together if value % 4 == 0 else [card])
    return {"*"}


def parameter(laptop: Laptop, pick: int, value: int) -> set[str]:
    """Set a parameter of the organisation, or take it away."""
    if not laptop.app.parameters.may_write():
        raise Nothing
    name, setting = PARAMETERS[pick % 2], SETTINGS[value % 3]
    laptop.app.parameters.save(PARAMETER_KIND, {name: setting})
    return {"kind", "name", "value"}


def laptop_fields(field: str) -> set[str]:
    """Fields a decision may write: the one in question, or those of a whole row."""
    return {field} if field else {"*"}


ACTIONS: dict[str, Callable[[Laptop, int, int], set[str]]] = {
    one.__name__: one
    for one in (
        create, edit, poison, write, tag, add_row, change_row, remove_row, restore_row, share, unshare, delete, restore,
        resolve, merge_here, unmerge_here, parameter,
    )
}  # fmt: skip


def _card(laptop: Laptop, pick: int) -> str:
    return _picked(laptop, "SELECT id FROM customer WHERE NOT deleted ORDER BY id", pick)


def _row(laptop: Laptop, pick: int, *, deleted: bool, table: str = CONTACT) -> str:
    sql = f"SELECT id FROM {table} WHERE deleted = ? AND agg_id IN (SELECT id FROM customer WHERE NOT deleted)"
    return _picked(laptop, f"{sql} ORDER BY id", pick, (int(deleted),))


def _picked(laptop: Laptop, sql: str, pick: int, arguments: Any = ()) -> str:
    found = laptop.query(sql, arguments)
    if not found:
        raise Nothing
    return str(found[pick % len(found)][0])
