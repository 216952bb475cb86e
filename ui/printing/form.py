"""The customer information table on paper (domain contract §1.2, §1.3), laid out from the declarations.

Twelve columns beside a narrow one with vertical headings; a label takes two columns. Rows grow with their
text; grid and remarks run on to further pages, each with the title, the header and its page number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from desktop_crm.domain.fields import CUSTOM_TAB, Field, FieldType
from desktop_crm.domain.fields import Cell as Place
from desktop_crm.domain.records import CUSTOMER, GRID
from ui.printing.content import FormData, cell_text, value_text, word
from ui.printing.flow import (
    CENTRE,
    CENTRED_VALUE,
    HEAD,
    LABEL,
    LABEL_COLUMNS,
    LEFT_VALUE,
    RIGHT,
    SMALL,
    TITLE,
    Cell,
    Flow,
    Row,
)
from ui.printing.page import PORTRAIT, Page
from ui.printing.sheet import HAIR, PADDING, Box, Sheet, Style, advance, broken, line_height

#: Header line of every printed form (domain contract §1.0, rule 5).
HEADER = ("customer_no", "signed_by", "form_date")

# Millimetres: below the upper margin, and heights.
HEADER_Y, TABLE_Y = 16.0, 24.5
ROW, GRID_ROW = 11.0, 10.0
CODE = 14.0
SIGNATURE = 14.0
REMARKS, REMARKS_LEAST = 62.0, 24.0
GRID_ROWS, BLANK_GRID_ROWS = 4, 5
TALLEST_ROW = 150.0

REMARK_SIZES = (10.5, 10.0, 9.5, 9.0)


def form_sheets(form: FormData, language: str = "zh", page: Page = PORTRAIT) -> list[Sheet]:
    """Lay one form out with page numbers: at least one sheet, as many as grid and remarks need."""
    sheets = form_pages(form, language, page)
    for number, sheet in enumerate(sheets, 1):
        sheet.text(page.foot(0), form.footer, SMALL)
        text = word("page", language, page=number, pages=len(sheets))
        sheet.text(page.foot(1), text, replace(SMALL, align=CENTRE))
    return sheets


def form_pages(form: FormData, language: str = "zh", page: Page = PORTRAIT) -> list[Sheet]:
    """Lay one form out; the footers stay empty."""
    flow = Flow(page, partial(_top, page=page, form=form, language=language), foot=SIGNATURE)
    flow.turn()
    flow.section(word("basic", language), None, _basic_rows(flow, form, language))
    head, rows = _grid_rows(flow, form, language)
    flow.section(word(GRID[form.kind].name, language), head, rows)
    flow.section(word("added", language), None, _added_rows(flow, form, language))
    for declared in CUSTOMER.on_paper(form.kind):
        if declared.type is FieldType.LONG_TEXT:
            _remarks(flow, declared.label(language, form.kind), cell_text(form, declared, language))
    flow.close()
    _signature(flow, language)
    return flow.sheets


def form_title(form: FormData, language: str) -> str:
    """Return the title of the form with the issuing company's name."""
    return word("title", language, issuer=form.issuer).strip()


def draw_head(
    sheet: Sheet, page: Page, title: str, code: str, items: Sequence[tuple[str, str]], language: str
) -> float:
    """Draw the head of a form: title, QR code of the number, the header line of (label, value).

    An empty value becomes a line to write on. Returns where the table begins.
    """
    sheet.text(Box(page.left + 18, page.top, page.room - 36, 12), title, TITLE)
    if code:
        sheet.code(Box(page.left + page.room - CODE, page.top - 3, CODE, CODE), code)
    third = page.room / len(items)
    for place, (label, value) in enumerate(items):
        box = Box(page.left + place * third, page.top + HEADER_Y, third, 7)
        label += word("colon", language)
        if value:
            align = (Style().align, CENTRE, RIGHT)[place]
            sheet.text(box, label + value, Style(10.5, 7, align=align, padding=0.2))
        else:
            _fill_in(sheet, Box(box.x + place * 4, box.y, third - 8, 7), label)
    return page.top + TABLE_Y


def header_items(form: FormData, names: Sequence[str], language: str) -> list[tuple[str, str]]:
    """Return label and text of customer fields for the header line; a date that is missing leaves room for one."""
    items = []
    for name in names:
        declared = CUSTOMER[name]
        value = value_text(declared, form.values.get(name), language)
        if not value and declared.type is FieldType.DATE:
            value = word("blank_date", language)
        items.append((declared.label(language, form.kind), value))
    return items


def _top(sheet: Sheet, *, page: Page, form: FormData, language: str) -> float:
    code = str(form.values.get("customer_no") or "")
    return draw_head(sheet, page, form_title(form, language), code, header_items(form, HEADER, language), language)


