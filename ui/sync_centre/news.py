"""After a synchronisation: one quiet message about what colleagues changed on the customers of this person."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject

from desktop_crm.queries.sync_digest import Came, CameCard
from ui.context import Context
from ui.jobs import Task

#: So many colleagues are named.
NAMED = 2


class NewsTeller(QObject):
    """Reads what came since an instant and tells it; nothing where it concerns nobody's own customers."""

    def __init__(self, context: Context, show: Callable[[], object], parent: QObject) -> None:
        """``show`` opens what came."""
        super().__init__(parent)
        self._context = context
        self._show = show

    def tell(self, since: str) -> None:
        """Tell what came since an instant (UTC text), once."""
        app = self._context.app

        def work(_task: Task) -> str:
            return news_words(app.sync_log.came.since(since, mine_only=True), app.facts().get("user_name", ""))

        self._context.jobs.run(work).on_success(self._read).on_failure(lambda _error: None)

    def _read(self, text: str) -> None:
        if text:
            self._context.notify(text, (self.tr("查看"), self._show))


def news_words(came: Came, me: str) -> str:
    """Say who changed how many customers and how many are new; "" when there is nothing to tell."""
    translate = QCoreApplication.translate
    others = [card for card in came.cards if any(name != me for name in card.by)]
    parts = []
    if others:
        text = translate("News", "%1 改了 %n 位客户", "", len(others))
        parts.append(text.replace("%1", _people(others, me)))
    if came.new:
        parts.append(translate("News", "%n 位客户新到您名下", "", came.new))
    return " · ".join(parts)


def _people(cards: Sequence[CameCard], me: str) -> str:
    names = list(dict.fromkeys(name for card in cards for name in card.by if name != me))
    if len(names) <= NAMED:
        return QCoreApplication.translate("News", "、").join(names)
    text = QCoreApplication.translate("News", "%1等 %n 人", "", len(names))
    return text.replace("%1", names[0])
