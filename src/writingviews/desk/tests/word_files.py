"""Word files written by hand, part by part, so that each test says what is in its own."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

from writingviews.media.tests.pictures import CANARY, drawing, encoded

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_FORMATS: Final = "http://schemas.openxmlformats.org"
_KINDS: Final = f"{_FORMATS}/officeDocument/2006/relationships"
_NAMES: Final = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in (
        ("w", f"{_FORMATS}/wordprocessingml/2006/main"),
        ("r", _KINDS),
        ("wp", f"{_FORMATS}/drawingml/2006/wordprocessingDrawing"),
        ("a", f"{_FORMATS}/drawingml/2006/main"),
        ("pic", f"{_FORMATS}/drawingml/2006/picture"),
        ("m", f"{_FORMATS}/officeDocument/2006/math"),
        ("mc", f"{_FORMATS}/markup-compatibility/2006"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("o", "urn:schemas-microsoft-com:office:office"),
    )
)
STYLES: Final = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB" w:bidi="fa-IR"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults>"
    + "".join(
        f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
        for kind, key, name, more in (
            ("paragraph", "Title", "Title", ""),
            ("paragraph", "Subtitle", "Subtitle", ""),
            ("paragraph", "Heading1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
            ("paragraph", "Heading3", "heading 3", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
            ("paragraph", "Mine", "My own", '<w:basedOn w:val="Heading3"/>'),
            ("paragraph", "Quote", "Quote", ""),
            ("paragraph", "TOC1", "toc 1", ""),
            ("paragraph", "Caption", "caption", ""),
            ("paragraph", "Poem", "Poem", ""),
            ("paragraph", "Unseen", "Unseen", "<w:rPr><w:vanish/></w:rPr>"),
            ("paragraph", "Farsi", "Farsi", "<w:pPr><w:bidi/></w:pPr>"),
            ("character", "Strong", "Strong", "<w:rPr><w:b/></w:rPr>"),
            ("character", "Betont", "Betont", "<w:rPr><w:i/></w:rPr>"),
            ("character", "Ghost", "Ghost", "<w:rPr><w:vanish/></w:rPr>"),
        )
    )
)
#: Lists 1 (bullets), 2 (numbers), 3 (numbers again, from 5) and 4 (no sign at all).
NUMBERING: Final = "".join(
    f'<w:abstractNum w:abstractNumId="{key}">'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{sign}"/></w:lvl>'
        for level in range(9)
    )
    + "</w:abstractNum>"
    for key, sign in (("1", "bullet"), ("2", "decimal"), ("4", "none"))
) + "".join(
    f'<w:num w:numId="{key}"><w:abstractNumId w:val="{kind}"/>{more}</w:num>'
    for key, kind, more in (
        ("1", "1", ""),
        ("2", "2", ""),
        ("3", "2", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
        ("4", "4", ""),
    )
)


def run(words: str, properties: str = "") -> str:
    """A run of words; `properties` is what stands in its ``w:rPr``."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(*inside: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs and the like; plain words become a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = "".join(one if one.startswith("<") else run(one) for one in inside)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def item(words: str, key: str = "1", level: int = 0) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'
    return paragraph(words, properties=place)


def fields(instruction: str, shown: str) -> str:
    """A field, with what the program last showed in its place."""
    kinds = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    said = f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
    return f"{begin}{said}{separate}{shown}{end}"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words)}</w:tc>"


def form(properties: str, inside: str) -> str:
    """A field of a form, in which `inside` was written or proposed."""
    said = f"<w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent>"
    return f"<w:sdt>{said}</w:sdt>"


def boxed(words: str) -> str:
    """A text box, as Word writes it for itself."""
    return (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:r><w:drawing><wp:anchor><wp:docPr/>'
        '<a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>'
        f"<w:txbxContent>{paragraph(words)}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></w:r></mc:Choice></mc:AlternateContent>"
    )


def drawn(mark: str = "p1", *, alt: str = "", more: str = "", about: str = "") -> str:
    """A picture in a run; `more` stands beside its data, `about` in what is said of it."""
    data = mark if "=" in mark else f"r:embed={quoteattr(mark)}"
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="{CANARY}" descr={quoteattr(alt)} '
        f'{about}/><a:graphic><a:graphicData uri="{_FORMATS}/drawingml/2006/picture"><pic:pic>'
        f"<pic:blipFill><a:blip {data}/>{more}"
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def picture(width: int = 200, height: int = 100) -> bytes:
    return encoded(drawing(width, height), "JPEG")


def halves() -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    made = Image.new("RGB", (400, 200), "red")
    made.paste("blue", (200, 0, 400, 200))
    return encoded(made, "PNG")


def related(**targets: str) -> str:
    """Relationships: ``image_p1="media/one.jpg"``; an address as the target stands outside."""
    told = []
    for key, target in targets.items():
        kind, _, mark = key.partition("_")
        outside = ' TargetMode="External"' if re.match(r"\w+:", target) else ""
        told.append(
            f'<Relationship Id="{mark}" Type="{_KINDS}/{kind}" '
            f"Target={quoteattr(target)}{outside}/>"
        )
    names = f"{_FORMATS}/package/2006/relationships"
    return f'<Relationships xmlns="{names}">{"".join(told)}</Relationships>'


def word_file(
    *body: str,
    footnotes: Mapping[int, str] | None = None,
    relations: Mapping[str, str] | None = None,
    parts: Mapping[str, bytes | str] | None = None,
    head: str = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
) -> bytes:
    """A Word file, with a canary in every part that is no text.

    Args:
        body: paragraphs and tables.
        footnotes: what they say, by their ids.
        relations: of the text, as `related` takes them.
        parts: further parts, or others in the place of these; names are those of the archive.
        head: what the text's part begins with.
    """
    notes = "".join(
        f'<w:footnote w:id="{key}">{paragraph(run(" "), said)}</w:footnote>'
        for key, said in (footnotes or {}).items()
    )
    parts_of_it = ("styles", "numbering", "footnotes", "comments")
    told = {**{f"{name}_{name}": f"{name}.xml" for name in parts_of_it}, **(relations or {})}
    written: dict[str, bytes | str] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_FORMATS}/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{DOCX}.main+xml"/></Types>'
        ),
        "_rels/.rels": related(officeDocument_d="word/document.xml"),
        "docProps/core.xml": f"<c>{CANARY}</c>",
        "docProps/app.xml": f"<a>{CANARY}</a>",
        "word/document.xml": (
            f"{head}<w:document {_NAMES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": related(**told),
        "word/styles.xml": f"<w:styles {_NAMES}>{STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_NAMES}>{NUMBERING}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {_NAMES}>{notes}</w:footnotes>",
        "word/comments.xml": (
            f'<w:comments {_NAMES}><w:comment w:id="0" w:author="{CANARY}" w:initials="{CANARY}">'
            f"{paragraph(CANARY)}</w:comment></w:comments>"
        ),
        "word/people.xml": f"<p>{CANARY}</p>",
        "word/media/one.jpg": picture(),
        **(parts or {}),
    }
    return archive(written)


def archive(parts: Mapping[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            # OpenDocument says what it is in words that can be read from outside.
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(name, data, how)
    return buffer.getvalue()
