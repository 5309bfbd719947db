"""What `writingviews mirror` and `writingviews verify` do. Nothing here loads Django."""

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Final

from writingviews.house.settings import HouseSettings
from writingviews.press.durability import sync_filesystem

from .archive import write_archive
from .carriers import Carrier, Unreadable, carrier_at, text_of, whole_of
from .carrying import Publication
from .delta import DeltaRefused, changed_files, put_together, signed_list
from .making import Made, make_mirror
from .minisign import (
    KeyUnreadable,
    PublicKey,
    SecretKey,
    SignatureWrong,
    new_key,
    read_public_key,
    read_secret_key,
    trusted_comment,
)
from .own_pages import FrameMissing
from .placing import PlaceTaken, beside_of, look_at_archive, look_at_folder, take_place, why
from .relinking import Pictures
from .sums import PUBLIC_KEY, SUMS, SumsUnreadable, read_sums
from .terms import FIRST, Terms, succession_line
from .verifying import MENDS, Fault, Verdict, verify

_STATE: Final = "mirror.json"
#: Files named of each kind of fault; the rest is counted.
_NAMED: Final = 10

Told = Callable[[int, int], None]


class MirrorRefused(Exception):
    """A mirror was not made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for.

    Args:
        path: the folder, or with `archive` the zip.
        archive: whether it shall be a zip.
        pictures: ``small`` or ``all``.
        days: how long it is valid, from now.
        key: where the private key lies.
        delta: a former mirror, for whose holders the difference is written as well.
    """

    path: Path
    archive: bool
    pictures: Pictures
    days: int
    key: Path
    delta: Path | None = None


def key_path(given: str | None, settings: HouseSettings) -> Path:
    """Return where the private key lies: what was given, else what the settings say.

    Raises:
        MirrorRefused: neither says.
    """
    named = Path(given) if given else settings.mirror_key
    if named is None:
        raise MirrorRefused(
            "No key was named. Make one with `writingviews mirror --new-key --key FILE`, then "
            "name it with --key or WRITINGVIEWS_MIRROR_KEY."
        )
    return named.expanduser().absolute()


def make_key(path: Path, publication: Path, former: Path | None = None) -> PublicKey:
    """Make a key pair: the private key at `path`, for its owner alone, the public one beside it.

    Args:
        path: where nothing is yet.
        publication: its folder, in which no key may lie.
        former: the private key that this one follows and that vouches for it.

    Raises:
        MirrorRefused: `path` is in the publication's folder, or something is there, or the former
            key cannot be used.
    """
    _outside(path, publication)
    vouching = secret_key(former, publication) if former else None
    key = new_key()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise MirrorRefused(
            f"{path} is there already. A key that is overwritten is lost: name another file."
        ) from None
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key.text)
        file.flush()
        os.fsync(file.fileno())
    public_path(path).write_text(key.public.text, encoding="ascii")
    if vouching is not None:
        word = vouching.sign(key.public.text.encode(), succession_line(key.public.line))
        succession_path(path).write_text(word, encoding="ascii")
    return key.public


def key_of(path: Path, publication: Path) -> PublicKey:
    """Return the public half of a private key.

    Raises:
        MirrorRefused: it lies in the publication's folder, or cannot be used.
    """
    return secret_key(path, publication).public


def public_path(path: Path) -> Path:
    """Return where the public key of a private one lies."""
    return path.with_name(path.name + ".pub")


def succession_path(path: Path) -> Path:
    """Return where the former key's word for a private key's public one lies, if there is one."""
    return path.with_name(path.name + ".pub.minisig")


