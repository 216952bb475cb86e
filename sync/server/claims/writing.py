"""Changing rows of a batch in the server's name, each change with its line of history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_crm.domain.claim_records import CLAIM_CASE
from desktop_crm.domain.file_choices import DEAD_QUOTES, FREE, FROZEN
from sync.protocol import Outcome
from sync.server.context import derived_id
from sync.server.rows import CREATED, LIFE, RowState, Version, Working

STATE, BEFORE = "approval_state", "state_before"


@dataclass(slots=True)
class Writer:
    """Writes rows as ``version``; what is so already is left alone."""

    work: Working
    version: Version

    def put(self, row: RowState, values: Mapping[str, Any]) -> None:
        """Write fields; None removes one."""
        for name, value in values.items():
            old = row.fields.get(name)
            if old != value:
                row = self.work.edit_row(row.id)
                self.work.note(self.version, row, name, old, value, Outcome.APPLIED)
                row.set(name, value, self.version)

    def show(self, row_id: str, agg_id: str, kind: str, fields: Mapping[str, Any]) -> None:
        """Make a row say exactly this, and be there."""
        row = self.work.rows.get(row_id)
        if row is None:
            self.make(row_id, agg_id, kind, fields)
            return
        self.live(row, there=True)
        self.put(row, {**dict.fromkeys(row.fields), **fields})

    def make(self, row_id: str, agg_id: str, kind: str, fields: Mapping[str, Any]) -> RowState:
        """Make a row."""
        known = {name: value for name, value in fields.items() if value not in (None, "")}
        row = RowState(row_id, agg_id, kind, 0, deleted=False, fields=known, versions={CREATED: self.version})
        self.work.add_row(row)
        self.work.note(self.version, row, "", None, dict(known), Outcome.APPLIED)
        return row

    def live(self, row: RowState, *, there: bool) -> None:
        """Delete a row or bring it back."""
        if row.deleted == there:
            row = self.work.edit_row(row.id)
            self.work.note(self.version, row, LIFE, row.deleted, not there, Outcome.APPLIED)
            row.deleted, row.versions[LIFE] = not there, self.version

    def freeze(self, quote: RowState) -> None:
        """Stop a quote until somebody decides; what it was before is remembered."""
        state = quote.fields.get(STATE) or FREE
        if state not in DEAD_QUOTES and state != FROZEN:
            self.put(quote, {STATE: FROZEN, BEFORE: state})

    def thaw(self, quote: RowState) -> None:
        """Let a quote be what it was before it was frozen."""
        if quote.fields.get(STATE) == FROZEN:
            self.put(quote, {STATE: quote.fields.get(BEFORE) or FREE, BEFORE: None})


def party_id(case_id: str, user_id: str) -> str:
    """Return the id of the row of a person in a case."""
    return derived_id(CLAIM_CASE.name, case_id, "party", user_id)


def quote_id(case_id: str, row_id: str) -> str:
    """Return the id of the row that shows a quote in a case."""
    return derived_id(CLAIM_CASE.name, case_id, "quote", row_id)
