"""Scenes of the sync centre: every state it can be in, every tab, the question, the message about news."""

from __future__ import annotations

from collections.abc import Callable

from desktop_crm.errors import ExchangeError
from sync.client.status import CheckState, CheckStatus, State, SyncStatus
from ui.main_window import MainWindow
from ui.pages.sync_centre import CAME, PROBLEMS, RECEIPTS, WAITING
from ui.screenshots.data import EMPTY, OFFICE
from ui.screenshots.scene import Scene
from ui.screenshots.stage import ALONE, Stage
from ui.screenshots.sync_data import FORGOTTEN, carry_some, fail_now, forget_some

_SERVER = "https://crm.example.cn"
_LAST = "2026-11-22T06:03:00.000Z"
_DAYS_AGO = "2026-11-19T00:00:00.000Z"
#: Facts that the scenes change; each scene sets all of them.
_PLAIN: dict[str, object] = {
    "first_sync_done": "1", "cards_expected": None, "question": None, "question_cards": None, "question_of": None,
    "answer": None, "answered_at": None, "diverged_at": None, "salvage_file": None, "salvage_offered": None,
    "last_synced_at": _LAST,
}  # fmt: skip


def _centre(stage: Stage, status: SyncStatus, tab: str = WAITING, profile: str = OFFICE, **facts: object) -> MainWindow:
    window = stage.window(profile)
    if profile == OFFICE:
        window.context.app.set_facts(**(_PLAIN | facts))
    stage.tell(window, status)
    window.show_centre(tab)
    stage.settle(0.2)
    return window


def _status(state: State = State.SYNCED, **more: object) -> SyncStatus:
    known = {"pending": 3, "pending_customers": 3, "conflicts": 3, "last_synced_at": _LAST, "server": _SERVER}
    return SyncStatus(state, **(known | more))  # type: ignore[arg-type]


def _alone(stage: Stage) -> None:
    _centre(stage, ALONE, profile=EMPTY)


def _waiting(stage: Stage) -> None:
    _centre(stage, _status())


def _synced(stage: Stage) -> None:
    window = _centre(stage, _status(pending=0, pending_customers=0))
    with window.context.app.store.write() as connection:
        forget_some(connection)  # nothing waits any more
    window.centre().tabs[WAITING].reload()
    window.context.sync_signals.tell(window.context.status)
    stage.settle(0.2)


def _sent(stage: Stage) -> None:
    window = _centre(stage, _status(), RECEIPTS)
    window.centre().tabs[RECEIPTS].view.choose(5)


def _came(stage: Stage) -> None:
    window = _centre(stage, _status(), CAME)
    window.centre().show_news("yesterday")
    stage.settle(0.2)
    view = window.centre().tabs[CAME].view
    view.setExpanded(view.model().index(1, 0), True)


def _problems(stage: Stage) -> None:
    window = _centre(stage, _status(), PROBLEMS)
    window.centre().tabs[PROBLEMS].view.choose(1)


def _first(stage: Stage) -> None:
    status = _status(State.FIRST_SYNC, pending=0, last_synced_at="", loaded=3_400)
    _centre(stage, status, CAME, first_sync_done=None, cards_expected=10_812)


def _offline(stage: Stage) -> None:
    _centre(stage, _status(State.OFFLINE, error="offline", last_synced_at=_DAYS_AGO), last_synced_at=_DAYS_AGO)


def _portal(stage: Stage) -> None:
    _failing(stage, State.OFFLINE, "captive_portal")


def _refused(stage: Stage) -> None:
    _failing(stage, State.ERROR, "token")


def _failing(stage: Stage, state: State, code: str) -> None:
    window = stage.window(OFFICE)
    with window.context.app.store.write() as connection:
        fail_now(connection, code)
    _centre(stage, _status(state, error=code), PROBLEMS).centre().tabs[PROBLEMS].view.choose(0)


def _checking(stage: Stage) -> None:
    _centre(stage, _status(State.SYNCING, check=CheckStatus(CheckState.RUNNING, 6_400, 10_812)))


def _checked(stage: Stage) -> None:
    check = CheckStatus(CheckState.DONE, cards=10_812, repaired=2, equal=True)
    _centre(stage, _status(check=check))


def _asked(stage: Stage) -> MainWindow:
    facts: dict[str, object] = {"question": "vanish", "question_cards": FORGOTTEN, "question_of": 10_812}
    facts |= {"diverged_at": _LAST, "salvage_file": "customers-2026.backup", "salvage_offered": 214}
    return _centre(stage, _status(), WAITING, OFFICE, **facts)


def _question(stage: Stage) -> None:
    _asked(stage)


def _decide(stage: Stage) -> None:
    window = _asked(stage)
    with window.context.app.store.write() as connection:
        forget_some(connection)
    window.centre().decide()
    stage.settle(0.2)


def _restored(stage: Stage) -> None:
    _centre(stage, _status(), RECEIPTS, salvage_file="customers-2026.backup", salvage_offered=214)


def _news(stage: Stage) -> None:
    window = stage.window(OFFICE)
    window.customers.clear_filters()
    window.customers.choose_order("updated_at", descending=True)
    stage.tell(window, _status(came_since="2026-11-22T00:00:00.000Z"))
    stage.settle(0.3)


def _courier(stage: Stage) -> None:
    window = _centre(stage, _status(State.OFFLINE, error="offline", last_synced_at=_DAYS_AGO))
    with window.context.app.store.write() as connection:
        carry_some(connection)
    window.courier.open()
    stage.settle(0.2)


def _courier_empty(stage: Stage) -> None:
    window = _centre(stage, _status(State.OFFLINE, error="offline"))
    with window.context.app.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM carried")
    window.courier.open()
    stage.settle(0.2)


def _courier_refused(stage: Stage) -> None:
    window = _centre(stage, _status())
    with window.context.app.store.write() as connection:
        carry_some(connection)
    dialog = window.courier.open()
    stage.settle(0.2)
    dialog.say_error(ExchangeError("courier_damaged"))
    dialog.view.choose(3)


SCENES: tuple[Scene, ...] = tuple(
    Scene(f"sync-centre-{name}" if name else "sync-centre", build)
    for name, build in dict[str, Callable[[Stage], object]](
        {
            "empty": _alone,
            "": _waiting,
            "sent": _sent,
            "came": _came,
            "problems": _problems,
            "first-sync": _first,
            "offline": _offline,
            "portal": _portal,
            "refused": _refused,
            "checking": _checking,
            "checked": _checked,
            "question": _question,
            "restored": _restored,
            "news": _news,
            "courier": _courier,
            "courier-refused": _courier_refused,
            "courier-empty": _courier_empty,
            "decide": _decide,
            "synced": _synced,
        }
    ).items()
)
