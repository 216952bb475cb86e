"""What the merge says of one operation."""

from __future__ import annotations

from dataclasses import dataclass, field

from sync.protocol import Outcome, Why


@dataclass(slots=True)
class Verdict:
    """What became of one operation."""

    outcome: Outcome
    lost: list[str] = field(default_factory=list)
    inbox: str | None = None
    why: Why | None = None
    proposed: bool = False  # set aside, and laid before whoever sees the card now