def _basic_rows(flow: Flow, form: FormData, language: str) -> Iterator[Row]:
    """Rows of labels and values, from the declared print cells."""
    placed = [f for f in CUSTOMER.on_paper(form.kind) if f.cells and f.type is not FieldType.LONG_TEXT]
    for _, fields in groupby(placed, key=lambda declared: (declared.cells or {})[form.kind].row):
        cells = (
            cell
            for declared in fields
            for cell in pair(
                flow,
                (declared.cells or {})[form.kind],
                declared.label(language, form.kind),
                cell_text(form, declared, language),
            )
        )
        yield Row(tuple(cells), ROW, TALLEST_ROW)


def _added_rows(flow: Flow, form: FormData, language: str) -> Iterator[Row]:
    """What the company added: two to a row, in line with the table above; long texts take a row of their own.

    A card shows the fields of its own version, empty ones too, and what else it holds.
    """
    kind = form.kind
    fields = [one for one in form.record.on_tab(kind, CUSTOM_TAB) if one.printed_below and _stands(one, form)]
    waiting: list[Cell] = []
    for declared in fields:
        wide = declared.type is FieldType.LONG_TEXT
        if waiting and wide:
            yield _ended(flow, waiting)
            waiting = []
        place = Place(0, 6 if waiting else 0, 12 if wide else 6)
        waiting += pair(flow, place, declared.label(language, kind), cell_text(form, declared, language))
        if wide or place.column:
            yield Row(tuple(waiting), ROW, TALLEST_ROW)
            waiting = []
    if waiting:
        yield _ended(flow, waiting)


def _stands(declared: Field, form: FormData) -> bool:
    if form.values.get(declared.id) not in (None, "", ()):
        return True
    return not declared.offered and (form.blank or declared.visible is None or declared.visible(form.values))


def _ended(flow: Flow, cells: Sequence[Cell]) -> Row:
    """A row of one pair: its other half stays empty."""
    return Row((*cells, Cell(6 * flow.column, 6 * flow.column, "", LEFT_VALUE)), ROW, TALLEST_ROW)


def pair(flow: Flow, place: Place, label: str, value: str) -> Iterator[Cell]:
    """Label and value of one field; short cells stand centred, long ones flush left."""
    unit = flow.column
    yield Cell(place.column * unit, LABEL_COLUMNS * unit, label, LABEL, filled=True)
    span = place.span - LABEL_COLUMNS
    style = CENTRED_VALUE if span <= LABEL_COLUMNS else LEFT_VALUE
    yield Cell((place.column + LABEL_COLUMNS) * unit, span * unit, value, style)


def _grid_rows(flow: Flow, form: FormData, language: str) -> tuple[Row, list[Row]]:
    """Head row and rows of the grid; some stay empty for handwriting."""
    record, unit = GRID[form.kind], flow.column
    places = [(declared, declared.cells[form.kind]) for declared in record.on_paper(form.kind) if declared.cells]

    def cells(texts: Iterator[str], style: Style, *, filled: bool = False) -> tuple[Cell, ...]:
        return tuple(
            Cell(place.column * unit, place.span * unit, text, style, filled)
            for (_, place), text in zip(places, texts, strict=True)
        )

    head = cells((declared.label(language, form.kind) for declared, _ in places), HEAD, filled=True)
    least = BLANK_GRID_ROWS if form.blank else GRID_ROWS
    stored = [*form.grid, *({} for _ in range(least - len(form.grid)))]
    rows = [
        Row(
            cells((value_text(declared, row.get(declared.id), language) for declared, _ in places), CENTRED_VALUE),
            GRID_ROW,
            TALLEST_ROW,
        )
        for row in stored
    ]
    return Row(head, GRID_ROW, TALLEST_ROW), rows


def _remarks(flow: Flow, title: str, text: str) -> None:
    """Place the remarks: shrunk to the room that is left, or running on to further pages."""
    if flow.room < REMARKS_LEAST:
        flow.turn()
    width = flow.width - 2 * LEFT_VALUE.padding
    flow.remarks(title, *_remark_lines(text, width, flow.room - 2 * PADDING), REMARKS)


def _remark_lines(text: str, width: float, height: float) -> tuple[float, list[str]]:
    for size in REMARK_SIZES:
        lines = broken(text, width, size)
        if len(lines) * line_height(size) <= height:
            return size, lines
    return REMARK_SIZES[1], broken(text, width, REMARK_SIZES[1])


def _fill_in(sheet: Sheet, box: Box, label: str) -> None:
    """A label and a line to write on, as wide as ``box``."""
    style = Style(10.5, 7, padding=0.2)
    sheet.text(box, label, style)
    start = box.x + advance(label, 10.5) + 0.5
    sheet.rules.append(Box(start, box.bottom - 1, box.right - start, HAIR))


def _signature(flow: Flow, language: str) -> None:
    """Lines for the customer's signature and the day, flush right below the table."""
    colon, right, y = word("colon", language), flow.page.left + flow.page.room, flow.y + 5
    _fill_in(flow.sheet, Box(right - 114, y, 68, 7), word("signature", language) + colon)
    _fill_in(flow.sheet, Box(right - 42, y, 42, 7), word("signature_date", language) + colon)
