"""From a wish (document, customers, options) to the plan of its pages. Works in any thread; draws nothing yet."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from desktop_crm.bootstrap import Application
from desktop_crm.domain.addressing import Addressee, NoPost, addressee, no_post
from desktop_crm.domain.documents import BY_ID, About, Document
from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.quick_dates import local_now
from desktop_crm.domain.secrecy import Grade, grade_of
from desktop_crm.domain.stationery import ENVELOPES, LABEL_SHEETS
from desktop_crm.errors import UsageError
from desktop_crm.queries.customers import CustomerCard
from desktop_crm.queries.printing import PrintQueries
from ui.models.columns import RegisterColumn
from ui.printing.book import Contents, Cover, cover_sheet
from ui.printing.content import blank_form, word
from ui.printing.file_forms import file_pages, file_title
from ui.printing.form import form_pages
from ui.printing.listing import (
    DEFAULT_COLUMNS,
    ListRows,
    PhoneRows,
    grade_of_columns,
    list_columns,
    phone_columns,
    printable,
)
from ui.printing.page import LYING, UPRIGHT, Page, Setup
from ui.printing.plan import Changed, LeftOut, Marks, Plan, Section
from ui.printing.post import Envelopes, Labels, Sender
from ui.printing.register import Listing
from ui.printing.sheet import Sheet
from ui.printing.source import Period, read

NOT_TRADING = "not_trading"
#: Cards read at once.
_SLICE = 100

Tell = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be printed. ``rids`` are customers in order; none of them: the empty form, to be filled in by hand.

    ``grade`` can only raise the document's own. ``reveal``: sensitive values in full, for the ``reason`` given.
    ``internal`` False leaves business confidential values out, for a copy that the customer gets. ``columns`` and
    ``group`` are those of the list; ``range_words`` say on cover and list which customers these are.
    """

    document: str
    rids: Sequence[int] = ()
    language: str = "zh"
    setup: Setup = UPRIGHT
    grade: Grade = Grade.ORDINARY
    copies: int = 1
    reveal: bool = False
    reason: str = ""
    internal: bool = True
    period: Period = field(default_factory=Period)
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    group: str = ""
    range_words: str = ""
    labels: str = "3x8"
    first_label: int = 1
    envelope: str = "ZL"
    sender: Sender = field(default_factory=Sender)


def usual_setup(document: Document) -> Setup:
    """Return the page set-up a document has until a person chooses another."""
    return LYING if document.landscape else UPRIGHT


def document_of(name: str) -> Document:
    """Return a document by its identifier. Raises UsageError."""
    if name not in BY_ID:
        raise UsageError("unknown_document", document=name[:40], known=", ".join(BY_ID))
    return BY_ID[name]


def grade_for(request: Request) -> Grade:
    """Return the grade: the highest of what is shown, raised if somebody wishes."""
    document = document_of(request.document)
    if not request.rids:
        return request.grade
    own = grade_of(document.shown(), masked=not request.reveal)
    if document.id == "list":
        own = grade_of_columns(printable(request.columns))
    return max(own, request.grade)


def compose(app: Application, request: Request, tell: Tell = lambda done, total: None) -> Plan:
    """Lay out a document to know its pages; ``tell`` hears how many customers are done, and may raise to stop.

    Raises UsageError ``nothing_to_print`` when no customer belongs in it.
    """
    return _Composer(app, request, tell).plan()


