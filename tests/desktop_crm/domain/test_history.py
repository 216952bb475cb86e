"""What the history of a card says, from the log of a laptop, the server's lines and the conflicts."""

from __future__ import annotations

from dataclasses import replace

from desktop_crm.domain.history import (
    Change,
    Fetched,
    Kind,
    Loss,
    RowThen,
    State,
    after,
    as_it_was,
    as_read,
    differences,
    later_than,
    of_field,
    told,
)

ROW = "c1"


def _at(hour, minute=0):
    return f"2026-11-22T{hour:02d}:{minute:02d}:00.000Z"


def _change(hour, old, new, by="陈国栋", **more):
    made = {"made_at": _at(hour), "at": _at(hour), "field": "mobile_phone", **more}
    return Change("customer", ROW, Kind.CHANGED, old=old, new=new, by=by, **made)


def _now(value):
    return [RowThen("customer", ROW, {"mobile_phone": value})]


def _values(entries, now, undone):
    return {row.values.get("mobile_phone") for row in as_it_was(_now(now), entries, undone).values()}


def test_a_later_value_of_somebody_else_overwrites_with_knowledge():
    first, second, third = told([_change(8, "1", "2"), _change(9, "2", "3", "林晓"), _change(10, "3", "4", "林晓")])
    assert (first.over.by, first.over.value, first.over.unseen) == ("林晓", "3", False)
    assert second.over is None and third.over is None  # one's own correction is no overwriting


def test_a_lost_value_says_what_stood_against_it():
    lines = [
        _change(10, "1", "2", "林晓", op="a", seq=5),
        _change(9, "1", "3", op="b", seq=6, state=State.LOST, at=_at(12)),
    ]
    winner, lost = told([], lines, Fetched(_at(13)))
    assert winner.over is None and winner.chained
    assert not lost.chained and lost.over.by == "林晓" and lost.over.value == "2" and lost.over.unseen
    assert lost.change.offline and not winner.change.offline
    assert [one.change.new for one in as_read([winner, lost])] == ["2", "3"]  # by the time of the edit


def test_a_conflict_says_who_did_not_know_of_whom():
    loss = Loss("customer", ROW, "mobile_phone", "1", "3", "2", "王芳", "陈国栋", "wang", "chen", _at(11))
    mine, theirs = told([_change(8, "1", "2"), _change(9, "2", "3", "王芳", came_at=_at(11))], losses=[loss])
    assert (mine.over.by, mine.over.device, mine.over.unseen) == ("王芳", "wang", True)
    assert theirs.over is None


def test_a_loser_nobody_here_ever_saw_is_told_by_its_conflict():
    loss = Loss("customer", ROW, "mobile_phone", "1", "3", "9", "王芳", "林晓", "wang", "lin", _at(11))
    entries = told([_change(9, "1", "3", "王芳", came_at=_at(10))], losses=[loss])
    told_of = entries[-1]
    assert (told_of.change.new, told_of.change.by, told_of.change.state) == ("9", "林晓", State.LOST)
    assert not told_of.chained and told_of.over.by == "王芳"
    withheld = told([], losses=[replace(loss, withheld=True)])[0]
    assert withheld.change.state is State.ASIDE and withheld.over is None


def test_the_servers_history_takes_the_place_of_what_was_seen_of_it():
    local = [
        _change(8, "1", "2", op="a", at=_at(8)),
        _change(9, "2", "3", "林晓", came_at=_at(10), at=""),
        _change(12, "3", "4", op="c", state=State.WAITING, at=""),
        _change(12, "4", "6", "王芳", came_at=_at(14), at=""),
    ]
    server = [_change(8, "1", "2", op="a", seq=1), _change(9, "2", "3", "林晓", op="b", seq=2)]
    entries = told(local, server, Fetched(_at(11)))
    assert [(one.change.new, one.change.op) for one in entries] == [("2", "a"), ("3", "b"), ("4", "c"), ("6", "")]
    confirming = [*local[:2], _change(9, "2", "3", "林晓", came_at=_at(13), at="")]
    assert [one.change.op for one in told(confirming, server, Fetched(_at(11)))] == ["a", "b"]


def test_an_answered_edit_that_the_server_did_not_write_leads_nowhere():
    local = [
        _change(8, "1", "2", op="a", at=_at(9), state=State.ASIDE),
        _change(8, "2", "1", "林晓", came_at=_at(9), at=""),
        _change(8, "1", "5", op="same", at=_at(9)),
    ]
    (aside,) = told(local, [], Fetched(_at(11)))
    assert aside.change.op == "a" and not aside.chained
    assert _values([aside], "1", later_than(_at(0))) == {"1"}


def test_what_is_older_than_the_fetched_part_comes_before_it():
    local = [_change(3, "0", "1", "林晓", came_at=_at(3), at=""), _change(8, "1", "2", op="a", at=_at(8))]
    server = [_change(8, "1", "2", op="a", seq=7)]
    entries = told(local, server, Fetched(_at(11), since=_at(8)))
    assert [one.change.old for one in entries] == ["0", "1"]
    assert _values(entries, "2", later_than(_at(2))) == {"0"}


def test_the_card_is_as_it_was_at_any_moment():
    server = [
        Change("customer", ROW, Kind.CREATED, made_at=_at(7), at=_at(7), op="0", seq=1, values={"mobile_phone": "1"}),
        _change(8, "1", "2", op="a", seq=2),
        _change(9, "1", "x", op="b", seq=3, state=State.LOST),
        _change(10, "2", "3", op="c", seq=4),
    ]
    entries = told([], server, Fetched(_at(11)))
    assert _values(entries, "3", later_than(_at(11))) == {"3"}
    assert _values(entries, "3", later_than(_at(9, 30))) == {"2"}
    assert _values(entries, "3", after(entries[0].place)) == {"1"}
    assert as_it_was(_now("3"), entries, later_than(_at(6))) == {}
    assert [one.change.op for one in of_field(entries, ROW, "mobile_phone")] == ["0", "a", "b", "c"]


def test_removed_rows_were_there_and_new_ones_were_not():
    now = [RowThen("customer", ROW, {}), RowThen("contact", "r1", {"name": "甲"}, exists=False),
           RowThen("contact", "r2", {"name": "乙"})]  # fmt: skip
    entries = told([
        Change("contact", "r1", Kind.DELETED, made_at=_at(9)),
        Change("contact", "r2", Kind.CREATED, made_at=_at(10)),
    ])  # fmt: skip
    then = as_it_was(now, entries, later_than(_at(8)))
    assert set(then) == {ROW, "r1"}
    found = {(one.row_id, one.then, one.now) for one in differences(then, now)}
    assert found == {("r1", "甲", None), ("r2", None, "乙")}
    assert now[1].exists is False  # the present is not touched


def test_joined_text_overwrites_nobody():
    lines = [_change(8, "a", "b", op="1", seq=1), _change(9, "b", "bc", "林晓", op="2", seq=2, state=State.MERGED)]
    assert [one.over for one in told([], lines, Fetched(_at(11)))] == [None, None]
