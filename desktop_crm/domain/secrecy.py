"""How confidential a document is (domain contract W17: 普通, 机密, 绝密).

The fields on it decide; a person may raise it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from desktop_crm.domain.fields import Field, Sensitivity
from desktop_crm.domain.masking import is_masked_by_default


class Grade(IntEnum):
    """Grades in rising order."""

    ORDINARY = 0
    CONFIDENTIAL = 1
    SECRET = 2

    @property
    def code(self) -> str:
        """Name on the command line and in the audit log."""
        return self.name.lower()

    def label(self, language: str) -> str:
        """Return the name in ``zh`` or ``en``."""
        return _LABELS[self][language.startswith("en")]


_LABELS = {
    Grade.ORDINARY: ("普通", "Ordinary"),
    Grade.CONFIDENTIAL: ("机密", "Confidential"),
    Grade.SECRET: ("绝密", "Top secret"),
}
#: Whoever holds the paper knows a person or our judgement of one: confidential. What the law calls sensitive: secret.
_OF_CLASS = {
    Sensitivity.N: Grade.ORDINARY,
    Sensitivity.P1: Grade.CONFIDENTIAL,
    Sensitivity.P2: Grade.SECRET,
    Sensitivity.P3: Grade.CONFIDENTIAL,
    Sensitivity.B: Grade.CONFIDENTIAL,
}


def grade_of(fields: Iterable[Field], *, masked: bool) -> Grade:
    """Return the grade of a document that shows these fields; ``masked``: sensitive ones as masks only."""
    return max((_grade(field, masked=masked) for field in fields), default=Grade.ORDINARY)


def _grade(field: Field, *, masked: bool) -> Grade:
    grade = _OF_CLASS[field.sensitivity]
    return min(grade, Grade.CONFIDENTIAL) if masked and is_masked_by_default(field) else grade
