"""A log says what happened, never to whom."""

import logging
import subprocess
import sys
from collections.abc import Callable
from logging import LogRecord

from django.test import RequestFactory

from writingviews.config.logs import (
    LINES_AT_ONCE,
    SECONDS_A_LINE,
    CoarseFormatter,
    EventOnly,
    Sparingly,
)


def _line(record: logging.LogRecord) -> str:
    EventOnly().filter(record)
    return CoarseFormatter().format(record)


def test_a_request_leaves_no_path_and_no_address() -> None:
    request = RequestFactory().get("/desk/a-secret-title/", REMOTE_ADDR="203.0.113.9")
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "Internal Server Error: %s", (request.path,), None
    )
    record.request = request
    record.status_code = 500
    line = _line(record)
    assert "request failed 500" in line
    assert "secret" not in line
    assert "203.0.113.9" not in line


def test_an_exception_says_where_it_was_and_not_what_it_held() -> None:
    try:
        int("the whole draft of somebody")
    except ValueError:
        record = logging.LogRecord(
            "writingviews", logging.ERROR, "", 0, "it failed", (), sys.exc_info()
        )
    line = _line(record)
    assert "ValueError at test_logs.py:" in line
    assert "draft of somebody" not in line


def test_the_time_is_told_to_the_hour() -> None:
    record = logging.LogRecord("writingviews", logging.INFO, "", 0, "begun", (), None)
    record.created = 1_780_000_000.0
    assert _line(record) == "2026-05-28T20:00Z info writingviews: begun"


class _Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def _say(name: str, line: int, *arguments: object, error: Exception | None = None) -> LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return LogRecord(name, logging.INFO, "socket.py", line, "refused with %d", arguments, info)


def test_who_repeats_a_mistake_does_not_fill_the_disk() -> None:
    clock = _Clock()
    sparingly = Sparingly(clock)
    let_through = sum(sparingly.filter(_say("desk", 1, 4400 + n % 9)) for n in range(10_000))
    assert let_through == LINES_AT_ONCE
    # What is said elsewhere is heard all the same.
    assert sparingly.filter(_say("desk", 2, 1011))
    clock.now += SECONDS_A_LINE + 1
    later = _say("desk", 1, 4401)
    assert sparingly.filter(later)
    assert later.getMessage() == f"refused with 4401 (and {10_000 - LINES_AT_ONCE} times before)"
    assert not sparingly.filter(_say("desk", 1, 4401))


def test_two_faults_are_two_kinds_of_line_and_kinds_are_bounded() -> None:
    def fail(act: Callable[[], object]) -> Exception:
        try:
            act()
        except (ValueError, KeyError) as error:
            return error
        raise AssertionError

    def no_number() -> object:
        return int("")

    def no_entry() -> object:
        return dict[int, int]()[1]

    sparingly = Sparingly(_Clock())
    for _ in range(LINES_AT_ONCE + 1):
        sparingly.filter(_say("django.request", 1, 500, error=fail(no_number)))
    assert not sparingly.filter(_say("django.request", 1, 500, error=fail(no_number)))
    assert sparingly.filter(_say("django.request", 1, 500, error=fail(no_entry)))
    for line in range(5000):
        sparingly.filter(_say("desk", line, 1))
    assert len(sparingly._kinds) <= 500


def test_the_house_s_log_is_sparing() -> None:
    """As it is configured: a thousand refused lines leave thirty in the log."""
    program = (
        "import logging, logging.config\n"
        "from writingviews.config.logs import LOGGING, log_what_ends_the_process\n"
        "logging.config.dictConfig(LOGGING)\n"
        "log_what_ends_the_process()\n"
        "for _ in range(1000): logging.getLogger('desk').info('a line was refused')\n"
        "int('the whole draft of somebody')\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    lines = said.stderr.splitlines()
    assert said.returncode == 1
    assert len(lines) == LINES_AT_ONCE + 1
    assert "critical writingviews: the process ends [ValueError at " in lines[-1]
    assert "draft of somebody" not in said.stderr
