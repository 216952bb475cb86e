"""Is somebody else's claim to a customer undecided? Asked at each save of a quote."""

from __future__ import annotations

from sqlalchemy import Connection


def open_case_of(connection: Connection, customer_id: str) -> str:
    """Return the open case that a customer is in, "" for none."""
    sql = (
        "SELECT c.id FROM claim_party p JOIN claim_case c ON c.id = p.agg_id"
        " WHERE p.card_id = ? AND NOT p.deleted AND NOT c.deleted AND c.state = 'open' LIMIT 1"
    )
    row = connection.exec_driver_sql(sql, (customer_id,)).fetchone()
    return str(row[0]) if row else ""
