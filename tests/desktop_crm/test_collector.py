"""The search for garbage comes back, however the blocks that pause it lie in one another."""

from __future__ import annotations

import gc
import threading

import pytest

from desktop_crm import collector


def test_it_goes_on_after_the_last_block():
    assert gc.isenabled()
    with collector.paused():
        assert not gc.isenabled()
        with collector.paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_block_of_another_thread_may_end_later():
    inside, leave = threading.Event(), threading.Event()

    def other() -> None:
        with collector.paused():
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=other)
    with collector.paused():
        thread.start()
        inside.wait(10)
    assert not gc.isenabled()
    leave.set()
    thread.join()
    assert gc.isenabled()


def test_what_was_off_stays_off():
    gc.disable()
    try:
        with pytest.raises(ValueError, match="x"), collector.paused():
            raise ValueError("x")
        assert not gc.isenabled()
    finally:
        gc.enable()
