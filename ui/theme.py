"""Colours, fonts and the switch between light and dark. The only place that knows a colour.

Custom-painted widgets ask ``theme.color(token)`` while they paint, so a switch needs no wiring;
style sheets come from :mod:`ui.style`, tinted icons from :mod:`ui.icons`.

Styling hooks (set with :func:`set_role`, which re-polishes; ``widget.setProperty`` works before show):

=============  =========  =====================================================================
widget         property   values
=============  =========  =====================================================================
QPushButton    role       primary, danger, ghost, chip, tab, nav, link (none: plain)
QToolButton    role       (none: flat icon button)
button, field  density    small (26 px high; default 34)
QLineEdit ...  state      error, warning, info (coloured border); also combo, spin, date, text edits
QLineEdit      role       search, cell (flat, for form grids and tables)
QLabel         role       title 20, heading 15, section 13 bold, name 18, value 13, key 12, muted 12,
                          strong, accent, brand, error, warning, info, success
QFrame         role       panel, card (no border), separator, nav, toast, bar (status-like strip)
QFrame         kind       info, warning, error, success (together with role banner)
QWidget        role       page (window colour), surface
=============  =========  =====================================================================

Heights: controls 34, small controls 26, table rows 44, header 38, status bar 32.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop_crm.errors import CrmError
from ui.fonts import load_fonts
from ui.style import style_sheet


class Mode(StrEnum):
    """What the person chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of one theme as ``#RRGGBB``; ``*_s`` is the soft background of the colour."""

    name: str
    bg: str
    surface: str
    raised: str
    nav: str
    field: str
    border: str
    field_border: str
    line: str
    hover: str
    pressed: str
    sel: str
    zebra: str
    handle: str
    text: str
    text2: str
    text3: str
    primary: str
    primary_hover: str
    on_primary: str
    accent: str
    soft: str
    focus: str
    danger: str
    danger_hover: str
    on_danger: str
    green: str
    green_s: str
    amber: str
    amber_s: str
    red: str
    red_s: str
    grey: str
    grey_s: str
    blue: str
    blue_s: str
    purple: str
    purple_s: str
    toast: str
    on_toast: str
    toast_accent: str


LIGHT = Tokens(
    name="light",
    bg="#F4F6F9",
    surface="#FFFFFF",
    raised="#FFFFFF",
    nav="#FBFCFD",
    field="#FFFFFF",
    border="#E3E8EE",
    field_border="#CBD3DD",
    line="#EDF0F4",
    hover="#F1F4F8",
    pressed="#E6EBF2",
    sel="#E9F0FD",
    zebra="#FAFBFC",
    handle="#CFD6DF",
    text="#1A2330",
    text2="#526071",
    text3="#626E7E",
    primary="#2161D9",
    primary_hover="#1B54C0",
    on_primary="#FFFFFF",
    accent="#2161D9",
    soft="#E9F0FD",
    focus="#0B2E7A",
    danger="#C0362C",
    danger_hover="#A52C23",
    on_danger="#FFFFFF",
    green="#0F7452",
    green_s="#E2F5EC",
    amber="#8A5700",
    amber_s="#FDF1DA",
    red="#B83127",
    red_s="#FCE9E7",
    grey="#586473",
    grey_s="#EEF1F5",
    blue="#1D5BCB",
    blue_s="#E7EFFC",
    purple="#6B46C1",
    purple_s="#F0EAFB",
    toast="#1F2937",
    on_toast="#F3F5F8",
    toast_accent="#9CC0FF",
)

DARK = Tokens(
    name="dark",
    bg="#13171D",
    surface="#1A1F27",
    raised="#202630",
    nav="#171C23",
    field="#161B22",
    border="#2B323D",
    field_border="#3B4553",
    line="#252C36",
    hover="#232A34",
    pressed="#2B3440",
    sel="#1E3152",
    zebra="#1C222B",
    handle="#3A4452",
    text="#E7EBF1",
    text2="#AAB4C2",
    text3="#909CAC",
    primary="#2B69DB",
    primary_hover="#2C6BE0",
    on_primary="#FFFFFF",
    accent="#7FAEFF",
    soft="#1D2F4F",
    focus="#CFE0FF",
    danger="#C8423A",
    danger_hover="#CE463E",
    on_danger="#FFFFFF",
    green="#4CC79A",
    green_s="#17352B",
    amber="#E9B557",
    amber_s="#392C14",
    red="#F2948A",
    red_s="#3E2221",
    grey="#A3AEBC",
    grey_s="#272E38",
    blue="#85B2FF",
    blue_s="#1C2E4F",
    purple="#BBA2F5",
    purple_s="#2F2648",
    toast="#E7EBF1",
    on_toast="#1A2330",
    toast_accent="#1D5BCB",
)

_SURFACES = ("bg", "surface", "raised", "nav", "field", "hover", "sel", "zebra")
_SOFT = ("green", "amber", "red", "grey", "blue", "purple")

#: Every pair of text and background the windows use; each must reach 4.5:1 (WCAG 2.2 AA, 1.4.3).
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, back) for text in ("text", "text2", "text3") for back in _SURFACES),
    *(("accent", back) for back in ("surface", "bg", "nav", "hover", "soft", "sel", "raised")),
    *(
        (text, back)
        for text in ("red", "amber", "green", "blue")
        for back in ("surface", "bg", "sel", "raised", "field")
    ),
    *((name, f"{name}_s") for name in _SOFT),
    *(("text", f"{name}_s") for name in _SOFT),
    *(("text", back) for back in ("soft", "pressed")),
    ("text2", "pressed"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("on_danger", "danger"),
    ("on_danger", "danger_hover"),
    ("on_toast", "toast"),
    ("toast_accent", "toast"),
)

