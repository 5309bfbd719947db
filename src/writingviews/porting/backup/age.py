"""The format age-encryption.org/v1, so that a backup opens without this program: `age -d`. Pure.

A file has a key of its own. That key stands in the header, sealed for each public key, or for a
passphrase. What follows is cut into pieces of 64 KB, each sealed by itself with its number and
whether it is the last: a changed, moved, missing or added piece is found when it is read, and
nothing that was not checked is ever handed out. The standard: C2SP, age.md.
"""

import base64
import hmac
import io
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from .bech32 import decoded, encoded

MAGIC: Final = b"age-encryption.org/v1\n"
PIECE: Final = 64 * 1024
#: Scrypt's cost as a power of two: 18 takes a second and 256 MB, as `age` itself has it.
WORK: Final = 18
#: No costlier one is tried: 22 would take 4 GB.
_MOST_WORK: Final = 20
_TAG: Final = 16
_MOST_HEADER: Final = 64 * 1024
_MOST_STANZAS: Final = 64
_NO_NONCE: Final = bytes(12)
_X25519: Final = b"age-encryption.org/v1/X25519"
_SCRYPT: Final = b"age-encryption.org/v1/scrypt"
_PUBLIC, _PRIVATE = "age", "age-secret-key-"
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/]*")


class KeyRefused(ValueError):
    """A key cannot be read; the message says what one looks like."""


class CannotOpen(ValueError):
    """The file is not for this key, is cut short, or was changed; the message says which."""


@dataclass(frozen=True, slots=True)
class Lock:
    """For whom a file is sealed: public keys, or one passphrase.

    Args:
        recipients: public keys (``age1…``); who has the private key of any can open it.
        passphrase: empty if there are recipients.
    """

    recipients: tuple[X25519PublicKey, ...] = ()
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Opener:
    """What a file may be opened with.

    Args:
        identities: private keys (``AGE-SECRET-KEY-1…``).
        passphrase: empty if there is none.
    """

    identities: tuple[X25519PrivateKey, ...] = field(default=(), repr=False)
    passphrase: str = field(default="", repr=False)


def public_key(text: str) -> X25519PublicKey:
    """Read ``age1…``.

    Raises:
        KeyRefused: it is none.
    """
    raw = decoded(text.strip(), _PUBLIC)
    if raw is None or len(raw) != 32:
        raise KeyRefused(
            f"{text.strip()[:80]!r} is no public key of age: 62 letters that begin with age1, as "
            "`age-keygen` prints it."
        )
    return X25519PublicKey.from_public_bytes(raw)


def private_keys(text: str) -> tuple[X25519PrivateKey, ...]:
    """Read the private keys of a file as `age-keygen` writes it: a line each, remarks with ``#``.

    Raises:
        KeyRefused: a line is neither, or there is no key. Nothing of it is quoted.
    """
    found: list[X25519PrivateKey] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        raw = decoded(line.strip(), _PRIVATE)
        if raw is None or len(raw) != 32:
            raise KeyRefused(
                f"Line {number} is no private key of age: it begins with AGE-SECRET-KEY-1, as "
                "`age-keygen` writes it."
            )
        found.append(X25519PrivateKey.from_private_bytes(raw))
    if not found:
        raise KeyRefused("There is no private key in it: a line with AGE-SECRET-KEY-1….")
    return tuple(found)


def new_pair() -> tuple[str, str]:
    """Return a fresh private key and its public one, as text."""
    private = X25519PrivateKey.generate()
    return (
        encoded(_PRIVATE, private.private_bytes_raw()).upper(),
        encoded(_PUBLIC, private.public_key().public_bytes_raw()),
    )


# --- writing --------------------------------------------------------------------------------------


