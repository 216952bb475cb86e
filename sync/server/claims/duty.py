"""Does what saves left to compare, after the request that left it; so the sender hears of a case by the pull that
follows. Whatever goes wrong here costs nobody an edit: it is tried again with the next request."""

from __future__ import annotations

import structlog
from sqlalchemy.exc import SQLAlchemyError

from sync.server import commits
from sync.server.claims import cases
from sync.server.context import Context, instant_text
from sync.server.database import Database

log = structlog.get_logger("sync.server")
#: Steps after one request at most.
_STEPS = 10


def work(database: Database, ctx: Context) -> None:
    """Compare what waits."""
    try:
        for _ in range(_STEPS):
            with database.read() as conn:
                idle = not cases.anything_due(conn, instant_text(ctx.clock())) or commits.is_replica(conn)
            if idle:
                return
            with database.write() as conn:
                more = cases.step(conn, ctx)
            if not more:
                return
    except SQLAlchemyError as error:
        log.error("claims_not_compared", error=type(error).__name__)
