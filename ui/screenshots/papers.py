"""The documents on paper: PDF files, and their pages as pictures."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QImage

from desktop_crm.bootstrap import Application
from desktop_crm.domain.documents import DOCUMENTS, About, Document
from desktop_crm.queries.customers import ListFilter, Order
from ui.i18n import languages
from ui.printing.compose import Request, compose, usual_setup
from ui.printing.pdf import write_sheets
from ui.printing.plan import Plan
from ui.printing.post import Sender
from ui.screenshots.data import FILLED, FULL, LONG_ORGANISATION, LONG_REMARKS, open_profile

_DPI = 110
#: Pages of one document that become pictures; a register has many of the same kind.
_MOST_PAGES = 6
_SENDER = Sender("绍兴示例贸易有限公司", "浙江省绍兴市柯桥区群贤路 200 号", "312030")
_LANGUAGES = {"zh": "zh_CN", "en": "en_US"}


def draw_papers(profiles: Path, target: Path) -> list[str]:
    """Print every document in both languages; return the pictures.

    Forms of one customer: an individual with a full file, an organisation, and one with long remarks.
    """
    app = open_profile(profiles / FILLED)
    before = languages.code
    try:
        long = app.customers.create({**FULL, "full_name": "周志远", "mobile_phone": "", "remarks": LONG_REMARKS})
        names = (("individual", str(FULL["full_name"])), ("organisation", str(LONG_ORGANISATION["org_name"])))
        who = {name: _rid(app, wanted) for name, wanted in names} | {"long-remarks": app.queries.card(long.id).rid}
        return [name for language in _LANGUAGES for name in _in_language(app, who, language, target)]
    finally:
        languages.install(before)
        app.close()


def _rid(app: Application, name: str) -> int:
    return next(row.rid for row in app.queries.find(name) if row.values["display_name"] == name)


def _in_language(app: Application, who: dict[str, int], language: str, target: Path) -> Iterator[str]:
    languages.install(_LANGUAGES[language])
    for document in DOCUMENTS:
        for suffix, rids in _whom(app, document, who):
            request = Request(document.id, rids, language, usual_setup(document), copies=1, sender=_SENDER)
            yield from _draw(compose(app, request), target / f"paper-{document.id}{suffix}.{language}.pdf", target)


def _whom(app: Application, document: Document, who: dict[str, int]) -> Iterator[tuple[str, list[int]]]:
    if document.about is About.ALL or document.id == "labels":
        yield "", list(app.queries.all_rids(ListFilter(), Order())[:60])
    elif document.id == "envelopes":
        yield "", [who["individual"], who["organisation"]]
    else:
        for name, rid in who.items():
            if name != "long-remarks" or document.id == "form":
                yield f"-{name}", [rid]


def _draw(plan: Plan, path: Path, target: Path) -> Iterator[str]:
    # Drawn from the file, not from the sheets: this is what people will see.
    pdfium = importlib.import_module("pypdfium2")
    write_sheets(path, plan.stream(), plan.title, plan.bookmarks())
    document = pdfium.PdfDocument(str(path))
    for number in range(min(len(document), _MOST_PAGES)):
        picture = target / f"{path.stem}.{number + 1}.png"
        bitmap = document[number].render(scale=_DPI / 72, prefer_bgrx=True)
        size, stride = (bitmap.width, bitmap.height), bitmap.stride
        if not QImage(bytes(bitmap.buffer), *size, stride, QImage.Format.Format_RGB32).save(str(picture)):
            raise OSError(picture)
        yield picture.name
    document.close()
