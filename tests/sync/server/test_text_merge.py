"""The three-way merge of long text, by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.server.text_merge import merge_text

TEXTS = st.text(alphabet="ab \n客户。1", max_size=40)
LETTER = "Dear Mr Zeng,\nthe goods arrive on Tuesday.\nPlease have the gate open.\nYours, Li\n"


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (("Tuesday", "Friday"), ("gate", "door"), True),
        (("Tuesday", "Friday"), ("Tuesday", "Monday"), False),
        (("Tuesday", "Friday"), ("Tuesday", "Friday"), True),
        (("Tuesday", "Friday"), ("on Tuesday", "with us on Tuesday"), False),  # too close to be meant together
        (("Tuesday", "Friday"), (LETTER, ""), False),
        (("Dear", "My dear"), ("Li\n", "Li\nPS: call me\n"), True),
        (("Li\n", "Li\nPS: one\n"), ("Li\n", "Li\nPS: two\n"), False),  # in which order nobody knows
    ],
)
def test_changes_meet_or_do_not(one, other, both):
    left, right = LETTER.replace(*one), LETTER.replace(*other)
    merged = merge_text(LETTER, left, right)
    if both:
        assert merged == LETTER.replace(*one).replace(*other) if one != other else left
    else:
        assert merged is None


def test_letters_of_one_name_are_not_mixed():
    assert merge_text("客户张三丰", "客户李三丰", "客户张三风") is None


@pytest.mark.parametrize("length", [30_000, 60_000])
def test_a_long_text_is_compared_by_lines_or_as_one(length):
    base = "".join(f"line {i} " + "word " * 20 + "\n" for i in range(length // 108))
    lines = base.splitlines(keepends=True)
    one = "".join(["first\n", *lines[:-2], "changed\n", lines[-1]])
    other = "".join([*lines[: len(lines) // 2], "middle\n", *lines[len(lines) // 2 :]])
    merged = merge_text(base, one, other)
    assert merged is not None
    assert merged.count("first\n") == merged.count("changed\n") == merged.count("middle\n") == 1
    shuffled = " ".join("a" if i % 2 else "b" for i in range(length // 2))
    assert merge_text(shuffled, shuffled[::-1] + "!", "x" + shuffled) is None


@given(TEXTS, TEXTS, TEXTS)
def test_both_orders_give_the_same(base, one, other):
    assert merge_text(base, one, other) == merge_text(base, other, one)


@given(TEXTS, TEXTS)
def test_a_side_that_changed_nothing_or_the_same_changes_nothing(base, text):
    assert merge_text(base, text, base) == merge_text(base, base, text) == merge_text(base, text, text) == text


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_changes_far_apart_are_both_there(before, one, other, after):
    middle = " -- untouched words between -- "
    merged = merge_text(f"[{before}]{middle}[{after}]", f"[{one}]{middle}[{after}]", f"[{before}]{middle}[{other}]")
    assert merged == f"[{one}]{middle}[{other}]"
