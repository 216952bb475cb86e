"""A labelled set of made-up cards: who is who is known, and the same customer is written as people write.

Beside lone persons and companies there are those that look like duplicates and are none: families behind one
landline (some share a mobile), neighbours in one house, namesakes in one city, colleagues with the company's
telephone and address, branches of one company, sister companies of one owner, one person as the contact of two
companies. A share of the cards is filed again, once or twice, by somebody else: fields left out, a new or an old
number, the number in the other field, area code or extension lost, a homophone or a look-alike typed, traditional
characters, suffix and place of a company missing, an address shortened, moved or in other signs, another job, a
mistyped document number or birth date, a wrong sex. The same seed makes the same cards.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.search import GIVEN, SURNAMES, TRADES, Generator
from desktop_crm.domain.matching.characters import sound

Card = dict[str, str]
_ALIKE = "己已 未末 玲铃 明朋 伟炜 杨扬 园圆 晓骁 阳阴 博搏 浩洁 芬芳 斌彬 侯候 冯马 玉王 天夭 宇字 东车 风凤 住佳"
LOOK_ALIKE = {one: other for pair in _ALIKE.split() for one, other in (pair, pair[::-1])}
TRADITIONAL = dict(
    zip(
        "张陈杨刘黄吴赵马罗郑谢许韩邓冯苏卢蒋贾邹龙万钱汤丽军强杰华红玉国庆东贵贤凤芳云兰长电贸易实业机械医疗",
        "張陳楊劉黃吳趙馬羅鄭謝許韓鄧馮蘇盧蔣賈鄒龍萬錢湯麗軍強傑華紅玉國慶東貴賢鳳芳雲蘭長電貿易實業機械醫療",
        strict=True,
    )
)
_HOMOPHONES: dict[str, list[str]] = {}
for _char in dict.fromkeys(SURNAMES + GIVEN):
    _HOMOPHONES.setdefault(sound(_char), []).append(_char)
_KEPT = {
    "mobile_phone": 0.85, "landline_phone": 0.4, "email": 0.4, "mailing_address": 0.8, "birth_date": 0.5,
    "id_number": 0.3, "sex": 0.8, "employer": 0.4, "licence_no": 0.4, "fax": 0.2,
}  # fmt: skip
_REACHED_BY = ("mobile_phone", "landline_phone", "mailing_address", "email")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One card, and who it is."""

    values: Card
    who: int


def labelled(cards: int, seed: int = 1, again: float = 0.15) -> list[Labelled]:
    """Make about that many cards, shuffled; the share ``again`` of customers is filed more than once."""
    make = _Maker(seed)
    found: list[Labelled] = []
    while len(found) < cards:
        for whole in make.household():
            make.who += 1
            found.append(Labelled(make.thinned(whole), make.who))
            times = 0 if make.rng.random() >= again else 2 if make.rng.random() < 0.1 else 1
            found += [Labelled(make.thinned(make.noisy(whole)), make.who) for _ in range(times)]
    make.rng.shuffle(found)
    return found[:cards]


