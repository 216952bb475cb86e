"""What lies under the fields of a card that others were merged into, so that it can be taken apart again.

Each field of the card that stays remembers for which of the cards its value was written, and for each of the others the
last value that was written for it and lies beneath. Taking a card out takes its values away; what lies beneath shows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sync.server.rows import Layer, Layers, RowState, Version

_OWN = ""


def has_any(row: RowState, home: str) -> bool:
    """Say whether a write for a card must be noted: it is another card's, or lies over another's."""
    return bool(home or row.layers)


def note(row: RowState, before: RowState, names: Iterable[str], home: str) -> None:
    """Note that these fields of a customer were just written for the card ``home``; "" is the card itself."""
    for name in names:
        old, new = before.fields.get(name), row.fields.get(name)
        if isinstance(old or new, list) and isinstance(new or old, list):
            _note_elements(row, name, set(old or ()), set(new or ()), home)
        else:
            _note_value(row, before, name, home)


def note_lost(row: RowState, values: Mapping[str, object], version: Version, home: str) -> None:
    """Note values that lost against a later one of another card: they lie beneath it, and show when that one goes."""
    for name, value in values.items():
        here = row.layers.get(name)
        if here is None or here.top == home or isinstance(value, list):
            continue
        before = next((one for one in here.below if one.home == home), None)
        if before is None or _time(before.version) < _time(version):
            others = [one for one in here.below if one.home != home]
            row.layers[name] = Layers(here.top, _in_order([Layer(home, value, version), *others]))


def _in_order(below: list[Layer]) -> list[Layer]:
    return sorted(below, key=lambda one: _time(one.version), reverse=True)


def _time(version: Version) -> tuple[int, str]:
    return version.at_us, version.op_id


def _note_elements(row: RowState, name: str, old: set[str], new: set[str], home: str) -> None:
    for element in old - new:
        row.layers.pop(f"{name}/{element}", None)
    if home:
        row.layers |= {f"{name}/{element}": Layers(home) for element in new - old}


def _note_value(row: RowState, before: RowState, name: str, home: str) -> None:
    here = row.layers.get(name, Layers(_OWN))
    if home == _OWN:
        row.layers.pop(name, None)
    elif home != here.top:
        under = Layer(here.top, before.fields.get(name), before.version_of(name))
        row.layers[name] = Layers(home, _in_order([under, *(one for one in here.below if one.home != home)]))


def take_out(row: RowState, homes: Collection[str]) -> Iterator[tuple[str, object, Version | None]]:
    """Take the layers of some cards away; yield (field, value that shows now, who wrote that) where it differs.

    Of a set the version is None: its elements have their own.
    """
    sets: dict[str, set[str]] = {}
    for key, layers in list(row.layers.items()):
        name, _, element = key.partition("/")
        below = [one for one in layers.below if one.home not in homes]
        if layers.top not in homes:
            row.layers[key] = Layers(layers.top, below)
            continue
        del row.layers[key]
        if element:
            sets.setdefault(name, set()).add(element)
        elif below:
            first = below[0]
            if first.home:
                row.layers[key] = Layers(first.home, below[1:])
            if first.value != row.fields.get(name):
                yield name, first.value, first.version
    for name, elements in sets.items():
        here = row.fields.get(name)
        left = sorted(set(here if isinstance(here, list) else ()) - elements)
        yield name, left, None
