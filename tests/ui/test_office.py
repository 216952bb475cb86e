"""The dialog of the office server, on servers that do as they are told; one is real where the port is taken."""

from __future__ import annotations

import re
import socket
import threading
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication

from desktop_crm.errors import OfficeFailed, Offline
from sync.client import office as offices
from sync.client.office import Account, Finding, OfficeServer, OfficeStatus
from sync.server.sentences import SENTENCES
from tests.ui import test_dialogs
from ui.dialogs.first_start import FirstStart, Start
from ui.dialogs.settings_dialog import open_settings
from ui.errors import describe
from ui.office import words
from ui.office.account import AccountDialog
from ui.office.dialog import CHECK, FORM, HOME, WORKING, open_office
from ui.screenshots.office_scenes import RUNNING

said, context, shown, idle = test_dialogs.said, test_dialogs.context, test_dialogs.shown, test_dialogs.idle
_WAIT_MS = 60_000
PASSWORD = "Passwort-8640"


@dataclass(frozen=True, slots=True)
class Told(OfficeServer):
    """Notes what it was asked; ``fails`` names calls that end with an error."""

    folder: Path = Path("nowhere")
    asked: list[object] = field(default_factory=list)
    fails: dict[str, Exception] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)

    def _did(self, name, *more):
        self.asked.append((name, *more) if more else name)
        if name in self.fails:
            raise self.fails[name]

    def exists(self):
        return bool(self.facts.get("made"))

    def status(self):
        return (
            msgspec.structs.replace(RUNNING, **self.facts) if self.exists() else OfficeStatus(reached_at="192.168.1.20")
        )

    def create(self, wish, stopped=lambda: False):
        self._did("create", wish)
        self.facts.update(made=True, running=False)

    def start(self):
        self._did("start")
        self.facts.update(running=True)
        return self.status()

    def stop(self):
        self._did("stop")
        self.facts.update(running=False)
        return self.status()

    def start_with_account(self, *, wanted):
        self._did("autostart", wanted)
        self.facts.update(autostart=wanted)

    def back_up(self):
        self._did("back_up")

    def examine(self):
        self._did("examine")
        return [
            Finding("disk", "ok"),
            Finding("backup", "warning", "Old."),
            Finding("unheard", "problem", "Odd.", "Look."),
        ]

    def accounts(self):
        return [Account("chen", "陈国栋", "admin"), Account("gone", "走了", "rep", active=False)]

    def add_account(self, user, display_name, role, password):
        self._did("add", user, display_name, role, password)
        return Account(user, display_name, role)


@pytest.fixture
def opened(qtbot, shown, context):
    def show(office):
        dialog = shown(open_office(context, None, office))
        idle(qtbot, context)
        return dialog

    yield show


def fill(dialog, **more):
    form = dialog.form
    texts = {"company": "鉴湖纺织", "admin": "chen", "display_name": "陈国栋"} | more
    for name, text in texts.items():
        getattr(form, name).edit.setText(text)
    form.passwords.first.edit.setText(PASSWORD)
    form.passwords.again.edit.setText(PASSWORD)
    form.connect_here.setChecked(False)


# -- making it ------------------------------------------------------------------------------


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_made(qtbot, opened):
    office = Told()
    dialog = opened(office)
    form = dialog.form
    assert (
        dialog.pages.currentIndex() == FORM
        and form.company.text() == "鉴湖纺织"
        and "192.168.1.20" in form._notes[0].text()
    )
    for name in ("company", "display_name"):
        getattr(form, name).edit.clear()
    form.admin.edit.setText("chen guodong")
    dialog.make.click()
    wrong = (form.company, form.admin, form.display_name, form.passwords.first)
    assert [one.field.property("state") for one in wrong] == ["error"] * 4
    fill(dialog)
    form.passwords.again.edit.setText("another one")
    dialog.make.click()
    assert form.passwords.again.note() == "两次输入的密码不一样。"
    assert office.asked == [] and dialog.pages.currentIndex() == FORM


def test_a_server_is_made_started_and_told_of(qtbot, context, opened, said):
    office = Told()
    dialog = opened(office)
    fill(dialog)
    dialog.form.others.setChecked(False)
    dialog.form.port_edit.setValue(9000)
    dialog.make.click()
    assert dialog.pages.currentIndex() == WORKING
    idle(qtbot, context)
    assert dialog.pages.currentIndex() == HOME
    (_, wish), *more = office.asked
    assert (wish.company, wish.admin, wish.password, wish.port) == ("鉴湖纺织", "chen", PASSWORD, 9000)
    assert (wish.others, wish.device, more) == (False, "", ["start", ("autostart", True)])
    assert dialog.state.heading.text() == "正在运行" and said == [("办公室服务器已启动", "success")]
    assert dialog.form.passwords.text() == "", "a password is not kept in the window"
    dialog.inviting.copy.click()
    assert RUNNING.connect in QGuiApplication.clipboard().text()
    assert dialog.inviting._names.text() == "陈国栋", "who has no access is not counted"


