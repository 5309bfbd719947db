"""Telling apart who sends, without being able to say afterwards who it was."""

import hashlib
import ipaddress
import secrets
from threading import Lock
from typing import Final

#: Seconds after which the key is thrown away (the promise allows a day: ``docs/privacy.md``).
KEY_LIFETIME: Final = 12 * 3600.0


class Senders:
    """Tells senders apart without knowing them, for as long as the key lives.

    A network address is hashed with a key that exists in this process's memory alone.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._key = b""
        self._key_until = float("-inf")

    def mark(self, address: str, *more: str, now: float) -> bytes:
        """Return 16 bytes that are the same for the same sender and words, until the key dies.

        Args:
            address: a network address; of IPv6 the first 64 bits count, for one house has them all.
            more: words to be told apart by, too.
            now: monotonic seconds.
        """
        with self._lock:
            if now >= self._key_until:
                self._key, self._key_until = secrets.token_bytes(32), now + KEY_LIFETIME
            key = self._key
        parts = "\0".join((_network(address), *more))
        return hashlib.blake2b(parts.encode(), key=key, digest_size=16).digest()


def _network(address: str) -> str:
    try:
        read = ipaddress.ip_address(address)
    except ValueError:  # a socket's path, or nothing
        return address
    if isinstance(read, ipaddress.IPv6Address):
        if read.ipv4_mapped:
            return str(read.ipv4_mapped)
        return str(ipaddress.IPv6Network((read, 64), strict=False))
    return str(read)
