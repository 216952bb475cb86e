"""Who sees masked values: the right, the purpose, the log; on the service, the command line and in files that leave."""

from __future__ import annotations

import json

import pytest

from desktop_crm.domain.records import CUSTOMER
from desktop_crm.domain.revealing import Right, parted, right_to
from desktop_crm.errors import RecordRefused
from desktop_crm.queries.customers import ListFilter, Order
from tests.desktop_crm.cli.terminal import Terminal
from tests.support.profiles import INDIVIDUAL, RELATIVE, profile

CARD = {**INDIVIDUAL, "id_type": "resident_id", "id_number": "11010519491231002X"}
ME, COLLEAGUE = "u-me", "u-li"


def give_to(app, customer, owner):
    with app.store.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET owner_id = ? WHERE id = ?", (owner, customer))


def logged(app):
    with app.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT event, detail FROM audit ORDER BY n").fetchall()
    return [(event, json.loads(detail)) for event, detail in rows]


def employ(app):
    with app.store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO employee (id, agg_id, user_name, display_name, role, active, deleted)"
            " VALUES ('e1', 'org', ?, '李四', 'rep', 1, 0)",
            (COLLEAGUE,),
        )


@pytest.fixture
def app(tmp_path):
    app = profile(tmp_path / "profile", user_id=ME, role="rep")
    yield app
    app.close()


@pytest.fixture
def customer(app):
    made = app.customers.create(CARD).id
    give_to(app, made, COLLEAGUE)
    return made


@pytest.mark.parametrize(
    ("role", "user", "owner", "right"),
    [
        ("rep", ME, ME, Right.FREE),
        ("rep", ME, "", Right.FREE),
        ("rep", ME, COLLEAGUE, Right.NONE),
        ("manager", ME, ME, Right.FREE),
        ("manager", ME, COLLEAGUE, Right.PURPOSE),
        ("director", ME, COLLEAGUE, Right.PURPOSE),
        ("admin", ME, COLLEAGUE, Right.PURPOSE),
        ("something newer", ME, COLLEAGUE, Right.NONE),
        ("admin", "", "", Right.FREE),
        ("rep", "", COLLEAGUE, Right.FREE),
    ],
)
def test_ones_own_are_open_a_colleagues_only_to_those_who_lead(role, user, owner, right):
    assert right_to(role, user, owner) is right


def test_values_are_parted_by_their_declared_sensitivity():
    values = {
        "full_name": "曾国藩",
        "mobile_phone": "13812345678",
        "id_number": "11010519491231002X",
        "health_status": None,
    }
    shown, hidden = parted(CUSTOMER, values, "zh")
    assert hidden == {"id_number": "110***********002X"}
    assert shown.keys() == {"full_name", "mobile_phone", "health_status"}


def test_without_a_server_everything_is_ones_own(tmp_path):
    app = profile(tmp_path)
    customer = app.customers.create(CARD).id
    app.revealing.reveal([customer], {"field": "id_number"})
    assert logged(app) == [("reveal", {"customer": customer, "field": "id_number"})]
    app.close()


def test_a_colleagues_values_are_refused_by_name_and_that_is_written_down(app, customer):
    employ(app)
    with pytest.raises(RecordRefused) as refused:
        app.revealing.reveal([customer], {"field": "id_number"}, purpose="好奇")
    assert refused.value.code == "may_not_reveal"
    assert refused.value.params == {"customers": "1", "owner": "李四"}
    assert logged(app) == [("reveal_refused", {"customers": 1})]
    assert app.revealing.right([customer]) is Right.NONE


def test_who_leads_says_what_for_once_and_the_log_keeps_it(app, customer):
    app.set_facts(role="manager")
    with pytest.raises(RecordRefused) as refused:
        app.revealing.reveal([customer], {"field": "id_number"}, purpose=" ")
    assert refused.value.code == "purpose_missing"
    app.revealing.reveal([customer], {"field": "id_number"}, purpose="客户本人要求")
    assert app.revealing.right([customer]) is Right.FREE
    app.revealing.reveal([customer], {"field": "health_status"}, {"field": "annual_income"})
    assert [detail["reason"] for _event, detail in logged(app)] == ["客户本人要求"] * 3
    app.set_facts(role="rep")  # told by the server since
    assert app.revealing.right([customer]) is Right.NONE


