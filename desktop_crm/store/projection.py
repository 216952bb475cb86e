"""From a record's values to its stored row and back: one function each way, used by saves and by
the application of what the server sent."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

import msgspec

from desktop_crm.domain.completeness import completeness
from desktop_crm.domain.fields import FieldType, FormKind, RecordType, Value, Values, is_custom
from desktop_crm.domain.pinyin import sort_key
from desktop_crm.domain.records import CUSTOMER, RECORD_TYPES, display_name
from desktop_crm.domain.regions import place_of_address
from desktop_crm.store.schema import DERIVED_COLUMNS

#: Fields every row carries beside the declared ones; the server fills them.
STAMPS = ("created_at", "created_by", "updated_at", "updated_by")

_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder().decode
_EMPTY: dict[str, Value] = {}


@dataclass(slots=True)
class RowImage:
    """One whole row as it is stored. ``extra`` holds the fields this version does not know; what a company added by
    itself stands among the values, whether its declaration has come here or not."""

    record: RecordType
    id: str
    agg_id: str
    values: dict[str, Value]
    version: int = 0
    deleted: bool = False
    is_sample: bool = False
    stamps: dict[str, str] = field(default_factory=dict)
    owner_id: str = ""
    extra: dict[str, object] = field(default_factory=dict)


def canonical(value: object) -> str:
    """Return canonical JSON: sorted keys, no spaces, sets as sorted lists."""
    return _encode(value).decode()


def parse(text: str | bytes) -> object:
    """Read JSON."""
    return _decode(text)


def to_wire(value: Value) -> object:
    """Return the JSON shape of a value: sets become lists."""
    return list(value) if isinstance(value, tuple) else value


def from_wire(value: object) -> Value:
    """Return the stored shape of a JSON value."""
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return value if isinstance(value, (str, int, bool)) else None


class RowCodec:
    """Turns the rows of one record type into column tuples and back."""

    def __init__(self, record: RecordType) -> None:
        self.record = record
        self.field_ids = tuple(item.id for item in record)
        self._place = {name: position for position, name in enumerate(self.field_ids)}
        self._set_ids = frozenset(item.id for item in record if item.type is FieldType.SET)
        self._bool_ids = frozenset(item.id for item in record if item.type is FieldType.BOOLEAN)
        self.has_custom = record is CUSTOMER
        self.derived = tuple(column.name for column in DERIVED_COLUMNS) if record is CUSTOMER else ()
        technical = ("id", "agg_id", "version", "deleted", "is_sample", *STAMPS, "extra")
        self.columns = (*technical, *self.field_ids, *self.derived)
        names = ", ".join(f'"{name}"' for name in self.columns)
        marks = ", ".join("?" * len(self.columns))
        self.insert_sql = f'INSERT INTO "{record.name}" ({names}) VALUES ({marks})'
        updates = ", ".join(f'"{name}" = excluded."{name}"' for name in self.columns if name != "id")
        self.upsert_sql = f"{self.insert_sql} ON CONFLICT (id) DO UPDATE SET {updates}"
        self.select_sql = f'SELECT {names} FROM "{record.name}"'

    def row(self, image: RowImage, derived: Sequence[object] = ()) -> tuple[object, ...]:
        """Return the column values in the order of ``columns``."""
        stamp = image.stamps.get
        place = self._place
        fields: list[object] = [None] * len(place)
        extra = image.extra
        for name, value in image.values.items():  # a card fills a third of its fields: walk those, not all
            at = place.get(name)
            if at is None:
                extra = with_custom(image)
            else:
                fields[at] = canonical(list(value)) if type(value) is tuple else value
        return (
            image.id,
            image.agg_id,
            image.version,
            image.deleted,
            image.is_sample,
            stamp("created_at"),
            stamp("created_by"),
            stamp("updated_at"),
            stamp("updated_by"),
            canonical(extra) if extra else None,
            *fields,
            *derived,
        )

    def image(self, row: Sequence[object]) -> RowImage:
        """Rebuild a row from its columns."""
        stamps_at, fields_at = 5, 5 + len(STAMPS) + 1
        raw_extra = row[fields_at - 1]
        extra: dict[str, object] = parse(str(raw_extra)) if raw_extra else {}  # type: ignore[assignment]
        values: dict[str, Value] = {}
        for name, raw in zip(self.field_ids, row[fields_at:], strict=False):
            if raw is None:
                continue
            if name in self._set_ids:
                values[name] = from_wire(parse(str(raw)))
            elif name in self._bool_ids:
                values[name] = bool(raw)
            else:
                values[name] = raw  # type: ignore[assignment]
        if extra and self.has_custom:
            extra = _take_custom(extra, values)
        return RowImage(
            self.record,
            str(row[0]),
            str(row[1]),
            values,
            int(str(row[2])),
            bool(row[3]),
            bool(row[4]),
            {
                name: str(value)
                for name, value in zip(STAMPS, row[stamps_at : fields_at - 1], strict=True)
                if value is not None
            },
            str(row[self.columns.index("owner_id")] or "") if self.derived else "",
            extra,
        )

    def body(self, image: RowImage) -> str:
        """Return the row as the server would send its fields."""
        fields = {name: to_wire(value) for name, value in image.values.items() if value is not None}
        fields.update(image.stamps)
        if image.owner_id:
            fields["owner_id"] = image.owner_id
        return canonical({**image.extra, **fields})

    def from_body(self, fields: dict[str, object]) -> tuple[dict[str, Value], dict[str, str], str, dict[str, object]]:
        """Split the fields of a row on the wire: values, stamps, owner, and what is unknown here."""
        place = self._place
        values: dict[str, Value] = {}
        stamps: dict[str, str] = {}
        extra: dict[str, object] = {}
        for name, raw in fields.items():
            if name in place:
                if raw is not None:
                    values[name] = tuple(raw) if type(raw) is list else raw  # type: ignore[assignment]
            elif name in STAMPS:
                stamps[name] = str(raw)
            elif name != "owner_id":
                extra[name] = raw
        if extra and self.has_custom:
            extra = _take_custom(extra, values)
        return values, stamps, str(fields.get("owner_id") or ""), extra


def with_custom(image: RowImage) -> dict[str, object]:
    """Return what the column ``extra`` of a row holds: fields unknown here, and those the company added."""
    added = {name: to_wire(value) for name, value in image.values.items() if is_custom(name) and value is not None}
    return {**image.extra, **added} if added else image.extra


def custom_values(extra: object) -> dict[str, Value]:
    """Read what the company added from the column ``extra`` of a customer."""
    values: dict[str, Value] = {}
    if extra:
        _take_custom(cast("dict[str, object]", parse(str(extra))), values)
    return values


def _take_custom(extra: dict[str, object], values: dict[str, Value]) -> dict[str, object]:
    """Move what the company added to the values; return the rest."""
    rest: dict[str, object] = {}
    for name, raw in extra.items():
        value = from_wire(raw) if is_custom(name) else None
        if value is None:
            rest[name] = raw
        else:
            values[name] = value
    return rest


CODECS: dict[str, RowCodec] = {name: RowCodec(record) for name, record in RECORD_TYPES.items()}


class Deriver:
    """Computes the derived columns of a customer."""

    def __init__(self, hash_key: bytes) -> None:
        self._hash_key = hash_key

    def columns(self, image: RowImage, grid: Sequence[Values] = ()) -> tuple[object, ...]:
        """Return the values in the order of ``DERIVED_COLUMNS``."""
        return self.of_values(image.values, image.owner_id, grid)

    #: The fields from which :meth:`of_values` derives, beside those of the completeness.
    READ = (
        "customer_kind", "full_name", "org_name", "mailing_address", "mobile_phone", "landline_phone",
        "id_type", "id_number", "licence_type", "licence_no",
    )  # fmt: skip

    def of_values(
        self, values: Values, owner_id: str, grid: Sequence[Values] = (), percent: int | None = None
    ) -> tuple[object, ...]:
        """Return the values in the order of ``DERIVED_COLUMNS``, for a row that is no image yet.

        ``percent`` is the completeness where it is known already; ``values`` need only be those of ``READ`` then.
        """
        name = display_name(values)
        address = str(values.get("mailing_address") or "")
        region, district = place_of_address(address) if address else (None, None)
        organisation = values.get("customer_kind") == FormKind.ORGANISATION
        return (
            owner_id,
            name,
            sort_key(name) if name else "~",  # nameless drafts stand last
            region,
            district,
            _primary_contact(grid) if organisation else name,
            values.get("mobile_phone") or values.get("landline_phone"),
            completeness(values, len(grid)) if percent is None else percent,
            self.document_hash(values),
        )

    def document_hash(self, values: Values) -> str | None:
        """Return the keyed hash that finds equal documents without showing them; None without one."""
        number = values.get("id_number") or values.get("licence_no")
        if not number:
            return None
        kind = values.get("id_type") or values.get("licence_type") or ""
        text = f"{kind}\x1f{number}".encode()
        return hmac.new(self._hash_key, text, hashlib.sha256).hexdigest()[:32]


def _primary_contact(grid: Sequence[Values]) -> str | None:
    chosen = next((row for row in grid if row.get("is_primary")), grid[0] if grid else _EMPTY)
    name = chosen.get("name")
    return str(name) if name else None


#: Fields by which a card is found, by record type; the kind decides which name counts.
SEARCHED_FIELDS: dict[str, frozenset[str]] = {
    name: frozenset(item.id for item in record if item.search or item.id == "customer_kind")
    for name, record in RECORD_TYPES.items()
}


def feeds_search(record_name: str, names: Iterable[str]) -> bool:
    """Say whether a card may be found by other words when these fields of a row change."""
    searched = SEARCHED_FIELDS[record_name]
    return any(name in searched or (is_custom(name) and record_name == CUSTOMER.name) for name in names)


def found_differently(before: RowImage, after: RowImage) -> bool:
    """Say whether a search can find the card by other words than before."""
    if before.deleted != after.deleted:
        return True
    names = before.values.keys() | after.values.keys()
    changed = [name for name in names if before.values.get(name) != after.values.get(name)]
    return feeds_search(after.record.name, changed)
