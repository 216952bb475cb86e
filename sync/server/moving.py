"""What the administrator does about who sees what: further views, shares, many cards changing hands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, delete, insert, select

from desktop_crm.domain.records import CUSTOMER, SHARE
from desktop_crm.domain.regions import REGION_OF_PROVINCE, province_name, province_of_address
from desktop_crm.errors import RecordRefused, UsageError
from sync.protocol import Change, Command, Op, OpKind, Outcome, PushRequest, Receipt, encode
from sync.server import access, accounts
from sync.server.context import Context, derived_id, instant_text
from sync.server.devices import write_audit
from sync.server.intake import MERGED_INTO
from sync.server.placing import SHARED_WITH
from sync.server.push import push
from sync.server.schema import agg, card_index, obj, user_view

#: Cards that change hands in one transaction: nobody waits long.
AT_ONCE = 500
_MAX_SHOWN = 40


def territories(names: Iterable[str]) -> frozenset[str]:
    """Return the provinces that names or codes of provinces and regions stand for. Raises UsageError."""
    found: set[str] = set()
    for name in names:
        plain = name.strip()
        if plain in REGION_OF_PROVINCE:
            found.add(plain)
        elif plain in REGION_OF_PROVINCE.values():
            found |= {code for code, region in REGION_OF_PROVINCE.items() if region == plain}
        elif code := province_of_address(plain):
            found.add(code)
        else:
            raise UsageError("no_such_territory", territory=name[:_MAX_SHOWN])
    return frozenset(found)


def views(conn: Connection, user_id: str) -> dict[str, list[str]]:
    """Describe what a person sees besides own and team's cards: teams by id, territories by name."""
    scopes = sorted(access.further_scopes(conn, user_id))
    named = {"t": lambda key: key, "r": province_name}
    return {
        what: [named[kind](one[2:]) for one in scopes if one[0] == kind]
        for kind, what in (("t", "teams"), ("r", "territories"))
    }


def see(
    conn: Connection, ctx: Context, name: str, teams: Sequence[str] | None, where: Sequence[str] | None
) -> dict[str, list[str]]:
    """Let a person see exactly these further teams and territories; None leaves a kind as it is.

    Raises NotFound, UsageError.
    """
    person = accounts.find_user(conn, name, lock=True)
    old = access.further_scopes(conn, person.user_id)
    new = {one for one in old if (teams is None and one[0] == "t") or (where is None and one[0] == "r")}
    new |= {access.team_key(accounts.existing_team(conn, one) or "") for one in teams or ()}
    new |= {access.territory_key(one) for one in territories(where or ())}
    if new != old:
        commit = accounts.commit_alone(conn, ctx)
        for scope in sorted({one for one in new if one[0] == "r"} - access.kept_territories(conn)):
            access.open_territory(conn, scope[2:], commit.seq)
        conn.execute(delete(user_view).where(user_view.c.user_id == person.user_id))
        if new:
            conn.execute(insert(user_view), [{"user_id": person.user_id, "scope": one} for one in sorted(new)])
        accounts.give_scopes(conn, person, commit.seq)
        write_audit(conn, ctx, "views", None, user=person.user_id, scopes=sorted(new))
    return views(conn, person.user_id)


def share(conn: Connection, ctx: Context, number: str, name: str, note: str = "") -> None:
    """Let somebody see and edit one card, whoever owns it. Raises NotFound, RecordRefused."""
    person = accounts.active_user(conn, name)
    agg_id, row_id, known = _share_row(conn, number, person.user_id)
    kind = OpKind.RESTORE if known else OpKind.CREATE
    fields = {} if known else {SHARED_WITH: Change(n=person.user_id), "note": Change(n=note or None)}
    _change_share(conn, ctx, kind, agg_id, row_id, fields)


def unshare(conn: Connection, ctx: Context, number: str, name: str) -> None:
    """Take a share back. Raises NotFound, RecordRefused."""
    person = accounts.find_user(conn, name)
    agg_id, _, _ = _share_row(conn, number, person.user_id)
    live = select(obj.c.row_id, obj.c.body, obj.c.version).where(
        obj.c.agg_id == agg_id, obj.c.type == SHARE.name, ~obj.c.deleted
    )
    for row_id, body, version in conn.execute(live).all():
        if msgspec.json.decode(body).get(SHARED_WITH) == person.user_id:
            _change_share(conn, ctx, OpKind.DELETE, agg_id, row_id, {}, version)


