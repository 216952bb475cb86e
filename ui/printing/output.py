"""Putting a document out: written down in the audit log first, then as PDF or on a printer, page by page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from desktop_crm.bootstrap import Application
from desktop_crm.errors import ExchangeError
from ui.printing.compose import Request, Tell, compose, grade_for
from ui.printing.pdf import print_sheets, write_sheets
from ui.printing.plan import Changed, Plan

#: A document whose customers change while it is drawn is laid out anew so many times.
_ATTEMPTS = 3


def save_pdf(app: Application, request: Request, path: Path, tell: Tell = lambda done, total: None) -> Plan:
    """Write a document as PDF and return its plan; errors as in :func:`compose` and :func:`write_sheets`."""

    def write(plan: Plan) -> int:
        return write_sheets(path, plan.stream(tell), plan.title, plan.bookmarks())

    return _put_out(app, request, tell, write, "pdf")


def print_document(
    app: Application, request: Request, printer: QPrinter, tell: Tell = lambda done, total: None
) -> Plan:
    """Print a document and return its plan; errors as in :func:`compose` and :func:`print_sheets`."""
    return _put_out(app, request, tell, lambda plan: print_sheets(printer, plan.stream(tell)), "printer")


def _put_out(app: Application, request: Request, tell: Tell, put: Callable[[Plan], int], where: str) -> Plan:
    noted = False
    for _ in range(_ATTEMPTS):
        plan = compose(app, request, tell)
        if not noted:  # before anything leaves the program
            write_down(app, request, plan, where)
            noted = True
        try:
            put(plan)
        except Changed:
            continue
        return plan
    raise ExchangeError("changing")


def write_down(app: Application, request: Request, plan: Plan, where: str) -> None:
    """Note in the audit log what is printed: what and how much, never the values.

    Raises RecordRefused where sensitive values are to be shown of customers whose values this person may not see.
    """
    detail: dict[str, object] = {
        "document": request.document,
        "customers": plan.customers,
        "pages": len(plan) * plan.copies,
        "copies": plan.copies,
        "grade": grade_for(request).code,
        "masked": not request.reveal,
        "where": where,
    }
    if plan.customers == 1:
        detail["customer"] = app.queries.ids([request.rids[0]])[0]
    if request.reveal:
        app.revealing.give_out("print", request.rids, detail, request.reason)
    else:
        app.write_audit("print", **detail)
