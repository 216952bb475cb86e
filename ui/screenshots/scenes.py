"""All scenes, in the order in which they are played."""

from __future__ import annotations

from ui.screenshots import dialog_scenes, form_scenes, lock_scenes, sync_scenes, window_scenes
from ui.screenshots.scene import Scene

SCENES: tuple[Scene, ...] = (
    *window_scenes.SCENES,
    *form_scenes.SCENES,
    *dialog_scenes.SCENES,
    *sync_scenes.SCENES,
    *lock_scenes.SCENES,
)
