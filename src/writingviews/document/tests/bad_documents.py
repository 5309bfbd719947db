"""Documents that browser and server must both refuse, and what the server's message must say."""

from typing import Any

JSON = dict[str, Any]


def document(*blocks: object) -> JSON:
    """A document of ``blocks`` under an empty title and standfirst."""
    return {"type": "doc", "content": [{"type": "title"}, {"type": "standfirst"}, *blocks]}


def paragraph(*content: object, **attrs: object) -> JSON:
    return {"type": "paragraph", "attrs": attrs, "content": list(content)}


def text(said: object, *marks: object) -> JSON:
    return {"type": "text", "text": said, "marks": list(marks)}


def link(href: object) -> JSON:
    return {"type": "link", "attrs": {"href": href}}


def nested(levels: int) -> JSON:
    """A paragraph in ``levels`` lists, each in an item of the one around it."""
    node = paragraph()
    for _ in range(levels):
        node = {
            "type": "bulletList",
            "content": [{"type": "listItem", "content": [paragraph(), node]}],
        }
    return node


BAD_DOCUMENTS: dict[str, tuple[Any, str]] = {
    "nothing": (None, "a document is a JSON object, not None"),
    "a list": ([], "a document is a JSON object"),
    "a node that is no object": (document("paragraph"), "content[2] is 'paragraph'"),
    "no blocks": (document(), "doc holds"),
    "no title": ({"type": "doc", "content": [paragraph()]}, "title standfirst block+"),
    "only a paragraph": (paragraph(), "the outermost node is paragraph"),
    "a second title": (document({"type": "title"}), "doc holds"),
    "marks on the document": (
        {**document(paragraph()), "marks": [{"type": "strong"}]},
        "doc bears marks",
    ),
    "an unknown node": (document({"type": "script"}), "there is no such node"),
    "a node's name from the language": (document({"type": "constructor"}), "no such node"),
    "an unknown mark": (document(paragraph(text("x", {"type": "blink"}))), "no such mark"),
    "an unknown key": (document({**paragraph(), "onclick": "x"}), "has the key 'onclick'"),
    "an unknown key of a mark": (
        document(paragraph(text("x", {"type": "strong", "style": "x"}))),
        "has the key 'style'",
    ),
    "text on a paragraph": (document({**paragraph(), "text": "x"}), "has the key 'text'"),
    "content in a text": (document(paragraph({**text("x"), "content": []})), "has the key"),
    "an unknown attribute": (document(paragraph(style="x")), "no attribute 'style'"),
    "attributes on the document": (
        {**document(paragraph()), "attrs": {"lang": "fa"}},
        "no attribute 'lang'",
    ),
    "attributes that are a list": (document({"type": "paragraph", "attrs": [1]}), "an object"),
    "content that is an object": (document({"type": "paragraph", "content": {}}), "a list"),
    "marks that are an object": (
        document(paragraph({"type": "text", "text": "x", "marks": {"a": 1}})),
        "must be a list",
    ),
    "a mark that is a name": (document(paragraph(text("x", "strong"))), "must be an object"),
    "an empty text": (document(paragraph(text(""))), "at least one character"),
    "a text that is a number": (document(paragraph(text(7))), "at least one character"),
    "U+0000": (document(paragraph(text("a\x00b"))), "U+0000 at 1"),
    "an escape character": (document(paragraph(text("\x1b[31m"))), "U+001B at 0"),
    "a carriage return": (document(paragraph(text("a\r\nb"))), "U+000D"),
    "half a character": (document(paragraph(text("a\ud83e"))), "U+D83E at 1"),
    "a noncharacter": (document(paragraph(text("\uffff"))), "U+FFFF"),
    "half a character in an attribute": (
        document({"type": "picture", "attrs": {"alt": "\udd8a"}}),
        "control characters",
    ),
    "a script as a link": (document(paragraph(text("x", link("javascript:alert(1)")))), "https://"),
    "a script as a link, disguised": (
        document(paragraph(text("x", link("\tjava\nscript:alert(1)")))),
        "link.href",
    ),
    "a link in capitals": (document(paragraph(text("x", link("HTTPS://example.org")))), "https://"),
    "data as a link": (document(paragraph(text("x", link("data:text/html,x")))), "https://"),
    "a relative link": (document(paragraph(text("x", link("/articles/x/")))), "https://"),
    "a link without host": (document(paragraph(text("x", link("https:///x")))), "https://"),
    "a link with a space": (document(paragraph(text("x", link("https://a b")))), "https://"),
    "a link with a quote": (document(paragraph(text("x", link('https://a"b')))), "https://"),
    "a link with a newline at its end": (
        document(paragraph(text("x", link("https://example.org\n")))),
        "https://",
    ),
    "a link that turns the text": (
        document(paragraph(text("x", link("https://example.org/\u202egro")))),
        "https://",
    ),
    "a link to nothing": (document(paragraph(text("x", {"type": "link"}))), "is missing"),
    "a link to null": (document(paragraph(text("x", link(None)))), "must be text"),
    "a link to a number": (document(paragraph(text("x", link(5)))), "must be text"),
    "a link of 2,001 characters": (
        document(paragraph(text("x", link("https://example.org/" + "a" * 1981)))),
        "at most 2000",
    ),
    "a script as an embed": (
        document({"type": "embed", "attrs": {"url": "javascript:alert(1)"}}),
        "https://",
    ),
    "mail as an embed": (document({"type": "embed", "attrs": {"url": "mailto:a@b.c"}}), "https://"),
    "an embed of nothing": (document({"type": "embed"}), "embed.url is missing"),
    "a language that is no tag": (
        document(paragraph(text("x", {"type": "language", "attrs": {"lang": 'fa"'}}))),
        "a language tag",
    ),
    "a direction of its own": (document(paragraph(dir="up")), "one of null, 'ltr', 'rtl'"),
    "a heading of level 1": (document({"type": "heading", "attrs": {"level": 1}}), "2, 3, 4"),
    "a heading of level '2'": (document({"type": "heading", "attrs": {"level": "2"}}), "2, 3, 4"),
    "a heading of level true": (document({"type": "heading", "attrs": {"level": True}}), "2, 3, 4"),
    "a heading of level null": (document({"type": "heading", "attrs": {"level": None}}), "2, 3, 4"),
    "a level that is an object": (document({"type": "heading", "attrs": {"level": {}}}), "2, 3, 4"),
    "half an indent": (
        document(
            {"type": "verse", "content": [{"type": "verseLine", "attrs": {"indent": 1.5}}]},
        ),
        "whole number from 0 to 8",
    ),
    "an indent of nine": (
        document({"type": "verse", "content": [{"type": "verseLine", "attrs": {"indent": 9}}]}),
        "whole number from 0 to 8",
    ),
    "a list from -1": (
        document(
            {
                "type": "orderedList",
                "attrs": {"start": -1},
                "content": [{"type": "listItem", "content": [paragraph()]}],
            }
        ),
        "whole number from 0",
    ),
    "a media id in capitals": (
        document({"type": "picture", "attrs": {"media": "A" * 32}}),
        "32 hexadecimal digits",
    ),
    "a media id that leaves its folder": (
        document({"type": "picture", "attrs": {"media": "../../../etc/passwd"}}),
        "32 hexadecimal digits",
    ),
    "a media id with a newline": (
        document({"type": "picture", "attrs": {"media": "a" * 32 + "\n"}}),
        "at most 32",
    ),
    "an alternative text of null": (document({"type": "picture", "attrs": {"alt": None}}), "text"),
    "an alternative text of 2,001 characters": (
        document({"type": "picture", "attrs": {"alt": "a" * 2001}}),
        "at most 2000",
    ),
    "an alternative text of 1,001 foxes": (
        document({"type": "picture", "attrs": {"alt": "🦊" * 1001}}),
        "at most 2000",
    ),
    "a list without items": (document({"type": "bulletList"}), "must hold listItem+"),
    "an item that begins with a list": (
        document({"type": "bulletList", "content": [{"type": "listItem", "content": [nested(1)]}]}),
        "must hold paragraph",
    ),
    "a paragraph in a paragraph": (document(paragraph(paragraph())), "paragraph holds"),
    "a picture in a paragraph": (document(paragraph({"type": "picture"})), "paragraph holds"),
    "a table in a cell": (
        document(
            {
                "type": "table",
                "content": [
                    {
                        "type": "tableRow",
                        "content": [{"type": "tableCell", "content": [{"type": "table"}]}],
                    }
                ],
            }
        ),
        "holds",
    ),
    "a footnote in a footnote": (
        document(
            paragraph({"type": "footnote", "content": [{"type": "footnote"}]}),
        ),
        "footnote holds",
    ),
    "strong in the title": (
        {
            "type": "doc",
            "content": [
                {"type": "title", "content": [text("x", {"type": "strong"})]},
                {"type": "standfirst"},
                paragraph(),
            ],
        },
        "in title, text is marked strong: admitted are emphasis, language",
    ),
    "a footnote in the title": (
        {
            "type": "doc",
            "content": [
                {"type": "title", "content": [{"type": "footnote"}]},
                {"type": "standfirst"},
                paragraph(),
            ],
        },
        "must hold text*",
    ),
    "marks in code": (
        document({"type": "codeBlock", "content": [text("x", {"type": "strong"})]}),
        "admitted are none",
    ),
    "marks on a paragraph": (
        document({"type": "paragraph", "marks": [{"type": "strong"}]}),
        "in doc, paragraph is marked strong",
    ),
    "the same mark twice": (
        document(paragraph(text("x", {"type": "strong"}, {"type": "strong"}))),
        "exclude each other",
    ),
    "two links on one text": (
        document(paragraph(text("x", link("https://a.example"), link("https://b.example")))),
        "exclude each other",
    ),
    "raised and lowered": (
        document(paragraph(text("x", {"type": "superscript"}, {"type": "subscript"}))),
        "exclude each other",
    ),
    "lists in lists in lists": (document(nested(12)), "nested deeper than 24"),
    "more nodes than there may be": (
        document(paragraph(*[{"type": "hardBreak"}] * 60_000)),
        "more than 60000 nodes",
    ),
    "more text than there may be": (
        document(*[paragraph(text("a" * 50_000)) for _ in range(31)]),
        "1500000 are admitted",
    ),
}