@pytest.mark.parametrize("held", [True, False])
def test_giving_up_while_it_is_made_leaves_no_server(qtbot, context, opened, held):
    begun = threading.Event()

    @dataclass(frozen=True, slots=True)
    class Slow(Told):
        def create(self, wish, stopped=lambda: False):
            begun.set()
            while not stopped():
                threading.Event().wait(0.01)
            raise OfficeFailed("cancelled")

    office = Slow()
    dialog = opened(office)
    fill(dialog)
    dialog.make.click()
    qtbot.waitUntil(begun.is_set, timeout=_WAIT_MS)
    (dialog.cancel.click if held else dialog.reject)()
    idle(qtbot, context)
    assert dialog.pages.currentIndex() == FORM and dialog.isVisible()
    assert "没有建立服务器" in dialog.banner.accessibleName() and office.asked == []


def test_giving_up_later_keeps_what_is_done(qtbot, context, opened):
    going, on = threading.Event(), threading.Event()

    @dataclass(frozen=True, slots=True)
    class Slow(Told):
        def start(self):
            going.set()
            on.wait(60)
            return Told.start(self)

    dialog = opened(Slow())
    fill(dialog)
    dialog.make.click()
    qtbot.waitUntil(going.is_set, timeout=_WAIT_MS)
    dialog.cancel.click()
    on.set()
    idle(qtbot, context)
    assert dialog.pages.currentIndex() == HOME and "已经建好" in dialog.banner.accessibleName()


