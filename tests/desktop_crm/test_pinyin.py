"""Readings, surnames and sort keys. ``python -m tests.desktop_crm.test_pinyin FILE`` writes the table of readings."""

import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_tone3
from pypinyin.phrases_dict import phrases_dict

from desktop_crm.domain import pinyin

TABLE = Path(pinyin.__file__).parents[2] / "resources" / "data" / "readings.txt"
HEADER = """# Readings of Chinese characters: readings (with tone, v for u with two dots), a space, the characters.
# Made from the tables of pypinyin (MIT licence, Copyright (c) 2016 mozillazg) by tests/desktop_crm/test_pinyin.py.
"""


def _numbered(reading: str) -> str:
    return to_tone3(reading, v_to_u=False, neutral_tone_with_five=True).replace("ü", "v").replace("ê", "e")


def _common(readings: list[str], used: dict[str, int]) -> list[str]:
    """The first reading, and those that words really use: 重 chong, but not 王 yu."""
    total = sum(used.values())
    enough = max(3, total * 0.03)
    kept: dict[str, str] = {}
    for rank, reading in enumerate(readings):
        if rank == 0 or (used[reading] >= enough if total else rank == 1):
            plain = reading.rstrip("12345")
            toned = (other for other in readings if other.rstrip("12345") == plain and not other.endswith("5"))
            kept.setdefault(plain, next(toned, reading))
    return list(kept.values())


def render_table() -> str:
    used: dict[str, dict[str, int]] = defaultdict(Counter)
    for word, word_readings in phrases_dict.items():
        for char, reading in zip(word, word_readings, strict=False):
            used[char][_numbered(reading[0])] += 1
    lines: dict[str, list[str]] = defaultdict(list)
    for code, text in sorted(PINYIN_DICT.items()):
        char = chr(code)
        lines[",".join(_common([_numbered(part) for part in text.split(",")], used[char]))].append(char)
    return HEADER + "\n" + "".join(f"{key} {''.join(chars)}\n" for key, chars in sorted(lines.items()))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("曾国藩", "zeng1曾guo2国fan1藩"),
        ("单田芳", "shan4单tian2田fang1芳"),
        ("万俟卨", "mo4万qi2俟xie4卨"),
        ("尉迟恭", "yu4尉chi2迟gong1恭"),
        ("长孙无忌", "zhang3长sun1孙wu2无ji4忌"),
        ("重庆长安汽车", "chong2重qing4庆zhang3长an1安qi4汽che1车"),
        ("吕布", "lv3吕bu4布"),
        (" 王 ", "wang2王"),
        ("𬱖䶮", "di2𬱖yan3䶮"),
        ("", ""),
    ],
)
def test_sort_key(name, key):
    assert pinyin.sort_key(name) == key


def test_byte_order_is_the_order_of_a_chinese_list():
    names = [
        "3M中国",
        "Acme",
        "acme公司",
        "Zoo",
        "安宁",
        "单田芳",
        "单田梓",
        "单田子",
        "单于",
        "仇英",
        "曾国藩",
        "查良镛",
        "Ａ座",
    ]
    ordered = sorted(names, key=lambda name: pinyin.sort_key(name).encode())
    assert ordered == [
        "3M中国",
        "Acme",
        "acme公司",
        "Ａ座",
        "Zoo",
        "安宁",
        "仇英",
        "单田芳",
        "单田子",
        "单田梓",
        "单于",
        "曾国藩",
        "查良镛",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("曾国藩", ("zeng guo fan", "ceng guo fan")),
        ("仇英", ("qiu ying", "chou ying")),
        ("乐毅", ("yue yi", "le yi")),
        ("盖叫天", ("ge jiao tian", "gai jiao tian")),
        ("解缙", ("xie jin", "jie jin")),
        ("朴树", ("piao shu", "pu shu")),
        ("区志坚", ("ou zhi jian", "qu zhi jian")),
        ("翟天", ("zhai tian", "di tian")),
        ("万俟卨", ("mo qi xie", "wan si xie")),
        ("尉迟恭", ("yu chi gong", "wei chi gong")),
        ("欧阳锋", ("ou yang feng",)),
        ("重庆", ("chong qing", "zhong qing")),
    ],
)
def test_every_reading_of_a_surname(name, expected):
    found = [" ".join(reading) for reading in pinyin.readings(name)]
    assert found[0] == expected[0]
    assert set(expected) <= set(found)


def test_rare_readings_of_common_characters_are_left_out():
    assert pinyin.spelling("王大明") == (("wang",), ("da",), ("ming",))


def test_number_of_readings_is_capped():
    assert len(pinyin.readings("曾单仇乐重长朝行" * 12)) == 16


def test_other_characters_are_not_spelled():
    assert pinyin.spelling("A·曾1") == (("ceng", "zeng"),)
    assert pinyin.readings("Acme 3") == []


def test_loading_needs_no_pypinyin():
    code = "import sys, desktop_crm.domain.pinyin as p; p.readings('曾'); sys.exit('pypinyin' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=TABLE.parents[2])


def test_shipped_table_is_the_one_made_from_pypinyin():
    assert TABLE.read_text(encoding="utf-8") == render_table()


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render_table(), encoding="utf-8", newline="\n")
