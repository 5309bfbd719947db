"""What a WordPress export holds comes here: whole, once, and with a word for each change."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from writingviews.articles.contributors import writers_of
from writingviews.articles.models import Article, Publication, Section
from writingviews.articles.services.filing import file_article, filing_of
from writingviews.articles.tests.making import make_account, make_publication
from writingviews.document.text import passages
from writingviews.ledger.models import AuditEntry, Change
from writingviews.media.models import Picture
from writingviews.media.tests.pictures import drawing, encoded
from writingviews.porting.intake import Intake, Wishes
from writingviews.porting.media_store import MediaStore
from writingviews.porting.pieces import SourceRefused
from writingviews.porting.report import ImportReport, Outcome
from writingviews.porting.wordpress import WordPressExport
from writingviews.replies.models import Reply, ReplyContact

from .wxr import attachment, comment, export, item, meta, term

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def publication() -> Publication:
    return make_publication("en", "fa")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "old.xml"


def run(
    file: Path, text: str | None = None, *, media: Path | None = None, dry_run: bool = False
) -> ImportReport:
    if text is not None:
        file.write_text(text, encoding="utf-8")
    source = WordPressExport(file, file.name)
    wishes = Wishes(now=NOW, checked=True, dry_run=dry_run)
    return Intake(source, MediaStore(media), wishes, None).run()


def document(article: Article | None = None) -> dict[str, Any]:
    revision = (article or Article.objects.get()).revisions.order_by("-number")[0]
    return dict(revision.document)


def blocks(article: Article | None = None) -> list[str]:
    return [block["type"] for block in document(article)["content"][2:]]


def said(article: Article | None = None) -> list[str]:
    return passages(document(article))


def notes(report: ImportReport) -> str:
    return "\n".join(str(problem) for problem in report.problems)


def test_a_post_comes_with_all_that_it_is_filed_under(file: Path) -> None:
    report = run(
        file,
        export(
            [
                item(
                    7,
                    "<!-- wp:paragraph --><p>A <em>word</em> &amp; another.</p>",
                    term("category", "culture", "Culture"),
                    term("category", "rivers", "Rivers"),
                    term("post_tag", "water", "water"),
                    title="Salt &amp; <em>Water</em>",
                    excerpt="Why you wait.",
                    slug="salt-and-water",
                )
            ]
        ),
    )

    article = Article.objects.get()
    assert [one.outcome for one in report.pieces] == [Outcome.PUBLISHED]
    assert article.slug == "salt-and-water"
    assert article.published_at == datetime(2020, 5, 1, 9, tzinfo=UTC)
    assert article.section is not None
    assert article.section.slug == "culture"
    assert sorted(topic.name for topic in article.topics.all()) == ["Rivers", "water"]
    assert [one.byline.name for one in article.article_bylines.all()] == ["Noor Whitcombe"]
    revision = article.published_revision
    assert revision is not None
    assert (revision.title, revision.standfirst) == ("Salt & Water", "Why you wait.")
    assert revision.text == "A word & another."
    assert AuditEntry.objects.filter(verb="import", subject_id=str(article.pk)).exists()
    assert Change.objects.filter(subject_id=str(article.pk)).exists()


def test_texts_from_before_blocks_keep_their_paragraphs_and_shortcodes(file: Path) -> None:
    run(
        file,
        export(
            [
                item(
                    1,
                    "First line\nsecond line\n\nNext paragraph with [unknown]inner[/unknown].\n\n"
                    '[caption id="x" align="left"]<img src="https://old.example/a.jpg" alt="A">'
                    " The quay[/caption]\n"
                    "https://youtu.be/abcdef\n\n"
                    "Noted.[ref]In a note.[/ref]",
                )
            ]
        ),
    )

    assert blocks() == ["paragraph", "paragraph", "picture", "embed", "paragraph"]
    assert said() == [
        "First line\nsecond line",
        "Next paragraph with [unknown]inner[/unknown].",
        "The quay",
        "Noted.",
        "In a note.",
    ]


def test_blocks_footnotes_and_reusable_blocks_keep_their_structure(file: Path) -> None:
    content = (
        '<!-- wp:heading {"level":2} --><h2>Tide</h2><!-- /wp:heading -->'
        '<!-- wp:paragraph --><p>Salt<sup data-fn="ab" class="fn"><a href="#ab">1</a></sup>.</p>'
        "<!-- /wp:paragraph -->"
        '<!-- wp:quote --><blockquote class="wp-block-quote"><p>Wait.</p><cite>Ilse</cite>'
        "</blockquote><!-- /wp:quote -->"
        '<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>Loud</p>'
        "</blockquote></figure><!-- /wp:pullquote -->"
        '<!-- wp:verse --><pre class="wp-block-verse">One\n  two</pre><!-- /wp:verse -->'
        '<!-- wp:table --><figure class="wp-block-table"><table><tr><td>a</td><td>b</td></tr>'
        "</table><figcaption>Of tides</figcaption></figure><!-- /wp:table -->"
        '<!-- wp:block {"ref":99} /-->'
        "<!-- wp:latest-posts /--><!-- wp:footnotes /-->"
        "<script>alert(1)</script>"
    )
    report = run(
        file,
        export(
            [
                item(1, content, meta("footnotes", '[{"content":"Of the sea","id":"ab"}]')),
                item(
                    99,
                    "<!-- wp:paragraph --><p>Used again.</p><!-- /wp:paragraph -->",
                    kind="wp_block",
                ),
            ]
        ),
    )

    assert blocks() == [
        *("heading", "paragraph", "quotation", "pullQuote", "verse", "table", "paragraph"),
    ]
    assert document()["content"][4]["attrs"]["speaker"] == "Ilse"
    assert said()[:4] == ["Tide", "Salt.", "Of the sea", "Wait."]
    assert said()[-1] == "Used again."
    assert "the block “latest-posts” was left out" in notes(report)
    assert "a script was left out" in notes(report)


def test_pictures_come_from_beside_the_export_and_a_missing_one_leaves_its_caption(
    file: Path, tmp_path: Path
) -> None:
    uploads = tmp_path / "wp-content" / "uploads" / "2020" / "05"
    uploads.mkdir(parents=True)
    (uploads / "quay.jpg").write_bytes(encoded(drawing(120), "JPEG"))
    base = "https://old.example/wp-content/uploads/2020/05"

    report = run(
        file,
        export(
            [
                attachment(
                    3, f"{base}/quay.jpg", meta("_wp_attachment_image_alt", "The quay"), parent=1
                ),
                item(
                    1,
                    f'<p>See.</p><figure><img class="wp-image-3" src="{base}/quay-300x200.jpg">'
                    f'<figcaption>At dawn</figcaption></figure><figure><img src="{base}/no.jpg">'
                    '<figcaption>Gone</figcaption></figure>[gallery ids="3"]',
                    meta("_thumbnail_id", "3"),
                ),
            ]
        ),
        media=tmp_path,
    )

    picture = Picture.objects.get()
    article = Article.objects.get()
    shown = [block["attrs"] for block in document()["content"] if block["type"] == "picture"]
    assert [(one["media"], one["alt"]) for one in shown] == [
        (picture.id, "The quay"),
        (None, ""),
        (picture.id, "The quay"),
    ]
    assert said() == ["See.", "At dawn", "Gone"]
    assert (article.picture, article.picture_alt) == (picture.id, "The quay")
    assert "no.jpg” is not there" in notes(report)


def test_comments_keep_their_threads_and_states_and_nobodys_address(file: Path) -> None:
    run(
        file,
        export(
            [
                item(
                    1,
                    "Words.",
                    comment(11, "Good <a href='https://e.example/'>link</a>"),
                    comment(12, "An answer", parent=11),
                    comment(13, "To the answer", parent=12),
                    comment(14, "Held", approved="0"),
                    comment(15, "Buy", approved="spam"),
                    comment(16, "ping", kind="pingback"),
                    comment(17, "round", parent=18),
                    comment(18, "and round", parent=17),
                )
            ]
        ),
    )

    found = {reply.text: reply for reply in Reply.objects.all()}
    first = found["Good link (https://e.example/)"]
    assert found["An answer"].parent == first
    assert found["To the answer"].parent == first
    assert {found["Held"].state, found["Buy"].state} == {"held", "hidden"}
    assert "ping" not in found
    assert {"round", "and round"} <= found.keys()
    assert not ReplyContact.objects.exists()


def test_what_was_no_public_post_comes_as_a_draft_and_machinery_is_counted(file: Path) -> None:
    report = run(
        file,
        export(
            [
                item(1, status="draft"),
                item(2, status="private"),
                item(3, "Secret.", "<wp:post_password>open</wp:post_password>"),
                item(4, kind="page"),
                item(5, kind="nav_menu_item"),
                item(6, status="trash"),
            ]
        ),
    )

    assert [one.outcome for one in report.pieces] == [*[Outcome.DRAFT] * 3, Outcome.PUBLISHED]
    assert "it needed a password" in notes(report)
    assert "not brought along: 1 menu items" in notes(report)
    assert "not brought along: 1 in the bin" in notes(report)


def test_a_second_run_adds_nothing_and_brings_what_changed_up_to_date(file: Path) -> None:
    first = [item(1, "Old words.", comment(1, "Hello")), item(2), item(3, "Third.")]
    run(file, export(first))
    before = (Article.objects.count(), Reply.objects.count(), AuditEntry.objects.count())
    again = run(file)
    assert {one.outcome for one in again.pieces} == {Outcome.THERE}
    assert before == (
        Article.objects.count(),
        Reply.objects.count(),
        AuditEntry.objects.count(),
    )
    refiled = Article.objects.get(slug="piece-3")
    politics = Section.objects.exclude(slug="culture").first()
    filed = filing_of(refiled)
    file_article(
        actor=make_account("editor"),
        article_id=refiled.pk,
        filing=type(filed)(
            **{
                **{name: getattr(filed, name) for name in filed.__slots__},
                "section": politics,
            }
        ),
    )

    changed = [
        item(1, "New words.", comment(1, "Hello"), comment(2, "More")),
        item(2),
        item(3, "Third, changed.", term("category", "culture", "Culture")),
    ]
    third = run(file, export(changed))

    assert [one.outcome for one in third.pieces] == [
        Outcome.RENEWED,
        Outcome.THERE,
        Outcome.RENEWED,
    ]
    assert said(Article.objects.get(slug="piece-1")) == ["New words."]
    assert Reply.objects.count() == 2
    refiled.refresh_from_db()
    assert refiled.section == politics
    assert said(refiled) == ["Third, changed."]


def test_a_draft_on_nobodys_desk_comes_to_one_that_a_later_run_names(file: Path) -> None:
    first = run(file, export([item(1, status="draft")]))
    writer = make_account("writer")

    source = WordPressExport(file, file.name)
    wishes = Wishes(now=NOW, checked=True, writer=writer)
    Intake(source, MediaStore(None), wishes, None).run()

    assert "it lies on nobody's desk" in notes(first)
    assert list(writers_of(Article.objects.get().pk)) == [writer]


def test_a_rehearsal_tells_the_same_and_writes_nothing(file: Path) -> None:
    text = export([item(1, "Words.", comment(1, "Hello")), item(2, status="draft")])

    dry = run(file, text, dry_run=True)
    assert not Article.objects.exists()
    assert not AuditEntry.objects.filter(verb="import").exists()
    real = run(file)

    assert [(one.outcome, one.notes) for one in dry.pieces] == [
        (one.outcome, one.notes) for one in real.pieces
    ]
    assert (dry.replies, real.replies) == (1, 1)


def test_a_file_that_breaks_off_brings_what_is_whole(file: Path) -> None:
    whole = export([item(1), item(2, "Second.", title="Cut off")])
    file.write_text(whole[: whole.index("Second.") + 3])
    source = WordPressExport(file, file.name)

    report = Intake(source, MediaStore(None), Wishes(now=NOW, checked=True), None).run()

    assert not source.whole
    assert [one.title for one in report.pieces] == ["Piece 1"]
    assert "the file ends in the midst of an element" in notes(report)
    assert "“Cut off”, is not whole" in notes(report)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><rss><channel/></rss>', "declares entities"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><rss/>', "declares entities"),
        ("<rss><channel>" + "<a>" * 10_000, "levels deep"),
        ("<rss><channel><item><title>A</title></item></channel></rss>", "no export of WordPress"),
        ("no xml at all", "no export of WordPress"),
    ],
)
def test_what_is_no_such_export_is_refused_with_its_place(
    file: Path, text: str, cause: str
) -> None:
    with pytest.raises(SourceRefused, match=cause):
        run(file, text)
    assert not Article.objects.exists()


def test_what_no_xml_may_hold_is_mended_and_said(file: Path) -> None:
    good = export([item(1, "Caf\u00e9 \u201cquoted\u201d ]]> end"), item(1, "Twice.")])
    raw = good.encode().replace("é".encode(), b"\xe9").replace(b"Twice.", b"Tw\x0bice.")
    raw = raw.replace(b"<title><![CDATA[Piece 1]]>", b"<title>R&D &nbsp;&#11;x", 1)
    file.write_bytes(raw)

    report = run(file)

    assert [one.title for one in report.pieces] == ["R&D x", "Piece 1"]
    found = {article.revisions.get().text for article in Article.objects.all()}
    assert found == {"Caf\u00e9 \u201cquoted\u201d ]]> end", "Twice."}
    assert "control characters" in notes(report)
    assert "another item has the id 1" in notes(report)
