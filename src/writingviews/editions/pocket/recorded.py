"""The key that the publication has recorded as its own, and that its readers were told.

The one module here that asks the database; the private key never goes there.
"""

from pathlib import Path

from django.db import Error

from writingviews.articles.selectors import PublicationMissing, public_key
from writingviews.articles.services.publication import record_public_key

from .command import MirrorRefused, key_of, make_key, succession_path
from .minisign import KeyUnreadable, PublicKey, SignatureWrong, read_public_key, trusted_comment
from .terms import succession_line


class RecordAway(Exception):
    """The database could not be asked; the message says why."""


def new_recorded_key(
    path: Path, publication: Path, former: Path | None, *, unvouched: bool
) -> PublicKey:
    """Make a key pair and record the public half, so that readers are told.

    Args:
        path, publication, former: as for `make_key`.
        unvouched: whether the recorded key is given up without its word for the new one.

    Raises:
        MirrorRefused: as `make_key`; or a key is recorded and neither vouches nor is given up.
        RecordAway: the database does not answer; nothing was made.
    """
    recorded = _recorded()
    if recorded and former is None and not unvouched:
        raise MirrorRefused(
            f"The publication has a key already, {recorded}. Name its private key with "
            "--former-key, so that it vouches for the new one. If it is lost or stolen, say "
            "--unvouched: then readers have to be told the new key on another way."
        )
    if recorded and former is not None:
        _same(former, publication, recorded)
    made = make_key(path, publication, former)
    try:
        record_public_key(actor=None, key=made.line)
    except Error as error:
        raise MirrorRefused(
            f"The key {path} was made and could not be recorded: {_cause(error)}. Delete it and "
            "try again."
        ) from error
    return made


def settle_key(path: Path, publication: Path) -> str:
    """See that a private key is the publication's; return what was recorded just now, or ``""``.

    The first key that signs is recorded, and so is one for which the recorded one has vouched.

    Args:
        path: where the private key lies.
        publication: its folder.

    Raises:
        MirrorRefused: it is another key, or cannot be used.
        RecordAway: the database does not answer.
    """
    recorded = _recorded()
    public = key_of(path, publication)
    if recorded == public.line:
        return ""
    if recorded and not _vouched(path, public, recorded):
        raise MirrorRefused(
            f"{path} is the key {public.line}, and readers were told {recorded}. Name that one's "
            "file with --key, or make a key that follows it: `writingviews mirror --new-key "
            "--key NEW --former-key FORMER`."
        )
    record_public_key(actor=None, key=public.line)
    return public.line


def _recorded() -> str:
    try:
        return public_key()
    except PublicationMissing as missing:
        raise MirrorRefused(str(missing)) from missing
    except Error as error:
        raise RecordAway(_cause(error)) from error


def _cause(error: Error) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _same(former: Path, publication: Path, recorded: str) -> None:
    line = key_of(former, publication).line
    if line != recorded:
        raise MirrorRefused(
            f"{former} is the key {line}, and readers were told {recorded}. Its word would be "
            "worth nothing to them: name the file of that one with --former-key."
        )


def _vouched(path: Path, public: PublicKey, recorded: str) -> bool:
    try:
        word = succession_path(path).read_text("utf-8")
        said = trusted_comment(public.text.encode(), word, read_public_key(recorded))
    except (OSError, UnicodeDecodeError, SignatureWrong, KeyUnreadable):
        return False
    return said == succession_line(public.line)
