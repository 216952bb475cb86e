"""The customer information table on paper (domain contract §1.2, §1.3), laid out from the declarations.

Twelve columns beside a narrow one with vertical headings; a label takes two columns. Rows grow with their
text; grid and remarks run on to further pages, each with the title, the header and its page number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from PySide6.QtCore import Qt

from desktop_crm.domain.fields import Field, FieldType
from desktop_crm.domain.records import CUSTOMER, GRID
from ui.printing.content import FormData, cell_text, value_text, word
from ui.printing.sheet import FRAME, HAIR, PADDING, Box, Sheet, Style, advance, broken, height_of, line_height

#: Header line of every printed form (domain contract §1.0, rule 5).
HEADER = ("customer_no", "signed_by", "form_date")

# Millimetres.
LEFT, WIDTH = 15.0, 180.0
SECTION = 12.0
COLUMN = (WIDTH - SECTION) / 12
BODY = LEFT + SECTION
LABEL_COLUMNS = 2
TITLE_Y, HEADER_Y, TABLE_Y, TABLE_END, FOOTER_Y = 17.0, 33.0, 41.5, 266.0, 284.0
ROW, GRID_ROW = 11.0, 10.0
CODE = 14.0
REMARKS, REMARKS_LEAST = 62.0, 24.0
GRID_ROWS, BLANK_GRID_ROWS = 4, 5
TALLEST_ROW = 150.0

CENTRE, RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
TITLE = Style(19, 11, bold=True, align=CENTRE)
LABEL = Style(10.5, 7, align=CENTRE, padding=1)
HEAD = Style(10.5, 7, bold=True, align=CENTRE, padding=1)
LEFT_VALUE = Style(10.5, 8, padding=2)
CENTRED_VALUE = Style(10.5, 8, align=CENTRE)
REMARK_SIZES = (10.5, 10.0, 9.5, 9.0)
SMALL = Style(8.5, 6, padding=0)


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    span: int
    text: str
    style: Style
    filled: bool = False

    @property
    def width(self) -> float:
        return self.span * COLUMN


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[_Cell, ...]
    least: float

    @property
    def height(self) -> float:
        needed = max(height_of(cell.text, cell.width, cell.style) for cell in self.cells)
        return min(TALLEST_ROW, max(self.least, needed + 3))


@dataclass(slots=True)
class _Flow:
    """The sheets of one form while they fill: ``y`` is where the next row goes."""

    form: FormData
    language: str
    sheets: list[Sheet] = field(default_factory=list)
    y: float = TABLE_END

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def room(self) -> float:
        return TABLE_END - self.y

    def turn(self) -> None:
        """Close the table on this page and begin the next."""
        self.close()
        self.sheets.append(Sheet())
        _top(self.sheet, self.form, self.language)
        self.y = TABLE_Y

    def close(self) -> None:
        """Rule the thick frame round what stands on the page."""
        if self.sheets and self.y > TABLE_Y:
            self.sheet.frame(Box(LEFT, TABLE_Y, WIDTH, self.y - TABLE_Y), FRAME)

    def section(self, title: str, head: _Row | None, rows: Sequence[_Row]) -> None:
        """Place rows under a vertical heading; on a new page heading and head row come again."""
        start: float | None = None
        for row in rows:
            needed = row.height + (head.height if head and start is None else 0)
            if needed > self.room:
                self._end_section(title, start)
                self.turn()
                start = None
            if start is None:
                start = self.y
                if head:
                    self._row(head)
            self._row(row)
        self._end_section(title, start)

    def _row(self, row: _Row) -> None:
        height = row.height
        for cell in row.cells:
            box = Box(BODY + cell.column * COLUMN, self.y, cell.width, height)
            self.sheet.cell(box, cell.text, cell.style, filled=cell.filled)
        self.y += height

    def _end_section(self, title: str, start: float | None) -> None:
        if start is not None:
            self.sheet.heading(Box(LEFT, start, SECTION, self.y - start), title)

    def remarks(self, title: str, text: str) -> None:
        """Place the remarks: shrunk to the room that is left, or running on to further pages."""
        if self.room < REMARKS_LEAST:
            self.turn()
        width = WIDTH - SECTION - 2 * LEFT_VALUE.padding
        size, lines = _remark_lines(text, width, self.room - 2 * PADDING)
        while True:
            count = max(1, int((self.room - 2 * PADDING) / line_height(size)))
            part, lines = lines[:count], lines[count:]
            height = self.room if lines else max(min(REMARKS, self.room), len(part) * line_height(size) + 2 * PADDING)
            box = Box(BODY, self.y, WIDTH - SECTION, height)
            self.sheet.cell(box)
            self.sheet.place(box, size, part, replace(LEFT_VALUE, top=True))
            self.sheet.heading(Box(LEFT, self.y, SECTION, height), title)
            self.y += height
            if not lines:
                return
            self.turn()


def form_sheets(form: FormData, language: str = "zh") -> list[Sheet]:
    """Lay one form out: at least one sheet, as many as grid and remarks need."""
    flow = _Flow(form, language)
    flow.turn()
    flow.section(word("basic", language), None, list(_basic_rows(form, language)))
    head, rows = _grid_rows(form, language)
    flow.section(word(GRID[form.kind].name, language), head, rows)
    for declared in CUSTOMER.on_paper(form.kind):
        if declared.type is FieldType.LONG_TEXT:
            flow.remarks(declared.label(language, form.kind), cell_text(form, declared, language))
    flow.close()
    _signature(flow.sheet, flow.y + 5, language)
    for number, sheet in enumerate(flow.sheets, 1):
        _footer(sheet, form, word("page", language, page=number, pages=len(flow.sheets)))
    return flow.sheets


def form_title(form: FormData, language: str) -> str:
    """Return the title of the form with the issuing company's name."""
    return word("title", language, issuer=form.issuer).strip()


