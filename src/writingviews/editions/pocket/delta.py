"""The difference between two mirrors: what the holder of one needs to have the other.

A zip of the files that are new or changed, with the new list and its signature. What goes is not
written down: it is what the new list does not name.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from .carriers import Carrier, Unreadable, carrier_at, read_blocks, text_of, whole_of
from .minisign import PublicKey, SignatureWrong, trusted_comment
from .sums import SIGNATURE, SUMS, UNLISTED, SumsUnreadable, read_sums
from .terms import Terms, TermsUnreadable, read_terms


class DeltaRefused(Exception):
    """A difference cannot be used; the message says why and what to do."""


def changed_files(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """Return the paths of a difference's files, by two lists of SHA-256 by path."""
    changed = {path for path, digest in after.items() if before.get(path) != digest}
    return changed | UNLISTED


def signed_list(carrier: Carrier, key: PublicKey) -> tuple[Terms, dict[str, str]]:
    """Return what is signed in a copy or a difference, and its list; looks at no other file.

    Raises:
        DeltaRefused: the signature does not hold.
    """
    present, _ = carrier.names()
    if not present >= UNLISTED:
        raise DeltaRefused("it is not signed")
    listing = whole_of(carrier, SUMS)
    try:
        terms = read_terms(trusted_comment(listing, text_of(carrier, SIGNATURE), key))
        return terms, read_sums(listing)
    except (SignatureWrong, TermsUnreadable, SumsUnreadable) as error:
        raise DeltaRefused(str(error)) from error


def put_together(copy: Path, delta: Path, fresh: Path, key: PublicKey) -> None:
    """Write the new mirror from a former one and the difference into an empty folder.

    Only what the new list names is written, and only with the bytes that it names: neither the
    copy nor the difference is trusted.

    Raises:
        DeltaRefused: it is not signed with `key`, is no newer than the copy, or does not fit it.
        OSError: the disk is full or broken.
    """
    try:
        with carrier_at(delta) as changes, carrier_at(copy) as former:
            try:
                terms, sums = signed_list(changes, key)
            except DeltaRefused as refused:
                raise DeltaRefused(f"Not genuine: {delta.name}: {refused}. Get it again.") from None
            _newer(former, key, terms)
            in_changes, in_former = changes.names()[0], former.names()[0]
            for path, digest in sums.items():
                offered = ((changes, in_changes), (former, in_former))
                if not any(
                    path in present and _copied(carrier, path, fresh / path, digest)
                    for carrier, present in offered
                ):
                    raise DeltaRefused(
                        f"Does not fit: neither the copy nor {delta.name} has {path} as it shall "
                        "be. Check the copy with `writingviews verify`, or get a whole new one."
                    )
            for name in UNLISTED:
                (fresh / name).write_bytes(whole_of(changes, name))
    except Unreadable as broken:
        raise DeltaRefused(f"Unreadable: {broken}. Get it again.") from broken


def _newer(former: Carrier, key: PublicKey, terms: Terms) -> None:
    try:
        has, _ = signed_list(former, key)
    except DeltaRefused as refused:
        raise DeltaRefused(
            f"Not genuine: the copy: {refused}. Get a whole new one instead of the difference."
        ) from None
    if has.sequence >= terms.sequence:
        raise DeltaRefused(
            f"Old: the copy is number {has.sequence} already, and the difference leads to "
            f"{terms.sequence}. Nothing is to be done."
        )


def _copied(carrier: Carrier, path: str, target: Path, digest: str) -> bool:
    """Copy a file; return whether it is the one that is wanted. What is not is written over by the
    next try, or goes with the folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    copied = hashlib.sha256()
    with target.open("wb") as file, suppress(Unreadable):
        for block in read_blocks(carrier, path):
            copied.update(block)
            file.write(block)
    return copied.hexdigest() == digest
