"""Cards and records of one customer on paper (domain contract §1.6-1.8), laid out from their declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from desktop_crm.domain.documents import Basics, Block, Cells, Document, Figures, Table
from desktop_crm.domain.fields import Field, FieldType, FormKind, RecordType
from desktop_crm.domain.records import CUSTOMER, GRID, RECORD_TYPES
from desktop_crm.domain.values import format_money
from desktop_crm.queries.rows import RecordRow
from ui.printing.content import FormData, cell_text, form_data, value_text, word
from ui.printing.figures import pairs
from ui.printing.flow import (
    CENTRED_VALUE,
    COLUMNS,
    HEAD,
    LABEL,
    LABEL_COLUMNS,
    LEFT_VALUE,
    RIGHT,
    Cell,
    Flow,
    Row,
    spread,
)
from ui.printing.form import ROW, draw_head, form_pages, form_title, header_items
from ui.printing.page import Page
from ui.printing.sheet import Sheet, Style
from ui.printing.source import Told, money_sum, record_label
from ui.records.words import row_text

#: Short cells share a row in two or three.
HALF, THIRD = COLUMNS // 2, COLUMNS // 3
FIGURE_ROW, TABLE_ROW, REST_ROW = 8.5, 8.5, 6.0
EMPTY_ROWS = 3
#: A text that may be longer takes a row of its own.
_SHORT = 100

TEXT = Style(9.5, 7.5, padding=1.2)
CENTRED = Style(9.5, 7.5, align=CENTRED_VALUE.align, padding=0.8)
AMOUNT = Style(9.5, 7, align=RIGHT, padding=1.2)
SUM = Style(9.5, 7, bold=True, align=RIGHT, padding=1.2)
REST = Style(9, 7.5, padding=2)
TABLE_HEAD = Style(9.5, 7, bold=True, align=HEAD.align, padding=0.8)


def file_pages(document: Document, told: Told, language: str, page: Page, *, internal: bool = True) -> list[Sheet]:
    """Lay out a document of one customer; the footers stay empty."""
    form = form_data(told.card, told.issuer, masked=told.masked, internal=internal, today=told.today)
    if not document.blocks:
        return form_pages(form, language, page)
    return _FileForm(document, told, form, language, page).pages()


def file_title(document: Document, issuer: str, language: str) -> str:
    """Return the title of a document with the issuing company's name."""
    if document.id == "form":
        return form_title(FormData(issuer, FormKind.INDIVIDUAL, {}), language)
    return f"{issuer}{' ' if language.startswith('en') and issuer else ''}{document.title(language)}"


