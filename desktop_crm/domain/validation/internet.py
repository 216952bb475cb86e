"""E-mail and web addresses (subset of RFC 5321 and 5322; RFC 3986)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from desktop_crm.domain.validation.findings import EMPTY, Checked, error, hint
from desktop_crm.domain.validation.text import code_text

_LOCAL = re.compile(r"[^\s@\"'(),:;<>\[\]\\.]+(?:\.[^\s@\"'(),:;<>\[\]\\.]+)*")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_TOP = re.compile(r"[^\W\d_]{2,63}|xn--[a-z0-9-]{1,59}")
_SEVERAL = re.compile(r"[;,、/|\s]+")


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels) and bool(_TOP.fullmatch(labels[-1]))


def mail_address(text: str) -> Checked:
    """V-MAIL: one ``@``, local part of up to 64 characters, 254 in all; the domain in lower case."""
    address = code_text(text).removeprefix("mailto:")
    if not address:
        return EMPTY
    if sum("@" in part for part in _SEVERAL.split(address)) > 1:
        return Checked(address, (error("email_several"),))
    local, at, domain = address.partition("@")
    if not at or "@" in domain:
        return Checked(address, (error("email_at"),))
    domain = domain.lower()
    address = f"{local}@{domain}"
    if len(local) > 64 or len(address) > 254:
        return Checked(address, (error("email_long"),))
    if not _LOCAL.fullmatch(local):
        return Checked(address, (error("email_local"),))
    if not _is_domain(domain):
        return Checked(address, (error("email_domain"),))
    return Checked(address)


def web_address(text: str) -> Checked:
    """V-URL: an http or https address; a bare domain gets ``https://`` and a hint."""
    address = code_text(text)
    if not address:
        return EMPTY
    bare = "://" not in address
    full = f"https://{address}" if bare else address
    try:
        parts = urlsplit(full)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Checked(address, (error("url_form"),))
    if parts.scheme not in ("http", "https") or any(character.isspace() for character in full) or port == 0:
        return Checked(address, (error("url_form"),))
    if not _is_domain(host) and not (not bare and re.fullmatch(r"[0-9.]{7,15}|localhost", host)):
        return Checked(address, (error("url_form"),))
    return Checked(full, (hint("url_scheme_added"),) if bare else ())
