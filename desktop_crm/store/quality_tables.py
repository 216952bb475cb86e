"""Tables of file quality: made from the synchronised rows, never sent, made anew at any time."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

from desktop_crm.store.schema import metadata

#: Sums of a month, as :class:`desktop_crm.domain.analysis.file_quality.Sums` names them.
SUMS = ("files", "completeness", "timely", "contradictory", "doubled", "verified", "verifiable", "parts", "whole")

#: How good each file is, as far as that depends on its own rows only.
file_quality = Table(
    "file_quality",
    metadata,
    Column("rid", Integer, primary_key=True),
    Column("salesperson", Text, nullable=False),
    Column("completeness", Integer, nullable=False),  # percent
    Column("changed_on", Integer, nullable=False),  # ordinal of the last change or check
    Column("contradictions", Integer, nullable=False),
    Column("verified", Integer, nullable=False),
    Column("doubtful", Integer, nullable=False),
    Column("verifiable", Integer, nullable=False),
    Column("parts", Integer, nullable=False),  # bits
    Column("part_count", Integer, nullable=False),
    Column("fixed", Integer, nullable=False),  # sum of the four figures, in percent, that no day changes
    Column("detail", Text, nullable=False),  # JSON: contradictions, fields to begin with
)

#: Files that must be looked at anew.
quality_todo = Table(
    "quality_todo",
    metadata,
    Column("rid", Integer, primary_key=True),
    Column("mark", Integer, nullable=False),  # drawn anew at each change, so that none is lost while working
)

#: How the files stood month by month.
quality_month = Table(
    "quality_month",
    metadata,
    Column("month", Text, primary_key=True),
    Column("salesperson", Text, primary_key=True),
    *(Column(name, Integer, nullable=False) for name in SUMS),
)
