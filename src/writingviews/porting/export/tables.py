"""Which tables an export holds, and what of them without accounts."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.apps import apps
from django.db.models import Field, ForeignKey, Manager, Model

#: Never: who is signed in, what the press and the post have still to do, and what is made anew.
NEVER: Final = frozenset(
    {
        "sessions.Session",
        "contenttypes.ContentType",
        *("auth.Permission", "auth.Group", "auth.Group_permissions"),
        *("ledger.Change", "ledger.StuckPage"),
        *("press.Waiting", "press.Held", "press.PictureOnPage"),
        *("carry.Order", "notices.Outgoing", "account.EmailConfirmation"),
    }
)
#: Without accounts these and no others, whatever is added to the house later: nothing of them tells
#: which account stands behind a byline, or that two bylines share one.
WITHOUT_ACCOUNTS: Final = frozenset(
    {
        *("people.Byline", "people.Chapter", "media.Picture"),
        *("articles.Publication", "articles.Section", "articles.Topic", "articles.Place"),
        *("articles.Article", "articles.Article_topics", "articles.ArticleByline"),
        *("articles.Revision", "articles.Correction", "articles.TakeDown", "articles.FirstDraft"),
        *("articles.Pin", "articles.SlugRedirect", "articles.Edition", "articles.EditionArticle"),
        *("articles.ChecklistItem", "articles.ChecklistItem_sections"),
        *("desk.Draft", "desk.Step", "desk.KeptText", "desk.NamedVersion"),
        *("desk.Note", "desk.NoteMessage", "desk.Suggestion"),
        *("review.Rubric", "review.Round", "review.Letter", "review.Advice"),
        "review.DecisionWords",
        *("replies.Reply", "search.RelatedArticle", "calls.Call"),
    }
)
#: Fields that stay empty without accounts, besides what points to a table that is not there: an
#: open sheet sends steps for one account, and a key belongs to one reader.
BLANK: Final = {("desk.Step", "client"): "", ("replies.Reply", "key_hash"): ""}


def label(model: type[Model]) -> str:
    """Return a table's name, as ``desk.Draft``."""
    return model._meta.label  # noqa: SLF001 - documented by Django


def fields_of(model: type[Model]) -> "Sequence[Field[Any, Any]]":
    """Return a table's columns."""
    return model._meta.concrete_fields  # noqa: SLF001 - documented by Django


def rows_of(model: type[Model]) -> "Manager[Any]":
    """Return all rows of a table, those too that its own manager hides."""
    return model._base_manager  # noqa: SLF001 - documented by Django


def exported(*, accounts: bool) -> list[type[Model]]:
    """Return the tables of an export, by name."""
    models = {label(model): model for model in apps.get_models(include_auto_created=True)}
    return [
        models[label]
        for label in sorted(models)
        if (label in WITHOUT_ACCOUNTS or accounts) and label not in NEVER
    ]


def columns(model: type[Model], *, accounts: bool) -> "Iterator[tuple[Field[Any, Any], bool]]":
    """Yield each column of a table and whether it is kept as it is, by name."""
    here = {label(each) for each in exported(accounts=accounts)}
    for field in sorted(fields_of(model), key=lambda field: field.attname):
        gone = isinstance(field, ForeignKey) and label(field.related_model) not in here
        blank = not accounts and (label(model), field.attname) in BLANK
        yield field, not (gone or blank)
