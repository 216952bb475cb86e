"""A published version of the form: custom fields as data, with what each is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from desktop_crm.domain.custom import conditions
from desktop_crm.domain.custom.kinds import FORMS, Kind, kind_of
from desktop_crm.domain.fields import CUSTOM_TAB, Choice, Field, FormKind, Mask, Rule, Sensitivity, Values

#: Kind under which the organisation's parameters keep published versions, one a parameter.
PARAMETER_KIND = "form"
#: A version is one parameter, whose value may have so many characters.
LARGEST = 16_000
MOST_FIELDS = 60


class CustomChoice(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value to choose. A withdrawn one stays readable on cards that have it."""

    code: str
    zh: str
    en: str = ""
    withdrawn: bool = False


class CustomField(msgspec.Struct, frozen=True, omit_defaults=True):
    """One field of a version. ``id`` begins with ``x_`` and never means anything else in any version.

    ``required`` asks for it on new cards, ``required_when`` where a condition holds; ``visible_when`` hides it where
    none holds.
    ``purpose`` says what the company needs it for; without one it cannot be published. ``printed``: stands below the
    table of the printed form. A ``withdrawn`` field is on no new card; its values stay.
    """

    id: str
    zh: str
    en: str = ""
    kind: str = Kind.TEXT.value
    purpose: str = ""
    sensitivity: str = Sensitivity.N.value
    choices: tuple[CustomChoice, ...] = ()
    required: bool = False
    required_when: dict[str, Any] | None = None
    visible_when: dict[str, Any] | None = None
    forms: tuple[str, ...] = tuple(kind.value for kind in FormKind)
    printed: bool = True
    help_zh: str = ""
    help_en: str = ""
    withdrawn: bool = False
    purpose_en: str = ""

    def use(self, language: str) -> str:
        """Return the purpose in ``zh`` or ``en``."""
        return (self.purpose_en or self.purpose) if language.startswith("en") else self.purpose

    def label(self, language: str) -> str:
        """Return the label in ``zh`` or ``en``."""
        return (self.en or self.zh) if language.startswith("en") else self.zh


class FormVersion(msgspec.Struct, frozen=True, omit_defaults=True):
    """A version as it was published; never changed afterwards.

    ``id`` is what cards keep. ``base`` is the version it was made from: two with the same base were published without
    knowing of each other.
    """

    id: str
    number: int
    at: str
    by: str
    reason: str
    fields: tuple[CustomField, ...]
    base: str = ""

    def get(self, field_id: str) -> CustomField | None:
        """Return the field with this identifier, or None."""
        return next((one for one in self.fields if one.id == field_id), None)

    @property
    def in_use(self) -> tuple[CustomField, ...]:
        """Fields that new cards have."""
        return tuple(one for one in self.fields if not one.withdrawn)


_decoder = msgspec.json.Decoder(FormVersion)
_fields_decoder = msgspec.json.Decoder(tuple[CustomField, ...])


def to_text(version: FormVersion) -> str:
    """Write a version as JSON text."""
    return msgspec.json.encode(version).decode()


def from_text(text: str) -> FormVersion | None:
    """Read a version; None for what is none."""
    try:
        return _decoder.decode(text)
    except msgspec.DecodeError:
        return None


def fields_to_text(fields: Sequence[CustomField]) -> str:
    """Write fields as JSON text, as drafts and templates hold them."""
    return msgspec.json.encode(fields).decode()


def fields_from_text(text: str | bytes) -> tuple[CustomField, ...]:
    """Read fields. Raises msgspec.DecodeError."""
    return _fields_decoder.decode(text)


def declared(custom: CustomField, *, own: bool = True) -> Field:
    """Return what a custom field is to form, list, import, export, search, sync, masking and print.

    Of a card filled with another version (not its ``own``) it is offered and never asked for.
    """
    form = FORMS[kind_of(custom.kind)]
    grade = Sensitivity(custom.sensitivity) if custom.sensitivity in tuple(Sensitivity) else Sensitivity.P2
    kinds = [kind for kind in FormKind if kind.value in custom.forms]
    needed = custom.required_when if own else None
    return Field(
        id=custom.id, zh=custom.zh, en=custom.en or custom.zh, type=form.type, validator=form.validator,
        choices=tuple(Choice(one.code, one.zh, one.en or one.zh) for one in custom.choices),
        sensitivity=grade, merge=form.merge, max_length=form.max_length,
        search=None if grade is Sensitivity.P2 else form.search,
        mask=form.mask or (Mask.HIDDEN if grade is Sensitivity.P2 else None),
        required=frozenset(kinds) if own and custom.required else frozenset(),
        tab=dict.fromkeys(kinds, CUSTOM_TAB), printed_below=custom.printed, offered=not own,
        visible=_rule(custom.visible_when), needed=_rule(needed),
        help=(custom.help_zh, custom.help_en or custom.help_zh),
    )  # fmt: skip


def _rule(condition: dict[str, Any] | None) -> Rule | None:
    if condition is None or not conditions.is_sound(condition):
        return None

    def rule(values: Values) -> bool:
        return conditions.holds(condition, values)

    return rule
