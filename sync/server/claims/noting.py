"""What a save leaves behind for the comparison that follows it. Runs while the counter is held, so it only notes."""

from __future__ import annotations

from sqlalchemy import BindParameter, Connection, bindparam, select

from desktop_crm.domain.claim_records import CLAIM_CASE, OPEN
from desktop_crm.domain.matching.profile import COMPARED
from desktop_crm.domain.quote_records import CLAIM, QUOTE
from desktop_crm.domain.records import CONTACT, CUSTOMER
from sync.server.rows import LIFE, PENDING_SEQ, RowState, Working
from sync.server.schema import claim_card, claim_case, claim_todo
from sync.server.sql import chunks, insert_rows, upsert

#: Fields by which one customer is told from another.
_TELLING = (*COMPARED, *(field.id for field in CUSTOMER if field.unique))
#: Rows whose coming may show that two people work for one customer.
_SHOWING = frozenset((QUOTE.name, CLAIM.name, CONTACT.name))
_ids: BindParameter[list[str]] = bindparam("ids", expanding=True)
_in_open_cases = (
    select(claim_card.c.agg_id)
    .join(claim_case, claim_case.c.case_id == claim_card.c.case_id)
    .where(claim_card.c.agg_id.in_(_ids), claim_case.c.state == OPEN)
    .distinct()
)


def note(conn: Connection, work: Working) -> None:
    """Note the cards to be compared, and what is asked of the cases that were written."""
    rows = [row for row in work.rows.values() if row.dirty]
    cases = [row for row in rows if row.type == CLAIM_CASE.name]
    upsert(conn, claim_case, [_asked(row) for row in cases])
    if work.by_duty:
        return
    wanted = {row.agg_id for row in rows if row.type in _SHOWING or _tells_anew(row)}
    customers = {card.agg_id for card in work.cards.values() if card.dirty and card.type == CUSTOMER.name}
    for part in chunks(sorted(customers - wanted)):
        wanted |= set(conn.execute(_in_open_cases, {"ids": part}).scalars())
    insert_rows(conn, claim_todo, [{"agg_id": agg_id, "quiet": False} for agg_id in sorted(wanted & customers)])


def _tells_anew(row: RowState) -> bool:
    if not row.is_root or row.type != CUSTOMER.name:
        return False
    last = row.versions.get(LIFE)
    back = last is not None and last.seq == PENDING_SEQ
    return back or any(row.version_of(name).seq == PENDING_SEQ for name in _TELLING if name in row.fields)


def _asked(row: RowState) -> dict[str, object]:
    return {"case_id": row.id, "state": row.fields.get("state") or OPEN, "due_at": row.fields.get("due_at")}
