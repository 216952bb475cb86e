"""Who the customer is: the filled fields, masked where they are; and what one remembers when meeting him."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_crm.domain.birthdays import Birthday, next_birthday
from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.sources import source_of
from desktop_crm.queries.one_view import OneView
from ui.card.marks import mark_widgets
from ui.card.tabs import Revealing
from ui.card.words import FieldLine, card_entries, entry
from ui.customer.section import Host, ViewSection
from ui.i18n import language
from ui.models.texts import short_day
from ui.revealing import Wish
from ui.widgets import KeyValueList, Pill, make_label
from ui.widgets.layout import FlowLayout

#: Fields of the second part, in its order.
REMEMBERED = (
    "preferred_name", "birth_date", "preferences", "contact_permission", "consent_general_on", "consent_sensitive_on",
)  # fmt: skip
_NOT_ABOVE = frozenset((*REMEMBERED, "birthday_lunar", "card_kind"))


class IdentitySection(ViewSection):
    """The fields of the paper form and the further ones, as far as they are filled."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(host, "identity", parent)
        self.fields = _Lines()
        self.fields.reveal_wanted.connect(self._reveal_wanted)

    def name(self) -> str:
        """Return the title."""
        return self.tr("资料")

    def clear(self) -> None:
        """Keep the lines: they are drawn anew in place."""
        self._content.removeWidget(self.fields)
        super().clear()

    def fill(self, view: OneView) -> None:
        """Draw the fields."""
        self.tell_origin(source_of("customer", view.card.values), str(view.card.values.get("form_date") or ""))
        paper, more, added, empty = card_entries(view.card, language())
        shown = [line for line in (*paper, *more, *added) if line.field.id not in _NOT_ABOVE]
        known = {name: (row.id, row.values) for name, row in view.verified.items()}
        marks = mark_widgets(known, view.card.values, self.host.context.app.today())
        self.fields.show_lines(shown, view.card.id, marks)
        self.add(self.fields)
        if empty and not view.card.deleted:
            self.add_link(self.tr("还有 %n 项未填写，去补充", "", empty), self._edit)

    def reveal(self) -> None:
        """Open the masked values, or mask them again."""
        self.fields.reveal_all()

    def _edit(self) -> None:
        self.host.wanted.emit("edit")

    def _reveal_wanted(self, wish: Wish) -> None:
        if self.view is not None:
            self.host.reveal(self.view.card.id, wish)


class _Lines(Revealing):
    """Keys and values, of which some are masked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 0)
        self._list: KeyValueList | None = None

    def show_lines(self, lines: list[FieldLine], customer_id: str, marks: Mapping[str, QWidget]) -> None:
        """Show these, with the marks of verification by field."""
        self.start()
        if self._list is not None:
            self._column.removeWidget(self._list)
            self._list.hide()
            self._list.deleteLater()
        self.align(lines)
        self._list = self.lines(lines, CUSTOMER.name, customer_id, marks)
        self._column.addWidget(self._list)


class RememberSection(ViewSection):
    """Form of address, birthday, preferences, and what he allows: all that one needs when he comes again."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(host, "remember", parent)

    def name(self) -> str:
        """Return the title."""
        return self.tr("相处")

    def fill(self, view: OneView) -> None:
        """Draw what there is."""
        card = view.card
        rows: list[tuple[str, str | QWidget]] = []
        for name in REMEMBERED:
            field, value = CUSTOMER[name], card.values.get(name)
            label = field.label(language(), card.kind)
            if name == "birth_date":
                birthday = next_birthday(card.values, self.host.context.app.today())
                if birthday is not None:
                    rows.append((self.tr("生日"), self._birthday(birthday)))
            elif name == "preferences" and isinstance(value, tuple):
                rows.append((label, _tags(value)))
            elif value not in (None, "", ()):
                rows.append((label, entry(field, value, card.kind, language()).text))
        if card.kind is FormKind.INDIVIDUAL and not card.values.get("consent_general_on"):
            rows.append((CUSTOMER["consent_general_on"].label(language()), self.tr("没有记录")))
        if rows:
            shown = KeyValueList()
            shown.set_rows(rows)
            self.add(shown)
        else:
            self.add_nothing(self.tr("还没有记下称呼、偏好和生日。"))

    def _birthday(self, birthday: Birthday) -> str:
        day = short_day(birthday.day.isoformat(), self.host.context.app.today())
        if birthday.lunar:
            name = birthday.lunar_number if language() == "en" else birthday.lunar
            day = self.tr("农历%1（公历 %2）").replace("%1", name).replace("%2", day)
        left = self.tr("还有 %n 天", "", birthday.days_until) if birthday.days_until else self.tr("就是今天")
        turns = self.tr("满 %n 岁", "", birthday.turns)
        return f"{day} · {left} · {turns}"


def _tags(words: tuple[str, ...]) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, gap=5)
    for word in words:
        short = len(word) <= _SHORT_TAG
        flow.addWidget(Pill(word, "blue") if short else make_label(word, "value", wrap=True))
    holder.setAccessibleName("、".join(words))
    return holder


_SHORT_TAG = 14
