"""Commands that read and write files: import and export."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.messages import sentence
from desktop_crm.cli.wording import say
from desktop_crm.domain.naming import field_called
from desktop_crm.errors import StoreError, UsageError
from desktop_crm.exchange.exporter import export_rows
from desktop_crm.exchange.filing import CustomerFile, export_cards
from desktop_crm.exchange.importer import DuplicatePolicy, ImportResult, run_import
from desktop_crm.exchange.plan import open_plan
from desktop_crm.exchange.rows import RowState
from desktop_crm.queries.customers import ListFilter, Order


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument(
        "--dry-run", action="store_true", help=say("只预告，不改动", "say what would happen, change nothing")
    )
    parser.add_argument("--map", nargs="+", action="extend", default=[], metavar="HEADER=field")
    parser.add_argument(
        "--duplicates", choices=[policy.value for policy in DuplicatePolicy], default=DuplicatePolicy.SKIP.value
    )


def _import(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    plan = open_plan(Path(options.file), _mapping(options.map), today=app.today())
    target = CustomerFile(app.customers, app.queries)

    def progress(done: int, total: int) -> None:
        if total > 2000:
            session.say(f"{done}/{total}")

    if options.dry_run:
        counts = plan.prepare(target, progress)
        document = {
            "dry_run": True,
            "created": counts.create,
            "updated": 0,
            "duplicates": counts.duplicate,
            "failed": counts.error,
            "failed_file": None,
            "rows": [
                {"row": row.number, "state": row.state.value, "reasons": row.reasons(session.language)}
                for row in plan.rows
                if row.state is not RowState.CREATE or row.repairs
            ],
            "mapping": {column.header: str(column.place or "") or None for column in plan.mapping.columns}
            if plan.mapping
            else {},
        }
        session.answer(document, f"create {counts.create}, duplicates {counts.duplicate}, failed {counts.error}")
        return Exit.SOME_FAILED if counts.error else Exit.DONE
    result = run_import(
        plan, target, policy=DuplicatePolicy(options.duplicates), progress=progress, language=session.language
    )
    app.build_search()
    app.write_audit("import", created=result.created, updated=result.updated, failed=result.failed)
    return _answer_import(session, result)


def _answer_import(session: Session, result: ImportResult) -> Exit:
    document: dict[str, object] = {
        "created": result.created,
        "updated": result.updated,
        "duplicates": result.duplicates,
        "failed": result.failed,
        "failed_file": str(result.failed_file) if result.failed_file else None,
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


def _export(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    target = Path(options.file)
    rids = app.queries.all_rids(ListFilter(), Order("customer_no"))
    app.write_audit("export", file=target.name, customers=len(rids), sensitive=options.with_sensitive)
    written = export_rows(
        target, export_cards(app.queries, rids), sensitive=options.with_sensitive, language=session.language
    )
    session.answer(
        {"file": str(target), "customers": written, "sensitive": options.with_sensitive}, f"{target}: {written}"
    )
    return Exit.DONE


def _mapping(words: list[str]) -> dict[str, str]:
    wishes: dict[str, str] = {}
    for word in words:
        header, separator, name = word.rpartition("=")
        if not separator or not header:
            raise UsageError("bad_assignment", text=word[:80])
        found = field_called(name)
        wishes[header] = found.id if found else name
    return wishes


COMMANDS = (
    Command("import", "导入 xlsx、csv、vCard", "import xlsx, csv, vCard", _import_arguments, _import),
    Command("export", "导出", "export", _export_arguments, _export),
)
