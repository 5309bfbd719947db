"""From the parts of a Word file to HTML, by mammoth. Pure: bytes in, HTML and pictures out.

mammoth is given a file of our own making: the prepared text, its notes, the names of its styles and
two lists. The map of styles and the addresses that a stranger's file may hold do not reach it.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

import mammoth
from mammoth import html

from writingviews.media.cutting import Cut
from writingviews.media.kinds import picture_kind
from writingviews.media.refusal import PictureRefused

from .namespaces import W
from .numbering import DEEPEST, Numbering
from .package import Package, Part
from .preparing import BULLETS, LANGUAGE, NUMBERS, VERSE, Findings, Mark, Preparer
from .refusal import WordFileRefused
from .simplifying import simplify
from .styles import Styles

#: Characters of the HTML: more is no text that a sheet holds.
LONGEST: Final = 12_000_000
MOST_PICTURES: Final = 60

_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAP: Final = f"""
p[style-name='Title'] => p.MsoTitle:fresh
p[style-name='Subtitle'] => p.MsoSubtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p.{VERSE} => div[data-node='verse'] > p[data-node='verseLine']:fresh
"""
#: mammoth's own map ends at the fifth level.
_DEEP: Final = "".join(
    f"p:{kind}-list({level}) => {'ul|ol > li > ' * (level - 1)}{tag} > li:fresh\n"
    for level in range(6, DEEPEST + 2)
    for kind, tag in (("unordered", "ul"), ("ordered", "ol"))
)
_PLACE: Final = r'<a id="wv-(\d+)"></a>'
_BEGINS: Final = re.compile(rf"</li><li>(?={_PLACE})")
_LIST: Final = re.compile(rf"<ol><li>(?={_PLACE})")
_BLOCK: Final = re.compile(rf'<(p|li|h[1-6])((?: [a-z-]+="[^"<>]*")*)>{_PLACE}')
_PICTURE: Final = r"<img [^<>]*/>"
_CAPTIONED: Final = re.compile(rf'<p>({_PICTURE})</p><p class="caption">(.*?)</p>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Brought:
    """A picture in the text, as the file has it: cut it before it is shown to anybody."""

    data: bytes
    cut: Cut | None


@dataclass(frozen=True, slots=True)
class Converted:
    """What a Word file says.

    Args:
        html: in which ``<img src="picture:3">`` stands for the fourth of `pictures`.
        pictures: each once, in the order of the text.
        left: how many more there were that cannot be brought along.
    """

    html: str
    pictures: list[Brought]
    left: int


def convert(data: bytes) -> Converted:
    """Return what a Word file says, without what nobody sees in it.

    Raises:
        WordFileRefused: with a sentence for the writer.
    """
    package = Package(data)
    findings = Findings()
    parts, styles = _prepared(package, findings)
    languages = findings.mark_languages()
    for part in parts.values():
        simplify(part.root)
    pictures, places = _pictures(package, findings)

    def shown(image: Any) -> list[Any]:  # noqa: ANN401 - mammoth has no types
        place = places.get(int(image.alt_text))
        if place is None:
            return []
        alt = findings.drawn[int(image.alt_text)].alt
        return [html.element("img", {"src": f"picture:{place}", "alt": alt})]

    written = mammoth.convert_to_html(
        io.BytesIO(_package_for_mammoth(parts, styles, findings.links)),
        style_map=_MAP + _DEEP + _language_map(languages),
        include_embedded_style_map=False,
        convert_image=shown,
        id_prefix="wv-",
    ).value
    if len(written) > LONGEST:
        raise WordFileRefused("The file holds more text than a sheet can. Bring it in parts.")
    left = findings.left + sum(1 for index in range(len(findings.drawn)) if index not in places)
    return Converted(_finished(written, findings.marks), pictures, left)


def _prepared(package: Package, findings: Findings) -> tuple[dict[str, Part], Styles]:
    document = package.document()
    found = {kind: package.related(kind) for kind in ("styles", "numbering")}
    styles = Styles(_root(found["styles"]))
    numbering = Numbering(_root(found["numbering"]), styles)
    parts = {"document": document}
    notes: dict[str, set[str]] = {}
    for kind in ("footnote", "endnote"):
        part = package.related(f"{kind}s")
        known = (
            set()
            if part is None
            else {note.get(f"{W}id", "") for note in part.root.findall(f"{W}{kind}")}
        )
        notes[f"{kind}Reference"] = known
        if part is not None:
            parts[f"{kind}s"] = part
    for part in parts.values():
        Preparer(part, styles, numbering, findings, notes).prepare()
    return parts, styles


def _root(part: Part | None) -> Element | None:
    return None if part is None else part.root


def _pictures(package: Package, findings: Findings) -> tuple[list[Brought], dict[int, int]]:
    """Return the pictures that can be shown, and by each drawing's number which of them it is."""
    pictures: list[Brought] = []
    places: dict[int, int] = {}
    known: dict[tuple[str, Cut | None], int | None] = {}
    for index, drawn in enumerate(findings.drawn):
        key = drawn.entry, drawn.cut
        if key not in known:
            data = package.picture(drawn.entry) if len(pictures) < MOST_PICTURES else None
            known[key] = len(pictures) if data is not None and _can_be_shown(data) else None
            if data is not None and known[key] is not None:
                pictures.append(Brought(data, drawn.cut))
        place = known[key]
        if place is not None:
            places[index] = place
    return pictures, places