#: Base colours of avatars; :meth:`Theme.avatar` makes a readable pair of one.
_AVATARS = ("#3B6FD8", "#0E8F86", "#B4632D", "#7A5BC7", "#B5476B", "#4B7A2E", "#2F7EA6")

#: Families tried in order when the bundled font is missing.
FALLBACK_FAMILIES = ("Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC")


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#RRGGBB`` colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(value: str) -> float:
    channels = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Theme(QObject):
    """The theme in force. There is one, :data:`theme`; ``changed`` follows every switch."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tokens = LIGHT
        self._mode = Mode.SYSTEM
        self._app: QApplication | None = None
        self._worn: Tokens | None = None
        self._family: str | None = None

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def mode(self) -> Mode:
        """What was asked for, which may be ``system``."""
        return self._mode

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in force."""
        return self._tokens.name == DARK.name

    def apply(self, app: QApplication, mode: Mode | str = Mode.SYSTEM) -> None:
        """Dress the application: style, palette, font, style sheet. May be called again to switch."""
        self._mode = Mode(mode)
        if self._app is not app:
            self._follow(app)
        self._dress(DARK if self._wants_dark() else LIGHT)

    def color(self, token: str) -> QColor:
        """Colour of a token; a ``#RRGGBB`` value is taken as it is."""
        return QColor(self.value(token))

    def value(self, token: str) -> str:
        """Colour of a token as ``#RRGGBB``. AttributeError for an unknown token."""
        if token.startswith("#"):
            return token
        found: str = getattr(self._tokens, token)
        return found

    def avatar(self, number: int) -> tuple[QColor, QColor]:
        """Background and text colour of an avatar; the same number always gives the same pair."""
        base = QColor(_AVATARS[number % len(_AVATARS)])
        surface = self.color("surface")
        if self.dark:
            return _mixed(base, surface, 0.30), _mixed(base, QColor("#FFFFFF"), 0.38)
        return _mixed(base, surface, 0.14), _mixed(base, QColor("#000000"), 0.80)

    def font(self, px: int = 13, weight: int | QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Interface font of ``px`` pixels."""
        font = QFont(self.family())
        font.setPixelSize(px)
        font.setWeight(QFont.Weight(weight))
        # Without this, digits beside Latin letters become glyphs that vanish from copied text.
        font.setFeature(QFont.Tag("locl"), 0)
        return font

    def family(self) -> str:
        """Family of the bundled font, or the best one this machine has."""
        if self._family is None:
            self._family = _best_family()
        return self._family

    def _follow(self, app: QApplication) -> None:
        self._app = app
        self._family = None
        self._worn = None
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._system_changed, Qt.ConnectionType.UniqueConnection)

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._mode is Mode.SYSTEM:
            self._dress(DARK if self._wants_dark() else LIGHT)

    def _wants_dark(self) -> bool:
        if self._mode is not Mode.SYSTEM:
            return self._mode is Mode.DARK
        # Unknown, as bare X11 says, counts as light.
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _dress(self, tokens: Tokens) -> None:
        if self._app is None or tokens is self._worn:  # to dress every widget takes its time
            return
        self._tokens = self._worn = tokens
        self._app.setPalette(_palette(tokens))
        self._app.setFont(self.font(13))
        self._app.setStyleSheet(style_sheet(asdict(tokens)))
        self.changed.emit()


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    rest = 1 - share
    return QColor.fromRgbF(
        one.redF() * share + other.redF() * rest,
        one.greenF() * share + other.greenF() * rest,
        one.blueF() * share + other.blueF() * rest,
    )


def _best_family() -> str:
    try:
        return load_fonts()
    except CrmError:
        known = set(QFontDatabase.families())
        return next((name for name in FALLBACK_FAMILIES if name in known), QFont().family())


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for target, token in (
        (role.Window, tokens.bg),
        (role.WindowText, tokens.text),
        (role.Base, tokens.field),
        (role.AlternateBase, tokens.zebra),
        (role.Text, tokens.text),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.red),
        (role.Highlight, tokens.primary),
        (role.HighlightedText, tokens.on_primary),
        (role.PlaceholderText, tokens.text3),
        (role.ToolTipBase, tokens.raised),
        (role.ToolTipText, tokens.text),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Accent, tokens.primary),
        (role.Light, tokens.surface),
        (role.Midlight, tokens.hover),
        (role.Mid, tokens.border),
        (role.Dark, tokens.field_border),
        (role.Shadow, tokens.border),
    ):
        palette.setColor(target, QColor(token))
    for target in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(tokens.text3))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Base, QColor(tokens.hover))
    return palette


def set_role(widget: QWidget, role: str, name: str = "role") -> None:
    """Set a styling hook (``role``, ``state``, ``kind`` or ``density``) and show it at once."""
    if widget.property(name) == role:
        return
    widget.setProperty(name, role)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def token_names() -> tuple[str, ...]:
    """Names of all colour tokens."""
    return tuple(field.name for field in fields(Tokens) if field.name != "name")


theme = Theme()
