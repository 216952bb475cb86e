"""The next version of the form before it is published: what changes, what forbids it, and how two become one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from msgspec import structs

from desktop_crm.domain.custom import conditions
from desktop_crm.domain.custom.book import FormBook
from desktop_crm.domain.custom.definition import LARGEST, MOST_FIELDS, CustomField, fields_to_text
from desktop_crm.domain.custom.kinds import Kind
from desktop_crm.domain.fields import CUSTOM_PREFIX, FormKind, Sensitivity
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.validation.findings import Finding, error

_ID = re.compile(r"x_[a-z0-9_]{1,40}")
#: A version travels with its reason and names around the fields.
_ROOM = 1_000

Fields = tuple[CustomField, ...]


class Change(StrEnum):
    """What a new version does to a field."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    USED_AGAIN = "used_again"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not as in the published version."""

    field: CustomField
    change: Change
    before: CustomField | None = None


def new_identifier(label: str, random: str, taken: Iterable[str]) -> str:
    """Make the identifier of a new field: readable where the label has Latin letters, and never used before anywhere.

    ``random`` is a few letters that no other administrator draws; they keep two fields apart that were added offline.
    """
    words = "_".join(re.findall(r"[a-z0-9]+", label.lower()))[:24].strip("_")
    found = f"{CUSTOM_PREFIX}{words or 'field'}_{random}"
    return found if found not in set(taken) else f"{found}_2"


def with_template(fields: Fields, template: Fields) -> Fields:
    """Add the fields of a template that are not there yet; withdrawn ones are used again."""
    known = {one.id for one in fields}
    proposed = {one.id for one in template}
    kept = tuple(structs.replace(one, withdrawn=False) if one.id in proposed else one for one in fields)
    return kept + tuple(one for one in template if one.id not in known)


def rebased(mine: Fields, base: Fields, theirs: Fields) -> Fields:
    """Bring a draft made from ``base`` onto a version published meanwhile: what was changed here stays, all else is
    theirs."""
    old = {one.id: one for one in base}
    ours = {one.id: one for one in mine}
    kept = tuple(ours[one.id] if one.id in ours and ours[one.id] != old.get(one.id) else one for one in theirs)
    there = {one.id for one in theirs}
    return kept + tuple(one for one in mine if one.id not in there)


def differences(before: Fields, after: Fields) -> list[Difference]:
    """Say what a new version changes, in its own order."""
    old = {one.id: one for one in before}
    found: list[Difference] = []
    for field in after:
        was = old.get(field.id)
        if was is None:
            found.append(Difference(field, Change.ADDED))
        elif field.withdrawn and not was.withdrawn:
            found.append(Difference(field, Change.WITHDRAWN, was))
        elif was.withdrawn and not field.withdrawn:
            found.append(Difference(field, Change.USED_AGAIN, was))
        elif field != was:
            found.append(Difference(field, Change.CHANGED, was))
    moved = _moved([one.id for one in before], [one.id for one in after if one.id in old])
    told = {one.field.id for one in found}
    found += [Difference(one, Change.MOVED, one) for one in after if one.id in moved and one.id not in told]
    return found


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    kept = [name for name in before if name in after]
    return {here for here, there in zip(after, kept, strict=False) if here != there}


def problems(book: FormBook, fields: Fields) -> list[Finding]:
    """Say what forbids publishing these fields as the next version; each finding stands at its field."""
    before: Fields = book.in_force.fields if book.in_force else ()
    found = [one for field in fields for one in _of_field(book, field, fields)]
    here = {one.id for one in fields}
    found += [error("field_dropped", one.id) for one in before if one.id not in here]
    if len(fields) > MOST_FIELDS or len(fields_to_text(fields)) > LARGEST - _ROOM:
        found.append(error("form_too_large", limit=MOST_FIELDS))
    if not found and not differences(before, fields):
        found.append(error("form_unchanged"))
    return found


def problems_of(book: FormBook, field: CustomField, fields: Fields) -> list[Finding]:
    """Say what forbids publishing one field among ``fields``."""
    return list(_of_field(book, field, fields))


def _of_field(book: FormBook, field: CustomField, fields: Fields) -> Iterable[Finding]:
    known = book.definitions.get(field.id)
    others = [one for one in fields if one is not field]
    if not _ID.fullmatch(field.id) or any(one.id == field.id for one in others):
        yield error("field_id", field.id, id=field.id)
    if field.withdrawn:
        return
    if not field.zh.strip():
        yield error("label_missing", field.id)
    elif field.zh in _labels() or any(one.zh == field.zh and not one.withdrawn for one in others):
        yield error("label_taken", field.id, label=field.zh)
    if not field.purpose.strip():
        yield error("purpose_missing", field.id)
    if field.kind not in tuple(Kind):
        yield error("field_kind_unknown", field.id, kind=field.kind)
    elif known is not None and known.kind != field.kind:
        yield error("field_kind_changed", field.id)
    if field.sensitivity not in tuple(Sensitivity):
        yield error("field_grade", field.id, grade=field.sensitivity)
    if not set(field.forms) & {kind.value for kind in FormKind}:
        yield error("field_nowhere", field.id)
    yield from _of_choices(field, known)
    for condition in (field.visible_when, field.required_when):
        yield from _of_condition(field, condition, fields)


def _labels() -> frozenset[str]:
    return frozenset(one.zh for one in CUSTOMER if not one.automatic)


def _of_choices(field: CustomField, known: CustomField | None) -> Iterable[Finding]:
    if field.kind not in (Kind.CHOICE, Kind.SET):
        return
    if len([one for one in field.choices if not one.withdrawn]) < 2 and field.kind == Kind.CHOICE:
        yield error("choices_missing", field.id)
    labels = [one.zh for one in field.choices if not one.withdrawn]
    codes = [one.code for one in field.choices]
    for text in (*labels, *codes):
        if max(labels.count(text), codes.count(text)) > 1:
            yield error("choice_twice", field.id, label=text)
            break
    for one in known.choices if known else ():
        if one.code not in codes:
            yield error("choice_dropped", field.id, label=one.zh)


def _of_condition(field: CustomField, condition: object, fields: Fields) -> Iterable[Finding]:
    if condition is None:
        return
    if not conditions.is_sound(condition) or not isinstance(condition, dict):
        yield error("condition_shape", field.id)
        return
    on_form = {one.id for one in fields if not one.withdrawn}
    for name in conditions.fields_of(condition):
        if name == field.id:
            yield error("condition_itself", field.id)
        elif name not in on_form and CUSTOMER.get(name) is None:
            yield error("condition_field", field.id, name=name)
