"""A person is erased by the office: the laptops destroy what they hold, even what waits to be sent."""

from __future__ import annotations

import json

from desktop_crm.services.customers import GridInput
from desktop_crm.services.drafts import DraftService
from sync.server import erasing
from tests.support.profiles import INDIVIDUAL, RELATIVE, operations


def _everything(app) -> str:
    with app.store.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
        skipped = ("search", "address")  # their entries are hashed pieces; the documents come from the rows
        rows = [
            tuple(row)
            for name in names
            if not name.startswith(skipped)
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')
        ]
    return str(rows)


def test_nothing_of_the_person_is_left_on_a_laptop(pair, office):
    one, two = pair
    saved = one.app.customers.create(INDIVIDUAL, [GridInput(RELATIVE)])
    other = one.app.customers.create({**INDIVIDUAL, "full_name": "王芳", "mobile_phone": "13911112222"}, [])
    one.sync()
    two.sync()
    office.forward(*pair, hours=1)
    two.app.customers.update(saved.id, {"remarks": "typed offline"}, [])
    drafts = DraftService(two.app.store, two.app.clock)
    drafts.put(saved.id, {"remarks": "half a sentence"})
    office.admin(erasing.erase, one.app.queries.card(saved.id).customer_no)
    one.sync()
    result = two.sync()
    assert set(result.outcomes) == {"erased"}
    for laptop in pair:
        left = _everything(laptop.app)
        assert not [word for word in ("typed offline", "half a sentence", RELATIVE["name"]) if word in left]
        assert INDIVIDUAL["full_name"] not in left
        assert json.dumps(saved.id) not in str(operations(laptop.app))
        assert laptop.app.queries.find("zgf") == []
        assert laptop.app.queries.card(other.id).values["full_name"] == "王芳"
