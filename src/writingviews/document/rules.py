"""What a document's attributes and texts may hold, as ``schema.json`` says.

The rules are written in frontend/document/rules.ts; this module only enforces them. Lengths count
UTF-16 units, as positions in a document do.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Breach: TypeAlias = Callable[[object], str | None]
"""Takes a value; returns why it breaks the rule ("must be …"), or None if it keeps it."""


def utf16_length(text: str) -> int:
    """The length of ``text`` in UTF-16 units; halves of surrogate pairs count one each."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def breach_of(rule: Mapping[str, Any], forbidden: re.Pattern[str]) -> Breach:
    """The check that ``rule`` asks for.

    Args:
        rule: one entry of ``schema.json``; its ``kind`` is choice, integer or string.
        forbidden: characters that no value may hold.

    Raises:
        ValueError: the rule's kind is unknown: ``schema.json`` is newer than this program.
    """
    match rule["kind"]:
        case "choice":
            return _choice(rule["values"])
        case "integer":
            return _integer(rule["min"], rule["max"])
        case "string":
            return _string(rule, forbidden)
        case kind:
            raise ValueError(
                f"schema.json holds a rule of kind {kind!r}, which this program does not know: "
                "install the version that wrote it"
            )


def _choice(values: list[str | int | None]) -> Breach:
    # By type too: to Python, True and 1.0 are 1, to the browser they are not.
    admitted = {(type(value), value) for value in values}
    told = ", ".join("null" if value is None else repr(value) for value in values)

    def breach(value: object) -> str | None:
        if isinstance(value, str | int | None) and (type(value), value) in admitted:
            return None
        return f"must be one of {told}"

    return breach


def _integer(least: int, most: int) -> Breach:
    def breach(value: object) -> str | None:
        if type(value) is int and least <= value <= most:
            return None
        return f"must be a whole number from {least} to {most}"

    return breach


def _string(rule: Mapping[str, Any], forbidden: re.Pattern[str]) -> Breach:
    longest: int = rule["max"]
    nullable: bool = rule.get("nullable", False)
    pattern = re.compile(rule["pattern"]) if "pattern" in rule else None
    meaning: str = rule.get("meaning", rule.get("pattern", ""))

    def breach(value: object) -> str | None:
        if value is None and nullable:
            return None
        if not isinstance(value, str):
            return "must be text or null" if nullable else "must be text"
        if len(value) > longest or utf16_length(value) > longest:
            return f"must have at most {longest} characters"
        if forbidden.search(value):
            return "must not hold control characters"
        if pattern is not None and not pattern.fullmatch(value):
            return f"must be {meaning}"
        return None

    return breach
