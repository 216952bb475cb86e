"""Tables from and to the clipboard."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.domain.records import CUSTOMER
from desktop_crm.exchange.clipboard import NAME, NUMBER, Target, as_html, as_text, plan_of, read_block, spread

COLUMNS = [("name", "客户"), ("tier", "客户等级"), ("phone", "联系电话"), ("number", "编号")]
FIELDS = {"name": CUSTOMER["full_name"], "tier": CUSTOMER["importance_tier"], "phone": CUSTOMER["mobile_phone"]}


def target(rid):
    return Target(rid, FIELDS, {"phone": "138****0001", "mobile_phone": "138****0001"})


def nobody(_key, _words):
    return {}


def values(pasting):
    return {rid: {one.field: one.raw for one in actions} for rid, actions in pasting.actions.items()}


@given(st.lists(st.lists(st.text("ab\t\n\"'=+-@ 中", max_size=6), min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_goes_out_comes_back(rows):
    width = max(map(len, rows))
    expected = [
        [cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows if any(c.strip() for c in row)
    ]
    back = read_block(as_text([[cell.strip() for cell in row] for row in rows]))
    assert [list(row) for row in back] == [
        [cell.replace("\r\n", "\n") for cell in row[: len(back[0])]] for row in expected
    ]


def test_no_cell_runs_as_a_formula_and_no_markup_gets_through():
    assert as_text([["=1+1", "@x"]]).startswith("'=1+1\t'@x")
    html = as_html([["头"], ["<b>&\n二"]])
    assert "<th>头</th>" in html and "<td>&lt;b&gt;&amp;<br>二</td>" in html


def test_an_open_quote_does_not_swallow_the_rest():
    assert len(read_block('"张三\t1\n李四\t2\n')) >= 1
    assert read_block("\n\t\n") == []


def test_a_block_without_header_is_laid_over_rows_from_the_current_column():
    pasting = spread(
        [("VIP", "１３８１１１１２２２２"), ("", "13811112223"), ("小", "1")],
        COLUMNS,
        1,
        [target(1), target(2)],
        nobody,
    )
    assert values(pasting) == {
        1: {"importance_tier": "VIP", "mobile_phone": "13811112222"},
        2: {"mobile_phone": "13811112223"},
    }
    assert pasting.rest == [("小", "1")] and pasting.header == ("客户等级", "联系电话")


def test_one_cell_fills_every_selected_row():
    pasting = spread([("VIP",)], COLUMNS, 1, [target(1), target(2), target(3)], nobody)
    assert values(pasting) == {rid: {"importance_tier": "VIP"} for rid in (1, 2, 3)}


@pytest.mark.parametrize(("head", "key", "word"), [("编号", NUMBER, "KH-1"), ("客户", NAME, "张三")])
def test_rows_find_their_customer_by_number_or_name(head, key, word):
    asked = []

    def by_key(wanted, words):
        asked.append((wanted, list(words)))
        return {word: target(7)}

    block = [(head, "客户等级", "说不清"), (word, "VIP", "x"), ("没有", "小客户", "y")]
    pasting = spread(block, COLUMNS, 0, [target(1)], by_key)
    assert asked == [(key, [word, "没有"])]
    assert values(pasting) == {7: {"importance_tier": "VIP"}}
    assert pasting.rest == [block[2]] and pasting.header == block[0]


def test_a_mask_that_comes_back_is_no_new_number():
    pasting = spread([("138****0001",)], COLUMNS, 2, [target(1)], nobody)
    action = pasting.actions[1][0]
    assert action.raw in action.shown


def test_rows_for_nobody_are_a_plan_of_an_import(tmp_path):
    rows = [("王一", "13811110001"), ("王二", "")]
    plan = plan_of(("姓名", "手机"), rows, tmp_path, "粘贴.xlsx", date(2026, 11, 22))
    assert plan.columns == ("姓名", "手机")
    assert [card.parts[0].cell for card in plan._cards()] == ["王一", "王二"]
    assert list(tmp_path.iterdir()) == []
