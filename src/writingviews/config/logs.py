"""What may stand in a log: the event and the hour, never who, from where or what exactly."""

import logging
import traceback
from datetime import UTC, datetime


class EventOnly(logging.Filter):
    """Strips what Django and the server attach to a record about a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.request") or record.name.startswith("django.security"):
            status = getattr(record, "status_code", "")
            record.msg, record.args = f"request failed {status}".strip(), ()
        for attribute in ("request", "status_code"):
            record.__dict__.pop(attribute, None)
        return True


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
