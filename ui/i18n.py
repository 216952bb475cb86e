"""Languages: Chinese is the source text, other languages are ``resources/translations/<code>.qm``.

``languages.install(code)`` switches at once: every widget gets a LanguageChange event, on which a
class with the :class:`Translated` mixin calls its own ``retranslate()``.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, QTranslator, Signal

SOURCE = "zh_CN"
#: Languages a person can choose, with the name each gives itself.
CHOICES = {"zh_CN": "简体中文", "en_US": "English"}


def translations_folder() -> Path:
    """Folder of our compiled translations."""
    return Path(str(resources.files("resources") / "translations"))


class Languages(QObject):
    """The language in force. There is one, :data:`languages`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._code = SOURCE
        self._translators: list[QTranslator] = []

    @property
    def code(self) -> str:
        """Code of the language in force, such as ``zh_CN``."""
        return self._code

    def install(self, code: str, folder: Path | None = None) -> None:
        """Switch to a language. ``folder`` holds ``<code>.qm``; ValueError when it is not there."""
        loaded = self._load(code, folder or translations_folder())
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._code = code
        self._translators = loaded
        QLocale.setDefault(QLocale(SOURCE if code == SOURCE else "en_US"))
        for translator in loaded:
            QCoreApplication.installTranslator(translator)
        self.changed.emit()

    def _load(self, code: str, folder: Path) -> list[QTranslator]:
        loaded: list[QTranslator] = []
        qt_texts = QTranslator(self)
        # English needs no Qt catalogue: Qt's own source texts are English.
        if not code.startswith("en") and qt_texts.load(
            "qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ):
            loaded.append(qt_texts)
        if code != SOURCE:
            own = QTranslator(self)
            if not own.load(str(folder / f"{code}.qm")):
                raise ValueError(code)
            loaded.append(own)
        return loaded


languages = Languages()


def language() -> str:
    """Language of declared labels: ``zh`` or ``en``."""
    return "en" if languages.code.startswith("en") else "zh"


def of_system() -> str:
    """Language that fits the operating system: Chinese for any Chinese, else English."""
    return SOURCE if QLocale.system().language() == QLocale.Language.Chinese else "en_US"


class Translated:
    """Mixin, named before the Qt class: ``class Page(Translated, QWidget)``.

    Call ``self.retranslate()`` at the end of ``__init__``; it sets every text anew.
    """

    def retranslate(self) -> None:
        """Set every text of this widget; called again after a switch of language."""

    def changeEvent(self, event: QEvent) -> None:
        """Re-translate on LanguageChange."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)  # type: ignore[misc]
