"""The document's schema, built from ``schema.json``.

That file is written by frontend/document/export-schema.mjs from the browser's definition, so that
both sides know one schema; a test fails when it is out of date.
"""

import json
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any, Final, cast

from prosemirror.model import Schema
from prosemirror.model.schema import AttributeSpec, MarkSpec, NodeSpec

from .rules import Breach, breach_of

DESCRIPTION: Final[dict[str, Any]] = json.loads(
    files(__package__).joinpath("schema.json").read_text(encoding="utf-8")
)
"""``schema.json`` as it stands: for each node and mark its content, marks and attributes' rules."""

SCHEMA_VERSION: Final[int] = DESCRIPTION["version"]
"""Rises whenever an older build's documents or steps could be refused or misread."""

MAX_DEPTH: Final[int] = DESCRIPTION["limits"]["depth"]
"""Levels of nesting below the document."""

MAX_NODES: Final[int] = DESCRIPTION["limits"]["nodes"]
"""Nodes of one document, texts among them."""

MAX_SIZE: Final[int] = DESCRIPTION["limits"]["size"]
"""Positions of one document, as ProseMirror counts them (UTF-16 units and node borders)."""

FORBIDDEN_CHARACTERS: Final = re.compile(DESCRIPTION["forbiddenCharacters"])
"""Matches a character that no text and no attribute may hold."""


def _rules(types: dict[str, Any]) -> dict[str, dict[str, Breach]]:
    return {
        name: {
            attribute: breach_of(described["rule"], FORBIDDEN_CHARACTERS)
            for attribute, described in type_.get("attrs", {}).items()
        }
        for name, type_ in types.items()
    }


NODE_RULES: Final = _rules(DESCRIPTION["nodes"])
"""For every node type, every attribute's check."""

MARK_RULES: Final = _rules(DESCRIPTION["marks"])
"""For every mark type, every attribute's check."""


def _validator(name: str, breach: Breach) -> Callable[[Any], None]:
    def validate(value: Any) -> None:  # noqa: ANN401 - prosemirror hands over whatever it was given
        fault = breach(value)
        if fault is not None:
            raise ValueError(f"{name} is {value!r}: it {fault}")

    return validate


def _attributes(
    name: str, type_: dict[str, Any], rules: dict[str, Breach]
) -> dict[str, AttributeSpec]:
    specs: dict[str, AttributeSpec] = {}
    for attribute, described in type_.get("attrs", {}).items():
        spec: AttributeSpec = {"validate": _validator(f"{name}.{attribute}", rules[attribute])}
        if "default" in described:
            spec["default"] = described["default"]
        specs[attribute] = spec
    return specs


def _build() -> Schema[str, str]:
    nodes = {
        name: cast(NodeSpec, {**type_, "attrs": _attributes(name, type_, NODE_RULES[name])})
        for name, type_ in DESCRIPTION["nodes"].items()
    }
    marks = {
        name: cast(MarkSpec, {**type_, "attrs": _attributes(name, type_, MARK_RULES[name])})
        for name, type_ in DESCRIPTION["marks"].items()
    }
    return Schema({"nodes": nodes, "marks": marks, "topNode": DESCRIPTION["topNode"]})


SCHEMA: Final[Schema[str, str]] = _build()
"""The ProseMirror schema. Every node or mark read from JSON is held to its attributes' rules."""
