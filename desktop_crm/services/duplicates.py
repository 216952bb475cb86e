"""Does this customer have a card already? (X-DUP-HARD, X-DUP-SOFT of the domain contract §1.1)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop_crm.domain.fields import FormKind, Values
from desktop_crm.domain.records import display_name
from desktop_crm.domain.validation.findings import Finding, Severity
from desktop_crm.store.projection import Deriver

_SLICE = 300
_PLACES = {FormKind.INDIVIDUAL: ("id_number", "full_name"), FormKind.ORGANISATION: ("licence_no", "org_name")}


@dataclass(frozen=True, slots=True)
class Match:
    """An existing card that a row seems to be. ``hard``: same document; else same phone, or same name
    with the same landline, address or birth date."""

    id: str
    customer_no: str
    name: str
    hard: bool

    def finding(self, kind: FormKind) -> Finding:
        """Return it as a finding of a card of that kind, placed on the field that is the same."""
        document, name = _PLACES[kind]
        if self.hard:
            return Finding("dup_hard", Severity.ERROR, document, {"no": self.customer_no})
        return Finding("dup_soft", Severity.WARNING, name, {"no": self.customer_no})


def find(
    connection: Connection, rows: Sequence[Values], deriver: Deriver, but_not: str | None = None
) -> list[Match | None]:
    """Return for each row its likely card; None for most. Deleted cards do not count."""
    found: list[Match | None] = []
    for start in range(0, len(rows), _SLICE):
        found.extend(_find_slice(connection, rows[start : start + _SLICE], deriver, but_not))
    return found


def _find_slice(
    connection: Connection, rows: Sequence[Values], deriver: Deriver, but_not: str | None
) -> list[Match | None]:
    hashes = [deriver.document_hash(row) for row in rows]
    by_hash = _lookup(connection, "id_hash", [item for item in hashes if item])
    mobiles = _lookup(connection, "mobile_phone", [str(row["mobile_phone"]) for row in rows if row.get("mobile_phone")])
    names = [display_name(row) for row in rows]
    by_name = _lookup(connection, "display_name", [name for name in names if name])
    answers: list[Match | None] = []
    for row, document, name in zip(rows, hashes, names, strict=True):
        hard = _first(by_hash.get(document or "", ()), but_not)
        if hard:
            answers.append(Match(hard[0], hard[1], hard[2], hard=True))
            continue
        candidates = [*mobiles.get(str(row.get("mobile_phone") or ""), ())]
        candidates += [twin for twin in by_name.get(name, ()) if _same_person(row, twin)]
        soft = _first(candidates, but_not)
        answers.append(Match(soft[0], soft[1], soft[2], hard=False) if soft else None)
    return answers


_Row = tuple[str, str, str, str, str, str]


def _lookup(connection: Connection, column: str, wanted: Sequence[str]) -> dict[str, list[_Row]]:
    if not wanted:
        return {}
    values = tuple(dict.fromkeys(wanted))
    sql = (
        f"SELECT {column}, id, customer_no, display_name, landline_phone, mailing_address, birth_date FROM customer"
        f" WHERE {column} IN ({','.join('?' * len(values))}) AND NOT deleted"
    )
    grouped: dict[str, list[_Row]] = {}
    for key, *rest in connection.exec_driver_sql(sql, values):
        texts = [str(item or "") for item in rest]
        grouped.setdefault(str(key), []).append((texts[0], texts[1], texts[2], texts[3], texts[4], texts[5]))
    return grouped


def _same_person(row: Values, twin: _Row) -> bool:
    mine = (row.get("landline_phone"), row.get("mailing_address"), row.get("birth_date"))
    return any(value and str(value) == other for value, other in zip(mine, twin[3:], strict=True))


def _first(candidates: Sequence[_Row], but_not: str | None) -> _Row | None:
    return next((row for row in candidates if row[0] != but_not), None)
