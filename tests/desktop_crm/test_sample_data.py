"""Sample customers: believable, marked, the same every time, and gone without a trace."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_crm.bootstrap import open_application
from desktop_crm.domain.fields import FormKind
from desktop_crm.domain.filters.tree import is_one_of
from desktop_crm.domain.records import CONTACT, CUSTOMER, FAMILY_MEMBER, GRID
from desktop_crm.domain.regions import province_of_address
from desktop_crm.domain.validation.card import check_field, check_file
from desktop_crm.domain.validation.findings import Severity
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.services import sample_data
from desktop_crm.services.customers import GridInput
from desktop_crm.store import backup
from tests.support.profiles import lay_out

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def invented():
    return sample_data.customers(TODAY)


@pytest.fixture
def app(tmp_path):
    lay_out(tmp_path / "profile", "secret")
    opened = open_application(tmp_path / "profile", "secret", today=lambda: TODAY)
    opened.set_facts(user_name="陈国栋")
    yield opened
    opened.close()


def _rows(invented, record):
    if record is CUSTOMER:
        return [one.values for one in invented]
    kind = next(kind for kind, grid in GRID.items() if grid is record)
    return [row for one in invented if one.values["customer_kind"] == kind for row in one.grid]


def test_three_hundred_of_both_kinds_the_same_every_time(invented):
    kinds = [one.values["customer_kind"] for one in invented]
    assert len(invented) == sample_data.SAMPLE_SIZE == 300
    assert (kinds.count(FormKind.INDIVIDUAL), kinds.count(FormKind.ORGANISATION)) == (220, 80)
    assert sample_data.customers(TODAY) == invented


@pytest.mark.parametrize("record", [CUSTOMER, FAMILY_MEMBER, CONTACT], ids=lambda record: record.name)
def test_every_field_and_every_choice_is_used(invented, record):
    rows = _rows(invented, record)
    given = {"record_status", "sort_order", "form_version"}  # the service fills these
    for field in record:
        if field.id in given:
            continue
        values = [row[field.id] for row in rows if row.get(field.id) not in (None, "", ())]
        assert values, field.id
        if field.choices:
            used = {code for value in values for code in (value if isinstance(value, tuple) else (value,))}
            assert used == {choice.code for choice in field.choices}, field.id


def test_every_value_is_stored_as_a_person_would_type_it(invented):
    for one in invented:
        for name, value in one.values.items():
            assert check_field(CUSTOMER, name, value, one.values, TODAY).value == value, (name, value)


def test_what_is_to_be_filed_breaks_no_rule(invented):
    for one in invented:
        errors = [f for f in check_file(one.values, one.grid, TODAY) if f.severity is Severity.ERROR]
        assert not errors, (one.values["customer_no"], errors)


def test_all_provinces_and_the_names_that_lists_must_stand(invented):
    assert len({province_of_address(str(one.values["mailing_address"])) for one in invented}) == 34
    names = [str(one.values.get("full_name") or one.values["org_name"]) for one in invented]
    assert {name for name in names if "䶮" in name or "𬱖" in name}
    assert {"曾", "单", "仇", "解"} <= {name[0] for name in names}
    assert any(name.startswith(("欧阳", "司马", "诸葛")) for name in names)
    assert max(map(len, names)) > 30


def test_everything_is_clearly_invented(invented):
    for one in invented:
        values = one.values
        assert str(values["remarks"]).startswith(sample_data.MARK)
        assert str(values["customer_no"]).startswith("DEMO-")
        assert str(values["mobile_phone"]).startswith("1380000")
        assert str(values.get("email", "x@example.cn")).endswith("@example.cn")
        assert all(str(row.get("phone", "1390000")).startswith("1390000") for row in one.grid)


def test_loading_spreads_the_days_and_fills_no_outbox(app):
    assert sample_data.load(app.customers, app.rows, TODAY) == 300
    assert sample_data.load(app.customers, app.rows, TODAY) == 0, "a second load adds nothing"
    with app.store.read() as connection:
        count = connection.exec_driver_sql
        assert count("SELECT count(*) FROM outbox").scalar() == 0
        assert count("SELECT count(*) FROM customer WHERE NOT is_sample").scalar() == 0
        first, last, days = count(
            "SELECT min(created_at), max(updated_at), count(DISTINCT substr(created_at, 1, 10)) FROM customer"
        ).one()
        assert count("SELECT count(*) FROM customer WHERE created_at > updated_at").scalar() == 0
        drafts = count("SELECT count(*) FROM customer WHERE record_status = 'draft'").scalar()
        assert count("SELECT count(*) FROM history WHERE at NOT IN (SELECT created_at FROM customer)").scalar() == 0
    assert first < "2025-01" and last <= "2026-11-23" and days > 200
    assert 10 < drafts < 60


def test_removing_leaves_the_profile_as_if_they_had_never_been(app):
    own = app.customers.create({"full_name": "周志远", "mobile_phone": "13800138000"})
    before = _contents(app)
    sample_data.load(app.customers, app.rows, TODAY)
    app.build_search()
    sample = app.queries.ids(app.queries.first_rids(ListFilter(where=is_one_of("is_sample", True)), Order(), 2))
    app.customers.update(sample[0], {"preferred_name": "老朋友"}, [GridInput({"name": "王小小", "relation": "son"})])
    app.customers.delete(sample[1])
    with app.store.write() as connection:
        connection.exec_driver_sql("INSERT INTO draft VALUES (?, '{}', '2026-11-22')", (sample[0],))
    assert sample_data.remove(app.store) == 300
    assert _contents(app) == before
    assert [row.id for row in app.queries.find("13800")] == [own.id]
    assert app.queries.find("曾国藩") == []
    assert sample_data.remove(app.store) == 0
    assert backup.check_file(app.paths.store, app.store.key).problems == ()


def _contents(app):
    tables = (
        "customer", "family_member", "contact", "conflict", "history", "outbox", "base_row", "foreign_row", "stage",
        "draft", "search_todo", "search_name_docsize", "search_text_docsize",
    )  # fmt: skip
    with app.store.read() as connection:
        return {name: connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall() for name in tables}
