"""An export with everything, imported into an empty profile, gives the same data."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop_crm.domain.fields import Field, FieldType, FormKind, RecordType, Value
from desktop_crm.domain.records import CUSTOMER, GRID
from desktop_crm.domain.validation.card import check_field
from desktop_crm.exchange.exporter import export_rows

from .support import FakeTarget, StoredCard, imported

_WORDS = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")),
        st.sampled_from("张三𠮷㐂龘·😀👨‍👩‍👧=+-@';,\\\"\n\t无0１"),
    ),
    max_size=40,
)
_NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking whole cards takes minutes
_TRICKY = st.sampled_from(
    [
        "无",
        "-",
        "N/A",
        "=1+1",
        "'=1+1",
        "''x",
        "+8613800001234",
        "@SUM(A1)",
        "0001",
        "1.38E+10",
        "a\nb",
        "张 三先生",
        "a;b\\,c",
    ]
)
_DATES = st.dates(date(1850, 1, 1), date(2026, 11, 1)).map(date.isoformat)


def _raw(field: Field) -> st.SearchStrategy[object]:
    if field.type is FieldType.CHOICE:
        return st.sampled_from([choice.code for choice in field.choices])
    if field.type is FieldType.SET:
        codes = [choice.code for choice in field.choices]
        return st.lists(st.sampled_from(codes) if codes else _WORDS, max_size=4)
    if field.type is FieldType.BOOLEAN:
        return st.booleans()
    if field.type is FieldType.INTEGER:
        return st.integers(-5, 10**9)
    if field.type is FieldType.DATE:
        return _DATES
    known = {
        "mobile_phone": ["13800001234", "+4915112345678", "138000012"],
        "landline_phone": ["010-55551234-801", "5555123", "12"],
        "postal_code": ["010000", "050011", "1234"],
        "id_number": ["11010519491231002X", "110105491231002"],
        "bank_account": ["6222021234567890123", "0012345678901234"],
    }
    return st.one_of(_WORDS, _TRICKY, st.sampled_from(known.get(field.id, ["浙江省杭州市"])))


def _row(record: RecordType) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional={f.id: _raw(f) for f in record if f.id != "sort_order"})


def _stored(record: RecordType, raws: dict[str, object]) -> dict[str, Value]:
    """What the store would hold of raw values: normalised, errors of drafts included."""
    values: dict[str, Value] = {}
    for field in record:
        if field.id in raws:
            checked = check_field(record, field.id, raws[field.id], values, date(2026, 11, 22))
            if checked.value not in (None, "", ()):
                values[field.id] = checked.value
    return values


def _is_sound(kind: FormKind, values: dict[str, Value], rows: list[dict[str, Value]]) -> bool:
    """Say whether no field has an error; a card with one can only be a draft."""
    given = [(CUSTOMER, values), *((GRID[kind], row) for row in rows)]
    return all(
        check_field(record, name, value, held, date(2026, 11, 22)).ok
        for record, held in given
        for name, value in held.items()
    )


@st.composite
def _cards(draw: st.DrawFn) -> list[StoredCard]:
    cards = []
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(list(FormKind)))
        values = _stored(CUSTOMER, draw(_row(CUSTOMER)))
        rows = [_stored(GRID[kind], row) for row in draw(st.lists(_row(GRID[kind]), max_size=3))]
        status = draw(st.sampled_from(("draft", "filed"))) if _is_sound(kind, values, rows) else "draft"
        values |= {"customer_no": f"SM-A07-{number:06}", "customer_kind": kind.value, "record_status": status}
        cards.append(StoredCard(kind, values, tuple(row for row in rows if row)))
    return cards


def _plain(target: dict[str, StoredCard]) -> dict[str, object]:
    return {no: (card.kind, dict(card.values), [dict(row) for row in card.grid]) for no, card in target.items()}


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".vcf", ".jsonl"])
@given(cards=_cards(), language=st.sampled_from(["zh", "en"]))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=_NO_SHRINKING)
def test_everything_comes_back(suffix: str, cards: list[StoredCard], language: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"all{suffix}"
        assert export_rows(path, cards, sensitive=True, language=language) == len(cards)
        target = FakeTarget()
        result = imported(path, target)
        assert (result.failed, result.error, result.created) == (0, None, len(cards))
        assert _plain(target.cards) == _plain({str(card.values["customer_no"]): card for card in cards})


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".vcf", ".jsonl"])
def test_every_field_at_once(suffix: str, tmp_path: Path) -> None:
    """One card of each kind with every declared field filled, so that a new field is covered unseen."""
    cards = []
    for number, kind in enumerate(FormKind):
        raws = {field.id: _sample(field) for field in CUSTOMER}
        values = _stored(CUSTOMER, raws) | {
            "customer_kind": kind.value,
            "customer_no": f"00{number}",
            "record_status": "draft",
        }
        assert set(values) == set(CUSTOMER.by_id)
        grid = _stored(GRID[kind], {field.id: _sample(field) for field in GRID[kind] if field.id != "sort_order"})
        cards.append(StoredCard(kind, values, (grid, {**grid, "name": "李四"})))
    export_rows(tmp_path / f"all{suffix}", cards, sensitive=True)
    target = FakeTarget()
    imported(tmp_path / f"all{suffix}", target)
    assert _plain(target.cards) == _plain({str(card.values["customer_no"]): card for card in cards})


def _sample(field: Field) -> object:
    if field.choices:
        return [field.choices[-1].code] if field.type is FieldType.SET else field.choices[-1].code
    by_type: dict[FieldType, object] = {
        FieldType.SET: ["茶", "足球🏀"],
        FieldType.BOOLEAN: False,
        FieldType.INTEGER: 0,
        FieldType.DATE: "1899-12-31",
        FieldType.LONG_TEXT: '第一行\n=第二行,"引号";\\n 反斜杠',
    }
    return by_type.get(field.type, "0012")
