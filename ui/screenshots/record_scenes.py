"""Scenes of the records of a customer: their form, their list, the quick log, the next steps."""

from __future__ import annotations

from ui.pages.next_steps import NextStepsPage
from ui.records.dialog import RecordDialog
from ui.records.quick_log import QuickLog
from ui.screenshots.data import EMPTY, FULL, LONG, LONG_ORGANISATION
from ui.screenshots.scene import Scene
from ui.screenshots.stage import Stage


def _steps(stage: Stage) -> NextStepsPage:
    window = stage.window()
    window.go_to("next_steps")
    stage.settle()
    page = window.pages.currentWidget()
    assert isinstance(page, NextStepsPage)  # noqa: S101 -- what go_to says
    return page


def _next_steps(stage: Stage) -> None:
    _steps(stage).view.choose(1)


def _next_steps_empty(stage: Stage) -> None:
    stage.window(EMPTY).go_to("next_steps")


def _next_steps_put_off(stage: Stage) -> None:
    page = _steps(stage)
    page.view.choose(2)
    page.view.put_off_wanted.emit(page.view.visualRect(page.view.currentIndex()).bottomLeft())


def _next_steps_other_day(stage: Stage) -> None:
    page = _steps(stage)
    page.view.choose(3)
    page._ask()


def _log(stage: Stage, name: str = "") -> QuickLog:
    window = stage.window()
    return window.records.log(stage.customer(name) if name else "")


def _quick_log(stage: Stage) -> None:
    window = _log(stage, str(FULL["full_name"]))
    window.summary.setPlainText("客户同意样卡，价格再谈两个点。")
    window.action.setText("寄合同草稿")
    window.due.setText("下周一 10点")


def _quick_log_anyone(stage: Stage) -> None:
    window = _log(stage)
    window.due.setText("???")
    window.save()


def _quick_log_long(stage: Stage) -> None:
    _log(stage, str(LONG["full_name"])).summary.setPlainText(str(LONG["remarks"]))


def _form(stage: Stage, record: str, name: str = str(FULL["full_name"])) -> RecordDialog:
    window = stage.window()
    return window.records.open(record, stage.customer(name))


def _activity(stage: Stage) -> None:
    _form(stage, "activity")


def _activity_wrong(stage: Stage) -> None:
    dialog = _form(stage, "activity")
    for name, raw in (("cost", "3O0"), ("next_action_at", "2026-11-30T02:00:00Z"), ("method", "pigeon")):
        dialog.form.row.type(name, raw)
    dialog.form.refresh()
    dialog.save()


def _activity_stored(stage: Stage) -> None:
    window, customer = stage.window(), stage.customer(str(LONG["full_name"]))
    row = window.context.app.row_queries.of_customer("activity", customer)[0]
    window.records.open("activity", customer, row.id)


def _assessment(stage: Stage) -> None:
    _form(stage, "assessment")


def _order(stage: Stage) -> None:
    window, customer = stage.window(), stage.customer(str(FULL["full_name"]))
    row = window.context.app.row_queries.of_customer("sales_order", customer)[0]
    window.records.open("sales_order", customer, row.id)


def _link(stage: Stage) -> None:
    _form(stage, "customer_link")


def _contacts(stage: Stage) -> None:
    stage.window().records.show_list("activity", stage.customer(str(FULL["full_name"])))


def _orders(stage: Stage) -> None:
    stage.window().records.show_list("sales_order", stage.customer(str(LONG_ORGANISATION["org_name"])))


def _no_rows(stage: Stage) -> None:
    stage.window().records.show_list("investment", stage.customer(str(LONG["full_name"])))


SCENES = (
    Scene("next-steps", _next_steps),
    Scene("next-steps-empty", _next_steps_empty),
    Scene("next-steps-put-off", _next_steps_put_off),
    Scene("next-steps-other-day", _next_steps_other_day),
    Scene("quick-log", _quick_log),
    Scene("quick-log-anyone", _quick_log_anyone),
    Scene("quick-log-long", _quick_log_long),
    Scene("record-contact", _activity),
    Scene("record-contact-wrong", _activity_wrong),
    Scene("record-contact-stored", _activity_stored),
    Scene("record-assessment", _assessment),
    Scene("record-order", _order),
    Scene("record-relation", _link),
    Scene("records-contacts", _contacts),
    Scene("records-orders", _orders),
    Scene("records-empty", _no_rows),
)