class Sealing(io.RawIOBase):
    """Seals what is written to it; `close` writes the last piece and leaves `to` open.

    Args:
        to: where the sealed bytes go.
        lock: for whom.

    Attributes:
        file_key: opens this one file (`Opening`), so that it can be checked without a private key.
    """

    def __init__(self, to: BinaryIO, lock: Lock) -> None:
        super().__init__()
        self._to = to
        self.file_key = os.urandom(16)
        to.write(_header(lock, self.file_key))
        nonce = os.urandom(16)
        to.write(nonce)
        self._cipher = ChaCha20Poly1305(_derived(self.file_key, salt=nonce, info=b"payload"))
        self._number = 0
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._held += data
        # The last piece is marked, so a full one waits until something follows it.
        while len(self._held) > PIECE:
            self._seal(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Write the last piece. Without it the file cannot be opened to its end."""
        self._seal(bytes(self._held), last=True)
        self._held.clear()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        nonce = self._number.to_bytes(11, "big") + bytes([last])
        self._to.write(self._cipher.encrypt(nonce, piece, None))
        self._number += 1


def _header(lock: Lock, file_key: bytes) -> bytes:
    lines = [MAGIC.rstrip(b"\n")]
    if lock.passphrase:
        salt = os.urandom(16)
        wrapping = _stretched(lock.passphrase, salt, WORK)
        lines += [b"-> scrypt %s %d" % (_packed(salt), WORK)]
        lines += [_packed(ChaCha20Poly1305(wrapping).encrypt(_NO_NONCE, file_key, None))]
    else:
        for recipient in lock.recipients:
            once = X25519PrivateKey.generate()
            share = once.public_key().public_bytes_raw()
            wrapping = _agreed(once.exchange(recipient), share, recipient)
            lines += [b"-> X25519 " + _packed(share)]
            lines += [_packed(ChaCha20Poly1305(wrapping).encrypt(_NO_NONCE, file_key, None))]
    said = b"\n".join([*lines, b"---"])
    return said + b" " + _packed(_mark(file_key, said)) + b"\n"


# --- reading --------------------------------------------------------------------------------------


class Opening(io.RawIOBase):
    """Reads what `Sealing` wrote; hands out nothing that was not checked.

    Args:
        source: at the beginning of the file.
        opener: what may open it, or the file's own key.

    Raises:
        CannotOpen: at once for the header, while reading for the rest.
    """

    def __init__(self, source: BinaryIO, opener: Opener | bytes) -> None:
        super().__init__()
        self._source = source
        stanzas, said, mark = _read_header(source)
        file_key = opener if isinstance(opener, bytes) else _file_key(stanzas, opener)
        if not hmac.compare_digest(_mark(file_key, said), mark):
            raise CannotOpen("its header was changed")
        nonce = source.read(16)
        if len(nonce) != 16:
            raise CannotOpen("it ends in the middle")
        self._cipher = ChaCha20Poly1305(_derived(file_key, salt=nonce, info=b"payload"))
        self._number = 0
        self._ahead = source.read(PIECE + _TAG)
        self._open = b""
        self._at = 0
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._at == len(self._open) and not self._ended:
            self._next_piece()
        part = self._open[self._at : self._at + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _next_piece(self) -> None:
        sealed = self._ahead
        self._ahead = self._source.read(PIECE + _TAG) if len(sealed) == PIECE + _TAG else b""
        last = not self._ahead
        nonce = self._number.to_bytes(11, "big") + bytes([last])
        try:
            self._open = self._cipher.decrypt(nonce, sealed, None)
        except InvalidTag:
            raise CannotOpen("it was changed, or ends in the middle") from None
        if last and not self._open and self._number:
            raise CannotOpen("it was changed")
        self._number += 1
        self._at = 0
        self._ended = last


def sealed_how(path: Path) -> Literal["passphrase", "key"] | None:
    """Return how a file is sealed; None if it is not.

    Raises:
        CannotOpen: its header is broken.
    """
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return None
        file.seek(0)
        stanzas, _, _ = _read_header(file)
    return "passphrase" if stanzas[0].words[0] == b"scrypt" else "key"


def opened(source: BinaryIO, opener: Opener | bytes) -> BinaryIO:
    """Return what is in a sealed file, to be read; arguments and refusals are as for `Opening`."""
    return io.BufferedReader(Opening(source, opener), PIECE)


@dataclass(frozen=True, slots=True)
class _Stanza:
    words: Sequence[bytes]
    body: bytes


def _read_header(source: BinaryIO) -> tuple[list[_Stanza], bytes, bytes]:
    """Return the stanzas, what the mark is made of, and the mark."""
    left = _MOST_HEADER

    def line() -> bytes:
        nonlocal left
        read = source.readline(left)
        left -= len(read)
        if not read.endswith(b"\n"):
            raise CannotOpen("its header is broken, or ends in the middle")
        said.extend(read)
        return read[:-1]

    said = bytearray()
    if line() != MAGIC[:-1]:
        raise CannotOpen("it is no file of age")
    stanzas: list[_Stanza] = []
    read = line()
    while read.startswith(b"-> ") and len(stanzas) < _MOST_STANZAS:
        words = read[3:].split(b" ")
        body = b""
        while True:
            part = line()
            body += part
            if len(part) < 64:
                break
        stanzas.append(_Stanza(words, _unpacked(body)))
        read = line()
    if not read.startswith(b"--- ") or not stanzas:
        raise CannotOpen("its header is broken")
    return stanzas, bytes(said[: -len(read) - 1]) + b"---", _unpacked(read[4:])


def _file_key(stanzas: Sequence[_Stanza], opener: Opener) -> bytes:
    if any(stanza.words[0] == b"scrypt" for stanza in stanzas):
        if len(stanzas) != 1:
            raise CannotOpen("its header is broken")
        if not opener.passphrase:
            raise CannotOpen("it was sealed with a passphrase: give that")
        found = _with_passphrase(stanzas[0], opener.passphrase)
        if found is None:
            raise CannotOpen("the passphrase is not the one it was sealed with")
        return found
    if not opener.identities:
        raise CannotOpen("it was sealed for a key: name the file of the private key")
    for stanza in stanzas:
        for identity in opener.identities:
            if found := _with_identity(stanza, identity):
                return found
    raise CannotOpen("it was sealed for another key")


def _with_passphrase(stanza: _Stanza, passphrase: str) -> bytes | None:
    if len(stanza.words) != 3 or not re.fullmatch(rb"[1-9][0-9]?", stanza.words[2]):
        raise CannotOpen("its header is broken")
    work, salt = int(stanza.words[2]), _unpacked(stanza.words[1])
    if work > _MOST_WORK or len(salt) != 16:
        raise CannotOpen("its passphrase was stretched in a way that is not known here")
    return _unwrapped(_stretched(passphrase, salt, work), stanza.body)


def _with_identity(stanza: _Stanza, identity: X25519PrivateKey) -> bytes | None:
    if stanza.words[0] != b"X25519" or len(stanza.words) != 2:
        return None
    share = _unpacked(stanza.words[1])
    if len(share) != 32:
        raise CannotOpen("its header is broken")
    try:
        secret = identity.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError:  # a point of low order
        raise CannotOpen("its header is broken") from None
    return _unwrapped(_agreed(secret, share, identity.public_key()), stanza.body)


def _unwrapped(wrapping: bytes, body: bytes) -> bytes | None:
    if len(body) != 16 + _TAG:
        raise CannotOpen("its header is broken")
    try:
        return ChaCha20Poly1305(wrapping).decrypt(_NO_NONCE, body, None)
    except InvalidTag:
        return None


# --- keys -----------------------------------------------------------------------------------------


def _agreed(secret: bytes, share: bytes, recipient: X25519PublicKey) -> bytes:
    return _derived(secret, salt=share + recipient.public_bytes_raw(), info=_X25519)


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    return Scrypt(salt=_SCRYPT + salt, length=32, n=2**work, r=8, p=1).derive(passphrase.encode())


def _derived(key: bytes, *, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def _mark(file_key: bytes, said: bytes) -> bytes:
    return hmac.digest(_derived(file_key, salt=None, info=b"header"), said, "sha256")


def _packed(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _unpacked(text: bytes) -> bytes:
    if len(text) % 4 == 1 or not _BASE64.fullmatch(text):
        raise CannotOpen("its header is broken")
    data = base64.b64decode(text + b"=" * (-len(text) % 4))
    if _packed(data) != text:  # bits that say nothing must be 0
        raise CannotOpen("its header is broken")
    return data
