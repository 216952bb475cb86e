"""The company's form at work: published, filled in, found, listed, exported and imported; and what old cards keep."""

from __future__ import annotations

import pytest

from desktop_crm.domain.bulk import Act, Action
from desktop_crm.domain.custom.definition import CustomChoice, CustomField
from desktop_crm.domain.filters.tree import is_one_of
from desktop_crm.errors import RecordRefused, UsageError
from desktop_crm.exchange.exporter import export_rows
from desktop_crm.exchange.filing import export_cards, import_customers
from desktop_crm.exchange.plan import open_plan
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.services.bulk_edit import Wishes
from desktop_crm.services.forms import FormRefused
from desktop_crm.services.history import Wanted
from tests.support.profiles import INDIVIDUAL, operations, profile

PLATE = CustomField("x_plate", "车牌号", "Plate", "code", "认出客户", "P1")
FUEL = CustomField(
    "x_fuel", "燃料", "Fuel", "choice", "备件", choices=(CustomChoice("petrol", "汽油"), CustomChoice("power", "纯电"))
)
FRAME = CustomField("x_frame", "车架号", "Frame", "code", "识别车辆", "P1", required=True)
HEALTH = CustomField("x_health", "过敏", "Allergy", "text", "避免过敏", "P2")


@pytest.fixture
def app(tmp_path):
    app = profile(tmp_path / "p")
    yield app
    app.close()


def publish(app, *fields, reason="第一版"):
    app.forms.keep(fields)
    version = app.forms.publish(reason)
    app.build_search()
    return version


def test_a_value_is_kept_sent_found_sorted_and_filtered(app):
    publish(app, PLATE, FUEL)
    one = app.customers.create({**INDIVIDUAL, "x_plate": "浙d a12345", "x_fuel": "纯电"})
    two = app.customers.create(
        {**INDIVIDUAL, "full_name": "李四", "mobile_phone": "13900000002", "x_plate": "浙A00001"}
    )
    card = app.queries.card(one.id)
    assert (card.values["x_plate"], card.values["x_fuel"]) == ("浙DA12345", "power")
    assert card.values["form_version"] == app.forms.book().version_id
    created = next(body for body in operations(app) if body["row"] == one.id)
    assert created["f"]["x_plate"] == {"n": "浙DA12345"}
    assert [row.id for row in app.queries.find("DA123")] == [one.id]
    rids = app.queries.all_rids(ListFilter(), Order("x_plate"))
    assert app.queries.ids(rids) == [two.id, one.id]
    assert app.queries.rows(rids)[1].values["x_plate"] == "浙DA12345"
    assert app.queries.ids(app.queries.all_rids(ListFilter(where=is_one_of("x_fuel", "power")), Order())) == [one.id]


def test_an_edit_is_one_field_and_its_history(app):
    publish(app, PLATE, FUEL)
    saved = app.customers.create({**INDIVIDUAL, "x_plate": "浙A1", "x_fuel": "汽油"})
    assert app.customers.update(saved.id, {"x_plate": "浙A2"}).changed
    assert not app.customers.update(saved.id, {"x_plate": "浙 a2"}).changed
    assert operations(app)[-1]["f"] == {"x_plate": {"o": "浙A1", "n": "浙A2"}}
    entry = app.history_queries.of_card(saved.id).entries[-1].change
    assert (entry.field, entry.old, entry.new) == ("x_plate", "浙A1", "浙A2")
    app.history.take(saved.id, [Wanted("customer", saved.id, "x_plate", "浙A1")])
    assert app.queries.card(saved.id).values["x_plate"] == "浙A1"
    app.customers.update(saved.id, {"x_plate": ""})
    assert app.queries.find("浙A1") == [] and app.queries.card(saved.id).values["x_fuel"] == "petrol"


def test_what_is_no_value_of_the_field_is_refused(app):
    publish(app, PLATE, FUEL)
    with pytest.raises(UsageError) as refused:
        app.customers.create({**INDIVIDUAL, "x_fuel": "木炭"})
    assert refused.value.code == "bad_value"
    with pytest.raises(UsageError):
        app.customers.create({**INDIVIDUAL, "x_none": "1"})


def test_a_sensitive_field_is_never_found(app):
    publish(app, HEALTH)
    app.customers.create({**INDIVIDUAL, "x_health": "青霉素"})
    assert app.queries.find("青霉素") == []


def test_required_only_for_cards_of_the_version_that_says_so(app):
    publish(app, PLATE)
    old = app.customers.create(INDIVIDUAL)
    publish(app, PLATE, FRAME, reason="召回")
    assert app.customers.update(old.id, {"x_plate": "浙A1"}).status == "filed"
    assert app.queries.card(old.id).values["form_version"].startswith("1-")
    new = app.customers.create({**INDIVIDUAL, "full_name": "李四", "mobile_phone": "13900000002"})
    assert (new.status, [one.field for one in new.errors]) == ("draft", ["x_frame"])
    assert app.customers.update(new.id, {"x_frame": "LSV1"}).status == "filed"


