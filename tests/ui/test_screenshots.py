"""The pictures: one declaration a scene, files in the matrix, an index page that names them all."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from PySide6.QtGui import QImage

from ui.screenshots.__main__ import SIZES
from ui.screenshots.index import write_index
from ui.screenshots.scenes import SCENES


def test_scenes_have_names_of_their_own_that_fit_a_file_name():
    names = [scene.name for scene in SCENES]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


@pytest.mark.parametrize("about", ["customers", "editor", "import", "settings", "recycle-bin", "conflicts"])
def test_every_part_of_the_window_has_a_scene(about):
    assert any(scene.name.startswith(about) for scene in SCENES)


def test_pictures_of_one_scene_at_150_percent(tmp_path):
    """As ``make screenshots`` does it, in a process of its own: the scale holds for a whole process."""
    size = "1920x1080@150"
    command = [sys.executable, "-m", "ui.screenshots", str(tmp_path), "--only", "recycle-bin-empty"]
    command += ["--language", "en_US", "--theme", "dark", "--size", size]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    picture = QImage(str(tmp_path / f"recycle-bin-empty.en_US.dark.{size}.png"))
    assert (picture.width(), picture.height()) == SIZES[size][:2]
    page = (tmp_path / "index.html").read_text("utf-8")
    assert f'src="recycle-bin-empty.en_US.dark.{size}.png"' in page


def test_index_offers_the_filters(tmp_path):
    for name in ("a.zh_CN.light.1366x768.png", "a.en_US.dark.1366x768.png", "paper-form.zh.1.png"):
        (tmp_path / name).write_bytes(b"")
    page = write_index(tmp_path).read_text("utf-8")
    assert page.count("<figure") == 3
    for word in ("zh_CN", "en_US", "light", "dark", "1366x768"):
        assert f"<option>{word}</option>" in page
