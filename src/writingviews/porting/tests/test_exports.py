"""Ghost, Medium, Substack, Blogger, feeds, pages and Word files come in, each piece once."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from writingviews.articles.models import Article, Publication
from writingviews.articles.tests.making import make_publication
from writingviews.desk.tests.word_files import paragraph, word_file
from writingviews.desk.tests.word_files import run as word_run
from writingviews.document.text import passages
from writingviews.media.models import Picture
from writingviews.media.tests.pictures import drawing, encoded
from writingviews.porting.command import Asked, ImportRefused, run_import
from writingviews.porting.report import ImportReport, Outcome
from writingviews.replies.models import Reply

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def publication() -> Publication:
    return make_publication("en", "fa")


def run(path: Path, **asked: Any) -> ImportReport:  # noqa: ANN401 - as `Asked` has them
    report = run_import(path, Asked(checked=True, **asked))
    again = run_import(path, Asked(checked=True, **asked))
    assert {one.outcome for one in again.pieces} <= {Outcome.THERE, Outcome.LEFT_OUT}
    return report


def told(report: ImportReport) -> str:
    return "\n".join(str(problem) for problem in report.problems)


def of(title: str) -> tuple[Article, list[str], list[str]]:
    """Return an article by its title, its passages and the kinds of its blocks."""
    article = next(
        one for one in Article.objects.all() if one.revisions.latest("number").title == title
    )
    document = article.revisions.latest("number").document
    return article, passages(document), [block["type"] for block in document["content"][2:]]


def lexical(*children: dict[str, Any]) -> str:
    return json.dumps({"root": {"type": "root", "children": list(children)}})


def test_ghost_comes_from_html_lexical_and_mobiledoc(tmp_path: Path) -> None:
    text = {"type": "extended-text", "text": "Bold & true", "format": 1}
    posts = [
        {
            "id": "1",
            "uuid": "a",
            "title": "Rendered",
            "slug": "rendered",
            "status": "published",
            "html": '<p>As <a href="__GHOST_URL__/b/">shown</a>.</p><figure class="kg-card '
            'kg-image-card"><img src="__GHOST_URL__/content/images/2024/05/quay.jpg" alt="Quay">'
            "<figcaption>At dawn</figcaption></figure>",
            "feature_image": "__GHOST_URL__/content/images/2024/05/quay.jpg",
            "published_at": "2024-05-01T09:00:00.000Z",
            "custom_excerpt": "Why < how",
        },
        {
            "id": "2",
            "uuid": "b",
            "title": "Lexical",
            "slug": "lexical",
            "status": "published",
            "lexical": lexical(
                {"type": "paragraph", "children": [text, {"type": "linebreak"}, text]},
                {"type": "extended-quote", "children": [text]},
                {
                    "type": "list",
                    "listType": "bullet",
                    "children": [{"type": "listitem", "children": [text]}],
                },
                {"type": "codeblock", "code": "x < 1", "language": "python"},
                {
                    "type": "bookmark",
                    "url": "https://e.example/",
                    "metadata": {"title": "Elsewhere", "description": "Said there"},
                },
                {"type": "callout", "calloutText": "<p>Mind this</p>"},
                {"type": "toggle", "heading": "More", "content": "<p>Within</p>"},
                {"type": "markdown", "markdown": "## Marked\n\ndown"},
            ),
        },
        {
            "id": "3",
            "uuid": "c",
            "title": "Mobile",
            "slug": "mobile",
            "status": "draft",
            "mobiledoc": json.dumps(
                {
                    "version": "0.3.1",
                    "markups": [["em"], ["a", ["href", "https://e.example/"]]],
                    "atoms": [["soft-return", "", {}]],
                    "cards": [["hr", {}], ["markdown", {"markdown": "*last*"}]],
                    "sections": [
                        [1, "h2", [[0, [], 0, "Head"]]],
                        [
                            1,
                            "p",
                            [
                                [0, [0], 1, "Leans"],
                                [0, [], 0, " "],
                                [0, [1], 1, "links"],
                                [1, [], 0, 0],
                                [0, [], 0, "end"],
                            ],
                        ],
                        [3, "ul", [[[0, [], 0, "one"]], [[0, [], 0, "two"]]]],
                        [10, 0],
                        [10, 1],
                    ],
                }
            ),
        },
    ]
    data = {
        "posts": posts,
        "users": [{"id": "u", "name": "Noor Whitcombe"}],
        "posts_authors": [{"post_id": "1", "author_id": "u", "sort_order": 0}],
        "tags": [{"id": "t", "name": "Culture"}, {"id": "h", "name": "#secret"}],
        "posts_tags": [
            {"post_id": "1", "tag_id": "t", "sort_order": 0},
            {"post_id": "1", "tag_id": "h", "sort_order": 1},
        ],
        "posts_meta": [{"post_id": "1", "feature_image_alt": "The quay"}],
        "members": [{"email": "m@mail.example"}],
    }
    images = tmp_path / "content" / "images" / "2024" / "05"
    images.mkdir(parents=True)
    (images / "quay.jpg").write_bytes(encoded(drawing(90), "JPEG"))
    file = tmp_path / "old.ghost.json"
    file.write_text(json.dumps({"db": [{"meta": {}, "data": data}]}))

    report = run(file)

    first, words, kinds = of("Rendered")
    assert (words, kinds) == (["As shown.", "At dawn"], ["paragraph", "picture"])
    assert (first.picture, first.picture_alt) == (Picture.objects.get().id, "The quay")
    assert first.section is not None
    assert [one.byline.name for one in first.article_bylines.all()] == ["Noor Whitcombe"]
    _, words, kinds = of("Lexical")
    assert kinds == [
        *("paragraph", "quotation", "bulletList", "codeBlock", "embed", "paragraph"),
        *("aside", "aside", "heading", "paragraph"),
    ]
    assert words == [
        *("Bold & true\nBold & true", "Bold & true", "Bold & true", "x < 1", "Elsewhere"),
        *("Said there", "Mind this", "More", "Within", "Marked", "down"),
    ]
    draft, words, kinds = of("Mobile")
    assert draft.state == "draft"
    assert words == ["Head", "Leans links\nend", "one", "two", "last"]
    assert "#secret" in told(report)
    assert "1 members did not come" in told(report)


MEDIUM = """<!DOCTYPE html><html><head><title>Salt</title></head><body><article class="h-entry">
<header><h1 class="p-name">Salt</h1></header><section data-field="subtitle" class="p-summary">Of it
</section><section data-field="body" class="e-content"><section><div><hr class="section-divider">
</div><div><h3 class="graf graf--h3 graf--title">Salt</h3><p class="graf">Body <em>text</em>.</p>
<figure class="graf"><img src="https://cdn.example/1.jpeg"><figcaption>Gone</figcaption></figure>
<blockquote class="graf graf--pullquote">Loud</blockquote></div></section></section><footer>
<p>By <a class="p-author h-card" href="https://medium.com/@n">Noor</a> on <a><time
class="dt-published" datetime="2021-02-03T04:05:06.000Z">then</time></a></p></footer></article>"""


def test_medium_comes_from_its_archive(tmp_path: Path) -> None:
    archive = tmp_path / "medium.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("posts/2021-02-03_Salt-0123456789ab.html", MEDIUM)
        out.writestr("posts/draft_Later-aaaaaaaaaaaa.html", MEDIUM.replace("Salt", "Later"))
        out.writestr("profile/profile.html", "<p>Who</p>")
        out.writestr("../evil.html", "<p>out</p>")
        out.writestr("posts/bomb.html", b" " * 5_000_000, compress_type=zipfile.ZIP_DEFLATED)

    report = run(archive)

    article, words, kinds = of("Salt")
    assert (article.slug, article.state) == ("salt", "published")
    assert kinds == ["paragraph", "picture", "pullQuote"]
    assert words == ["Body text.", "Gone", "Loud"]
    assert of("Later")[0].state == "draft"
    assert Article.objects.count() == 2
    assert "leads out of the archive" in told(report)
    assert "no text does" in told(report)


def test_substack_comes_with_its_list_of_posts(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts.csv").write_text(
        "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url\n"
        "12.salt,2022-01-02T03:04:05.000Z,true,,newsletter,everyone,Salt & sea,Of it,\n"
        "13.later,,false,,newsletter,everyone,Later,,\n14.gone,,true,,newsletter,,Gone,,\n"
    )
    (tmp_path / "posts" / "12.salt.html").write_text("<p>Body.</p>")
    (tmp_path / "posts" / "13.later.html").write_text("<p>Not yet.</p>")

    report = run(tmp_path, byline="The Class")

    article, words, _ = of("Salt & sea")
    assert (article.slug, article.state, words) == ("salt", "published", ["Body."])
    assert [one.byline.name for one in article.article_bylines.all()] == ["The Class"]
    assert of("Later")[0].state == "draft"
    assert "“Gone”) has no text" in told(report)


BLOGGER = """<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'
xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:app='http://purl.org/atom/app#'>
<entry><id>tag:blogger.com,1999:blog-1.post-2</id><published>2019-01-02T03:04:05Z</published>
<category scheme='http://schemas.google.com/g/2005#kind'
term='http://schemas.google.com/blogger/2008/kind#post'/><category
scheme='http://www.blogger.com/atom/ns#' term='Culture'/><title type='text'>Sea</title>
<content type='html'>One.&lt;br /&gt;&lt;br /&gt;Two.</content><link rel='alternate'
href='https://b.example/2019/01/sea.html'/><author><name>Noor</name></author></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-3</id><published>2019-01-03T03:04:05Z</published>
<category scheme='http://schemas.google.com/g/2005#kind'
term='http://schemas.google.com/blogger/2008/kind#comment'/><title>c</title>
<content type='html'>Good.</content><author><name>Ilse</name></author>
<thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-2'/></entry>
<entry><id>t</id><category scheme='http://schemas.google.com/g/2005#kind'
term='http://schemas.google.com/blogger/2008/kind#template'/><title>t</title></entry></feed>"""
RSS = """<rss version="2.0"><channel><title>Feed</title><link>https://r.example/</link><item>
<title>R&amp;D</title><link>https://r.example/rd/</link><description>First &lt;b&gt;words&lt;/b&gt;
&nbsp;here.</description><pubDate>Wed, 02 Jan 2019 03:04:05 GMT</pubDate></item></channel></rss>"""


def test_blogger_and_feeds_come_from_their_files(tmp_path: Path) -> None:
    (tmp_path / "blog.xml").write_text(BLOGGER)
    (tmp_path / "feed.rss").write_text(RSS)

    report = run(tmp_path / "blog.xml")
    run(tmp_path / "feed.rss")

    article, words, _ = of("Sea")
    assert (article.slug, words) == ("sea", ["One.", "Two."])
    assert article.section is not None
    assert Reply.objects.get(article=article).text == "Good."
    assert "1 entries of the kind “template” did not come" in told(report)
    assert of("R&D")[1] == ["First words \xa0here."]


def test_pages_and_word_files_come_from_a_folder(tmp_path: Path) -> None:
    pages, word = tmp_path / "pages", tmp_path / "word"
    pages.mkdir()
    word.mkdir()
    (pages / "sea.html").write_bytes(
        b"<html lang=en><head><title>Sea | Paper</title><meta name=author content=Noor></head>"
        b"<nav>Home</nav><main><h1>Sea</h1><p>Caf\xe9.</p></main><footer>Foot</footer>"
    )
    (word / "a_piece.docx").write_bytes(word_file(paragraph(word_run("Only words."))))
    (word / "old.doc").write_bytes(b"\xd0\xcf")
    (word / "broken.docx").write_bytes(b"PK\x03\x04")

    run(pages)
    report = run(word)

    assert of("Sea")[1] == ["Café."]
    assert of("a piece")[1] == ["Only words."]
    assert "older format" in told(report)
    assert "broken.docx:1: left out" in told(report)


@pytest.mark.parametrize(
    ("name", "text", "cause"),
    [
        ("a.json", '{"db": [' * 20_000, "nested too deeply|no whole JSON"),
        ("b.json", '{"db": [{"data": {"posts": [', "no whole JSON"),
        ("c.json", '{"meta": 1}', "it lists no posts"),
        ("d.rss", "<rss><channel>", "is no feed"),
        ("e.rss", '<!DOCTYPE a [<!ENTITY b "c">]><rss/>', "declares entities"),
    ],
)
def test_what_is_broken_is_refused_in_a_sentence(
    tmp_path: Path, name: str, text: str, cause: str
) -> None:
    (tmp_path / name).write_text(text)

    with pytest.raises(ImportRefused, match=cause):
        run_import(tmp_path / name, Asked())
    assert not Article.objects.exists()


def test_archives_that_are_broken_are_refused_or_told_of(tmp_path: Path) -> None:
    good = tmp_path / "pages.zip"
    with zipfile.ZipFile(good, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("one.html", "<p>Sound words.</p>")
        out.writestr("two.html", "<p>" + "broken words " * 90)
    data = bytearray(good.read_bytes())
    place = data.index(b"two.html") + 12
    data[place : place + 9] = b"\xff" * 9
    good.write_bytes(bytes(data))
    broken = tmp_path / "broken.zip"
    broken.write_bytes(bytes(data[:60]) + bytes(data[-22:]))

    report = run_import(good, Asked(source="html", checked=True))
    assert of("one")[1] == ["Sound words."]
    assert Article.objects.count() == 1
    assert "two.html:1: two.html cannot be read" in told(report)
    with pytest.raises(ImportRefused):
        run_import(broken, Asked())
    with pytest.raises(ImportRefused):
        run_import(good, Asked(source="html", media=broken))
