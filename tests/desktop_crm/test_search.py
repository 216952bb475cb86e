"""The index answers exactly like the plain scan, whatever is asked."""

import random

import pytest
import sqlcipher3.dbapi2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from desktop_crm.domain.search_text import document, matches, parts, rank
from desktop_crm.store import schema, search

SURNAMES = [
    "王",
    "张",
    "曾",
    "单",
    "仇",
    "查",
    "盖",
    "解",
    "朴",
    "区",
    "翟",
    "乐",
    "赵",
    "安",
    "欧阳",
    "万俟",
    "尉迟",
    "䶮",
]
GIVEN = "国藩伟芳娜重行长乐安昂小晓明铭刚罡广阳鑫𬱖一二"
PLACES = ["广州", "重庆", "长沙", "西安", "深圳天河", "乐清", "A座", "b2b"]
TRADES = ["科技", "贸易", "电子商务", "曾记食品", "ABC物流", "3M·耗材"]
FORMS = ["有限公司", "股份有限公司", "集团", "公司", "厂", ""]
WORDS = [
    "天河北路8000号",
    "喜欢喝茶",
    "周三下午来访,",
    "曾国",
    "13800",
    "王总\n介绍的",
    "a@b.cn",
    "《合同》",
    "%_",
    '"x"',
    "C++",
]


def random_card(rng: random.Random) -> dict[str, object]:
    organisation = rng.random() < 0.3
    company = "".join(rng.choice(part) for part in (PLACES, TRADES, FORMS))
    card: dict[str, object] = {
        "customer_kind": "organisation" if organisation else "individual",
        "customer_no": rng.choice([f"KH-2024-{rng.randrange(9999):05}", f"kh{rng.randrange(99999)}", None, "A1"]),
        "mobile_phone": rng.choice(
            [f"13{rng.randrange(8)}{rng.choice(['8000', '0013', '1234'])}{rng.randrange(10000):04}", None]
        ),
        "landline_phone": rng.choice([None, f"020-{rng.randrange(80000000, 80009999)}", "+86 138 0013 8000/110"]),
        "mailing_address": rng.choice([None, rng.choice(PLACES) + rng.choice(WORDS)]),
        "remarks": rng.choice([None, " ".join(rng.sample(WORDS, 3))]),
        "email": rng.choice([None, "wang.guo@b2b.cn", "ZGF8000@QQ.com"]),
        "health_status": "heart",
    }
    if organisation:
        card["org_name"] = company
    else:
        card["full_name"] = random_name(rng)
        card["employer"] = rng.choice([None, company])
    return card


def random_name(rng: random.Random) -> str:
    if rng.random() < 0.08:
        return rng.choice(["John Smith", "买买提·吐尔逊", "Ａnn 王", "ß", "O'Neil", "王"])
    return rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice([1, 2, 2])))


class Store:
    """A small store, and the plain scan over the same cards."""

    def __init__(self) -> None:
        engine = create_engine("sqlite://", creator=lambda: sqlcipher3.dbapi2.connect(":memory:"), poolclass=StaticPool)
        self.conn = engine.connect()
        schema.metadata.create_all(self.conn)
        for statement in search.SEARCH_DDL:
            self.conn.exec_driver_sql(statement)
        self.rids: list[int] = []

    def add(self, card: dict[str, object], contacts: tuple[dict[str, object], ...] = ()) -> int:
        rid = len(self.rids) + 1
        shown = card.get("org_name") if card.get("customer_kind") == "organisation" else card.get("full_name")
        row = {"rid": rid, "id": f"c{rid}", "agg_id": f"c{rid}", "display_name": shown or "", **card}
        self.conn.execute(schema.customer.insert(), row)
        for place, contact in enumerate(contacts):
            self.conn.execute(
                schema.tables["contact"].insert(), {"id": f"k{rid}-{place}", "agg_id": f"c{rid}", **contact}
            )
        self.rids.append(rid)
        return rid

    def change(self, rid: int, **values: object) -> None:
        self.conn.execute(schema.customer.update().where(schema.customer.c.rid == rid), values)

    def index(self, *rids: int) -> None:
        search.index_cards(self.conn, rids or self.rids)

    def scan(self, query: str) -> list[int]:
        asked = parts(query)
        ranked = []
        for row in self.conn.execute(schema.customer.select().where(~schema.customer.c.deleted)).mappings():
            contact = schema.tables["contact"]
            grid = self.conn.execute(contact.select().where(contact.c.agg_id == row["id"], ~contact.c.deleted))
            found = rank(document(row, grid.mappings().all()), asked)
            if found is not None:
                ranked.append((found, -row["rid"]))
        return [-rid for _, rid in sorted(ranked)]

    def find(self, query: str) -> list[int]:
        return list(search.find_all(self.conn, query))


