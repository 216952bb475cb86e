"""Scenes of attachments: on the card, where contents are, empty, a picture and a PDF opened."""

from __future__ import annotations

from dataclasses import replace

from desktop_crm.queries.attachments import Attachment, Place
from ui.attachments.panel import AttachmentsPanel
from ui.attachments.preview import PreviewDialog
from ui.attachments.words import PDF
from ui.screenshots.data import FULL, LONG
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage

#: Where the contents of the second scene are, with how many percent have come, from the top.
_PLACES = ((Place.SENDING, 62), (Place.ARRIVING, 24), (Place.WAITING, 0), (Place.COLLEAGUE, 0))


def _panel(stage: Stage, name: str) -> AttachmentsPanel:
    window = stage.window()
    wanted = stage.customer(name)
    window.show_customer(wanted)
    stage.wait(lambda: (card := window.customers.card.card) is not None and card.id == wanted)
    window.customers.card.show_tab("attachments")
    stage.settle()
    return window.customers.card.attachments()


def _listed(stage: Stage) -> AttachmentsPanel:
    panel = _panel(stage, str(FULL["full_name"]))
    stage.wait(lambda: panel.model.rowCount() > 0 and not panel.model.without_picture())
    return panel


def _chosen(stage: Stage) -> None:
    panel = _listed(stage)
    panel.view.choose_row(panel.model.rows()[-1].id)


def _on_their_way(stage: Stage) -> None:
    panel = _listed(stage)
    rows = panel.model.rows()
    panel.model.show_rows(
        [replace(one, place=place, percent=percent) for one, (place, percent) in zip(rows, _PLACES, strict=False)]
    )


def _empty(stage: Stage) -> None:
    _panel(stage, str(LONG["full_name"]))


def _opened(stage: Stage, kind: str) -> PreviewDialog:
    panel = _listed(stage)
    one: Attachment = next(row for row in panel.model.rows() if row.media_type == kind)
    panel.doing.open(one)
    stage.settle()
    found = stage.window().findChildren(PreviewDialog)
    return found[-1]


def _picture(stage: Stage) -> None:
    _opened(stage, "image/png")


def _pdf(stage: Stage) -> None:
    _opened(stage, PDF).show_page(1)


SCENES = (
    Scene("attachments", _chosen),
    Scene("attachments-on-their-way", _on_their_way),
    Scene("attachments-empty", _empty),
    Scene("attachment-picture", _picture),
    Scene("attachment-pdf", _pdf),
)
