"""No question that is asked for a card or a page may read a whole table."""

from __future__ import annotations

from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.queries.steps import OPEN
from desktop_crm.store import batches, contents
from desktop_crm.store.schema import card_key
from tests.support.profiles import profile

QUESTIONS = [
    "SELECT count(*), count(DISTINCT agg_id) FROM outbox WHERE state = 'pending'",
    "SELECT op_id FROM outbox WHERE state = 'pending' ORDER BY n LIMIT 5",
    "SELECT DISTINCT agg_id FROM outbox WHERE state = 'pending' AND agg_id IN ('a', 'b')",
    "SELECT 1 FROM outbox WHERE state = 'acked' AND seq <= 4 LIMIT 1",
    "SELECT rid FROM customer WHERE deleted = 0 ORDER BY name_key, rid LIMIT 300",
    "SELECT rid FROM customer WHERE deleted = 0 ORDER BY updated_at DESC, rid DESC LIMIT 300",
    "SELECT id FROM customer WHERE mobile_phone IN ('1')",
    "SELECT id FROM customer WHERE customer_no = '1'",
    "SELECT field FROM history WHERE agg_id = 'a' ORDER BY n DESC LIMIT 5",
    *(f'SELECT id FROM "{name}" WHERE {card_key(name)} = ?' for name in RECORD_TYPES),
    "SELECT id FROM foreign_row WHERE agg_id = 'a'",
    f"SELECT count(*) FROM content WHERE {contents.WAITING_SQL}",
    f"SELECT id FROM attachment a WHERE sha256 = ? AND NOT {contents.UNSENT_SQL}",
    f"SELECT a.id FROM activity a WHERE {OPEN} AND (a.next_action_at, a.rid) > ('', 0)"
    " ORDER BY a.next_action_at, a.rid LIMIT 5",
    f"SELECT a.id FROM activity a WHERE {OPEN} AND a.next_action_at IS NULL AND a.rid > 0 ORDER BY a.rid LIMIT 5",
    f"SELECT 1 FROM activity a WHERE {OPEN} AND a.next_action_at >= 'a' AND a.next_action_at < 'b'",
    "SELECT summary FROM activity WHERE agg_id = 'a' AND NOT deleted ORDER BY contacted_at DESC LIMIT 1",
    "SELECT n FROM history WHERE batch IS NOT NULL AND batch = 1 AND n < 9 ORDER BY n DESC LIMIT 5",
    "SELECT max(n) FROM batch WHERE reverses = 1",
    "SELECT rid FROM match_key WHERE key = 1 LIMIT 100",
    "SELECT rid FROM match_card WHERE due > 0 AND due = 2 ORDER BY rid LIMIT 500",
    "SELECT low FROM match_pair WHERE high IN (1, 2)",
]


def test_every_question_is_answered_by_an_index(tmp_path):
    app = profile(tmp_path)
    slow = []
    with app.store.read() as connection:
        for question in QUESTIONS:
            arguments = ("a",) if "?" in question else ()
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", arguments)
            plan = [str(row[3]) for row in rows]
            reads = [step for step in plan if step.startswith(("SCAN", "SEARCH"))]
            if any("USING" not in step for step in reads) or any("TEMP B-TREE FOR ORDER BY" in step for step in plan):
                slow.append((question, plan))
    app.close()
    assert slow == []


def test_what_batches_did_to_some_cards_is_found_by_the_cards(tmp_path, monkeypatch):
    """By the batches it would be found too, and each portion would read a whole import."""
    app = profile(tmp_path)
    asked = []
    monkeypatch.setattr(batches, "fetch_all", lambda _c, sql, arguments: asked.append((sql, arguments)) or [])
    with app.store.read() as connection:
        batches.created_rows(connection, [1, 2], ["a"])
        batches.others_since(connection, [1, 2], ["a"])
        plans = [
            [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", tuple(arguments))]
            for sql, arguments in asked
        ]
    app.close()
    assert len(plans) == 2 and all("history_by_card" in plan[0] for plan in plans), plans
