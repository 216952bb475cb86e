"""Identity of a parameter of the organisation."""

from __future__ import annotations

import uuid

_ROWS = uuid.UUID("0e0a4b62-6f3c-5c39-8f52-d1b7c3b1a9e4")


def parameter_id(kind: str, name: str) -> str:
    """Return the id of the row of a parameter: two administrators who set it offline write one row."""
    return str(uuid.uuid5(_ROWS, f"{kind}\0{name}"))
