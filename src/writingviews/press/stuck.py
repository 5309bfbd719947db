"""Pages that could not be printed: why, and when they are tried again."""

import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

from django.db.models import F
from django.utils import timezone

from writingviews.ledger.models import StuckCause, StuckPage

#: Stuck pages tried in one round: they must not keep fresh ones waiting.
RETRIES: Final = 50
#: A page is tried again after 1, 2, 4, 8 and then every 16 seconds: so that whatever held it up,
#: it is printed within half a minute after that has gone.
_LONGEST: Final = 4
_CAUSES: Final = {
    errno.ENAMETOOLONG: StuckCause.NAME,
    errno.EILSEQ: StuckCause.NAME,
    errno.EINVAL: StuckCause.NAME,
    errno.EACCES: StuckCause.RIGHTS,
    errno.EPERM: StuckCause.RIGHTS,
    errno.ENOTDIR: StuckCause.PLACE,
    errno.EISDIR: StuckCause.PLACE,
    errno.EEXIST: StuckCause.PLACE,
    errno.ENOTEMPTY: StuckCause.PLACE,
    errno.ELOOP: StuckCause.PLACE,
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a page was not printed.

    Args:
        cause: in one word.
        detail: one line for whoever mends it.
    """

    cause: StuckCause
    detail: str

    def __str__(self) -> str:
        return self.detail

    @classmethod
    def at_drawing(cls, error: Exception) -> Self:
        """The page could not be made."""
        return cls(StuckCause.DRAWING, _line(error))

    @classmethod
    def at_writing(cls, error: OSError | ValueError) -> Self:
        """The page could not be put in its place."""
        if not isinstance(error, OSError):  # `UnsafeAddress`, or a name that cannot be encoded
            return cls(StuckCause.NAME, _line(error))
        return cls(_CAUSES.get(error.errno or 0, StuckCause.DISK), _line(error))


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".replace("\0", "\\0").replace("\n", " ")[:500]


class StuckPages:
    """The pages that are stuck, as this press knows them. One query to read; none to write, as
    long as nothing fails and nothing was stuck."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, datetime]] = {
            address: (tries, next_at)
            for address, tries, next_at in StuckPage.objects.order_by("next_at").values_list(
                "address", "tries", "next_at"
            )
        }

    def __contains__(self, address: object) -> bool:
        return address in self._known

    def ripe(self) -> list[str]:
        """Return the addresses whose time has come, at most `RETRIES`, the most urgent first."""
        now = timezone.now()
        return [
            address
            for address, (_, next_at) in sorted(self._known.items(), key=lambda item: item[1][1])
            # Later than any try is put off: the clock was set back since.
            if next_at <= now or next_at > now + timedelta(seconds=2**_LONGEST)
        ][:RETRIES]

    def any_of(self, addresses: Iterable[str]) -> bool:
        """Return whether any of some pages is stuck."""
        return any(address in self._known for address in addresses)

    def note(self, tried: Iterable[str], failed: Mapping[str, Failure]) -> None:
        """Note what became of pages that were tried.

        Args:
            tried: addresses; those of them that did not fail are stuck no more.
            failed: which failed, and why.
        """
        mended = [address for address in tried if address in self._known and address not in failed]
        if mended:
            StuckPage.objects.filter(address__in=map(_kept, mended)).delete()
            for address in mended:
                del self._known[address]
        for address, failure in failed.items():
            self._note_failed(address, failure)

    def _note_failed(self, address: str, failure: Failure) -> None:
        now = timezone.now()
        tries = self._known.get(address, (0, now))[0] + 1
        next_at = now + timedelta(seconds=2 ** min(tries - 1, _LONGEST))
        self._known[address] = (tries, next_at)
        StuckPage.objects.update_or_create(
            address=_kept(address),
            defaults={
                "cause": failure.cause,
                "detail": failure.detail,
                "tried_at": now,
                "next_at": next_at,
                "tries": F("tries") + 1,
            },
            create_defaults={
                "cause": failure.cause,
                "detail": failure.detail,
                "since": now,
                "tried_at": now,
                "next_at": next_at,
            },
        )


def _kept(address: str) -> str:
    """Return an address as every database takes it: a foreign file's name may be of any bytes."""
    return address.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
