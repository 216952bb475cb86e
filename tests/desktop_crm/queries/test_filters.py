"""Filters: SQL and plain Python agree on any tree and any rows; words are read back; privacy; checks."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from desktop_crm.domain.fields import Sensitivity
from desktop_crm.domain.filters.checking import check
from desktop_crm.domain.filters.evaluation import matches
from desktop_crm.domain.filters.periods import Period, days_of
from desktop_crm.domain.filters.quick import QUICK
from desktop_crm.domain.filters.reading import read_filter
from desktop_crm.domain.filters.subjects import SUBJECTS, Kind
from desktop_crm.domain.filters.tree import (
    EVERYBODY,
    Condition,
    Group,
    Join,
    Op,
    all_of,
    conditions,
    from_json,
    from_plain,
    is_one_of,
    negation,
    simplified,
    to_json,
    top_parts,
    without,
)  # fmt: skip
from desktop_crm.domain.filters.words import describe
from desktop_crm.domain.records import CUSTOMER
from desktop_crm.errors import UsageError
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.queries.groups import GroupQueries, completed, group_of
from desktop_crm.store.projection import CODECS, RowImage
from tests.support.profiles import PASSPHRASE, TODAY, profile

ME = "0000aaaa-0000-7000-8000-000000000001"
_WORDS = ("王", "Wang", "wang li", "绍兴", "“x”", "100%", "a_b", "是", "且 或", "138", "O'Hara")
_ROWS = 120


def _value(rng: random.Random, subject) -> object:
    """A stored value of a subject, often empty."""
    if rng.random() < 0.3:
        return None
    match subject.kind:
        case Kind.BOOLEAN:
            return rng.random() < 0.5
        case Kind.NUMBER | Kind.MONEY:
            return rng.choice((0, 1, 5, 50, 99, 100, -3))
        case Kind.DATE | Kind.BIRTHDAY:
            return _day(rng).isoformat()
        case Kind.INSTANT:
            end = rng.choice(("T15:59:59.999Z", "T16:00:00Z", "T16:00:00.000Z", "T02:00:00Z"))  # midnight here
            return f"{_day(rng).isoformat()}{end}"
        case Kind.CHOICE | Kind.CLASS:
            return rng.choice(subject.choices).code if subject.choices else "军警系统"
        case Kind.SET:
            known = [choice.code for choice in subject.choices] or ["茶", "鱼", "Tea"]
            return tuple(sorted(rng.sample(known, rng.randrange(1, len(known)))))
    return rng.choice(_WORDS)


def _day(rng: random.Random) -> date:
    return TODAY + timedelta(rng.choice((-4000, -370, -181, -180, -90, -31, -30, -8, -7, -1, 0, 0, 1, 6, 7, 30, 400)))


def _operand(rng: random.Random, subject) -> object:
    value = None
    while value in (None, (), False):
        value = _value(rng, subject)
    if subject.kind is Kind.SET:
        return rng.choice(value)
    return str(value)[:10] if subject.kind.dated else value


def _condition(rng: random.Random, subject=None) -> Condition:
    subject = subject or rng.choice(list(SUBJECTS.values()))
    op = rng.choice(subject.ops)
    if op is Op.EMPTY:
        values = ()
    elif op is Op.DURING:
        period = rng.choice(list(Period))
        values = (period.value, rng.choice((0, 1, 30, 180))) if period.counted else (period.value,)
    else:
        wanted = 2 if op is Op.BETWEEN else rng.choice((1, 1, 2)) if op is Op.IS else 1
        values = tuple(_operand(rng, subject) for _ in range(1 if subject.kind is Kind.BOOLEAN else wanted))
        values = tuple(dict.fromkeys(values)) if op is Op.IS else values
        if op in (Op.CONTAINS, Op.BEGINS) and len(values[0]) < subject.shortest:
            values = ("138",)
    return Condition(subject.id, op, values, rng.random() < 0.3)


def _tree(rng: random.Random, depth: int = 0):
    if depth >= 3 or rng.random() < 0.4:
        return _condition(rng)
    parts = tuple(_tree(rng, depth + 1) for _ in range(rng.randrange(1, 4)))
    return Group(rng.choice(list(Join)), parts, rng.random() < 0.3)


class _Customers:
    """Random customers in a store, and the same as plain values."""

    def __init__(self, app, rng: random.Random) -> None:
        self.app, self.rows = app, {}
        app.set_facts(user_id=ME)
        schemes = [one for one in SUBJECTS.values() if one.kind is Kind.CLASS and one.choices]
        with app.store.write() as connection:
            run = connection.exec_driver_sql
            classes = {}
            for subject in schemes:
                for place, choice in enumerate(subject.choices):
                    number = len(classes) + 1
                    classes[subject.id, choice.code] = number
                    run("INSERT INTO class_value VALUES (?, ?, ?, ?, 0)", (number, subject.id, choice.code, place))
            for number in range(1, _ROWS + 1):
                self._add(run, rng, number, schemes, classes)

    def _add(self, run, rng, number, schemes, classes) -> None:
        one, values = f"c{number}", {}
        for field in CUSTOMER:
            if field.sensitivity is not Sensitivity.P2:
                values[field.id] = _value(rng, SUBJECTS[field.id])
        stored = {name: value for name, value in values.items() if value not in (None, ())}
        run(CODECS["customer"].insert_sql, CODECS["customer"].row(RowImage(CUSTOMER, one, one, stored), (None,) * 9))
        for name in ("region", "district", "display_name", "primary_contact", "primary_phone", "completeness",
                     "created_at", "updated_at", "created_by", "updated_by", "is_sample"):  # fmt: skip
            values[name] = _value(rng, SUBJECTS[name])
            if name == "is_sample":
                values[name] = bool(values[name])
            run(f"UPDATE customer SET {name} = ? WHERE id = ?", (values[name], one))
        values["mine"] = rng.random() < 0.5
        run("UPDATE customer SET owner_id = ? WHERE id = ?", (ME if values["mine"] else "other", one))
        self._sums(run, rng, number, schemes, classes, values)
        self._others(run, rng, one, values)
        self.rows[number] = values

    def _sums(self, run, rng, number, schemes, classes, values) -> None:
        if rng.random() < 0.2:
            return  # not classified yet
        last = _day(rng) if rng.random() < 0.6 else None
        values["last_order_on"] = last.isoformat() if last else None
        values["sales_12"] = rng.choice((0, 5, 100)) if last else None
        row = {"rid": number, "run": 1, "since_on": 1, "last_on": last.toordinal() if last else 0,
               "sales": values["sales_12"] or 0}  # fmt: skip
        for subject in schemes:
            values[subject.id] = code = _value(rng, subject)
            if code:
                row[subject.id.lower()] = classes[subject.id, code]
        run(f"INSERT INTO customer_class ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))

    def _others(self, run, rng, one, values) -> None:
        for name, table, state in (("waiting", "outbox", "pending"), ("conflict", "conflict", "open")):
            values[name] = rng.random() < 0.3
            if values[name] and table == "outbox":
                sql = "INSERT INTO outbox (op_id, save_group, row_id, agg_id, payload, state)"
                run(f"{sql} VALUES (?, '', ?, ?, '{{}}', ?)", (f"op{one}", one, one, state))
            elif values[name]:
                run("INSERT INTO conflict (id, agg_id, state) VALUES (?, ?, ?)", (f"k{one}", one, state))
        values["unseen"] = rng.random() < 0.3
        if values["unseen"]:
            run("INSERT INTO unseen VALUES (?, 'new')", (one,))
        contacts, steps, tags = [], [], set()
        for place in range(rng.randrange(3)):
            at, due = _value(rng, SUBJECTS["last_contact_at"]), _value(rng, SUBJECTS["next_step_at"])
            deleted, done, tag = rng.random() < 0.2, rng.random() < 0.2, _value(rng, SUBJECTS["interest_tags"])
            run(
                "INSERT INTO activity (id, agg_id, deleted, contacted_at, next_action, next_action_at, next_done_at,"
                " interest_tags) VALUES (?, ?, ?, ?, 'x', ?, ?, ?)",
                (f"{one}-{place}", one, deleted, at, due, "2026-01-01" if done else None,
                 "[" + ",".join(f'"{word}"' for word in tag) + "]" if tag else None),
            )  # fmt: skip
            if not deleted:
                contacts += [at] if at else []
                steps += [due] if due and not done else []
                tags |= set(tag or ())
        values["last_contact_at"] = max(contacts, default=None)
        values["next_step_at"] = min(steps, default=None)
        values["interest_tags"] = tuple(sorted(tags))

    def by_sql(self, node) -> set[int]:
        return set(self.app.queries.all_rids(ListFilter(where=node), Order()))

    def by_python(self, node) -> set[int]:
        return {number for number, values in self.rows.items() if matches(node, values, TODAY)}


@pytest.fixture(scope="module")
def customers(tmp_path_factory):
    app = profile(tmp_path_factory.mktemp("filters"), passphrase=PASSPHRASE)
    yield _Customers(app, random.Random(5))
    app.close()


def test_every_question_about_every_subject_is_answered_alike(customers):
    rng, answers = random.Random(11), set()
    for subject in SUBJECTS.values():
        for _round in range(2 * len(subject.ops)):
            node = _condition(rng, subject)
            found = customers.by_sql(node)
            assert found == customers.by_python(node), to_json(node)
            answers.add(len(found))
    assert len(answers) > 30  # not all or nothing


def test_random_trees_are_answered_alike_and_said_alike(customers):
    rng = random.Random(23)
    for _round in range(150):
        node = _tree(rng)
        found = customers.by_sql(node)
        assert found == customers.by_python(node), to_json(node)
        assert customers.by_sql(negation(node)) == set(customers.rows) - found
        assert from_json(to_json(node)) == node
        assert customers.by_python(simplified(node)) == found
        for language in ("zh", "en"):
            assert read_filter(describe(node, language)) == simplified(node), describe(node, language)


def test_lunar_birthdays_are_found_by_the_day_on_which_they_fall(customers):
    rng = random.Random(7)
    people = {
        number: {"birth_date": (date(1899, 1, 1) + timedelta(rng.randrange(46_000))).isoformat(),
                 "birthday_lunar": rng.random() < 0.8}
        for number in customers.rows
    }  # fmt: skip
    with customers.app.store.write() as connection:
        for number, one in people.items():
            connection.exec_driver_sql(
                "UPDATE customer SET birth_date = ?, birthday_lunar = ? WHERE rid = ?", (*one.values(), number)
            )
            customers.rows[number].update(one)
    for period, number in (
        (Period.THIS_MONTH, 0),
        (Period.NEXT_DAYS, 60),
        (Period.LAST_DAYS, 300),
        (Period.NEXT_MONTH, 0),
    ):
        node = Condition("birthday", Op.DURING, (period.value, number) if period.counted else (period.value,))
        found = customers.by_sql(node)
        assert found == customers.by_python(node)
        assert found


def test_groups_part_the_list(customers):
    groups = GroupQueries(customers.app.store, customers.app.queries)
    wanted = ListFilter(where=negation(is_one_of("mine", True)))
    whole = customers.by_sql(wanted.where)
    for subject in SUBJECTS.values():
        if subject.grouped and (subject.kind is not Kind.CLASS or subject.choices):
            heads = groups.heads(wanted, subject.id)
            parts = [
                set(customers.app.queries.all_rids(group_of(wanted, subject.id, one.code), Order())) for one in heads
            ]
            assert [len(part) for part in parts] == [one.customers for one in heads]
            assert set().union(*parts) == whole
            assert sum(map(len, parts)) == len(whole)
            figures = groups.figures(wanted, subject.id)
            assert set(figures) == {one.code for one in heads}
            for one, whole_figures in zip(heads, completed(heads, figures), strict=True):
                assert one.sales in (None, whole_figures.sales)
                assert one.completeness in (None, whole_figures.completeness)
    head = completed(groups.heads(wanted, "region"), groups.figures(wanted, "region"))[0]
    inside = [customers.rows[rid] for rid in whole if (customers.rows[rid]["region"] or "") == head.code]
    assert head.sales == sum(one.get("sales_12") or 0 for one in inside)
    with pytest.raises(UsageError, match="unknown_grouping"):
        groups.heads(wanted, "remarks")


# -- privacy -----------------------------------------------------------------------------------


def test_sensitive_fields_are_no_subject():
    hidden = [field for field in CUSTOMER if field.sensitivity is Sensitivity.P2]
    assert hidden
    for field in hidden:
        assert field.id not in SUBJECTS
        with pytest.raises(UsageError, match="filter_unknown"):
            check(is_one_of(field.id, "x"))
        with pytest.raises(UsageError, match="filter_words"):
            read_filter(f"{field.zh} 已填")


def test_of_a_masked_field_only_whether_it_is_filled_may_be_asked():
    assert check(Condition("bank_account", Op.EMPTY, negated=True))
    with pytest.raises(UsageError, match="filter_op"):
        check(Condition("bank_account", Op.CONTAINS, ("6222",)))


def test_a_telephone_number_is_not_found_digit_by_digit():
    assert check(Condition("mobile_phone", Op.CONTAINS, ("138",)))
    with pytest.raises(UsageError, match="filter_value"):
        check(Condition("mobile_phone", Op.BEGINS, ("1",)))


# -- shapes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "code"),
    [
        (is_one_of("importance_tier", "duke"), "filter_value"),
        (Condition("importance_tier", Op.CONTAINS, ("v",)), "filter_op"),
        (Condition("completeness", Op.LESS, ("60",)), "filter_value"),
        (Condition("completeness", Op.LESS, (True,)), "filter_value"),
        (Condition("form_date", Op.IS, ("2026-02-30",)), "filter_value"),
        (Condition("form_date", Op.DURING, ("last_days",)), "filter_value"),
        (Condition("form_date", Op.DURING, ("today", 3)), "filter_value"),
        (Condition("form_date", Op.BETWEEN, ("2026-02-03",)), "filter_value"),
        (is_one_of("mine", False), "filter_value"),
        (Group(Join.ALL, (Group(Join.ANY),)), "filter_shape"),
    ],
)
def test_what_does_not_fit_the_declarations_is_refused(node, code):
    with pytest.raises(UsageError) as told:
        check(node)
    assert told.value.code == code


@pytest.mark.parametrize(
    "text",
    ["[]", "{", '{"field": 1}', '{"field": "mine", "op": "near"}', '{"all": 1}', '{"all": [], "any": []}',
     '{"field": "mine", "values": [1.5]}', '{"field": "mine", "and": 1}', '{"field": "mine", "not": 1}',
     '{"all": [' * 20 + "]}" * 20],
)  # fmt: skip
def test_json_of_another_shape_is_refused(text):
    with pytest.raises(UsageError, match="filter_shape"):
        from_json(text)


def test_a_filter_is_not_endless():
    with pytest.raises(UsageError, match="filter_too_large"):
        from_plain({"any": [{"field": "mine", "values": [True]}] * 51})
    with pytest.raises(UsageError, match="filter_too_large"):
        from_plain({"field": "mine", "values": ["x"] * 201})


@pytest.mark.parametrize(
    ("words", "zh"),
    [
        ("级别=VIP 且 (地区 是 华东区 或 最近联系 不在 最近90天)",
         "客户等级 是 VIP客户 且 （地区 是 华东区 或 最近联系 不在 最近 90 天）"),
        ("Tier = vip, completeness < 60", "客户等级 是 VIP客户 且 完整度 小于 60"),
        ("tier is major, small and not mine", "客户等级 是 主要客户、小客户 且 非 我负责"),
        ("12 个月交易额 >= 1.5万 或 sales_12 = 3", "12 个月交易额 至少 15000 或 12 个月交易额 是 3"),
        ("待发送 = 否", "非 待发送"),
        ("更新时间 介于 2026-01-01 至 2026年3月5日", "更新时间 介于 2026-01-01 至 2026-03-05"),
        ("birthday is this month", "生日 在 本月"),
        ("not (姓名 含 曾 and 备注 为空)", "非 （姓名 包含 “曾” 且 备注 为空）"),
        ("行业（C6） 是 “军警系统”、金融系统", "行业（C6） 是 “军警系统”、“金融系统”"),
        ('{"field": "region", "values": ["east"]}', "地区 是 华东区"),
        ("", ""),
    ],
)  # fmt: skip
def test_words_that_people_type(words, zh):
    assert describe(read_filter(words), "zh") == zh


@pytest.mark.parametrize(
    "text",
    ["地区", "地区 是", "地区 是 华东区 且", "(地区 是 华东区", "颜色 是 红", "地区 是 火星", "完整度 小于 很多",
     "姓名 是 “王", "地区 是 华东区 )", "((((((((mine))))))))"],
)  # fmt: skip
def test_words_that_say_nothing_are_told(text):
    with pytest.raises(UsageError, match=r"filter_words|filter_value"):
        read_filter(text)


def test_quick_filters_fit_the_declarations():
    for key, node in QUICK.items():
        assert check(node) == node
        assert bool(describe(node, "zh")) is (key != "all")


def test_parts_are_taken_away_one_by_one():
    both = all_of(QUICK["vip"], EVERYBODY, all_of(QUICK["new"], QUICK["draft"]))
    assert len(top_parts(both)) == 3 == len(list(conditions(both)))
    assert without(both, QUICK["new"]) == all_of(QUICK["vip"], QUICK["draft"])
    assert without(QUICK["vip"], QUICK["vip"]) == EVERYBODY


def test_periods_are_those_of_the_calendar():
    sunday = date(2026, 3, 1)
    assert days_of(Period.THIS_WEEK, 0, sunday) == (date(2026, 2, 23), sunday)
    assert days_of(Period.LAST_MONTH, 0, sunday) == (date(2026, 2, 1), date(2026, 2, 28))
    assert days_of(Period.NEXT_MONTH, 0, date(2026, 12, 31)) == (date(2027, 1, 1), date(2027, 1, 31))
    assert days_of(Period.LAST_DAYS, 7, sunday) == (date(2026, 2, 22), sunday)
