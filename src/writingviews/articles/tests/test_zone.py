# ruff: noqa: DTZ001 (what a clock shows has no zone)
"""What clocks show, on the days on which they jump as well."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writingviews.articles.zone import (
    known_zones,
    moments_at,
    next_shown,
    offset_words,
    shown_at,
    zone_named,
)

BERLIN = ZoneInfo("Europe/Berlin")
APIA = ZoneInfo("Pacific/Apia")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")


def test_a_common_time_is_one_moment() -> None:
    assert moments_at(datetime(2026, 7, 1, 12, 0), BERLIN) == (
        datetime(2026, 7, 1, 10, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("zone", "local", "next_one"),
    [
        (BERLIN, datetime(2026, 3, 29, 2, 0), datetime(2026, 3, 29, 3, 0)),
        (BERLIN, datetime(2026, 3, 29, 2, 59), datetime(2026, 3, 29, 3, 0)),
        (LORD_HOWE, datetime(2026, 10, 4, 2, 10), datetime(2026, 10, 4, 2, 30)),  # half an hour
        (APIA, datetime(2011, 12, 30, 9, 0), datetime(2011, 12, 31, 0, 0)),  # a whole day
    ],
)
def test_a_time_that_is_leapt_over_is_no_moment_and_the_next_one_is_known(
    zone: ZoneInfo, local: datetime, next_one: datetime
) -> None:
    assert moments_at(local, zone) == ()
    assert next_shown(local, zone) == next_one
    assert len(moments_at(next_one, zone)) == 1


def test_an_hour_that_comes_twice_is_two_moments_the_first_in_summer_time() -> None:
    first, second = moments_at(datetime(2026, 10, 25, 2, 30), BERLIN)
    assert second - first == timedelta(hours=1)
    assert (offset_words(first, BERLIN), offset_words(second, BERLIN)) == ("UTC+2", "UTC+1")
    assert len(moments_at(datetime(2026, 10, 25, 3, 0), BERLIN)) == 1
    assert len(moments_at(datetime(2026, 10, 25, 1, 59), BERLIN)) == 1


def test_offsets_are_said_with_their_minutes_and_a_real_minus() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    said = [offset_words(at, ZoneInfo(name)) for name in ("Asia/Tehran", "America/St_Johns", "UTC")]
    assert said == ["UTC+3:30", "UTC\u22123:30", "UTC"]


@given(
    at=st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),
    name=st.sampled_from(["Europe/Berlin", "Asia/Tehran", "America/New_York", "Asia/Gaza", "UTC"]),
)
def test_what_a_clock_shows_leads_back_to_its_moment(at: datetime, name: str) -> None:
    zone = zone_named(name)
    assert at in moments_at(shown_at(at, zone), zone)


@pytest.mark.parametrize("name", ["Europe/Nowhere", "", "../secret.key", "/etc/passwd", "a\0b"])
def test_a_name_that_is_no_zone_is_refused_with_how_to_write_one(name: str) -> None:
    with pytest.raises(ValueError, match="Write it as Europe/Madrid"):
        zone_named(name)


def test_the_zones_to_choose_from_are_places() -> None:
    zones = known_zones()
    assert zones[0] == "UTC"
    assert {"Asia/Tehran", "Europe/Madrid"} <= set(zones)
    assert not [name for name in zones if name.startswith("Etc/")]
    for name in zones:
        zone_named(name)
