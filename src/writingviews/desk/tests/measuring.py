"""What the measurements of this room share: a database that is gone afterwards, and a clock."""

import os
import time
from collections.abc import Callable
from typing import Any


def in_a_database_of_its_own(measure: Callable[[], None]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.testing")
    import django
    from django.test.utils import get_runner, setup_test_environment

    django.setup()
    from django.conf import settings
    from django.test.runner import DiscoverRunner

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0)
    assert isinstance(runner, DiscoverRunner)
    databases = runner.setup_databases()
    try:
        measure()
    finally:
        runner.teardown_databases(databases)


def timed(name: str, do: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever it gives
    began = time.perf_counter()
    found = do()
    print(f"{name}: {(time.perf_counter() - began) * 1000:.0f} ms")  # noqa: T201
    return found
