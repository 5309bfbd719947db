"""What may stand in a log: the event and the hour, never who, from where or what exactly."""

import logging
import sys
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Final

#: Lines of one kind that may come at once, and seconds until one more may.
LINES_AT_ONCE: Final = 30
SECONDS_A_LINE: Final = 30.0
_MOST_KINDS: Final = 500


class EventOnly(logging.Filter):
    """Strips what Django and the server attach to a record about a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.request") or record.name.startswith("django.security"):
            status = getattr(record, "status_code", "")
            record.msg, record.args = f"request failed {status}".strip(), ()
        for attribute in ("request", "status_code"):
            record.__dict__.pop(attribute, None)
        return True


class Sparingly(logging.Filter):
    """Lets through so many lines of one kind: nobody who repeats a mistake can fill the disk.

    A kind is the place in the program that speaks, for an error also the place that failed; never
    who caused it. The first line after a silence says how many were left out.

    Args:
        now: the clock, in seconds from anywhere.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        # By kind: lines that may still come, when that was reckoned, lines left out since.
        self._kinds: OrderedDict[tuple[object, ...], tuple[float, float, int]] = OrderedDict()

    def filter(self, record: logging.LogRecord) -> bool:
        kind = _kind(record)
        now = self._now()
        left, reckoned, silent = self._kinds.pop(kind, (float(LINES_AT_ONCE), now, 0))
        left = min(float(LINES_AT_ONCE), left + (now - reckoned) / SECONDS_A_LINE)
        speaks = left >= 1.0
        if speaks and silent:
            record.msg = f"{record.getMessage()} (and {silent} times before)"
            record.args = ()
        self._kinds[kind] = (left - 1.0, now, 0) if speaks else (left, now, silent + 1)
        if len(self._kinds) > _MOST_KINDS:
            self._kinds.popitem(last=False)
        return speaks


def _kind(record: logging.LogRecord) -> tuple[object, ...]:
    failed: tuple[object, ...] = ()
    if record.exc_info and record.exc_info[1] is not None:
        frames = traceback.extract_tb(record.exc_info[2])
        where = (frames[-1].filename, frames[-1].lineno) if frames else ()
        failed = (type(record.exc_info[1]).__name__, *where)
    # The message as it is written in the program, without what it speaks of.
    return (record.name, record.levelno, record.pathname, record.lineno, *failed)


class CoarseFormatter(logging.Formatter):
    """One line an event, with the time rounded to the hour; tracebacks without their values."""

    def format(self, record: logging.LogRecord) -> str:
        hour = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:00Z")
        line = f"{hour} {record.levelname.lower()} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[1] is not None:
            # Where it happened and its class help the operator; an exception's text may quote a
            # draft or a name, so it stays out.
            frames = traceback.extract_tb(record.exc_info[2])
            places = " < ".join(
                f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames)
            )
            line += f" [{type(record.exc_info[1]).__name__} at {places}]"
        return line


#: Django's and every process's logging.
LOGGING: Final = {
    "version": 1,
    "disable_existing_loggers": False,
    # No address, no agent, no path: Django's own request lines carry them, so they are dropped
    # and the event alone is logged (TRUST, promise 2).
    "filters": {
        "event_only": {"()": "writingviews.config.logs.EventOnly"},
        "sparingly": {"()": "writingviews.config.logs.Sparingly"},
    },
    "formatters": {"plain": {"()": "writingviews.config.logs.CoarseFormatter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["event_only", "sparingly"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "fido2": {"level": "WARNING"},  # names each passkey that is used
        "uvicorn.access": {"level": "CRITICAL"},
        "uvicorn.error": {"level": "WARNING"},
    },
}


def log_what_ends_the_process() -> None:
    """Log an exception that nobody catches as one line, as any other: Python's own traceback
    quotes values."""

    def hook(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        logging.getLogger("writingviews").critical(
            "the process ends", exc_info=(kind, error, where)
        )

    sys.excepthook = hook