def mirror(settings: HouseSettings, order: Order, *, now: datetime, told: Told) -> Made:
    """Make a mirror and put it in place; what was there before stays until then.

    Args:
        settings: of the publication.
        order: what is asked for.
        now: UTC.
        told: called with how many pages are made, of how many.

    Raises:
        MirrorRefused: the key cannot be used, something else is at the path, the publication was
            never printed, or the disk is full, broken or may not be written.
    """
    key = secret_key(order.key, settings.folder)
    place = order.path.expanduser().absolute()
    _free(place, settings.folder, archive=order.archive)
    with _alone(settings.run_dir):
        try:
            return _mirror(settings, order, place, key, now, told)
        except OSError as error:
            raise MirrorRefused(
                f"No mirror could be made: {why(error)}. What stood in {place} still stands there."
            ) from error


def _mirror(
    settings: HouseSettings, order: Order, place: Path, key: SecretKey, now: datetime, told: Told
) -> Made:
    sequence, previous = _before(settings.run_dir, place, order, key.public)
    former = _former(order.delta, key.public) if order.delta else None
    issued = now.astimezone(UTC).replace(second=0, microsecond=0)
    terms = Terms(
        site=settings.address,
        sequence=sequence + 1,
        issued=issued,
        ends=issued + timedelta(days=order.days),
        files=0,
        previous=previous,
    )
    publication = Publication(settings.tree_dir, settings.media_dir, settings.address)
    word = succession_path(order.key)
    with beside_of(place) as fresh:
        try:
            made = make_mirror(
                publication,
                fresh,
                terms=terms,
                key=key,
                pictures=order.pictures,
                named_before=_named_before(settings.run_dir),
                succession=word.read_text("ascii") if word.is_file() else None,
                told=told,
            )
        except (FrameMissing, SumsUnreadable) as error:
            raise MirrorRefused(str(error)) from error
        # Before it is in place: a number that was used once is never used again.
        _remember(settings.run_dir, made)
        if former is not None:
            _write_delta(fresh, place, former, made.terms)
        if order.archive:
            write_archive(fresh, place, root=place.stem, made=issued)
        else:
            # Anybody may have put something there meanwhile.
            _free(place, settings.folder, archive=False)
            take_place(fresh, place)
    return made


def verify_lines(
    path: Path, *, key: str | None, at_least: int, now: datetime, told: Told
) -> tuple[int, list[str]]:
    """Check a copy; return the exit code and what to say.

    Args:
        path: a folder or a zip.
        key: the publication's public key, or a file that holds it; None if the holder has none.
        at_least: the lowest sequence that is taken.
        now: UTC.
        told: called with how many files are read, of how many.

    Returns:
        0 if the copy is good; 1 if it is not; 2 if that cannot be told: nothing is there, the key
        cannot be read, or none was given but the one that came with the copy.
    """
    try:
        given = given_key(key) if key else None
    except (KeyUnreadable, OSError) as error:
        return 2, [f"The key cannot be used: {error}"]
    if not path.exists():
        return 2, [f"There is nothing at {path}. Name the copy's folder or its zip."]
    verdict = verify(path, now=now, key=given, at_least=at_least, told=told)
    if verdict.findings:
        return 1, list(_said(verdict))
    terms = verdict.terms
    if terms is None or verdict.key is None:
        return 2, ["The copy could not be checked."]
    strewn = [f"Left there by a system, and no part of the copy: {some_of(verdict.strewn)}."]
    also = strewn if verdict.strewn else []
    good = (
        f"number {terms.sequence} of {terms.site}, made {terms.issued:%Y-%m-%d}, valid until "
        f"{terms.ends:%Y-%m-%d}, {terms.files} files"
    )
    if verdict.own_key:
        line = (
            f"Whole: {good}. It was checked with the key that came with it, which a forger would "
            f"have replaced. Compare {verdict.key.line} with the key on the publication's site or "
            "on paper, and name it with --key."
        )
        return 2, [line, *also]
    if verdict.follows:
        new = f"It is signed with a new key, for which yours vouches: use {verdict.key.line}"
        return 0, [f"Good: {good}. {new} from now on.", *also]
    return 0, [f"Good: {good}.", *also]


