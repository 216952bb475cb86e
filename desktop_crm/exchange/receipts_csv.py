"""The receipts as comma separated text, for an audit: who sent what when, and what the server answered. No values."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_crm.exchange.delimited import guard
from desktop_crm.exchange.files import replacing
from desktop_crm.queries.operations import field_label, record_label
from desktop_crm.queries.sync_log import ReceiptFilter, ReceiptRow, SyncLog

#: Titles in Chinese and English, and how a receipt fills the column.
_COLUMNS: tuple[tuple[str, str, Callable[[ReceiptRow, str], str]], ...] = (
    ("提交号", "Commit", lambda row, _: str(row.seq)),
    ("标签", "Tag", lambda row, _: row.tag),
    ("标签的提交号", "Commit of the tag", lambda row, _: str(row.tag_seq or "")),
    ("收据时间 (UTC)", "Answered at (UTC)", lambda row, _: row.answered_at),
    ("修改时间 (UTC)", "Made at (UTC)", lambda row, _: row.operation.made_at),
    ("客户编号", "Customer no.", lambda row, _: row.customer_no),
    ("客户", "Customer", lambda row, _: row.display_name),
    ("资料", "Record", lambda row, language: record_label(row.operation.record_type, language)),
    ("操作", "Operation", lambda row, _: row.operation.command or row.operation.kind),
    ("字段", "Fields", lambda row, language: "; ".join(_fields(row, language))),
    ("结果", "Outcome", lambda row, _: row.outcome),
    ("原因", "Reason", lambda row, _: row.why),
    ("被覆盖的字段", "Fields overwritten", lambda row, _: "; ".join(row.lost)),
    ("操作编号", "Operation id", lambda row, _: row.operation.op_id),
)
_PORTION = 500


def export_receipts(
    log: SyncLog,
    path: Path,
    wanted: ReceiptFilter,
    language: str,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> int:
    """Write the receipts of a filter, the newest first; return how many. Raises ExchangeError."""
    keys = log.receipt_keys(wanted)
    count = 0
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([en if language == "en" else zh for zh, en, _cell in _COLUMNS])
        for start in range(0, len(keys), _PORTION):
            progress(start, len(keys))
            rows = [row for row in log.receipts(keys[start : start + _PORTION]) if row is not None]
            writer.writerows([guard(cell(row, language)) for _zh, _en, cell in _COLUMNS] for row in rows)
            count += len(rows)
    return count


def _fields(row: ReceiptRow, language: str) -> Sequence[str]:
    return [field_label(row.operation.record_type, change.field, language) for change in row.operation.changes]