class _Composer:
    def __init__(self, app: Application, request: Request, tell: Tell) -> None:
        self._app, self._request, self._tell = app, request, tell
        self._document = document_of(request.document)
        self._language, self._page = request.language, request.setup.page()
        self._facts = app.facts()
        self._left_out: list[LeftOut] = []

    def plan(self) -> Plan:
        document = self._document
        if not self._request.rids:
            return self._blank()
        rids = array("q", self._request.rids)
        if document.trading:
            rids = self._trading(rids)
        make = {"register": self._register, "list": self._list, "phones": self._phones,
                "labels": self._post, "envelopes": self._post}.get(document.id, self._files)  # fmt: skip
        plan = make(rids)
        if not len(plan):
            raise UsageError("nothing_to_print")
        return plan

    # -- the kinds --------------------------------------------------------------------------

    def _blank(self) -> Plan:
        if self._document.id != "form":
            raise UsageError("nothing_to_print")
        record = self._app.forms.book().record
        forms = [blank_form(kind, self._issuer, record) for kind in FormKind]
        sections = [_Sheets("", form_pages(form, self._language, self._page)) for form in forms]
        return Plan(self._title(), sections, self._language, None, copies=self._request.copies)

    def _files(self, rids: Sequence[int]) -> Plan:
        return self._made(self._file_sections(self._document, rids, self._page), rids, whole=False)

    def _list(self, rids: Sequence[int]) -> Plan:
        return self._made([self._list_section(rids, self._page)], rids, whole=True)

    def _phones(self, rids: Sequence[int]) -> Plan:
        rows = PhoneRows(self._app, rids, masked=not self._request.reveal)
        told = partial(self._tell_some, len(rows))
        columns = phone_columns(self._language)
        listing = Listing(self._title(), columns, rows, self._page, under=self._under(len(rids)), told=told)
        return self._made([_Listed("", listing)], rids, whole=True)

    def _register(self, rids: array[int]) -> Plan:
        """Cover, contents, list, and every customer's information table in the order of the numbers."""
        if not rids:
            raise UsageError("nothing_to_print")
        form = document_of("form")
        ordered = PrintQueries(self._app.store).by_number(rids)
        files = self._file_sections(form, ordered, self._page)
        listed = self._list_section(rids, self._page)
        listed.name = BY_ID["list"].title(self._language)
        entries = [("", listed.name), *((one.number, one.name) for one in files)]
        contents = Contents(entries, self._page, self._language)
        marks = self._marks()
        facts = self._cover_facts(len(rids))
        title, also = self._document.title(self._language), word("also", self._language)
        cover = Cover(title, also, self._issuer, marks.grade, facts)
        draw = partial(cover_sheet, cover, self._page, self._language)
        sections: list[Section] = [
            _Sheets(title, [draw(1, 1)]),
            _Listed(word("contents", self._language).replace("　", ""), contents),
            listed,
            *files,
        ]
        page, starts = 1, []
        for section in sections:
            starts.append(page)
            page += section.count()
        contents.set_pages(starts[2:])
        return self._made(sections, rids, whole=True, cover=draw)

    def _post(self, rids: Sequence[int]) -> Plan:
        """Labels or envelopes of those to whom something can be sent; the others are told."""
        kept: array[int] = array("q")
        for place, card in enumerate(self._cards(rids), 1):
            why = no_post(card.values)
            if why is None:
                kept.append(card.rid)
            else:
                self._left_out.append(LeftOut(card.display_name or card.customer_no, why.value))
            self._tell(place, len(rids))
        request = self._request

        def addressees(start: int, end: int) -> list[Addressee]:
            return [self._addressee(card) for card in self._cards(kept[start:end])]

        section: Section
        if self._document.id == "labels":
            if request.labels not in LABEL_SHEETS:
                raise UsageError("unknown_stationery", name=request.labels[:20])
            kind = LABEL_SHEETS[request.labels]
            section = Labels(kind, len(kept), addressees, request.first_label, self._language)
        else:
            if request.envelope not in ENVELOPES:
                raise UsageError("unknown_stationery", name=request.envelope[:20])
            envelope = ENVELOPES[request.envelope]
            section = Envelopes(envelope, len(kept), addressees, request.sender, self._language)
        return self._made([section], kept, whole=True)

    # -- parts ------------------------------------------------------------------------------

    @property
    def _issuer(self) -> str:
        return self._facts.get("issuer_name", "")

    def _title(self) -> str:
        return file_title(self._document, self._issuer, self._language)

    def _made(
        self,
        sections: Sequence[Section],
        rids: Sequence[int],
        *,
        whole: bool,
        cover: Callable[[int, int], Sheet] | None = None,
    ) -> Plan:
        return Plan(
            self._title(),
            sections,
            self._language,
            None if self._document.about is About.POST else self._marks(),
            whole=whole,
            copies=self._request.copies,
            cover=cover,
            left_out=self._left_out,
            customers=len(rids),
        )

    def _marks(self) -> Marks:
        facts = self._facts
        laptop = " ".join(part for part in (facts.get("device_name", ""), facts.get("device_code", "")) if part)
        time = f"{local_now(self._app.clock()):%Y-%m-%d %H:%M}"
        person = facts.get("user_name", "")
        return Marks(grade_for(self._request), person, laptop, time)

    def _cover_facts(self, count: int) -> list[tuple[str, str]]:
        marks, language, request = self._marks(), self._language, self._request
        facts = [
            ("range", request.range_words or word("always", language)),
            ("period", request.period.words(language)),
            ("count", word("customers", language, count=f"{count:,}")),
            ("made_by", marks.person),
            ("made_on", marks.time),
            ("laptop", marks.laptop),
        ]
        return [(word(name, language), text) for name, text in facts]

    def _trading(self, rids: array[int]) -> array[int]:
        """Keep who has an order in the period: the register is of those who really trade."""
        period = self._request.period
        start, end = (day.isoformat() if day else "" for day in (period.start, period.end))
        kept = PrintQueries(self._app.store).trading(rids, start, end)
        gone = [rid for rid in rids if rid not in kept]
        for card in self._cards(gone):
            self._left_out.append(LeftOut(card.display_name or card.customer_no, NOT_TRADING))
        return array("q", (rid for rid in rids if rid in kept))

    def _file_sections(self, document: Document, rids: Sequence[int], page: Page) -> list[_File]:
        drawer = _Drawer(self._app, document, self._request, page)
        found = []
        for place, card in enumerate(self._cards(rids), 1):
            found.append(drawer.section(card))
            self._tell(place, len(rids))
        return found

    def _list_section(self, rids: Sequence[int], page: Page) -> _Listed:
        request = self._request
        columns = printable(request.columns) or printable(DEFAULT_COLUMNS)
        if page.width < page.height:  # upright, as in the register: fewer columns, those that matter most
            best = sorted(columns, key=_importance)[:_UPRIGHT_COLUMNS]
            columns = [column for column in columns if column in best]
        rows = ListRows(self._app, rids, columns, self._language, masked=not request.reveal, group=request.group)
        title = file_title(BY_ID["list"], self._issuer, self._language)
        listing = Listing(
            title,
            list_columns(columns, self._language),
            rows,
            page,
            under=self._under(len(rids)),
            told=partial(self._tell_some, len(rows)),
        )
        return _Listed("", listing)

    def _under(self, count: int) -> str:
        parts = (
            self._request.range_words,
            word("customers", self._language, count=f"{count:,}"),
            self._app.today().isoformat(),
        )
        return "　".join(part for part in parts if part)

    def _tell_some(self, total: int, done: int) -> None:
        if done % _SLICE == 0:
            self._tell(done, total)

    def _cards(self, rids: Sequence[int]) -> Iterator[CustomerCard]:
        queries = self._app.queries
        for start in range(0, len(rids), _SLICE):
            yield from queries.cards(queries.ids(rids[start : start + _SLICE]))

    def _addressee(self, card: CustomerCard) -> Addressee:
        first = next((row for row in card.grid if row.values.get("is_primary")), next(iter(card.grid), None))
        contact = str(first.values.get("name") or "") if first and card.kind is FormKind.ORGANISATION else ""
        return addressee(card.values, card.kind, contact, self._language)


