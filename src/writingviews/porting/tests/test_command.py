"""The command recognises what it is given, and says of the rest what it is and what to do."""

import json
from pathlib import Path

import pytest

from writingviews.articles.models import Article
from writingviews.articles.tests.making import make_account, make_publication
from writingviews.porting.command import Asked, ImportRefused, run_import
from writingviews.porting.formats import Format, recognise

from .folders import write_piece


def put(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def refusal(path: Path, *, source: str = "auto", writer: str | None = None) -> str:
    with pytest.raises(ImportRefused) as caught:
        run_import(path, Asked(source=source, writer=writer))
    return str(caught.value)


@pytest.mark.parametrize(
    ("files", "form"),
    [
        ({"a/b/c.md": ""}, Format.MARKDOWN),
        ({"note.markdown": "", "page.html": ""}, Format.MARKDOWN),
        ({"posts.csv": "", "posts/1.html": ""}, Format.SUBSTACK),
        ({"posts/2026-01-01_A.html": "", "README.html": ""}, Format.MEDIUM),
        ({"page.html": ""}, Format.HTML),
        ({"a.docx": ""}, Format.WORD),
        ({"picture.jpg": ""}, None),
        ({".git/a.md": ""}, None),
        ({}, None),
    ],
)
def test_a_folder_is_recognised_by_its_files(
    tmp_path: Path, files: dict[str, str], form: Format | None
) -> None:
    for name, text in files.items():
        put(tmp_path / name, text)

    assert recognise(tmp_path) is form


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("site.xml", '<rss xmlns:wp="http://wordpress.org/export/1.2/">', Format.WORDPRESS),
        ("ghost.json", '{"db": [{"meta": {}}]}', Format.GHOST),
        ("essay.docx", "PK", Format.WORD),
        ("page.html", "<p>", Format.HTML),
        ("other.xml", "<a/>", None),
        ("other.json", "{}", None),
        ("a.bin", "x", None),
    ],
)
def test_a_file_is_recognised_by_its_name_and_its_first_bytes(
    tmp_path: Path, name: str, text: str, form: Format | None
) -> None:
    assert recognise(put(tmp_path / name, text)) is form


def test_what_cannot_be_imported_is_refused_with_the_mend(tmp_path: Path) -> None:
    assert "There is nothing at" in refusal(tmp_path / "nowhere")
    assert "holds nothing that can be imported" in refusal(put(tmp_path / "a.zip"))
    assert "holds nothing that can be imported" in refusal(put(tmp_path / "a.bin"))
    assert "put it into a folder" in refusal(put(tmp_path / "a.md"))
    assert "--from pages is not known" in refusal(tmp_path, source="pages")


@pytest.mark.django_db
def test_a_writer_who_is_not_there_is_refused_before_anything_comes_in(tmp_path: Path) -> None:
    make_publication()
    write_piece(tmp_path, "a.md")

    assert "There is no account 'sara'" in refusal(tmp_path, writer="sara")
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_a_house_that_is_not_set_up_is_refused_with_the_mend(tmp_path: Path) -> None:
    write_piece(tmp_path, "a.md")

    assert "The publication is not set up. Run `writingviews init`." in refusal(tmp_path)


@pytest.mark.django_db
def test_a_folder_is_imported_and_the_report_can_be_read_by_a_program(tmp_path: Path) -> None:
    make_publication()
    make_account("Sara")
    write_piece(tmp_path, "a.md", "Words.", "colour: red")

    report = run_import(tmp_path, Asked(writer="sara"))

    told = json.loads(report.as_json())
    assert {name for name, count in told["counts"].items() if count} == {"published"}
    assert told["pieces"][0]["address"] == "/articles/a/"
    assert told["problems"][0]["line"] == 8
    assert report.exit_code == 0
