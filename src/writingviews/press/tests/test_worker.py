"""The worker goes on, whatever happens around it."""

import errno
import logging
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import InterfaceError, OperationalError

from writingviews.articles.tests.making import make_publication, make_published
from writingviews.ledger.models import Change
from writingviews.ledger.press_state import press_state
from writingviews.press import worker as worker_module
from writingviews.press.house_tree import house_tree
from writingviews.press.worker import _Stopped, _Waiting, _Worker


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: LazySettings) -> None:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    (tmp_path / "run").mkdir()


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/srv/magazine/tree"), "full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "full"),
        (OSError(errno.EROFS, "Read-only file system"), "rights"),
        (PermissionError(errno.EACCES, "Permission denied"), "rights"),
        (OSError(errno.EIO, "Input/output error"), "disk"),
        (OperationalError("connection to magazine@db refused"), "database"),
        (InterfaceError("connection already closed"), "database"),
        (KeyError("a fault of ours"), "program"),
    ],
)
def test_what_the_press_waits_for_is_told_to_the_house_and_once_to_the_log(
    stop: threading.Event, caplog: pytest.LogCaptureFixture, error: Exception, what: str
) -> None:
    stop.set()  # nobody waits in a test
    waiting = _Waiting(stop)
    caplog.set_level(logging.WARNING, logger="writingviews")
    for _ in range(3):
        waiting.wait(error)
    state = press_state()
    assert state is not None
    assert state.waits_for == what
    assert len(caplog.records) == 1
    assert not any(word in caplog.text.split("Traceback")[0] for word in ("/srv", "magazine@"))
    waiting.over()
    assert press_state() is None
    assert "goes on" in caplog.text
    waiting.over()
    assert caplog.text.count("goes on") == 1


def test_it_waits_longer_each_time_and_never_more_than_eight_seconds() -> None:
    class Stop(threading.Event):
        waited: list[float]

        def wait(self, timeout: float | None = None) -> bool:
            self.waited.append(timeout or 0)
            return False

    stop = Stop()
    stop.waited = []
    waiting = _Waiting(stop)
    for _ in range(6):
        waiting.wait(OSError(errno.EIO, "Input/output error"))
    assert stop.waited == [1, 2, 4, 8, 8, 8]
    waiting.over()
    waiting.wait(OSError(errno.EIO, "Input/output error"))
    assert stop.waited[-1] == 1


def test_a_disk_that_is_full_at_the_start_is_tried_again_from_there(
    stop: threading.Event,
) -> None:
    done: list[str] = []
    full = True

    def assets() -> None:
        if full:
            raise OSError(errno.ENOSPC, "No space left on device")
        done.append("assets")

    worker = _Worker(lambda _: None, stop)
    worker._begins = [("its assets", assets), ("an index", lambda: done.append("index"))]
    for _ in range(2):
        with pytest.raises(OSError, match="No space"):
            worker.look()
    full = False
    stop.set()
    with pytest.raises(_Stopped):
        worker.look()
    assert done == ["assets", "index"]


@pytest.mark.django_db
def test_neither_a_page_that_fails_at_the_start_nor_a_due_piece_stops_the_others(
    stop: threading.Event, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_publication("en")
    article = make_published("A piece")

    def bad_page() -> None:
        raise ValueError("cannot be drawn")

    def bad_piece(_: datetime) -> None:
        raise KeyError("due")

    monkeypatch.setattr(worker_module, "warm_up", bad_page)
    _Worker(bad_piece, stop).look()
    assert house_tree().read(f"/articles/{article.slug}/")
    assert not Change.objects.exists()
    assert "the press begins without warming up" in caplog.text
    assert "the clock's work not done" in caplog.text


@pytest.mark.django_db
def test_a_database_that_goes_away_under_a_due_piece_is_waited_for(stop: threading.Event) -> None:
    def away(_: datetime) -> None:
        raise OperationalError("gone")

    worker = _Worker(away, stop)
    worker._begins = []
    with pytest.raises(OperationalError):
        worker.look()
