"""What the sync centre says: one true sentence, the end of a check, outcomes, reasons, news."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop_crm.queries.sync_digest import Came, CameCard
from desktop_crm.queries.sync_log import ReceiptFilter
from sync.client.status import CheckState, CheckStatus, State, SyncStatus
from sync.protocol import Outcome, Why
from tests.ui.support_centre import NOW, answer, connected
from tests.ui.support_window import close_window
from ui.sync_centre.headline import check_words, headline, second_line, verified_words
from ui.sync_centre.news import news_words
from ui.sync_centre.words import outcome_sentence, outcome_word, why_words
from ui.sync_trouble import whole_words


@pytest.fixture
def window(tmp_path, qtbot):
    made = connected(tmp_path / "profile", qtbot)
    yield made
    close_window(made)


# -- sentences ------------------------------------------------------------------------------


def facts_of(window, **changed):
    return replace(window.context.app.sync_log.facts(), **({"enrolled": True, "first_sync_done": True} | changed))


SENTENCES = (
    (SyncStatus(State.NOT_ENROLLED), {}, "尚未连接公司", "connect"),
    (SyncStatus(State.SYNCED, last_synced_at=NOW), {"waiting": 0}, "已同步 · 刚刚", "sync"),
    (SyncStatus(State.SYNCED), {"waiting": 7, "waiting_customers": 3}, "3 位客户的 7 处修改待发送", "sync"),
    (SyncStatus(State.OFFLINE, last_synced_at="2026-11-19T06:00:00.000Z"), {}, "离线 · 数据截至 11-19 14:00", "sync"),
    (SyncStatus(State.OFFLINE, error="captive_portal"), {}, "网络可能需要登录 · 请打开浏览器登录", "sync"),
    (SyncStatus(State.ERROR, error="token"), {}, "登录已失效 · 请重新连接公司", "connect"),
    (SyncStatus(State.ERROR, error="server_full"), {}, "服务器磁盘已满 · 请联系管理员", "sync"),
    (SyncStatus(State.FIRST_SYNC, loaded=3400), {"expected": 10812, "customers": 5}, "3,400 / 10,812 位客户", ""),
    (SyncStatus(State.SYNCED), {"waiting": 0, "conflicts": 2}, "2 个冲突待处理", "conflicts"),
    (
        SyncStatus(State.SYNCED), {"question": "vanish", "question_cards": 12, "question_of": 300},
        "300 位客户中的 12 位", "decide",
    ),
    (SyncStatus(State.SYNCED), {"diverged_at": NOW, "waiting": 4}, "正在补交 4 处修改", "sync"),
)  # fmt: skip


@pytest.mark.parametrize(("status", "changed", "text", "action"), SENTENCES, ids=lambda part: str(part)[:24])
def test_one_true_sentence_and_what_helps(window, status, changed, text, action):
    said = headline(status, facts_of(window, **changed), NOW, window.context.app.today())
    assert text in said.text and said.action == action
    assert bool(said.action) == bool(said.button) or said.kind == "info"


def test_second_line_repeats_nothing(window):
    today, old = date(2026, 11, 22), "2026-11-19T06:00:00.000Z"
    offline = SyncStatus(State.OFFLINE, last_synced_at=old)
    facts = facts_of(window, waiting=2, waiting_customers=1)
    said = headline(offline, facts, NOW, today).text
    assert second_line(said, offline, facts, NOW, today) == "1 位客户的 2 处修改待发送 · 可以继续工作，修改都在本机"
    synced = SyncStatus(State.SYNCED, last_synced_at=old)
    said = headline(synced, facts, NOW, today).text
    assert second_line(said, synced, facts, NOW, today, metered=True) == "数据截至 11-19 14:00 · 当前网络按流量计费"
    fresh = SyncStatus(State.SYNCED, last_synced_at="2026-11-22T06:03:00.000Z")
    assert second_line(said, fresh, facts, NOW, today) == "数据截至 今天 14:03（2 分钟前）"


def test_trouble_in_sentences(window):
    words = whole_words("token")
    assert (words.what, words.todo) == ("登录已失效。", "请重新连接公司。") and "本机" in words.safe
    for code in ("internal", "of-a-newer-server"):
        assert "点此" not in "".join((whole_words(code).what, whole_words(code).todo))


def test_question_that_was_put_off_is_asked_again_after_a_day(window):
    app = window.context.app
    facts = facts_of(window, question="vanish", question_cards=12, question_of=300, answer="keep", answered_at=NOW)
    status = SyncStatus(State.SYNCED)
    assert "暂时留在本机" in headline(status, facts, NOW, app.today()).text
    later = "2026-11-23T06:06:00.000Z"
    assert "不认识" in headline(status, facts, later, app.today()).text.partition(" · ")[0]
    assert headline(status, facts, later, app.today()).kind == "warning"


def test_equality_is_said_only_while_it_is_true(window):
    today = window.context.app.today()
    facts = facts_of(window, verified_at="2026-11-22T01:14:00.000Z", verified_cards=10_812)
    assert "10,812 位客户" in verified_words(facts, today) and "一致" in verified_words(facts, today)
    for change in ({"diverged_at": NOW}, {"verified_at": "", "compared_at": NOW}, {"verified_at": ""}):
        assert "与服务器一致" not in verified_words(replace(facts, **change), today)
    assert verified_words(replace(facts, first_sync_done=False), today) == ""


@pytest.mark.parametrize("state", CheckState)
def test_end_of_a_check_in_words(window, state):
    text, _kind = check_words(CheckStatus(state, equal=True))
    assert bool(text) == (state in (CheckState.DONE, CheckState.CANCELLED, CheckState.FAILED))
    assert "2 位" in check_words(CheckStatus(CheckState.DONE, repaired=2, equal=True))[0]
    assert "仍有不一致" in check_words(CheckStatus(CheckState.DONE, equal=False))[0]


def test_outcomes_and_reasons_of_the_protocol_have_words(window):
    app = window.context.app
    answer(app)
    (row, *_rest) = app.sync_log.receipts(app.sync_log.receipt_keys(ReceiptFilter()))
    for outcome in Outcome:
        assert outcome_word(outcome.value) != outcome.value
        assert outcome_sentence(replace(row, outcome=outcome.value, settled=True)).endswith("。")
    for why in Why:
        assert why.value not in why_words(why.value)
    assert "later_version" in why_words("later_version")


# -- news ---------------------------------------------------------------------


def card(name, *by):
    return CameCard(name, "", name, by, 1, NOW)


def test_words_of_news(window):
    assert news_words(Came((card("a", "林晓"), card("b", "林晓")), 2, 0, 0), "陈国栋") == "林晓 改了 2 位客户"
    many = Came(tuple(card(name, name) for name in ("林晓", "王芳", "李四")), 3, 2, 9)
    assert news_words(many, "陈国栋") == "林晓等 3 人 改了 3 位客户 · 2 位客户新到您名下"
    assert news_words(Came((card("a", "陈国栋"),), 1, 0, 4), "陈国栋") == ""