def test_a_taken_port_is_said_with_one_that_is_free(qtbot, context, opened, tmp_path):
    office = OfficeServer(tmp_path / "office")
    dialog = opened(office)
    fill(dialog)
    dialog.form.others.setChecked(False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        dialog.form.port_edit.setValue(port)
        dialog.make.click()
        idle(qtbot, context)
        assert dialog.pages.currentIndex() == FORM and not office.folder.exists()
        text = dialog.form.port.note()
    free = int(re.findall(r"\d+", text)[-1])
    assert str(port) in text and free > port
    assert dialog.form.port_edit.property("state") == "error"
    told = dialog.banner.accessibleName()
    assert "客户资料没有改动" in told and "换一个端口" in told
    dialog.form.port_edit.setValue(free)
    assert dialog.form.port_edit.property("state") == ""


@pytest.mark.parametrize(
    ("step", "error", "page"),
    [
        ("create", OfficeFailed("office_folder", folder="D:/x"), FORM),
        ("create", OfficeFailed("office_no_rights", file="D:/x"), FORM),
        ("start", OfficeFailed("office_address", port=8640), HOME),
        ("autostart", Offline(), HOME),
    ],
)
def test_a_step_that_fails_says_so_and_shows_how_far_it_came(qtbot, context, opened, step, error, page):
    dialog = opened(Told(fails={step: error}))
    fill(dialog)
    dialog.make.click()
    idle(qtbot, context)
    qtbot.waitUntil(lambda: not context.jobs.busy)
    assert dialog.pages.currentIndex() == page
    text = describe(error)
    assert text.what in dialog.banner.accessibleName() and text.safe in dialog.banner.accessibleName()


def test_a_profile_that_is_connected_already_is_left_alone(opened, context):
    context.app.set_facts(token="x", server_id="other")
    dialog = opened(Told())
    assert not dialog.form.connect_here.isChecked() and not dialog.form.connect_here.isEnabled()
    there = opened(Told(facts={"made": True}))
    assert not there.connect_here.isVisible() and there.state._here() == "连接着另一台服务器"


# -- looking after it -----------------------------------------------------------------------


def test_it_is_stopped_started_backed_up_and_set_to_start(qtbot, context, opened):
    office = Told(facts={"made": True})
    dialog = opened(office)
    dialog.state.stop.click()
    assert office.asked == [], "it asks first"
    next(one for one in dialog.question.buttons() if one.text() == "停止服务器").click()
    idle(qtbot, context)
    assert dialog.state.heading.text() == "已停止" and not dialog.state.stop.isVisible()
    dialog.state.start.click()
    idle(qtbot, context)
    dialog.state.back_up.click()
    idle(qtbot, context)
    assert "读回检查" in dialog.banner.accessibleName()
    dialog.state.autostart.click()
    idle(qtbot, context)
    assert office.asked == ["stop", "start", "back_up", ("autostart", False)]
    assert not dialog.state.autostart.isChecked()


def test_an_error_of_a_button_is_told_and_the_buttons_come_back(qtbot, context, opened):
    dialog = opened(Told(facts={"made": True, "running": False}, fails={"start": OfficeFailed("office_start")}))
    dialog.state.start.click()
    assert not dialog.state.start.isEnabled()
    idle(qtbot, context)
    assert (
        dialog.state.start.isEnabled() and describe(OfficeFailed("office_start")).todo in dialog.banner.accessibleName()
    )


def test_a_server_that_cannot_be_asked_can_still_be_examined(qtbot, context, opened):
    @dataclass(frozen=True, slots=True)
    class Mute(Told):
        def status(self):
            raise OfficeFailed("office_database")

    dialog = opened(Mute(facts={"made": True}))
    assert dialog.pages.currentIndex() == HOME and "备份也在" in dialog.banner.accessibleName()
    assert dialog.inviting.copy.isHidden() and dialog.state.heading.text() == "已停止"
    dialog.state.check.click()
    idle(qtbot, context)
    assert dialog.pages.currentIndex() == CHECK


def test_an_examination_is_told_in_words_worst_first(qtbot, context, opened):
    dialog = opened(Told(facts={"made": True}))
    dialog.state.check.click()
    idle(qtbot, context)
    assert dialog.pages.currentIndex() == CHECK
    assert dialog.checked.summary.accessibleName() == "有 1 处必须处理"
    assert [one.check for one in dialog.checked._found] == ["unheard", "backup", "disk"]
    dialog.back.click()
    assert dialog.pages.currentIndex() == HOME


def test_every_check_of_the_server_has_words(dressed):
    folder = Path(offices.__file__).parents[1] / "server" / "upkeep"
    source = "".join(
        (folder / name).read_text("utf-8") for name in ("machine_checks.py", "database_checks.py", "online_checks.py")
    )
    named = set(re.findall(r'(?:fine|warning|problem|_room|lifetime)\(\s*"([^"]+)"', source)) - {"collation"}
    assert named >= {"disk", "backup", "address", "certificate"}
    assert not {name for name in named if words.in_words(Finding(name, "ok")).title == name}


def test_every_refusal_of_making_and_running_has_words(dressed):
    codes = {code for code in SENTENCES if code.startswith("office_")} | {
        "office_address",
        "office_no_office",
        "office_user_exists",
    }
    assert {describe(OfficeFailed(code)).what for code in codes}.isdisjoint({describe(OfficeFailed()).what})


def test_another_address_of_this_computer_is_told_once(qtbot, opened):
    now = RUNNING.connect.replace("192.168.1.20", "192.168.1.33")
    dialog = opened(Told(facts={"made": True, "also": (now, *RUNNING.also)}))
    assert "192.168.1.33" in dialog.banner.accessibleName() and dialog.inviting.address.text() == now
    dialog.say("")
    dialog.show_status(dialog.status)
    assert not dialog.banner.isVisible()


def test_a_colleague_gets_an_account_and_what_he_types(qtbot, shown, context, opened):
    office = Told(facts={"made": True}, fails={})
    dialog = shown(AccountDialog(context, office, RUNNING))
    dialog.show()
    dialog.add.click()
    assert dialog.user.edit.property("state") == dialog.passwords.first.edit.property("state") == "error"
    dialog.user.edit.setText("lin")
    dialog.display_name.edit.setText("林晓")
    for line in (dialog.passwords.first, dialog.passwords.again):
        line.edit.setText(PASSWORD)
    with qtbot.waitSignal(dialog.added, timeout=_WAIT_MS):
        dialog.add.click()
    assert office.asked == [("add", "lin", "林晓", "rep", PASSWORD)]
    dialog.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "lin" in text and RUNNING.connect in text and PASSWORD not in text
    office.fails["add"] = OfficeFailed("office_user_exists", user="lin")
    again = shown(AccountDialog(context, office, RUNNING))
    again.user.edit.setText("lin")
    again.display_name.edit.setText("林晓")
    for line in (again.passwords.first, again.passwords.again):
        line.edit.setText(PASSWORD)
    again.add_account()
    idle(qtbot, context)
    assert "lin 已经有人用了" in again.banner.accessibleName() and again.add.isEnabled()


def test_another_account_connects_this_profile_without_typing_the_address(qtbot, shown, context, opened):
    dialog = opened(Told(facts={"made": True}))
    dialog.connect_here.click()
    enroll = next(one for one in dialog.children() if one.objectName() == "enroll_dialog")
    assert enroll.server.text() == RUNNING.here and enroll.server.edit.isReadOnly()
    context.app.set_facts(token="x", server_id=RUNNING.server_id, user_id="lin")
    enroll.enrolled.emit()
    idle(qtbot, context)
    assert not dialog.connect_here.isVisible()
    enroll.reject()


# -- the ways to it -------------------------------------------------------------------------


def test_first_start_and_settings_lead_there(qtbot, shown, context, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    first = shown(FirstStart(context.app.paths.root, None, context.app))
    first.name.edit.setText("陈国栋")
    with qtbot.waitSignal(first.accepted, timeout=_WAIT_MS):
        first.cards[Start.OFFICE].click()
    assert first.choice.start is Start.OFFICE
    settings = shown(open_settings(context, None, "company"))
    page = settings.pages["company"]
    assert page.office_button.text() == "这台电脑作为办公室服务器…"
    page.office_button.click()
    dialog = next(one for one in settings.children() if one.objectName() == "office_dialog")
    assert dialog.pages.currentIndex() == FORM
    idle(qtbot, context)
    dialog.reject()
    folder = offices.of_this_computer().folder
    assert folder.is_relative_to(tmp_path)
    folder.mkdir(parents=True)
    (folder / "server.toml").touch()
    page.refresh()
    assert page.office_button.text() == "管理办公室服务器…"
