"""Commands that read and write files: import and export."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from desktop_crm.cli.command import Command, Exit, Session, teller
from desktop_crm.cli.messages import sentence
from desktop_crm.cli.wording import say
from desktop_crm.domain.fields import RecordType
from desktop_crm.domain.naming import field_called
from desktop_crm.errors import StoreError, UsageError
from desktop_crm.exchange.anonymous import AnonymousExport
from desktop_crm.exchange.exporter import export_rows
from desktop_crm.exchange.filing import CustomerFile, export_cards, import_customers
from desktop_crm.exchange.importer import DuplicatePolicy, ImportResult
from desktop_crm.exchange.opener import open_source
from desktop_crm.exchange.order_columns import looks_like_orders
from desktop_crm.exchange.orders import OrderState, import_orders, open_orders
from desktop_crm.exchange.plan import open_plan
from desktop_crm.exchange.rows import PlannedRow, RowState
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.queries.orders import OrderLookups


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument(
        "--dry-run", action="store_true", help=say("只预告，不改动", "say what would happen, change nothing")
    )
    parser.add_argument("--map", nargs="+", action="extend", default=[], metavar="HEADER=field")
    parser.add_argument(
        "--duplicates", choices=[policy.value for policy in DuplicatePolicy], default=DuplicatePolicy.SKIP.value
    )
    parser.add_argument(
        "--kind", choices=("customers", "orders"), help=say("文件里是什么；默认看列名", "what the file holds")
    )


def _import(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    path = Path(options.file)
    if options.kind == "orders" or (options.kind is None and looks_like_orders(open_source(path).headers)):
        return _import_orders(session, options, path)
    book = app.forms.book()
    plan = open_plan(path, _mapping(options.map, book.record), today=app.today(), book=book)
    progress = teller(session)

    if options.dry_run:
        counts = plan.prepare(CustomerFile(app.customers, app.queries), progress)
        document = {
            "dry_run": True,
            "created": counts.create,
            "updated": 0,
            "duplicates": counts.duplicate,
            "failed": counts.error,
            "failed_file": None,
            "rows": [
                _told(row, session.language)
                for row in plan.rows
                if row.state is not RowState.CREATE or row.repairs or row.duplicate
            ],
            "mapping": {column.header: str(column.place or "") or None for column in plan.mapping.columns}
            if plan.mapping
            else {},
        }
        session.answer(document, f"create {counts.create}, duplicates {counts.duplicate}, failed {counts.error}")
        return Exit.SOME_FAILED if counts.error else Exit.DONE
    result = import_customers(
        plan,
        app.customers,
        app.queries,
        app.batches,
        policy=DuplicatePolicy(options.duplicates),
        progress=progress,
        language=session.language,
    )
    app.build_search()
    app.write_audit("import", created=result.created, updated=result.updated, failed=result.failed)
    return _answer_import(session, result)


def _told(row: PlannedRow, language: str) -> dict[str, object]:
    told: dict[str, object] = {"row": row.number, "state": row.state.value, "reasons": row.reasons(language)}
    if row.duplicate is not None:
        told["like"] = {"no": row.duplicate.customer_no, "row": row.duplicate.row, "why": row.duplicate.why(language)}
    return told


def _import_orders(session: Session, options: argparse.Namespace, path: Path) -> Exit:
    app = session.app
    lookups = OrderLookups(app.store)
    wishes = dict(_wish(word) for word in options.map)
    plan = open_orders(path, wishes, today=app.today())
    if options.dry_run:
        counts = plan.prepare(lookups, teller(session))
        document = {
            "kind": "orders", "dry_run": True, "created": counts[OrderState.CREATE],
            "updated": counts[OrderState.UPDATE], "duplicates": counts[OrderState.SAME],
            "failed": counts[OrderState.ERROR], "failed_file": None,
            "rows": [
                {"row": row.number, "state": row.state.value, "reasons": row.reasons(session.language)}
                for row in plan.rows
                if row.state is not OrderState.CREATE
            ],
            "mapping": dict(zip(plan.source.headers, (target or None for target in plan.targets), strict=True)),
        }  # fmt: skip
        session.answer(document, ", ".join(f"{state.value} {number}" for state, number in counts.items()))
        return Exit.SOME_FAILED if counts[OrderState.ERROR] else Exit.DONE
    result = import_orders(plan, lookups, app.rows, app.batches, progress=teller(session), language=session.language)
    app.classes.run()
    app.write_audit("import_orders", created=result.created, updated=result.updated, failed=result.failed)
    return _answer_import(session, result)


def _answer_import(session: Session, result: ImportResult) -> Exit:
    document: dict[str, object] = {
        "created": result.created,
        "updated": result.updated,
        "duplicates": result.duplicates,
        "failed": result.failed,
        "failed_file": str(result.failed_file) if result.failed_file else None,
        "batch": result.batch,
    }
    if result.error is not None:
        text = sentence(result.error, session.language)
        document["error"] = {"code": result.error.code, "message": text}
        session.say(text)
    session.answer(document, ", ".join(f"{name} {value}" for name, value in document.items() if value is not None))
    if isinstance(result.error, StoreError):
        return Exit.DAMAGED
    return Exit.SOME_FAILED if result.failed or result.error else Exit.DONE


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=".xlsx .csv .vcf .jsonl")
    parser.add_argument(
        "--with-sensitive",
        action="store_true",
        help=say("全部内容，含敏感信息与家庭成员；会留下记录", "everything, also class P2 and families; logged"),
    )

    parser.add_argument(
        "--anonymous",
        action="store_true",
        help=say("去掉身份信息；有人会被认出时不导出", "without identity; stopped when somebody could be recognised"),
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help=say("导出的用途", "what the export is for"))


def _export_anonymous(session: Session, target: Path, rids: Sequence[int], reason: str) -> Exit:
    app = session.app
    export = AnonymousExport(app.queries, app.privacy, rids, app.classes.parameters().k_min)
    app.write_audit("export", file=target.name, customers=len(rids), anonymous=True, reason=reason)
    written = export.write(target, reason, language=session.language, today=app.today())
    session.answer({"file": str(target), "customers": written, "anonymous": True}, f"{target}: {written}")
    return Exit.DONE


def _export(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    target = Path(options.file)
    rids = app.queries.all_rids(ListFilter(), Order("customer_no"))
    if options.anonymous:
        return _export_anonymous(session, target, rids, options.reason)
    detail = {"file": target.name, "customers": len(rids), "sensitive": options.with_sensitive}
    if options.with_sensitive:
        app.revealing.give_out("export", rids, detail, options.reason)
    else:
        app.write_audit("export", **detail)
    written = export_rows(
        target,
        export_cards(app.queries, rids),
        sensitive=options.with_sensitive,
        language=session.language,
        record=app.forms.book().everything,
    )
    session.answer(
        {"file": str(target), "customers": written, "sensitive": options.with_sensitive}, f"{target}: {written}"
    )
    return Exit.DONE


def _mapping(words: list[str], record: RecordType) -> dict[str, str]:
    wishes: dict[str, str] = {}
    for header, name in map(_wish, words):
        found = field_called(name, record)
        wishes[header] = found.id if found else name
    return wishes


def _wish(word: str) -> tuple[str, str]:
    header, separator, name = word.rpartition("=")
    if not separator or not header:
        raise UsageError("bad_assignment", text=word[:80])
    return header, name


COMMANDS = (
    Command("import", "导入 xlsx、csv、vCard", "import xlsx, csv, vCard", _import_arguments, _import),
    Command("export", "导出", "export", _export_arguments, _export),
)
