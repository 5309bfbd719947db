"""Leaving for another system: what WordPress and Ghost are told, and what they are not."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree

from writingviews.articles.models import Article
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_publication,
    make_published,
    make_written,
)
from writingviews.media.services import store_picture
from writingviews.media.tests.pictures import drawing, encoded
from writingviews.people.models import BylineKind, Role
from writingviews.people.services import take_byline
from writingviews.porting.export.command import export_house
from writingviews.porting.export.elsewhere import write_ghost, write_wordpress
from writingviews.porting.wordpress import WordPressExport
from writingviews.replies.models import ReplyState
from writingviews.replies.services import decide_reply, receive_reply

pytestmark = pytest.mark.django_db
NASTY = "]]> & <b>no</b> \N{ZERO WIDTH NON-JOINER} آب"


@pytest.fixture
def article() -> Article:
    make_publication("en", "fa")
    writer = make_account("zebulon-of-the-mill", Role.WRITER)
    publisher = make_account("paula", Role.EDITOR, Role.PUBLISHER)
    pen = take_byline(account=writer, name="The Wren", kind=BylineKind.PEN)
    article = make_written(writer, publisher, byline=pen)
    make_published("A & B <c>", text=NASTY, standfirst="Below", topics=("birds",))
    picture = store_picture(data=encoded(drawing(), "JPEG"))
    Article.objects.filter(id=article.id).update(picture=picture.id, picture_alt="A mill")
    asked = receive_reply(article=article, name="Ana", text="Really? <script>", now=FIRST_DAY)
    decide_reply(actor=publisher, reply_id=asked.id, state=ReplyState.SHOWN)
    answer = receive_reply(
        article=article,
        name="Bo",
        text="Yes.",
        parent_id=asked.id,
        now=FIRST_DAY + timedelta(minutes=1),
    )
    decide_reply(actor=publisher, reply_id=answer.id, state=ReplyState.SHOWN)
    receive_reply(article=article, name="Eve", text="held-reply", now=FIRST_DAY)
    article.refresh_from_db()
    return article


def wordpress() -> bytes:
    out = io.BytesIO()
    write_wordpress(out)
    return out.getvalue()


def ghost() -> "zipfile.ZipFile":
    out = io.BytesIO()
    write_ghost(out)
    return zipfile.ZipFile(io.BytesIO(out.getvalue()))


def test_wxr_is_read_by_an_importer_of_wxr_and_says_all_it_can(
    article: Article, tmp_path: Path
) -> None:
    data = wordpress()
    assert data == wordpress()
    file = tmp_path / "out.xml"
    file.write_bytes(data)
    source = WordPressExport(file, file.name)
    pieces = {piece.title: piece for piece in source.pieces()}
    # Pictures without a caption of their own come with the pieces that show them.
    assert [problem for problem in source.problems if "entries of media" not in str(problem)] == []
    assert {*pieces} == {"How it went on", "A & B <c>"}
    whole, other = pieces["How it went on"], pieces["A & B <c>"]
    assert "The oven is lit." in whole.html
    assert whole.authors == ("The Wren",)
    assert whole.sections == ("Culture",)
    assert whole.published
    assert whole.slug == article.slug
    assert whole.picture is not None
    assert [(comment.name, comment.state) for comment in whole.comments] == [
        ("Ana", "shown"),
        ("Bo", "shown"),
    ]
    assert whole.comments[1].parent == whole.comments[0].source
    assert "&lt;script&gt;" in whole.comments[0].html
    assert other.topics == ("birds",)
    assert other.standfirst == "Below"
    assert "]]&gt; &amp; &lt;b&gt;no&lt;/b&gt;" in other.html


def test_wxr_is_xml_with_what_wordpress_asks_of_each_item(article: Article) -> None:
    channel = etree.fromstring(wordpress())[0]
    names = {
        "wp": "http://wordpress.org/export/1.2/",
        "content": "http://purl.org/rss/1.0/modules/content/",
    }
    assert channel.findtext("wp:wxr_version", namespaces=names) == "1.2"
    numbers = [each.text for each in channel.iterfind("item/wp:post_id", names)]
    assert len(numbers) == len({*numbers}) == 3
    for item in channel.iterfind("item"):
        for needed in ("wp:post_type", "wp:status", "wp:post_id"):
            assert item.findtext(needed, namespaces=names), needed
    lead = channel.findtext("item/wp:attachment_url", namespaces=names)
    assert lead is not None
    assert lead.startswith("http://testserver/media/")


def test_ghost_gets_what_its_page_for_migrations_names(article: Article) -> None:
    archive = ghost()
    said = json.loads(archive.read("ghost.json"))["db"][0]
    data = said["data"]
    assert isinstance(said["meta"]["exported_on"], int)
    assert said["meta"]["version"].startswith("6.")
    posts = {post["title"]: post for post in data["posts"]}
    post = posts["How it went on"]
    assert post["status"] == "published"
    assert post["slug"] == article.slug
    assert "The oven is lit." in post["html"]
    picture = post["feature_image"].removeprefix("__GHOST_URL__/")
    assert archive.read(picture).startswith(b"\xff\xd8\xff")
    for table, key in (("posts_tags", "tag_id"), ("posts_authors", "author_id")):
        there = {row["id"] for row in data["tags" if key == "tag_id" else "users"]}
        assert data[table]
        for row in data[table]:
            assert row[key] in there
            assert row["post_id"] in {each["id"] for each in data["posts"]}
    assert {user["name"] for user in data["users"]} >= {"The Wren"}
    assert data["posts_meta"][0]["feature_image_alt"] == "A mill"
    again = ghost()
    assert {each: archive.read(each) for each in archive.namelist()} == {
        each: again.read(each) for each in again.namelist()
    }


def test_neither_tells_of_an_account_or_of_what_readers_do_not_see(article: Article) -> None:
    archive = ghost()
    for data in (wordpress(), b"".join(map(archive.read, archive.namelist()))):
        for canary in (b"zebulon-of-the-mill", b"paula", b"held-reply"):
            assert canary not in data


def test_a_form_that_knows_no_accounts_refuses_them(article: Article, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no accounts"):
        export_house(tmp_path / "out.xml", accounts=True, form="wordpress", told=lambda *_: None)
    assert [*tmp_path.iterdir()] == []
    line, _ = export_house(
        tmp_path / "out.xml", accounts=False, form="wordpress", told=lambda *_: None
    )
    assert "2 articles and 1 pictures" in line
