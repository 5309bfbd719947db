"""What ``writingviews export`` does."""

from pathlib import Path

from writingviews.articles.selectors import publication
from writingviews.ledger.services import record_act

from .elsewhere import WRITERS
from .writing import Exported, Progress, write_export, write_whole

#: What an export may be: everything, or what another system takes.
FORMATS = ("whole", *WRITERS)


def export_house(
    path: Path, *, accounts: bool, form: str = "whole", told: Progress
) -> tuple[str, tuple[str, ...]]:
    """Write an export to a file; return what to say of it, and what is missing in it.

    Args:
        path: of the file, which is replaced if it is there.
        accounts: whether accounts go along; only into ``whole``.
        form: one of `FORMATS`.
        told: of long work.

    Raises:
        ValueError: accounts are asked for in a form that knows none.
        OSError: the disk is full or broken; nothing was left.
        PublicationMissing: the house is not set up.
    """
    known = publication()
    if accounts and form != "whole":
        raise ValueError(f"An export for {form} has no accounts. Leave out --with-accounts.")
    made: Exported = write_whole(
        path,
        lambda to: (
            write_export(to, accounts=accounts, progress=told)
            if form == "whole"
            else WRITERS[form](to, progress=told)
        ),
    )
    record_act(
        "export",
        subject_kind="publication",
        subject_id=str(known.pk),
        actor=None,
        accounts=accounts,
        form=form,
    )
    whose = (
        "with accounts: whoever has it knows who stands behind which byline"
        if accounts
        else ("without accounts")
    )
    size = f"{path.stat().st_size / 1e6:.1f} MB"
    if form != "whole":
        said = f"{path}: {made.articles} articles and {made.pictures} pictures, {size}."
        return said, made.missing
    said = (
        f"{path}: {made.articles} articles in {made.revisions} revisions, {made.pictures} "
        f"pictures, {size}, {whose}."
    )
    return said, made.missing
