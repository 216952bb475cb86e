"""The profiles that the scenes show: one filled with invented customers, one without any. Time stands still."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from desktop_crm.bootstrap import Application, open_application
from desktop_crm.domain.fields import Value
from desktop_crm.queries.conflict_items import ConflictItem
from desktop_crm.services import sample_data, sample_orders
from desktop_crm.services.customers import GridInput, NewCustomer
from desktop_crm.store import proof
from desktop_crm.store.projection import canonical
from desktop_crm.store.replica import RemoteCard, RemoteRow, Replica
from ui.screenshots.attached import attach_some
from ui.screenshots.claim_data import fill_cases
from ui.screenshots.dealer import DEALER, fill_dealer
from ui.screenshots.file_data import fill_files
from ui.screenshots.hotel import HOTEL, fill_hotel
from ui.screenshots.sync_data import NOW, Stopped, fill_office

TODAY = date(2026, 11, 22)
PASSPHRASE = "七月流火 pictures"  # noqa: S105 -- guards invented customers for a minute
#: ``OFFICE`` is the filled one after some weeks with a server, ``CLAIMS`` that one with claim cases.
FILLED, EMPTY, OFFICE, CLAIMS = "filled", "empty", "office", "claims"
#: One customer several times.
MERGING = "merging"

#: Every cell filled in. The document number is the example of GB 11643.
FULL: dict[str, Value] = {
    "full_name": "欧阳若兰", "sex": "female", "native_place": "浙江绍兴", "health_status": "good",
    "annual_income_band": "100k_200k", "highest_education": "bachelor", "credit_standing": "A",
    "id_type": "resident_id", "id_number": "11010519491231002X", "birth_date": "1949-12-31",
    "mailing_address": "浙江省绍兴市越城区解放大道 188 号锦绣花园 12 幢 1603 室", "postal_code": "312000",
    "landline_phone": "0575-80001811", "mobile_phone": "13800001811", "fax": "0575-80001812",
    "email": "ouyang.ruolan@example.cn", "importance_tier": "vip", "occupation": "退休教师",
    "employer": "绍兴市第一示例中学", "preferred_name": "欧阳老师", "household_size": 4, "pay_day": 15,
    "preferences": ("书法", "越剧", "龙井茶"), "contact_permission": ("phone", "post"),
    "consent_general_on": "2026-03-01", "consent_sensitive_on": "2026-03-01", "source_channel": "referral",
    "remarks": "老客户介绍，上午十点以后联系方便。每年三月和九月各拜访一次，喜欢面谈，不喜欢短信。",
    "remark_private": "预算下月批复，年底前可以谈续约。",
}  # fmt: skip
FULL_FAMILY: tuple[dict[str, Value], ...] = (
    {"name": "周志远", "relation": "spouse", "work_unit": "绍兴市第二示例医院", "phone": "13900001811"},
    {"name": "周一诺", "relation": "daughter", "work_unit": "上海示例科技有限公司", "phone": "13900001812"},
    {"name": "周子墨", "relation": "grandchild", "is_under_14": True},
)
LONG: dict[str, Value] = {
    "full_name": "阿卜杜热合曼·买买提吐尔逊·艾斯卡尔江·努尔买买提",
    "mobile_phone": "13800001812",
    "mailing_address": "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县孙扎齐牛录镇阿帕尔村第十二村民小组"
    "一百八十八号院东侧第三排平房（原供销社旧址对面）",
    "email": "abdurahman.memettursun.eskerjan.nurmemet@mail.department.example.cn",
    "remarks": "姓名、地址和邮箱都很长，用来看长的内容怎样显示。" * 6,
}
LONG_ORGANISATION: dict[str, Value] = {
    "customer_kind": "organisation", "customer_nature": "manufacturer",
    "org_name": "内蒙古自治区呼伦贝尔市鄂伦春自治旗大兴安岭绿色农业生产资料联合供销股份有限责任公司第一分公司",
    "landline_phone": "0470-80001813", "mobile_phone": "13800001813",
    "mailing_address": "内蒙古自治区呼伦贝尔市鄂伦春自治旗阿里河镇中央北大街二百六十六号综合办公楼十二层",
}  # fmt: skip
LONG_REMARKS = "拜访记录：客户希望把交货日期提前一周，并把付款分成三期；质量、包装和运输按照上次的合同执行。" * 30


_TWICE: tuple[dict[str, Value], ...] = (
    {**FULL, "remark_private": None},
    {
        "full_name": "欧阳若蘭", "mobile_phone": "13800001811", "mailing_address": "绍兴市解放大道",
        "occupation": "教师", "email": "ruolan@example.cn", "preferences": ("茶", "越剧"),
        "remarks": "展会上认识，想了解团购。", "credit_standing": "B", "importance_tier": "major",
        "id_type": "resident_id", "id_number": "11010519491231002X",
    },
    {"full_name": "欧阳若兰", "landline_phone": "0575-80001811", "employer": "绍兴一中", "remarks": "只在下午接电话。"},
    {"full_name": "欧阳女士", "mobile_phone": "13900001811", "preferences": ("书法",), "source_channel": "exhibition"},
    {"full_name": "欧阳若兰", "email": "ouyang@example.cn", "native_place": "浙江绍兴"},
    {"full_name": "欧阳", "mobile_phone": "13800001811", "remarks": "重复录入。"},
    {**LONG, "occupation": "农产品经纪人"},
)  # fmt: skip


def open_profile(folder: Path, clock: Stopped | None = None, *, create: bool = False) -> Application:
    """Open a profile on the day of the pictures."""
    return open_application(folder, PASSPHRASE, create=create, clock=clock or Stopped(), today=lambda: TODAY)


def make_profiles(folder: Path, size: int = 300) -> None:
    """Make both profiles; the filled one with at most ``size`` invented customers and those below."""
    open_profile(folder / EMPTY, create=True).close()
    shutil.copytree(folder / EMPTY, folder / MERGING)
    app = open_profile(folder / MERGING)
    try:
        fill_merging(app)
    finally:
        app.close()
    app = open_profile(folder / DEALER, create=True)
    try:
        fill_dealer(app)
    finally:
        app.close()
    shutil.copytree(folder / EMPTY, folder / HOTEL)
    app = open_profile(folder / HOTEL, Stopped())
    try:
        fill_hotel(app)
    finally:
        app.close()
    clock = Stopped()
    app = open_profile(folder / FILLED, clock, create=True)
    try:
        _fill(app, clock, sample_data.customers(TODAY)[:size])
    finally:
        app.close()
    shutil.copytree(folder / FILLED, folder / OFFICE)
    clock = Stopped()
    app = open_profile(folder / OFFICE, clock)
    try:
        fill_office(app, clock)
    finally:
        app.close()

    shutil.copytree(folder / OFFICE, folder / CLAIMS)
    app = open_profile(folder / CLAIMS, Stopped())
    try:
        fill_cases(app)
    finally:
        app.close()


def fill_merging(app: Application) -> None:
    """File one customer several times, and two who were merged."""
    app.set_facts(user_name="陈国栋", device_code="7KQ2")
    for number, values in enumerate(_TWICE):
        grid = [GridInput(row) for row in FULL_FAMILY] if number == 0 else []
        app.customers.create({name: value for name, value in values.items() if value is not None}, grid)
    first = app.customers.create({"full_name": "单雄信", "mobile_phone": "13700001811"})
    ids = [first.id]
    for employer in ("二贤庄", "瓦岗寨"):
        ids.append(app.customers.create({"full_name": "单雄信", "employer": employer}).id)
    app.merging.merge(app.merging.plan(ids, first.id))


def _fill(app: Application, clock: Stopped, invented: Sequence[NewCustomer]) -> None:
    app.set_facts(
        user_name="陈国栋", issuer_name="绍兴示例贸易有限公司", company="绍兴示例贸易有限公司", team="华东一组",
        role="manager", server_url="https://crm.example.cn", device_code="7KQ2", device_name="laptop-1",
    )  # fmt: skip
    ids = []
    for number, row in enumerate(invented):
        filed = date.fromisoformat(str(row.values["form_date"]))
        clock.at = f"{filed.isoformat()}T{1 + number % 8:02d}:{number * 7 % 60:02d}:00.000Z"
        values = {**row.values, "remarks": str(row.values.get("remarks", "")).removeprefix(sample_data.MARK)}
        ids.append(_create(app, values, row.grid, as_draft=not row.file))
    past = [(one, row.values) for one, row in zip(ids, invented, strict=True)]
    sample_orders.add(app.rows, past, TODAY, sample=False)
    clock.at = (TODAY - timedelta(days=400)).isoformat() + "T02:00:00.000Z"
    full, long, organisation = (
        _create(app, values, grid) for values, grid in ((FULL, FULL_FAMILY), (LONG, ()), (LONG_ORGANISATION, ()))
    )
    clock.at = NOW
    fill_files(app, TODAY, full, long, organisation, ids[14:23])
    attach_some(app, full)
    with app.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM outbox")  # as if all of it had been sent
    for customer_id in ids[-4:]:
        app.customers.delete(customer_id)
    for customer_id in ids[4:7]:
        app.customers.update(customer_id, {"importance_tier": "vip"})
    _receive_conflicts(app, ids[10:13])
    _fetch_history(app, full, FULL, PAST)
    _fetch_history(app, long, LONG, LONG_PAST)
    app.build_search()
    app.classes.run()


def _create(app: Application, values: dict[str, Value], grid: Sequence[object], *, as_draft: bool = False) -> str:
    rows = [GridInput(dict(row)) for row in grid if isinstance(row, dict)]
    return app.customers.create(values, rows, as_draft=as_draft).id


def conflict(
    field: str, base: object, winner: object, loser: object, *, why: str = "concurrent", record: str = "customer",
    name: str = "欧阳若兰",
) -> ConflictItem:  # fmt: skip
    """Make a conflict as the inbox reads it."""
    texts = [None if one is None else canonical(one) for one in (base, winner, loser)]
    return ConflictItem(
        f"{field}{why}", name, "KH-7KQ2-000001", name, field, record, why, None, None, None, "林晓", "陈国栋",
        "2026-11-22T03:10:00.000Z", True, "open", "lin-laptop", "laptop-1", *texts,
    )  # fmt: skip


#: (field, old, new, by, device, made, arrived, outcome), the newest last.
PAST: tuple[tuple[str, object, object, str, str, str, str, str], ...] = (
    ("importance_tier", "ordinary", "major", "林晓", "lin-laptop", "2026-03-02T02:10", "2026-03-02T02:10", "applied"),
    ("mobile_phone", "13700001800", "13900001800", "王芳", "wang-laptop", "2026-09-14T01:20", "2026-09-14T01:20",
     "applied"),
    ("mailing_address", "浙江省绍兴市越城区胜利东路 66 号", FULL["mailing_address"], "陈国栋", "laptop-1",
     "2026-11-20T03:05", "2026-11-20T09:40", "applied"),
    ("mobile_phone", "13900001800", FULL["mobile_phone"], "陈国栋", "laptop-1", "2026-11-21T02:30", "2026-11-21T02:30",
     "applied"),
    ("mobile_phone", FULL["mobile_phone"], "13600001899", "林晓", "lin-laptop", "2026-11-21T01:12", "2026-11-21T09:03",
     "lost"),
    ("id_number", "110105194912310021", FULL["id_number"], "陈国栋", "laptop-1", "2026-11-22T01:15", "2026-11-22T01:15",
     "applied"),
    ("remarks", "老客户介绍，上午十点以后联系方便。", FULL["remarks"], "王芳", "wang-laptop", "2026-11-22T02:48",
     "2026-11-22T03:10", "merged"),
    ("importance_tier", "major", "vip", "陈国栋", "laptop-1", "2026-11-22T05:20", "2026-11-22T05:20", "applied"),
)  # fmt: skip
LONG_PAST: tuple[tuple[str, object, object, str, str, str, str, str], ...] = (
    ("mailing_address", "新疆维吾尔自治区乌鲁木齐市天山区解放北路一百零八号" * 2, LONG["mailing_address"],
     "阿依努尔·买买提吐尔逊·艾斯卡尔江", "aynur-memettursun-thinkpad-x1-carbon", "2026-11-19T03:05", "2026-11-22T01:40",
     "applied"),
    ("remarks", str(LONG["remarks"])[:48], LONG["remarks"], "阿依努尔·买买提吐尔逊·艾斯卡尔江",
     "aynur-memettursun-thinkpad-x1-carbon", "2026-11-22T03:05", "2026-11-22T03:05", "applied"),
    ("email", None, LONG["email"], "林晓", "lin-laptop", "2026-11-22T04:05", "2026-11-22T04:05", "applied"),
    ("email", None, "a@example.cn", "阿依努尔·买买提吐尔逊·艾斯卡尔江", "aynur-memettursun-thinkpad-x1-carbon",
     "2026-11-21T04:05", "2026-11-22T05:05", "lost"),
)  # fmt: skip


def _fetch_history(
    app: Application,
    card_id: str,
    values: Mapping[str, Value],
    past: Sequence[tuple[str, object, object, str, str, str, str, str]],
) -> None:
    """Keep a history as if it had been fetched from the server an hour ago."""
    first = dict(values)
    for field, old, *_rest in reversed(past):
        if _rest[-1] != "lost":
            first[field] = old  # type: ignore[assignment]
    begin = (TODAY - timedelta(days=400)).isoformat() + "T02:00"
    made = ("", None, first, "陈国栋", "laptop-1", begin, begin, "applied")
    lines = [
        canonical({
            "op": f"{number:08d}-{card_id[9:]}", "i": 0, "s": number + 1, "at": f"{at}:00.000Z",
            "made": f"{when}:00.000Z", "by": by, "device": device, "t": "customer", "row": card_id, "field": field,
            "r": outcome, "old": None if old is None else canonical(old),
            "new": None if new is None else canonical(new),
        }).encode()
        for number, (field, old, new, by, device, when, at, outcome) in enumerate((made, *past))
    ]  # fmt: skip
    extent = proof.Extent("2026-11-22T05:30:00.000Z", len(lines), 0)
    with app.store.write() as connection:
        proof.keep_history(connection, card_id, lines, extent, anew=True)
        connection.exec_driver_sql("DELETE FROM history WHERE agg_id = ?", (card_id,))


def _receive_conflicts(app: Application, ids: Sequence[str]) -> None:
    changes = (
        ("mobile_phone", '"13800000011"', '"13900000911"', '"13700000912"'),
        (
            "mailing_address",
            '"浙江省绍兴市越城区解放大道 18 号"',
            '"浙江省绍兴市柯桥区群贤路 200 号"',
            '"杭州市西湖区"',
        ),
        ("credit_standing", '"B"', '"A"', '"C"'),
    )
    cards = []
    for number, (card_id, (field, base, winner, loser)) in enumerate(zip(ids, changes, strict=False)):
        fields = {
            "record_id": card_id, "record_type": "customer", "field": field, "why": "concurrent", "base": base,
            "winner": winner, "loser": loser, "state": "open", "important": True,
            "at": f"2026-11-2{number}T03:1{number}:00.000Z", "winner_by": "林晓", "loser_by": "陈国栋",
            "winner_device": "lin-laptop", "loser_device": "laptop-1",
        }  # fmt: skip
        cards.append(RemoteCard(card_id, rows=[RemoteRow("conflict", f"{number:036d}", 5, fields)]))
    with app.store.write() as connection:
        Replica(connection, app.customers.deriver).apply(cards, 5)
