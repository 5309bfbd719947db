"""Keys and signatures in minisign's formats, so that Debian's `minisign` reads ours and we its.

The formats: https://jedisct1.github.io/minisign/ (a signature is of the BLAKE2b-512 of the file,
"prehashed"; a second one covers the first and the trusted comment). Pure but for the random bytes
of a new key.
"""

import base64
import hashlib
import os
from dataclasses import dataclass, field
from mmap import mmap
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_ED25519: Final = b"Ed"
_PREHASHED: Final = b"ED"
_NO_PASSWORD: Final = b"\0\0"
_BLAKE2B: Final = b"B2"
_TRUSTED: Final = "trusted comment: "
_UNTRUSTED: Final = "untrusted comment: "


class KeyUnreadable(ValueError):
    """A text is no key that can be used; the message says why and what to do."""


class SignatureWrong(ValueError):
    """A signature does not hold; the message says why."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What signatures are checked with.

    Args:
        key_id: eight bytes that tell keys apart.
        raw: the 32 bytes of the Ed25519 key.
    """

    key_id: bytes
    raw: bytes

    @property
    def line(self) -> str:
        """The key as 56 characters of base64, which begin with ``RW``."""
        return base64.b64encode(_ED25519 + self.key_id + self.raw).decode()

    @property
    def text(self) -> str:
        """The key as a file that `minisign -p` reads."""
        name = self.key_id[::-1].hex().upper()
        return f"{_UNTRUSTED}minisign public key {name}\n{self.line}\n"


@dataclass(frozen=True, slots=True)
class SecretKey:
    """What signs. Never shown.

    Args:
        key_id: as of its public key.
        seed: the 32 bytes of the Ed25519 key.
    """

    key_id: bytes
    seed: bytes = field(repr=False)

    @property
    def public(self) -> PublicKey:
        raw = self._key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return PublicKey(self.key_id, raw)

    @property
    def text(self) -> str:
        """The key as a file that `minisign -s` reads, without a password."""
        pair = self.seed + self.public.raw
        check = _checksum(self.key_id, pair)
        head = _ED25519 + _NO_PASSWORD + _BLAKE2B + bytes(48)
        whole = base64.b64encode(head + self.key_id + pair + check).decode()
        return f"{_UNTRUSTED}minisign secret key of a publication; keep it secret\n{whole}\n"

    def sign(self, data: bytes | mmap, trusted: str) -> str:
        """Return the signature of a file as the text of its ``.minisig``; the same each time.

        Args:
            data: the whole file.
            trusted: one line that is signed, too.
        """
        key = self._key()
        signature = key.sign(hashlib.blake2b(data).digest())
        both = key.sign(signature + trusted.encode())
        first = base64.b64encode(_PREHASHED + self.key_id + signature).decode()
        return (
            f"{_UNTRUSTED}signature of a publication\n{first}\n"
            f"{_TRUSTED}{trusted}\n{base64.b64encode(both).decode()}\n"
        )

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def new_key() -> SecretKey:
    """Return a key pair that nobody had before."""
    return SecretKey(os.urandom(8), os.urandom(32))


def read_secret_key(text: str) -> SecretKey:
    """Read a secret key as `SecretKey.text` and ``minisign -G -W`` write it.

    Raises:
        KeyUnreadable: it is none, or it has a password.
    """
    raw = _decoded(text, 158, "a secret key")
    if raw[:2] != _ED25519 or raw[4:6] != _BLAKE2B:
        raise KeyUnreadable("It is no minisign secret key. Make one with `mirror --new-key`.")
    if raw[2:4] != _NO_PASSWORD:
        raise KeyUnreadable(
            "The secret key has a password, which nobody can be asked for here. "
            "Make one without: `writingviews mirror --new-key`."
        )
    key_id, pair, check = raw[54:62], raw[62:126], raw[126:]
    key = SecretKey(key_id, pair[:32])
    if check != _checksum(key_id, pair) or pair[32:] != key.public.raw:
        raise KeyUnreadable("The secret key is damaged. Take it from where you keep its copy.")
    return key


def read_public_key(text: str) -> PublicKey:
    """Read a public key: the file, or the line of 56 characters by itself.

    Raises:
        KeyUnreadable: it is none.
    """
    raw = _decoded(text, 42, "a public key")
    if raw[:2] != _ED25519:
        raise KeyUnreadable("It is no minisign public key: such a key begins with RW.")
    return PublicKey(raw[2:10], raw[10:])


def trusted_comment(data: bytes, signature: str, key: PublicKey) -> str:
    """Check a signature of a file and return its trusted comment.

    Raises:
        SignatureWrong: it is not of this file, not of this key, or cut short.
    """
    lines = signature.splitlines()
    if len(lines) != 4 or not lines[2].startswith(_TRUSTED):
        raise SignatureWrong("the signature is cut or is none")
    trusted = lines[2].removeprefix(_TRUSTED)
    try:
        first = base64.b64decode(lines[1], validate=True)
        both = base64.b64decode(lines[3], validate=True)
    except ValueError:
        raise SignatureWrong("the signature is cut or is none") from None
    if len(first) != 74 or first[:2] != _PREHASHED:
        raise SignatureWrong("the signature is cut or is none")
    if first[2:10] != key.key_id:
        raise SignatureWrong("it was signed with another key")
    public = Ed25519PublicKey.from_public_bytes(key.raw)
    try:
        public.verify(first[10:], hashlib.blake2b(data).digest())
    except InvalidSignature:
        raise SignatureWrong("the signature is not of this list of files") from None
    try:
        public.verify(both, first[10:] + trusted.encode())
    except InvalidSignature:
        raise SignatureWrong("the signed line with number and dates was changed") from None
    return trusted


def _checksum(key_id: bytes, pair: bytes) -> bytes:
    return hashlib.blake2b(_ED25519 + key_id + pair, digest_size=32).digest()


def _decoded(text: str, length: int, what: str) -> bytes:
    lines = [line.strip() for line in text.strip().splitlines()]
    if lines and lines[0].startswith(_UNTRUSTED):
        del lines[0]
    try:
        raw = base64.b64decode(lines[0], validate=True) if len(lines) == 1 else b""
    except ValueError:
        raw = b""
    if len(raw) != length:
        raise KeyUnreadable(f"This is not {what} of minisign: it has another length or letters.")
    return raw