@pytest.fixture
def store():
    made = Store()
    yield made
    made.conn.close()


@pytest.fixture(scope="module")
def crowd():
    """Some hundred cards, some changed, some deleted, none missing."""
    rng = random.Random(20240611)
    made = Store()
    for _ in range(400):
        contacts = tuple(
            {"name": random_name(rng), "phone": f"159{rng.randrange(10**8):08}"}
            for _ in range(rng.choice([0, 0, 1, 2]))
        )
        made.add(random_card(rng), contacts)
    made.index()
    for rid in rng.sample(made.rids, 60):
        made.change(rid, **random_card(rng))
        made.index(rid)
    for rid in rng.sample(made.rids, 25):
        made.change(rid, deleted=True)
    yield made
    made.conn.close()


QUERIES = [
    "曾", "王", "国", "䶮", "𬱖", "司", "厂", "曾国", "国藩", "𬱖国", "曾国藩", "国藩伟", "欧阳", "万俟",
    "广州", "有限", "公司", "科技", "有限公司", "曾记食品", "广州科技", "深圳天河电子", "没有", "z", "g", "i",
    "v", "a", "zg", "zh", "an", "ang", "gu", "zgf", "cgf", "sgf", "dgf", "zhgf", "guofan", "zengguof",
    "zenggf", "zguofan", "zguof", "zengguofan", "cengguofan", "zengguofanx", "ouyang", "oyg", "oyangg", "moqi",
    "wansi", "mqg", "yuchi", "weichi", "xian", "xianan", "zhonghang", "zhangchangan", "zzz", "gzkj", "gzkeji",
    "cqmy", "cqmaoyi", "guangzhouk", "gkj", "tianhe", "8", "13", "138", "800", "8000", "0013", "13800138000",
    "138-0013-8000", "+8613800138000", "110", "020", "kh-", "KH-2024", "2024-0", "-2024-", "kh2", "024", "a1",
    "A", "ABC", "abc物", "3m·", "·", "b2b", "a@b", "@", "qq.com", "zgf8000", "john", "smith", "John Smith",
    "O'Neil", "'", "\"", "\"x\"", "c++", "%_", "*", "^", "NEAR", "AND", "a AND b", "曾 8000", "曾8000",
    "王 0013", "王0013", "wang 8000", "wang8000", "zgf 8000", "广州 8000", "曾 天河", "天河 喝茶", "8000号",
    "天河北路", "天河北路8000", "喜欢喝茶", "介绍", "王总", "曾国 曾国", "曾 国藩", "公司 广州 8000", "a座800",
    "ＡＢＣ", " 曾 ", "", " ", "heart", "lü", "天河8000 喝茶", "王总介绍", "guangzhouhengda", "tianhedianqi",
    "cqcjsp", "guangzhoukejiyouxian", "gzcjspg", "zhongqingcengjishipin", "xiandianzishangwu", "zhangguofanx",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_answers_are_those_of_the_plain_scan(crowd, query):
    assert crowd.find(query) == crowd.scan(query)


LETTERS = [
    "z",
    "ze",
    "zeng",
    "ceng",
    "guo",
    "g",
    "fan",
    "f",
    "an",
    "a",
    "ang",
    "xi",
    "xian",
    "zh",
    "chang",
    "o",
    "ou",
    "y",
    "ming",
    "m",
]
WRITTEN = st.one_of(
    st.lists(st.sampled_from(LETTERS), min_size=1, max_size=5).map("".join),
    st.lists(st.sampled_from([*SURNAMES, *GIVEN, *PLACES, *TRADES, *WORDS, " "]), min_size=1, max_size=3).map("".join),
    st.from_regex(r"[0138-]{1,6}", fullmatch=True),
    st.builds(
        lambda name, digits: name + digits,
        st.sampled_from([*SURNAMES, "zeng", "wang "]),
        st.from_regex("[0138]{3,4}", fullmatch=True),
    ),
    st.text(max_size=4),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=WRITTEN)
def test_any_query_answers_like_the_plain_scan(crowd, query):
    assert crowd.find(query) == crowd.scan(query)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.integers(0, 399),
    field=st.sampled_from(["full_name", "org_name", "employer", "mailing_address", "mobile_phone"]),
    data=st.data(),
)
def test_every_stretch_of_a_card_finds_it(crowd, place, field, data):
    row = crowd.conn.execute(schema.customer.select().where(schema.customer.c.rid == place + 1)).mappings().one()
    words = str(row[field] or "").split()
    if row["deleted"] or not words or len(words[0]) < 3:
        return
    start = data.draw(st.integers(0, len(words[0]) - 3))
    end = data.draw(st.integers(start + 3, len(words[0])))
    assert place + 1 in crowd.find(words[0][start:end])


