"""What a request makes its answer depend on: codings, languages, conditions, ranges (RFC 9110).

Pure: header values in, decisions out; the clock is passed in.
"""

import re
from dataclasses import dataclass
from email.utils import formatdate, mktime_tz, parsedate_tz
from typing import Final, Literal

from .endings import ENCODINGS

_HOUR: Final = 3600
_QUALITY: Final = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_TAG: Final = re.compile(rb'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_RANGE: Final = re.compile(rb"bytes[ \t]*=[ \t]*(\d{0,99})-(\d{0,99})[ \t]*", re.IGNORECASE)
_MOST_LANGUAGES: Final = 5


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditional headers of a request; b"" where one is missing."""

    if_match: bytes = b""
    if_none_match: bytes = b""
    if_modified_since: bytes = b""
    if_unmodified_since: bytes = b""
    range: bytes = b""
    if_range: bytes = b""


Verdict = Literal["send", "not modified", "failed", "unsatisfiable"]


def _qualities(value: bytes) -> dict[str, float]:
    """Return the members of an Accept header with their qualities; 0 for one that is malformed."""
    found: dict[str, float] = {}
    for member in value.decode("latin-1").lower().split(","):
        name, *parameters = (part.strip() for part in member.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, said = parameter.partition("=")
            if key.strip() == "q":
                quality = float(said) if _QUALITY.fullmatch(said.strip()) else 0.0
        if name:
            found[name] = quality
    return found


def acceptable(accept_encoding: bytes) -> tuple[int, ...]:
    """Return indexes into `ENCODINGS` (then identity) in the order to be tried (RFC 9110, 12.5.3).

    By the client's qualities, and our own order among equals; identity last of them, unless it
    was asked for. A client that refuses even identity gets it where nothing else is there: a page
    is better than a 406.
    """
    qualities = _qualities(accept_encoding)
    if "x-gzip" in qualities:
        qualities.setdefault("gzip", qualities["x-gzip"])
    default = qualities.get("*", 0.0)
    plain = len(ENCODINGS)
    # Named or not, identity stays behind a coding of the same quality: that is shorter.
    graded = [(qualities.get(name, default), index) for index, (name, _) in enumerate(ENCODINGS)]
    graded.append((qualities.get("identity", 0.0), plain))
    chosen = [index for quality, index in sorted(graded, key=_best_first) if quality > 0]
    return (*chosen, plain) if plain not in chosen else tuple(chosen)


def _best_first(graded: tuple[float, int]) -> tuple[float, int]:
    return -graded[0], graded[1]


def languages(accept_language: bytes) -> tuple[str, ...]:
    """Return the first five languages a reader asks for, the dearest first: ``fa``, ``pt-br``.

    Each is followed by its shorter form (``pt-br``, ``pt``); what is no language tag is left out.
    """
    qualities = _qualities(accept_language[:200])
    found: dict[str, None] = {}
    for tag in sorted(qualities, key=lambda tag: -qualities[tag]):
        if qualities[tag] > 0 and re.fullmatch(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*", tag):
            found[tag] = None
            found[tag.partition("-")[0]] = None
    return tuple(found)[:_MOST_LANGUAGES]


def told_modified(modified: float, now: float) -> int | None:
    """Return when a file was last modified, as readers may know it: the next full hour.

    Nothing before that hour is over: a later time than now may not be told, and an earlier one
    would let a reader keep a page that changed twice within the hour.

    Args:
        modified: seconds since 1970.
        now: the same.
    """
    hour = (int(modified) // _HOUR + 1) * _HOUR
    return hour if hour <= now else None


def http_date(seconds: int) -> bytes:
    """Return a time as it stands in a header."""
    return formatdate(seconds, usegmt=True).encode()


def _seconds(value: bytes) -> int | None:
    """Return the time in a header, in any of HTTP's three forms; None if it is none."""
    parsed = parsedate_tz(value.decode("latin-1"))
    try:
        return int(mktime_tz(parsed)) if parsed else None
    except (ValueError, OverflowError):
        return None


def judge(conditions: Conditions, etag: bytes, modified: int | None) -> Verdict:
    """Return what is to be done for a page that stands there (RFC 9110, 13.2.2).

    Args:
        conditions: of the request.
        etag: the strong entity tag of what would be sent.
        modified: `told_modified`.
    """
    if conditions.if_match:
        if not _names(conditions.if_match, etag, weakly=False):
            return "failed"
    elif conditions.if_unmodified_since and modified is not None:
        limit = _seconds(conditions.if_unmodified_since)
        if limit is not None and modified > limit:
            return "failed"
    if conditions.if_none_match:
        return "not modified" if _names(conditions.if_none_match, etag, weakly=True) else "send"
    if conditions.if_modified_since and modified is not None:
        known = _seconds(conditions.if_modified_since)
        if known is not None and modified <= known:
            return "not modified"
    return "send"


def _names(tags: bytes, etag: bytes, *, weakly: bool) -> bool:
    if tags.strip() == b"*":
        return True
    return any(tag == etag and (weakly or not weak) for weak, tag in _TAG.findall(tags))


def part_asked(
    conditions: Conditions, etag: bytes, modified: int | None, size: int
) -> tuple[int, int] | Verdict:
    """Return the one range that is to be sent as (first byte, length), or what else to do.

    Several ranges, other units and what is malformed are passed over: the whole is sent, as
    RFC 9110 (14.2) allows.
    """
    asked = _RANGE.fullmatch(conditions.range.strip())
    if asked is None or not (asked[1] or asked[2]):
        return "send"
    if conditions.if_range and not _still(conditions.if_range.strip(), etag, modified):
        return "send"
    if not asked[1]:  # the last so many bytes
        length = min(int(asked[2]), size)
        return (size - length, length) if length else "unsatisfiable"
    first = int(asked[1])
    last = min(int(asked[2]), size - 1) if asked[2] else size - 1
    if asked[2] and int(asked[2]) < first:
        return "send"
    return (first, last - first + 1) if first < size else "unsatisfiable"


def _still(if_range: bytes, etag: bytes, modified: int | None) -> bool:
    if if_range.startswith((b'"', b"W/")):
        return if_range == etag
    return modified is not None and _seconds(if_range) == modified
