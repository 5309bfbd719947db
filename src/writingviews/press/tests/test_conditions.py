"""Codings, languages, conditions and ranges, by the letter of RFC 9110."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writingviews.press.conditions import (
    Conditions,
    acceptable,
    http_date,
    judge,
    languages,
    part_asked,
    told_modified,
)
from writingviews.press.endings import ENCODINGS

TAG = b'"abc"'
#: A full hour: 2026-05-28, 20:00 UTC.
HOUR = 1_780_000_000 // 3600 * 3600
BEFORE, AT, AFTER = (http_date(HOUR + more) for more in (-1, 0, 1))


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (b"", ["identity"]),
        (b"br", ["br", "identity"]),
        (b"gzip;q=0", ["identity"]),
        (b"*", ["br", "gzip", "identity"]),
        (b"*;q=0", ["identity"]),
        (b"*;q=0, gzip", ["gzip", "identity"]),
        (b"identity;q=0", ["identity"]),
        (b"identity;q=0, gzip", ["gzip", "identity"]),
        (b"identity;q=0, *", ["br", "gzip", "identity"]),
        (b"identity, br", ["br", "identity"]),
        (b"identity, br;q=0.5", ["identity", "br"]),
        (b"gzip, br;q=0.9", ["gzip", "br", "identity"]),
        (b"gzip;q=0.2, br;q=0.1, zstd;q=0.3", ["gzip", "br", "identity"]),
        (b"zstd", ["identity"]),
        (b"br;q=nonsense, gzip", ["gzip", "identity"]),
        (b"br;q=1.001, gzip;q=inf, zstd;q=-1", ["identity"]),
        (b"br ; q = 0.5", ["br", "identity"]),
        (b"br;level=1;q=0", ["identity"]),
        (b"GZIP", ["gzip", "identity"]),
        (b"x-gzip", ["gzip", "identity"]),
        (b"gzip;q=0, x-gzip", ["identity"]),
        (b",,;;", ["identity"]),
        (b"compress, deflate, bzip2", ["identity"]),
    ],
)
def test_qualities_are_obeyed(accept: bytes, expected: list[str]) -> None:
    names = [*(name for name, _ in ENCODINGS), "identity"]
    assert [names[index] for index in acceptable(accept)] == expected


@given(st.binary(max_size=80))
def test_whatever_is_accepted_the_plain_page_is_the_last_word(accept: bytes) -> None:
    chosen = acceptable(accept)
    assert len(ENCODINGS) in chosen
    assert len(set(chosen)) == len(chosen)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (b"", ()),
        (b"fa-IR, en;q=0.5", ("fa-ir", "fa", "en")),
        (b"en;q=0.2, es", ("es", "en")),
        (b"en;q=0, es", ("es",)),
        (b"*", ()),
        (b"../../etc, e, en/404", ()),
        (b"aa,bb,cc,dd,ee,ff,gg", ("aa", "bb", "cc", "dd", "ee")),
    ],
)
def test_languages_are_taken_in_their_order(accept: bytes, expected: tuple[str, ...]) -> None:
    assert languages(accept) == expected


def test_the_hour_that_is_told_is_over_and_after_the_change() -> None:
    assert told_modified(HOUR + 1.5, HOUR + 3599) is None
    assert told_modified(HOUR + 1.5, HOUR + 3600) == HOUR + 3600
    # A second change at the very hour is told as the next.
    assert told_modified(float(HOUR), HOUR + 7200) == HOUR + 3600
    assert told_modified(HOUR + 9000, HOUR) is None


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (Conditions(), "send"),
        (Conditions(if_none_match=TAG), "not modified"),
        (Conditions(if_none_match=b'W/"abc"'), "not modified"),
        (Conditions(if_none_match=b'"x", "abc" , W/"y"'), "not modified"),
        (Conditions(if_none_match=b'"a,b","abc"'), "not modified"),
        (Conditions(if_none_match=b" * "), "not modified"),
        (Conditions(if_none_match=b'"x"'), "send"),
        (Conditions(if_none_match=b"abc"), "send"),
        (Conditions(if_none_match=b'"x", *'), "send"),
        (Conditions(if_modified_since=AT), "not modified"),
        (Conditions(if_modified_since=AFTER), "not modified"),
        (Conditions(if_modified_since=BEFORE), "send"),
        (Conditions(if_modified_since=b"yesterday"), "send"),
        (Conditions(if_modified_since=b"Thu, 99 Foo 2026 99:99:99 GMT"), "send"),
        # If-None-Match decides alone, whichever way it goes.
        (Conditions(if_none_match=b'"x"', if_modified_since=AT), "send"),
        (Conditions(if_none_match=TAG, if_modified_since=BEFORE), "not modified"),
        (Conditions(if_match=TAG), "send"),
        (Conditions(if_match=b"*"), "send"),
        (Conditions(if_match=b'"x", "abc"'), "send"),
        (Conditions(if_match=b'W/"abc"'), "failed"),
        (Conditions(if_match=b'"x"'), "failed"),
        (Conditions(if_unmodified_since=AT), "send"),
        (Conditions(if_unmodified_since=BEFORE), "failed"),
        (Conditions(if_unmodified_since=b"never"), "send"),
        # If-Match decides before If-Unmodified-Since, and both before what may be spared.
        (Conditions(if_match=TAG, if_unmodified_since=BEFORE), "send"),
        (Conditions(if_match=b'"x"', if_none_match=TAG), "failed"),
        (Conditions(if_match=TAG, if_none_match=TAG), "not modified"),
    ],
)
def test_conditions_are_judged_in_their_order(conditions: Conditions, expected: str) -> None:
    assert judge(conditions, TAG, HOUR) == expected


def test_three_forms_of_a_date_are_understood() -> None:
    for said in (
        b"Sun, 06 Nov 1994 08:49:37 GMT",
        b"Sunday, 06-Nov-94 08:49:37 GMT",
        b"Sun Nov  6 08:49:37 1994",
    ):
        assert judge(Conditions(if_modified_since=said), TAG, 784111777) == "not modified"
        assert judge(Conditions(if_modified_since=said), TAG, 784111778) == "send"


def test_dates_are_passed_over_where_no_time_is_told() -> None:
    for conditions in (Conditions(if_modified_since=AFTER), Conditions(if_unmodified_since=BEFORE)):
        assert judge(conditions, TAG, None) == "send"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (b"bytes=0-0", (0, 1)),
        (b"bytes=0-", (0, 100)),
        (b"bytes=10-19", (10, 10)),
        (b"bytes=90-500", (90, 10)),
        (b"bytes=-10", (90, 10)),
        (b"bytes=-500", (0, 100)),
        (b"BYTES=1-2", (1, 2)),
        (b"bytes=99-", (99, 1)),
        (b"bytes=100-", "unsatisfiable"),
        (b"bytes=100-200", "unsatisfiable"),
        (b"bytes=-0", "unsatisfiable"),
        (b"bytes=5-2", "send"),
        (b"bytes=-", "send"),
        (b"bytes=a-b", "send"),
        (b"bytes=1-2,5-6", "send"),
        (b"pages=1-2", "send"),
        (b"bytes 1-2", "send"),
        (b"bytes=" + b"9" * 40 + b"-", "unsatisfiable"),
        (b"bytes=" + b"9" * 9000 + b"-", "send"),
        (b"", "send"),
    ],
)
def test_one_range_is_understood_and_the_rest_is_passed_over(
    asked: bytes, expected: tuple[int, int] | str
) -> None:
    assert part_asked(Conditions(range=asked), TAG, HOUR, 100) == expected


@pytest.mark.parametrize(
    ("if_range", "same"),
    [
        (TAG, True),
        (b'"x"', False),
        (b'W/"abc"', False),
        (AT, True),
        (AFTER, False),
        (BEFORE, False),
        (b"nonsense", False),
    ],
)
def test_a_part_is_sent_only_of_what_the_reader_has(if_range: bytes, *, same: bool) -> None:
    asked = Conditions(range=b"bytes=0-9", if_range=if_range)
    assert (part_asked(asked, TAG, HOUR, 100) == (0, 10)) == same
    assert part_asked(Conditions(range=b"bytes=0-9", if_range=AT), TAG, None, 100) == "send"