#: Columns of the customer list on upright paper.
_UPRIGHT_COLUMNS = 9
_LEAST_RANK = 99
_ALWAYS = ("row", "number", "name")


def _importance(column: RegisterColumn) -> int:
    return 0 if column.id in _ALWAYS else column.rank or _LEAST_RANK


class _Sheets:
    """A few sheets that are laid out already."""

    def __init__(self, name: str, sheets: Sequence[Sheet]) -> None:
        self.name, self._sheets = name, sheets

    def count(self) -> int:
        return len(self._sheets)

    def sheet(self, number: int) -> Sheet:
        return self._sheets[number]


class _Listed:
    """A list with a name."""

    def __init__(self, name: str, listing: Listing | Contents) -> None:
        self.name, self._listing = name, listing

    def count(self) -> int:
        return self._listing.count()

    def sheet(self, number: int) -> Sheet:
        return self._listing.sheet(number)


class _Drawer:
    """Draws documents of one customer after the other; holds the sheets of the last one only."""

    def __init__(self, app: Application, document: Document, request: Request, page: Page) -> None:
        self._app, self._document, self._request, self._page = app, document, request, page
        self._last: tuple[str, list[Sheet]] = ("", [])

    def section(self, card: CustomerCard) -> _File:
        sheets = self._draw(card)
        self._last = (card.id, sheets)
        return _File(self, card.id, card.customer_no, card.display_name or card.customer_no, len(sheets))

    def sheets(self, customer_id: str) -> list[Sheet]:
        if self._last[0] != customer_id:
            cards = self._app.queries.cards([customer_id])
            self._last = (customer_id, self._draw(cards[0]) if cards else [])
        return self._last[1]

    def _draw(self, card: CustomerCard) -> list[Sheet]:
        request = self._request
        told = read(self._app, self._document, card, masked=not request.reveal, period=request.period)
        return file_pages(self._document, told, request.language, self._page, internal=request.internal)


@dataclass(slots=True)
class _File:
    """The document of one customer: how many pages it had when they were counted."""

    drawer: _Drawer
    customer_id: str
    number: str
    name: str
    pages: int

    def count(self) -> int:
        return self.pages

    def sheet(self, number: int) -> Sheet:
        sheets = self.drawer.sheets(self.customer_id)
        if len(sheets) != self.pages:
            raise Changed
        return sheets[number]


#: Reasons why customers are not in a document: (zh, en).
REASONS: Mapping[str, tuple[str, str]] = {
    NoPost.NO_ADDRESS: ("没有通讯地址", "no mailing address"),
    NoPost.NOT_ALLOWED: ("未同意邮寄", "post is not agreed to"),
    NOT_TRADING: ("没有订单", "no order"),
}
