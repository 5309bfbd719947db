"""What WordPress writes into its texts beside HTML, made HTML: shortcodes and blocks. Pure."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

_BLOCK: Final = re.compile(r"<!--\s+(/?)wp:([a-z][a-z0-9_/-]{0,80})\s+([^<>]*?)(/?)-->", re.DOTALL)
_ANY_BLOCK: Final = re.compile(r"<!--\s+wp:")
_SHORTCODE: Final = re.compile(
    r"(?<!\[)\[(caption|wp_caption|gallery|embed|audio|video|playlist|youtube|vimeo|soundcloud|"
    r"tweet|ref|footnote|efn_note|fn|mfn|sourcecode|code)\b([^\]\[<>]*)\]",
)
_ATTRIBUTE: Final = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))|"([^"]*)"|([^\s"'=]+)"""
)
_UNKNOWN: Final = re.compile(
    r"(?<!\[)\[/?([a-z][a-z0-9_-]{2,40})(?:\s[^\]\[<>]*)?/?\](?!\()", re.IGNORECASE
)
_IMAGE: Final = re.compile(r"(\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)", re.IGNORECASE)
_NEXT_PAGE: Final = re.compile(r"<!--\s*nextpage\s*-->")
_MOST_REUSED: Final = 5
#: Blocks that the program fills when a page is shown; nothing of them is in the text.
_FILLED: Final = re.compile(
    r"(?:core/)?(?:latest-|archives|calendar|categories|tag-cloud|rss|search|loginout|page-list|"
    r"query|post-|site-|navigation|comments|social-link|template-part|avatar|widget|home-link|"
    r"legacy-widget|read-more|term-)"
)


@dataclass(slots=True)
class Unfolded:
    """A text as HTML.

    Args:
        html: the text.
        lines: whether line ends part paragraphs: it was written before there were blocks.
        notes: what was changed.
        footnotes: footnotes that stood in brackets, by the name at their place.
    """

    html: str
    lines: bool
    notes: list[str] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


def unfold(
    text: str, *, reused: Callable[[str], str], picture: Callable[[str], tuple[str, str]]
) -> Unfolded:
    """Return a WordPress text as HTML.

    Args:
        text: as WordPress stores it.
        reused: the text of a reusable block by its id, "" if there is none.
        picture: address and caption of an attachment by its id, both "" if there is none.
    """
    made = Unfolded(text, lines=_ANY_BLOCK.search(text) is None)
    if _NEXT_PAGE.search(made.html):
        made.note("it was parted into pages; here it is one text")
    for _ in range(_MOST_REUSED):
        before = made.html
        made.html = _BLOCK.sub(lambda found: _block(found, made, reused), made.html)
        if made.html == before or "wp:block" not in made.html:
            break
    made.html = _shortcodes(made.html, made, picture)
    for found in _UNKNOWN.finditer(re.sub(r"<pre\b.*?</pre>", "", made.html, flags=re.DOTALL)):
        made.note(f"the shortcode [{found[1]}] is not known; it was left in the text as written")
    return made


def _block(found: re.Match[str], made: Unfolded, reused: Callable[[str], str]) -> str:
    closing, name, said, alone = found.groups()
    if closing:
        return ""
    attributes = _json(said)
    if name in {"block", "core/block"}:
        text = reused(str(attributes.get("ref", "")))
        if not text:
            made.note("a reusable block was left out: the export does not hold it")
        return text
    if name.startswith(("embed", "core-embed/", "core/embed")) and alone:
        return f'<div data-embed="{escape(str(attributes.get("url", "")))}"></div>'
    if alone and _FILLED.match(name):
        made.note(f"the block “{name}” was left out: it holds no words, the program fills it")
    elif alone and name not in {"more", "nextpage", "footnotes", "spacer", "separator"}:
        made.note(f"the block “{name}” was left out: it holds no words of its own")
    return ""


