"""All published versions of a company's form, and what they make of the customer: immutable, so that several profiles
in one process never mix.

The version in force is the one with the highest number, then the latest: every laptop that has the same versions comes
to the same one. A card is shown with the fields in force, those of the version it was filled with, and whatever else it
holds; only its own version asks for anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from msgspec import structs

from desktop_crm.domain.custom.definition import CustomField, FormVersion, declared, from_text
from desktop_crm.domain.fields import CUSTOM_TAB, Field, FormKind, RecordType, Sensitivity, Values, is_custom
from desktop_crm.domain.records import CUSTOMER

#: Field of a card that says with which version it was filled.
VERSION_FIELD = "form_version"


@dataclass(frozen=True, eq=False)
class FormBook:
    """The versions, oldest first."""

    versions: tuple[FormVersion, ...] = ()

    @property
    def in_force(self) -> FormVersion | None:
        """The version of new cards; None while nobody published one."""
        return self.versions[-1] if self.versions else None

    @property
    def version_id(self) -> str:
        """Identifier of the version in force, empty without one."""
        return self.in_force.id if self.in_force else ""

    def version(self, version_id: str) -> FormVersion | None:
        """Return a version by its identifier."""
        return next((one for one in self.versions if one.id == version_id), None)

    @cached_property
    def definitions(self) -> dict[str, CustomField]:
        """Every custom field there ever was, as the newest version that has it defines it."""
        return {field.id: field for version in self.versions for field in version.fields}

    @cached_property
    def overlooked(self) -> tuple[FormVersion, ...]:
        """Versions published without knowing of each other, of which the one in force lacks a field."""
        if self.in_force is None:
            return ()
        known = {field.id for field in self.in_force.fields}
        return tuple(one for one in self.versions if any(field.id not in known for field in one.fields))

    @cached_property
    def record(self) -> RecordType:
        """The customer as new cards, lists and imports have it."""
        return self.record_for({VERSION_FIELD: self.version_id})

    @cached_property
    def everything(self) -> RecordType:
        """The customer with every field there ever was, for naming what history and conflicts tell."""
        return _record([declared(one, own=False) for one in self.definitions.values()])

    def record_for(self, values: Values, also: Collection[str] = ()) -> RecordType:
        """The customer as a card with these values has it; ``also`` names further known fields that are written."""
        filled = {name for name, value in values.items() if is_custom(name) and value not in (None, "", ())}
        wanted = frozenset(filled | {name for name in also if name in self.definitions})
        key = (str(values.get(VERSION_FIELD) or ""), wanted)
        found = self._records.get(key)
        if found is None:
            found = self._records[key] = self._make(*key)
        return found

    @cached_property
    def _records(self) -> dict[tuple[str, frozenset[str]], RecordType]:
        return {}

    def _make(self, version_id: str, filled: frozenset[str]) -> RecordType:
        own = self.version(version_id)
        current = self.in_force.in_use if self.in_force else ()
        ids = [field.id for field in current]
        ids += [field.id for field in (own.in_use if own else ()) if field.id not in ids]
        ids += [name for name in self.definitions if name in filled and name not in ids]
        ids += sorted(filled.difference(ids))
        if not ids:
            return CUSTOMER
        fields = []
        for name in ids:
            ours = own.get(name) if own else None
            definition = self.definitions.get(name)
            if definition is None:
                fields.append(unknown_field(name))
            elif ours is None or ours.withdrawn:
                fields.append(declared(definition, own=False))
            else:
                asked = structs.replace(definition, required=ours.required, required_when=ours.required_when)
                fields.append(declared(asked))
        return _record(fields)


def unknown_field(name: str) -> Field:
    """Declare a custom field whose version has not come to this laptop: its value is shown and kept, and masked,
    because nobody here knows how sensitive it is."""
    kinds = dict.fromkeys(FormKind, CUSTOM_TAB)
    return Field(id=name, zh=name, en=name, tab=kinds, sensitivity=Sensitivity.P2, automatic=True, max_length=2000)


def _record(fields: Iterable[Field]) -> RecordType:
    more = tuple(fields)
    if not more:
        return CUSTOMER
    return RecordType(CUSTOMER.name, CUSTOMER.zh, CUSTOMER.en, CUSTOMER.fields + more)


#: Of a company that published none.
EMPTY_BOOK = FormBook()


@lru_cache(maxsize=64)
def book_of(texts: tuple[str, ...]) -> FormBook:
    """Read published versions; what is none is left out. The same texts give the same book."""
    versions = [one for one in map(from_text, texts) if one is not None]
    if not versions:
        return EMPTY_BOOK
    return FormBook(tuple(sorted(versions, key=lambda one: (one.number, one.at, one.id))))