def _said(verdict: Verdict) -> Iterator[str]:
    """Yield a line for each kind of fault: what it is, and what to do."""
    for fault, group in groupby(verdict.findings, key=lambda finding: finding.fault):
        yield f"{_HEADS[fault]}: {some_of([each.said for each in group])}. {MENDS[fault]}"


def some_of(names: Sequence[str]) -> str:
    """Return names to be said: the first ten, and how many more there are."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


_HEADS: Final[Mapping[Fault, str]] = {
    Fault.UNREADABLE: "Unreadable",
    Fault.UNSIGNED: "Not signed",
    Fault.FORGED: "Not genuine",
    Fault.CHANGED: "Changed",
    Fault.MISSING: "Missing",
    Fault.RENAMED: "Named otherwise",
    Fault.EXTRA: "Added",
    Fault.ODD: "Neither file nor folder of a copy",
    Fault.OLD: "Old",
    Fault.ENDED: "Out of date",
}


def apply_lines(
    path: Path, delta: Path, *, key: str | None, at_least: int, now: datetime, told: Told
) -> tuple[int, list[str]]:
    """Bring a copy up to date from a difference, in its place; return exit code and what to say.

    Args:
        path: the copy's folder; it stays as it is unless all of the new one is good.
        delta: the difference's zip.
        key, at_least, now, told: as for `verify_lines`; a key is needed.

    Returns:
        as `verify_lines`.
    """
    if key is None:
        return 2, ["Name the publication's key with --key: what came along may be forged."]
    try:
        given = given_key(key)
    except (KeyUnreadable, OSError) as error:
        return 2, [f"The key cannot be used: {error}"]
    if not path.is_dir() or not delta.is_file():
        return 2, [f"{path} has to be a copy's folder and {delta} a file. Unpack a zip first."]
    if path.is_mount():
        return 2, [f"{path} is the root of a disk. Move the copy into a folder on it first."]
    place = path.absolute()
    try:
        with beside_of(place) as fresh:
            put_together(place, delta, fresh, given)
            code, lines = verify_lines(fresh, key=key, at_least=at_least, now=now, told=told)
            if code == 0:
                sync_filesystem(fresh)
                take_place(fresh, place)
            return code, lines
    except DeltaRefused as refused:
        return 1, [str(refused)]
    except OSError as error:
        return 2, [f"The copy is as it was, and could not be replaced: {why(error)}."]


# --- the difference -----------------------------------------------------------------------------


def _former(path: Path, key: PublicKey) -> tuple[Terms, dict[str, str]]:
    """Return what a former mirror says of itself and its list."""
    try:
        with carrier_at(path) as carrier:
            return signed_list(carrier, key)
    except (DeltaRefused, Unreadable, OSError) as error:
        raise MirrorRefused(
            f"{path} cannot be the mirror that came before: {error}. Name one of this key."
        ) from error


def _write_delta(
    fresh: Path, place: Path, former: tuple[Terms, dict[str, str]], terms: Terms
) -> None:
    before, sums = former
    name = f"{place.stem}-{before.sequence}-to-{terms.sequence}"
    changed = changed_files(sums, read_sums((fresh / SUMS).read_bytes()))
    archive = place.with_name(f"{name}.zip")
    write_archive(fresh, archive, root=name, made=terms.issued, only=changed)


# --- the key ------------------------------------------------------------------------------------


def secret_key(path: Path, publication: Path) -> SecretKey:
    """Read a private key.

    Raises:
        MirrorRefused: it cannot be used, others can read it, or it lies in the publication's
            folder.
    """
    _outside(path, publication)
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise MirrorRefused(
            f"There is no key at {path}. `writingviews mirror --new-key --key {path}` makes one."
        ) from None
    except UnicodeDecodeError:
        raise MirrorRefused(f"{path} is no key. Name the private key's file.") from None
    if os.name == "posix" and mode & 0o077:
        raise MirrorRefused(f"{path} can be read by others. Run `chmod 600 {path}`.")
    try:
        return read_secret_key(text)
    except KeyUnreadable as error:
        raise MirrorRefused(f"{path}: {error}") from error


def _outside(path: Path, publication: Path) -> None:
    """Refuse a key in the publication's folder: that is copied, backed up and restored."""
    if path.resolve().is_relative_to(publication.resolve()):
        raise MirrorRefused(
            f"{path} is in the publication's folder, and so would be in its backups. Keep the "
            "key elsewhere."
        )


