"""What holds for every test of the house."""

import os
from collections.abc import Generator

import pytest
from pytest_django.plugin import DjangoDbBlocker


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks the database, so that another database is tried on those tests alone, and the
    journeys, which are walked one after another.

    `one_database` keeps a test from it that shows the same on any: of the disk, of a service, or a
    play like another with a seed of its own.
    """
    for item in items:
        if "journeys" in item.path.parts and item.get_closest_marker("browser"):
            item.add_marker("journey")
        asked = {"db", "transactional_db"}.intersection(getattr(item, "fixturenames", ()))
        asks = asked or item.get_closest_marker("django_db")
        if asks and not item.get_closest_marker("one_database"):
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
) -> Generator[None]:
    """Let a test that commits leave empty tables behind, as quickly as can be.

    Django's own way truncates each of some eighty tables and then fills in content types and
    permissions, which the house never asks: 0.1 s a test on SQLite, 0.3 s on PostgreSQL, where few
    tables hold a row. On SQLite a trigger would keep the audit; the ledger's tests put it back to
    try it.
    """
    from django.db import connection, transaction  # noqa: PLC0415 - settings are read after this file
    from django.test import TransactionTestCase  # noqa: PLC0415

    from writingviews.ledger.models import AuditEntry  # noqa: PLC0415

    kept = {"auth_permission", "django_content_type"}
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS audit_no_delete")
        names = {*connection.introspection.django_table_names(only_existing=True)} - kept
    audit = AuditEntry._meta.db_table  # noqa: SLF001
    ask = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})"  # noqa: S608 - our own names
        for name in sorted(names)
    )

    def empty(_: TransactionTestCase) -> None:
        # The constraints between tables are looked at in the end, so that the order is any.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ask)
            for (name,) in cursor.fetchall():
                # PostgreSQL's trigger asks for each row that is deleted, not for a whole table.
                whole = name == audit and connection.vendor == "postgresql"
                cursor.execute(f"{'TRUNCATE' if whole else 'DELETE FROM'} {name}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield
