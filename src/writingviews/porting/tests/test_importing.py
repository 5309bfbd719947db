"""A folder comes in through the real services: once, whole, and with a word for each oddity."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import models

from writingviews.articles.contributors import contributes, writers_of
from writingviews.articles.models import Article, Kind, Publication, Topic
from writingviews.articles.tests.making import make_account, make_publication, make_published
from writingviews.document.html import render_body
from writingviews.house.settings import house_settings
from writingviews.ledger.models import AuditEntry, Change
from writingviews.media.models import Picture
from writingviews.media.tests.pictures import drawing, encoded
from writingviews.people.models import Account, Byline
from writingviews.people.services import create_byline, take_byline
from writingviews.porting.report import ImportReport, Outcome
from writingviews.porting.services import import_markdown

from .folders import write_piece

NOW = datetime(2026, 11, 1, tzinfo=UTC)
WITH_BOATS = "Words.\n\n![Boats](harbour.jpg)"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def publication() -> Publication:
    return make_publication("en", "fa", "es")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def run(folder: Path, writer: Account | None = None, *, dry_run: bool = False) -> ImportReport:
    return import_markdown(folder, actor=None, writer=writer, now=NOW, dry_run=dry_run)


def messages(report: ImportReport) -> list[str]:
    return [str(problem) for problem in sorted(report.problems)]


def only_article() -> Article:
    return Article.objects.get()


def put_picture(folder: Path, path: str = "pictures/harbour.jpg", width: int = 120) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(encoded(drawing(width), "JPEG"))


# --- what comes in ----------------------------------------------------------------------------


def test_a_piece_comes_in_published_with_all_that_it_is_filed_under(folder: Path) -> None:
    write_piece(
        folder,
        "the-gap.md",
        "A paragraph.",
        "kind: report",
        "standfirst: Why you wait.",
        "dateline: Skarrow, 12 March 2026",
        "content_note: Speaks of a drowning",
        "happened_on: 2026-03-11",
        "language: en",
        "state: published",
    )

    report = run(folder)

    assert messages(report) == []
    assert [(one.outcome, one.address) for one in report.pieces] == [
        (Outcome.PUBLISHED, "/articles/the-gap/")
    ]
    article = only_article()
    assert article.published_at == datetime(2026, 3, 14, tzinfo=UTC)
    assert (article.kind, article.dateline) == (Kind.REPORT, "Skarrow, 12 March 2026")
    assert article.content_note == "Speaks of a drowning"
    assert str(article.happened_on) == "2026-03-11"
    assert article.section is not None
    assert article.section.slug == "culture"
    assert [topic.name for topic in article.topics.all()] == ["water"]
    assert [entry.byline.name for entry in article.article_bylines.all()] == ["Noor Whitcombe"]
    revision = article.published_revision
    assert revision is not None
    assert (revision.title, revision.standfirst) == ("The-Gap", "Why you wait.")
    assert revision.text == "A paragraph."
    assert Change.objects.filter(subject_id=str(article.pk)).exists()
    assert AuditEntry.objects.filter(verb="import", subject_id=str(article.pk)).exists()


def test_what_is_left_out_gets_sensible_values(folder: Path) -> None:
    (folder / "a-small-note.md").write_text("---\nsection: Culture\nbylines: Noor\n---\nText")

    report = run(folder)

    assert messages(report) == []
    article = only_article()
    assert (article.language, article.kind, article.slug) == ("en", Kind.ESSAY, "a-small-note")
    assert article.published_at == NOW


def test_a_section_may_be_named_in_any_language(folder: Path) -> None:
    write_piece(folder, "a.md")
    text = (folder / "a.md").read_text().replace("section: culture", "section: فرهنگ")
    (folder / "a.md").write_text(text)

    assert messages(run(folder)) == []
    assert only_article().section is not None


def test_an_import_run_twice_adds_nothing(folder: Path) -> None:
    put_picture(folder)
    write_piece(folder, "a.md", WITH_BOATS)
    write_piece(folder, "b.md", "Words.", slug="")
    first = run(folder)
    before = _rows()

    second = run(folder)

    assert len(first.imported) == 2
    assert [one.outcome for one in second.pieces] == [Outcome.THERE, Outcome.THERE]
    assert second.imported == []
    assert _rows() == before


def test_a_file_that_moved_to_another_folder_on_the_machine_is_known_again(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write_piece(folder, "sub/a.md", slug="")
    run(folder)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    write_piece(elsewhere, "sub/a.md", slug="")

    assert [one.outcome for one in run(elsewhere).pieces] == [Outcome.THERE]
    assert str(folder) not in only_article().origin


def test_progress_is_told_to_the_last_file(folder: Path) -> None:
    for name in ("a.md", "b.md", "c.md"):
        write_piece(folder, name)
    told: list[tuple[int, int]] = []

    import_markdown(
        folder, actor=None, now=NOW, progress=lambda done, total: told.append((done, total))
    )

    assert told[-1] == (3, 3)
    assert told == sorted(told)


# --- drafts -----------------------------------------------------------------------------------


def test_a_draft_comes_in_as_its_writers(folder: Path) -> None:
    sara = make_account("sara")
    write_piece(folder, "a.md", "Words.", "state: draft")

    report = run(folder, sara)

    assert messages(report) == []
    assert [one.outcome for one in report.pieces] == [Outcome.DRAFT]
    assert only_article().slug == "a"  # the address it wishes is kept for it
    assert contributes(sara, only_article().pk)


def test_a_draft_that_lies_on_nobodys_desk_is_told_and_handed_over_by_the_next_run(
    folder: Path,
) -> None:
    sara = make_account("sara")
    write_piece(folder, "a.md", "Words.", "state: draft")

    first = run(folder)
    assert messages(first)[0].startswith("a.md:8: this draft lies on nobody's desk")

    run(folder, sara)
    assert contributes(sara, only_article().pk)
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "instead", "told"),
    [
        ("section: culture", "section: sports", "section is 'sports'; this publication has"),
        ("bylines: [Noor Whitcombe]", "bylines: []", "Choose the byline"),
    ],
)
def test_a_piece_that_lacks_something_comes_in_as_a_draft_and_is_told(
    folder: Path, line: str, instead: str, told: str
) -> None:
    file = write_piece(folder, "a.md")
    file.write_text(file.read_text().replace(line, instead))

    report = run(folder, make_account("sara"))

    assert [one.outcome for one in report.pieces] == [Outcome.DRAFT]
    assert any(told in message for message in messages(report))
    assert any("came in as a draft" in message for message in messages(report))


def test_a_picture_without_a_description_keeps_the_piece_a_draft(folder: Path) -> None:
    put_picture(folder)
    write_piece(folder, "a.md", "Words.", "picture: harbour.jpg")

    report = run(folder, make_account("sara"))

    assert [one.outcome for one in report.pieces] == [Outcome.DRAFT]
    assert "Describe every picture" in messages(report)[0]
    assert only_article().picture


def test_a_piece_dated_in_the_future_comes_in_as_a_draft(folder: Path) -> None:
    file = write_piece(folder, "a.md")
    file.write_text(file.read_text().replace("2026-03-14", "2031-01-01"))

    report = run(folder, make_account("sara"))

    assert [one.outcome for one in report.pieces] == [Outcome.DRAFT]
    assert messages(report)[0].startswith("a.md:4: date is 2031-01-01, which is still to come")


# --- oddities ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "taken"), [("es-MX", "es"), ("tlh", "en"), ("ps", "en"), ("!", "en")]
)
def test_an_unknown_language_falls_back_to_its_base_or_to_the_first(
    folder: Path, written: str, taken: str
) -> None:
    write_piece(folder, "a.md", "Words.", f"language: '{written}'")

    report = run(folder)

    assert only_article().language == taken
    assert f"language is '{written}'" in messages(report)[0]
    assert f"and {taken} was taken" in messages(report)[0]


@pytest.mark.parametrize("written", ["fa", "FA", "Fa"])
def test_a_language_of_the_publication_is_known_in_any_case(folder: Path, written: str) -> None:
    write_piece(folder, "a.md", "Words.", f"language: {written}")

    assert messages(run(folder)) == []
    assert only_article().language == "fa"


def test_an_unknown_kind_becomes_an_essay(folder: Path) -> None:
    write_piece(folder, "a.md", "Words.", "kind: sermon")

    assert "kind is 'sermon'" in messages(run(folder))[0]
    assert only_article().kind == Kind.ESSAY


def test_a_slug_that_is_taken_gets_a_suffix_and_is_told(folder: Path) -> None:
    make_published("The gap")
    write_piece(folder, "a.md", slug="the-gap")

    report = run(folder)

    assert report.pieces[0].address == "/articles/the-gap-2/"
    assert messages(report)[0].startswith("a.md:3: slug 'the-gap' is taken by another article")


def test_two_files_that_wish_the_same_slug_both_come_in_and_stay_two(folder: Path) -> None:
    write_piece(folder, "a.md", slug="the-gap")
    write_piece(folder, "b.md", slug="the-gap")

    report = run(folder)

    assert [one.address for one in report.pieces] == [
        "/articles/the-gap/",
        "/articles/the-gap-2/",
    ]
    (told,) = messages(report)
    assert told.startswith("b.md:3: slug 'the-gap' is that of a.md already")
    assert run(folder).imported == []


def test_a_broken_file_is_told_by_line_and_the_others_come_in(folder: Path) -> None:
    write_piece(folder, "a.md")
    (folder / "b.md").write_text("---\ntitle: He said: no\n---\nText")
    (folder / "c.md").write_bytes(b"caf\xe9")
    (folder / "d.md").write_bytes(b"x" * 10 * 1024 * 1024)
    write_piece(folder, "e.md")

    report = run(folder)

    assert [one.outcome for one in report.pieces] == [
        Outcome.PUBLISHED,
        Outcome.LEFT_OUT,
        Outcome.LEFT_OUT,
        Outcome.LEFT_OUT,
        Outcome.PUBLISHED,
    ]
    assert [message.split(": ")[0] for message in messages(report)] == [
        "b.md:2",
        "c.md:1",
        "d.md:1",
    ]
    assert report.exit_code == 1


def test_a_text_that_breaks_the_schema_is_left_out_alone(folder: Path) -> None:
    write_piece(folder, "a.md", "A null \x00 in the text.")
    write_piece(folder, "b.md")

    report = run(folder)

    assert [one.outcome for one in report.pieces][1] is Outcome.PUBLISHED
    assert Article.objects.filter(slug="b").exists()


def test_a_byline_with_control_characters_keeps_its_piece_out(folder: Path) -> None:
    file = write_piece(folder, "a.md")
    file.write_text(file.read_text().replace("[Noor Whitcombe]", '["Noor\u202e"]'))

    report = run(folder)

    assert [one.outcome for one in report.pieces] == [Outcome.LEFT_OUT]
    assert messages(report)[0].startswith("a.md:7: The name has invisible control characters")
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt&colon;alert(1))",
        "[a](data:text/html,<script>alert(1)</script>)",
        "![a](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        '<https://example.org/" onmouseover=alert(1)>',
        "[a]: javascript:alert(1)\n\n[a]",
        "```verse\n<svg onload=alert(1)>\n```",
        "> q\n>\n> — <b onclick=alert(1)>x</b>; y",
        "[^1]\n\n[^1]: <script>alert(1)</script>",
        '| <iframe src="//x"> | b |\n|---|---|\n| a | [b](vbscript:x) |',
    ],
)
def test_hostile_markdown_comes_out_harmless(folder: Path, hostile: str) -> None:
    write_piece(folder, "a.md", f"Words.\n\n{hostile}\n", title="'<script>alert(1)</script>'")

    run(folder)

    revision = only_article().revisions.get()
    body = render_body(revision.document, pictures=lambda _media: None)
    html = " ".join((body.html, *body.footnotes)).lower()
    for tag in ("<script", "<img", "<iframe", "<svg", "<b "):
        assert tag not in html
    for scheme in ('="javascript', '="data:', '="vbscript'):
        assert scheme not in html
    inside_tags = [part.split(">")[0] for part in html.split("<")[1:]]
    for handler in ("onerror=", "onload=", "onclick=", "onmouseover="):
        assert not any(f" {handler}" in _without_values(tag) for tag in inside_tags)


def _without_values(tag: str) -> str:
    """A tag's inside without what stands between quotation marks."""
    return "".join(tag.split('"')[::2])


