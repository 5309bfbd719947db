"""Exports of WordPress as tests and benches write them. Nobody in them exists."""

from collections.abc import Iterable
from html import escape

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file -->
<rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
 <title>The Old Paper</title>
 <link>https://old.example</link>
 <language>en-US</language>
 <wp:wxr_version>1.2</wp:wxr_version>
 <wp:base_site_url>https://old.example</wp:base_site_url>
 <wp:base_blog_url>https://old.example</wp:base_blog_url>
 <wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[nwhit]]></wp:author_login>
  <wp:author_email><![CDATA[n@old.example]]></wp:author_email>
  <wp:author_display_name><![CDATA[Noor Whitcombe]]></wp:author_display_name></wp:author>
"""
TAIL = "</channel>\n</rss>\n"


def cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def term(domain: str, slug: str, name: str) -> str:
    return f'<category domain="{domain}" nicename="{slug}">{cdata(name)}</category>'


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key>"
        f"<wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
    )


def comment(number: int, text: str, *, parent: int = 0, approved: str = "1", kind: str = "") -> str:
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id>"
        f"<wp:comment_author>{cdata('Ilse')}</wp:comment_author>"
        f"<wp:comment_author_email>{cdata('secret@mail.example')}</wp:comment_author_email>"
        f"<wp:comment_author_IP>{cdata('203.0.113.9')}</wp:comment_author_IP>"
        f"<wp:comment_date_gmt>2020-05-02 10:0{number % 10}:00</wp:comment_date_gmt>"
        f"<wp:comment_content>{cdata(text)}</wp:comment_content>"
        f"<wp:comment_approved>{approved}</wp:comment_approved>"
        f"<wp:comment_type>{kind}</wp:comment_type>"
        f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )


def item(
    number: int,
    content: str = "Words.",
    *more: str,
    title: str = "",
    kind: str = "post",
    status: str = "publish",
    excerpt: str = "",
    slug: str = "",
) -> str:
    name = slug or f"piece-{number}"
    return f"""<item>
<title>{cdata(title or f"Piece {number}")}</title>
<link>https://old.example/2020/05/{name}/</link>
<dc:creator>{cdata("nwhit")}</dc:creator>
<content:encoded>{cdata(content)}</content:encoded>
<excerpt:encoded>{cdata(excerpt)}</excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date_gmt>2020-05-01 09:00:00</wp:post_date_gmt>
<wp:post_name>{cdata(name)}</wp:post_name>
<wp:status>{cdata(status)}</wp:status>
<wp:post_type>{cdata(kind)}</wp:post_type>
{"".join(more)}
</item>
"""


def attachment(number: int, address: str, *more: str, parent: int = 0, caption: str = "") -> str:
    return item(
        number,
        "",
        f"<wp:attachment_url>{cdata(address)}</wp:attachment_url>",
        f"<wp:post_parent>{parent}</wp:post_parent>",
        *more,
        title=f"IMG_{number}",
        kind="attachment",
        status="inherit",
        excerpt=escape(caption),
    )


def export(items: Iterable[str]) -> str:
    return HEAD + "".join(items) + TAIL
