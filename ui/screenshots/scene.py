"""What a scene is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.screenshots.stage import Stage


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: ``name`` is its file name, ``build`` sets it up on a clear stage."""

    name: str
    build: Callable[[Stage], object]
