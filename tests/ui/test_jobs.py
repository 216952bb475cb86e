from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, QObject, QThread
from PySide6.QtWidgets import QApplication

from desktop_crm.errors import DiskFull
from desktop_crm.events import ChangeSet, EventBus, Origin
from ui.bridge import MANY, Bridge
from ui.jobs import Jobs, Lane, Task


class Collector(QObject):
    """Bound slots that note what came and in which thread."""

    def __init__(self):
        super().__init__()
        self.got = []
        self.threads = set()

    def take(self, *values):
        self.got.append(values[0] if len(values) == 1 else values)
        self.threads.add(QThread.currentThread())


@pytest.fixture
def jobs(dressed):
    runner = Jobs()
    yield runner
    assert runner.close()


def test_result_comes_in_the_gui_thread(jobs, qtbot):
    collector = Collector()
    job = jobs.run(lambda _task: threading.current_thread().name)
    job.on_success(collector.take)
    with qtbot.waitSignal(job.finished):
        assert jobs.busy
    assert collector.got == ["jobs-store-0"]
    assert collector.threads == {QApplication.instance().thread()}
    assert not jobs.busy


def test_store_lane_keeps_the_order(jobs, qtbot):
    done = []
    for number in range(50):
        job = jobs.run(lambda _task, number=number: done.append(number))
    with qtbot.waitSignal(job.finished):
        pass
    assert done == list(range(50))


def test_pool_works_beside_a_waiting_store(jobs, qtbot):
    gate = threading.Event()
    store = jobs.run(lambda _task: gate.wait(10))
    pool = jobs.run(lambda _task: "beside", Lane.POOL)
    with qtbot.waitSignal(pool.finished):
        pass
    with qtbot.waitSignal(store.finished):
        gate.set()


def test_progress_arrives_in_order_before_the_end(jobs, qtbot):
    collector = Collector()

    def work(task: Task) -> str:
        for number in range(5):
            task.progress(number, 5)
        return "end"

    job = jobs.run(work).on_progress(collector.take).on_success(collector.take)
    with qtbot.waitSignal(job.finished):
        pass
    assert collector.got == [(0, 5), (1, 5), (2, 5), (3, 5), (4, 5), "end"]


def test_handled_failure_goes_to_its_slot_only(jobs, qtbot):
    mine, rest = Collector(), Collector()
    jobs.failed.connect(rest.take)

    def work(_task):
        raise DiskFull

    job = jobs.run(work).on_failure(mine.take)
    with qtbot.waitSignal(job.finished):
        pass
    assert [type(error) for error in mine.got] == [DiskFull]
    assert rest.got == []


def test_failure_nobody_handles_is_told_by_jobs(jobs, qtbot):
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.run(lambda _task: 1 // 0)
    assert isinstance(told.args[0], ZeroDivisionError)


def test_cancelled_work_ends_as_cancelled(jobs, qtbot):
    started = threading.Event()

    def work(task: Task) -> None:
        started.set()
        while True:
            task.check()

    job = jobs.run(work)
    assert started.wait(10)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()


def test_work_cancelled_in_the_queue_never_runs(jobs, qtbot):
    gate, ran = threading.Event(), []
    jobs.run(lambda _task: gate.wait(10))
    job = jobs.run(lambda _task: ran.append(1))
    job.cancel()
    with qtbot.waitSignal(job.cancelled):
        gate.set()
    assert ran == []


def test_receiver_that_went_gets_nothing(jobs, qtbot):
    collector = Collector()
    got = collector.got
    job = jobs.run(lambda _task: "late").on_success(collector.take)
    collector.deleteLater()
    del collector
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.waitSignal(job.finished):
        pass
    assert got == []


def test_close_stops_threads_and_refuses_work(dressed):
    runner = Jobs()
    started = threading.Event()

    def work(task: Task) -> None:
        started.set()
        while True:
            task.check()

    runner.run(work)
    assert started.wait(10)
    assert runner.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("jobs-")]
    with pytest.raises(RuntimeError):
        runner.run(work)


def test_close_gives_up_after_its_limit(dressed):
    runner = Jobs()
    gate, started = threading.Event(), threading.Event()

    def work(_task):
        started.set()
        gate.wait(30)

    runner.run(work)
    assert started.wait(10)
    assert not runner.close(timeout=0)
    gate.set()
    assert runner.close()


def test_bridge_tells_in_the_gui_thread(dressed, qtbot):
    bus = EventBus()
    bridge = Bridge(bus)
    collector = Collector()
    bridge.changed.connect(collector.take)
    change = ChangeSet(frozenset({"a"}), Origin.REMOTE)
    with qtbot.waitSignal(bridge.changed):
        thread = threading.Thread(target=bus.publish, args=(change,))
        thread.start()
        thread.join()
        assert collector.got == []
    assert collector.got == [change]
    assert collector.threads == {QApplication.instance().thread()}
    bridge.close()


def test_bridge_merges_what_piled_up(dressed, qtbot):
    bus = EventBus()
    bridge = Bridge(bus)
    got = []
    bridge.changed.connect(got.append)
    for number in range(MANY + 1):
        bus.publish(ChangeSet(frozenset({str(number)}), Origin.REMOTE))
    bus.publish(ChangeSet(frozenset({"x"}), Origin.LOCAL))
    bus.publish(ChangeSet(frozenset({"y"}), Origin.LOCAL))
    with qtbot.waitSignals([bridge.changed, bridge.changed]):
        pass
    assert got == [
        ChangeSet(frozenset(), Origin.REMOTE, many=True),
        ChangeSet(frozenset({"x", "y"}), Origin.LOCAL),
    ]
    bridge.close()


def test_closed_bridge_is_silent(dressed):
    bus = EventBus()
    bridge = Bridge(bus)
    got = []
    bridge.changed.connect(got.append)
    bus.publish(ChangeSet(frozenset({"a"}), Origin.LOCAL))
    bridge.close()
    bus.publish(ChangeSet(frozenset({"b"}), Origin.LOCAL))
    QApplication.processEvents()
    assert got == []