def _can_be_shown(data: bytes) -> bool:
    try:
        picture_kind(data)
    except PictureRefused:
        return False
    return True


def _language_map(languages: set[str]) -> str:
    return "".join(
        f"r.{LANGUAGE}{tag} => span[data-mark='language'][lang='{tag}']\n"
        for tag in sorted(languages)
    )


# --- the file that mammoth reads ------------------------------------------------------------------


def _package_for_mammoth(parts: dict[str, Part], styles: Styles, links: list[str]) -> bytes:
    relationships = Element("Relationships", {"xmlns": _RELATIONSHIPS})
    for index, address in enumerate(links):
        _relate(relationships, f"link{index}", "hyperlink", address)
    _relate(relationships, "picture", "image", "media/picture")
    related = ET.tostring(relationships)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(f"word/{name}.xml", ET.tostring(part.root))
            archive.writestr(f"word/_rels/{name}.xml.rels", related)
        archive.writestr("word/styles.xml", ET.tostring(_styles_part(styles)))
        archive.writestr("word/numbering.xml", ET.tostring(_lists_part()))
    return buffer.getvalue()


def _relate(relationships: Element, mark: str, kind: str, target: str) -> None:
    said = {"Id": mark, "Type": f"{_KINDS}/{kind}", "Target": target}
    SubElement(relationships, "Relationship", said)


def _styles_part(styles: Styles) -> Element:
    root = Element(f"{W}styles")
    for kind, key, name in styles.names():
        style = SubElement(root, f"{W}style", {f"{W}type": kind, f"{W}styleId": key})
        SubElement(style, f"{W}name", {f"{W}val": name})
    return root


def _lists_part() -> Element:
    root = Element(f"{W}numbering")
    for key, sign in ((BULLETS, "bullet"), (NUMBERS, "decimal")):
        kind = SubElement(root, f"{W}abstractNum", {f"{W}abstractNumId": key})
        for level in range(DEEPEST + 1):
            place = SubElement(kind, f"{W}lvl", {f"{W}ilvl": str(level)})
            SubElement(place, f"{W}numFmt", {f"{W}val": sign})
    for key in (BULLETS, NUMBERS):
        SubElement(
            SubElement(root, f"{W}num", {f"{W}numId": key}),
            f"{W}abstractNumId",
            {f"{W}val": key},
        )
    return root


# --- what mammoth wrote, with what the bookmarks say ----------------------------------------------


def _finished(written: str, marks: list[Mark]) -> str:
    written = _BEGINS.sub(_parted(marks), written)
    written = _LIST.sub(_counted(marks), written)
    written = _BLOCK.sub(_told(marks), written)
    written = re.sub(_PLACE, "", written)
    return _CAPTIONED.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", written)


def _parted(marks: list[Mark]) -> Callable[[re.Match[str]], str]:
    """Ends a list where another one of its kind begins."""

    def parted(found: re.Match[str]) -> str:
        item = marks[int(found[1])].item
        if item is None or not item.begins:
            return found[0]
        tag = "ul" if item.number is None else "ol"
        return f"</li></{tag}><{tag}><li>"

    return parted


def _counted(marks: list[Mark]) -> Callable[[re.Match[str]], str]:
    def counted(found: re.Match[str]) -> str:
        item = marks[int(found[1])].item
        start = 1 if item is None or item.number is None else item.number
        return found[0] if start == 1 else f'<ol start="{start}"><li>'

    return counted


def _told(marks: list[Mark]) -> Callable[[re.Match[str]], str]:
    def told(found: re.Match[str]) -> str:
        mark = marks[int(found[3])]
        direction = ' dir="rtl"' if mark.rtl else ""
        indent = f' data-indent="{mark.indent}"' if mark.indent else ""
        return f"<{found[1]}{found[2]}{direction}{indent}>"

    return told
