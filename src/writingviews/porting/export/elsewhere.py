"""The way out to other systems: WordPress's WXR 1.2, and Ghost's JSON with its pictures.

Only what these know goes along: the text as HTML, what it is filed under, who signed it, replies
that readers see (WordPress alone). Bylines become their authors; no account is told of.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Any, BinaryIO, Final

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Section, Topic
from writingviews.articles.selectors import publication
from writingviews.document.html import PictureView
from writingviews.house.settings import house_settings
from writingviews.media.models import Picture
from writingviews.media.selectors import rendition_path
from writingviews.people.models import Byline

from .archive import ExportArchive
from .markdown import line_of
from .rows import BATCH, as_line
from .writing import (
    Exported,
    Progress,
    ReadableArticle,
    body_html,
    one_moment,
    readable_articles,
    section_name,
)

#: What XML 1.0 has no way to say.
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HEAD: Final = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
_TAIL: Final = "</channel>\n</rss>\n"
_GHOST: Final = "6.0.0"


def widest(picture: Picture) -> PictureView:
    """Return a picture as other systems show it: one JPEG, the widest."""
    address = rendition_path(picture.pk, max(picture.widths), "jpg")
    return PictureView(picture.width, picture.height, (), address, "")


def _text(piece: ReadableArticle) -> dict[str, Any]:
    empty: dict[str, Any] = {"content": [{}, {}]}
    return piece.published or next(reversed(piece.texts.values()), empty)


def _is_out(piece: ReadableArticle) -> bool:
    return piece.said["state"] == State.PUBLISHED and piece.published is not None


def _moment(text: str | None, other: str) -> datetime:
    return datetime.fromisoformat(text or other).astimezone(UTC)


# --- WordPress ------------------------------------------------------------------------------------


def write_wordpress(to: BinaryIO, *, progress: Progress | None = None) -> Exported:
    """Write a WXR file, which WordPress's importer reads; it fetches pictures from this house.

    Args:
        to: where; need not be seekable.
        progress: told of long work.
    """
    told = progress or (lambda *_: None)
    with one_moment():
        to.writelines(part.encode() for part in _channel())
        pictures: dict[str, int] = {}
        for number, picture in enumerate(Picture.objects.order_by("pk").iterator(), 1):
            pictures[picture.pk] = number
            to.write(_attachment(number, picture).encode())
        articles = comments = 0
        for piece in readable_articles():
            articles += 1
            to.write(_item(len(pictures) + articles, piece, pictures, comments).encode())
            comments += len(piece.said["replies"])
            told("Articles", articles, 0)
        to.write(_TAIL.encode())
    return Exported(articles, 0, len(pictures), 0, ())


def _channel() -> Iterator[str]:
    known, address = publication(), house_settings().address
    yield _HEAD
    yield f"<title>{_xml(known.name)}</title>\n<link>{_xml(address)}</link>\n"
    yield f"<description>{_xml(known.motto)}</description>\n"
    yield f"<language>{_xml(known.languages[0])}</language>\n<wp:wxr_version>1.2</wp:wxr_version>\n"
    yield f"<wp:base_site_url>{_xml(address)}</wp:base_site_url>\n"
    yield f"<wp:base_blog_url>{_xml(address)}</wp:base_blog_url>\n"
    for number, byline in enumerate(Byline.objects.order_by("slug").iterator(), 1):
        yield (
            f"<wp:author><wp:author_id>{number}</wp:author_id>"
            f"<wp:author_login>{_cdata(byline.slug)}</wp:author_login>"
            f"<wp:author_email></wp:author_email>"
            f"<wp:author_display_name>{_cdata(byline.name)}</wp:author_display_name></wp:author>\n"
        )
    for number, section in enumerate(Section.objects.order_by("slug"), 1):
        name = section_name(section, known.languages[0])
        yield (
            f"<wp:category><wp:term_id>{number}</wp:term_id>"
            f"<wp:category_nicename>{_cdata(section.slug)}</wp:category_nicename>"
            f"<wp:category_parent></wp:category_parent>"
            f"<wp:cat_name>{_cdata(name)}</wp:cat_name></wp:category>\n"
        )


def _attachment(number: int, picture: Picture) -> str:
    address = f"{house_settings().address}{widest(picture).src}"
    return (
        f"<item>\n<title>{_cdata(picture.pk)}</title>\n<dc:creator></dc:creator>\n"
        f"<wp:post_id>{number}</wp:post_id>\n<wp:status>{_cdata('inherit')}</wp:status>\n"
        f"<wp:post_type>{_cdata('attachment')}</wp:post_type>\n"
        f"<wp:attachment_url>{_cdata(address)}</wp:attachment_url>\n</item>\n"
    )


def _item(number: int, piece: ReadableArticle, pictures: dict[str, int], comments: int) -> str:
    said, text, address = piece.said, _text(piece), house_settings().address
    at = _moment(said["published_at"], said["created_at"])
    changed = _moment(said["updated_at"], at.isoformat())
    slug = said["slug"] or ""
    status = "publish" if _is_out(piece) else "private" if said["published_at"] else "draft"
    lead = pictures.get(said["picture"])
    filed = [_term("category", said["section"], said["section_name"])] if said["section"] else []
    filed += [_term("post_tag", topic["slug"], topic["name"]) for topic in piece.topics]
    filed += [_term("author", f"cap-{by['slug']}", by["name"]) for by in piece.bylines]
    creator = piece.bylines[0]["slug"] if piece.bylines else ""
    return (
        f"<item>\n<title>{_cdata(line_of(text['content'][0]))}</title>\n"
        f"<link>{_xml(f'{address}/articles/{slug}/' if slug else address)}</link>\n"
        f"<pubDate>{format_datetime(at)}</pubDate>\n<dc:creator>{_cdata(creator)}</dc:creator>\n"
        f'<guid isPermaLink="false">{_xml(said["id"])}</guid>\n<description></description>\n'
        f"<content:encoded>{_cdata(body_html(text, f'{address}/media/', widest))}"
        f"</content:encoded>\n"
        f"<excerpt:encoded>{_cdata(line_of(text['content'][1]))}</excerpt:encoded>\n"
        f"<wp:post_id>{number}</wp:post_id>\n"
        f"<wp:post_date>{_cdata(f'{at:%Y-%m-%d %H:%M:%S}')}</wp:post_date>\n"
        f"<wp:post_date_gmt>{_cdata(f'{at:%Y-%m-%d %H:%M:%S}')}</wp:post_date_gmt>\n"
        f"<wp:post_modified_gmt>{_cdata(f'{changed:%Y-%m-%d %H:%M:%S}')}</wp:post_modified_gmt>\n"
        f"<wp:comment_status>{_cdata('open')}</wp:comment_status>\n"
        f"<wp:ping_status>{_cdata('closed')}</wp:ping_status>\n"
        f"<wp:post_name>{_cdata(slug)}</wp:post_name>\n<wp:status>{_cdata(status)}</wp:status>\n"
        f"<wp:post_parent>0</wp:post_parent>\n<wp:menu_order>0</wp:menu_order>\n"
        f"<wp:post_type>{_cdata('post')}</wp:post_type>\n<wp:post_password></wp:post_password>\n"
        f"<wp:is_sticky>0</wp:is_sticky>\n{''.join(filed)}"
        f"{_meta('_thumbnail_id', str(lead)) if lead else ''}"
        f"{''.join(_comments(said['replies'], comments))}</item>\n"
    )


def _comments(replies: list[dict[str, Any]], before: int) -> Iterator[str]:
    numbers = {reply["id"]: before + place for place, reply in enumerate(replies, 1)}
    for reply in replies:
        at = f"{_moment(reply['received_at'], ''):%Y-%m-%d %H:%M:%S}"
        yield (
            f"<wp:comment><wp:comment_id>{numbers[reply['id']]}</wp:comment_id>"
            f"<wp:comment_author>{_cdata(reply['name'])}</wp:comment_author>"
            f"<wp:comment_author_email></wp:comment_author_email>"
            f"<wp:comment_author_url></wp:comment_author_url>"
            f"<wp:comment_author_IP></wp:comment_author_IP>"
            f"<wp:comment_date>{_cdata(at)}</wp:comment_date>"
            f"<wp:comment_date_gmt>{_cdata(at)}</wp:comment_date_gmt>"
            f"<wp:comment_content>{_cdata(escape(reply['text'], quote=False))}"
            f"</wp:comment_content><wp:comment_approved>1</wp:comment_approved>"
            f"<wp:comment_type>{_cdata('comment')}</wp:comment_type>"
            f"<wp:comment_parent>{numbers.get(reply['parent'], 0)}</wp:comment_parent>"
            f"<wp:comment_user_id>0</wp:comment_user_id></wp:comment>\n"
        )


def _term(domain: str, slug: str, name: str) -> str:
    return f'<category domain="{domain}" nicename="{_xml(slug)}">{_cdata(name)}</category>\n'


def _meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{_cdata(key)}</wp:meta_key>"
        f"<wp:meta_value>{_cdata(value)}</wp:meta_value></wp:postmeta>\n"
    )


def _xml(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text))


def _cdata(text: str) -> str:
    return f"<![CDATA[{_NOT_IN_XML.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"


# --- Ghost ----------------------------------------------------------------------------------------


def write_ghost(to: BinaryIO, *, progress: Progress | None = None) -> Exported:
    """Write a ZIP archive as Ghost's importer takes it: ``ghost.json`` and ``content/images/``.

    Args:
        to: where; need not be seekable.
        progress: told of long work.
    """
    told = progress or (lambda *_: None)
    with one_moment():
        archive = ExportArchive(to)
        articles = 0

        def counted(what: str, done: int, whole: int) -> None:
            nonlocal articles
            articles = done
            told(what, done, whole)

        archive.put("ghost.json", _ghost(counted))
        pictures, missing = 0, []
        for picture in Picture.objects.order_by("pk").iterator(chunk_size=BATCH):
            name = widest(picture).src.removeprefix("/media/")
            path = house_settings().media_dir / name
            if path.is_file():
                archive.put_file(f"content/images/{name}", path)
            else:
                missing.append(f"media/{name}")
            pictures += 1
            told("Pictures", pictures, 0)
        archive.close()
    return Exported(articles, 0, pictures, 0, tuple(missing))


def _ghost(told: Progress) -> Iterator[bytes]:
    links: dict[str, list[dict[str, object]]] = {"posts_tags": [], "posts_authors": []}
    about: list[dict[str, object]] = []
    newest = 0
    yield b'{"db": [{"data": {\n"posts": ['
    for number, piece in enumerate(readable_articles()):
        post = _post(piece)
        newest = max(newest, int(_moment(f"{post['updated_at']}+00:00", "").timestamp() * 1000))
        yield (b",\n" if number else b"\n") + as_line(post).rstrip()
        own = [{"slug": piece.said["section"]}] if piece.said["section"] else []
        for order, topic in enumerate([*own, *piece.topics]):
            kind = "section" if order < len(own) else "topic"
            links["posts_tags"].append(
                {"post_id": post["id"], "tag_id": f"{kind}-{topic['slug']}", "sort_order": order}
            )
        for order, byline in enumerate(piece.bylines):
            links["posts_authors"].append(
                {"post_id": post["id"], "author_id": byline["slug"], "sort_order": order}
            )
        if piece.said["picture"]:
            about.append(
                {
                    "post_id": post["id"],
                    "feature_image_alt": piece.said["picture_alt"][:191],
                    "feature_image_caption": escape(piece.said["picture_caption"]),
                }
            )
        told("Articles", number + 1, 0)
    tags: list[dict[str, object]] = [
        {
            "id": f"section-{section.slug}",
            "name": section_name(section, publication().languages[0]),
            "slug": section.slug,
        }
        for section in Section.objects.order_by("slug")
    ]
    tags += [
        {"id": f"topic-{topic.slug}", "name": topic.name, "slug": topic.slug}
        for topic in Topic.objects.order_by("slug", "language")
    ]
    users: list[dict[str, object]] = [
        {
            "id": byline.slug,
            "name": byline.name,
            "slug": byline.slug,
            # Ghost asks for one; this one leads nowhere.
            "email": f"{byline.slug}@bylines.invalid",
            "roles": ["Contributor"],
        }
        for byline in Byline.objects.order_by("slug")
    ]
    tables: dict[str, list[dict[str, object]]] = {
        "posts_meta": about,
        "tags": tags,
        "users": users,
        **links,
    }
    yield b"\n]"
    for name, rows in tables.items():
        yield f',\n"{name}": '.encode() + as_line(rows).rstrip()
    # When the newest piece changed, and not now: the same house gives the same bytes.
    yield b'},\n"meta": ' + as_line({"exported_on": newest, "version": _GHOST}).rstrip() + b"}]}\n"


def _post(piece: ReadableArticle) -> dict[str, object]:
    said, text = piece.said, _text(piece)
    at = _moment(said["published_at"], said["created_at"])
    picture = Picture.objects.filter(pk=said["picture"]).first() if said["picture"] else None
    images = "__GHOST_URL__/content/images/"
    return {
        "id": said["id"],
        "title": line_of(text["content"][0])[:255] or "(Untitled)",
        "slug": said["slug"] or said["id"],
        "html": body_html(text, images, widest),
        "custom_excerpt": line_of(text["content"][1])[:300] or None,
        "feature_image": (
            f"{images}{widest(picture).src.removeprefix('/media/')}" if picture else None
        ),
        "type": "post",
        "status": "published" if _is_out(piece) else "draft",
        "visibility": "public",
        "created_at": f"{_moment(said['created_at'], ''):%Y-%m-%d %H:%M:%S}",
        "updated_at": f"{_moment(said['updated_at'], at.isoformat()):%Y-%m-%d %H:%M:%S}",
        "published_at": f"{at:%Y-%m-%d %H:%M:%S}" if _is_out(piece) else None,
    }


WRITERS: Final[dict[str, Callable[..., Exported]]] = {
    "wordpress": write_wordpress,
    "ghost": write_ghost,
}
