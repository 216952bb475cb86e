"""Classes kept up to date: all of them, what changed, and what changes by itself as days go by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_crm.domain.classification.catalogue import DECIDED
from desktop_crm.domain.company_parameters import KIND, Parameters
from desktop_crm.domain.filters.tree import all_of, is_one_of
from desktop_crm.errors import RecordRefused, UsageError
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.services.class_preview import preview
from desktop_crm.services.rows import RowChange
from desktop_crm.store import classes
from tests.support.orders import buy, customers, order
from tests.support.profiles import PASSPHRASE, TODAY, Clock, count, operations, profile


class Days:
    """Today, until it is moved on."""

    def __init__(self) -> None:
        self.today = TODAY

    def __call__(self):
        return self.today

    def forward(self, days: int) -> None:
        self.today += timedelta(days=days)


@pytest.fixture
def days():
    return Days()


@pytest.fixture
def app(tmp_path, days):
    app = profile(tmp_path)
    app.classes._today = app.manual_classes._today = app.class_queries._today = days
    yield app
    app.close()


def code(app, customer, scheme):
    """The class as it is kept."""
    with app.store.read() as connection:
        rid = classes_rid(connection, customer)
        number = classes.read_kept(connection, [rid])[rid].values[scheme]
        return classes.ValueBook.read(connection).codes[number][1]


def classes_rid(connection, customer):
    return connection.exec_driver_sql("SELECT rid FROM customer WHERE id = ?", (customer,)).scalar_one()


def counted(app, scheme):
    return {one.value.code: one.customers for one in app.class_queries.counts(scheme) if one.customers}


def everything(app):
    """All that is kept of classes, with names for numbers."""
    with app.store.read() as connection:
        book = classes.ValueBook.read(connection).codes
        rows = connection.exec_driver_sql("SELECT rid FROM customer_class ORDER BY rid").scalars().all()
        kept = classes.read_kept(connection, rows)
        sums = connection.exec_driver_sql(
            "SELECT c.rid, bought, sales, margin, worth, last_on, s.code, abc, tier, kotler, manual, due_on"
            " FROM customer_class c LEFT JOIN class_value s ON s.id = c.segment ORDER BY c.rid"
        ).fetchall()
    named = {rid: {name: book[n][1] for name, n in one.values.items()} for rid, one in kept.items()}
    return named, [tuple(row) for row in sums], {scheme.id: counted(app, scheme.id) for scheme in DECIDED}


def test_first_run_classifies_everybody_once_and_writes_no_history(app):
    first, second, _third = customers(app, 3)
    buy(app, first, order(800, 100), order(10, 50_000, product_line="茶"))
    app.classes.run()
    assert (code(app, first, "C2"), code(app, second, "C2")) == ("dealing", "none")
    assert counted(app, "C9") == {"current": 1, "potential": 2}
    assert counted(app, "C4") == {"none": 2, "main": 1}
    assert counted(app, "C10") == {"none": 2, "vip": 1}
    assert count(app, "class_change") == 0
    assert count(app, "class_todo") == 0
    assert app.class_queries.freshness().done_at
    assert app.class_queries.freshness().with_orders == 1
    assert not app.classes.work()


def test_classes_never_leave_the_laptop(app):
    customers(app, 1)
    before = len(operations(app))
    app.classes.run()
    assert len(operations(app)) == before


def test_an_order_reclassifies_its_customer_and_whose_rank_it_moves(app):
    big, small = customers(app, 2)
    for customer, amount in ((big, 900), (small, 500)):
        buy(app, customer, *(order(back, amount) for back in (800, 20, 10, 5)))
    app.classes.run()
    assert (code(app, big, "C4"), code(app, small, "C4")) == ("main", "main")
    third = customers(app, 3)[2]
    buy(app, third, order(1, 90_000))
    app.classes.run()
    assert (code(app, big, "C4"), code(app, small, "C4")) == ("scattered", "scattered")
    spells = app.class_queries.history(small, "C4")
    assert [(one.code, one.until_on) for one in spells] == [("scattered", None)]  # all of it was today
    assert count(app, "class_change", f"rid = 2 AND until_on = {TODAY.toordinal()}") >= 1


def test_classes_change_by_themselves_as_days_go_by_and_history_tells_since_when(app, days):
    (customer,) = customers(app, 1)
    buy(app, customer, order(0, 100))
    app.classes.run()
    assert code(app, customer, "C2") == "dealing"
    days.forward(90)
    app.classes.run()
    assert code(app, customer, "C2") == "dealing"
    days.forward(1)
    app.classes.run()
    assert code(app, customer, "C2") == "former"
    now, before = app.class_queries.history(customer, "C2")
    assert (now.code, now.from_on, now.until_on) == ("former", TODAY + timedelta(days=91), None)
    assert (before.code, before.from_on, before.until_on) == ("dealing", TODAY, TODAY + timedelta(days=91))
    assert now.run >= before.run >= 1


def test_a_clock_put_back_is_followed(app, days):
    (customer,) = customers(app, 1)
    buy(app, customer, order(0, 100))
    days.forward(200)
    app.classes.run()
    assert code(app, customer, "C20") == "OUT.unknown"
    days.forward(-200)
    app.classes.run()
    assert code(app, customer, "C20") == "current"


def test_other_parameters_reclassify_without_reading_rows(app, monkeypatch):
    (customer,) = customers(app, 1)
    buy(app, customer, order(100, 100))
    app.classes.run()
    assert code(app, customer, "C2") == "former"
    monkeypatch.setattr("desktop_crm.store.class_rows._rows", lambda *_: iter(()))
    app.parameters.put(KIND, "active_days", "120")
    app.classes.run()
    assert code(app, customer, "C2") == "dealing"
    assert app.class_queries.freshness().run == 2
    (spell,) = app.class_queries.history(customer, "C2")
    assert spell.run == 2


def test_company_lists_name_and_order_the_classes(app):
    for number, industry in enumerate(("渔业", "军警", "")):
        customers(app, 1, mobile_phone=f"1390000000{number}", industry_code=industry)
    app.classes.run()
    assert [one.value.code for one in app.class_queries.counts("C6")] == ["军警", "渔业", "none"]
    app.parameters.put(KIND, "industries", "金融系统\n军警系统 | Police | 军警")
    app.classes.run()
    found = [(one.value.label("en"), one.customers) for one in app.class_queries.counts("C6")]
    assert found == [("金融系统", 0), ("Police", 1), ("Other", 1), ("Unclassified", 1)]


def test_a_customer_in_the_bin_counts_no_more_and_comes_back(app):
    first, _second = customers(app, 2)
    app.classes.run()
    app.customers.delete(first)
    app.classes.run()
    assert counted(app, "C3") == {"potential": 1}
    app.customers.restore(first)
    app.classes.run()
    assert counted(app, "C3") == {"potential": 2}


def test_a_referral_counts_for_who_was_named(app):
    first, second = customers(app, 2)
    app.classes.run()
    app.rows.add("customer_link", second, {"kind": "referred_by", "other_id": first})
    app.classes.run()
    assert (code(app, first, "C15b"), code(app, first, "C19")) == ("network", "5")
    (row,) = app.row_queries.of_customer("customer_link", second)
    app.rows.remove("customer_link", row.id)
    app.classes.run()
    assert code(app, first, "C15b") == "none"


def test_what_changes_while_it_is_classified_is_classified_again(app, monkeypatch):
    (customer,) = customers(app, 1)
    write = app.classes._store.write
    seen = []

    def interrupted():
        if not seen and count(app, "class_facts"):
            seen.append(1)
            buy(app, customer, order(1, 10))
        return write()

    app.classes.run(stop=lambda: bool(count(app, "class_facts")))
    monkeypatch.setattr(app.classes._store, "write", interrupted)
    app.classes.run()
    assert seen
    assert code(app, customer, "C9") == "current"


def test_work_goes_on_where_it_was_stopped(app):
    customers(app, 30)
    portions = 0
    while app.classes.work(portion=7):
        portions += 1
        app.classes._book = None  # as after a restart
        app.classes._settled_on = 0
    assert portions > 8
    assert counted(app, "C3") == {"potential": 30}


# -- by hand ------------------------------------------------------------------------------------


def test_a_class_by_hand_needs_a_reason_holds_for_its_time_and_ends_by_itself(app, days):
    (customer,) = customers(app, 1)
    app.classes.run()
    with pytest.raises(RecordRefused):
        app.manual_classes.put(customer, "C4", "main", " ", "王五")
    app.manual_classes.put(customer, "C4", "main", "重点扶持", "王五")
    app.classes.run()
    assert code(app, customer, "C4") == "main"
    (now,) = [one for one in app.class_queries.of_customer(customer) if one.scheme.id == "C4"]
    assert now.verdict.manual
    assert now.override.expires_on == TODAY.toordinal() + Parameters().override_days
    days.forward(180)
    app.classes.run()
    assert code(app, customer, "C4") == "main"
    days.forward(1)
    app.classes.run()
    assert code(app, customer, "C4") == "none"
    assert [one.manual for one in app.class_queries.history(customer, "C4")] == [False, True]


def test_a_class_by_hand_can_be_changed_taken_back_and_brought_back(app):
    (customer,) = customers(app, 1)
    row = app.manual_classes.put(customer, "C4", "main", "重点扶持", "王五")
    assert app.manual_classes.put(customer, "C4", "general", "再看看", "王五", present=row) == row
    app.classes.run()
    assert code(app, customer, "C4") == "general"
    app.manual_classes.remove(row)
    app.classes.run()
    assert code(app, customer, "C4") == "none"
    app.manual_classes.restore(row)
    app.classes.run()
    assert code(app, customer, "C4") == "general"


def test_only_a_manager_makes_a_customer_special(app):
    (customer,) = customers(app, 1)
    app.set_facts(role="sales")
    with pytest.raises(RecordRefused, match="manager_only"):
        app.manual_classes.put(customer, "C1", "special", "战略合作", "王五")
    app.set_facts(role="manager")
    app.manual_classes.put(customer, "C1", "special", "战略合作", "王五")
    app.classes.run()
    assert code(app, customer, "C1") == "special"


def test_what_is_no_scheme_no_class_or_no_day_is_refused(app):
    (customer,) = customers(app, 1)
    for scheme, value, until, expected in (
        ("C99", "main", None, "unknown_scheme"),
        ("C29", "1", None, "unknown_scheme"),
        ("C4", "vip", None, "unknown_class"),
        ("C4", "main", TODAY - timedelta(days=1), "day_over"),
    ):
        with pytest.raises(UsageError, match=expected):
            app.manual_classes.put(customer, scheme, value, "理由", "王五", until)


# -- the list -----------------------------------------------------------------------------------


def test_the_list_is_filtered_and_sorted_by_any_class(app):
    first, second, third = customers(app, 3, customer_nature="supermarket")
    customers(app, 1, customer_nature="manufacturer")
    buy(app, second, order(10, 100))
    buy(app, third, order(500, 100))
    app.classes.run()

    by_number = Order("customer_no")

    def shown(order_by=by_number, **codes):
        wanted = ListFilter(where=all_of(*(is_one_of(name, *some) for name, some in codes.items())))
        assert app.queries.count(wanted) == len(app.queries.all_rids(wanted, order_by))
        return app.queries.ids(app.queries.all_rids(wanted, order_by))

    assert shown(C2={"dealing", "former"}) == [second, third]
    assert shown(C8={"MID"}) == shown(C8={"MID.RTL.SUP"}) == [first, second, third]
    assert shown(C8={"MID"}, C2={"none"}) == [first]
    assert len(shown(customer_kind={"organisation", "individual"})) == 4
    assert shown(Order("C2"), C8={"MID"}) == [second, third, first]
    assert shown(Order("sales_12", descending=True), C8={"MID"})[0] == second
    assert app.queries.ids(app.queries.all_rids(ListFilter(text="示例1", where=is_one_of("C9", "current")), Order()))
    with pytest.raises(UsageError):
        shown(C29={"1"})
    with pytest.raises(UsageError):
        shown(id_number={"1"})


def test_list_rows_carry_classes_and_the_last_order(app):
    (customer,) = customers(app, 1)
    buy(app, customer, order(10, 100, product_line="茶"))
    app.classes.run()
    (row,) = app.queries.find("示例0")
    assert row.values["C7"] == "茶"
    assert row.values["last_order_on"] == (TODAY - timedelta(days=10)).isoformat()
    assert row.values["sales_12"] == 10_000


# -- parameters before they are in force --------------------------------------------------------


def test_preview_counts_who_would_change_and_changes_nothing(app):
    first, second, _third = customers(app, 3)
    buy(app, first, order(100, 100))
    buy(app, second, order(10, 100))
    app.classes.run()
    before = everything(app)
    found = preview(app.store, Parameters(active_days=120), TODAY)
    assert (found.customers, found.changed, found.by_scheme) == (3, 1, {"C2": 1})
    assert everything(app) == before
    assert preview(app.store, Parameters(), TODAY).changed == 0


# -- small steps and one great step come to the same --------------------------------------------

#: A clock that days moved forward do not overtake: what happened on one of them is not in the future.
_LATER = datetime(2030, 1, 1, tzinfo=UTC)
_CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("order"), st.integers(0, 4), st.integers(0, 900), st.integers(1, 50)),
        st.tuples(st.just("contact"), st.integers(0, 4), st.integers(0, 400), st.integers(1, 5)),
        st.tuples(st.just("day"), st.integers(1, 200)),
        st.tuples(st.just("remove"), st.integers(0, 4)),
        st.tuples(st.just("parameter"), st.sampled_from(["60", "90", "300"])),
    ),
    min_size=3,
    max_size=8,
)


@pytest.fixture(scope="module")
def worn(tmp_path_factory):
    """A profile that keeps the customers of every example."""
    app = profile(tmp_path_factory.mktemp("classes"), passphrase=PASSPHRASE, clock=Clock(_LATER))
    yield app
    app.close()


@settings(max_examples=12)
@given(_CHANGES)
def test_incremental_work_comes_to_what_a_new_beginning_gives(worn, changes):
    app, days = worn, Days()
    app.classes._today = app.rows._today = days
    ids = customers(app, 5)
    for what, *values in changes:
        if what == "order":
            who, back, amount = values
            line = "茶" if amount % 2 else "水"
            buy(app, ids[who], order(back, amount, today=days.today, product_line=line))
        elif what == "contact":
            who, back, score = values
            at = f"{days.today - timedelta(days=back)}T02:00:00Z"
            values = {"contacted_at": at, "method": "visit", "summary": "回访", "purpose": "after_sales"}
            buy(app, ids[who], RowChange("activity", {**values, "feeling_score": score}))
        elif what == "day":
            days.forward(values[0])
        elif what == "remove":
            for row in app.row_queries.of_customer("sales_order", ids[values[0]], limit=1):
                app.rows.remove("sales_order", row.id)
        else:
            app.parameters.put(KIND, "active_days", values[0])
        app.classes.run(portion=2)
    small_steps = everything(app)
    app.classes.begin_anew()
    app.classes.run()
    assert everything(app) == small_steps
