"""Working on without contact: the administrator's word, read out over the telephone."""

from __future__ import annotations

from desktop_crm.bootstrap import Application
from desktop_crm.errors import UsageError
from desktop_crm.store import lease
from sync.protocol import keys


def unlock(app: Application, code: str) -> None:
    """Begin the lease anew when the code answers this laptop's question. Raises UsageError otherwise."""
    facts = app.facts()
    if facts.get("order") or not facts.get("box_key") or not facts.get("server_box_key"):
        raise UsageError("no_unlocking")
    answer = keys.spoken_code(facts["box_key"], facts["server_box_key"], lease.question(facts))
    if "".join(code.split()).upper() != answer:
        raise UsageError("wrong_unlock_code")
    with app.store.write() as connection:
        lease.renew(connection, app.clock())
    app.write_audit("unlocked")
