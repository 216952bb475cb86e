"""Claim cases in the window: told when they come, counted, decided by the manager, withdrawn and undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_crm.events import ChangeSet, Origin
from desktop_crm.services.claims import Decision
from desktop_crm.store.replica import RemoteCard, RemoteRow, Replica
from tests.support.profiles import operations
from tests.ui.support_window import close_window, make_profile, open_window
from ui.claims.decide import DecideDialog
from ui.claims.model import Show
from ui.claims.report import CaseReport
from ui.claims.words import decision_words
from ui.dialogs.settings_dialog import open_settings

CASE = "00000001-0000-7000-8000-0000000000aa"
PEOPLE = (("boss", "赵经理", "manager"), ("lin", "林晓", "rep"), ("wang", "王芳", "rep"))


def _row(kind, number, fields):
    return RemoteRow(kind, f"{number:08d}-0000-7000-8000-0000000000aa", 5, fields)


def _case(state="open", **more):
    root = {"name": "华源商贸", "state": state, "opened_at": "2026-11-22T01:00:00.000Z", "level": "manager",
            "reasons": ["mobile_same"], "due_at": "2099-11-24T01:00:00.000Z", **more}  # fmt: skip
    rows = [RemoteRow("claim_case", CASE, 5, root)]
    for number, user in enumerate(("lin", "wang")):
        first = f"2026-11-{10 + number}T01:00:00.000Z"
        name = {one: shown for one, shown, _ in PEOPLE}[user]
        rows.append(_row("claim_party", 10 + number, {
            "user_name": user, "name": name, "state": "valid", "filed_at": first, "contacts": 1, "customer_no": user,
            "contact_days": [f"{first} visit"], "first_contact_at": first, "last_contact_at": first,
        }))  # fmt: skip
        rows.append(_row("claim_quote", 20 + number, {
            "quote_id": f"quote-{user}", "user_name": user, "quoted_by": name, "quote_no": f"Q-{user}",
            "amount": (10 + number) * 1000_00, "approval_state": "frozen",
        }))  # fmt: skip
    return RemoteCard(CASE, rows=rows, full=True)


def _arrive(window, *cards, user="boss"):
    """Let cards come as a synchronisation brings them."""
    app = window.context.app
    app.set_facts(user_id=user, first_sync_done="1")
    colleagues = [
        _row("employee", 30 + number, {"user_name": one, "display_name": name, "role": role, "active": True})
        for number, (one, name, role) in enumerate(PEOPLE)
    ]
    with app.store.write() as connection:
        Replica(connection, app.customers.deriver, now="2026-11-22T02:00:00Z").apply(
            [RemoteCard("org", rows=colleagues), *cards], 5
        )
    app.events.publish(ChangeSet(frozenset({CASE}), Origin.REMOTE))


@pytest.fixture
def window(tmp_path, qtbot):
    made = open_window(make_profile(tmp_path / "profile"), qtbot)
    made.claim_desk._settle.setInterval(20)
    qtbot.waitUntil(lambda: made.claim_desk._known is not None)
    yield made
    close_window(made)


def _page(window, qtbot):
    window.go_to("claims")
    page = window.pages.currentWidget()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    return page


def commands(window):
    """What was asked of the server about cases."""
    return [op for op in operations(window.context.app) if "cmd" in op]


def _nav(window):
    return window.navigation.findChild(QPushButton, "nav_claims").accessibleName()


def test_a_case_is_told_when_it_comes_and_when_it_is_decided(window, qtbot):
    assert _nav(window) == "撞单"
    told = []
    window.context.notify = lambda text, action=None, *, kind="info": told.append((kind, text))
    _arrive(window, _case())
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0] == ("warning", "撞单：华源商贸（林晓、王芳），报价已冻结，等待裁定")
    assert _nav(window) == "撞单  1"
    _arrive(window, _case("decided", decided_owner="lin", decided_quote="quote-lin", decided_reason="x"))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1][1] == "撞单已裁定：华源商贸，归 林晓，有效报价 10,000.00（Q-lin）"
    assert _nav(window) == "撞单"


def test_the_manager_decides(window, qtbot):
    _arrive(window, _case())
    page = _page(window, qtbot)
    assert page.detail.case is not None
    assert page.detail.decide.isVisible() and not page.detail.withdraw.isVisible()
    assert [page.detail.parties.row_at(page.detail.parties.index(row, 0)).cells[0].text for row in range(2)] == [
        "林晓", "王芳",
    ]  # fmt: skip
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    dialog = window.findChild(DecideDialog)
    assert (dialog.owner.currentData(), dialog.quote.currentData()) == ("lin", "quote-lin")  # as the rule proposes
    dialog.decide()
    assert dialog.isVisible()  # without a reason nothing is decided
    assert commands(window) == []
    dialog.split.setChecked(True)
    dialog.shares["lin"].setValue(60)
    dialog.reason.edit.setText("林晓先到")
    dialog.decide()
    assert dialog.isVisible()  # 60 and 50 are no whole
    dialog.shares["wang"].setValue(40)
    dialog.decide()
    (op,) = commands(window)
    assert op["cmd"] == "decide"
    assert op["f"]["decided_shares"]["n"] == ["lin 60", "wang 40"]
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    page.chips.chosen.emit(Show.DECIDED.value)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page.detail.case.waiting
    assert decision_words(page.detail.case) == "归 林晓，分成 林晓 60% / 王芳 40%，有效报价 10,000.00（Q-lin）"


def test_not_the_same_customer(window, qtbot):
    _arrive(window, _case())
    page = _page(window, qtbot)
    page.detail.dismiss.click()
    dialog = window.findChild(DecideDialog)
    dialog.reason.edit.setText("父子两家")
    dialog.save.click()
    (op,) = commands(window)
    assert op["f"]["state"]["n"] == "dismissed"


def test_who_claims_withdraws_and_takes_it_back(window, qtbot):
    _arrive(window, _case(), user="lin")
    page = _page(window, qtbot)
    assert not page.detail.decide.isVisible()
    assert page.decide() is None
    page.detail.withdraw.click()
    qtbot.waitUntil(lambda: page.detail.case.party("lin").withdrawn)
    assert page.detail.withdraw.text() == "重新主张"
    window.operations.undo()
    qtbot.waitUntil(lambda: not page.detail.case.party("lin").withdrawn)
    assert [op["cmd"] for op in commands(window)] == ["withdraw", "withdraw"]


def test_somebody_else_was_first(window, qtbot):
    _arrive(window, _case())
    page = _page(window, qtbot)
    dialog = page.decide()
    window.context.app.claims.decide(CASE, Decision("wang", "elsewhere"))
    dialog.reason.edit.setText("too late")
    dialog.decide()
    assert dialog.isVisible()
    assert "已经裁定" in dialog.banner.accessibleName()


def test_the_report_counts_by_person(window, qtbot):
    _arrive(window, _case("decided", decided_owner="lin", decided_reason="x"))
    window.go_to("claims")
    window.pages.currentWidget()._open_report()
    report = window.findChild(CaseReport)
    qtbot.waitUntil(lambda: report.model.rowCount() == 2)
    told = [[cell.text for cell in report.model.row_at(report.model.index(row, 0)).cells] for row in range(2)]
    assert sorted(told) == [["2026-11", "林晓", "1", "0", "1", "0"], ["2026-11", "王芳", "1", "0", "0", "0"]]


def test_a_decision_is_listed_under_the_customers_name_and_leads_to_the_case(window, qtbot):
    _arrive(window, _case())
    _page(window, qtbot)
    app = window.context.app
    app.claims.decide(CASE, Decision("lin", "先联系"))
    assert app.sync_log.names([CASE]) == {CASE: ("", "华源商贸")}
    cards = app.sync_log.name_cards(app.sync_log.waiting_cards())
    assert [card.display_name for card in cards if card.agg_id == CASE] == ["华源商贸"]
    window.go_to("customers")
    window.show_customer(CASE)
    page = window.pages.currentWidget()
    qtbot.waitUntil(lambda: page._show is Show.DECIDED)
    assert page.detail.case is not None and page.detail.case.id == CASE


def test_administrators_set_the_limits_of_cases_others_read_them(window, qtbot):
    dialog = open_settings(window.context, window, "parameters")
    page = dialog.pages["parameters"]
    hours = page.rows["claim_decide_hours"]
    assert (hours.text(), page.rows["claim_days"].text(), page.rows["claim_contact_days"].text()) == ("48", "90", "30")
    hours.line.setText("0")
    hours.edited.emit()
    assert page.save_button.isEnabled() and not page.try_out.isEnabled()  # no class depends on it
    page.save_button.click()
    assert "8,760" in hours._error.text() or "8760" in hours._error.text()
    hours.line.setText("24")
    page.save_button.click()
    assert window.context.app.parameters.all("claims") == {"claim_decide_hours": "24"}
    assert window.context.app.parameters.all("classification") == {}
    hours.line.setText("48")
    hours.edited.emit()
    page.save_button.click()
    assert window.context.app.parameters.all("claims") == {}  # the default is not stored
    dialog.accept()
    window.context.app.set_facts(user_id="u-me", role="rep")
    dialog = open_settings(window.context, window, "parameters")
    page = dialog.pages["parameters"]
    assert page.rows["claim_days"].line.isReadOnly() and not page.save_button.isVisible()
