"""The attachments of a customer in the window: added, shown, opened, saved, removed and brought back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu

from desktop_crm.bootstrap import open_application
from desktop_crm.queries.attachments import Place
from desktop_crm.store import contents
from sync.client.status import State, SyncStatus, TransferStatus
from tests.ui.support_window import PASSPHRASE, close_window, id_of, make_profile, open_window
from ui.attachments import doing, pictures, taking
from ui.attachments.canvas import ZOOMS, Canvas
from ui.attachments.panel import AttachmentsPanel
from ui.attachments.preview import PreviewDialog
from ui.attachments.view import PICTURE
from ui.attachments.words import mark, symbol
from ui.bridge import Bridge
from ui.card.panel import ATTACHMENTS, FIELDS
from ui.context import Context, SyncSignals
from ui.i18n import languages
from ui.jobs import Jobs
from ui.screenshots import attached
from ui.settings import Settings
from ui.theme import theme
from ui.undo import UndoStack


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """A profile that the tests of this module share; each has a customer of its own."""
    made = open_application(tmp_path_factory.mktemp("attachments") / "profile", PASSPHRASE, create=True)
    yield made
    made.close()


@pytest.fixture
def said() -> list[str]:
    """What was told, the newest last."""
    return []


@pytest.fixture
def context(dressed, app, said):
    jobs, bridge, undo, signals = Jobs(), Bridge(app.events), UndoStack(), SyncSignals()
    settings = Settings(app.paths.settings)

    def notify(text, action=None, *, kind="info"):
        said.append(f"{text} [{action[0]}]" if action else text)

    yield Context(app, theme, languages, jobs, bridge, settings, undo, signals, notify=notify)
    assert jobs.close()
    bridge.close()


@pytest.fixture
def panel(context, qtbot):
    """The attachments of a customer who has none."""
    customer_id = context.app.customers.create({"full_name": "张三", "signed_by": "陈国栋"}, as_draft=True).id
    made = AttachmentsPanel(context)
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    made.show_customer(customer_id)
    qtbot.waitUntil(lambda: made.listing.editable)
    yield made
    made.stop()


@pytest.fixture
def files(tmp_path) -> dict[str, Path]:
    made = {
        "photo": ("门店照片.png", attached.photo()),
        "contract": ("合同.pdf", attached.contract()),
        "list": ("报价单.xlsx", b"PK\x03\x04list"),
        "run": ("offer.exe", b"MZ"),
        "empty": ("empty.txt", b""),
    }
    paths = {}
    for key, (name, data) in made.items():
        paths[key] = tmp_path / name
        paths[key].write_bytes(data)
    return paths


def add(panel, qtbot, *paths, fresh=None):
    number = panel.model.rowCount() + (len(paths) if fresh is None else fresh)
    with qtbot.waitSignal(panel.doing.added):
        panel.doing.attach(panel.listing.customer_id, taking.Brought(tuple(paths)))
    qtbot.waitUntil(lambda: panel.model.rowCount() == number)
    return panel.model.rows()


def drop(panel, mime):
    place = panel.rect().center()
    arguments = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(place, *arguments)
    panel.dragEnterEvent(enter)
    event = QDropEvent(QPointF(place), *arguments)
    panel.dropEvent(event)
    return enter.isAccepted()


# -- adding and removing --------------------------------------------------------------------


def test_files_that_are_dropped_are_attached_and_that_can_be_undone(panel, context, said, qtbot, files):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(files[key])) for key in ("photo", "list")])
    with qtbot.waitSignal(panel.doing.added):
        assert drop(panel, mime)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    assert {one.file_name for one in panel.model.rows()} == {"门店照片.png", "报价单.xlsx"}
    assert not panel.progress.isVisible() and said == ["已添加 2 个附件 [撤销]"]
    assert context.undo.undo()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    context.undo.redo()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)


def test_a_pasted_screenshot_becomes_a_picture(panel, context, said, qtbot):
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    panel.view.setFocus()
    with qtbot.waitSignal(panel.doing.added):
        panel.paste()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    (one,) = panel.model.rows()
    assert one.media_type == "image/png" and one.file_name.startswith("截图 2") and one.file_name.endswith(".png")
    data = context.app.attachments.content(one.id)
    assert pictures.read_picture(data).size() == QSize(64, 48)
    QGuiApplication.clipboard().setText("no picture")
    panel.paste()
    assert panel.model.rowCount() == 1 and "剪贴板" in said[-1]


def test_what_cannot_be_attached_is_told_and_the_rest_is_attached(panel, context, said, qtbot, files, tmp_path):
    rows = add(panel, qtbot, files["photo"], files["empty"], fresh=1)
    assert [one.file_name for one in rows] == ["门店照片.png"]
    assert any("empty.txt" in text for text in said)
    add(panel, qtbot, files["photo"], fresh=0)
    assert panel.model.rowCount() == 1 and "没有重复添加" in said[-1]


def test_adding_can_be_stopped(panel, context, said, qtbot, files, monkeypatch):
    began = []
    panel.doing.began.connect(began.append)

    def long_work(task, *_rest):
        task._stop.wait(20)
        task.check()

    monkeypatch.setattr(doing, "attach", long_work)
    panel.doing.attach(panel.listing.customer_id, taking.Brought((files["photo"],)))
    with qtbot.waitSignal(began[0].finished):
        panel.cancel.click()
    assert panel.model.rowCount() == 0 and not panel.progress.isVisible()


def test_files_are_chosen_in_a_dialog(panel, context, said, qtbot, files, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(files["photo"])], ""))
    with qtbot.waitSignal(panel.doing.added):
        panel._first.click()
    qtbot.waitUntil(lambda: panel.view.current() is not None)
    assert panel.view.current().file_name == "门店照片.png"  # what was added is chosen


def test_removed_with_one_key_and_brought_back_with_one_click(panel, context, said, qtbot, files):
    add(panel, qtbot, files["photo"], files["list"])
    panel.view.selectAll()
    panel._remove()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    assert said[-1] == "已移除 2 个附件 [撤销]"
    context.undo.undo()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)


def test_a_customer_in_the_bin_shows_them_and_takes_none(panel, context, said, qtbot, files):
    add(panel, qtbot, files["list"])
    app, customer_id = context.app, panel.listing.customer_id
    app.customers.delete(customer_id)
    panel.show_customer(customer_id)
    qtbot.waitUntil(lambda: not panel.listing.editable and panel.model.rowCount() == 1)
    assert not panel.add.isEnabled()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(files["photo"]))])
    assert not drop(panel, mime)
    panel.view.selectAll()
    panel._remove()
    panel._note()
    panel.choose_files()
    app.customers.restore(customer_id)
    qtbot.waitUntil(lambda: panel.listing.editable)
    assert panel.model.rowCount() == 1


def test_note_is_written(panel, context, said, qtbot, files):
    add(panel, qtbot, files["photo"])
    panel.view.choose_row(panel.model.rows()[0].id)
    panel.note.click()
    dialog = panel.findChild(QInputDialog, "attachment_note")
    dialog.setTextValue("  门头 ")
    dialog.accept()
    qtbot.waitUntil(lambda: panel.model.rows()[0].note == "门头")


# -- the list -------------------------------------------------------------------------------


def test_small_pictures_come_for_pictures_and_pages(panel, context, said, qtbot, files):
    add(panel, qtbot, files["photo"], files["contract"], files["list"])
    qtbot.waitUntil(lambda: panel.model.without_picture() == [])
    made = {one.file_name: panel.model._pictures[one.sha256] for one in panel.model.rows()}
    assert made["门店照片.png"].size() == QSize(2 * PICTURE, 2 * PICTURE)
    assert made["合同.pdf"].pixelColor(PICTURE, PICTURE // 2).lightness() > 200  # paper
    assert made["报价单.xlsx"] is None
    panel.listing.reload()
    with qtbot.waitSignal(panel.listing.loaded):
        pass
    again = {one.file_name: panel.model._pictures[one.sha256] for one in panel.model.rows()}
    assert {name: picture is None for name, picture in again.items()} == {
        name: picture is None for name, picture in made.items()
    }


def test_every_place_has_its_word_and_a_screen_reader_hears_it(panel, context, said, qtbot, files):
    (one,) = add(panel, qtbot, files["photo"])
    words = {place: mark(replace(one, place=place, percent=40))[0] for place in Place}
    assert words.pop(Place.HERE) == "" and len(set(words.values())) == len(words) and all(words.values())
    assert "40%" in words[Place.SENDING] and "40%" in words[Place.ARRIVING]
    assert mark(replace(one, place=Place.WAITING, error="too_big"))[1] == "amber"
    panel.model.show_rows([replace(one, place=Place.ARRIVING, percent=40)])
    said = panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "门店照片.png" in said and "取回中 40%" in said
    assert symbol(replace(one, media_type="application/vnd.oasis.opendocument.text")) == "file-text"
    panel.grab()  # painted with bar and mark


def test_a_transfer_of_what_is_listed_is_followed(panel, context, said, qtbot, files):
    (one,) = add(panel, qtbot, files["photo"])
    app = context.app
    app.set_facts(token="t")
    with app.store.write() as connection:
        contents.note_progress(connection, one.sha256, one.size // 2, one.size)
    moving = TransferStatus(1, one.size, one.sha256, up=True, done=one.size // 2, size=one.size)
    context.sync_signals.tell(SyncStatus(State.SYNCED, transfer=moving))
    qtbot.waitUntil(lambda: panel.model.rows()[0].place is Place.SENDING)
    assert panel.model.rows()[0].percent == 50
    with app.store.write() as connection:
        contents.note_sent(connection, one.sha256)
    context.sync_signals.tell(SyncStatus(State.SYNCED))
    qtbot.waitUntil(lambda: panel.model.rows()[0].place is Place.HERE)
    app.set_facts(token=None)


# -- opening --------------------------------------------------------------------------------


def opened(panel, qtbot, place=0) -> PreviewDialog:
    panel.view.setCurrentIndex(panel.model.index(place))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    dialog = panel.findChildren(PreviewDialog)[-1]
    qtbot.waitUntil(lambda: dialog._stack.currentIndex() != 0)
    return dialog


def test_a_picture_opens_inside_and_is_zoomed(panel, context, said, qtbot, files):
    add(panel, qtbot, files["photo"])
    dialog = opened(panel, qtbot)
    canvas = dialog.canvas
    assert dialog._stack.currentWidget() is canvas and canvas.is_fitted and canvas.zoom == 1.0
    dialog.larger_button.click()
    assert canvas.zoom == 1.5 and dialog._zoom.text() == "150%"
    for _ in ZOOMS:
        dialog.smaller_button.click()
    assert canvas.zoom == ZOOMS[0]
    dialog.fit_button.click()
    assert canvas.is_fitted
    assert not dialog.next_button.isVisible()
    dialog.reject()


def test_a_pdf_opens_inside_and_pages_are_turned(panel, context, said, qtbot, files):
    add(panel, qtbot, files["contract"])
    dialog = opened(panel, qtbot)
    assert dialog._pages.text() == "第 1 页，共 2 页" and not dialog.previous_button.isEnabled()
    first = dialog.canvas._label.pixmap().cacheKey()
    dialog.next_button.click()
    qtbot.waitUntil(lambda: dialog.canvas._label.pixmap().cacheKey() != first)
    assert dialog.page == 1 and not dialog.next_button.isEnabled()
    dialog.show_page(5)
    assert dialog.page == 1
    qtbot.keyClick(dialog.canvas, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: dialog.page == 0)
    dialog.reject()


def test_what_cannot_be_shown_says_so(panel, context, said, qtbot, tmp_path):
    broken, locked = tmp_path / "a.png", tmp_path / "b.pdf"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    locked.write_bytes(b"%PDF-1.4 nothing else")
    add(panel, qtbot, broken, locked)
    for place in (0, 1):
        dialog = opened(panel, qtbot, place)
        assert dialog._stack.currentWidget() is dialog.empty and not dialog.larger_button.isEnabled()
        dialog.reject()


def test_other_kinds_open_in_the_systems_program_and_programs_do_not(panel, context, said, qtbot, files, monkeypatch):
    add(panel, qtbot, files["list"], files["run"])
    urls: list[QUrl] = []
    monkeypatch.setattr(doing.QDesktopServices, "openUrl", lambda url: urls.append(url) or True)
    for one in panel.model.rows():
        panel.doing.open(one)
    qtbot.waitUntil(lambda: bool(urls) and any("offer.exe" in text for text in said))
    assert [Path(url.toLocalFile()).name for url in urls] == ["报价单.xlsx"]
    assert Path(urls[0].toLocalFile()).read_bytes() == files["list"].read_bytes()
    app = context.app
    app.attachments.clear_opened()
    assert not Path(urls[0].toLocalFile()).exists()


def test_saved_to_a_file_and_written_down(panel, context, said, qtbot, files, tmp_path, monkeypatch):
    (one,) = add(panel, qtbot, files["photo"])
    target = tmp_path / "out.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    panel.view.choose_row(one.id)
    panel.save.click()
    qtbot.waitUntil(target.exists)
    assert target.read_bytes() == files["photo"].read_bytes()
    panel.doing.save(one, tmp_path / "nowhere" / "x.png")
    qtbot.waitUntil(lambda: any("写不进去" in text for text in said))
    with context.app.store.read() as connection:
        events = connection.exec_driver_sql("SELECT event FROM audit WHERE event = 'export_attachment'").fetchall()
    assert len(events) == 1


def test_what_is_not_here_is_asked_for_and_opens_when_it_has_come(panel, context, said, qtbot, files):
    (one,) = add(panel, qtbot, files["photo"])
    app = context.app
    app.set_facts(token="t")
    data = files["photo"].read_bytes()
    app.attachments.files.remove(one.sha256)
    with app.store.write() as connection:
        contents.note_sent(connection, one.sha256)
        contents.note_missing(connection, one.sha256)
    panel.listing.reload()
    qtbot.waitUntil(lambda: panel.model.rows()[0].place is Place.SERVER)
    assert not panel.save.isEnabled()
    panel.view.choose_row(one.id)
    panel.open.click()
    qtbot.waitUntil(lambda: panel.model.rows()[0].place is Place.ARRIVING)
    assert "取回后自动打开" in said[-1]
    app.attachments.files.place(app.attachments.files.write([data]))
    with app.store.write() as connection:
        contents.note_here(connection, one.sha256, app.clock())
    panel.listing.reload()
    qtbot.waitUntil(lambda: bool(panel.findChildren(PreviewDialog)))
    panel.findChildren(PreviewDialog)[-1].reject()
    app.set_facts(token=None)


def test_menu_offers_what_can_be_done(panel, context, said, qtbot, files):
    (one,) = add(panel, qtbot, files["photo"])
    panel.view.choose_row(one.id)
    panel.view.menu_wanted.emit(QPoint(10, 10))
    menu = panel.findChildren(QMenu)[-1]
    assert [action.text() for action in menu.actions() if action.text()] == [
        "打开", "用其他程序打开", "另存为…", "改说明…", "移除",
    ]  # fmt: skip
    menu.close()


def test_the_tab_of_the_card_counts_them_and_follows_the_customer(tmp_path, qtbot, files):
    window = open_window(make_profile(tmp_path / "profile"), qtbot)
    card, app = window.customers.card, window.context.app
    customer_id = id_of(window, "张三")
    app.attachments.add_files(customer_id, [files["photo"], files["list"]])
    window.customers.show_customer(customer_id)
    qtbot.waitUntil(lambda: card.card is not None and card.card.id == customer_id)
    qtbot.waitUntil(lambda: card._buttons[ATTACHMENTS].text() == "附件 2")
    card.show_tab(ATTACHMENTS)
    panel = card.attachments()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    other = id_of(window, "李四")
    window.customers.show_customer(other)
    qtbot.waitUntil(lambda: panel.listing.customer_id == other and panel.listing.editable)
    assert panel.model.rowCount() == 0 and card._buttons[ATTACHMENTS].text() == "附件"
    card.show_tab(FIELDS)
    close_window(window)
    assert panel.listing.customer_id == ""


# -- pictures -------------------------------------------------------------------------------


def test_huge_pictures_are_made_smaller_and_turned_as_held():
    image = QImage(pictures.LONGEST_SIDE + 904, 100, QImage.Format.Format_Grayscale8)
    image.fill(0)
    held = QBuffer()
    held.setData(QByteArray())
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")
    read = pictures.read_picture(bytes(held.data().data()))
    assert read is not None and max(read.width(), read.height()) == pictures.LONGEST_SIDE
    assert pictures.read_picture(b"nothing") is None
    assert pictures.thumbnail(b"nothing", pdf=True, side=10) is None


def test_a_page_is_drawn_no_larger_than_is_good():
    document = pictures.PdfFile(attached.contract())
    assert document.pages == 2 and document.page_size(0) == (595.0, 842.0)
    assert max(document.image(0, 100).width(), document.image(0, 100).height()) <= pictures.LONGEST_SIDE
    document.close()


def test_canvas_fits_pages_by_width(dressed, qtbot):
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(640, 300)
    canvas.show()
    image = QImage(1190, 1684, QImage.Format.Format_RGB32)
    canvas.show_image(image, QSize(595, 842))
    assert 0.9 < canvas.zoom < 1.1 and canvas.verticalScrollBar().maximum() > 0
    turned: list[int] = []
    canvas.wanted.connect(turned.append)
    qtbot.keyClick(canvas, Qt.Key.Key_PageUp)
    assert turned == [-1]
    canvas.show_image(image)
    assert canvas.zoom < 0.2
