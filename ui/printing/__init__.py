"""Print and PDF of the customer information table and of lists.

All functions need a Qt application; :func:`ensure_gui` makes one where there is no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from ui.printing.content import FormData, PrintableCard, blank_form, form_data
from ui.printing.form import form_sheets, form_title
from ui.printing.pdf import ensure_gui, print_sheets, render_sheet, write_sheets
from ui.printing.register import Column, list_sheets
from ui.printing.sheet import Sheet

__all__ = [
    "Column",
    "FormData",
    "PrintableCard",
    "Sheet",
    "blank_form",
    "ensure_gui",
    "form_data",
    "form_sheets",
    "list_sheets",
    "print_sheets",
    "print_with",
    "render_image",
    "render_sheet",
    "sheets_of",
    "write_list_pdf",
    "write_pdf",
    "write_sheets",
]


def sheets_of(forms: Iterable[FormData], language: str = "zh") -> Iterator[Sheet]:
    """Lay out one form after the other; each begins on a new page and counts its own pages."""
    for form in forms:
        yield from form_sheets(form, language)


def write_pdf(path: Path, forms: Sequence[FormData], language: str = "zh") -> int:
    """Write the forms as one PDF and return the number of pages; errors as in :func:`write_sheets`."""
    ensure_gui()
    title = form_title(forms[0], language) if forms else ""
    return write_sheets(path, sheets_of(forms, language), title)


def write_list_pdf(
    path: Path, title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], language: str = "zh"
) -> int:
    """Write a list as a landscape table and return the number of pages; errors as in :func:`write_sheets`."""
    ensure_gui()
    return write_sheets(path, list_sheets(title, columns, rows, language), title)


def render_image(form: FormData, dpi: float, page: int = 0, language: str = "zh") -> QImage:
    """Return one page of a form as a picture; IndexError when it has no such page."""
    ensure_gui()
    return render_sheet(form_sheets(form, language)[page], dpi)


def print_with(printer: QPrinter, forms: Sequence[FormData], language: str = "zh") -> int:
    """Print the forms and return the number of pages; errors as in :func:`print_sheets`."""
    return print_sheets(printer, sheets_of(forms, language))
