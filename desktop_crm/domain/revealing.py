"""Who may see masked values in full (domain contract 0.3, 7.6): one's own customers are open, a colleague's only to
those who lead, and only for a purpose that is written down."""

from __future__ import annotations

from enum import IntEnum

from desktop_crm.domain.fields import RecordType, Value, Values
from desktop_crm.domain.masking import is_masked_by_default, mask_value

#: Roles of the server that may see what is masked at colleagues' customers.
LEADING = frozenset({"manager", "director", "admin"})


class Right(IntEnum):
    """What stands between a person and a masked value; the higher, the more."""

    FREE = 0
    PURPOSE = 1  # the purpose is asked for
    NONE = 2


def right_to(role: str, user: str, owner: str) -> Right:
    """Return the right of a person to what is masked at a customer of ``owner``.

    Without a server (``user`` is empty) everything here is the person's own; so is a customer that no server has
    given to anybody yet.
    """
    if not user or owner in ("", user):
        return Right.FREE
    return Right.PURPOSE if role in LEADING else Right.NONE


def parted(record: RecordType, values: Values, language: str) -> tuple[dict[str, Value], dict[str, str]]:
    """Part the values of a row: those in plain sight, and what is masked, as it looks masked."""
    hidden = {
        field.id: mask_value(field, values[field.id], language)
        for field in record
        if is_masked_by_default(field) and values.get(field.id) not in (None, "", ())
    }
    return {name: value for name, value in values.items() if name not in hidden}, hidden
