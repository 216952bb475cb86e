"""The printed customer information table: PDF files, and their pages as pictures."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QImage

from desktop_crm.bootstrap import Application
from desktop_crm.queries.customers import CustomerCard
from ui.printing import form_data, write_pdf
from ui.screenshots.data import FILLED, FULL, LONG_ORGANISATION, LONG_REMARKS, TODAY, open_profile

_DPI = 110


def draw_papers(profiles: Path, target: Path) -> list[str]:
    """Print an individual, an organisation and one with long remarks, in both languages; return the pictures."""
    app = open_profile(profiles / FILLED)
    try:
        return [name for made in _cards(app) for name in _print(app, *made, target)]
    finally:
        app.close()


def _cards(app: Application) -> Iterator[tuple[str, CustomerCard]]:
    for name, wanted in (("individual", FULL["full_name"]), ("organisation", LONG_ORGANISATION["org_name"])):
        row = next(row for row in app.queries.find(str(wanted)) if row.values["display_name"] == wanted)
        yield name, app.queries.card(row.id)
    long = app.customers.create({**FULL, "full_name": "周志远", "mobile_phone": "", "remarks": LONG_REMARKS})
    yield "long-remarks", app.queries.card(long.id)


def _print(app: Application, name: str, card: CustomerCard, target: Path) -> Iterator[str]:
    # Only the developers' environment has it; the product needs no reader of PDF files.
    pdfium = importlib.import_module("pypdfium2")
    for language in ("zh", "en"):
        path = target / f"paper-{name}.{language}.pdf"
        write_pdf(path, [form_data(card, app.facts()["issuer_name"], today=TODAY)], language)
        document = pdfium.PdfDocument(str(path))
        for number in range(len(document)):
            picture = target / f"paper-{name}.{language}.{number + 1}.png"
            bitmap = document[number].render(scale=_DPI / 72, prefer_bgrx=True)
            size, stride = (bitmap.width, bitmap.height), bitmap.stride
            if not QImage(bytes(bitmap.buffer), *size, stride, QImage.Format.Format_RGB32).save(str(picture)):
                raise OSError(picture)
            yield picture.name
        document.close()
