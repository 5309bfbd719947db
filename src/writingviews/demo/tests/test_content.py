"""Guards over the demo's content: all of it comes in, and nothing in it needs a second look."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from writingviews.articles.models import Kind
from writingviews.articles.services.publication import FIRST_SECTIONS, set_up_publication
from writingviews.articles.tests.making import make_account
from writingviews.demo.content_files import CONTENT, DemoReply, read_publication
from writingviews.demo.furnish import TODAY
from writingviews.document.markdown import document_from_markdown
from writingviews.people.services import take_byline
from writingviews.porting.markdown_folder import MarkdownPiece, find_markdown, read_piece
from writingviews.porting.report import Outcome
from writingviews.porting.services import import_markdown

LANGUAGES = {"en", "fa", "ar", "es"}


@pytest.fixture(scope="module")
def pieces() -> list[MarkdownPiece]:
    return [read_piece(path, folder=CONTENT) for path in find_markdown(CONTENT).paths]


@pytest.mark.django_db
def test_every_file_of_the_content_comes_in_without_a_word_of_complaint() -> None:
    page = read_publication()
    set_up_publication(name="The Test", languages=page.languages)
    writer = make_account("writer")
    for byline in page.bylines:
        if byline.holder:
            take_byline(account=writer, name=byline.name, language=byline.language)

    report = import_markdown(CONTENT, actor=None, signatories=[writer], dry_run=True, now=TODAY)

    assert [str(problem) for problem in report.problems] == []
    assert {piece.outcome for piece in report.pieces} == {Outcome.PUBLISHED, Outcome.DRAFT}


def test_there_are_sixty_pieces_at_least_in_four_languages(pieces: list[MarkdownPiece]) -> None:
    assert len(pieces) >= 60
    spoken = Counter(piece.language for piece in pieces)
    assert set(spoken) == LANGUAGES
    assert min(spoken.values()) >= 12


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_language_has_every_section_a_poem_a_dateline_and_pictures(
    pieces: list[MarkdownPiece], language: str
) -> None:
    own = [piece for piece in pieces if piece.language == language]

    assert {piece.section for piece in own} == set(FIRST_SECTIONS)
    assert any(piece.kind == Kind.POEM and "```verse" in piece.body for piece in own)
    assert any(piece.kind == Kind.REPORT and piece.dateline for piece in own)
    assert sum(bool(piece.picture) for piece in own) >= 8
    assert any(not piece.published for piece in own)


def test_every_lead_picture_says_who_made_it_and_most_what_they_show(
    pieces: list[MarkdownPiece],
) -> None:
    pictured = [piece for piece in pieces if piece.picture]
    assert all(piece.picture_credit for piece in pictured)
    for piece in pictured:  # what a poem sees, its reader should
        assert bool(piece.picture_caption) == (piece.kind != Kind.POEM), piece.path


def test_pieces_are_of_real_length_and_lie_before_the_demos_today(
    pieces: list[MarkdownPiece],
) -> None:
    for piece in pieces:
        least = 80 if piece.kind == Kind.POEM else 500
        assert len(piece.body.split()) >= least, piece.path
        assert piece.date is not None
        assert datetime(2025, 1, 1, tzinfo=UTC) < piece.date < TODAY, piece.path


def test_no_two_pieces_of_a_language_appear_at_the_same_minute(
    pieces: list[MarkdownPiece],
) -> None:
    minutes = Counter((piece.language, piece.date) for piece in pieces)

    assert [each for each, count in minutes.items() if count > 1] == []


def test_every_byline_of_the_content_is_introduced_in_its_language(
    pieces: list[MarkdownPiece],
) -> None:
    signed = {(piece.language, name) for piece in pieces for name in piece.bylines}
    introduced = {(byline.language, byline.name) for byline in read_publication().bylines}

    assert introduced == signed
    assert all(20 <= len(byline.about) <= 400 for byline in read_publication().bylines)


def test_the_publication_speaks_of_itself_in_all_its_languages() -> None:
    page = read_publication()

    assert set(page.languages) == LANGUAGES
    for texts in (page.names, page.mottos, page.abouts):
        assert set(texts) == LANGUAGES
    for language, about in page.abouts.items():
        converted = document_from_markdown(
            about, title="About", standfirst="", picture=lambda _name: None
        )
        assert converted.warnings == [], language


def test_the_desk_moves_drafts_that_belong_to_the_cast(pieces: list[MarkdownPiece]) -> None:
    page = read_publication()
    drafts = {piece.slug: piece for piece in pieces if not piece.published}
    holder_of = {byline.name: byline.holder for byline in page.bylines}

    assert set(page.desk) < set(drafts)  # one draft at least stays a draft
    assert all(holder_of[name] for draft in drafts.values() for name in draft.bylines)
    for slug, moves in page.desk.items():
        begun = drafts[slug].date
        assert begun is not None
        times = [begun, *(move.at for move in moves), TODAY]
        assert times == sorted(times), slug


def test_replies_answer_published_pieces_after_they_appeared(pieces: list[MarkdownPiece]) -> None:
    published = {piece.slug: piece for piece in pieces if piece.published and piece.slug}
    replies = read_publication().replies

    def check(reply: DemoReply, after: datetime) -> None:
        assert after < reply.at < TODAY, reply.name
        for answer in reply.answers:
            check(answer, reply.at)

    for reply in replies:
        date = published[reply.article].date
        assert date is not None
        check(reply, date)
    told = [reply for one in replies for reply in (one, *one.answers)]
    assert len(told) >= 25
    assert len({reply.article for reply in told}) >= 8
    assert {published[reply.article].language for reply in told} == LANGUAGES
    assert sum(reply.held for reply in told) >= 3
    assert any(reply.answers for reply in replies)
    # Two replies of the same minute would be shown in an order of chance.
    assert max(Counter((reply.article, reply.at) for reply in told).values()) == 1


def test_the_pictures_of_the_content_are_all_used_or_kept_by_the_drawing_program() -> None:
    for picture in (CONTENT / "pictures").glob("*"):
        assert picture.suffix == ".jpg", picture.name
        assert picture.stat().st_size < 1_500_000, picture.name


def test_the_content_holds_nothing_of_the_machine_it_was_written_on() -> None:
    for path in Path(CONTENT).rglob("*"):
        if path.suffix in {".md", ".yaml"}:
            text = path.read_text(encoding="utf-8")
            assert "/home/" not in text
            assert "/work/" not in text