class _FileForm:
    """One document of one customer while it is laid out."""

    def __init__(self, document: Document, told: Told, form: FormData, language: str, page: Page) -> None:
        self._document, self._told, self._form, self._language = document, told, form, language
        top = partial(self._top, page=page)
        self._flow = Flow(page, top, side=len(document.blocks) > 1)

    def pages(self) -> list[Sheet]:
        self._flow.turn()
        for block in self._document.blocks:
            self._block(block)
        self._flow.close()
        return self._flow.sheets

    def _top(self, sheet: Sheet, *, page: Page) -> float:
        title = file_title(self._document, self._told.issuer, self._language)
        items = [item for name in self._document.header for item in self._header(name)]
        return draw_head(sheet, page, title, self._told.card.customer_no, items, self._language)

    def _header(self, name: str) -> list[tuple[str, str]]:
        if name == "name":
            return [(word("name", self._language), self._told.card.display_name)]
        if name == "period":
            return [(word("period", self._language), self._told.period.words(self._language))]
        record, _, field_id = name.rpartition(".")
        if not record:
            return header_items(self._form, (name,), self._language)
        declared = RECORD_TYPES[record][field_id]
        newest = self._told.rows.get(record, ())[-1:]
        value = self._text(declared, newest[0]) if newest else ""
        if not value and declared.type is FieldType.DATE:
            value = word("blank_date", self._language)
        return [(declared.label(self._language), value)]

    def _block(self, block: Block) -> None:
        if isinstance(block, Basics):
            self._basics(block)
        elif isinstance(block, Cells):
            self._cells(block)
        elif isinstance(block, Figures):
            found = list(pairs(block.names, self._told, self._language))
            whole = block.names == ("classes",)
            self._pairs(self._title(block.zh, block.en), found, HALF if whole else THIRD)
        else:
            self._table(block)

    def _title(self, zh: str, en: str) -> str:
        return en if self._language.startswith("en") else zh

    def _basics(self, block: Basics) -> None:
        kind = self._told.card.kind
        fields = [CUSTOMER[name] for name in block.fields if CUSTOMER[name].on_form(kind)]
        cells = [
            (f.label(self._language, kind), cell_text(self._form, f, self._language), f.type is FieldType.SET)
            for f in fields
        ]
        self._flow.section(self._title(block.zh, block.en), None, self._packed(cells))
        if block.contacts and kind is FormKind.ORGANISATION and self._form.grid:
            record = GRID[kind]
            fields = list(record.on_paper(kind))
            spans = [(f.cells or {})[kind].span for f in fields]
            texts = ([value_text(f, row.get(f.id), self._language) for f in fields] for row in self._form.grid)
            rows = (self._row(spans, [(text, CENTRED) for text in line], TABLE_ROW) for line in texts)
            head = self._head(spans, [f.label(self._language, kind) for f in fields])
            self._flow.section(record_label(record.name, self._language), head, rows)

    def _cells(self, block: Cells) -> None:
        record = RECORD_TYPES[block.record]
        stored = self._told.rows.get(block.record, ())[::-1]
        shown: Sequence[RecordRow | None] = [*(stored[:1] if block.newest else stored)] or [None]
        for row in shown:
            cells = [
                (f.label(self._language), self._text(f, row) if row else "", _is_long(f))
                for f in record.typed
                if f.id not in block.header
            ]
            self._flow.section(record_label(block.record, self._language), None, self._packed(cells))

    def _packed(self, cells: Sequence[tuple[str, str, bool]]) -> Iterator[Row]:
        """Two cells to a row; a long one, and the last before it, take a whole one."""
        waiting: list[tuple[str, str]] = []
        for label, text, whole in cells:
            if whole and waiting:
                yield self._pair_row(waiting)
                waiting = []
            waiting.append((label, text))
            if whole or len(waiting) == COLUMNS // HALF:
                yield self._pair_row(waiting)
                waiting = []
        if waiting:
            yield self._pair_row(waiting)

    def _pair_row(self, cells: Sequence[tuple[str, str]], span: int = 0, least: float = ROW) -> Row:
        span, unit = span or COLUMNS // len(cells), self._flow.column
        parts: list[Cell] = []
        for place, (label, text) in enumerate(cells):
            x = place * span * unit
            rest = COLUMNS * unit - x if place + 1 == len(cells) else span * unit
            parts.append(Cell(x, LABEL_COLUMNS * unit, label, LABEL, filled=True))
            parts.append(Cell(x + LABEL_COLUMNS * unit, rest - LABEL_COLUMNS * unit, text, LEFT_VALUE))
        return Row(tuple(parts), least)

    def _pairs(self, title: str, found: Sequence[tuple[str, str]], span: int) -> None:
        step = COLUMNS // span
        slices = (found[start : start + step] for start in range(0, len(found), step))
        least = FIGURE_ROW if len(found) > step else 1.5 * FIGURE_ROW  # the vertical heading needs some height
        self._flow.section(title, None, (self._pair_row(part, span, least) for part in slices))

    def _table(self, table: Table) -> None:
        record = RECORD_TYPES[table.record]
        widths = [column.width for column in table.columns]
        fields = [record[column.field] for column in table.columns]
        title = self._title(table.zh, table.en) or record_label(table.record, self._language)
        head = self._head(widths, [declared.label(self._language) for declared in fields])
        title = title if len(self._document.blocks) > 1 else ""
        self._flow.section(title, head, self._table_rows(table, record, widths, fields))

    def _table_rows(
        self, table: Table, record: RecordType, widths: Sequence[float], fields: Sequence[Field]
    ) -> Iterator[Row]:
        rows = self._told.of_table(table)
        parts = self._parts(table)
        shown = {declared.id for declared in fields}
        if table.only and len(table.only[1]) == 1:  # the same in every row: the heading says it
            shown.add(table.only[0])
        for row in rows:
            yield self._row(widths, [(self._text(f, row), _style(f)) for f in fields], TABLE_ROW)
            rest = [self._rest(f, row) for f in record.typed if f.id not in shown]
            lines = [text for text in ("　".join(text for text in rest if text), *parts.get(row.id, ())) if text]
            if lines:
                yield Row((Cell(0, self._flow.width, "\n".join(lines), REST),), REST_ROW)
        if not rows:
            yield from (self._row(widths, [("", TEXT) for _ in fields], TABLE_ROW) for _ in range(EMPTY_ROWS))
        elif table.sums:
            yield self._sums(table, widths, rows)

    def _sums(self, table: Table, widths: Sequence[float], rows: Sequence[RecordRow]) -> Row:
        given = {name for name in table.sums if any(row.values.get(name) is not None for row in rows)}
        texts = [
            (format_money(money_sum(rows, column.field)) if column.field in given else "", SUM)
            for column in table.columns
        ]
        texts[0] = (word("sum", self._language), TABLE_HEAD)
        return self._row(widths, texts, TABLE_ROW, filled=True)

    def _parts(self, table: Table) -> Mapping[str, list[str]]:
        """Say the rows that belong to a row: lines of an order."""
        if not table.parts:
            return {}
        name, reference = table.parts
        record, found = RECORD_TYPES[name], dict[str, list[str]]()
        for row in self._told.rows.get(name, ()):
            texts = [self._rest(f, row) for f in record.typed if f.id != reference]
            line = "　".join(text for text in texts if text)
            found.setdefault(str(row.values.get(reference)), []).append(f"· {line}")
        return found

    def _rest(self, declared: Field, row: RecordRow) -> str:
        text = self._text(declared, row)
        return word("rest", self._language, label=declared.label(self._language), value=text) if text else ""

    def _text(self, declared: Field, row: RecordRow) -> str:
        value = row.values.get(declared.id)
        return row_text(declared, value, self._told.names, self._language, masked=self._told.masked)

    def _head(self, widths: Sequence[float], labels: Sequence[str]) -> Row:
        return self._row(widths, [(label, TABLE_HEAD) for label in labels], TABLE_ROW, filled=True)

    def _row(
        self, widths: Sequence[float], texts: Sequence[tuple[str, Style]], least: float, *, filled: bool = False
    ) -> Row:
        places = spread(widths, self._flow.width)
        return Row(
            tuple(Cell(x, width, text, style, filled) for (x, width), (text, style) in zip(places, texts, strict=True)),
            least,
        )


def _is_long(declared: Field) -> bool:
    return declared.type in (FieldType.LONG_TEXT, FieldType.SET) or (
        declared.type is FieldType.TEXT and declared.max_length > _SHORT and not declared.refers
    )


def _style(declared: Field) -> Style:
    if declared.type is FieldType.MONEY:
        return AMOUNT
    if declared.type in (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.SET) and not declared.refers:
        return TEXT
    return CENTRED
