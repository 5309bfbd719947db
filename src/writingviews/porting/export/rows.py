"""A row as a line of JSON, and back: nothing rounded, nothing guessed."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import BinaryField, Field, ForeignKey, JSONField, Model

from writingviews.document.validate import InvalidDocument, parse_document

from .tables import BLANK, columns, fields_of, label, rows_of

#: The longest line that is read: a text of the largest size, several times over.
LONGEST: Final = 64 * 1024 * 1024
#: Rows held in memory at once.
BATCH: Final = 500


class RowRefused(ValueError):
    """A line is no row of a table; half a sentence that says why."""


def lines(model: type[Model], *, accounts: bool) -> Iterator[bytes]:
    """Yield the rows of a table in the order of their keys."""
    kept = [(field.attname, keep) for field, keep in columns(model, accounts=accounts)]
    blank = {name: BLANK.get((label(model), name)) for name, keep in kept if not keep}
    names = [name for name, keep in kept if keep]
    rows = rows_of(model).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=BATCH):
        said = {name: _plain(value) for name, value in zip(names, row, strict=True)} | blank
        yield as_line(said)


def as_line(said: object) -> bytes:
    """Return JSON as every part of an export writes it: in its own letters and order, a line."""
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    return value


def read_row(model: type[Model], line: bytes) -> Model:
    """Return what a line says, checked as a form would be; it is not stored.

    Raises:
        RowRefused: it is no JSON, has another column, or a value that no column takes.
    """
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise RowRefused("is no JSON") from None
    fields = {field.attname: field for field in fields_of(model)}
    if not isinstance(said, dict) or {*said} != {*fields}:
        raise RowRefused(f"has not the columns of {label(model)}")
    row = model()
    relations = []
    for name, value in said.items():
        field = fields[name]
        try:
            setattr(row, name, _value(field, value))
        except (ValidationError, ValueError, TypeError) as error:
            raise RowRefused(f"has no {name} that is one") from error
        if isinstance(field, ForeignKey):
            relations.append(field.name)  # the database looks at them, all at once
    try:
        row.clean_fields(exclude=[*relations, *_free(model, row)])
    except ValidationError as error:
        raise RowRefused(f"is no row of {label(model)}: {error.messages[0][:200]}") from error
    return row


def _value(field: "Field[Any, Any]", value: Any) -> Any:  # noqa: ANN401 - a column's
    if isinstance(field, BinaryField):
        return base64.b64decode(value, validate=True)
    if isinstance(field, JSONField):
        # Held to the schema like any other text: it becomes a page.
        if field.name == "document":
            try:
                parse_document(value)
            except InvalidDocument as error:
                raise ValueError(str(error)) from error
        return value
    return field.to_python(value)


def _free(model: type[Model], row: Model) -> list[str]:
    """Fields that may be empty in a table though no form leaves them so."""
    return [
        field.name
        for field in fields_of(model)
        if getattr(row, field.attname) in (None, "", [], {})
        and (field.null or not field.is_relation)
    ]
