"""Whether a copy is what its publication signed: every file, no other, and recent enough."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Final
from unicodedata import normalize

from .carriers import Carrier, Unreadable, carrier_at, digest_of, text_of, whole_of
from .minisign import KeyUnreadable, PublicKey, SignatureWrong, read_public_key, trusted_comment
from .strewn import is_strewn
from .sums import PUBLIC_KEY, SIGNATURE, SUCCESSION, SUMS, UNLISTED, SumsUnreadable, read_sums
from .terms import Terms, TermsUnreadable, read_terms, succession_line


class Fault(Enum):
    """What can be wrong with a copy."""

    UNREADABLE = "unreadable"
    UNSIGNED = "unsigned"
    FORGED = "forged"
    CHANGED = "changed"
    MISSING = "missing"
    RENAMED = "renamed"
    EXTRA = "extra"
    ODD = "odd"
    OLD = "old"
    ENDED = "ended"


#: What the holder of a copy does about it.
MENDS: Final[Mapping[Fault, str]] = {
    Fault.UNREADABLE: "The copy is cut or broken: get it again.",
    Fault.UNSIGNED: "Nobody vouches for this copy: do not trust it; get one that is signed.",
    Fault.FORGED: "Do not trust this copy; get it from somebody else, and compare the key.",
    Fault.CHANGED: "Do not trust these files; get the copy again.",
    Fault.MISSING: "The copy is not whole: get it again.",
    Fault.RENAMED: "These files are genuine, and the system that copied them put accents in their "
    "names otherwise: links do not find them here. Get the copy as a zip and unpack it here.",
    Fault.EXTRA: "Somebody added these files: do not open them; get the copy again.",
    Fault.ODD: "Do not open these; get the copy again.",
    Fault.OLD: "There is a newer copy: ask for it.",
    Fault.ENDED: "It may be genuine, and is out of date: ask for a newer copy.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Args:
        fault: what kind.
        said: what it is about: files, a number, a date.
    """

    fault: Fault
    said: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found.

    Args:
        terms: what is signed; None if the signature does not hold.
        findings: empty if the copy is good.
        key: with which it was checked; None if it has no key that can be read.
        own_key: whether that key came with the copy, so that it vouches for nothing.
        follows: whether `key` is another than was asked for, and that one vouches for it.
        strewn: what a system has left in the copy.
    """

    terms: Terms | None
    findings: tuple[Finding, ...]
    key: PublicKey | None
    own_key: bool
    follows: bool = False
    strewn: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        return not self.findings


def verify(
    path: Path,
    *,
    now: datetime,
    key: PublicKey | None = None,
    at_least: int = 0,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> Verdict:
    """Check a copy. 20,000 files of 400 MB take about 2 s.

    Args:
        path: the copy's folder, or its zip.
        now: UTC.
        key: the publication's; the one that came with the copy, if left out.
        at_least: the lowest sequence that is taken.
        told: called with how many files are read, of how many.

    Raises:
        FileNotFoundError: there is nothing at `path`.
    """
    try:
        with carrier_at(path) as carrier:
            return _verdict(carrier, now, key, at_least, told)
    except Unreadable as broken:
        return Verdict(None, (Finding(Fault.UNREADABLE, str(broken)),), key, own_key=False)


def _verdict(
    carrier: Carrier,
    now: datetime,
    key: PublicKey | None,
    at_least: int,
    told: Callable[[int, int], None],
) -> Verdict:
    present, odd = carrier.names()
    own_key = key is None
    unsigned = [name for name in (SUMS, SIGNATURE) if name not in present]
    if unsigned:
        finding = Finding(
            Fault.UNSIGNED,
            " and ".join(unsigned) + (" is" if len(unsigned) == 1 else " are") + " not there",
        )
        return Verdict(None, (finding,), key, own_key)
    if key is None:
        try:
            key = read_public_key(text_of(carrier, PUBLIC_KEY)) if PUBLIC_KEY in present else None
        except KeyUnreadable:
            key = None
        if key is None:
            finding = Finding(
                Fault.UNSIGNED, f"it brings no key ({PUBLIC_KEY}); name one with --key"
            )
            return Verdict(None, (finding,), None, own_key)
    listing = whole_of(carrier, SUMS)
    heir = None if own_key else _heir(carrier, present, key)
    key = heir or key
    try:
        terms = read_terms(trusted_comment(listing, text_of(carrier, SIGNATURE), key))
        sums = read_sums(listing)
    except (SignatureWrong, TermsUnreadable, SumsUnreadable) as error:
        return Verdict(None, (Finding(Fault.FORGED, str(error)),), key, own_key)
    findings = [*_of_files(carrier, sums, present, odd, told), *_of_time(terms, now, at_least)]
    if len(sums) != terms.files:
        said = f"{len(sums)} files are listed and {terms.files} signed"
        findings.append(Finding(Fault.FORGED, said))
    strewn = tuple(sorted(name for name in present - sums.keys() if is_strewn(name)))
    return Verdict(terms, tuple(findings), key, own_key, heir is not None, strewn)


def _heir(carrier: Carrier, present: set[str], key: PublicKey) -> PublicKey | None:
    """Return the key that came with a copy, if it is another and `key` vouches for it."""
    if not present >= {PUBLIC_KEY, SUCCESSION}:
        return None
    text = text_of(carrier, PUBLIC_KEY)
    try:
        heir = read_public_key(text)
        word = trusted_comment(text.encode(), text_of(carrier, SUCCESSION), key)
    except (KeyUnreadable, SignatureWrong):
        return None
    return heir if heir != key and word == succession_line(heir.line) else None


def _of_files(
    carrier: Carrier,
    sums: Mapping[str, str],
    present: set[str],
    odd: Sequence[str],
    told: Callable[[int, int], None],
) -> Iterator[Finding]:
    listed = sorted(name for name in sums if name in present)
    changed: list[str] = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        digests = threads.map(lambda name: digest_of(carrier, name), listed, chunksize=64)
        for done, (name, digest) in enumerate(zip(listed, digests, strict=True), 1):
            if digest != sums[name]:
                changed.append(name)
            if done % 500 == 0:
                told(done, len(listed))
    missing = sums.keys() - present
    extra = present - sums.keys() - UNLISTED
    respelled = _respelled(missing, extra)
    for name, there in sorted(respelled.items()):
        digest = digest_of(carrier, name)
        if digest is None and digest_of(carrier, there) == sums[name]:
            yield Finding(Fault.RENAMED, name)
        elif digest != sums[name]:
            changed.append(name)
    yield from (Finding(Fault.CHANGED, name) for name in sorted(changed))
    yield from (Finding(Fault.MISSING, name) for name in sorted(missing - respelled.keys()))
    added = sorted(name for name in extra - set(respelled.values()) if not is_strewn(name))
    yield from (Finding(Fault.EXTRA, _shown(name)) for name in added)
    yield from (Finding(Fault.ODD, _shown(name)) for name in sorted(odd))


def _respelled(missing: AbstractSet[str], extra: AbstractSet[str]) -> dict[str, str]:
    """Return by listed name under which one a file is there whose letters are put together of
    other marks, as macOS hands them out: é of one or of two. Its disks find both."""
    there = {normalize("NFC", name): name for name in extra} if missing else {}
    spelled = ((name, normalize("NFC", name)) for name in missing)
    return {name: there[composed] for name, composed in spelled if composed in there}


def _of_time(terms: Terms, now: datetime, at_least: int) -> Iterator[Finding]:
    if terms.sequence < at_least:
        yield Finding(Fault.OLD, f"it is number {terms.sequence}, and {at_least} is known")
    if now >= terms.ends:
        yield Finding(Fault.ENDED, f"it was valid until {terms.ends:%Y-%m-%d %H:%M} UTC")


def _shown(name: str) -> str:
    """Return a name that somebody else chose so that it does nothing to a terminal."""
    return name if name.isprintable() else ascii(name)
