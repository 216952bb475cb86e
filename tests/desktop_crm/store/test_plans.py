"""No question that is asked for a card or a page may read a whole table."""

from __future__ import annotations

from desktop_crm.domain.records import RECORD_TYPES
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