def test_a_published_form_is_found_by_words_it_made_findable(app):
    publish(app, PLATE)
    saved = app.customers.create({**INDIVIDUAL, "x_plate": "浙A77777"})
    publish(app, PLATE.__class__(**{**_plain(PLATE), "sensitivity": "P2"}), reason="保密")
    assert app.queries.find("浙A77777") == []
    assert app.queries.card(saved.id).values["x_plate"] == "浙A77777"


def test_a_field_without_purpose_is_refused_and_nothing_is_published(app):
    app.forms.keep((PLATE.__class__(**{**_plain(PLATE), "purpose": ""}),))
    with pytest.raises(FormRefused) as refused:
        app.forms.publish("原因")
    assert [(one.field, one.code) for one in refused.value.findings] == [("x_plate", "purpose_missing")]
    assert app.forms.book().in_force is None and app.forms.draft().started
    app.forms.keep((PLATE,))
    with pytest.raises(FormRefused) as refused:
        app.forms.publish(" ")
    assert [one.code for one in refused.value.findings] == ["form_reason"]


def test_only_an_administrator_drafts_and_publishes(app):
    app.set_facts(role="rep")
    for act in (
        lambda: app.forms.keep((PLATE,)),
        lambda: app.forms.publish("x"),
        lambda: app.forms.add_template("hotel"),
    ):
        with pytest.raises(RecordRefused) as refused:
            act()
        assert refused.value.code == "not_administrator"


def test_a_draft_overtaken_by_another_version_waits_until_it_took_that_in(app):
    publish(app, PLATE)
    app.forms.keep((PLATE, FUEL))
    draft = app.forms.draft()
    app.set_facts(form_draft_base="0-none")  # as if it had been begun before
    with pytest.raises(RecordRefused) as refused:
        app.forms.publish("x")
    assert refused.value.code == "form_overtaken" and app.forms.draft().fields == draft.fields
    app.forms.rebase()
    assert {one.id for one in app.forms.publish("x").fields} == {"x_plate", "x_fuel"}


def test_export_and_import_carry_the_fields(app, tmp_path):
    publish(app, PLATE, FUEL)
    app.customers.create({**INDIVIDUAL, "x_plate": "浙A1", "x_fuel": "纯电"})
    rids = app.queries.all_rids(ListFilter(), Order("customer_no"))
    for suffix in (".xlsx", ".csv", ".jsonl", ".vcf"):
        path = tmp_path / f"all{suffix}"
        export_rows(path, export_cards(app.queries, rids), sensitive=True, record=app.forms.book().everything)
        other = profile(tmp_path / f"other{suffix}")
        try:
            publish(other, PLATE, FUEL)
            plan = open_plan(path, today=other.today(), book=other.forms.book())
            import_customers(plan, other.customers, other.queries, other.batches)
            (card,) = other.queries.cards(other.queries.ids(other.queries.all_rids(ListFilter(), Order())))
            assert (card.values["x_plate"], card.values["x_fuel"]) == ("浙A1", "power"), suffix
        finally:
            other.close()


def test_a_list_of_other_people_feeds_the_fields_by_their_labels(app, tmp_path):
    publish(app, PLATE, FUEL)
    path = tmp_path / "list.csv"
    path.write_text("姓名,手机,车 牌,Fuel\n王五,13900000009,浙b 1,汽油\n", "utf-8")
    plan = open_plan(path, {"车 牌": "车牌号"}, today=app.today(), book=app.forms.book())
    assert import_customers(plan, app.customers, app.queries, app.batches).created == 1
    (row,) = app.queries.find("王五")
    assert (row.values["x_plate"], row.values["x_fuel"]) == ("浙B1", "petrol")


def test_many_at_once_and_back(app):
    publish(app, PLATE, FUEL)
    ids = [app.customers.create({**INDIVIDUAL, "mobile_phone": f"1390000000{n}"}).id for n in range(3)]
    rids = app.queries.all_rids(ListFilter(), Order())
    edited = app.bulk.run(rids, Wishes([Action("x_fuel", Act.SET, "纯电")]))
    assert {app.queries.card(one).values.get("x_fuel") for one in ids} == {"power"}
    app.batches.undo(edited.batch)
    assert {app.queries.card(one).values.get("x_fuel") for one in ids} == {None}


def test_merged_cards_keep_what_either_said(app):
    publish(app, PLATE, FUEL)
    one = app.customers.create({**INDIVIDUAL, "x_plate": "浙A1"})
    two = app.customers.create({**INDIVIDUAL, "mobile_phone": "13900000002", "x_fuel": "纯电"})
    merged = app.merging.merge(app.merging.plan([one.id, two.id], one.id))
    values = app.queries.card(one.id).values
    assert (values["x_plate"], values["x_fuel"]) == ("浙A1", "power")
    app.merging.take_back(merged)
    assert app.queries.card(one.id).values.get("x_fuel") is None
    assert app.queries.card(two.id).values["x_fuel"] == "power"


def _plain(field):
    return {name: getattr(field, name) for name in field.__struct_fields__}
