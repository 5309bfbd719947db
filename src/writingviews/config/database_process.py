"""Brings the database up to date, then ends: a process of its own, because a database that is
away may let one wait, and readers must not."""

import os
import sys
from typing import Final

import django

from writingviews.house.settings import HouseSettings, house_settings

from .logs import log_what_ends_the_process

#: The exit code where the database does not answer (sysexits.h: try again later).
AWAY: Final = 75
_LONGEST_REASON: Final = 200


class DatabaseAway(Exception):
    """The database does not answer; the message names it, the cause and the mend."""


def bring_up_to_date(settings: HouseSettings) -> None:
    """Apply what migrations are missing. Django must be set up.

    Raises:
        DatabaseAway: it cannot be reached, opened or written.
    """
    from django.core.management import call_command
    from django.db import Error

    try:
        call_command("migrate", interactive=False, verbosity=0)
        if settings.database_url is None:
            # It ties pen names to accounts and holds drafts; SQLite gives its journal the same
            # mode.
            settings.sqlite_path.chmod(0o600)
    except (Error, OSError) as error:
        raise DatabaseAway(why_away(settings, error)) from error


def why_away(settings: HouseSettings, error: BaseException) -> str:
    """Return in one line which database does not answer, why, and the mend."""
    from django.db import connection

    cause = next(iter(str(error).splitlines()), "")[:_LONGEST_REASON] or type(error).__name__
    if settings.database_url is None:
        return (
            f"The database {settings.sqlite_path} cannot be used: {cause}. "
            "See that no other program holds it and that this account may read and write it."
        )
    known = connection.settings_dict
    where = f"{known['HOST'] or 'localhost'}:{known['PORT'] or 5432}/{known['NAME']}"
    return (
        f"The database at {where} cannot be used: {cause}. "
        "See that PostgreSQL runs and that DATABASE_URL is right."
    )


def main() -> None:
    """``python -m writingviews.config.database_process``: started by `writingviews serve`.

    Ends with 0 when the database is up to date; with `AWAY`, and the reason on standard output,
    when it does not answer.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    django.setup()
    log_what_ends_the_process()
    try:
        bring_up_to_date(house_settings())
    except DatabaseAway as away:
        sys.stdout.write(f"{away}\n")
        sys.exit(AWAY)


if __name__ == "__main__":
    main()
