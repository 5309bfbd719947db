"""A theme that is laid into the folder reaches the tree; a broken one does not."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings

from writingviews.articles.tests.making import make_publication, make_published
from writingviews.ledger.press_state import theme_problems
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import check_tree, rebuild_if_outdated
from writingviews.press.worker import _Worker
from writingviews.search.services import rebuild_index
from writingviews.site import rendering

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    monkeypatch.setattr(rendering, "_LOOK_EVERY", -1.0)
    make_publication()
    make_published("On bread")
    rebuild_index()
    assert rebuild_if_outdated() is not None
    print_pending()
    (tmp_path / "theme").mkdir()
    return tmp_path / "theme"


def front() -> str:
    return (house_tree().read("/") or b"").decode()


class Stop:
    def is_set(self) -> bool:
        return False


def test_a_style_and_a_template_are_printed_and_taken_back(folder: Path) -> None:
    plain = front()
    (folder / "theme.css").write_text("h1 { color: teal }", encoding="utf-8")
    (folder / "foot.html").write_text("<footer>by hand</footer>", encoding="utf-8")
    assert rebuild_if_outdated() is not None
    name = rendering.house_theme().style_name
    assert f"/assets/{name}" in front()
    assert "by hand" in front()
    assert (house_tree().root / "assets" / name).read_text() == "h1 { color: teal }"
    assert (house_tree().root / "assets" / f"{name}.br").exists()
    assert rebuild_if_outdated() is None
    assert check_tree().equal
    for file in folder.iterdir():
        file.unlink()
    assert rebuild_if_outdated() is not None
    assert front() == plain


def test_the_worker_takes_a_file_that_is_saved_and_says_what_is_broken(folder: Path) -> None:
    worker = _Worker(lambda _now: None, Stop())  # type: ignore[arg-type]
    worker.look()
    plain = front()
    (folder / "foot.html").write_text("<footer>by hand</footer>", encoding="utf-8")
    worker.look()
    assert "by hand" in front()
    assert theme_problems() == []
    (folder / "foot.html").write_text("<footer>\n{{ nothing }}</footer>", encoding="utf-8")
    worker.look()
    assert front() == plain
    assert theme_problems() == ["foot.html, line 2: UndefinedError: 'nothing' is undefined"]
    (folder / "foot.html").unlink()
    worker.look()
    assert theme_problems() == []
