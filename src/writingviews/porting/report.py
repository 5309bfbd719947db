"""What an import did, as values: for the screen, for a file, for a test. Pure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Outcome(StrEnum):
    """What became of one file."""

    PUBLISHED = "published"
    DRAFT = "draft"
    RENEWED = "brought up to date"
    THERE = "there already"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something the operator should look at.

    Args:
        path: of the file, from the import's folder on, parted by slashes.
        line: from 1; 1 where no line is to blame.
        message: the value, the cause and the mend.
    """

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class ImportedPiece:
    """A piece and what became of it.

    Args:
        path: of its file; several pieces may stand in one.
        address: where readers find it, or "".
        line: where it stands in the file.
        notes: what was changed in it and why, a sentence each.
        article: its id here, if it came.
    """

    path: str
    outcome: Outcome
    title: str = ""
    address: str = ""
    line: int = 1
    notes: tuple[str, ...] = ()
    article: UUID | None = None


@dataclass(slots=True)
class ImportReport:
    """What an import did, or with `dry_run` would do."""

    dry_run: bool
    pieces: list[ImportedPiece] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    replies: int = 0

    @property
    def published(self) -> list[ImportedPiece]:
        return self._with(Outcome.PUBLISHED)

    @property
    def drafts(self) -> list[ImportedPiece]:
        return self._with(Outcome.DRAFT)

    @property
    def imported(self) -> list[ImportedPiece]:
        """What came in: published pieces and drafts."""
        return [*self.published, *self.drafts]

    @property
    def unchanged(self) -> list[ImportedPiece]:
        """What an earlier import had brought in."""
        return self._with(Outcome.THERE)

    @property
    def renewed(self) -> list[ImportedPiece]:
        """What changed at the source since an earlier import, and was brought up to date."""
        return self._with(Outcome.RENEWED)

    @property
    def left_out(self) -> list[ImportedPiece]:
        return self._with(Outcome.LEFT_OUT)

    @property
    def exit_code(self) -> int:
        """0, or 1 when a file was left out."""
        return 1 if self.left_out else 0

    def add_problems(self, problems: Iterable[Problem]) -> None:
        self.problems.extend(problems)

    def as_text(self) -> str:
        """Return the problems by file and line, and a last line that sums up."""
        lines = [str(problem) for problem in sorted(self.problems)]
        counts = (
            (len(self.published), "published"),
            (len(self.drafts), _many(len(self.drafts), "draft")),
            (len(self.renewed), "brought up to date"),
            (len(self.unchanged), "there already"),
            (len(self.left_out), "left out"),
        )
        said = ", ".join(f"{count} {name}" for count, name in counts if count)
        if self.replies:
            said += f", {self.replies} {'reply' if self.replies == 1 else 'replies'}"
        head = "Nothing was written. Would come in: " if self.dry_run else ""
        troubles = len(self.problems)
        tail = f"; {troubles} {_many(troubles, 'line')} to look at above" if troubles else ""
        lines.append(f"{head}{said or 'no article found'}{tail}.")
        return "\n".join(lines) + "\n"

    def as_json(self) -> str:
        """Return the whole report: ``pieces``, ``problems`` and the counts of each outcome."""
        return json.dumps(
            {
                "dry_run": self.dry_run,
                "counts": {str(outcome): len(self._with(outcome)) for outcome in Outcome},
                "replies": self.replies,
                "pieces": [
                    {
                        "path": piece.path,
                        "outcome": piece.outcome,
                        "title": piece.title,
                        "address": piece.address,
                        "line": piece.line,
                        "article": str(piece.article) if piece.article else None,
                        "notes": list(piece.notes),
                    }
                    for piece in self.pieces
                ],
                "problems": [
                    {"path": problem.path, "line": problem.line, "message": problem.message}
                    for problem in sorted(self.problems)
                ],
            },
            ensure_ascii=False,
            indent=2,
        )

    def _with(self, outcome: Outcome) -> list[ImportedPiece]:
        return [piece for piece in self.pieces if piece.outcome is outcome]


def _many(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"
