"""What waits, receipts, what came: right, in order, each thing once, and by an index however much there is."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import event

from desktop_crm.queries import sync_digest, sync_log
from desktop_crm.queries.operations import FieldChange, field_label, read_operation, shown_value
from desktop_crm.queries.sync_log import ReceiptFilter
from desktop_crm.services.customers import GridInput
from desktop_crm.store import raw
from tests.support.profiles import INDIVIDUAL, ORGANISATION, RELATIVE, Clock, profile


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(tmp_path, clock):
    made = profile(tmp_path, clock=clock)
    yield made
    made.close()


def create(app, values=INDIVIDUAL, **more):
    return app.customers.create({**values, **more}).id


def answer(app, outcome="applied", seq=7, at="2026-11-22T02:05:00.000Z", **more):
    """Answer everything that waits, as the server would."""
    receipt = json.dumps({"s": seq, "r": outcome, **more})
    with app.store.write() as connection:
        connection.exec_driver_sql(
            "UPDATE outbox SET state = 'acked', seq = ?, outcome = ?, acked_at = ?, receipt = ?"
            " WHERE state = 'pending'",
            (seq, outcome, at, receipt),
        )


def came(app, agg_id, field, old, new, at, *, by="林晓", row=None, kind="pulled"):
    with app.store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO history (agg_id, row_id, kind, field, old, new, at, by, came_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (agg_id, row or agg_id, kind, field, json.dumps(old), json.dumps(new), at, by, at),
        )


def arrived(app, agg_id, what, at="2026-11-22T01:00:00.000Z"):
    with app.store.write() as connection:
        connection.exec_driver_sql("INSERT INTO arrival (at, agg_id, what) VALUES (?, ?, ?)", (at, agg_id, what))


# -- what waits -----------------------------------------------------------------------------


def test_what_waits_stands_by_card_the_newest_edit_first(app):
    first, second = create(app), create(app, ORGANISATION)
    app.customers.update(first, {"mobile_phone": "13912345678"})
    cards = app.sync_log.name_cards(app.sync_log.waiting_cards())
    assert [(card.agg_id, card.operations, card.display_name) for card in cards] == [
        (first, 2, "曾国藩"),
        (second, 1, "绍兴市恒昌纺织有限公司"),
    ]
    made, changed = app.sync_log.waiting(first)
    assert (made.kind, changed.kind, changed.made_at) == ("create", "put", "2026-11-22T02:00:00.000Z")
    assert changed.changes == (FieldChange("mobile_phone", "13812345678", "13912345678"),)
    facts = app.sync_log.facts()
    assert (facts.waiting, facts.waiting_customers, facts.answered) == (3, 2, 0)


def test_fields_that_only_accompany_their_group_are_no_change(app):
    card = create(app, postal_code="410000")
    answer(app)
    app.customers.update(card, {"mailing_address": "湖南省长沙市岳麓区麓山路2号"})
    (operation,) = app.sync_log.waiting(card)
    assert [change.field for change in operation.changes] == ["mailing_address"]


@pytest.mark.parametrize("payload", ["", "no json", "[]", '{"f": 3}', '{"f": {"a": 1}}'])
def test_an_operation_nobody_can_read_is_shown_without_its_content(payload):
    assert read_operation(1, "x", payload).changes == ()


def test_values_are_masked_as_in_lists():
    assert shown_value("customer", "mobile_phone", "13812345678", "zh") == "138****5678"
    assert shown_value("customer", "sex", "male", "en") == "Male"
    assert shown_value("customer", "remarks", None, "zh") == "—"
    assert shown_value("drone", "height", 12, "zh") == "12"
    assert field_label("family_member", "name", "zh") == "家庭成员 · 姓名"
    assert field_label("drone", "height", "en") == "height"


# -- receipts -------------------------------------------------------------------------------


def test_receipts_tell_commit_tag_outcome_and_reason_the_newest_first(app):
    first = create(app)
    answer(app, seq=7, at="2026-11-22T02:05:00.000Z", w=[8, "c1d2e3f4a5b6c7d8"])
    app.customers.update(first, {"mobile_phone": "13912345678"})
    answer(app, "lost", 9, "2026-11-22T03:00:00.000Z", lost=["mobile_phone"], inbox="x-1")
    second = create(app, ORGANISATION)
    answer(app, "quarantined", 9, "2026-11-22T03:00:00.000Z", why="scope")
    keys = app.sync_log.receipt_keys(ReceiptFilter())
    rows = app.sync_log.receipts(keys)
    assert [(row.outcome, row.seq, row.operation.agg_id) for row in rows] == [
        ("quarantined", 9, second), ("lost", 9, first), ("applied", 7, first),
    ]  # fmt: skip
    assert (rows[0].why, rows[1].lost, rows[1].inbox, rows[2].tag) == ("scope", ("mobile_phone",), "x-1", "c1d2e3f4")
    assert (rows[2].tag_seq, rows[1].tag_seq) == (8, 0)
    assert not rows[2].settled
    assert app.sync_log.outcomes(ReceiptFilter()) == {"applied": 1, "lost": 1, "quarantined": 1}
    assert app.sync_log.outcomes(ReceiptFilter(since="2026-11-22T02:30:00.000Z", outcome="lost")) == {
        "lost": 1, "quarantined": 1,
    }  # fmt: skip


def test_receipts_are_found_by_customer_outcome_and_time(app):
    first = create(app)
    answer(app, at="2026-11-20T02:00:00.000Z")
    create(app, ORGANISATION)
    answer(app, "same", at="2026-11-22T02:00:00.000Z")
    app.build_search()
    log = app.sync_log
    number = app.queries.card(first).customer_no
    for text in ("zgf", "曾国藩", number, number.lower(), first):
        assert log.customers_meant(text) == (first,), text
    assert len(log.receipt_keys(ReceiptFilter(agg_ids=log.customers_meant("zgf")))) == 1
    assert len(log.receipt_keys(ReceiptFilter(agg_ids=()))) == 0
    assert len(log.receipt_keys(ReceiptFilter(since="2026-11-21T00:00:00.000Z"))) == 1
    assert len(log.receipt_keys(ReceiptFilter(outcome="same"))) == 1
    assert log.receipts([999]) == [None]


def test_answers_of_the_first_version_have_no_receipt_text(app):
    create(app)
    answer(app)
    with app.store.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET receipt = NULL")
    (row,) = app.sync_log.receipts(app.sync_log.receipt_keys(ReceiptFilter()))
    assert (row.outcome, row.tag, row.lost) == ("applied", "", ())


# -- what came ------------------------------------------------------------------------------


def test_a_field_changed_twice_is_one_line_from_first_to_last(app):
    card = create(app)
    came(app, card, "mobile_phone", "1", "2", "2026-11-22T01:00:00.000Z")
    came(app, card, "sex", "male", "female", "2026-11-22T01:30:00.000Z")
    came(app, card, "mobile_phone", "2", "3", "2026-11-22T02:00:00.000Z", by="王芳")
    digest = app.sync_log.came.since("2026-11-22T00:00:00.000Z")
    (shown,) = digest.cards
    assert (shown.lines, digest.changed, sorted(shown.by)) == (2, 1, ["林晓", "王芳"])
    phone, sex = app.sync_log.came.lines(card, "2026-11-22T00:00:00.000Z")
    assert (phone.old, phone.new, phone.times, phone.by) == ("1", "3", 2, "王芳")
    assert (sex.field, sex.times) == ("sex", 1)
    assert app.sync_log.came.since("2026-11-22T02:00:00.001Z").cards == ()


def test_a_new_card_is_counted_once_and_not_among_the_changes(app):
    old, new = create(app), create(app, ORGANISATION)
    came(app, old, "sex", "male", "female", "2026-11-22T01:00:00.000Z")
    came(app, new, "sex", "male", "female", "2026-11-22T01:30:00.000Z")
    arrived(app, new, "new")
    for what in ("new", "left"):
        arrived(app, "gone-again", what)
    arrived(app, "gone", "left")
    digest = app.sync_log.came.since("2026-11-22T00:00:00.000Z")
    assert [card.agg_id for card in digest.cards] == [old]
    assert (digest.new, digest.left) == (1, 2)


def test_conflicts_and_colleagues_are_not_told_as_changes(app):
    card = create(app)
    with app.store.write() as connection:
        connection.exec_driver_sql("INSERT INTO conflict (id, agg_id) VALUES ('c-1', ?)", (card,))
    came(app, card, "state", "open", "kept", "2026-11-22T01:00:00.000Z", row="c-1")
    came(app, "org", "team", "east", "west", "2026-11-22T01:00:00.000Z")
    assert app.sync_log.came.since("2026-11-22T00:00:00.000Z").cards == ()


def test_mine_only_and_rows_of_the_grids(app):
    app.set_facts(user_id="wang")
    card = app.customers.create(dict(INDIVIDUAL), [GridInput(RELATIVE)]).id
    other = create(app, ORGANISATION)
    with app.store.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET owner_id = 'li' WHERE id = ?", (other,))
        connection.exec_driver_sql("UPDATE customer SET owner_id = 'wang' WHERE id = ?", (card,))
        row = connection.exec_driver_sql("SELECT id FROM family_member").scalar()
    for agg_id, row_id in ((card, row), (other, other)):
        came(app, agg_id, "name", "a", "b", "2026-11-22T01:00:00.000Z", row=row_id)
    digest = app.sync_log.came.since("2026-11-22T00:00:00.000Z", mine_only=True)
    assert [shown.agg_id for shown in digest.cards] == [card]
    (line,) = app.sync_log.came.lines(card, "2026-11-22T00:00:00.000Z")
    assert line.record_type == "family_member"


# -- much of it -----------------------------------------------------------------------------

WHAT_IS_ASKED = {
    "waiting cards": lambda app: app.sync_log.waiting_cards(),
    "waiting of a card": lambda app: app.sync_log.waiting("a"),
    "all receipts": lambda app: app.sync_log.receipt_keys(ReceiptFilter()),
    "receipts since": lambda app: app.sync_log.receipt_keys(ReceiptFilter(since="2026")),
    "receipts of an outcome": lambda app: app.sync_log.receipt_keys(ReceiptFilter(outcome="lost")),
    "receipts of a customer": lambda app: app.sync_log.receipt_keys(ReceiptFilter(agg_ids=("a",))),
    "outcomes": lambda app: app.sync_log.outcomes(ReceiptFilter(since="2026")),
    "page of receipts": lambda app: app.sync_log.receipts([1, 2]),
    "what came": lambda app: app.sync_log.came.since("2026"),
    "lines of a card": lambda app: app.sync_log.came.lines("a", "2026"),
    "facts": lambda app: app.sync_log.facts(),
}


@pytest.mark.parametrize("asked", WHAT_IS_ASKED)
def test_no_question_reads_the_whole_outbox_or_history(app, asked):
    said = []

    def note(connection, cursor, statement, parameters, context, many):
        said.append((statement, parameters))

    plain = raw.fetch_all

    def noted(connection, sql, arguments=()):
        said.append((sql, tuple(arguments)))
        return plain(connection, sql, arguments)

    patch = pytest.MonkeyPatch()
    patch.setattr(sync_log, "fetch_all", noted)
    patch.setattr(sync_digest, "fetch_all", noted)
    with app.store.read() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        WHAT_IS_ASKED[asked](app)
    finally:
        event.remove(engine, "before_cursor_execute", note)
        patch.undo()
    questions = [entry for entry in said if entry[0].startswith("SELECT")]
    assert questions
    slow = []
    with app.store.read() as connection:
        for sql, arguments in questions:
            plan = [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", tuple(arguments))]
            slow += [step for step in plan if step.startswith(("SCAN outbox", "SCAN history")) and "INDEX" not in step]
    assert slow == []
