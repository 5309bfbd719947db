"""A folder is read by file; what cannot be read is told, and nothing outside it is opened."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from writingviews.porting.markdown_folder import (
    FileUnreadable,
    FolderRefused,
    MarkdownPiece,
    find_markdown,
    read_piece,
)
from writingviews.porting.report import Problem


def write(folder: Path, path: str, text: str | bytes = "Some words.") -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def piece(folder: Path, path: str, text: str | bytes = "Some words.") -> MarkdownPiece:
    return read_piece(write(folder, path, text).resolve(), folder=folder)


def unreadable(folder: Path, path: str, text: bytes) -> Problem:
    with pytest.raises(FileUnreadable) as caught:
        piece(folder, path, text)
    return caught.value.problem


def names(folder: Path) -> list[str]:
    root = folder.resolve()
    return [path.relative_to(root).as_posix() for path in find_markdown(folder).paths]


def test_markdown_files_are_found_at_any_depth_sorted(tmp_path: Path) -> None:
    for path in ("b.md", "a/z.MD", "a/b/c.markdown", "a.txt", "picture.jpg"):
        write(tmp_path, path)

    assert names(tmp_path) == ["a/b/c.markdown", "a/z.MD", "b.md"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    for path in (".git/note.md", ".hidden.md", "drafts/.x/y.md", "seen.md"):
        write(tmp_path, path)

    assert names(tmp_path) == ["seen.md"]


def test_links_out_of_the_folder_are_reported_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.md")
    inside = tmp_path / "inside"
    write(inside, "real.md")
    (inside / "file.md").symlink_to(tmp_path / "outside" / "secret.md")
    (inside / "folder").symlink_to(tmp_path / "outside")
    (inside / "loop.md").symlink_to(inside / "loop.md")

    found = find_markdown(inside)

    assert [path.name for path in found.paths] == ["real.md"]
    assert sorted(problem.path for problem in found.problems)[:2] == ["file.md", "folder"]
    assert all("leads out of the folder" in problem.message for problem in found.problems)


def test_a_link_within_the_folder_is_not_a_second_piece(tmp_path: Path) -> None:
    write(tmp_path, "real.md")
    (tmp_path / "again.md").symlink_to(tmp_path / "real.md")

    found = find_markdown(tmp_path)

    assert [path.name for path in found.paths] == ["real.md"]
    assert found.problems == ()


def test_something_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderRefused, match=r"is not a folder\. Name the folder"):
        find_markdown(write(tmp_path, "file.md"))


def test_a_file_of_ten_megabytes_is_left_out_with_its_size(tmp_path: Path) -> None:
    problem = unreadable(tmp_path, "big.md", b"word " * 2 * 1024 * 1024)

    assert str(problem) == (
        "big.md:1: the file has 10.0 MB; 1 MB is the most. Cut it into several pieces, and keep "
        "pictures in files of their own."
    )


def test_a_byte_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    problem = unreadable(tmp_path, "latin.md", "---\ntitle: A\n---\n\nCafé\n".encode("latin-1"))

    assert (problem.line, problem.message) == (
        5,
        "the byte 0xE9 is not UTF-8. Save the file as UTF-8.",
    )


def test_a_file_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    file = write(tmp_path, "gone.md")
    file.unlink()

    with pytest.raises(
        FileUnreadable, match=r"gone\.md:1: the file cannot be opened: No such file"
    ):
        read_piece(file, folder=tmp_path)


def test_broken_front_matter_is_named_by_file_and_line(tmp_path: Path) -> None:
    problem = unreadable(tmp_path, "sub/bad.md", b"---\ntitle: A\nslug: [a\n---\nText")

    assert problem.path == "sub/bad.md"
    assert problem.line in {3, 4}


def test_byte_order_mark_and_foreign_line_ends_are_harmless(tmp_path: Path) -> None:
    found = piece(tmp_path, "a.md", b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\nOne\r\nTwo\r\n")

    assert found.title == "A"
    assert found.body == "One\nTwo\n"


@pytest.mark.parametrize(
    ("path", "text", "title"),
    [
        ("a.md", "# From the *first* heading\n\nText", "From the first heading"),
        ("a.md", "## Also of the second level ##\n\nText", "Also of the second level"),
        ("a.md", "An epigraph\n\n# The title\n\nText", "The title"),
        ("a.md", "Text\n\n## A part\n\nText", "A"),
        ("a.md", "```\n# a comment\n```\n", "A"),
        ("2026-03-14-the-long_gap.md", "Text", "The long gap"),
        ("the-oven/index.md", "Text", "The oven"),
        ("2026-03-14.md", "Text", "2026-03-14"),
    ],
)
def test_a_missing_title_comes_from_the_heading_or_the_files_name(
    tmp_path: Path, path: str, text: str, title: str
) -> None:
    assert piece(tmp_path, path, text).title == title


def test_a_heading_that_became_the_title_is_not_in_the_body_and_lines_stay(tmp_path: Path) -> None:
    found = piece(tmp_path, "a.md", "# The title\n\nFirst.\n\nSecond.")

    assert "The title" not in found.body
    assert found.line_of("Second") == 5


def test_a_heading_that_repeats_the_title_is_taken_out_and_another_is_kept(tmp_path: Path) -> None:
    same = piece(tmp_path, "a.md", "---\ntitle: The gap\n---\n# The Gap\n\nText")
    other = piece(tmp_path, "b.md", "---\ntitle: The gap\n---\n# Part one\n\nText")

    assert "# The Gap" not in same.body
    assert "# Part one" in other.body
    assert (same.title, other.title) == ("The Gap", "The gap")


def test_a_missing_date_comes_from_the_files_name(tmp_path: Path) -> None:
    named = piece(tmp_path, "2026-03-14-a.md")
    said = piece(tmp_path, "2026-03-14-b.md", "---\ndate: 2025-01-02\n---\nText")

    assert named.date == datetime(2026, 3, 14, tzinfo=UTC)
    assert said.date == datetime(2025, 1, 2, tzinfo=UTC)
    assert piece(tmp_path, "2026-13-77-c.md").date is None


def test_front_matter_means_to_be_published_and_a_bare_note_does_not(tmp_path: Path) -> None:
    assert piece(tmp_path, "a.md", "---\ntitle: A\n---\nText").published
    assert not piece(tmp_path, "b.md", "# A note\n").published
    assert not piece(tmp_path, "c.md", "---\nstate: draft\n---\nText").published


def test_findings_of_the_front_matter_become_problems_of_the_file(tmp_path: Path) -> None:
    found = piece(tmp_path, "sub/a.md", "---\ntitle: A\nsekton: x\n---\nText")

    assert [(problem.path, problem.line) for problem in found.problems] == [("sub/a.md", 3)]
