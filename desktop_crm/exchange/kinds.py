"""Individual or organisation: what a row of a list is."""

from __future__ import annotations

import re

_COMPANY = re.compile(
    r"(?:公司|集团|厂|店|中心|商行|商场|超市|酒店|饭店|宾馆|医院|诊所|学校|大学|学院|中学|小学|幼儿园|银行|支行|分行|"
    r"事务所|研究院|研究所|设计院|合作社|经营部|门市部|工作室|协会|委员会|管理局|政府|办事处|"
    r"\b(?:ltd|limited|inc|corp|corporation|company|llc|gmbh|co)\.?)(?:[(（][^()（）]*[)）])?$",
    re.IGNORECASE,
)
_SHORTEST = 4


def is_company_name(name: str) -> bool:
    """Say whether a name ends as those of companies and institutions do: 公司, 厂, 店, 中心, Ltd."""
    name = name.strip()
    return len(name) >= _SHORTEST and _COMPANY.search(name) is not None