# --- pictures ---------------------------------------------------------------------------------


def test_pictures_are_cleaned_and_shown_where_they_stood(folder: Path) -> None:
    put_picture(folder)
    put_picture(folder, "2026/oven.jpg", width=90)
    write_piece(
        folder,
        "2026/a.md",
        'Words.\n\n![An oven](oven.jpg "The oven | Drawn by the class")',
        "picture: harbour.jpg",
        "picture_alt: Boats",
        "picture_caption: The harbour",
        "picture_credit: The class",
    )

    report = run(folder)

    assert messages(report) == []
    article = only_article()
    assert (article.picture_alt, article.picture_caption) == ("Boats", "The harbour")
    assert article.picture_credit == "The class"
    assert Picture.objects.count() == 2
    document = article.revisions.get().document
    shown = [block for block in document["content"] if block["type"] == "picture"]
    assert [block["attrs"]["alt"] for block in shown] == ["An oven"]
    assert {shown[0]["attrs"]["media"], article.picture} == set(
        Picture.objects.values_list("id", flat=True)
    )


def test_one_picture_in_many_pieces_is_cleaned_once(folder: Path) -> None:
    put_picture(folder)
    for name in ("a.md", "b.md", "c.md"):
        write_piece(folder, name, WITH_BOATS, "picture: harbour.jpg", "picture_alt: B")

    assert messages(run(folder)) == []
    assert Picture.objects.count() == 1


