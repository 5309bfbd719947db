"""Reading an article's HTML back: its words, what is marked among them, where links lead."""

from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from tests.told import ELEMENTS, Reading, spaced

#: What stands within a line; every other element begins a new one.
_WITHIN_A_LINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "s", "span", "strong", "sub",
                  "sup", "time", "u"}  # fmt: skip
_MARKING = set(ELEMENTS.values())


def read_html(source: str | bytes) -> Reading:
    """Read an article's own element out of a page, or all of a fragment.

    What repeats words for another place on the screen (notes in the margin) is left out; that it
    says the same is `notes_beside`'s to tell. So are lists of links and the writer's own words.
    """
    root = _article(source)
    for element in list(root.iter()):
        if isinstance(element.tag, str) and _is_repetition(element):
            _drop(element)
    said = spaced("".join(_said(root)))
    return Reading(said, tuple(_marked(root)), tuple(_links(root)))


def notes_beside(page: str | bytes) -> dict[int, str]:
    """Return the notes that stand in the margin, by the number that they bear there."""
    found = {}
    for element in _article(page).iter("span"):
        if element.get("class") == "side-note":
            number, *rest = element
            said = (number.tail or "") + "".join(
                "".join(_said(each)) + (each.tail or "") for each in rest
            )
            found[int("".join(number.itertext()))] = spaced(said)
    return found


def notes_reached(source: str | bytes) -> list[str]:
    """Return what one comes to from each note's mark, in order, if it leads back to that mark."""
    root = _article(source)
    places = {element.get("id"): element for element in root.iter() if element.get("id")}
    found = []
    for mark in list(root.iter("sup")):
        if not _is_note_mark(mark) or _is_repeated(mark):
            continue
        link = mark[0]
        note = places[_anchor(link)]
        back = [each for each in note.iter("a") if _anchor(each) == link.get("id")]
        assert len(back) == 1, f"{link.get('id')} is left and not come back to"
        _drop(back[0])
        found.append(spaced("".join(_said(note))))
    return found


def _anchor(link: etree._Element) -> str:
    return str(link.get("href", "")).rpartition("#")[2]


def _is_repeated(element: etree._Element) -> bool:
    return any(_is_repetition(each) for each in element.iterancestors())


def _article(source: str | bytes) -> etree._Element:
    # lxml takes a declaration of the encoding in bytes only.
    data = source.encode() if isinstance(source, str) else source
    parser = lxml_html.HTMLParser(encoding="utf-8")
    root: etree._Element = lxml_html.document_fromstring(data, parser=parser)
    pieces = [each for each in root.iter("article") if "piece" in (each.get("class") or "").split()]
    return pieces[0] if pieces else root


def _is_repetition(element: etree._Element) -> bool:
    classes = (element.get("class") or "").split()
    return element.tag in {"nav", "head"} or bool({"side-note", "writer"} & set(classes))


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)


def _said(element: etree._Element) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    if _is_note_mark(element):
        yield f"⟦{int(''.join(element.itertext()))}⟧"
        return
    if element.tag == "img":
        yield f" ⟦{element.get('alt', '')}⟧ "
        return
    edge = "" if element.tag in _WITHIN_A_LINE and element.get("class") != "line" else " "
    yield edge
    yield element.text or ""
    for child in element:
        yield from _said(child)
        yield child.tail or ""
    yield edge


def _is_note_mark(element: etree._Element) -> bool:
    return element.tag == "sup" and "fn" in (element.get("class") or "").split()


def _marked(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        if not isinstance(element.tag, str) or _is_note_mark(element):
            continue
        said = "".join(element.itertext())
        if element.tag == "span" and element.get("lang"):
            yield str(element.get("lang")), said
        elif element.tag in _MARKING:
            parent = element.getparent()
            if parent is None or parent.tag != "pre":
                yield str(element.tag), said


def _links(root: etree._Element) -> Iterator[str]:
    for element in root.iter("a"):
        href = element.get("href", "")
        if "archive.example.org" in href or "doi.org" in href:
            yield href
