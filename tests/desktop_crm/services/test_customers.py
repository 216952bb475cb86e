"""Creating, changing, deleting and restoring customers: what is written, and what is refused."""

from __future__ import annotations

import pytest

from desktop_crm.errors import NotFound, RecordRefused, UsageError
from desktop_crm.events import ChangeSet, Origin
from desktop_crm.services.customers import SLICE, GridInput, NewCustomer
from tests.support.profiles import INDIVIDUAL, ORGANISATION, RELATIVE, count, operations, profile


@pytest.fixture
def app(tmp_path):
    app = profile(tmp_path)
    yield app
    app.close()


def _forget_outbox(app):
    """As if the server had answered and everything had been pulled."""
    with app.store.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'done'")
        for table in ("customer", "family_member", "contact"):
            connection.exec_driver_sql(f"UPDATE {table} SET version = 7")
        connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES ('since', '9')")


# -- creating -------------------------------------------------------------------------------


def test_complete_card_is_filed_with_number_date_and_defaults(app):
    saved = app.customers.create({**INDIVIDUAL, "signed_by": None, "form_date": None})
    card = app.queries.card(saved.id)
    assert (saved.status, saved.customer_no) == ("filed", "KH-AB12-000001")
    assert card.values["signed_by"] == "王五"
    assert card.values["form_date"] == "2026-11-22"
    assert (card.values["customer_kind"], card.values["credit_standing"], card.values["card_kind"]) == (
        "individual", "N", "prospect",
    )  # fmt: skip


def test_missing_part_makes_a_draft_that_is_filed_once_complete(app):
    saved = app.customers.create({"full_name": "曾国藩"})
    assert saved.status == "draft" and "contact_missing" in {finding.code for finding in saved.errors}
    filed = app.customers.update(saved.id, {"mobile_phone": "13812345678"})
    assert filed.status == "filed"
    assert app.customers.update(saved.id, {"mobile_phone": ""}).status == "draft"


def test_draft_on_request(app):
    assert app.customers.create(INDIVIDUAL, as_draft=True).status == "draft"
    saved = app.customers.create({**ORGANISATION, "record_status": "草稿"})
    assert saved.status == "draft"
    assert app.customers.update(saved.id, {"record_status": "filed"}).status == "filed"


def test_card_with_an_error_cannot_be_declared_filed(app):
    saved = app.customers.create({"full_name": "曾国藩"})
    assert app.customers.update(saved.id, {"record_status": "filed"}).status == "draft"


def test_value_that_breaks_a_rule_is_kept_in_a_draft(app):
    saved = app.customers.create({**INDIVIDUAL, "mobile_phone": "123"})
    assert saved.status == "draft"
    assert app.queries.card(saved.id).values["mobile_phone"] == "123"


@pytest.mark.parametrize(
    "values",
    [{"sex": "banana"}, {"form_date": "31.02.2026 maybe"}, {"age_stated": "many"}, {"no_such_field": "x"},
     {"employees": [1]}, {"full_name": {"a": 1}}, {"birthday_lunar": "perhaps"}],
)  # fmt: skip
def test_value_of_another_type_saves_nothing(app, values):
    with pytest.raises(UsageError):
        app.customers.create({**INDIVIDUAL, **values})
    saved = app.customers.create(INDIVIDUAL)
    before = [count(app, name) for name in ("customer", "history", "outbox", "meta")]
    with pytest.raises(UsageError):
        app.customers.update(saved.id, {"remarks": "neu", **values})
    assert [count(app, name) for name in ("customer", "history", "outbox", "meta")] == before
    assert saved.customer_no == "KH-AB12-000001"  # the refused one took no number


def test_grid_of_a_new_card(app):
    saved = app.customers.create(INDIVIDUAL, [GridInput(RELATIVE), GridInput({"name": "曾纪鸿", "relation": "子"})])
    rows = app.queries.card(saved.id).grid
    assert [(row.values["name"], row.values["relation"], row.values["sort_order"]) for row in rows] == [
        ("曾纪泽", "son", 1), ("曾纪鸿", "son", 2),
    ]  # fmt: skip


def test_sets_are_stored_and_sent_sorted(app):
    grid = [GridInput({"name": "李四", "preferences": "茶、钓鱼"})]
    saved = app.customers.create(ORGANISATION, grid)
    row = app.queries.card(saved.id).grid[0]
    assert row.values["preferences"] == ("茶", "钓鱼")
    _forget_outbox(app)
    app.customers.update(saved.id, {}, [GridInput({"preferences": ["钓鱼", "象棋"]}, row.id)])
    (change,) = [operation for operation in operations(app) if operation["t"] == "contact"]
    assert change["f"] == {"preferences": {"o": ["茶", "钓鱼"], "n": ["象棋", "钓鱼"]}}
    assert app.queries.card(saved.id).grid[0].values["preferences"] == ("象棋", "钓鱼")


# -- changing -------------------------------------------------------------------------------


