"""What ``writingviews export`` does."""

from pathlib import Path

from writingviews.articles.selectors import publication
from writingviews.ledger.services import record_act

from .writing import Exported, Progress, write_export, write_whole


def export_house(path: Path, *, accounts: bool, told: Progress) -> tuple[str, tuple[str, ...]]:
    """Write an export to a file; return what to say of it, and what is missing in it.

    Raises:
        OSError: the disk is full or broken; nothing was left.
        PublicationMissing: the house is not set up.
    """
    known = publication()
    made: Exported = write_whole(
        path, lambda to: write_export(to, accounts=accounts, progress=told)
    )
    record_act(
        "export",
        subject_kind="publication",
        subject_id=str(known.pk),
        actor=None,
        accounts=accounts,
    )
    whose = (
        "with accounts: whoever has it knows who stands behind which byline"
        if accounts
        else ("without accounts")
    )
    return (
        f"{path}: {made.articles} articles in {made.revisions} revisions, {made.pictures} "
        f"pictures, {path.stat().st_size / 1e6:.1f} MB, {whose}."
    ), made.missing
