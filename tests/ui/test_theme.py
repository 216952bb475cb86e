from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ui import icons, style
from ui.theme import DARK, LIGHT, TEXT_PAIRS, Mode, contrast, set_role, theme, token_names


@pytest.fixture(autouse=True)
def _light_again(dressed):
    yield
    theme.apply(dressed, Mode.LIGHT)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_every_text_is_readable_on_its_background(tokens):
    poor = {
        (text, back): round(contrast(getattr(tokens, text), getattr(tokens, back)), 2)
        for text, back in TEXT_PAIRS
        if contrast(getattr(tokens, text), getattr(tokens, back)) < 4.5
    }
    assert poor == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("back", ["bg", "surface", "nav", "field", "raised"])
def test_focus_ring_stands_out(tokens, back):
    assert contrast(tokens.primary, getattr(tokens, back)) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_focus_ring_of_filled_buttons_stands_out_of_the_button_or_the_page(tokens):
    for fill in (tokens.primary, tokens.danger):
        assert contrast(tokens.focus, fill) >= 1.8
        assert contrast(tokens.focus, tokens.surface) >= 3


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_avatars_are_readable(dressed, mode):
    theme.apply(dressed, mode)
    for number in range(7):
        back, text = theme.avatar(number)
        assert contrast(text.name(), back.name()) >= 4.5, number


def test_contrast_follows_the_definition():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_style_sheet_uses_known_tokens_only_and_qt_understands_it(dressed):
    for tokens in (LIGHT, DARK):
        sheet = style.style_sheet(asdict(tokens))
        assert "$" not in sheet
        dressed.setStyleSheet(sheet)
    label = QLabel("x")
    label.ensurePolished()


def test_marks_of_style_sheets_match_the_tokens():
    for tokens in (LIGHT, DARK):
        for name, svg in style.marks(asdict(tokens)):
            assert (style.style_folder() / tokens.name / name).read_text("utf-8") == svg


def test_every_mark_named_in_the_style_sheet_exists():
    sheet = style.style_sheet(asdict(LIGHT))
    names = {part.split('"')[0] for part in sheet.split('url("')[1:]}
    assert names
    assert all(Path(name).is_file() for name in names)


def test_switch_changes_palette_icons_and_tells(dressed, qtbot):
    users = icons.icon("users", "text2")
    before = _colour_of(users)
    with qtbot.waitSignal(theme.changed):
        theme.apply(dressed, "dark")
    assert theme.dark
    assert dressed.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.bg
    assert before == LIGHT.text2.lower()
    assert _colour_of(users) == DARK.text2.lower()


def test_unknown_system_scheme_counts_as_light(dressed):
    theme.apply(dressed, Mode.SYSTEM)
    assert theme.mode is Mode.SYSTEM
    assert not theme.dark


def test_system_scheme_is_followed_only_when_asked(dressed):
    theme.apply(dressed, Mode.DARK)
    QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.dark
    theme.apply(dressed, Mode.SYSTEM)
    theme.apply(dressed, Mode.SYSTEM)
    QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert not theme.dark


def test_role_restyles_at_once(qtbot):
    button = QPushButton("保存")
    qtbot.addWidget(button)
    button.show()
    plain = button.grab().toImage().pixelColor(12, 8).name()
    set_role(button, "primary")
    button.clearFocus()
    assert plain != button.grab().toImage().pixelColor(12, 8).name() == LIGHT.primary.lower()


def test_font_is_the_shipped_one_in_pixels():
    font = theme.font(15, 700)
    assert font.family() == theme.family() == "CRM Sans SC"
    assert font.pixelSize() == 15
    assert font.bold()


def test_all_icons_render_and_unknown_ones_are_refused(dressed):
    folder = style.style_folder().parent / "icons"
    names = sorted(path.stem for path in folder.glob("*.svg"))
    assert len(names) > 70
    for name in names:
        assert not icons.icon(name, "text").pixmap(QSize(16, 16), 2.0).toImage().isNull()
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_icon_is_sharp_at_every_ratio(dressed):
    picture = icons.pixmap("users", "text", 16, 2.0)
    assert picture.size() == QSize(32, 32)
    assert picture.deviceIndependentSize().toSize() == QSize(16, 16)


def test_checked_icon_takes_the_other_colour(dressed):
    both = icons.icon("users", "text2", on="accent")
    assert _colour_of(both, QIcon.State.On) == LIGHT.accent.lower()
    assert _colour_of(both) == LIGHT.text2.lower()


def test_application_icon_has_all_sizes(dressed):
    assert {size.width() for size in icons.app_icon().availableSizes()} == set(icons.APP_ICON_SIZES)
    assert (style.style_folder().parent / "icons" / "app.ico").is_file()


def test_tokens_are_colours():
    for tokens in (LIGHT, DARK):
        for name in token_names():
            assert theme.color(getattr(tokens, name)).isValid()


def _colour_of(source: QIcon, state: QIcon.State = QIcon.State.Off) -> str:
    """Colour of the most opaque pixel."""
    image = source.pixmap(QSize(64, 64), 1.0, QIcon.Mode.Normal, state).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=lambda colour: colour.alpha()).name()
