"""Settings, about, connecting, sample data and export, each on a real profile."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPushButton

from desktop_crm.bootstrap import open_application
from desktop_crm.domain.filters.tree import is_one_of
from desktop_crm.exchange.plan import open_plan
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.services import sample_data
from sync.client.status import State, SyncStatus
from tests.support.profiles import lay_out
from ui.bridge import Bridge
from ui.context import Context, SyncSignals
from ui.dialogs import _restoring, enroll, export_dialog
from ui.dialogs._frame import in_reading_order
from ui.dialogs.about import open_about
from ui.dialogs.enroll import open_enroll
from ui.dialogs.export_dialog import Scope, open_export
from ui.dialogs.sample import remove_sample
from ui.dialogs.settings_dialog import PAGES, open_settings
from ui.i18n import SOURCE, languages
from ui.jobs import Jobs
from ui.settings import Settings
from ui.theme import Mode, theme
from ui.undo import UndoStack

_WAIT_MS = 60_000


@pytest.fixture
def said():
    return []


@pytest.fixture
def context(dressed, tmp_path, said):
    lay_out(tmp_path / "profile", "secret")
    app = open_application(tmp_path / "profile", "secret")
    app.set_facts(user_name="陈国栋", issuer_name="鉴湖纺织")
    jobs, bridge, undo, signals = Jobs(), Bridge(app.events), UndoStack(), SyncSignals()

    def notify(text, action=None, *, kind="info"):
        said.append((text, kind))

    yield Context(app, theme, languages, jobs, bridge, Settings(app.paths.settings), undo, signals, notify=notify)
    assert jobs.close()
    bridge.close()
    app.close()


@pytest.fixture
def sampled(context):
    sample_data.load(context.app.customers, context.app.rows, context.app.today())
    return context


@pytest.fixture
def shown(qtbot):
    """Registers a dialog, which closes at the end of the test."""

    def show(dialog):
        qtbot.addWidget(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        return dialog

    return show


def idle(qtbot, context):
    qtbot.waitUntil(lambda: not context.jobs.busy, timeout=_WAIT_MS)


# -- sample data --------------------------------------------------------------------------


def test_sample_data_goes_in_one_step_and_the_window_hears_of_it(qtbot, sampled, said):
    own = sampled.app.customers.create({"full_name": "周志远", "mobile_phone": "13800138000"})
    QCoreApplication.processEvents()  # what the samples and the card above had to tell
    removal = remove_sample(sampled, None)
    with qtbot.waitSignal(sampled.bridge.changed, timeout=_WAIT_MS) as heard:
        removal.remove.click()
        idle(qtbot, sampled)
    assert heard.args[0].many
    assert list(sampled.app.queries.ids(sampled.app.queries.all_rids(ListFilter(), Order()))) == [own.id]
    assert said == [("已清除 300 位示例客户", "success")]
    assert remove_sample(sampled, None) is None
    removal.deleteLater()


def test_keeping_the_sample_data_changes_nothing(qtbot, sampled):
    removal = remove_sample(sampled, None)
    removal.question.reject()
    assert sample_data.count(sampled.app.store) == 300
    removal.deleteLater()


# -- export -------------------------------------------------------------------------------


def test_export_of_the_list_leaves_out_what_is_sensitive(qtbot, shown, sampled, tmp_path):
    wanted = ListFilter(where=is_one_of("customer_kind", "individual"))
    dialog = shown(open_export(sampled, None, None, wanted, Order()))
    assert dialog.scope() is Scope.LIST and not dialog.scopes[Scope.SELECTED].isVisible()
    dialog.formats["jsonl"].setChecked(True)
    with qtbot.waitSignal(dialog.exported, timeout=_WAIT_MS) as signal:
        dialog.export_to(tmp_path / "list")
    path = signal.args[0]
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert path.name == "list.jsonl" and len(lines) == 220
    assert not any("id_number" in line["fields"] or line.get("family") for line in lines)
    assert _audit(sampled) == [{"count": 220, "sensitive": False, "reason": "", "format": ".jsonl"}]


def test_sensitive_export_needs_consent_and_a_reason_and_is_written_down(qtbot, shown, sampled, tmp_path):
    chosen = sampled.app.queries.ids(sampled.app.queries.first_rids(ListFilter(), Order("customer_no"), 2))
    dialog = shown(open_export(sampled, None, chosen))
    assert dialog.export.isEnabled()
    dialog.sensitive.setChecked(True)
    assert dialog.warning.isVisible() and not dialog.export.isEnabled()
    dialog.export_to(tmp_path / "all.xlsx")
    assert not (tmp_path / "all.xlsx").exists()
    dialog.agree.setChecked(True)
    assert not dialog.export.isEnabled()
    qtbot.keyClicks(dialog.reason.edit, "audit")
    assert dialog.export.isEnabled()
    with qtbot.waitSignal(dialog.exported, timeout=_WAIT_MS):
        dialog.export_to(tmp_path / "all.xlsx")
    plan = open_plan(tmp_path / "all.xlsx")
    assert (plan.source.exact, plan.source.total) == (True, 2) and "证件号码" in plan.columns
    assert _audit(sampled) == [{"count": 2, "sensitive": True, "reason": "audit", "format": ".xlsx"}]


def test_an_export_without_identity_needs_a_reason_and_asks_where_people_could_be_recognised(
    qtbot, shown, sampled, tmp_path
):
    dialog = shown(open_export(sampled, None))
    dialog.formats["csv"].setChecked(True)
    dialog.sensitive.setChecked(True)
    dialog.anonymous.setChecked(True)
    assert not dialog.sensitive.isChecked() and dialog.reason.isVisible() and not dialog.agree.isVisible()
    assert not dialog.export.isEnabled()
    qtbot.keyClicks(dialog.reason.edit, "research")
    dialog.export_to(tmp_path / "all.csv")
    qtbot.waitUntil(lambda: dialog.banner.isVisible(), timeout=_WAIT_MS)
    assert not list(tmp_path.glob("all*"))
    (asked,) = sampled.app.privacy.requests()
    assert (asked.state, asked.values["reason"]) == ("asked", "research")
    sampled.app.privacy.decide(asked.id, allow=True, reason="assessed")
    with qtbot.waitSignal(dialog.exported, timeout=_WAIT_MS):
        dialog.export_to(tmp_path / "all.csv")
    assert "DEMO-" not in (tmp_path / "all.csv").read_text("utf-8-sig")


def test_cancelled_export_leaves_no_file(qtbot, shown, sampled, tmp_path, monkeypatch):
    gate, real = threading.Event(), export_dialog.export_rows

    def waiting(*details, **more):
        gate.wait()
        return real(*details, **more)

    monkeypatch.setattr(export_dialog, "export_rows", waiting)
    dialog = shown(open_export(sampled, None))
    dialog.export_to(tmp_path / "all.csv")
    dialog.reject()
    gate.set()
    idle(qtbot, sampled)
    assert list(tmp_path.glob("*all*")) == [] and "没有留下文件" in dialog.banner.accessibleName()


def test_export_that_cannot_be_written_says_so(qtbot, shown, sampled, tmp_path):
    dialog = shown(open_export(sampled, None))
    dialog.export_to(tmp_path / "missing" / "all.xlsx")
    idle(qtbot, sampled)
    assert dialog.banner.isVisible() and dialog.banner.property("kind") == "error"
    assert dialog.export.isEnabled()


def _audit(context):
    with context.app.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT detail FROM audit WHERE event = 'export'").fetchall()
    return [json.loads(row[0]) for row in rows]


# -- connecting ---------------------------------------------------------------------------


class Sync:
    def __init__(self, _app, _tell, _is_metered=None):
        self.status = SyncStatus(State.NOT_ENROLLED)
        self.started = 0

    def start(self):
        self.started += 1

    def stop(self):
        self.started -= 1

    def wake(self):
        self.started += 10


def _type(dialog, server):
    for field, text in zip(dialog.fields, (server, "chen", "word", "laptop"), strict=True):
        field.edit.setText(text)


def test_connecting_starts_the_synchronisation(qtbot, shown, context, monkeypatch, said):
    calls = []

    def enrolled(app, url, user, password, device):
        calls.append((url, user, password, device))
        return {"company": "鉴湖纺织"}

    monkeypatch.setattr(enroll, "enroll", enrolled)
    monkeypatch.setattr(enroll, "Scheduler", Sync)
    for expected in (1, 11):  # the first time it starts, later it wakes
        dialog = shown(open_enroll(context, None))
        _type(dialog, "https://crm.example.cn")
        with qtbot.waitSignal(dialog.enrolled, timeout=_WAIT_MS):
            dialog.connect_button.click()
        assert context.sync.started == expected
    assert calls == [("https://crm.example.cn", "chen", "word", "laptop")] * 2
    assert said[0] == ("已连接 鉴湖纺织，正在取回您的客户", "success")


@pytest.mark.parametrize("server", ["http://127.0.0.1:1", "http://crm.example.cn", "https://x:y"])
def test_failed_connection_says_what_is_safe_and_keeps_what_was_typed(qtbot, shown, context, server):
    dialog = shown(open_enroll(context, None))
    _type(dialog, server)
    dialog.connect_button.click()
    idle(qtbot, context)
    assert "改动都保存在本机" in dialog.banner.accessibleName()
    assert dialog.server.text() == server and dialog.connect_button.isEnabled()
    assert context.sync is None and "token" not in context.app.facts()


def test_empty_fields_are_named_and_sample_data_is_offered_for_removal(qtbot, shown, sampled):
    dialog = shown(open_enroll(sampled, None))
    assert dialog.sample.isVisible()
    dialog.connect_button.click()
    assert [field.edit.property("state") for field in dialog.fields] == ["error", "error", "error", ""]
    dialog._remove.click()
    dialog._removal.remove.click()
    idle(qtbot, sampled)
    assert not dialog.sample.isVisible()


# -- settings -----------------------------------------------------------------------------


def test_language_and_theme_count_at_once(qtbot, shown, context):
    dialog = shown(open_settings(context, None))
    looks = dialog.pages["looks"]
    looks.modes[Mode.DARK].click()
    assert theme.dark and context.settings.text("theme") == "dark"
    looks.languages["en_US"].click()
    assert languages.code == "en_US" and context.settings.text("language") == "en_US"
    looks.languages[SOURCE].click()
    looks.modes[Mode.LIGHT].click()
    QCoreApplication.processEvents()
    assert dialog.windowTitle() == "设置" and not theme.dark


def test_name_company_and_prefix_are_kept(qtbot, shown, context):
    dialog = shown(open_settings(context, None, "who"))
    who = dialog.pages["who"]
    who.name.edit.setText("林晓")
    who.prefix.edit.setText("no spaces")
    who.keep()
    assert who.prefix.edit.property("state") == "error"
    assert context.app.facts()["issuer_code"] == "KH"
    who.prefix.edit.setText("JH")
    dialog.accept()
    facts = context.app.facts()
    assert (facts["user_name"], facts["issuer_code"]) == ("林晓", "JH")
    assert context.app.customers.create({"full_name": "周"}).customer_no.startswith("JH-")


def test_backup_and_restore(qtbot, shown, context, monkeypatch):
    context.sync = Sync(None, None)
    monkeypatch.setattr(_restoring, "end_program", lambda: None)
    first = context.app.customers.create({"full_name": "周志远"})
    dialog = shown(open_settings(context, None, "backups"))
    page = dialog.pages["backups"]
    assert not page.restore.isEnabled()
    page.now.click()
    idle(qtbot, context)
    assert len(page.files()) == 1 and page.restore.isEnabled()
    context.app.customers.create({"full_name": "李四"})
    page.restore.click()
    go = next(b for b in page.question.buttons() if b.text() == "恢复")
    with qtbot.waitSignal(context.bridge.changed, timeout=_WAIT_MS):
        go.click()
        idle(qtbot, context)
    assert context.sync.started == -1
    assert context.app.queries.count(ListFilter()) == 1 and context.app.queries.card(first.id)
    assert len(page.files()) == 2, "the replaced file is kept as a backup"
    page.restoring.box.accept()


def test_a_broken_backup_is_refused_and_nothing_changes(qtbot, shown, context, tmp_path):
    context.sync = Sync(None, None)
    context.app.customers.create({"full_name": "周志远"})
    (tmp_path / "broken.backup").write_bytes(b"x" * 5000)
    dialog = shown(open_settings(context, None, "backups"))
    dialog.pages["backups"].restore_from(tmp_path / "broken.backup")
    idle(qtbot, context)
    assert dialog.banner.property("kind") == "error"
    assert context.app.queries.count(ListFilter()) == 1 and context.sync.started == 0


def test_sample_data_can_be_loaded_and_removed_in_the_settings(qtbot, shown, context):
    dialog = shown(open_settings(context, None, "storage"))
    page = dialog.pages["storage"]
    assert page.load.isVisible() and not page.remove.isVisible()
    page.load.click()
    idle(qtbot, context)
    assert page.remove.isVisible() and sample_data.count(context.app.store) == 300


# -- about --------------------------------------------------------------------------------


def test_about_names_the_licences(shown, context):
    dialog = shown(open_about(context, None))
    assert "LGPL" in dialog._qt_text.text()
    dialog.tabs.setCurrentIndex(1)
    assert "PySide6_Essentials" in dialog.components.toPlainText()
    dialog.tabs.setCurrentIndex(2)
    titles = [dialog.choice.itemText(n) for n in range(dialog.choice.count())]
    assert titles[0].startswith("Desktop CRM") and "OFL" in titles
    dialog.choice.setCurrentIndex(titles.index("OFL"))
    assert "SIL OPEN FONT LICENSE" in dialog.licence.toPlainText()


def test_diagnostics_hold_no_personal_data(shown, sampled):
    dialog = shown(open_about(sampled, None))
    dialog.copy_diagnostics()
    text = QGuiApplication.clipboard().text()
    assert "Customers: 300" in text
    for secret in ("陈国栋", "鉴湖", str(sampled.app.paths.root), str(Path.home())):
        assert secret not in text


# -- all of them --------------------------------------------------------------------------


def _open(name, context):
    openers = {
        "export": open_export,
        "enroll": open_enroll,
        "about": open_about,
        **{page: lambda c, p, page=page: open_settings(c, p, page) for page, _ in PAGES},
    }
    return openers[name](context, None)


@pytest.mark.parametrize("name", ["export", "enroll", "about", *(page for page, _ in PAGES)])
def test_controls_have_names_fit_the_screen_and_tab_runs_in_reading_order(shown, sampled, name):
    dialog = shown(_open(name, sampled))
    for widget in dialog.findChildren(QAbstractButton) + dialog.findChildren(QLineEdit):
        if widget.isVisible() and not isinstance(widget.parent(), QComboBox | QLineEdit):
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget
    for button in dialog.findChildren(QPushButton):
        assert not button.isVisible() or button.objectName(), button.text()
    assert dialog.width() <= 1366 and dialog.height() <= 728
    order = [widget for widget in in_reading_order(dialog) if widget.isVisible()]
    chain, at = [], order[0]
    for _ in range(500):
        chain.append(at)
        at = at.nextInFocusChain()
        if at is order[0]:
            break
    places = [chain.index(widget) for widget in order]
    assert places == sorted(places)
