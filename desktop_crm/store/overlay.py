"""Operations on their way, laid over what the server has of a row."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_crm.domain.fields import FieldType, Value, is_custom
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.store.projection import RowImage, from_wire


def lay_over(image: RowImage, operation: dict[str, object]) -> None:
    """Lay one open operation over a row."""
    kind = operation.get("k")
    if kind in ("delete", "restore"):
        image.deleted = kind == "delete"
        return
    changes = operation.get("f")
    if operation.get("cmd") in ("merge", "unmerge"):
        changes = _of_merge(image, operation)
    for name, change in (changes if isinstance(changes, dict) else {}).items():
        declared = image.record.get(name)
        added = is_custom(name) and image.record.name == CUSTOMER.name
        if declared is None and not added:
            continue
        new = from_wire(change.get("n"))
        if (declared is not None and declared.type is FieldType.SET) or (added and _is_set(change)):
            new = _merge_set(image.values.get(name), from_wire(change.get("o")), new)
        if new is None:
            image.values.pop(name, None)
        else:
            image.values[name] = new


def _of_merge(image: RowImage, operation: Mapping[str, object]) -> dict[str, object]:
    """Return which changes of a merge lie over a row; the card that goes is hidden, and comes back."""
    if operation.get("row") == image.id:
        image.deleted = operation.get("cmd") == "merge"
        return {}
    changes = operation.get("f")
    found = changes if isinstance(changes, dict) else {}
    return {
        name: change
        for name, change in found.items()
        if name != "merged_into" and isinstance(change, dict) and change.get("o") != change.get("n")
    }


def _is_set(change: Mapping[str, object]) -> bool:
    """A set shows by its value: what a company added may not be declared here."""
    return isinstance(change.get("n"), list) or isinstance(change.get("o"), list)


def _merge_set(present: Value, old: Value, new: Value) -> Value:
    """Add what the person added, remove what the person removed."""
    here, before, after = (set(item) if isinstance(item, tuple) else set() for item in (present, old, new))
    return tuple(sorted((here - (before - after)) | (after - before))) or None
