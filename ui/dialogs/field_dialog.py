"""One field of the company's form: what it is called, what it holds, what it is needed for."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_crm.domain.custom.book import FormBook
from desktop_crm.domain.custom.definition import CustomChoice, CustomField, declared
from desktop_crm.domain.custom.drafting import Fields, new_identifier, problems_of
from desktop_crm.domain.custom.kinds import FORMS, kind_of
from desktop_crm.domain.fields import Field, FieldType, FormKind, Sensitivity
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.validation.catalogue import sentence
from desktop_crm.domain.validation.findings import Finding
from ui.dialogs._fields import LabelledField, LineField
from ui.dialogs._frame import Dialog, scrolled, set_texts
from ui.dialogs._when_row import WhenRow
from ui.i18n import language
from ui.widgets import make_button

_BOTH = "both"
_NO, _YES, _SOMETIMES = "no", "yes", "sometimes"
_CHOICES_HEIGHT = 104


class FieldDialog(Dialog):
    """``accepted_field`` carries the field when it is right; nothing is written here."""

    accepted_field = Signal(object)

    def __init__(
        self, book: FormBook, fields: Fields, field: CustomField | None, random: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("field_dialog", parent, QSize(600, 680))
        self._book, self._fields, self._random = book, fields, random
        self._field = field or CustomField("", "")
        self._new = field is None
        self.zh, self.en = LineField("field_zh", longest=40), LineField("field_en", longest=60)
        self.purpose, self.purpose_en = LineField("field_purpose"), LineField("field_purpose_en")
        self.help_zh, self.help_en = LineField("field_help_zh"), LineField("field_help_en")
        self.kind, self.grade, self.forms, self.required = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.choices = QPlainTextEdit()
        self.choices.setFixedHeight(_CHOICES_HEIGHT)
        self.choices.setTabChangesFocus(True)
        self.printed = QCheckBox()
        self.printed.setObjectName("field_printed")
        subjects = _subjects(fields, self._field.id)
        self.required_when = WhenRow("field_required_when", subjects)
        self.visible_when = WhenRow("field_visible_when", subjects)
        self._kind_field = LabelledField(self.kind, "field_kind")
        self._grade_field = LabelledField(self.grade, "field_grade")
        self._forms_field = LabelledField(self.forms, "field_forms")
        self._required_field = LabelledField(self.required, "field_required")
        self._choices_field = LabelledField(self.choices, "field_choices")
        self._required_when_field = LabelledField(self.required_when, "field_required_row")
        self._visible_when_field = LabelledField(self.visible_when, "field_visible_row")
        self._lay_out()
        self._offer()
        self._show_field()
        self.settle()
        self.zh.edit.setFocus()

    def typed(self) -> CustomField:
        """Return the field as it stands here."""
        wish = self.required.currentData()
        forms = self.forms.currentData()
        zh, en = self.zh.text(), self.en.text()
        taken = [*self._book.definitions, *(one.id for one in self._fields)]
        kind = str(self.kind.currentData())
        return structs.replace(
            self._field,
            id=self._field.id or new_identifier(en, self._random, taken),
            zh=zh, en=en, kind=kind, purpose=self.purpose.text(), purpose_en=self.purpose_en.text(),
            sensitivity=str(self.grade.currentData()),
            choices=self._typed_choices() if kind_of(kind).has_choices else (),
            required=wish == _YES,
            required_when=self.required_when.condition() if wish == _SOMETIMES else None,
            visible_when=self.visible_when.condition(),
            forms=tuple(one.value for one in FormKind) if forms == _BOTH else (str(forms),),
            printed=self.printed.isChecked(), help_zh=self.help_zh.text(), help_en=self.help_en.text(),
        )  # fmt: skip

    def save(self) -> None:
        """Hand the field over, or say beside the first wrong line what is wrong."""
        field = self.typed()
        others = tuple(one for one in self._fields if one.id != self._field.id)
        found = problems_of(self._book, field, (*others, field))
        if found:
            self._tell(found)
            return
        self.accepted_field.emit(field)
        self.accept()

    def retranslate(self) -> None:
        """Set every text."""
        title = self.tr("添加字段") if self._new else self.tr("修改字段")
        self.set_head(title, self.tr("改动先进草稿，发布后才对大家生效。"))
        self.zh.set_texts(self.tr("名称（中文）"))
        self.en.set_texts(self.tr("名称（英文）"), self.tr("可不填"))
        self._kind_field.set_texts(self.tr("类型"), "" if self.kind.isEnabled() else self.tr("已发布，不能再改"))
        self.purpose.set_texts(self.tr("用途（中文）"), self.tr("为什么需要；没有用途不能发布"))
        self.purpose_en.set_texts(self.tr("用途（英文）"), self.tr("可不填"))
        self._grade_field.set_texts(self.tr("敏感级别"))
        self._forms_field.set_texts(self.tr("用于"))
        self._required_field.set_texts(self.tr("必填"))
        self._choices_field.set_texts(self.tr("选项"), self.tr("每行一项：中文 | English"))
        self._required_when_field.set_texts(self.tr("何时必填"))
        self._visible_when_field.set_texts(self.tr("只在这时显示"))
        self.help_zh.set_texts(self.tr("填写提示（中文）"))
        self.help_en.set_texts(self.tr("填写提示（英文）"))
        self.printed.setText(self.tr("打印在信息表下方"))
        set_texts(self.cancel, self.tr("取消"))
        set_texts(self.ok, self.tr("确定"))
        self._offer()

    # -- parts ------------------------------------------------------------------------------

    def _offer(self) -> None:
        """Fill the lists in the present language; what is chosen stays."""
        english = language() == "en"
        grades = {
            Sensitivity.N: self.tr("一般"), Sensitivity.B: self.tr("商业秘密（B）"),
            Sensitivity.P1: self.tr("个人信息（P1）"), Sensitivity.P2: self.tr("敏感个人信息（P2，遮盖）"),
            Sensitivity.P3: self.tr("他人信息（P3）"),
        }  # fmt: skip
        kinds = {choice.code: choice.en if english else choice.zh for choice in CUSTOMER["customer_kind"].choices}
        _fill(self.kind, [(kind.value, form.en if english else form.zh) for kind, form in FORMS.items()])
        _fill(self.grade, [(grade.value, text) for grade, text in grades.items()])
        _fill(self.forms, [(_BOTH, self.tr("所有客户")), *((kind.value, kinds[kind.value]) for kind in FormKind)])
        _fill(
            self.required,
            [(_NO, self.tr("不必填")), (_YES, self.tr("新客户必填")), (_SOMETIMES, self.tr("满足条件时必填"))],
        )

    def _show_field(self) -> None:
        field = self._field
        self.zh.edit.setText(field.zh)
        self.en.edit.setText(field.en)
        self.purpose.edit.setText(field.purpose)
        self.purpose_en.edit.setText(field.purpose_en)
        self.help_zh.edit.setText(field.help_zh)
        self.help_en.edit.setText(field.help_en)
        self.printed.setChecked(field.printed)
        lines = [f"{one.zh} | {one.en}" if one.en else one.zh for one in field.choices if not one.withdrawn]
        self.choices.setPlainText("\n".join(lines))
        forms = _BOTH if len(field.forms) != 1 else field.forms[0]
        wish = _SOMETIMES if field.required_when is not None else _YES if field.required else _NO
        pairs = ((self.kind, field.kind), (self.grade, field.sensitivity), (self.forms, forms), (self.required, wish))
        for box, data in pairs:
            box.setCurrentIndex(max(0, box.findData(data)))
        self.required_when.show_condition(field.required_when)
        self.visible_when.show_condition(field.visible_when)
        self.kind.setEnabled(field.id not in self._book.definitions)
        self._follow()

    def _typed_choices(self) -> tuple[CustomChoice, ...]:
        """Read the lines; a choice keeps its code by its Chinese words, published ones that are gone are withdrawn."""
        known = {one.zh: one for one in self._field.choices}
        published = self._book.definitions.get(self._field.id)
        found: list[CustomChoice] = []
        for line in self.choices.toPlainText().splitlines():
            zh, _, en = (part.strip() for part in line.partition("|"))
            if zh:
                code = known[zh].code if zh in known else _new_code(zh, en, [*found, *self._field.choices])
                found.append(CustomChoice(code, zh, en))
        codes = {one.code for one in found}
        gone = [one for one in (published.choices if published else ()) if one.code not in codes]
        return (*found, *(structs.replace(one, withdrawn=True) for one in gone))

    def _follow(self) -> None:
        """Show only the lines that belong to what is chosen."""
        self._choices_field.setVisible(kind_of(str(self.kind.currentData())).has_choices)
        self._required_when_field.setVisible(self.required.currentData() == _SOMETIMES)

    def _tell(self, found: Sequence[Finding]) -> None:
        places: dict[str, LabelledField] = {
            "label_missing": self.zh, "label_taken": self.zh, "purpose_missing": self.purpose,
            "choices_missing": self._choices_field, "choice_twice": self._choices_field,
            "condition_field": self._visible_when_field, "condition_itself": self._visible_when_field,
        }  # fmt: skip
        for line in places.values():
            line.clear_error()
        for one in reversed(found):
            line = places.get(one.code, self._kind_field)
            line.set_error(sentence(one, language()))
            line.field.setFocus()

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(12)
        column.addLayout(_beside(self.zh, self.en))
        column.addLayout(_beside(self._kind_field, self._grade_field))
        column.addWidget(self._choices_field)
        column.addLayout(_beside(self.purpose, self.purpose_en))
        column.addLayout(_beside(self._forms_field, self._required_field))
        column.addWidget(self._required_when_field)
        column.addWidget(self._visible_when_field)
        column.addLayout(_beside(self.help_zh, self.help_en))
        column.addWidget(self.printed)
        column.addStretch(1)
        self.body.addWidget(scrolled(page), 1)
        self.cancel = make_button("", on_click=self.reject)
        self.cancel.setObjectName("cancel")
        self.ok = make_button("", role="primary", on_click=self.save)
        self.ok.setObjectName("field_ok")
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.ok)
        self.kind.activated.connect(self._follow)
        self.required.activated.connect(self._follow)


def _beside(one: QWidget, other: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(one, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(other, 1, Qt.AlignmentFlag.AlignTop)
    return row


def _fill(box: QComboBox, items: Sequence[tuple[str, str]]) -> None:
    present = box.currentData()
    box.clear()
    for data, text in items:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(present)))


def _new_code(zh: str, en: str, others: Sequence[CustomChoice]) -> str:
    taken = {one.code for one in others}
    wanted = "_".join(en.lower().split()) or zh
    return wanted if wanted not in taken else f"{wanted}_{len(taken)}"


def _subjects(fields: Fields, but: str) -> list[Field]:
    """Fields that a condition may read: choices, yes or no, and the company's own."""
    types = (FieldType.CHOICE, FieldType.BOOLEAN)
    found = [one for one in CUSTOMER if one.type in types and one.sensitivity is not Sensitivity.P2]
    return [*found, *(declared(one) for one in fields if one.id != but and not one.withdrawn)]