def _share_row(conn: Connection, number: str, user_id: str) -> tuple[str, str, bool]:
    """Find the card and the row with which the administrator shares it: always the same one a person."""
    agg_id = accounts.find_card(conn, number).agg_id
    row_id = derived_id(SHARE.name, agg_id, user_id)
    return agg_id, row_id, conn.execute(select(obj.c.row_id).where(obj.c.row_id == row_id)).first() is not None


def _change_share(
    conn: Connection, ctx: Context, kind: OpKind, agg_id: str, row_id: str, fields: dict[str, Change], base: int = 0
) -> None:  # fmt: skip
    wall = instant_text(ctx.clock())
    op = Op(id=ctx.new_id(), k=kind, t=SHARE.name, row=row_id, agg=agg_id, wall=wall, base=base, f=fields)
    receipt = _sent(conn, ctx, [op])[0]
    if receipt.r not in (Outcome.APPLIED, Outcome.SAME):
        raise RecordRefused("not_shared", why=receipt.why or receipt.r)


def reassign(conn: Connection, ctx: Context, old: str, new: str, where: frozenset[str], after: str) -> tuple[int, str]:
    """Give the next live cards of one person to another, through the same merge as a laptop's command.

    ``where`` limits it to territories unless empty. Returns how many changed hands and what to go on after, ""
    at the end. Raises NotFound, RecordRefused.
    """
    giver, taker = accounts.find_user(conn, old), accounts.active_user(conn, new)
    if giver.user_id == taker.user_id:
        return 0, ""
    query = select(card_index).where(card_index.c.owner_id == giver.user_id, ~card_index.c.deleted)
    if where:
        query = query.where(card_index.c.territory.in_(sorted(where)))
    cards = conn.execute(query.where(card_index.c.agg_id > after).order_by(card_index.c.agg_id).limit(AT_ONCE)).all()
    if not cards:
        return 0, ""
    receipts = _sent(conn, ctx, [accounts.assignment(ctx, card, taker) for card in cards])
    moved = sum(one.r is Outcome.APPLIED for one in receipts)
    write_audit(conn, ctx, "reassign", None, old=giver.user_id, new=taker.user_id, cards=moved)
    return moved, cards[-1].agg_id if len(cards) == AT_ONCE else ""


def merge(conn: Connection, ctx: Context, number: str, survivor: str) -> None:
    """Merge one customer into another that is the same. Raises NotFound, RecordRefused."""
    goes, stays = accounts.find_card(conn, number), accounts.find_card(conn, survivor)
    op = Op(
        id=ctx.new_id(),
        k=OpKind.COMMAND,
        cmd=Command.MERGE,
        t=CUSTOMER.name,
        row=goes.agg_id,
        wall=instant_text(ctx.clock()),
        f={MERGED_INTO: Change(n=stays.agg_id)},
    )
    receipt = _sent(conn, ctx, [op])[0]
    if receipt.r is not Outcome.APPLIED:
        raise RecordRefused("not_merged", why=receipt.why or receipt.r)
    write_audit(conn, ctx, "merge", None, card=goes.agg_id, into=stays.agg_id)


def unmerge(conn: Connection, ctx: Context, number: str) -> None:
    """Take a merged customer out of the one it was merged into. Raises NotFound, RecordRefused."""
    goes = accounts.find_card(conn, number).agg_id
    stays = conn.execute(select(agg.c.merged_into).where(agg.c.agg_id == goes)).scalar_one_or_none()
    if stays is None:
        raise RecordRefused("not_parted", why="not merged")
    op = Op(
        id=ctx.new_id(),
        k=OpKind.COMMAND,
        cmd=Command.UNMERGE,
        t=CUSTOMER.name,
        row=goes,
        wall=instant_text(ctx.clock()),
        f={MERGED_INTO: Change(o=stays)},
    )
    receipt = _sent(conn, ctx, [op])[0]
    if receipt.r is not Outcome.APPLIED:
        raise RecordRefused("not_parted", why=receipt.why or receipt.r)
    write_audit(conn, ctx, "unmerge", None, card=goes, of=stays)


def _sent(conn: Connection, ctx: Context, ops: Sequence[Op]) -> list[Receipt]:
    reply = push(conn, ctx, PushRequest(wall=instant_text(ctx.clock()), ops=[msgspec.Raw(encode(op)) for op in ops]))
    return [reply.res[op.id] for op in ops]