@pytest.mark.parametrize(
    "typed",
    [
        "zgf",
        "cgf",
        "guofan",
        "zengguof",
        "zenggf",
        "zguofan",
        "zengguofan",
        "国藩",
        "曾国藩",
        "8000",
        "曾 8000",
        "曾8000",
    ],
)
def test_zeng_guofan_is_found(store, typed):
    wanted = store.add({"full_name": "曾国藩", "mobile_phone": "13900128000"})
    store.add({"full_name": "左宗棠", "mobile_phone": "13900120000"})
    store.index()
    assert store.find(typed) == [wanted]


def test_better_reasons_come_first_then_newer_cards(store):
    text = store.add({"full_name": "甲", "remarks": "曾国先生介绍"})
    company = store.add({"full_name": "乙", "employer": "曾国记"})
    inner = store.add({"full_name": "王曾国"})
    older = store.add({"full_name": "曾国藩"})
    newer = store.add({"full_name": "曾国荃"})
    store.index()
    assert store.find("曾国") == [newer, older, inner, company, text]
    assert search.find(store.conn, "曾国", limit=2, offset=1) == [older, inner]


def test_contacts_lead_to_their_organisation(store):
    wanted = store.add(
        {"customer_kind": "organisation", "org_name": "天河电器厂"}, ({"name": "单田芳", "phone": "020-81234567"},)
    )
    store.index()
    assert [store.find(query) for query in ("单田芳", "stf", "dtf", "81234", "天河", "thdq")] == [[wanted]] * 6


def test_sensitive_fields_are_never_searched():
    doc = document({"full_name": "甲", "id_number": "110101199003071234", "health_status": "heart"})
    assert not matches(doc, "19900307")
    assert not matches(doc, "heart")


def test_changed_cards_are_found_by_the_new_words_only(store):
    rid = store.add({"full_name": "曾国藩", "remarks": "喝茶"})
    store.index()
    before = search.document_of(store.conn, rid)
    store.change(rid, full_name="左宗棠", remarks=None)
    assert search.document_of(store.conn, rid) != before
    store.index(rid)
    store.index(rid)
    assert [store.find(query) for query in ("曾", "zgf", "喝茶", "左宗", "zzt")] == [[], [], [], [rid], [rid]]


def test_deleted_and_removed_cards_are_not_found(store):
    first, second = store.add({"full_name": "曾国藩"}), store.add({"full_name": "曾国荃"})
    store.index()
    store.change(first, deleted=True)
    assert store.find("曾国") == [second]
    assert store.find("zenggf") == []
    store.index(first)
    search.remove(store.conn, [second, 99])
    store.change(first, deleted=False)
    assert store.find("曾国") == []
    assert search.document_of(store.conn, 99) is None


