"""Parameters of the organisation at the server's own command line, through the same merge as a laptop's."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from desktop_crm.domain.parameters import parameter_id
from desktop_crm.domain.records import PARAMETER
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from sync.protocol import ORG, Change, Op, OpKind, Outcome, PushRequest, encode
from sync.server.context import Context, instant_text
from sync.server.database import Database
from sync.server.push import push
from sync.server.schema import obj

Result = dict[str, Any] | list[Any]
_MAX_SHOWN = 60
_fields = msgspec.json.Decoder(dict[str, Any])


def listed(database: Database, args: Namespace) -> Result:
    """List the parameters of the organisation, of one kind or all."""
    query = select(obj.c.body).where(obj.c.agg_id == ORG, obj.c.type == PARAMETER.name, ~obj.c.deleted)
    with database.read() as conn:
        rows = [_fields.decode(body) for body in conn.execute(query).scalars()]
    told = [{field.id: str(row.get(field.id) or "") for field in PARAMETER} for row in rows]
    return sorted((row for row in told if args.kind in (None, row["kind"])), key=lambda row: (row["kind"], row["name"]))


def put(database: Database, args: Namespace) -> Result:
    """Set a parameter for everybody."""
    if not args.kind or not args.name or len(args.value) > PARAMETER["value"].max_length:
        raise UsageError("parameter")
    with database.write() as conn:
        set_parameter(conn, Context(), args.kind, args.name, args.value)
    return {"kind": args.kind, "name": args.name, "value": args.value}


def remove(database: Database, args: Namespace) -> Result:
    """Take a parameter away."""
    with database.write() as conn:
        remove_parameter(conn, Context(), args.kind, args.name)
    return {"kind": args.kind, "name": args.name, "removed": True}


def set_parameter(conn: Connection, ctx: Context, kind: str, name: str, value: str) -> None:
    """Set a parameter, whatever became of it before."""
    row_id = parameter_id(kind, name)
    row = conn.execute(select(obj).where(obj.c.row_id == row_id)).first()
    wanted = {"kind": kind, "name": name, "value": value}
    if row is None:
        _send(conn, ctx, OpKind.CREATE, row_id, 0, {key: Change(n=one) for key, one in wanted.items()})
        return
    if row.deleted:
        _send(conn, ctx, OpKind.RESTORE, row_id, row.version, {})
    here = _fields.decode(row.body)
    changes = {key: Change(o=here.get(key), n=one) for key, one in wanted.items() if here.get(key) != one}
    if changes:
        _send(conn, ctx, OpKind.PUT, row_id, row.version, changes)


def remove_parameter(conn: Connection, ctx: Context, kind: str, name: str) -> None:
    """Take a parameter away. Raises NotFound."""
    row_id = parameter_id(kind, name)
    row = conn.execute(select(obj).where(obj.c.row_id == row_id, ~obj.c.deleted)).first()
    if row is None:
        raise NotFound("no_such_parameter", name=name[:_MAX_SHOWN])
    _send(conn, ctx, OpKind.DELETE, row_id, row.version, {})


def _send(conn: Connection, ctx: Context, kind: OpKind, row_id: str, base: int, fields: dict[str, Change]) -> None:
    wall = instant_text(ctx.clock())
    op = Op(id=ctx.new_id(), k=kind, t=PARAMETER.name, row=row_id, agg=ORG, wall=wall, base=base, f=fields)
    receipt = push(conn, ctx, PushRequest(wall=wall, ops=[msgspec.Raw(encode(op))])).res[op.id]
    if receipt.r not in (Outcome.APPLIED, Outcome.SAME):
        raise RecordRefused("parameter_not_set", why=receipt.why or receipt.r)
