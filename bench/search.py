"""Search as you type over a generated encrypted store: CPU of every kind of query, size and cost of the index.

    python -m bench.search --rows 100000

Each figure is CPU time of the calling thread in ms for the first 20 hits, page cache warm.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlcipher3.dbapi2
from sqlalchemy import Connection, create_engine, event

from desktop_crm.domain import pinyin
from desktop_crm.domain.search_text import document, parts, rank
from desktop_crm.store import schema, search

SEED = 20240611
#: Newest rows against which answers are checked by the plain scan.
CHECKED_ROWS = 3000
#: Kinds of query inside long texts, told apart from those of names, companies and numbers.
TEXT_KINDS = ("address", "remarks")


def _words(text: str) -> list[str]:
    return text.split()


SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢唐许冯宋韩邓彭曹曾田于肖潘袁董余叶蒋杜苏魏程吕"
    "丁沈任姚卢傅钟姜崔谭陆汪范石廖贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺顾毛郝龚邵万覃武钱"
    "戴严莫孔向常汤单仇查盖解朴区翟乐"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲华红玉建国志海林春燕晓梅云峰浩宇鑫博思"
    "雨欣怡佳俊子轩梓涵国藩德福荣贵祥瑞庆永康安宁长生东升家豪嘉诚振兴立新学民世昌光耀宗祖培根少华"
    "小龙月琴美珍淑贤惠清凤仙素贞亚男若兰雪莲冬青秋菊可欣诗涵一鸣天佑景行致远弘毅怀瑾子墨"
)
CITIES = _words("广州 深圳 上海 北京 杭州 成都 重庆 武汉 南京 长沙 西安 苏州 东莞 佛山 厦门 宁波 青岛 郑州 合肥 福州")
DISTRICTS = _words(
    "天河 越秀 海珠 白云 番禺 南山 福田 宝安 浦东 朝阳 海淀 西湖 余杭 武侯 渝北 "
    "洪山 鼓楼 岳麓 雁塔 姑苏 江宁 高新 新城 城北 黄浦"
)
ROADS = _words(
    "中山 解放 人民 建设 和平 新华 文化 科技 长江 黄河 北京 天河 环市 体育 工业 滨江 迎宾 光明 胜利 团结 花园 学院"
)
TRADES = _words(
    "科技 贸易 实业 电子 建材 食品 物流 医疗器械 信息技术 商贸 机械 服装 化工 "
    "餐饮管理 文化传播 装饰工程 汽车配件 农业发展 五金 包装"
)
FORMS = _words("有限公司 有限公司 有限公司 股份有限公司 集团 厂 商行 有限责任公司")
BRANDS = _words("宏达 恒通 瑞丰 鑫源 华信 天成 博远 中联 金龙 永盛 嘉禾 德润 万家 盛世 海纳 东方 新锐 立信 友邦 明辉")
TALK = _words(
    "客户对价格比较敏感 希望下周三之前收到报价 喜欢喝茶 已寄样品 等待反馈 老板出差 月底回来 "
    "再联系 对竞争对手的产品不太满意 主要关心交货期和售后服务 付款方式为月结三十天 "
    "需要开具增值税专用发票 由王总介绍认识 在展会上交换名片 采购由财务总监审批 去年合作过两次 "
    "质量反映良好 建议节日问候 爱好钓鱼 孩子今年高考 计划明年扩建厂房 预算约五十万元 "
    "合同编号待定 电话里态度友好"
)
MOBILE = _words("38 39 35 36 37 50 58 59 86 88 89 77")
AREA = _words("20 755 21 10 571 28")
COLUMNS = _words(
    "rid id agg_id version customer_no signed_by form_date customer_kind record_status full_name org_name "
    "employer mobile_phone landline_phone mailing_address postal_code email remarks main_products "
    "owner_id display_name name_key region district primary_phone completeness created_at updated_at"
)


class Generator:
    """Believable customers from a fixed seed."""

    def __init__(self, seed: int = SEED) -> None:
        self.rng = random.Random(seed)
        # Surnames fall off as real ones do: the first bears 7 %, the hundredth 0.2 %.
        self.weights = list(itertools.accumulate(1 / (n + 2) ** 0.85 for n in range(len(SURNAMES))))

    def person(self) -> str:
        rng = self.rng
        surname = rng.choices(SURNAMES, cum_weights=self.weights)[0]
        return surname + rng.choice(GIVEN) + (rng.choice(GIVEN) if rng.random() < 0.8 else "")

    def company(self) -> str:
        rng = self.rng
        brand = rng.choice(BRANDS) if rng.random() < 0.4 else rng.choice(GIVEN) + rng.choice(GIVEN)
        return rng.choice(CITIES) + brand + rng.choice(TRADES) + rng.choice(FORMS)

    def address(self) -> str:
        rng = self.rng
        road = f"{rng.choice(ROADS)}{rng.choice('东西南北中')}路{rng.randrange(1, 999)}号"
        house = f"{rng.choice(BRANDS)}{rng.choice(('花园', '大厦', '广场', '小区'))}{rng.randrange(1, 30)}栋"
        return f"{rng.choice(CITIES)}市{rng.choice(DISTRICTS)}区{road}{house}{rng.randrange(101, 3299)}室"

    def mobile(self) -> str:
        return f"1{self.rng.choice(MOBILE)}{self.rng.randrange(10**8):08}"

    def landline(self) -> str | None:
        rng = self.rng
        return f"0{rng.choice(AREA)}-{rng.randrange(2 * 10**7, 9 * 10**7)}" if rng.random() < 0.3 else None

    def row(self, rid: int) -> tuple[object, ...]:
        """Make one customer: a quarter are organisations, most persons have an employer."""
        rng = self.rng
        person = rng.random() >= 0.25
        name = self.person() if person else self.company()
        address, mobile, card = self.address(), self.mobile(), f"0190a6f0-0000-7000-8000-{rid:012x}"
        now = "2024-06-11T08:00:00Z"
        values: dict[str, object] = {
            "rid": rid, "id": card, "agg_id": card, "version": rid, "customer_no": f"KH-2024-{rid:06}",
            "signed_by": "陈经理", "form_date": "2024-06-11",
            "customer_kind": "individual" if person else "organisation",
            "record_status": "filed", "full_name": name if person else None, "org_name": None if person else name,
            "employer": self.company() if person and rng.random() < 0.7 else None, "mobile_phone": mobile,
            "landline_phone": self.landline(), "mailing_address": address,
            "postal_code": str(rng.randrange(100000, 859999)),
            "email": f"u{rng.randrange(10**9)}@qq.com" if rng.random() < 0.5 else None,
            "remarks": ",".join(rng.sample(TALK, rng.randrange(8, 20))) + "。",
            "main_products": None if person else rng.choice(TRADES), "owner_id": "u1", "display_name": name,
            "name_key": pinyin.sort_key(name), "region": "c5", "district": address[:6], "primary_phone": mobile,
            "completeness": rng.randrange(30, 100), "created_at": now, "updated_at": now,
        }  # fmt: skip
        return tuple(values[column] for column in COLUMNS)


def open_store(path: Path) -> Connection:
    """Open an encrypted store with a raw key."""
    engine = create_engine("sqlite://", creator=lambda: sqlcipher3.dbapi2.connect(str(path), check_same_thread=False))

    @event.listens_for(engine, "connect")
    def _key(dbapi_connection: object, _record: object) -> None:
        cursor = dbapi_connection.cursor()  # type: ignore[attr-defined]
        key = "11" * 32
        cursor.execute(f"PRAGMA key = \"x'{key}'\"")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA cache_size = -65536")
        cursor.close()

    return engine.connect()


def build(conn: Connection, rows: int) -> dict[str, float]:
    """Fill the store and its index; report sizes and CPU per record."""
    schema.metadata.create_all(conn)
    for statement in search.SEARCH_DDL:
        conn.exec_driver_sql(statement)
    make = Generator()
    insert = f"INSERT INTO customer ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
    for start in range(1, rows + 1, 20000):
        conn.exec_driver_sql(insert, [make.row(rid) for rid in range(start, min(start + 20000, rows + 1))])
        conn.commit()
    base = _pages(conn)
    conn.exec_driver_sql("INSERT INTO search_todo SELECT rid FROM customer")
    conn.commit()
    started, slowest = time.process_time(), 0.0
    while True:
        before = time.process_time()
        left = search.drain(conn)
        conn.commit()
        slowest = max(slowest, time.process_time() - before)
        if not left:
            break
    while search.tidy(conn, 2000):
        conn.commit()
    conn.commit()
    spent = time.process_time() - started
    lean, text = (
        int(_one(conn, f"SELECT sum(length(block)) FROM {table}_data")) for table in ("search_name", "search_text")
    )
    return {
        "rows": rows,
        "base_mb": base / 1e6,
        "lean_share": lean / base,
        "text_share": text / base,
        "build_us": spent / rows * 1e6,
        "slowest_slice_s": slowest,
    }


def _one(conn: Connection, sql: str) -> float:
    return float(conn.exec_driver_sql(sql).scalar_one())


def _pages(conn: Connection) -> float:
    return _one(conn, "PRAGMA page_count") * _one(conn, "PRAGMA page_size")


def _initials(spelled: tuple[str, ...]) -> str:
    return "".join(syllable[0] for syllable in spelled)


def kinds(conn: Connection, rows: int, count: int) -> dict[str, list[str]]:
    """Make queries of every kind from rows drawn at random."""
    rng = random.Random(SEED + 1)

    def drawn(wanted: Callable[[dict[str, str]], str]) -> list[str]:
        found: list[str] = []
        while len(found) < count:
            row = (
                conn.exec_driver_sql("SELECT * FROM customer WHERE rid = ?", (rng.randrange(1, rows + 1),))
                .mappings()
                .one()
            )
            query = wanted({key: str(value or "") for key, value in row.items()})
            if query:
                found.append(query)
        return found

    def name(cut: Callable[[str], str], longer: int = 2) -> Callable[[dict[str, str]], str]:
        return lambda row: cut(row["full_name"]) if len(row["full_name"]) > longer else ""

    def spelled(cut: Callable[[tuple[str, ...]], str]) -> Callable[[dict[str, str]], str]:
        return name(lambda text: cut(pinyin.readings(text)[0]))

    def stretch(field: str, length: int) -> Callable[[dict[str, str]], str]:
        def cut(row: dict[str, str]) -> str:
            text = row[field]
            start = rng.randrange(len(text) - length + 1) if len(text) >= length else -1
            return text[start : start + length] if start >= 0 else ""

        return cut

    return {
        "name, 1 character": drawn(name(lambda t: t[0])),
        "name, 2 from the start": drawn(name(lambda t: t[:2])),
        "name, 2 of the given name": drawn(name(lambda t: t[1:])),
        "name, 3 characters": drawn(name(lambda t: t)),
        "company, 2 anywhere": drawn(stretch("employer", 2)),
        "company, 4 anywhere": drawn(stretch("employer", 4)),
        "hottest": ["有限", "公司", "科技", "广州", "限公", "有限公司"] * (count // 6 + 1),
        "2 characters, no hit": ["".join(rng.sample("龘靐齉爩麤", 2)) for _ in range(count)],
        "pinyin, 1 letter": [rng.choice("abcdefghjklmnopqrstwxyz") for _ in range(count)],
        "pinyin initials, 2": drawn(spelled(lambda s: _initials(s)[:2])),
        "pinyin initials, 3": drawn(spelled(_initials)),
        "pinyin, 1 syllable": drawn(spelled(lambda s: s[0])),
        "pinyin, 1 unfinished syllable": drawn(spelled(lambda s: s[0][:3])),
        "pinyin full, 2 syllables": drawn(spelled(lambda s: s[0] + s[1])),
        "pinyin full, whole name": drawn(spelled("".join)),
        "pinyin full, unfinished": drawn(spelled(lambda s: "".join(s)[:-1])),
        "pinyin mixed, zguofan": drawn(spelled(lambda s: s[0][0] + "".join(s[1:]))),
        "pinyin mixed, zenggf": drawn(spelled(lambda s: s[0] + _initials(s[1:]))),
        "pinyin mixed, zengguof": drawn(spelled(lambda s: s[0] + s[1] + s[2][0])),
        "pinyin of a company": drawn(
            lambda row: _initials(pinyin.readings(row["org_name"])[0])[:4] if row["org_name"] else ""
        ),
        "phone, 3 anywhere": drawn(stretch("mobile_phone", 3)),
        "phone, last 4": drawn(lambda row: row["mobile_phone"][-4:]),
        "phone, first 5": drawn(lambda row: row["mobile_phone"][:5]),
        "phone, 5 anywhere": drawn(stretch("mobile_phone", 5)),
        "phone, whole": drawn(lambda row: row["mobile_phone"]),
        "surname + last 4 digits": drawn(name(lambda t: t[0])),
        "customer number": drawn(lambda row: row["customer_no"]),
        "address, 2 characters": drawn(stretch("mailing_address", 2)),
        "address, 4 characters": drawn(stretch("mailing_address", 4)),
        "remarks, 2 characters": drawn(stretch("remarks", 2)),
        "remarks, 6 characters": drawn(stretch("remarks", 6)),
    }


def _with_phones(conn: Connection, rows: int, surnames: list[str]) -> list[str]:
    rng = random.Random(SEED + 2)
    sql = (
        "SELECT substr(full_name, 1, 1) || ' ' || substr(mobile_phone, -4) FROM customer "
        "WHERE rid >= ? AND full_name IS NOT NULL LIMIT 1"
    )
    return [str(conn.exec_driver_sql(sql, (rng.randrange(1, rows // 2),)).scalar_one()) for _ in surnames]


def measure(conn: Connection, queries: list[str]) -> dict[str, float]:
    """Give CPU and wall percentiles in ms; the first half of the queries only warms the page cache."""
    cpu: list[float] = []
    wall: list[float] = []
    for query in queries:
        clock, started = time.perf_counter(), time.thread_time()
        search.find(conn, query)
        cpu.append((time.thread_time() - started) * 1e3)
        wall.append((time.perf_counter() - clock) * 1e3)
    cpu, wall = sorted(cpu[len(cpu) // 2 :]), sorted(wall[len(wall) // 2 :])
    at = lambda values, share: values[min(len(values) - 1, int(len(values) * share))]  # noqa: E731
    return {"cpu_p50": at(cpu, 0.5), "cpu_p95": at(cpu, 0.95), "cpu_p99": at(cpu, 0.99), "wall_p99": at(wall, 0.99)}


def check(conn: Connection, rows: int, queries: list[str], most: int = 20000) -> int:
    """Compare answers with the plain scan of the newest rows; raise on any difference."""
    first = max(1, rows - CHECKED_ROWS + 1)
    sql = "SELECT * FROM customer WHERE rid >= ? ORDER BY rid DESC"
    docs = [(int(row["rid"]), document(row)) for row in conn.exec_driver_sql(sql, (first,)).mappings()]
    for query in queries:
        hits = list(search.find_all(conn, query, limit=most))
        asked = parts(query)
        true = {rid: rank(doc, asked) for rid, doc in docs}
        scan = [rid for rid in sorted(true, key=lambda rid: (true[rid] or 0, -rid)) if true[rid] is not None]
        found = [rid for rid in hits if rid >= first]
        if found != (scan if len(hits) < most else scan[: len(found)]):
            raise AssertionError(f"{query!r}: {len(found)} found, {len(scan)} by the scan")
    return len(queries)


def run(
    rows: int = 1_000_000,
    queries: int = 200,
    folder: Path | None = None,
    also: Callable[[Path], object] = lambda _path: None,
) -> dict[str, object]:
    """Build a store of ``rows`` customers and measure ``queries`` queries of each kind; ``also`` gets the
    store's file afterwards, for other figures at this size."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        path = Path(made) / "search.db"
        with open_store(path) as conn:
            built = build(conn, rows)
        with open_store(path) as conn:
            asked = kinds(conn, rows, queries)
            asked["surname + last 4 digits"] = _with_phones(conn, rows, asked["surname + last 4 digits"])
            measured = {kind: measure(conn, several) for kind, several in asked.items()}
            checked = sum(check(conn, rows, several[:2]) for several in asked.values())
            upkeep = _upkeep(conn, rows)
        more = also(path)
    worst = max(figures["cpu_p99"] for kind, figures in measured.items() if not kind.startswith(TEXT_KINDS))
    return {**built, **upkeep, "checked": checked, "worst_cpu_p99_ms": worst, "kinds": measured, "also": more}


def _upkeep(conn: Connection, rows: int) -> dict[str, float]:
    rng = random.Random(SEED + 3)
    rids = sorted(rng.sample(range(1, rows + 1), min(1000, rows)))
    started = time.process_time()
    search.index_cards(conn, rids)
    conn.commit()
    return {"reindex_us": (time.process_time() - started) / len(rids) * 1e6}


def _lines(result: dict[str, object]) -> Iterator[str]:
    for key, value in result.items():
        if key != "kinds":
            yield f"{key:32} {value:.3f}" if isinstance(value, float) else f"{key:32} {value}"
    yield f"{'kind':32} {'CPU p50':>8} {'p95':>8} {'p99':>8} {'wall p99':>9}   (ms)"
    for kind, figures in result["kinds"].items():  # type: ignore[attr-defined]
        yield f"{kind:32} " + " ".join(f"{figures[key]:8.2f}" for key in ("cpu_p50", "cpu_p95", "cpu_p99", "wall_p99"))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="where the store is built (default: the temporary folder)")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    result = run(given.rows, given.queries, given.folder)
    sys.stdout.write(json.dumps(result, indent=1) + "\n" if given.json else "\n".join(_lines(result)) + "\n")


if __name__ == "__main__":
    main()
