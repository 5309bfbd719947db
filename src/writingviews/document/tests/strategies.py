"""Hypothesis strategies for documents: any that the schema admits, small, and none too strange.

They read the schema's own content expressions and attribute rules, so they grow with it. Other
rooms may use them: ``@given(documents())`` gives JSON that ``parse_document`` accepts.
"""

import re
from functools import cache
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from prosemirror.model import ContentMatch, MarkType, NodeType

from writingviews.document.rules import utf16_length
from writingviews.document.schema import DESCRIPTION, FORBIDDEN_CHARACTERS, SCHEMA

JSON = dict[str, Any]

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For tests on a machine that is busy with other things: ``@settings(UNHURRIED, …)``."""

_HOSTILE = [
    "<script>alert(1)</script>",
    "</p></figure><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
    "]]>",
    "<!--",
    "&amp;&#60;&nbsp;",
    "{{ x }}{% x %}",
    "می‌خواهم به خانه برگردم.",
    "كِتابٌ جديدٌ؟",
    "\u202eturned\u202c",
    "🦊👩‍👩‍👧",
    "a\tb\nc",
    "Ünï-cödé",
    "fn-1",
    " ",
]


def texts(longest: int = 60) -> st.SearchStrategy[str]:
    """Texts of at least one character, hostile ones and those of several scripts among them."""
    anything = st.text(
        st.characters(
            exclude_categories=["Cc", "Cs"],
            exclude_characters="\ufffe\uffff",
            include_characters="\t\n",
        ),
        min_size=1,
        max_size=longest,
    )
    return st.one_of(st.sampled_from(_HOSTILE), anything)


@cache
def _values(type_name: str, attribute: str) -> st.SearchStrategy[Any]:
    described = DESCRIPTION["nodes"].get(type_name) or DESCRIPTION["marks"][type_name]
    rule = described["attrs"][attribute]["rule"]
    match rule["kind"]:
        case "choice":
            return st.sampled_from(rule["values"])
        case "integer":
            return st.integers(rule["min"], min(rule["max"], rule["min"] + 8))
        case _:
            return _strings(rule)


def _strings(rule: JSON) -> st.SearchStrategy[Any]:
    if "pattern" not in rule:
        matching: st.SearchStrategy[str] = st.one_of(st.just(""), texts())
    else:
        matching = st.from_regex(re.compile(rule["pattern"]), fullmatch=True).filter(
            lambda value: (
                utf16_length(value) <= rule["max"] and not FORBIDDEN_CHARACTERS.search(value)
            )
        )
    return st.one_of(st.none(), matching) if rule.get("nullable") else matching


@st.composite
def _attributes(draw: st.DrawFn, type_: NodeType | MarkType) -> JSON:
    return {
        name: draw(_values(type_.name, name))
        for name, attribute in type_.attrs.items()
        if attribute.is_required or draw(st.booleans())
    }


@st.composite
def _marks(draw: st.DrawFn, parent: NodeType) -> list[JSON]:
    admitted = [type_ for type_ in SCHEMA.marks.values() if parent.allows_mark_type(type_)]
    if not admitted or not draw(st.booleans()):
        return []
    chosen: list[MarkType] = []
    for type_ in draw(st.lists(st.sampled_from(admitted), max_size=3)):
        if not any(type_.excludes(other) or other.excludes(type_) for other in chosen):
            chosen.append(type_)
    return [
        {"type": type_.name, **({"attrs": draw(_attributes(type_))} if type_.attrs else {})}
        for type_ in chosen
    ]


@cache
def _height(name: str) -> float:
    """How many levels the smallest node of a type needs."""
    heights: dict[str, float] = dict.fromkeys(SCHEMA.nodes, float("inf"))
    changed = True
    while changed:
        changed = False
        for type_ in SCHEMA.nodes.values():
            needed = 0.0 if type_.is_leaf else 1 + _cheapest(type_.content_match, heights, ())
            if needed < heights[type_.name]:
                heights[type_.name], changed = needed, True
    return heights[name]


def _cheapest(
    match: ContentMatch, heights: dict[str, float], seen: tuple[ContentMatch, ...]
) -> float:
    if match.valid_end:
        return -1
    if match in seen:
        return float("inf")
    return min(
        max(heights[edge.type.name], _cheapest(edge.next, heights, (*seen, match)))
        for edge in match.next
    )


@st.composite
def _node(draw: st.DrawFn, type_: NodeType, parent: NodeType | None, room: int) -> JSON:
    node: JSON = {"type": type_.name}
    if parent is not None and parent.inline_content and (marks := draw(_marks(parent))):
        node["marks"] = marks
    if type_.is_text:
        return node | {"text": draw(texts())}
    if attributes := draw(_attributes(type_)):
        node["attrs"] = attributes
    content: list[JSON] = []
    match = type_.content_match
    wanted = draw(st.integers(0, 3))
    while match.next and (not match.valid_end or len(content) < wanted):
        fitting = [edge for edge in match.next if _height(edge.type.name) <= room - 1]
        if not fitting and match.valid_end:
            break
        edge = draw(st.sampled_from(fitting or match.next))
        content.append(draw(_node(edge.type, type_, room - 1)))
        match = edge.next
    return node | {"content": content} if content else node


def documents(levels: int = 6) -> st.SearchStrategy[JSON]:
    """Documents as JSON, at most ``levels`` levels deep: any that the schema admits.

    Some attributes are left to their defaults, some texts stand beside texts of the same marks.
    """
    return _node(SCHEMA.top_node_type, None, levels)