def test_only_changed_fields_are_sent_with_the_version_they_were_based_on(app):
    saved = app.customers.create(INDIVIDUAL)
    _forget_outbox(app)
    app.customers.update(saved.id, {**INDIVIDUAL, "mailing_address": "湖南省长沙市岳麓区2号"})
    (operation,) = operations(app)
    assert operation["f"] == {
        "mailing_address": {"o": INDIVIDUAL["mailing_address"], "n": "湖南省长沙市岳麓区2号"},
        "postal_code": {"o": None, "n": None},  # decided together with the address
    }
    assert (operation["k"], operation["base"], operation["c"]) == ("put", 7, 9)
    app.customers.update(saved.id, {"sex": ""})
    assert operations(app)[1]["base"] == 7  # still what the server had, not the edit in between
    assert operations(app)[1]["f"] == {"sex": {"o": "male", "n": None}}


def test_change_of_nothing_leaves_no_trace(app):
    saved = app.customers.create(INDIVIDUAL)
    _forget_outbox(app)
    told: list[ChangeSet] = []
    app.events.subscribe(told.append)
    assert not app.customers.update(saved.id, dict(INDIVIDUAL)).changed
    assert operations(app) == [] and told == []
    assert count(app, "history") == 1 and count(app, "base_row") == 0


def test_history_names_old_and_new(app):
    saved = app.customers.create(INDIVIDUAL)
    app.customers.update(saved.id, {"sex": "女"})
    entry = app.queries.history(saved.id)[0]
    assert (entry["field"], entry["old"], entry["new"], entry["by"]) == ("sex", '"male"', '"female"', "王五")


def test_grid_rows_are_added_changed_and_removed(app):
    saved = app.customers.create(INDIVIDUAL, [GridInput(RELATIVE), GridInput({"name": "甲", "relation": "子"})])
    first, second = app.queries.card(saved.id).grid
    app.customers.update(
        saved.id, {}, [GridInput({"phone": "13900002222"}, first.id), GridInput({}, second.id, removed=True),
                       GridInput({"name": "乙", "relation": "女"})],
    )  # fmt: skip
    rows = app.queries.card(saved.id).grid
    assert [(row.values["name"], row.values.get("phone"), row.values["sort_order"]) for row in rows] == [
        ("曾纪泽", "13900002222", 1), ("乙", None, 3),
    ]  # fmt: skip
    assert [operation["k"] for operation in operations(app)[3:]] == ["put", "delete", "create"]


def test_row_of_another_card_is_refused(app):
    one = app.customers.create(INDIVIDUAL, [GridInput(RELATIVE)])
    two = app.customers.create({"full_name": "李四"})
    row = app.queries.card(one.id).grid[0]
    with pytest.raises(NotFound):
        app.customers.update(two.id, {"sex": "male"}, [GridInput({"name": "x"}, row.id)])
    assert "sex" not in app.queries.card(two.id).values


def test_unknown_and_deleted_cards_are_not_changed(app):
    with pytest.raises(NotFound):
        app.customers.update("nobody", {"sex": "male"})
    saved = app.customers.create(INDIVIDUAL)
    app.customers.delete(saved.id)
    with pytest.raises(RecordRefused) as caught:
        app.customers.update(saved.id, {"sex": "female"})
    assert caught.value.code == "card_deleted"


def test_delete_and_restore(app):
    saved = app.customers.create(INDIVIDUAL, [GridInput(RELATIVE)])
    _forget_outbox(app)
    app.customers.delete(saved.id)
    assert app.queries.find("曾国藩") == [] and app.queries.card(saved.id).deleted
    app.customers.restore(saved.id)
    assert [row.id for row in app.queries.find("曾国藩")] == [saved.id]
    assert [(op["k"], op["base"], op["row"]) for op in operations(app)] == [
        ("delete", 7, saved.id), ("restore", 7, saved.id),
    ]  # fmt: skip
    app.customers.restore(saved.id)
    assert len(operations(app)) == 2
    with pytest.raises(NotFound):
        app.customers.delete("nobody")


# -- numbers --------------------------------------------------------------------------------


def test_numbers_are_never_given_twice(app):
    first = app.customers.create(INDIVIDUAL)
    app.customers.delete(first.id)
    assert app.customers.create({"full_name": "李四"}).customer_no == "KH-AB12-000002"
    app.customers.create({"full_name": "王六", "customer_no": "KH-AB12-000003"})
    assert app.customers.create({"full_name": "赵七"}).customer_no == "KH-AB12-000004"


def test_taken_number_is_refused(app):
    saved = app.customers.create({**INDIVIDUAL, "customer_no": "7"})
    other = app.customers.create({"full_name": "李四"})
    with pytest.raises(RecordRefused) as caught:
        app.customers.create({"full_name": "王六", "customer_no": "7"})
    assert caught.value.code == "number_taken"
    with pytest.raises(RecordRefused):
        app.customers.update(other.id, {"customer_no": "7"})
    assert app.customers.update(saved.id, {"customer_no": "7"}).customer_no == "7"
    assert app.customers.update(other.id, {"customer_no": "8"}).customer_no == "8"