def _basic_rows(form: FormData, language: str) -> Iterator[_Row]:
    """Rows of labels and values, from the declared print cells."""
    placed = [f for f in CUSTOMER.on_paper(form.kind) if f.cells and f.type is not FieldType.LONG_TEXT]
    for _, fields in groupby(placed, key=lambda declared: (declared.cells or {})[form.kind].row):
        yield _Row(tuple(cell for declared in fields for cell in _pair(form, declared, language)), ROW)


def _pair(form: FormData, declared: Field, language: str) -> Iterator[_Cell]:
    """Label and value of one field; short cells stand centred, long ones flush left."""
    cell = (declared.cells or {})[form.kind]
    yield _Cell(cell.column, LABEL_COLUMNS, declared.label(language, form.kind), LABEL, filled=True)
    span = cell.span - LABEL_COLUMNS
    style = CENTRED_VALUE if span <= LABEL_COLUMNS else LEFT_VALUE
    yield _Cell(cell.column + LABEL_COLUMNS, span, cell_text(form, declared, language), style)


def _grid_rows(form: FormData, language: str) -> tuple[_Row, list[_Row]]:
    """Head row and rows of the grid; some stay empty for handwriting."""
    record = GRID[form.kind]
    places = [(declared, declared.cells[form.kind]) for declared in record.on_paper(form.kind) if declared.cells]
    head = tuple(_Cell(c.column, c.span, f.label(language, form.kind), HEAD, filled=True) for f, c in places)
    least = BLANK_GRID_ROWS if form.blank else GRID_ROWS
    stored = [*form.grid, *({} for _ in range(least - len(form.grid)))]
    rows = [
        _Row(
            tuple(_Cell(c.column, c.span, value_text(f, row.get(f.id), language), CENTRED_VALUE) for f, c in places),
            GRID_ROW,
        )
        for row in stored
    ]
    return _Row(head, GRID_ROW), rows


def _remark_lines(text: str, width: float, height: float) -> tuple[float, list[str]]:
    for size in REMARK_SIZES:
        lines = broken(text, width, size)
        if len(lines) * line_height(size) <= height:
            return size, lines
    return REMARK_SIZES[1], broken(text, width, REMARK_SIZES[1])


def _top(sheet: Sheet, form: FormData, language: str) -> None:
    """Title, QR code of the number, and the header line."""
    sheet.text(Box(LEFT + 18, TITLE_Y, WIDTH - 36, 12), form_title(form, language), TITLE)
    number = form.values.get("customer_no")
    if number:
        sheet.code(Box(LEFT + WIDTH - CODE, TITLE_Y - 3, CODE, CODE), str(number))
    third = WIDTH / 3
    for place, field_id in enumerate(HEADER):
        declared = CUSTOMER[field_id]
        label = declared.label(language, form.kind) + word("colon", language)
        value = value_text(declared, form.values.get(field_id), language)
        if not value and declared.type is FieldType.DATE:
            value = word("blank_date", language)
        box = Box(LEFT + place * third, HEADER_Y, third, 7)
        if value:
            align = (Qt.AlignmentFlag.AlignLeft, CENTRE, RIGHT)[place]
            sheet.text(box, label + value, Style(10.5, 7, align=align, padding=0.2))
        else:
            _fill_in(sheet, Box(box.x + place * 4, box.y, third - 8, 7), label)


def _fill_in(sheet: Sheet, box: Box, label: str) -> None:
    """A label and a line to write on, as wide as ``box``."""
    style = Style(10.5, 7, padding=0.2)
    sheet.text(box, label, style)
    start = box.x + advance(label, 10.5) + 0.5
    sheet.rules.append(Box(start, box.bottom - 1, box.right - start, HAIR))


def _signature(sheet: Sheet, y: float, language: str) -> None:
    colon = word("colon", language)
    _fill_in(sheet, Box(LEFT + 66, y, 68, 7), word("signature", language) + colon)
    _fill_in(sheet, Box(LEFT + 138, y, 42, 7), word("signature_date", language) + colon)


def _footer(sheet: Sheet, form: FormData, page: str) -> None:
    sheet.text(Box(LEFT, FOOTER_Y, 60, 5), form.footer, SMALL)
    sheet.text(Box(LEFT + 60, FOOTER_Y, 60, 5), page, replace(SMALL, align=CENTRE))
