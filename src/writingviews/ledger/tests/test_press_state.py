"""What the press says of itself reaches who asks, and a broken disk or file harms nobody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from writingviews.ledger.press_state import (
    PressState,
    press_state,
    say_press_state,
    say_theme_problems,
    theme_problems,
)

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
STATE = PressState(at=NOW, since=NOW - timedelta(seconds=9), done=3120, of=10_000)


@pytest.fixture(autouse=True)
def run(tmp_path: Path, settings: LazySettings) -> Path:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    folder = tmp_path / "run"
    folder.mkdir()
    return folder


def test_what_is_said_is_read_and_taken_back() -> None:
    assert press_state(NOW) is None
    say_press_state(STATE)
    assert press_state(NOW) == STATE
    say_press_state(None)
    assert press_state(NOW) is None
    say_press_state(None)


def test_what_a_killed_press_said_is_not_believed_for_long() -> None:
    say_press_state(STATE)
    assert press_state(NOW + timedelta(seconds=59)) == STATE
    assert press_state(NOW + timedelta(seconds=61)) is None


def test_what_cannot_be_written_or_read_is_no_error(run: Path) -> None:
    (run / "press.state").write_text("{half")
    assert press_state(NOW) is None
    (run / "press.state").write_text('{"at": 3}')
    assert press_state(NOW) is None
    (run / "press.state").unlink()
    run.rmdir()
    say_press_state(STATE)
    assert press_state(NOW) is None


def test_what_is_wrong_with_a_theme_is_said_and_taken_back(run: Path) -> None:
    assert theme_problems() == []
    say_theme_problems(["front.html, line 3: «x» is undefined"])
    assert theme_problems() == ["front.html, line 3: «x» is undefined"]
    (run / "theme.state").write_text("[1", encoding="ascii")
    assert theme_problems() == []
    say_theme_problems([])
    assert not (run / "theme.state").exists()