def test_the_strictest_of_several_counts(app, customer):
    own = app.customers.create({**INDIVIDUAL, "full_name": "左宗棠", "mobile_phone": "13700137000"}).id
    give_to(app, own, ME)
    assert app.revealing.right([own]) is Right.FREE
    assert app.revealing.right([own, customer]) is Right.NONE
    assert app.revealing.right(["", own]) is Right.FREE
    assert app.revealing.right([]) is Right.FREE


def test_giving_out_is_refused_before_anything_leaves(app, customer):
    rids = list(app.queries.all_rids(ListFilter(), Order()))
    with pytest.raises(RecordRefused, match="may_not_reveal"):
        app.revealing.give_out("export", rids, {"count": 1}, "年终核对")
    app.set_facts(role="director")
    with pytest.raises(RecordRefused, match="purpose_missing"):
        app.revealing.give_out("export", rids, {"count": 1})
    app.revealing.give_out("export", rids, {"count": 1}, "年终核对")
    assert logged(app)[-1] == ("export", {"count": 1, "reason": "年终核对"})


# -- the command line -------------------------------------------------------------------------


@pytest.fixture
def bench(app, capsys, monkeypatch):
    """A colleague's card with family, and a terminal on its profile; ``role`` sets who one is."""
    monkeypatch.setenv("DESKTOP_CRM_LANGUAGE", "en")
    terminal = Terminal(app.paths.root, capsys, monkeypatch)
    number = terminal.add(*(f"{name}={value}" for name, value in CARD.items()), f"family+={json.dumps(dict(RELATIVE))}")
    terminal("set", number, "id_number=110101199003070011")
    give_to(app, app.queries.id_of(number), COLLEAGUE)
    return terminal, number


def test_json_of_a_colleagues_card_keeps_the_masks_and_cannot_be_written_back(app, bench):
    terminal, number = bench
    answer = terminal("show", number)
    assert answer.code == 0 and "110101199003070011" not in answer.out and "13900001111" not in answer.out
    assert "managers, directors and administrators" in answer.err
    assert answer.json["masked"]["fields"] == {"id_number": "110***********0011"}
    assert answer.json["masked"]["family"][0]["phone"] == "139****1111"
    assert terminal("set", number, "--json-input", "-", stdin=answer.out).code == 0
    card = app.queries.card(app.queries.id_of(number))
    assert card.values["id_number"] == "110101199003070011" and card.grid[0].values["phone"] == "13900001111"


@pytest.mark.parametrize("command", ["show", "history", "timeline"])
def test_who_leads_gets_the_values_for_a_reason(app, bench, command):
    terminal, number = bench
    assert "110101199003070011" not in terminal(command, number).out
    app.set_facts(role="manager")
    assert "110101199003070011" not in terminal(command, number).out
    assert "110101199003070011" in terminal(command, number, "--reason", "audit of the files").out
    assert logged(app)[-1][1]["reason"] == "audit of the files"


def test_words_for_people_mask_family_and_listings_of_many_customers_too(app, bench):
    terminal, number = bench
    shown = terminal("show", number, json_wanted=False).out
    assert "13900001111" not in shown and "曾纪泽" not in shown
    assert "110101199003070011" not in terminal("outbox").out


def test_export_of_a_colleagues_card_needs_the_right(app, bench, tmp_path):
    terminal, _number = bench
    plain, full = tmp_path / "plain.vcf", tmp_path / "full.vcf"
    assert terminal("export", str(plain)).code == 0 and "110101" not in plain.read_text()
    assert terminal("export", str(full), "--with-sensitive").error == "may_not_reveal"
    assert not full.exists()
    app.set_facts(role="admin")
    assert terminal("export", str(full), "--with-sensitive").error == "purpose_missing"
    assert terminal("export", str(full), "--with-sensitive", "--reason", "handover").code == 0 and full.exists()
