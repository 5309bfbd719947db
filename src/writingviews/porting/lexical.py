"""Ghost's texts as it keeps them (Lexical, and before that Mobiledoc) as HTML. Pure."""

from collections.abc import Callable
from html import escape
from typing import Any, Final

from markdown_it import MarkdownIt

Json = dict[str, Any]

_FORMATS: Final = (
    (1, "strong"),
    (2, "em"),
    (4, "s"),
    (16, "code"),
    (32, "sub"),
    (64, "sup"),
)
_DEEPEST: Final = 60
_BLOCK_TAGS: Final = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "ul", "ol", "pre"}
)
_AROUND: Final = {
    "linebreak": ("<br>", ""),
    "tab": (" ", ""),
    "paragraph": ("<p>", "</p>"),
    "quote": ("<blockquote>", "</blockquote>"),
    "aside": ('<blockquote class="kg-blockquote-alt">', "</blockquote>"),
    "listitem": ("<li>", "</li>"),
}
_MARKUP_TAGS: Final = frozenset(
    {"strong", "b", "em", "i", "code", "s", "del", "sub", "sup", "a", "u", "span", "strike"}
)


def html_of_lexical(document: object) -> str:
    """Return the HTML of a Lexical document: its root, as Ghost's JSON has it."""
    root = document.get("root") if isinstance(document, dict) else None
    return "".join(_lexical(each, 0) for each in _children(root))


def _children(node: object) -> list[Json]:
    found = node.get("children") if isinstance(node, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _lexical(node: Json, depth: int) -> str:
    kind = str(node.get("type", ""))
    if depth > _DEEPEST:
        return ""
    inner = "".join(_lexical(each, depth + 1) for each in _children(node))
    kind = kind.removeprefix("extended-")
    if kind == "text":
        return _formatted(escape(str(node.get("text", ""))), node.get("format"))
    if (around := _AROUND.get(kind)) is not None:
        return f"{around[0]}{inner}{around[1]}"
    match kind:
        case "heading":
            tag = str(node.get("tag", "h2"))
            tag = tag if tag in _BLOCK_TAGS else "h2"
            return f"<{tag}>{inner}</{tag}>"
        case "list":
            tag = "ol" if node.get("listType") == "number" or node.get("tag") == "ol" else "ul"
            return f'<{tag} start="{escape(str(node.get("start", 1)))}">{inner}</{tag}>'
        case "link" | "autolink":
            return f'<a href="{_said(node, "url")}">{inner}</a>'
    return card(kind, node) + inner


def _formatted(text: str, formats: object) -> str:
    bits = formats if isinstance(formats, int) else 0
    for bit, tag in _FORMATS:
        if bits & bit:
            text = f"<{tag}>{text}</{tag}>"
    return text


def _said(node: Json, *names: str) -> str:
    found = next((node[name] for name in names if node.get(name)), "")
    return escape(str(found))


def _raw(node: Json, *names: str) -> str:
    return str(next((node[name] for name in names if node.get(name)), ""))


def card(kind: str, node: Json) -> str:
    """Return the HTML of a card by its kind, "" of one that says nothing."""
    made = _CARDS.get(kind)
    return made(node) if made else ""


def _image(node: Json) -> str:
    caption = _raw(node, "caption")
    said = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{_said(node, "src")}" alt="{_said(node, "alt")}">{said}</figure>'


def _gallery(node: Json) -> str:
    images = node.get("images")
    shown = "".join(
        _image(one) for one in (images if isinstance(images, list) else []) if isinstance(one, dict)
    )
    caption = _raw(node, "caption")
    return f'<div class="gallery">{shown}</div>' + (f"<p>{caption}</p>" if caption else "")


def _code(node: Json) -> str:
    language, caption = _said(node, "language"), _raw(node, "caption")
    said = f"<p>{caption}</p>" if caption else ""
    return f'<pre class="lang-{language}">{_said(node, "code")}</pre>{said}'


def _embed(node: Json) -> str:
    caption = _raw(node, "caption")
    address = _said(node, "url", "src")
    shown = f'<div data-embed="{address}"></div>' if address else _raw(node, "html")
    return f"<figure>{shown}<figcaption>{caption}</figcaption></figure>" if caption else shown


def _bookmark(node: Json) -> str:
    told = node.get("metadata")
    about = told if isinstance(told, dict) else {}
    spans = "".join(
        f'<div class="kg-bookmark-{name}">{_said(about, name)}</div>'
        for name in ("title", "description", "author", "publisher")
        if about.get(name)
    )
    return f'<div class="kg-bookmark-card"><a href="{_said(node, "url")}">{spans}</a></div>'


def _toggle(node: Json) -> str:
    inner = _raw(node, "content")
    return f"<details><summary>{_raw(node, 'heading')}</summary>{inner}</details>"


def _button(node: Json) -> str:
    return f'<p><a href="{_said(node, "buttonUrl")}">{_said(node, "buttonText")}</a></p>'


def _file(node: Json) -> str:
    title = _said(node, "fileTitle", "title", "fileName", "src")
    said = _said(node, "fileCaption", "caption")
    return f'<p><a href="{_said(node, "src")}">{title}</a> {said}</p>'


def _player(node: Json) -> str:
    title = _said(node, "title", "fileName")
    return f'<div data-embed="{_said(node, "src")}" title="{title}"></div>{_raw(node, "caption")}'


def _header(node: Json) -> str:
    return f"<h2>{_raw(node, 'header', 'heading')}</h2><p>{_raw(node, 'subheader')}</p>"


def _product(node: Json) -> str:
    title, text = _raw(node, "productTitle"), _raw(node, "productDescription")
    image = _said(node, "productImageSrc")
    shown = f'<figure><img src="{image}"></figure>' if image else ""
    return f"{shown}<h4>{title}</h4>{text}"


def _markdown(node: Json) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).render(_raw(node, "markdown")))