def given_key(given: str) -> PublicKey:
    """Return a public key that was given as its line, or as a file that holds it.

    Raises:
        KeyUnreadable: it is none.
        OSError: the file cannot be read.
    """
    path = Path(given).expanduser()
    # A key is 56 letters, among them slashes: a file only if one is there.
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else given
    return read_public_key(text)


# --- the place and the number -------------------------------------------------------------------


def _free(place: Path, publication: Path, *, archive: bool) -> None:
    """Refuse a place at which something else stands."""
    if place.resolve().is_relative_to(publication.resolve()):
        raise MirrorRefused(f"{place} is in the publication's folder. Name a place outside it.")
    try:
        (look_at_archive if archive else look_at_folder)(place)
    except PlaceTaken as taken:
        raise MirrorRefused(str(taken)) from taken


@contextmanager
def _alone(run: Path) -> Iterator[None]:
    """Refuse to make two mirrors at once: they would bear one number."""
    run.mkdir(parents=True, exist_ok=True)
    with (run / f"{_STATE}.lock").open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise MirrorRefused(
                "Another mirror of the publication is being made. Wait until it is done."
            ) from None
        yield


def _before(run: Path, place: Path, order: Order, key: PublicKey) -> tuple[int, str]:
    """Return the highest sequence known and its list's SHA-256: of what was made here last, and of
    the mirror that stands in the place, if it is of this key or of the one before."""
    known = [(0, FIRST)]
    try:
        state = json.loads((run / _STATE).read_text(encoding="utf-8"))
        known.append((int(state["sequence"]), str(state["sums"])))
    except FileNotFoundError:
        pass
    except (ValueError, KeyError, TypeError):
        raise MirrorRefused(
            f"{run / _STATE} is broken. Write into it by hand: "
            '{"sequence": N, "sums": "-"}, with the number of the last mirror.'
        ) from None
    with suppress(Unreadable, OSError), carrier_at(place) as carrier:
        for signer in (key, _former_key(carrier, order.key, key)):
            with suppress(DeltaRefused):
                terms, _ = signed_list(carrier, signer)
                known.append((terms.sequence, sha256(whole_of(carrier, SUMS)).hexdigest()))
    return max(known)


def _named_before(run: Path) -> Mapping[str, str]:
    """Return what the last mirror said was taken down, and since when; without it a list counts
    from this mirror on. Whether the file can be read was seen before (`_before`)."""
    try:
        named = json.loads((run / _STATE).read_text(encoding="utf-8")).get("taken_down", {})
    except FileNotFoundError:
        return {}
    return {str(name): str(day) for name, day in dict(named).items()}


def _former_key(carrier: Carrier, path: Path, key: PublicKey) -> PublicKey:
    """Return the key in a former mirror if it has vouched for ours, else ours."""
    try:
        former = read_public_key(text_of(carrier, PUBLIC_KEY))
        word = succession_path(path).read_text("utf-8")
        said = trusted_comment(key.text.encode(), word, former)
    except (Unreadable, KeyUnreadable, SignatureWrong, OSError, UnicodeDecodeError):
        return key
    return former if said == succession_line(key.line) else key


def _remember(run: Path, made: Made) -> None:
    run.mkdir(parents=True, exist_ok=True)
    fresh = run / f"{_STATE}.new~"
    state = {
        "sequence": made.terms.sequence,
        "sums": made.sums,
        "taken_down": dict(made.taken_down),
    }
    with fresh.open("w", encoding="utf-8") as file:
        file.write(json.dumps(state) + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(run / _STATE)
