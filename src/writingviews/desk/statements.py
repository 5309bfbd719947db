"""What every commit asks of the database, worded once: one row held, rows added, one row changed.

Django words a statement anew each time it is sent. For these three that takes longer than the
database takes to carry them out, and all hands in a text wait for it one after the other.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Field

from .models import Draft, Step

_DRAFT: Final = Draft._meta  # noqa: SLF001 - Django's documented way to a model's table
_STEP: Final = Step._meta  # noqa: SLF001 - the same
_ADDED: Final[tuple["Field[Any, Any]", ...]] = tuple(
    field for field in _STEP.concrete_fields if not field.primary_key
)


def held_draft(article_id: UUID) -> tuple[Draft, str]:
    """Return a draft without its texts, and its article's state. Needs a transaction.

    Until its end nobody else may add steps. One query.

    Raises:
        Draft.DoesNotExist: nobody has opened the article at the desk.
    """
    sought = _DRAFT.get_field("article").get_db_prep_value(article_id, connection)
    with connection.cursor() as cursor:
        cursor.execute(_holding(connection.vendor), (sought,))
        row = cursor.fetchone()
    if row is None:
        raise Draft.DoesNotExist
    known_id, version, document_version, notes_version, state = row
    # In the order of the model's fields; the others are read when somebody asks for them.
    names = ("id", "article_id", "version", "document_version", "notes_version")
    values = (known_id, article_id, version, document_version, notes_version)
    return Draft.from_db(connection.alias, names, values), str(state)


def add_steps(steps: Iterable[Step]) -> None:
    """Add rows to the log. One query."""
    rows = [
        [field.get_db_prep_save(getattr(step, field.attname), connection) for field in _ADDED]
        for step in steps
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_adding(connection.vendor), rows)


def move_on(draft: Draft) -> None:
    """Store a draft's version and title. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_moving_on(connection.vendor), (draft.version, draft.title, draft.pk))


@cache
def _holding(_vendor: str) -> str:
    found = Draft.objects.filter(article_id=UUID(int=0)).select_for_update(of=("self",))
    columns = ("pk", "version", "document_version", "notes_version", "article__state")
    words, values = found.values_list(*columns).query.get_compiler(connection.alias).as_sql()
    if len(values) != 1:
        raise AssertionError(f"the article's id alone is to be filled in: {words}")
    return str(words)


@cache
def _adding(_vendor: str) -> str:
    name = connection.ops.quote_name
    columns = ", ".join(name(str(field.column)) for field in _ADDED)
    signs = ", ".join(["%s"] * len(_ADDED))
    return f"INSERT INTO {name(_STEP.db_table)} ({columns}) VALUES ({signs})"  # noqa: S608


@cache
def _moving_on(_vendor: str) -> str:
    name = connection.ops.quote_name
    return (
        f"UPDATE {name(_DRAFT.db_table)} "  # noqa: S608 - names of our own tables
        f"SET {name('version')} = %s, {name('title')} = %s WHERE {name('id')} = %s"
    )