def test_a_refused_or_missing_picture_leaves_its_caption_and_a_line_in_the_report(
    folder: Path,
) -> None:
    (folder / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "broken.jpg").write_bytes(encoded(drawing(), "JPEG")[:300])
    write_piece(
        folder,
        "a.md",
        'Words.\n\n![A](drawing.svg "The plan of the town")\n\n![B](nowhere.jpg "The square")\n\n'
        '![C](broken.jpg "The bridge")',
    )

    report = run(folder)

    assert [one.outcome for one in report.pieces] == [Outcome.PUBLISHED]
    told = messages(report)
    assert len(told) == 3
    assert told[0].startswith("a.md:12: the picture “drawing.svg”: This is an SVG drawing")
    assert told[1].startswith("a.md:14: there is no picture “nowhere.jpg”")
    assert told[2].startswith("a.md:16: the picture “broken.jpg”: ")
    text = only_article().revisions.get().text
    assert all(caption in text for caption in ("The plan of the town", "The square", "The bridge"))
    assert not Picture.objects.exists()


def test_a_picture_outside_the_folder_is_never_read(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    put_picture(tmp_path, "outside.jpg")
    write_piece(inside, "a.md", "Words.\n\n![A](../outside.jpg)", "picture: ../outside.jpg")

    report = run(inside)

    assert "lies outside the import's folder" in messages(report)[0]
    assert not Picture.objects.exists()
    assert only_article().picture == ""


# --- bylines ----------------------------------------------------------------------------------


def test_a_byline_is_made_once_and_found_again(folder: Path) -> None:
    write_piece(folder, "a.md")
    run(folder)
    write_piece(folder, "b.md")
    run(folder)

    assert Byline.objects.count() == 1


def test_a_byline_that_nobody_holds_is_signed_with(folder: Path) -> None:
    known = create_byline(name="Noor  Whitcombe")
    write_piece(folder, "a.md")

    run(folder)

    assert [entry.byline for entry in only_article().article_bylines.all()] == [known]


def test_a_byline_that_somebody_holds_is_never_signed_with(folder: Path) -> None:
    held = take_byline(account=make_account("noor"), name="Noor Whitcombe")
    write_piece(folder, "a.md")

    run(folder, make_account("sara"))

    signed = only_article().article_bylines.get().byline
    assert signed != held
    assert (signed.name, signed.slug) == ("Noor Whitcombe", "noor-whitcombe-2")


def test_a_byline_that_the_writer_holds_is_signed_with_before_all_others(folder: Path) -> None:
    sara = make_account("sara")
    create_byline(name="Noor Whitcombe")
    hers = take_byline(account=sara, name="Noor Whitcombe")
    write_piece(folder, "a.md")

    run(folder, sara)

    assert only_article().article_bylines.get().byline == hers


def test_signatories_get_the_pieces_that_bear_their_bylines_and_no_others(folder: Path) -> None:
    sara = make_account("sara")
    take_byline(account=sara, name="Sara")
    write_piece(folder, "a.md")
    file = write_piece(folder, "b.md")
    file.write_text(file.read_text().replace("[Noor Whitcombe]", "[Sara]"))

    import_markdown(folder, actor=None, signatories=[sara], now=NOW)

    assert not writers_of(Article.objects.get(slug="a").pk).exists()
    assert contributes(sara, Article.objects.get(slug="b").pk)


# --- dry run ----------------------------------------------------------------------------------


def test_a_dry_run_writes_nothing_and_says_what_would_be(folder: Path) -> None:
    put_picture(folder)
    write_piece(folder, "a.md", WITH_BOATS, "picture: harbour.jpg", "picture_alt: Boats")
    write_piece(folder, "b.md", "Words.", "state: draft")
    (folder / "c.md").write_text("---\ntitle: [\n---\n")
    before = _rows()
    media = house_settings().media_dir
    files = _kept(media)

    report = run(folder, make_account("sara"), dry_run=True)

    after = _rows()
    after["Account"] -= 1
    assert after == before
    assert _kept(media) == files
    assert [one.outcome for one in report.pieces] == [
        Outcome.PUBLISHED,
        Outcome.DRAFT,
        Outcome.LEFT_OUT,
    ]
    assert report.as_text().endswith(
        "Nothing was written. Would come in: 1 published, 1 draft, 1 left out; "
        "1 line to look at above.\n"
    )


def test_a_dry_run_and_the_run_itself_say_the_same(folder: Path) -> None:
    put_picture(folder)
    write_piece(folder, "a.md", WITH_BOATS, slug="same")
    write_piece(folder, "b.md", "Words.\n\n![](harbour.jpg)", slug="same")
    write_piece(folder, "c.md", "Words.", "picture: nowhere.jpg", "language: tlh")

    dry = run(folder, dry_run=True)
    wet = run(folder)

    assert messages(dry) == messages(wet)
    assert [one.outcome for one in dry.pieces] == [one.outcome for one in wet.pieces]


def _rows() -> dict[str, int]:
    tables: tuple[type[models.Model], ...] = (
        Account,
        Article,
        AuditEntry,
        Byline,
        Change,
        Picture,
        Topic,
    )
    return {table.__name__: table._default_manager.count() for table in tables}


def _kept(media: Path) -> list[Path]:
    """Return the pictures' files; what is under way in ``.incoming`` comes and goes by itself."""
    return sorted(path for path in media.rglob("*") if ".incoming" not in path.parts)


def test_what_belongs_to_a_kind_comes_in_with_it(folder: Path) -> None:
    about = ("reviewed: The Ferry", "reviewed_what: fillm", "reviewed_by: Oda", "speakers: Ada")
    write_piece(folder, "a.md", "A paragraph.", "kind: review", *about)
    report = run(folder)
    assert only_article().reviewed == {
        "what": "other", "title": "The Ferry", "by": "Oda", "facts": "",
    }  # fmt: skip
    assert only_article().speakers == []
    assert any("reviewed_what is" in message and "film" in message for message in messages(report))