class _Maker:
    """Draws everything from one stream of chance."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.make = Generator(seed)
        self.who = 0

    # -- who there is -----------------------------------------------------------------------

    def household(self) -> Iterator[Card]:
        """Give one or several different customers, whole."""
        kinds: tuple[tuple[Callable[[], Iterator[Card]], float], ...] = (
            (self._alone, 58), (self._family, 5), (self._neighbours, 2), (self._namesakes, 4), (self._colleagues, 4),
            (self._company_alone, 16), (self._branches, 4), (self._sisters, 3), (self._two_posts, 3),
        )  # fmt: skip
        chosen = self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]
        yield from chosen()

    def _alone(self) -> Iterator[Card]:
        yield self.person()

    def _company_alone(self) -> Iterator[Card]:
        yield self.company()

    def _family(self) -> Iterator[Card]:
        first = self.person()
        first["landline_phone"] = self.landline()
        for _ in range(self.rng.choice((1, 1, 2))):
            kin = self.person()
            if self.rng.random() < 0.7:
                kin["full_name"] = first["full_name"][0] + kin["full_name"][1:]
            kin |= {name: first[name] for name in ("landline_phone", "mailing_address")}
            if self.rng.random() < 0.15:
                kin["mobile_phone"] = first["mobile_phone"]
            yield kin
        yield first

    def _neighbours(self) -> Iterator[Card]:
        first, second = self.person(), self.person()
        house = first["mailing_address"].partition("栋")[0]
        second["mailing_address"] = f"{house}栋{self.rng.randrange(101, 3299)}室"
        yield from (first, second)

    def _namesakes(self) -> Iterator[Card]:
        first, second = self.person(), self.person()
        second["full_name"] = first["full_name"]
        if self.rng.random() < 0.5:
            second["sex"] = first["sex"]
        if self.rng.random() < 0.5:
            second["mailing_address"] = first["mailing_address"][:3] + second["mailing_address"][3:]
        yield from (first, second)

    def _colleagues(self) -> Iterator[Card]:
        employer = self.company()
        for _ in range(self.rng.choice((2, 2, 3))):
            one = self.person() | {"employer": employer["org_name"], "mailing_address": employer["mailing_address"]}
            one["landline_phone"] = employer["landline_phone"] + self.rng.choice(
                ("", f"-{self.rng.randrange(100, 999)}")
            )
            yield one

    def _branches(self) -> Iterator[Card]:
        head = self.company()
        yield head
        for place in self.rng.sample(("北京", "上海", "深圳", "成都", "武汉"), self.rng.choice((1, 2))):
            branch = self.company()
            branch["org_name"] = head["org_name"] + place + self.rng.choice(("分公司", "办事处"))
            if self.rng.random() < 0.3:
                branch["landline_phone"] = head["landline_phone"]
            yield branch

    def _sisters(self) -> Iterator[Card]:
        first, second = self.company(), self.company()
        trade = next(trade for trade in TRADES if trade in first["org_name"])
        second["org_name"] = first["org_name"].replace(trade, self.rng.choice([one for one in TRADES if one != trade]))
        for name in ("mobile_phone", "mailing_address", "landline_phone"):
            if self.rng.random() < 0.4:
                second[name] = first[name]
        yield from (first, second)

    def _two_posts(self) -> Iterator[Card]:
        first, second = self.company(), self.company()
        second["mobile_phone"] = first["mobile_phone"]
        yield from (first, second)

    def person(self) -> Card:
        """Make a whole card of a person."""
        rng = self.rng
        return {
            "customer_kind": "individual", "full_name": self.make.person(), "sex": rng.choice(("male", "female")),
            "mailing_address": self.make.address(), "mobile_phone": self.make.mobile(),
            "landline_phone": self.landline(), "email": f"u{rng.randrange(10**9)}@example.cn",
            "birth_date": f"{rng.randrange(1945, 2005)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
            "id_type": "resident_id", "id_number": f"{rng.randrange(10**17, 10**18)}", "employer": self.make.company(),
        }  # fmt: skip

    def company(self) -> Card:
        """Make a whole card of a company."""
        rng = self.rng
        return {
            "customer_kind": "organisation", "org_name": self.make.company(), "mailing_address": self.make.address(),
            "mobile_phone": self.make.mobile(), "landline_phone": self.landline(), "fax": self.landline(),
            "email": f"o{rng.randrange(10**9)}@example.cn", "licence_type": "uscc",
            "licence_no": f"91{rng.randrange(10**15, 10**16)}",
        }  # fmt: skip

    def landline(self) -> str:
        """Make a landline with its area code."""
        return f"0{self.rng.choice((20, 755, 21, 10, 571, 28))}-{self.rng.randrange(2 * 10**7, 9 * 10**7)}"

    # -- how they are written ---------------------------------------------------------------

    def thinned(self, whole: Card) -> Card:
        """Leave out what this salesperson does not know; one way to reach the customer stays."""
        rng = self.rng
        card = {name: value for name, value in whole.items() if rng.random() < _KEPT.get(name, 1.0)}
        if not any(name in card for name in _REACHED_BY):
            name = rng.choice([name for name in _REACHED_BY if name in whole])
            card[name] = whole[name]
        if "id_number" not in card:
            card.pop("id_type", None)
        if "licence_no" not in card:
            card.pop("licence_type", None)
        return card

    def noisy(self, whole: Card) -> Card:
        """Write the same customer as somebody else would."""
        card = dict(whole)
        name = "org_name" if "org_name" in card else "full_name"
        changes: list[tuple[Callable[[Card, str], None], float]] = [
            (self._new_number, 0.3), (self._other_field, 0.08), (self._bare_landline, 0.3), (self._typo, 0.15),
            (self._traditional, 0.08), (self._short_address, 0.5), (self._moved, 0.12), (self._slip, 0.08),
            (self._other_mail, 0.15), (self._signs, 0.3), (self._other_job, 0.15), (self._wrong_document, 0.03),
            (self._wrong_sex, 0.02),
        ]  # fmt: skip
        if name == "org_name":
            changes.append((self._shortened, 0.6))
        for change, chance in changes:
            if self.rng.random() < chance:
                change(card, name)
        return card

    def _new_number(self, card: Card, _name: str) -> None:
        card["mobile_phone"] = self.make.mobile()

    def _other_field(self, card: Card, _name: str) -> None:
        card["landline_phone"] = card.pop("mobile_phone", card["landline_phone"])

    def _bare_landline(self, card: Card, _name: str) -> None:
        area, _, rest = card["landline_phone"].partition("-")
        card["landline_phone"] = (
            rest.partition("-")[0] if self.rng.random() < 0.5 else f"({area}){rest}转{self.rng.randrange(10, 99)}"
        )

    def _typo(self, card: Card, name: str) -> None:
        text = card[name]
        at = self.rng.randrange(len(text))
        same = [char for char in _HOMOPHONES.get(sound(text[at]), []) if char != text[at]]
        wrong = LOOK_ALIKE.get(text[at], "") if self.rng.random() < 0.3 else self.rng.choice(same) if same else ""
        if wrong or len(text) > 2:
            card[name] = text[:at] + wrong + text[at + 1 :]

    def _traditional(self, card: Card, name: str) -> None:
        card[name] = "".join(TRADITIONAL.get(char, char) for char in card[name])

    def _short_address(self, card: Card, _name: str) -> None:
        text = card["mailing_address"]
        cut = self.rng.choice((lambda: text.replace("市", "").replace("区", ""), lambda: text[text.index("区") + 1 :],
                               lambda: text[: text.index("号") + 1], lambda: text.removesuffix("室")))  # fmt: skip
        card["mailing_address"] = cut()

    def _moved(self, card: Card, _name: str) -> None:
        card["mailing_address"] = self.make.address()

    def _slip(self, card: Card, _name: str) -> None:
        born = card.get("birth_date")
        if not born:
            return
        if int(born[8:]) <= 12 and self.rng.random() < 0.5:
            card["birth_date"] = f"{born[:4]}-{born[8:]}-{born[5:7]}"
        elif self.rng.random() < 0.8:
            card["birth_date"] = f"{born[:9]}{(int(born[9]) + self.rng.randrange(1, 8)) % 9 or 1}"
        else:
            card["birth_date"] = self.person()["birth_date"]

    def _other_job(self, card: Card, _name: str) -> None:
        if "employer" in card:
            card["employer"] = self.make.company()

    def _wrong_document(self, card: Card, _name: str) -> None:
        for name in ("id_number", "licence_no"):
            if name in card:
                card[name] = card[name][:-2] + card[name][:-3:-1]

    def _wrong_sex(self, card: Card, _name: str) -> None:
        if "sex" in card:
            card["sex"] = "male" if card["sex"] == "female" else "female"

    def _other_mail(self, card: Card, _name: str) -> None:
        card["email"] = f"x{self.rng.randrange(10**9)}@example.com"

    def _signs(self, card: Card, name: str) -> None:
        number = card.get("mobile_phone", "")
        card["mobile_phone"] = (
            self.rng.choice((f"+86 {number}", f"{number[:3]}-{number[3:7]}-{number[7:]}")) if number else ""
        )
        card[name] = " ".join(card[name]) if len(card[name]) == 2 else card[name]

    def _shortened(self, card: Card, name: str) -> None:
        text = card[name]
        for form in ("股份有限公司", "有限责任公司", "有限公司", "集团", "商行", "厂"):
            if text.endswith(form):
                text = text.removesuffix(form) + self.rng.choice(("", "", "公司", "有限公司"))
                break
        choice = self.rng.random()
        if choice < 0.3:
            text = text[2:]  # without its city
        elif choice < 0.4:
            text = f"{text[2:4]}（{text[:2]}）{text[4:]}"
        elif choice < 0.5:
            text = f"{text[:2]}市{text[2:]}"
        card[name] = text