_CARDS: Final[dict[str, Callable[[Json], str]]] = {
    "image": _image,
    "gallery": _gallery,
    "html": lambda node: _raw(node, "html"),
    "email": lambda node: _raw(node, "html"),
    "email-cta": lambda node: _raw(node, "html"),
    "call-to-action": lambda node: _raw(node, "textValue"),
    **dict.fromkeys(("markdown", "card-markdown"), _markdown),
    **dict.fromkeys(("codeblock", "code"), _code),
    "embed": _embed,
    "bookmark": _bookmark,
    "callout": lambda node: f'<div class="kg-callout-card">{_raw(node, "calloutText")}</div>',
    "toggle": _toggle,
    **dict.fromkeys(("horizontalrule", "hr"), lambda _node: "<hr>"),
    "button": _button,
    "file": _file,
    **dict.fromkeys(("audio", "video"), _player),
    "header": _header,
    "product": _product,
}


# --- Mobiledoc ------------------------------------------------------------------------------------


def html_of_mobiledoc(document: object) -> str:
    """Return the HTML of a Mobiledoc."""
    if not isinstance(document, dict):
        return ""
    return "".join(
        _section(each, document) for each in _list(document, "sections") if isinstance(each, list)
    )


def _list(document: Json, name: str) -> list[Any]:
    found = document.get(name)
    return found if isinstance(found, list) else []


def _section(section: list[Any], document: Json) -> str:
    match section:
        case [1, str() as tag, list() as markers, *_]:
            tag = "blockquote" if tag == "pull-quote" else tag if tag in _BLOCK_TAGS else "p"
            return f"<{tag}>{_markers(markers, document)}</{tag}>"
        case [2, str() as source, *_]:
            return f'<figure><img src="{escape(source)}"></figure>'
        case [3, str() as tag, list() as items, *_]:
            tag = tag if tag in {"ul", "ol"} else "ul"
            said = "".join(
                f"<li>{_markers(one, document)}</li>" for one in items if isinstance(one, list)
            )
            return f"<{tag}>{said}</{tag}>"
        case [10, int() as index, *_]:
            cards = _list(document, "cards")
            found = cards[index] if 0 <= index < len(cards) else None
            match found:
                case [str() as kind, dict() as payload, *_]:
                    return card(kind, payload)
    return ""


def _markers(markers: list[Any], document: Json) -> str:
    markups, atoms = _list(document, "markups"), _list(document, "atoms")
    parts: list[str] = []
    opened: list[str] = []
    for marker in markers:
        match marker:
            case [kind, list() as opens, int() as closes, said, *_]:
                pass
            case _:
                continue
        for index in opens:
            found = markups[index] if isinstance(index, int) and 0 <= index < len(markups) else []
            tag = str(found[0]).lower() if found else "span"
            tag = tag if tag in _MARKUP_TAGS else "span"
            opened.append(tag)
            parts.append(f"<{tag}{_attributes(found[1] if len(found) > 1 else [])}>")
        if kind == 1:
            atom = atoms[said] if isinstance(said, int) and 0 <= said < len(atoms) else ["", ""]
            parts.append("<br>" if atom[0] == "soft-return" else escape(str(atom[1])))
        else:
            parts.append(escape(str(said)))
        parts.extend(f"</{opened.pop()}>" for _ in range(min(closes, len(opened))))
    return "".join(parts)


def _attributes(pairs: object) -> str:
    if not isinstance(pairs, list):
        return ""
    found = dict(zip(map(str, pairs[::2]), map(str, pairs[1::2]), strict=False))
    return f' href="{escape(found["href"])}"' if "href" in found else ""
