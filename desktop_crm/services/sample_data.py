"""Customers to try the program with: invented, the same at every call, marked, removable in one step.

Area codes, postcodes and dialling codes are public (GB/T 2260, China Post, numbering plan). Everything
else is made up: names, streets, phones (138 0000 xxxx, 139 0000 xxxx, 8000 xxxx), mail at example.cn,
document numbers with a right check digit that belong to nobody we know. Sample rows never leave the
laptop: they enter no outbox.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection

from desktop_crm.domain import choices as codes
from desktop_crm.domain.fields import Choice, FormKind, Value
from desktop_crm.domain.records import RECORD_TYPES
from desktop_crm.domain.regions import place_of_code, province_name
from desktop_crm.domain.validation.identity import age_on, citizen_check_character
from desktop_crm.domain.validation.licences import credit_check_character, organisation_check_character
from desktop_crm.services import sample_orders
from desktop_crm.services.customers import CustomerService, NewCustomer
from desktop_crm.services.rows import RowService
from desktop_crm.store import computed, contents, matching, search
from desktop_crm.store.engine import Store

SAMPLE_SIZE = 300
#: Every remark of a sample card begins with this.
MARK = "【示例】"

_SLICE = 100
_DAYS = 730  # the cards seem to have been filed over this many days
_SEED = 20260101


def _words(text: str) -> list[str]:
    return text.split()


# code of a district, the address up to it, postcode, dialling code
_PLACES = [tuple(line.split()) for line in """
110105 北京市朝阳区 100020 010
120101 天津市和平区 300041 022
130102 河北省石家庄市长安区 050011 0311
140105 山西省太原市小店区 030032 0351
150102 内蒙古自治区呼和浩特市新城区 010030 0471
210102 辽宁省沈阳市和平区 110001 024
220102 吉林省长春市南关区 130041 0431
230102 黑龙江省哈尔滨市道里区 150010 0451
310104 上海市徐汇区 200030 021
320106 江苏省南京市鼓楼区 210009 025
320508 江苏省苏州市姑苏区 215006 0512
330106 浙江省杭州市西湖区 310013 0571
330602 浙江省绍兴市越城区 312000 0575
340104 安徽省合肥市蜀山区 230031 0551
350203 福建省厦门市思明区 361001 0592
360102 江西省南昌市东湖区 330006 0791
370202 山东省青岛市市南区 266001 0532
410102 河南省郑州市中原区 450007 0371
420102 湖北省武汉市江岸区 430014 027
430102 湖南省长沙市芙蓉区 410011 0731
440106 广东省广州市天河区 510630 020
440305 广东省深圳市南山区 518052 0755
450103 广西壮族自治区南宁市青秀区 530022 0771
460108 海南省海口市美兰区 570203 0898
500103 重庆市渝中区 400010 023
510104 四川省成都市锦江区 610011 028
520102 贵州省贵阳市南明区 550002 0851
530102 云南省昆明市五华区 650032 0871
540102 西藏自治区拉萨市城关区 850000 0891
610113 陕西省西安市雁塔区 710061 029
620102 甘肃省兰州市城关区 730030 0931
630104 青海省西宁市城西区 810001 0971
640104 宁夏回族自治区银川市兴庆区 750001 0951
650102 新疆维吾尔自治区乌鲁木齐市天山区 830002 0991
710000 台湾省台北市大安区 - -
810000 香港特别行政区油尖旺区 - -
820000 澳门特别行政区花地玛堂区 - -
""".strip().splitlines()]  # fmt: skip

_SURNAMES = _words(
    "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 罗 高 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 "
    "袁 潘 于 蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金 石 廖 贾 夏 韦 付 方 白 邹 孟 熊 秦 "
    "曾 单 仇 解 查 盖 翟 欧阳 司马 诸葛 上官 尉迟 皇甫 令狐"
)
_MALE = _words(
    "志远 建国 文博 子轩 俊杰 永强 春生 思远 国栋 海涛 明哲 家豪 振华 晓东 天佑 浩然 立新 德明 光耀 世杰 嘉伟 鹏 磊 斌 "
    "宏宇 锦程 承恩 景行 少卿 泽楷 长乐 重阳"
)
_FEMALE = _words(
    "雨桐 慧敏 一诺 海燕 秀英 佳怡 晓琳 雅婷 思颖 梦洁 婉清 若曦 玉兰 桂芳 静怡 欣妍 雪梅 丽华 诗涵 芷若 美玲 娜 婷 "
    "云舒 知夏 语嫣 明月 采薇 念慈 可馨"
)
#: Names that lists, forms and search must stand: rare characters, heteronyms, long ones.
_NOTABLE = (
    ("欧阳䶮", "male"), ("王𬱖", "female"), ("曾国藩", "male"), ("单雄信", "male"), ("仇英子", "female"),
    ("解缙生", "male"), ("阿卜杜热西提·买买提艾力·吐尔逊江", "male"), ("古丽巴哈尔·阿不都克里木", "female"),
    ("Alexandra Konstantinopolskaya-Montgomery", "female"), ("扎西顿珠", "male"), ("张三", "male"), ("李四", "female"),
)  # fmt: skip
_STREETS = _words("解放路 人民路 中山路 建设大道 和平街 学府路 滨江路 长乐巷 文化路 迎宾大道 重庆路 青年路")
_ESTATES = _words("阳光花园 翠湖苑 锦绣家园 滨江公寓 书香里 桂花园")
_JOBS = _words("教师 工程师 会计 医生 个体经营 公务员 设计师 销售经理 厨师 律师 司机 退休 程序员 护士")
_TASTES = _words("喝茶 钓鱼 摄影 书法 羽毛球 旅游 听戏 烘焙 登山 下棋")
_TRADES = _words("纺织 机械 电子 食品 建材 物流 医药 软件 家具 印刷 化工 茶叶")
_BRANDS = _words("鉴湖 远山 德润 恒泰 晨曦 百川 金穗 蓝海 同创 瑞丰 天禾 启明 盛世 华阳 中联 安达")
_ENDS = _words("有限公司 股份有限公司 集团有限公司 贸易行 科技有限公司 合作社")
_LONG_ORGANISATION = "西部陆海新通道国际多式联运供应链管理服务股份有限公司呼和浩特市新城区第一分公司（筹备处）"
_POSITIONS = _words("总经理 采购部经理 财务主管 办公室主任 设备科科长 技术总监 仓库主管")
_SELLERS = _words("陈国栋 林晓 吴越")
_NOTES = (
    "展会上认识，要求寄送样品。",
    "由老客户介绍，周末方便接电话。",
    "上次回访反映交货期偏长，已记录。",
    "关注价格，等季度优惠再谈。",
    "希望先看案例，再约面谈。",
    "长期合作，节日前问候。",
    "资料还不全，下次见面补填。",
)


@dataclass
class _Maker:
    """Invents customers one after the other; the same seed gives the same customers."""

    today: date
    rng: random.Random = field(default_factory=lambda: random.Random(_SEED))
    number: int = 0
    people: int = 0
    phones: int = 0

    def customer(self, number: int) -> NewCustomer:
        """Invent one; every fourth is an organisation, as far as there are any."""
        self.number = number
        organisation = number % 15 in (3, 7, 10, 14)
        row = self._organisation() if organisation else self._individual()
        values = dict(row.values)
        if not row.file:  # what a draft lacks
            for name in ("email", "postal_code", "fax", "source_channel"):
                values.pop(name, None)
        kept = {name: value for name, value in values.items() if value not in (None, "", ())}
        return NewCustomer(kept, row.grid, row.file)

    def _code(self, choices: Sequence[Choice], *weights: int) -> str:
        """Choose a code; missing weights count 1."""
        share = [*weights, *[1] * (len(choices) - len(weights))]
        return self.rng.choices(choices, share)[0].code

    def _mobile(self, prefix: str) -> str:
        self.phones += 1
        return f"{prefix}0000{self.phones:04d}"

    def _common(self, kind: FormKind) -> dict[str, Value]:
        filed = self.today - timedelta(days=(self.number * 397) % _DAYS)
        area, place, postcode, dial = self.rng.choice(_PLACES) if self.number >= len(_PLACES) else _PLACES[self.number]
        street = f"{place}{self.rng.choice(_STREETS)} {self.rng.randint(1, 399)} 号"
        if kind is FormKind.INDIVIDUAL:
            street += f"{self.rng.choice(_ESTATES)} {self.rng.randint(1, 18)} 幢 {self.rng.randint(101, 2802)} 室"
        line = f"{dial}-8000{self.number:04d}" if dial != "-" else ""
        return {
            "customer_no": f"DEMO-{self.number + 1:04d}",
            "customer_kind": kind.value,
            "signed_by": self.rng.choice(_SELLERS),
            "form_date": filed.isoformat(),
            "mailing_address": street,
            "postal_code": postcode.strip("-"),
            "landline_phone": line if kind is FormKind.ORGANISATION or self.number % 5 == 0 else "",
            "fax": line if self.number % 11 == 0 else "",
            "mobile_phone": self._mobile("138"),
            "email": f"demo{self.number + 1:03d}@example.cn" if self.number % 3 else "",
            "credit_standing": self._code(codes.CREDIT, 8, 8, 4, 1, 4),
            "card_kind": self._code(codes.CARD_KIND, 4, 8, 1),
            "importance_tier": self._code(codes.TIER, 1, 3, 6, 2),
            "source_channel": self._code(codes.SOURCE_CHANNEL, 6, 1, 3, 1, 3),
            "relation_scope": codes.RELATION_SCOPE[self.number // 23 % 5].code if self.number % 23 == 0 else "",
            "contact_permission": tuple(sorted({self._code(codes.CONTACT_CHANNEL, 4, 3) for _ in range(2)})),
            "remarks": MARK + self.rng.choice(_NOTES),
            "remark_private": "预算下月批复。" if self.number % 17 == 0 else "",
            "area": area,
        }

    # -- people -----------------------------------------------------------------------------

    def _person(self) -> tuple[str, str]:
        sex = self.rng.choice(("male", "female"))
        return self.rng.choice(_SURNAMES) + self.rng.choice(_MALE if sex == "male" else _FEMALE), sex

    def _individual(self) -> NewCustomer:
        values = self._common(FormKind.INDIVIDUAL)
        name, sex = self._person()
        turn, rest = divmod(self.people, 18)
        if rest == 1 and turn < len(_NOTABLE):
            name, sex = _NOTABLE[turn]
        self.people += 1
        filed = date.fromisoformat(str(values["form_date"]))
        birth = date(self.rng.randint(1952, 2004), self.rng.randint(1, 12), self.rng.randint(1, 28))
        area = str(values.pop("area"))
        told = self.number % 4 == 0
        values |= {
            "full_name": name,
            "sex": codes.SEX[2 + self.people % 2].code if self.number % 47 == 0 else sex,
            "birth_date": birth.isoformat(),
            "birthday_lunar": self.number % 9 == 0,
            "age_stated": age_on(birth, filed),
            "native_place": place_of_code(area),
            "highest_education": self._code(codes.EDUCATION, 1, 3, 9, 6, 3, 3, 2),
            "annual_income_band": self._code(codes.INCOME, 2, 3, 6, 5, 3),
            "health_status": self._code(codes.HEALTH, 8, 3) if told else "",
            "consent_general_on": filed.isoformat(),
            "consent_sensitive_on": filed.isoformat() if told else "",
            "occupation": self.rng.choice(_JOBS),
            "employer": self.rng.choice(_BRANDS) + self.rng.choice(_TRADES) + "有限公司" if self.number % 2 else "",
            "preferred_name": name[0] + ("先生" if sex == "male" else "女士") if self.number % 6 == 0 else "",
            "preferences": tuple(sorted(self.rng.sample(_TASTES, 2))) if self.number % 3 == 0 else (),
            "pay_day": self.rng.randint(5, 25) if self.number % 8 == 0 else None,
            **self._document(area, birth, sex),
        }
        grid = self._family(name, birth)
        values["household_size"] = len(grid) + 1 if grid else None
        return NewCustomer(values, grid, file=self.number % 14 != 5)

    def _document(self, area: str, birth: date, sex: str) -> dict[str, Value]:
        day = birth.strftime("%Y%m%d")
        order = f"{self.number * 2 % 990 + (sex == 'male'):03d}"
        serial = f"{10_000_000 + self.number}"
        kind = {"71": "taiwan_permit", "81": "hk_macao_permit", "82": "hk_macao_permit"}.get(area[:2])
        if kind is None:
            kind = (
                codes.ID_TYPE[(self.number // 7) % len(codes.ID_TYPE)].code if self.number % 7 == 0 else "resident_id"
            )
        numbers = {
            "resident_id": area + day + order,
            "hmt_residence": "810000" + day + order,
            "foreign_residence": "911840" + day + order,
            "passport": "E" + serial,
            "hk_macao_permit": ("M" if area[:2] == "82" else "H") + serial,
            "taiwan_permit": serial,
        }
        number = numbers.get(kind, f"示例-{serial}")
        if len(number) == 17:
            number += citizen_check_character(number)
        return {"id_type": kind, "id_number": number} if self.number % 10 else {}

    def _family(self, name: str, birth: date) -> tuple[dict[str, Value], ...]:
        rows: list[dict[str, Value]] = []
        for _ in range(self.rng.choice((0, 1, 1, 2, 3))):
            relation = self._code(codes.RELATION, 6, 3, 3, 1, 3, 1, 2)
            child = relation in ("son", "daughter", "grandchild") and birth.year > 1975
            shown = name[0] if relation in ("son", "daughter", "sibling") else self.rng.choice(_SURNAMES)
            given = self.rng.choice(_FEMALE if relation == "daughter" else _MALE + _FEMALE)
            row: dict[str, Value] = {"name": shown + given, "relation": relation}
            if child:
                row["is_under_14"] = True
            else:
                row |= {"work_unit": self.rng.choice(_BRANDS) + "示例学校", "phone": self._mobile("139")}
            rows.append(row)
        return tuple(rows)

    # -- organisations ----------------------------------------------------------------------

    def _organisation(self) -> NewCustomer:
        values = self._common(FormKind.ORGANISATION)
        trade = self.rng.choice(_TRADES)
        area = str(values.pop("area"))
        city = place_of_code(area).removeprefix(province_name(area)) or province_name(area)
        name = f"{city}{self.rng.choice(_BRANDS)}{trade}{self.rng.choice(_ENDS)}（示例）"
        founded = self.today - timedelta(days=self.rng.randint(800, 12_000))
        values |= {
            "org_name": _LONG_ORGANISATION if self.number == 33 else name,
            "customer_nature": self._nature(),
            "trade_relation": ("直接", "经销", "代理", "寄售")[self.number // 3 % 4] if self.number % 2 else "",
            "founded_on": founded.isoformat(),
            "registered_place": place_of_code(area),
            "operating_status": self._code(codes.OPERATING, 8, 4),
            "annual_revenue_band": self._code(codes.REVENUE, 2, 4, 6, 3, 2),
            "qualification": "ISO 9001" if self.number % 2 else "",
            "website": f"https://demo{self.number + 1:03d}.example.cn" if self.number % 3 == 0 else "",
            "legal_representative": self._person()[0],
            "registered_capital": f"{self.rng.choice((50, 100, 500, 1000, 5000))} 万元",
            "employees": self.rng.choice((8, 25, 60, 180, 420, 1500)),
            "industry_code": trade,
            "main_products": f"{trade}产品、{self.rng.choice(_TRADES)}配件",
            "needs": "缩短交货期，提供上门培训。" if self.number % 5 == 0 else "",
            "decision_process": "使用部门提出，采购比价，总经理批准。" if self.number % 7 == 0 else "",
            "goals": "两年内扩建一条生产线。" if self.number % 9 == 0 else "",
            "problems": "旺季仓储不足。" if self.number % 8 == 0 else "",
            **self._bank(),
            **self._licence(area),
        }
        return NewCustomer(values, self._contacts(), file=self.number % 13 != 3)

    def _nature(self) -> str:
        shops = list(codes.SHOP_FORMS)
        other = [choice for choice in codes.NATURE if choice.code not in codes.SHOP_FORMS]
        drawn = self._code(other, 1, 4, 3, 3, 2, 1, 1, 4, 2)
        turn, rest = divmod(self.number, 15)
        return shops[turn % len(shops)] if rest == 14 else drawn

    def _bank(self) -> dict[str, Value]:
        return {"bank_name": "示例银行", "bank_account": f"0000{self.number:012d}"} if self.number % 4 == 3 else {}

    def _licence(self, area: str) -> dict[str, Value]:
        kind = self._code(codes.LICENCE_TYPE, 12, 2)
        body = f"DEM{self.number:05d}"  # no organisation code of the register begins so
        body += organisation_check_character(body)
        if kind == "uscc":
            first = f"91{area}{body}".replace("O", "0")
            return {"licence_type": kind, "licence_no": first + credit_check_character(first)}
        return {"licence_type": kind, "licence_no": body if kind == "org_code" else f"示例-{self.number:06d}"}

    def _contacts(self) -> tuple[dict[str, Value], ...]:
        rows: list[dict[str, Value]] = []
        for place in range(self.rng.choice((1, 2, 2, 3))):
            role = self._code(codes.DECISION_ROLE)
            rows.append(
                {
                    "name": self._person()[0],
                    "position": self.rng.choice(_POSITIONS),
                    "decision_role": role,
                    "phone": self._mobile("139"),
                    "is_primary": place == 0,
                    "relationship_strength": self.rng.randint(1, 5),
                    "is_senior": role in ("decider", "approver"),
                    "met_by": self.rng.choice(_SELLERS),
                    "preferences": (self.rng.choice(_TASTES),),
                }
            )
        return tuple(rows)


def customers(today: date) -> list[NewCustomer]:
    """Invent the sample customers, about a quarter of them organisations."""
    maker = _Maker(today)
    return [maker.customer(number) for number in range(SAMPLE_SIZE)]


def load(app_customers: CustomerService, rows: RowService, today: date) -> int:
    """Create the sample customers with their past and return how many; 0 when there are some already."""
    store = app_customers._store
    with store.read() as connection:
        if _count(connection):
            return 0
    wanted = customers(today)
    for start in range(0, len(wanted), _SLICE):
        part = wanted[start : start + _SLICE]
        saved = app_customers.create_many(part, sample=True)
        past = [(one.id, row.values) for one, row in zip(saved, part, strict=True)]
        sample_orders.add(rows, past, today, sample=True)
    with store.write() as connection:
        _spread(connection, today)
    return len(wanted)


def count(store: Store) -> int:
    """Count the sample customers."""
    with store.read() as connection:
        return _count(connection)


def remove(store: Store) -> int:
    """Remove every sample customer with all its traces in one transaction; return how many there were."""
    mine = "(SELECT id FROM customer WHERE is_sample)"
    with store.write() as connection:
        rids = [
            int(row[0]) for row in connection.exec_driver_sql("SELECT rid FROM customer WHERE is_sample ORDER BY 1")
        ]
        search.remove(connection, rids)
        samples = [
            str(row[0]) for row in connection.exec_driver_sql("SELECT DISTINCT agg_id FROM attachment WHERE is_sample")
        ]
        contents.doom(connection, samples)
        matching.forget(connection, rids)
        computed.forget(connection, rids)
        connection.exec_driver_sql("DELETE FROM search_todo WHERE rid IN (SELECT rid FROM customer WHERE is_sample)")
        connection.exec_driver_sql(f"DELETE FROM draft WHERE key IN {mine} OR substr(key, 5, 36) IN {mine}")
        for name in RECORD_TYPES:
            rows = f"(SELECT id FROM {name} WHERE agg_id IN {mine})"
            connection.exec_driver_sql(f"DELETE FROM base_row WHERE id IN {rows}")
        for table in ("history", "outbox", "foreign_row", "stage"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE agg_id IN {mine}")
        for name in [name for name in RECORD_TYPES if name != "customer"]:
            connection.exec_driver_sql(f"DELETE FROM {name} WHERE agg_id IN {mine}")
        connection.exec_driver_sql("DELETE FROM customer WHERE is_sample")
    return len(rids)


def _count(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM customer WHERE is_sample").scalar() or 0)


def _spread(connection: Connection, today: date) -> None:
    """Date the cards back to the day on their form, with a later change for most: the list looks lived in."""
    rng = random.Random(_SEED)
    stamps: list[tuple[str, str, str]] = []
    for row in connection.exec_driver_sql("SELECT id, form_date FROM customer WHERE is_sample ORDER BY rid").fetchall():
        filed = date.fromisoformat(str(row[1]))
        later = filed + timedelta(days=int((today - filed).days * rng.random() ** 2))
        at = (
            f"T{rng.randint(0, 9):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}.000Z"  # working hours in China
        )
        stamps.append((filed.isoformat() + at, later.isoformat() + at, str(row[0])))
    connection.exec_driver_sql(
        "UPDATE customer SET created_at = ?, updated_at = ?, created_by = signed_by, updated_by = signed_by"
        " WHERE id = ?",
        stamps,
    )
    mine = "(SELECT id FROM customer WHERE is_sample)"
    for table in ("family_member", "contact", "sales_order", "activity", "stop_record"):
        for name in ("created_at", "updated_at", "created_by", "updated_by"):
            own = f"(SELECT c.{name} FROM customer c WHERE c.id = {table}.agg_id)"
            connection.exec_driver_sql(f"UPDATE {table} SET {name} = {own} WHERE agg_id IN {mine}")
    own = "(SELECT c.{0} FROM customer c WHERE c.id = history.agg_id)"
    connection.exec_driver_sql(
        f"UPDATE history SET at = {own.format('created_at')}, by = {own.format('created_by')} WHERE agg_id IN {mine}"
    )
