"""A backup every day, and which of them stay."""

import logging
import re
import signal
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.db import Error, close_old_connections
from django.utils import timezone

from writingviews.house.settings import BackupSettings, HouseSettings

from .age import KeyRefused, Lock, public_key
from .making import Made, make_backup
from .refusal import BackupRefused

logger = logging.getLogger(__name__)

#: Seconds between two looks at the clock.
LOOK_EVERY: Final = 60.0
#: After how long one that could not be made is tried again.
AGAIN: Final = timedelta(minutes=30)
_NAME: Final = re.compile(r"backup-(\d{4}-\d\d-\d\dT\d{6}Z)\.tar\.gz(?:\.age)?")


def keep_watch(settings: HouseSettings, zone: Callable[[], ZoneInfo]) -> None:
    """Make backups when their time has come, until SIGTERM.

    Args:
        settings: the house's.
        zone: gives the publication's, by which the hour is told.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    not_before = timezone.now()
    while not stop.is_set():
        now = timezone.now()
        if now >= not_before:
            try:
                close_old_connections()
                back_up_if_due(settings, now, zone())
            except (BackupRefused, OSError, Error) as error:
                logger.error("no backup was made: %s", error)  # noqa: TRY400 - the sentence says all
                not_before = now + AGAIN
        stop.wait(LOOK_EVERY)


def back_up_if_due(settings: HouseSettings, now: datetime, zone: ZoneInfo) -> Made | None:
    """Make the backup of the day if its hour has come and it is not there; drop what is too old.

    Args:
        settings: the house's, with a folder for backups.
        now: aware.
        zone: the publication's.

    Raises:
        BackupRefused, OSError: as `make_backup`; nothing was dropped then.
    """
    folder = settings.backup.folder
    if folder is None or not is_due(moments_in(folder), settings.backup.hour, now, zone):
        return None
    if not folder.is_dir():
        raise BackupRefused(f"There is no folder {folder}. Make it, or mount its disk.")
    made = make_backup(settings, folder, now=now, lock=lock_of(settings.backup))
    for path in made.missing:
        logger.warning("the backup lacks %s, which is not on the disk", path)
    drop_old(folder, settings.backup, zone)
    logger.info("backup made: %s bytes", made.bytes)
    return made


def is_due(made: Iterable[datetime], hour: int, now: datetime, zone: ZoneInfo) -> bool:
    """Return whether the hour of the day has come and no backup was made since. Pure."""
    here = now.astimezone(zone)
    since = here.replace(hour=hour, minute=0, second=0, microsecond=0)
    if since > here:
        since -= timedelta(days=1)
    return not any(since <= moment <= now for moment in made)


def staying(
    made: Iterable[datetime], *, days: int, weeks: int, months: int, zone: ZoneInfo
) -> set[datetime]:
    """Return which backups stay: the newest of each of the last days, weeks and months that have
    one. Days without a backup do not count, so a house that stood still keeps what it has. Pure.

    Args:
        made: when.
        days, weeks, months: how many of each; the newest of all always stays.
        zone: in which a day begins.
    """
    newest_first = sorted(made, reverse=True)
    kept = set(newest_first[:1])
    for most, span in (
        (days, lambda at: at.date()),
        (weeks, lambda at: at.isocalendar()[:2]),
        (months, lambda at: (at.year, at.month)),
    ):
        spans: dict[object, datetime] = {}
        for moment in newest_first:
            spans.setdefault(span(moment.astimezone(zone)), moment)
        kept.update(list(spans.values())[:most])
    return kept


def moments_in(folder: Path) -> dict[datetime, Path]:
    """Return the backups of a folder by when they were made; none if it is not there."""
    if not folder.is_dir():
        return {}
    return {
        datetime.strptime(named[1], "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC): path
        for path in folder.iterdir()
        if (named := _NAME.fullmatch(path.name)) and _is_moment(named[1])
    }


def drop_old(folder: Path, settings: BackupSettings, zone: ZoneInfo) -> int:
    """Delete the backups of a folder that do not stay, and nothing else; return how many."""
    made = moments_in(folder)
    stay = staying(
        made, days=settings.days, weeks=settings.weeks, months=settings.months, zone=zone
    )
    for moment in {*made} - stay:
        made[moment].unlink(missing_ok=True)
    return len({*made} - stay)


def lock_of(settings: BackupSettings) -> Lock | None:
    """Return for whom the settings say that backups are sealed; None for nobody.

    Raises:
        BackupRefused: a public key has a wrong letter.
    """
    if settings.passphrase:
        return Lock(passphrase=settings.passphrase)
    if not settings.recipients:
        return None
    try:
        return Lock(recipients=tuple(map(public_key, settings.recipients)))
    except KeyRefused as refusal:
        raise BackupRefused(str(refusal)) from refusal


def _is_moment(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True
