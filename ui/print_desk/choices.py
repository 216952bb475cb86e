"""What a person chooses for a print: document, customers, content, secrecy, copies, paper. Remembered by document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_crm.domain.documents import BY_ID, DOCUMENTS, About, Document
from desktop_crm.domain.secrecy import Grade
from desktop_crm.domain.stationery import ENVELOPES, LABEL_SHEETS, PAPERS
from ui.dialogs._fields import LabelledField, LineField
from ui.i18n import Translated, language
from ui.models.columns import BY_ID as COLUMNS
from ui.print_desk.whom import Scope, Whom
from ui.printing.compose import Request, grade_for, usual_setup
from ui.printing.listing import GROUPS
from ui.printing.page import LARGEST_SCALE, SMALLEST_MARGIN, SMALLEST_SCALE, WIDEST_MARGIN, Setup
from ui.printing.post import Sender
from ui.printing.source import Period
from ui.settings import Settings
from ui.widgets import make_label
from ui.widgets.date_edit import DateEdit
from ui.widgets.number_edit import NumberEdit

_MOST_COPIES = 99
#: Characters of a customer's name beside a radio button.
_LONGEST_NAME = 18
_KEY = "print"
_SENDER = ("sender_name", "sender_address", "sender_code")


class PrintChoices(Translated, QWidget):
    """``changed`` after every choice of a person."""

    changed = Signal()

    def __init__(self, settings: Settings, whom: Whom, issuer: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._whom, self._issuer, self._today = settings, whom, issuer, today
        self._sections: dict[str, QLabel] = {}
        self._labelled: dict[str, LabelledField] = {}
        self._asked: Scope | None = None  # a scope that the person chose
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 10, 0)
        self._column.setSpacing(8)
        self._build()
        self._fill()
        self._connect()
        self.retranslate()
        self._take(self._first())

    # -- what is chosen ---------------------------------------------------------------------

    @property
    def kind(self) -> Document:
        """The chosen document."""
        return BY_ID[str(self.document.currentData())]

    @property
    def scope(self) -> Scope:
        """Whose document it is."""
        return next((scope for scope, button in self.scopes.items() if button.isChecked()), Scope.BLANK)

    def choose(self, document: str) -> None:
        """Choose a document, with what was chosen for it last time."""
        self.document.setCurrentIndex(self.document.findData(document))

    def request(self, rids: Sequence[int] = ()) -> Request:
        """Return what is wished, of these customers."""
        kind = self.kind
        start, end = (_day(edit) if self.in_period.isChecked() else None for edit in (self.start, self.end))
        shown = kind.period
        return Request(
            kind.id,
            rids,
            language(),
            self.setup(),
            Grade(int(self.grade.currentData() or 0)),
            self.copies.value(),
            self.reveal.isChecked(),
            self.reason.text(),
            internal=kind.id != "form" or not self.outward.isChecked(),
            period=Period(start, end) if shown else Period(),
            columns=self._whom.columns,
            group=str(self.group.currentData() or ""),
            range_words=self._range_words(),
            labels=str(self.label_sheet.currentData()),
            first_label=self.first_label.value(),
            envelope=str(self.envelope.currentData()),
            sender=Sender(*(field.text() for field in self.letter_from)),
        )

    def setup(self) -> Setup:
        """Return the page set-up."""
        left, top, right, bottom = (float(edit.value()) for edit in self.margins)
        lies = self.orientation.currentData() == "landscape"
        return Setup(str(self.paper.currentData()), lies, (left, top, right, bottom), self.scale.value())

    @property
    def complete(self) -> bool:
        """Whether it can be put out: sensitive values need a reason."""
        return not self.reveal.isChecked() or len(self.reason.text()) > 1

    def set_busy(self, *, busy: bool) -> None:
        """Allow no choice while the document is on its way."""
        self.setEnabled(not busy)

    # -- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        self.document = QComboBox()
        self._field("document", self.document)
        self.scopes = {scope: QRadioButton() for scope in Scope}
        self._group = QButtonGroup(self)
        self._section("whom")
        for scope, button in self.scopes.items():
            button.setObjectName(f"print_scope_{scope}")
            self._group.addButton(button)
            self._column.addWidget(button)
        self._build_content()
        self._section("secrecy")
        self.grade = QComboBox()
        self._field("grade", self.grade)
        self.reveal = QCheckBox()
        self.reveal.setObjectName("print_reveal")
        self.reason = LineField("print_reason", longest=200)
        self.copies = NumberEdit("", 1, _MOST_COPIES)
        for widget in (self.reveal, self.reason):
            self._column.addWidget(widget)
        self._field("copies", self.copies)
        self._build_page()
        self._column.addStretch(1)

    def _build_content(self) -> None:
        self.in_period = QCheckBox()
        self.in_period.setObjectName("print_in_period")
        self.start, self.end = DateEdit(""), DateEdit("")
        self._column.addWidget(self.in_period)
        self._column.addLayout(_side_by_side(self._labelled_field("start", self.start),
                                             self._labelled_field("end", self.end)))  # fmt: skip
        self.group = QComboBox()
        self._field("group", self.group)
        self.outward = QCheckBox()
        self.outward.setObjectName("print_outward")
        self._column.addWidget(self.outward)
        self.label_sheet, self.first_label = QComboBox(), NumberEdit("", 1, 99)
        self._column.addLayout(_side_by_side(self._labelled_field("label_sheet", self.label_sheet),
                                             self._labelled_field("first_label", self.first_label)))  # fmt: skip
        self.envelope = QComboBox()
        self._field("envelope", self.envelope)
        self.letter_from = [LineField(f"print_{name}") for name in _SENDER]
        for field in self.letter_from:
            self._column.addWidget(field)

    def _build_page(self) -> None:
        self._section("page")
        self.paper, self.orientation = QComboBox(), QComboBox()
        self._column.addLayout(_side_by_side(self._labelled_field("paper", self.paper),
                                             self._labelled_field("orientation", self.orientation)))  # fmt: skip
        self.margins = [NumberEdit("", int(SMALLEST_MARGIN), int(WIDEST_MARGIN)) for _ in range(4)]
        names = ("left", "top", "right", "bottom")
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, (name, edit) in enumerate(zip(names, self.margins, strict=True)):
            edit.setSuffix(" mm")
            grid.addWidget(self._labelled_field(name, edit), place // 2, place % 2)
        self._column.addLayout(grid)
        self.scale = NumberEdit("", SMALLEST_SCALE, LARGEST_SCALE)
        self.scale.setSuffix(" %")
        self.scale.setSingleStep(5)
        self._field("scale", self.scale)

    def _section(self, name: str) -> None:
        self._sections[name] = make_label(role="section")
        self._column.addSpacing(6)
        self._column.addWidget(self._sections[name])

    def _labelled_field(self, name: str, widget: QWidget) -> LabelledField:
        self._labelled[name] = LabelledField(widget, f"print_{name}")
        return self._labelled[name]

    def _field(self, name: str, widget: QWidget) -> None:
        self._column.addWidget(self._labelled_field(name, widget))

    def _fill(self) -> None:
        for document in DOCUMENTS:
            if any(self._whom.offers(scope, document) for scope in Scope):
                self.document.addItem("", document.id)
        for name in PAPERS:
            self.paper.addItem(name, name)
        for name in ("portrait", "landscape"):
            self.orientation.addItem("", name)
        for name, sheet in LABEL_SHEETS.items():
            self.label_sheet.addItem(f"{name} · {sheet.width:g} × {sheet.height:g} mm", name)
        for name, envelope in ENVELOPES.items():
            self.envelope.addItem(f"{name} · {envelope.width:g} × {envelope.height:g} mm", name)
        for name in ("", *GROUPS):
            self.group.addItem("", name)
        year = self._today.year
        self.start.setDate(QDate(year, 1, 1))
        self.end.setDate(QDate(year, self._today.month, self._today.day))

    def _connect(self) -> None:
        self.document.currentIndexChanged.connect(self._document_chosen)
        for button in self.scopes.values():
            button.clicked.connect(self._scope_chosen)
        for box in (self.group, self.label_sheet, self.envelope, self.grade, self.paper, self.orientation):
            box.currentIndexChanged.connect(self._tell)
        for check in (self.reveal, self.outward, self.in_period):
            check.toggled.connect(self._tell)
        for edit in (self.start, self.end):
            edit.dateChanged.connect(self._tell)
        for number in (self.copies, self.first_label, self.scale, *self.margins):
            number.valueChanged.connect(self._tell)
        for field in (self.reason, *self.letter_from):
            field.edit.textChanged.connect(self._tell)

    def retranslate(self) -> None:
        """Set every text."""
        for place in range(self.document.count()):
            document = BY_ID[self.document.itemData(place)]
            title = document.title(language())
            self.document.setItemText(place, f"{title} · {document.form}" if document.form else title)
        whom = self._whom
        words = {
            Scope.HERE: _short(whom.here_name) or self.tr("这位客户"),
            Scope.SELECTED: self.tr("选中的客户"),
            Scope.LIST: self.tr("列表里的客户"),
            Scope.BLANK: self.tr("空表，手工填写"),
        }
        for scope, button in self.scopes.items():
            number = whom.number(scope)
            button.setText(f"{words[scope]} · {number:,}" if number > 1 else words[scope])
        sections = {"whom": self.tr("范围"), "secrecy": self.tr("保密"), "page": self.tr("页面")}
        for name, label in self._sections.items():
            label.setText(sections[name])
        for name, text in self._labels().items():
            self._labelled[name].set_texts(text)
        letter = (self.tr("寄件人"), self.tr("寄件地址"), self.tr("寄件邮编"))
        for field, text in zip(self.letter_from, letter, strict=True):
            field.set_texts(text)
        self.reason.set_texts(self.tr("用途"), self.tr("例如：应客户本人要求提供资料。预览里仍然遮盖。"))
        self.reveal.setText(self.tr("显示敏感信息"))
        self.reveal.setToolTip(self.tr("证件号码、健康状况、收入、家庭成员等；会记录姓名、时间和用途。"))
        self.outward.setText(self.tr("给客户的一份"))
        self.outward.setToolTip(self.tr("不含信誉度等内部评价"))
        self.scopes[Scope.HERE].setToolTip(whom.here_name)
        self.in_period.setText(self.tr("只限一段期间"))
        for place, text in enumerate((self.tr("纵向"), self.tr("横向"))):
            self.orientation.setItemText(place, text)
        for place in range(self.group.count()):
            name = self.group.itemData(place)
            self.group.setItemText(place, COLUMNS[name].label(language()) if name else self.tr("不分组"))
        for place in range(self.grade.count()):
            self.grade.setItemText(place, Grade(self.grade.itemData(place)).label(language()))

    def _labels(self) -> dict[str, str]:
        return {
            "document": self.tr("文档"), "start": self.tr("从"), "end": self.tr("到"), "group": self.tr("分组"),
            "label_sheet": self.tr("标签纸"), "first_label": self.tr("从第几个开始"), "envelope": self.tr("信封"),
            "grade": self.tr("密级"), "copies": self.tr("份数"), "paper": self.tr("纸张"),
            "orientation": self.tr("方向"), "left": self.tr("左边距"), "top": self.tr("上边距"),
            "right": self.tr("右边距"), "bottom": self.tr("下边距"), "scale": self.tr("缩放"),
        }  # fmt: skip

    # -- choosing ---------------------------------------------------------------------------

    def _first(self) -> str:
        """Return the document of last time, if it can be printed now."""
        name = self._settings.text(f"{_KEY}/document")
        return name if self.document.findData(name) >= 0 else str(self.document.itemData(0))

    def _document_chosen(self) -> None:
        self._take(self.kind.id)
        self._tell()

    def _take(self, name: str) -> None:
        """Show what was chosen for a document last time, else what is usual for it."""
        document = BY_ID[name]
        with _blocked(self._inputs()):
            self.document.setCurrentIndex(self.document.findData(name))
            asked = self._asked if self._asked and self._whom.offers(self._asked, document) else None
            self.scopes[asked or self._whom.usual(document)].setChecked(True)
            setup = self._remembered(usual_setup(document), name)
            _choose(self.paper, setup.paper)
            _choose(self.orientation, "landscape" if setup.landscape else "portrait")
            for edit, side in zip(self.margins, setup.margins, strict=True):
                edit.setValue(round(side))
            self.scale.setValue(setup.scale)
            for box, key in ((self.group, "group"), (self.label_sheet, "labels"), (self.envelope, "envelope")):
                _choose(box, self._settings.text(f"{_KEY}/{name}/{key}", str(box.itemData(0))))
            for field, key in zip(self.letter_from, _SENDER, strict=True):
                usual = self._issuer if key == _SENDER[0] else ""
                field.edit.setText(self._settings.text(f"{_KEY}/{key}", usual))
        self._show_state()

    def _remembered(self, usual: Setup, name: str) -> Setup:
        parts = self._settings.texts(f"{_KEY}/{name}/setup")
        try:
            paper, way, *numbers = parts
            left, top, right, bottom, scale = map(int, numbers)
        except ValueError:
            return usual
        return Setup(paper, way == "landscape", (left, top, right, bottom), scale)

    def remember(self) -> None:
        """Keep the choices for this document. Who is asked for and secrecy are asked anew each time."""
        name, setup = self.kind.id, self.setup()
        way = "landscape" if setup.landscape else "portrait"
        parts = [setup.paper, way, *(str(round(side)) for side in setup.margins), str(setup.scale)]
        self._settings.set_text(f"{_KEY}/document", name)
        self._settings.set_texts(f"{_KEY}/{name}/setup", parts)
        for box, key in ((self.group, "group"), (self.label_sheet, "labels"), (self.envelope, "envelope")):
            self._settings.set_text(f"{_KEY}/{name}/{key}", str(box.currentData()))
        for field, key in zip(self.letter_from, _SENDER, strict=True):
            self._settings.set_text(f"{_KEY}/{key}", field.text())

    def _scope_chosen(self) -> None:
        self._asked = self.scope
        self._tell()

    def _tell(self) -> None:
        self._show_state()
        self.remember()
        self.changed.emit()

    def _show_state(self) -> None:
        """Show what means something for the document."""
        kind, period = self.kind, self.in_period.isChecked()
        post = kind.about is About.POST
        for scope, button in self.scopes.items():
            button.setVisible(self._whom.offers(scope, kind))
        shown: dict[QWidget, bool] = {
            self.in_period: kind.period,
            self._labelled["start"]: kind.period and period,
            self._labelled["end"]: kind.period and period,
            self._labelled["group"]: kind.id in ("list", "register"),
            self.outward: kind.id == "form" and self.scope is not Scope.BLANK,
            self._labelled["label_sheet"]: kind.id == "labels",
            self._labelled["first_label"]: kind.id == "labels",
            self._labelled["envelope"]: kind.id == "envelopes",
            **dict.fromkeys(self.letter_from, kind.id == "envelopes"),
            self._labelled["grade"]: not post,
            self._sections["secrecy"]: not post,
            self.reveal: not post and self.scope is not Scope.BLANK,
            self.reason: not post and self.reveal.isChecked(),
            self._sections["page"]: not post,
            **{self._labelled[name]: not post for name in ("paper", "orientation", "left", "top", "right", "bottom")},
            self._labelled["scale"]: not post,
        }
        for widget, wanted in shown.items():
            widget.setVisible(wanted)
        self.first_label.setMaximum(LABEL_SHEETS[str(self.label_sheet.currentData())].count)
        self._show_grades()

    def _show_grades(self) -> None:
        """Offer the document's own grade and those above it."""
        wished = Grade(int(self.grade.currentData() or 0))
        blank = self.scope is Scope.BLANK
        with QSignalBlocker(self.grade):
            self.grade.setCurrentIndex(-1)
            own = grade_for(self.request(() if blank else (1,)))
            self.grade.clear()
            for grade in Grade:
                if grade >= own:
                    self.grade.addItem(grade.label(language()), int(grade))
            _choose(self.grade, int(max(own, wished)))

    def _range_words(self) -> str:
        whom, scope = self._whom, self.scope
        if scope is Scope.HERE:
            return whom.here_name
        if scope is Scope.SELECTED:
            return self.tr("选中的客户")
        return whom.words or self.tr("全部客户")

    def _inputs(self) -> Iterator[QWidget]:
        yield from (
            self.document,
            self.paper,
            self.orientation,
            self.scale,
            self.group,
            self.label_sheet,
            self.envelope,
        )
        yield from (*self.margins, *(field.edit for field in self.letter_from), *self.scopes.values())


class _blocked:  # noqa: N801 - used like a function
    """Keep some widgets from telling."""

    def __init__(self, widgets: Iterator[QWidget]) -> None:
        self._widgets = list(widgets)

    def __enter__(self) -> None:
        self._blockers = [QSignalBlocker(widget) for widget in self._widgets]

    def __exit__(self, *_exception: object) -> None:
        for blocker in self._blockers:
            blocker.unblock()


def _choose(box: QComboBox, data: object) -> None:
    box.setCurrentIndex(max(0, box.findData(data)))


def _day(edit: DateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _side_by_side(*fields: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row
