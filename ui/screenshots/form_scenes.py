"""Scenes of the customer information table on the screen."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.values import Json
from desktop_crm.services.drafts import NEW, DraftService
from ui.forms.customer_form import CustomerEditor
from ui.screenshots.data import FULL, LONG, LONG_ORGANISATION
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage

_KEY = f"{NEW}picture"
_WRONG: Mapping[str, Json] = {
    "full_name": "周",
    "mobile_phone": "1380013800",
    "id_type": "resident_id",
    "id_number": "110105194912310021",
    "email": "zhou@example",
    "postal_code": "31200",
    "age_stated": "abc",
    "landline_phone": "0575-8000",
}


def _keep_draft(stage: Stage, values: Mapping[str, Json]) -> None:
    app = stage.window().context.app
    DraftService(app.store, app.clock).put(_KEY, {"kind": "individual", "values": dict(values), "grid": []})


def _editor(stage: Stage, name: str) -> CustomerEditor:
    customer = stage.customer(name)
    return stage.window().editing.open(customer)


def _new(stage: Stage) -> None:
    stage.window().editing.open(None)


def _new_organisation(stage: Stage) -> None:
    stage.window().editing.open(None).kinds.choose(FormKind.ORGANISATION.value)


def _full(stage: Stage) -> None:
    _editor(stage, str(FULL["full_name"]))


def _end(stage: Stage) -> None:
    editor = _editor(stage, str(FULL["full_name"]))
    stage.settle()
    remarks = editor.pages[0].cell_at("remarks")
    if remarks is not None:
        editor.bring_into_view(remarks.editor)


def _more(stage: Stage) -> None:
    editor = _editor(stage, str(FULL["full_name"]))
    editor.tab_bar.setCurrentIndex(1)


def _business(stage: Stage) -> None:
    editor = _editor(stage, str(LONG_ORGANISATION["org_name"]))
    editor.tab_bar.setCurrentIndex(2)


def _long(stage: Stage) -> None:
    _editor(stage, str(LONG["full_name"]))


def _long_organisation(stage: Stage) -> None:
    _editor(stage, str(LONG_ORGANISATION["org_name"]))


def _wrong(stage: Stage) -> CustomerEditor:
    _keep_draft(stage, _WRONG)
    editor = stage.window().editing.open(None, draft_key=_KEY)
    editor.check_now()
    editor.next_error()
    return editor


def _draft(stage: Stage) -> None:
    _keep_draft(stage, {"full_name": "周志远", "mobile_phone": "13800138000"})
    stage.window().editing.open(None)


def _leaving(stage: Stage) -> None:
    _wrong(stage).cancel()


def _field_history(stage: Stage) -> None:
    editor = _editor(stage, str(FULL["full_name"]))
    stage.settle()
    phone = editor.pages[0].cell_at("mobile_phone")
    if phone is not None:
        phone.editor.take_focus()
    editor.show_field_history()


SCENES = (
    Scene("editor-new", _new),
    Scene("editor-new-organisation", _new_organisation),
    Scene("editor-full", _full),
    Scene("editor-end", _end),
    Scene("editor-more", _more),
    Scene("editor-errors", _wrong),
    Scene("editor-long-names", _long),
    Scene("editor-organisation", _long_organisation),
    Scene("editor-business", _business),
    Scene("editor-draft", _draft),
    Scene("editor-leaving", _leaving),
    Scene("editor-field-history", _field_history),
)