def _json(said: str) -> dict[str, Any]:
    try:
        found = json.loads(said) if said.strip() else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _shortcodes(text: str, made: Unfolded, picture: Callable[[str], tuple[str, str]]) -> str:
    parts: list[str] = []
    at = 0
    absent: set[str] = set()
    while found := _SHORTCODE.search(text, at):
        parts.append(text[at : found.start()])
        name, attributes = found[1], _attributes(found[2].rstrip("/"))
        inner, end = "", found.end()
        closing = f"[/{name}]"
        if not found[2].endswith("/") and closing not in absent:
            place = text.find(closing, end)
            if place >= 0:
                inner, end = text[found.end() : place], place + len(closing)
            else:
                absent.add(closing)
        parts.append(_said(name, attributes, inner, found[0], made, picture))
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _attributes(said: str) -> dict[str, str]:
    made: dict[str, str] = {}
    for index, found in enumerate(_ATTRIBUTE.finditer(said)):
        name, *values = found.groups()
        value = next((one for one in values if one is not None), "")
        made[name.lower() if name else str(index)] = value
    return made


def _said(
    name: str,
    attributes: dict[str, str],
    inner: str,
    written: str,
    made: Unfolded,
    picture: Callable[[str], tuple[str, str]],
) -> str:
    match name:
        case "caption" | "wp_caption":
            return _captioned(attributes, inner)
        case "gallery":
            return _gallery(attributes, picture, made)
        case "ref" | "footnote" | "efn_note" | "fn" | "mfn":
            if not inner.strip():
                return written
            key = f"note-{len(made.footnotes)}"
            made.footnotes.append((key, inner))
            return f'<sup data-fn="{key}"></sup>'
        case "sourcecode" | "code":
            if not inner:
                return written
            language = attributes.get("language") or attributes.get("lang", "")
            return f'<pre class="lang-{escape(language)}">{inner.strip()}</pre>'
    address = inner.strip() or next(
        (
            value
            for key, value in attributes.items()
            if key in {"src", "mp3", "mp4", "m4a", "m4v", "ogg", "ogv", "webm", "wav", "flv", "url"}
            or re.match(r"https?:", value)
        ),
        "",
    )
    if name == "youtube" and address and not address.startswith("http"):
        address = f"https://www.youtube.com/watch?v={address}"
    if not re.match(r"(?:https?:)?//", address):
        if ids := attributes.get("ids"):
            found = [picture(one.strip())[0] for one in ids.split(",")]
            return "".join(f'<div data-embed="{escape(one)}"></div>' for one in found if one)
        made.note(f"the shortcode [{name}] names nothing that can be shown; it was left as written")
        return written
    return f'\n\n<div data-embed="{escape(address)}"></div>\n\n'


def _captioned(attributes: dict[str, str], inner: str) -> str:
    found = _IMAGE.match(inner)
    if found is None:
        return inner
    caption = inner[found.end() :].strip() or attributes.get("caption", "")
    said = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"\n\n<figure>{found[1].strip()}{said}</figure>\n\n"


def _gallery(
    attributes: dict[str, str], picture: Callable[[str], tuple[str, str]], made: Unfolded
) -> str:
    named = re.findall(r"\d+", attributes.get("ids", "") or attributes.get("include", ""))
    if not named:
        named = ["children"]
    figures: list[str] = []
    for one in named[:200]:
        addresses = picture(one)
        for address, caption in _pairs(addresses):
            said = f"<figcaption>{caption}</figcaption>" if caption else ""
            figures.append(f'<figure><img src="{escape(address)}">{said}</figure>')
    if not figures:
        made.note("a gallery was left out: the export does not name its pictures")
        return ""
    return f'\n\n<div class="gallery">{"".join(figures)}</div>\n\n'


def _pairs(addresses: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the pictures of an answer: several lie in it, one a line."""
    if not addresses[0]:
        return []
    captions = addresses[1].split("\n")
    return [
        (address, captions[index] if index < len(captions) else "")
        for index, address in enumerate(addresses[0].split("\n"))
    ]