def test_queue_is_worked_off_in_slices(store):
    rids = [store.add({"full_name": "曾国藩", "mobile_phone": f"1390012{n:04}"}) for n in range(7)]
    search.enqueue(store.conn, rids)
    search.enqueue(store.conn, rids[:2])
    assert not search.is_complete(store.conn)
    assert search.drain(store.conn, 5) == 2
    assert sorted(store.find("国藩")) == rids[:5]
    assert sorted(store.find("曾国")) == rids
    assert sorted(store.find("1390012")) == rids
    assert search.drain(store.conn, 5) == 0
    assert search.is_complete(store.conn)
    assert sorted(store.find("国藩")) == rids
    assert search.drain(store.conn, 5) == 0


def test_outdated_entries_do_not_answer_while_cards_wait(store):
    rid = store.add({"full_name": "曾国藩"})
    store.index()
    store.change(rid, full_name="左宗棠", display_name="左宗棠")
    search.enqueue(store.conn, [rid])
    assert store.find("曾") == []
    assert store.find("左宗") == [rid]


def test_tidy_merges_and_keeps_the_answers(store):
    rids = [store.add({"full_name": f"曾国{GIVEN[n % 20]}", "remarks": "喝茶"}) for n in range(60)]
    for rid in rids:
        store.index(rid)
        store.conn.commit()
    while search.tidy(store.conn):
        store.conn.commit()
    assert store.find("曾国") == rids[::-1]
    assert store.find("喝茶") == rids[::-1]


def test_hits_are_read_only_as_far_as_asked(store):
    for _ in range(50):
        store.add({"full_name": "曾国藩"})
    store.index()
    assert list(search.find_all(store.conn, "zgf", limit=3)) == [50, 49, 48]
    hits = search.find_all(store.conn, "曾国")
    assert next(hits) == 50
    store.conn.rollback()


def test_this_sqlite_can_do_what_the_index_needs(store):
    version = store.conn.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    assert tuple(map(int, version.split("."))) >= (3, 43, 0)


def test_trigrams_would_miss_two_characters(store):
    """Why there is no trigram index: it answers nothing below three characters, without an error."""
    store.conn.exec_driver_sql("CREATE VIRTUAL TABLE trap USING fts5(name, tokenize = 'trigram')")
    store.conn.exec_driver_sql("INSERT INTO trap VALUES ('曾国藩')")
    assert store.conn.exec_driver_sql("SELECT count(*) FROM trap WHERE trap MATCH '国藩'").scalar_one() == 0
    assert store.conn.exec_driver_sql("SELECT count(*) FROM trap WHERE trap MATCH '曾国藩'").scalar_one() == 1


def test_unicode61_would_drop_signs(store):
    """Why the tokenizer is ascii with every sign: unicode61 cuts names and addresses at signs."""
    store.conn.exec_driver_sql("CREATE VIRTUAL TABLE trap USING fts5(name, tokenize = 'unicode61')")
    store.conn.exec_driver_sql("INSERT INTO trap VALUES ('提·')")
    assert store.conn.exec_driver_sql("SELECT count(*) FROM trap WHERE trap MATCH '\"·\"'").scalar_one() == 0
    rid = store.add({"full_name": "买买提·吐尔逊"})
    store.index()
    assert store.find("·") == store.find("提·") == [rid]


def test_entries_are_written_in_rising_order(store):
    """FTS5 writes out all pending terms at each step back in rowid: one segment here, not one a card."""
    for n in range(40):
        store.add({"full_name": f"曾国{GIVEN[n % 20]}"})
    store.conn.commit()
    search.index_cards(store.conn, reversed(store.rids))
    store.conn.commit()
    segments = store.conn.exec_driver_sql("SELECT count(DISTINCT segid) FROM search_name_idx").scalar_one()
    assert segments == 1
