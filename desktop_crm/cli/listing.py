"""The list of customers at the command line: filtered, in a view's order, or as groups with their figures."""

from __future__ import annotations

import argparse

from desktop_crm.cli.card_json import known_field
from desktop_crm.cli.command import Command, Exit, Session
from desktop_crm.cli.records import answer_rows, count
from desktop_crm.cli.wording import say
from desktop_crm.domain.classification.catalogue import SCHEMES
from desktop_crm.domain.fields import RecordType, is_custom
from desktop_crm.domain.filters.quick import QUICK
from desktop_crm.domain.filters.reading import read_filter
from desktop_crm.domain.filters.subjects import SUBJECTS, Subject, added_subjects
from desktop_crm.domain.filters.tree import all_of, conditions, to_plain
from desktop_crm.domain.filters.words import describe
from desktop_crm.domain.list_views import Look
from desktop_crm.domain.saved_view import Audience
from desktop_crm.errors import UsageError
from desktop_crm.queries.customers import SORTABLE, ListFilter, Order
from desktop_crm.queries.groups import GroupHead, completed, grouped_by

_ALIASES = {"name": "display_name", "no": "customer_no"}


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=count, default=100, metavar="N")
    parser.add_argument("--offset", type=count, default=0, metavar="N")
    parser.add_argument("--sort", metavar="FIELD", help=say("--sort=-字段 为降序", "--sort=-FIELD for descending"))
    parser.add_argument(
        "--filter",
        metavar="WORDS",
        help=say(
            "如 “客户等级 是 VIP客户 且 地区 是 华东区”，或 JSON", 'such as "Tier is VIP and Region is East", or JSON'
        ),
    )
    parser.add_argument("--view", metavar="NAME", help=say("视图的名称", "the name of a view"))
    parser.add_argument(
        "--group-by", metavar="WHAT", help=say("只列出各组：字段或分类方式", "the groups only: a field, or a scheme")
    )
    parser.add_argument("--deleted", action="store_true", help=say("回收站", "the recycle bin"))


def _list(session: Session, options: argparse.Namespace) -> Exit:
    app = session.app
    look = _look(session, options.view)
    customer = app.forms.book().record
    added = added_subjects(customer)
    asked = read_filter(options.filter, added) if options.filter else QUICK["all"]
    where = all_of(QUICK.get(look.quick, QUICK["all"]), look.where, asked)
    wanted = ListFilter(where=where, deleted=options.deleted)
    group_by = _subject(options.group_by).id if options.group_by else look.group_by if options.view else ""
    if group_by or any(one.subject in SCHEMES for one in conditions(where)):
        app.classes.run()
    if said := describe(where, session.language, added=added):
        session.say(said)
    if group_by:
        heads = completed(app.groups.heads(wanted, group_by), app.groups.figures(wanted, group_by))
        return _answer_groups(session, heads, grouped_by(group_by))
    order = _order(options.sort, look, customer)
    rids = app.queries.first_rids(wanted, order, options.offset + options.limit)
    page = rids[options.offset :]
    rows = [row for start in range(0, len(page), 500) for row in app.queries.rows(page[start : start + 500])]
    return answer_rows(session, [row for row in rows if row is not None])


def _look(session: Session, name: str | None) -> Look:
    if not name:
        return Look()
    view = session.app.views.called(name)
    if view.look is None:
        raise UsageError("view_shape")
    return view.look


def _order(text: str | None, look: Look, customer: RecordType) -> Order:
    """Return the order asked for, else that of the view."""
    if not text:
        return Order(look.sort, look.descending) if look.sort in SORTABLE else Order()
    column = text.lstrip("-")
    column = _ALIASES.get(column, column)
    column = column if column in SORTABLE else known_field(column, customer)
    if column not in SORTABLE and not is_custom(column):
        raise UsageError("unknown_field", field=column[:60])
    return Order(column, text.startswith("-"))


def _subject(text: str) -> Subject:
    """Find what to group by: an identifier in any case, or a name."""
    wanted = text.strip().casefold()
    for subject in SUBJECTS.values():
        names = (subject.id, subject.zh, subject.en, subject.scheme.zh if subject.scheme else "")
        if subject.grouped and wanted in [name.casefold() for name in names]:
            return subject
    raise UsageError("unknown_grouping", name=text[:50])


def _answer_groups(session: Session, heads: list[GroupHead], subject: Subject) -> Exit:
    parameters = session.app.class_queries.freshness().parameters
    documents: list[dict[str, object]] = []
    for head in heads:
        name = say("（无）", "(none)") if not head.code else subject.value_label(head.code, session.language)
        if subject.scheme is not None and head.code:
            name = subject.scheme.value(head.code, parameters).label(session.language)
        documents.append(
            {"code": head.code, "name": name, "customers": head.customers, "sales_12": head.sales,
             "completeness": head.completeness}
        )  # fmt: skip
    lines = [
        f"{one['name']}  {one['customers']:,}  {(head.sales or 0) // 100:,}  {head.completeness}%"
        for one, head in zip(documents, heads, strict=True)
    ]
    session.answer({"group_by": subject.id, "groups": documents}, "\n".join(lines))
    return Exit.DONE


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments of its own."""


def _views(session: Session, _options: argparse.Namespace) -> Exit:
    views = session.app.views.all()
    documents = [
        {"id": one.id, "name": one.name, "shared": one.shared, "audience": one.audience.value,
         "team": one.team or None, "by": one.by,
         "filter": to_plain(one.look.where) if one.look else None,
         "words": describe(one.look.where, session.language) if one.look else ""}
        for one in views
    ]  # fmt: skip
    lines = [f"{one['name']}  {one['words']}" for one in documents]
    session.answer(documents, "\n".join(lines))
    return Exit.DONE


def _save_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--filter", default="", metavar="WORDS")
    parser.add_argument("--group-by", metavar="WHAT")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--shared", action="store_true", help=say("全公司都看得到", "the whole company sees it"))
    who.add_argument("--team", action="store_true", help=say("本团队看得到", "one's team sees it"))


def _save(session: Session, options: argparse.Namespace) -> Exit:
    look = Look(read_filter(options.filter), group_by=_subject(options.group_by).id if options.group_by else "")
    audience = Audience.COMPANY if options.shared else Audience.TEAM if options.team else Audience.PRIVATE
    view_id = session.app.views.add(options.name, look, audience)
    shared = audience is not Audience.PRIVATE
    session.answer({"id": view_id, "name": options.name, "shared": shared, "audience": audience.value}, options.name)
    return Exit.DONE


COMMANDS = (
    Command("list", "客户列表", "list customers", _list_arguments, _list),
    Command("views", "保存的视图", "saved views of the list", _no_arguments, _views),
    Command("view-save", "保存视图", "save a view of the list", _save_arguments, _save),
)