# -- duplicates -----------------------------------------------------------------------------

ID = {"id_type": "resident_id", "id_number": "11010519491231002X"}


def test_same_document_is_a_hard_duplicate(app):
    first = app.customers.create({**INDIVIDUAL, **ID, "sex": "female"})
    twin = app.customers.create({"full_name": "别人", "mobile_phone": "13911112222", **ID})
    (finding,) = [item for item in twin.findings if item.code == "dup_hard"]
    assert (twin.status, finding.field, finding.params["no"]) == ("draft", "id_number", first.customer_no)
    app.customers.delete(first.id)
    assert app.customers.update(twin.id, {"remarks": "x"}).status == "filed"


def test_duplicate_organisation_is_told_at_its_licence(app):
    licence = {"licence_type": "uscc", "licence_no": "91350100M000100Y43"}
    app.customers.create({**ORGANISATION, **licence})
    twin = app.customers.create({**ORGANISATION, "org_name": "别家有限公司", **licence})
    assert [item.field for item in twin.findings if item.code == "dup_hard"] == ["licence_no"]


@pytest.mark.parametrize(
    ("values", "soft"),
    [
        ({"full_name": "别人", "mobile_phone": "138 1234 5678"}, True),
        ({"full_name": "曾国藩", "mailing_address": INDIVIDUAL["mailing_address"]}, True),
        ({"full_name": "曾国藩", "mailing_address": "别处", "mobile_phone": "13911112222"}, False),
        ({"full_name": "别人", "mailing_address": INDIVIDUAL["mailing_address"]}, False),
    ],
)
def test_soft_duplicates_are_saved_and_flagged(app, values, soft):
    app.customers.create(INDIVIDUAL)
    saved = app.customers.create(values)
    assert ("dup_soft" in {item.code for item in saved.findings}) is soft
    assert saved.status == "filed"


def test_card_is_no_duplicate_of_itself(app):
    saved = app.customers.create({**INDIVIDUAL, **ID})
    assert not [item for item in app.customers.update(saved.id, {"remarks": "x"}).findings if "dup" in item.code]
    card = app.queries.card(saved.id)
    assert not [item for item in app.customers.check(card.values, (), saved.id) if "dup" in item.code]
    assert [item.code for item in app.customers.check(card.values, ()) if "dup" in item.code] == ["dup_hard"]


# -- many -----------------------------------------------------------------------------------


def test_many_are_created_in_one_transaction_with_one_event(app):
    told: list[ChangeSet] = []
    app.events.subscribe(told.append)
    rows = [NewCustomer({**INDIVIDUAL, "mobile_phone": f"1380000{number:04}"}, (RELATIVE,)) for number in range(700)]
    saved = app.customers.create_many(rows)
    assert len({item.customer_no for item in saved}) == 700
    assert saved[0].customer_no == "KH-AB12-000001" and saved[-1].customer_no == "KH-AB12-000700"
    assert count(app, "customer") == count(app, "family_member") == 700
    assert count(app, "outbox") == count(app, "history") == 1400
    assert [(change.many, change.origin) for change in told] == [(True, Origin.LOCAL)]
    assert count(app, "search_todo") == 700
    app.build_search()
    assert len(app.queries.find("zgf", 1000)) == 700


def test_many_step_over_numbers_that_are_taken(app):
    app.customers.create({"full_name": "李四", "customer_no": "KH-AB12-000002"})
    typed = NewCustomer({"full_name": "王六", "customer_no": "KH-AB12-000003"})
    saved = app.customers.create_many([NewCustomer({"full_name": "甲"}), typed, NewCustomer({"full_name": "乙"})])
    assert [item.customer_no for item in saved] == ["KH-AB12-000001", "KH-AB12-000003", "KH-AB12-000004"]


@pytest.mark.parametrize(
    ("bad", "error"),
    [({"customer_no": "7"}, RecordRefused), ({"customer_no": "8"}, RecordRefused), ({"nothing": "x"}, UsageError)],
)
def test_many_are_created_all_or_none(app, bad, error):
    app.customers.create({"full_name": "李四", "customer_no": "7"})
    rows = [NewCustomer({"full_name": "甲", "customer_no": "8"}), NewCustomer({"full_name": "乙", **bad})]
    with pytest.raises(error):
        app.customers.create_many(rows)
    assert count(app, "customer") == 1


def test_too_many_are_refused(app):
    with pytest.raises(UsageError):
        app.customers.create_many([NewCustomer({})] * (SLICE + 1))


def test_sample_rows_are_never_sent(app):
    (saved,) = app.customers.create_many([NewCustomer(INDIVIDUAL, (RELATIVE,))], sample=True)
    app.customers.update(saved.id, {"sex": "female"}, [GridInput({"name": "乙", "relation": "女"})])
    app.customers.delete(saved.id)
    app.customers.restore(saved.id)
    assert count(app, "outbox") == count(app, "base_row") == 0
    assert count(app, "family_member", "is_sample") == 2
    assert app.queries.card(saved.id).sync_state == "local"
