"""The page behind the present one, decoded in a thread while the present one is stored."""

from __future__ import annotations

import threading

import pytest

from desktop_crm.errors import DiskFull, Offline
from sync.client import link as links
from sync.client import pulling
from sync.client.ahead import Ahead
from tests.support.profiles import INDIVIDUAL, count


def names_of_threads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which thread decodes each page of a first synchronisation."""
    seen: list[str] = []
    decode = pulling.FirstPage.decode

    def noting(page, body):
        seen.append(threading.current_thread().name)
        return decode(page, body)

    monkeypatch.setattr(pulling.FirstPage, "decode", noting)
    monkeypatch.setattr(links, "FIRST_PAGE_CARDS", 2)
    return seen


def _fill(laptop, cards: int) -> None:
    for at in range(cards):
        laptop.app.customers.create({**INDIVIDUAL, "mobile_phone": f"1380000{at:04}"})
    laptop.sync()


def test_all_pages_but_the_first_are_decoded_beside_the_store(pair, monkeypatch):
    one, two = pair
    _fill(one, 9)
    seen = names_of_threads(monkeypatch)
    two.line.threads = True
    assert two.sync().equal is True
    assert count(two.app, "customer") == 9
    assert seen[0] == threading.current_thread().name and set(seen[1:]) == {"sync-decode"} and len(seen) > 4
    assert "sync-decode" not in [one.name for one in threading.enumerate()]


def test_a_page_that_cannot_be_stored_leaves_no_thread_behind(pair, monkeypatch):
    one, two = pair
    _fill(one, 9)
    names_of_threads(monkeypatch)
    two.line.threads = True
    left = [2]

    def heard(*given):
        left[0] -= 1
        if not left[0]:
            raise DiskFull(detail="page")
        return real(*given)

    real = pulling._heard
    with monkeypatch.context() as patch:
        patch.setattr(pulling, "_heard", heard)
        with pytest.raises(DiskFull):
            two.sync()
    assert "sync-decode" not in [one.name for one in threading.enumerate()]
    assert two.sync().equal is True and count(two.app, "customer") == 9


def test_only_what_was_asked_for_is_taken():
    begun = Ahead("page 2", lambda: "rows")
    begun.begin()
    assert begun.take("page 3") is None
    assert begun.take("page 2") == "rows"
    assert Ahead("page 2", lambda: "rows").take("page 2") is None  # it was never begun


def test_what_went_wrong_is_told_to_whoever_takes_the_page():
    def lost() -> str:
        raise Offline

    page = Ahead("page 2", lost)
    page.begin()
    page.wait()
    with pytest.raises(Offline):
        page.take("page 2")
