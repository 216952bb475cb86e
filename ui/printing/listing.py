"""The customer list on paper: the chosen columns of chosen customers, in groups if asked for, read page by page."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from desktop_crm.bootstrap import Application
from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.quick_dates import local
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.secrecy import Grade, grade_of
from desktop_crm.queries.customers import ListRow as Stored
from ui.models.columns import BY_ID, Look, RegisterColumn
from ui.models.texts import cell_text, masked_phone
from ui.printing.content import word
from ui.printing.register import Column, ListRow

#: F4 as it is printed unless other columns are chosen (domain contract §1.5).
DEFAULT_COLUMNS = (
    "row", "number", "name", "nature", "district", "contact", "phone", "tier", "credit", "signed_by", "card_kind",
    "last_order", "sales", "updated", "complete",
)  # fmt: skip
#: By what a list can be grouped.
GROUPS = (
    "region", "tier", "credit", "card_kind", "nature", "signed_by", "status",
    *(name for name in BY_ID if name.startswith("class_")),
)  # fmt: skip
#: The book of telephone numbers: label of the field, width.
PHONES = (("name", 34), ("contact", 22), ("mobile", 30), ("landline", 30))
_SLICE = 128
#: Derived columns that show a confidential or personal value: the field that says how confidential.
_SHOWS = {"display_name": "full_name", "primary_phone": "mobile_phone", "district": "mailing_address",
          "primary_contact": "full_name",
          "sales_12": "credit_standing", "last_order_on": "credit_standing"}  # fmt: skip
_PHONE_COLUMNS = {"mobile": "mobile_phone", "landline": "landline_phone"}


def printable(columns: Sequence[str]) -> list[RegisterColumn]:
    """Return columns by name that mean something on paper, in order; unknown ones are passed over."""
    return [BY_ID[name] for name in columns if name in BY_ID and BY_ID[name].look is not Look.SYNC]


def grade_of_columns(columns: Sequence[RegisterColumn]) -> Grade:
    """Return the grade of a list with these columns: classes are our judgement of a customer."""
    if any(column.source in SCHEMES for column in columns):
        return Grade.CONFIDENTIAL
    fields = (column.added or CUSTOMER.get(_SHOWS.get(column.source, column.source)) for column in columns)
    return grade_of((field for field in fields if field is not None), masked=True)


class ListRows:
    """The rows of a printed list, with headings of groups between them. Texts are made when they are needed."""

    def __init__(
        self,
        app: Application,
        rids: Sequence[int],
        columns: Sequence[RegisterColumn],
        language: str,
        *,
        masked: bool,
        group: str = "",
    ) -> None:
        self._app, self._columns, self._language, self._masked = app, columns, language, masked
        self._headings: list[str] = []
        self._keys = array("q", rids)
        if group in GROUPS:
            self._keys = self._grouped(BY_ID[group])
        self._numbers = array("q")
        number = 0
        for key in self._keys:
            number += key >= 0
            self._numbers.append(number)

    def __len__(self) -> int:
        """Count rows and headings."""
        return len(self._keys)

    def __iter__(self) -> Iterator[ListRow]:
        """Go through them, a portion at a time."""
        for start in range(0, len(self._keys), _SLICE):
            yield from self[start : start + _SLICE]

    def __getitem__(self, part: slice, /) -> Sequence[ListRow]:
        """Return the texts of a slice."""
        keys = self._keys[part]
        found = {row.rid: row for row in self._app.queries.rows([key for key in keys if key >= 0]) if row is not None}
        return [
            (self._headings[-key - 1],) if key < 0 else self._texts(found.get(key), number)
            for key, number in zip(keys, self._numbers[part], strict=True)
        ]

    def _texts(self, row: Stored | None, number: int) -> ListRow:
        if row is None:  # gone since the list was asked for
            return tuple(str(number) if column.look is Look.NUMBER else "" for column in self._columns)
        return tuple(self._text(column, row, number) for column in self._columns)

    def _text(self, column: RegisterColumn, row: Stored, number: int) -> str:
        value = str(row.values.get(column.source) or "")
        if column.look is Look.NUMBER:
            return str(number)
        if column.look is Look.DAY and value:  # a day on paper is read another day
            moment = local(value) if len(value) > len("2026-11-22") else None
            return moment.date().isoformat() if moment else value
        if not self._masked and column.source == "primary_phone":
            return value
        return cell_text(column, row, self._language, self._app.today())

    def _grouped(self, by: RegisterColumn) -> array[int]:
        """Put the keys into groups, in the order in which the groups first come; headings are negative keys."""
        groups: dict[str, array[int]] = {}
        for start in range(0, len(self._keys), _SLICE):
            for row in self._app.queries.rows(self._keys[start : start + _SLICE]):
                if row is not None:
                    text = cell_text(by, row, self._language, self._app.today())
                    groups.setdefault(text, array("q")).append(row.rid)
        keys = array("q")
        for text, rids in sorted(groups.items(), key=lambda pair: pair[0] == ""):
            heading = word(
                "group",
                self._language,
                label=by.label(self._language),
                value=text or word("nothing", self._language),
                count=len(rids),
            )
            self._headings.append(heading)
            keys.append(-len(self._headings))
            keys.extend(rids)
        return keys


def list_columns(columns: Sequence[RegisterColumn], language: str) -> list[Column]:
    """Return the columns as the paper has them."""
    centred = (Look.NUMBER, Look.PILL, Look.DAY, Look.SHARE)
    return [
        Column(
            column.label(language),
            column.width * (0.85 if column.look is Look.NUMBER else 1),
            "right" if column.look is Look.MONEY else "center" if column.look in centred else "left",
        )
        for column in columns
    ]


class PhoneRows:
    """The rows of the telephone book."""

    def __init__(self, app: Application, rids: Sequence[int], *, masked: bool) -> None:
        self._app, self._rids, self._masked = app, array("q", rids), masked

    def __len__(self) -> int:
        """Count the customers."""
        return len(self._rids)

    def __iter__(self) -> Iterator[ListRow]:
        """Go through them, a portion at a time."""
        for start in range(0, len(self._rids), _SLICE):
            yield from self[start : start + _SLICE]

    def __getitem__(self, part: slice, /) -> Sequence[ListRow]:
        """Return the texts of a slice."""
        return [self._texts(row) for row in self._app.queries.rows(self._rids[part])]

    def _texts(self, row: Stored | None) -> ListRow:
        if row is None:
            return ("", "", "", "")
        values = row.values
        contact = str(values.get("primary_contact") or "")
        name = str(values.get("display_name") or "")
        phones = (self._phone(str(values.get(field) or "")) for field in _PHONE_COLUMNS.values())
        return (name, "" if contact == name else contact, *phones)

    def _phone(self, value: str) -> str:
        return masked_phone(value) if self._masked else value


def phone_columns(language: str) -> list[Column]:
    """Return the columns of the telephone book."""
    labels = {
        "name": word("name", language),
        "contact": BY_ID["contact"].label(language),
        **{name: CUSTOMER[field].label(language) for name, field in _PHONE_COLUMNS.items()},
    }
    return [Column(labels[name], width) for name, width in PHONES]
