"""Adding a field is one line of declaration and one migration: everything else reads the declaration."""

from __future__ import annotations

import pytest

from tests.support.profiles import INDIVIDUAL, PASSPHRASE, profile
from tests.support.versions import LaterVersion, later_version


@pytest.fixture
def later(tmp_path) -> LaterVersion:
    return later_version(tmp_path, "blood_group")


@pytest.fixture
def old_profile(tmp_path) -> str:
    """A profile of this version with two customers; a newer colleague has sent the field of one already."""
    app = profile(tmp_path / "p", passphrase=PASSPHRASE)
    first = app.customers.create(INDIVIDUAL)
    second = app.customers.create({"full_name": "李四", "mobile_phone": "13911112222"})
    with app.store.write() as connection:
        extra = '{"blood_group":"RH阴性","shoe_size":"43"}'
        connection.exec_driver_sql("UPDATE customer SET extra = ? WHERE id = ?", (extra, second.id))
    app.close()
    return first.customer_no


def test_command_line_search_and_operations_know_the_field(tmp_path, later, old_profile):
    script = f"""
run("set", {old_profile!r}, "血型=AB型")
run("show", {old_profile!r})
run("find", "AB型")
run("find", "RH阴性")
run("add", "full_name=王五", "mobile_phone=13800001111", "Blood group=O")
from desktop_crm.bootstrap import open_application
app = open_application(folder / "p", {PASSPHRASE!r})
with app.store.read() as connection:
    for (payload,) in connection.exec_driver_sql("SELECT payload FROM outbox ORDER BY n"): print(payload)
    print(json.dumps([row[0] for row in connection.exec_driver_sql("SELECT extra FROM customer ORDER BY rid")]))
print(json.dumps([entry["field"] for entry in app.queries.history(app.queries.id_of({old_profile!r}))]))
app.close()
"""
    answers = later.run(script)
    assert answers[1]["fields"]["blood_group"] == "AB型"
    assert [row["name"] for row in answers[2]] == ["曾国藩"]
    assert [row["name"] for row in answers[3]] == ["李四"]  # the value that had come before the upgrade
    changes = [operation["f"]["blood_group"] for operation in answers[5:-2] if "blood_group" in operation["f"]]
    assert changes == [{"o": None, "n": "AB型"}, {"n": "O"}]
    assert answers[-2] == [None, '{"shoe_size":"43"}', None]
    assert "blood_group" in answers[-1]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl", "vcf"])
def test_export_and_import_carry_the_field(tmp_path, later, old_profile, kind):
    script = f"""
run("set", {old_profile!r}, "血型=AB型")
run("export", str(folder / "out.{kind}"), "--with-sensitive")
run("init", profile="q")
run("import", str(folder / "out.{kind}"), profile="q")
run("show", {old_profile!r}, profile="q")
"""
    assert later.run(script)[-1]["fields"]["blood_group"] == "AB型"


def test_foreign_header_is_mapped_by_label_and_alias(tmp_path, later, old_profile):
    for number, header in enumerate(("血型", "Blood group", "血", "blood_group")):
        (tmp_path / f"{number}.csv").write_text(
            f"姓名,手机,{header}\n赵{'一二三四'[number]},1370000000{number},B型\n", "utf-8"
        )
    script = """
for n in range(4):
    run("import", str(folder / f"{n}.csv"))
run("find", "B型")
"""
    answers = later.run(script)
    assert [answer["created"] for answer in answers[:4]] == [1] * 4
    assert len(answers[-1]) == 4


def test_form_shows_the_field_at_its_cell(tmp_path, later, old_profile):
    script = """
from desktop_crm.domain.completeness import completeness
from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.naming import field_called
cells = [item.id for item in records.CUSTOMER.on_paper(FormKind.INDIVIDUAL)]
print(json.dumps([cells[-1], field_called("血型").id, "blood_group" in
    [item.id for item in records.CUSTOMER.on_paper(FormKind.ORGANISATION)]]))
"""
    assert later.run(script) == [["blood_group", "blood_group", False]]


def test_row_of_the_server_fills_the_column(tmp_path, later, old_profile):
    script = f"""
from desktop_crm.bootstrap import open_application
from desktop_crm.store.replica import RemoteCard, RemoteRow, Replica
app = open_application(folder / "p", {PASSPHRASE!r})
card = app.queries.id_of({old_profile!r})
with app.store.write() as connection:
    connection.exec_driver_sql("UPDATE outbox SET state = 'done'")
    row = RemoteRow("customer", card, 9, {{"full_name": "曾国藩", "blood_group": "B型", "unknown": "x"}})
    Replica(connection, app.customers.deriver).apply([RemoteCard(card, rows=[row])], 9)
app.close()
run("show", card)
run("find", "B型")
"""
    shown, found = later.run(script)
    assert shown["fields"]["blood_group"] == "B型" and len(found) == 1
