"""All scenes, in the order in which they are played."""

from __future__ import annotations

from ui.screenshots import (
    added_scenes,
    attachment_scenes,
    bulk_scenes,
    campaign_scenes,
    claim_scenes,
    class_scenes,
    customer_scenes,
    dialog_scenes,
    duplicate_scenes,
    form_scenes,
    lock_scenes,
    merge_scenes,
    office_scenes,
    quality_scenes,
    record_scenes,
    sync_scenes,
    update_scenes,
    view_scenes,
    window_scenes,
)
from ui.screenshots.scene import Scene

SCENES: tuple[Scene, ...] = (
    *window_scenes.SCENES,
    *customer_scenes.SCENES,
    *attachment_scenes.SCENES,
    *class_scenes.SCENES,
    *view_scenes.SCENES,
    *quality_scenes.SCENES,
    *form_scenes.SCENES,
    *record_scenes.SCENES,
    *duplicate_scenes.SCENES,
    *dialog_scenes.SCENES,
    *sync_scenes.SCENES,
    *update_scenes.SCENES,
    *office_scenes.SCENES,
    *lock_scenes.SCENES,
    *merge_scenes.SCENES,
    *bulk_scenes.SCENES,
    *claim_scenes.SCENES,
    *campaign_scenes.SCENES,
    *added_scenes.SCENES,
)
