"""What holds for every test of the house."""

import os
from collections.abc import Generator

import pytest
from pytest_django.plugin import DjangoDbBlocker


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks the database, so that another database is tried on those tests alone, and the
    journeys, which are walked one after another."""
    for item in items:
        if "journeys" in item.path.parts and item.get_closest_marker("browser"):
            item.add_marker("journey")
        asked = {"db", "transactional_db"}.intersection(getattr(item, "fixturenames", ()))
        if asked or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.CallInfo[None], None]:
    """In CI a test that is skipped because a tool is missing has failed.

    Such a skip's reason begins with "needs": "needs chromium: apt install chromium".
    """
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if os.environ.get("CI") and report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2]
        if reason.startswith("Skipped: needs"):
            report.outcome = "failed"
            report.longrepr = (
                f"{item.nodeid} was skipped, and in CI nothing may be missing: {reason}"
            )


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,  # noqa: ARG001 - it makes the database
    django_db_blocker: DjangoDbBlocker,
) -> None:
    """Let a test that commits leave an empty table behind: on SQLite it is emptied row by row, and
    a trigger would keep the audit. The ledger's tests put the trigger back to try it."""
    from django.db import connection  # noqa: PLC0415 - settings are read after this file

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("DROP TRIGGER IF EXISTS audit_no_delete")
