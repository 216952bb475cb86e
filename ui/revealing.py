"""Masked values are uncovered here, for every page alike: by right, for a purpose where it is asked for, and noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_crm.domain.revealing import Right
from desktop_crm.errors import CrmError, RecordRefused
from ui.context import Context
from ui.errors import describe


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants to see masked values of ``owner``: ``what`` names them for the log, a line each."""

    owner: QWidget
    uncover: Callable[[], object]
    what: Sequence[dict[str, object]] = ()


def reveal(context: Context, customers: Sequence[str], wish: Wish) -> None:
    """Uncover what is wished for; ask for the purpose first where the customers are a colleague's, or say why not."""
    if context.app.revealing.right(customers) is not Right.PURPOSE:
        _grant(context, customers, wish, "")
        return
    from ui.dialogs.purpose import PurposeDialog

    dialog = PurposeDialog(wish.owner.window())
    dialog.given.connect(lambda purpose: _grant(context, customers, wish, purpose))
    dialog.open()


def _grant(context: Context, customers: Sequence[str], wish: Wish, purpose: str) -> None:
    if not isValid(wish.owner):
        return  # the page went on meanwhile
    try:
        context.app.revealing.reveal(customers, *wish.what, purpose=purpose)
    except RecordRefused as error:
        _refuse(context, wish.owner.window(), error)
    else:
        wish.uncover()


def _refuse(context: Context, window: QWidget, error: CrmError) -> None:
    from ui.dialogs._frame import Dialog

    words = describe(error)
    text = f"{words.what}{words.todo}"
    if isinstance(window, Dialog):
        window.say(text, "warning")  # a message of the main window would lie behind
    else:
        context.notify(text, kind="warning")
