"""How a letter addresses a customer: the preferred form of address, where there is one (domain contract §1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from desktop_crm.domain.fields import FormKind, Value

_LONGEST_SURNAME = 2
_TITLES = {"male": ("先生", "Mr"), "female": ("女士", "Ms")}


class NoPost(StrEnum):
    """Why nothing is sent to a customer."""

    NO_ADDRESS = "no_address"
    NOT_ALLOWED = "not_allowed"  # ways of contact are agreed, and the post is not among them


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who a letter goes to, and where. ``person`` is somebody in an organisation, "" for none."""

    name: str
    address: str
    postal_code: str
    person: str = ""


def no_post(values: Mapping[str, Value]) -> NoPost | None:
    """Say why nothing can be sent to a customer; None when it can."""
    if not str(values.get("mailing_address") or "").strip():
        return NoPost.NO_ADDRESS
    allowed = values.get("contact_permission")
    return NoPost.NOT_ALLOWED if isinstance(allowed, tuple) and allowed and "post" not in allowed else None


def addressee(values: Mapping[str, Value], kind: FormKind, contact: str = "", language: str = "zh") -> Addressee:
    """Return how a letter to a customer is addressed; ``contact`` is the first contact of an organisation."""
    address, code = str(values.get("mailing_address") or ""), str(values.get("postal_code") or "")
    if kind is FormKind.ORGANISATION:
        return Addressee(str(values.get("org_name") or ""), address, code, contact)
    return Addressee(greeted(values, language), address, code)


def greeted(values: Mapping[str, Value], language: str = "zh") -> str:
    """Return a person's whole name with the title one wishes: 欧阳若兰 老师 where 欧阳老师 is preferred."""
    name, preferred = str(values.get("full_name") or ""), str(values.get("preferred_name") or "")
    if not preferred:
        title = _TITLES.get(str(values.get("sex") or ""))
        if title is None:
            return name
        return f"{title[1]} {name}" if language.startswith("en") else f"{name} {title[0]}"
    if not name or name in preferred:
        return preferred
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, preferred, strict=False)))
    wished = preferred[shared:].strip()
    return f"{name} {wished}" if 1 <= shared <= _LONGEST_SURNAME and wished else f"{preferred}（{name}）"
