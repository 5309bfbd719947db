"""A log says what happened, never to whom."""

import logging
import sys

from django.test import RequestFactory

from writingviews.config.logs import CoarseFormatter, EventOnly


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
