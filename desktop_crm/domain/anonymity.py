"""Could somebody be recognised in a file without a name in it? k-anonymity of an export (domain contract W16-4, §9.1).

People who are alike in everything a neighbour or colleague knows of them form a group; a group of fewer than ``k_min``
people gives its members away, whatever sensitive value stands in their row (Sweeney 2002). Each row of a merged list
counts, so the check is made again over what was merged, not over either list.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from desktop_crm.domain.fields import Field, FormKind, Sensitivity, Value
from desktop_crm.domain.records import CUSTOMER

#: Fields that say who somebody is, by themselves.
IDENTITY = frozenset(
    {"customer_no", "full_name", "org_name", "id_number", "licence_no", "mailing_address", "landline_phone",
     "mobile_phone", "fax", "email", "website", "legal_representative", "bank_account", "preferred_name", "remarks",
     "remark_private"}
)  # fmt: skip
#: Fields that others know of a person and that together may say who it is.
QUASI = ("sex", "age_stated", "birth_date", "native_place", "registered_place", "highest_education", "occupation",
         "employer", "postal_code", "household_size", "customer_nature", "industry_code", "employees")  # fmt: skip


@dataclass(frozen=True, slots=True)
class SmallGroups:
    """Groups below ``k``: how many, how many people are in them, and by which fields they are told apart."""

    groups: int
    people: int
    smallest: int
    k: int
    fields: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.groups > 0


def is_restricted(fields: Iterable[Field]) -> bool:
    """Say whether an export of these fields holds what the law calls sensitive (P2)."""
    return any(field.sensitivity is Sensitivity.P2 and field.id not in IDENTITY for field in fields)


def anonymous_fields(fields: Iterable[Field]) -> list[Field]:
    """Return the fields of an export without identity, in their order."""
    return [field for field in fields if field.id not in IDENTITY]


def small_groups(rows: Iterable[Mapping[str, Value]], fields: Collection[str], k: int) -> SmallGroups:
    """Find the people who are alike with fewer than ``k - 1`` others in everything of ``fields`` that others know."""
    known = tuple(name for name in QUASI if name in fields)
    groups = Counter(tuple(row.get(name) for name in known) for row in rows if _is_person(row))
    small = [number for number in groups.values() if number < k]
    return SmallGroups(len(small), sum(small), min(small, default=0), k, known)


def _is_person(row: Mapping[str, Value]) -> bool:
    return row.get("customer_kind") != FormKind.ORGANISATION


def fingerprint(customers: Iterable[str], fields: Iterable[str]) -> str:
    """Name an export, so that what was allowed is this one and no other: these customers, these fields."""
    text = "\n".join([*sorted(customers), "", *sorted(fields)])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def labels(names: Iterable[str], language: str) -> str:
    """Name fields in a row of words."""
    return ("、" if not language.startswith("en") else ", ").join(CUSTOMER[name].label(language) for name in names)
