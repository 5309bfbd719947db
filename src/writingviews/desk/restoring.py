"""Giving versions names, and going back to one. Nothing is taken out of the log by either.

Going back is a few steps like any others: they make the text what it was, live sheets get them, and
the version from which one went back bears a name, so that it can be gone back to as well.
"""

from collections.abc import Set as AbstractSet
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from prosemirror.model import Node

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import Part, State, text_is_editable
from writingviews.articles.models import Article
from writingviews.document.content import steps_between
from writingviews.document.steps import StepRefused, apply_steps
from writingviews.document.validate import InvalidDocument
from writingviews.ledger.services import record_act
from writingviews.people.models import Account

from .authority import append, hold, remember
from .history import OutOfReach, Point, document_at
from .models import Draft, NamedVersion

#: Whom the log names as the sheet that sent the steps; no sheet is called so.
CLIENT: Final = "history"
#: Names on one text.
MOST_NAMES: Final = 500


class RestoreRefused(Exception):
    """It cannot be done, or not now; the message is for the person."""


def name_version(*, opened: OpenedArticle, point: Point, name: str, actor: Account) -> None:
    """Give a version a name, or another one; an empty one takes it away.

    Raises:
        RestoreRefused: not theirs to do, not a version of the draft, or too many names.
    """
    if point.version is None or point.version == 0:
        raise RestoreRefused(_("This version has a name of its own."))
    name = " ".join(name.split())
    if len(name) > NamedVersion.LONGEST_NAME:
        raise RestoreRefused(
            _("A name has up to {most} characters.").format(most=NamedVersion.LONGEST_NAME)
        )
    article = opened.article
    with transaction.atomic():
        draft, _text = hold(article.id)
        _check_right(article, opened.parts)
        given = NamedVersion.objects.filter(draft=draft)
        if not name:
            given.filter(version=point.version).delete()
        else:
            if given.exclude(version=point.version).count() >= MOST_NAMES:
                raise RestoreRefused(_("So many versions bear a name that one must go first."))
            _name(draft, point.version, name, actor)
        verb = "name version" if name else "take name of version"
        record_act(verb, subject_kind="article", subject_id=article.id, actor=actor.id)


def restore(*, opened: OpenedArticle, point: Point, seen: int, actor: Account) -> tuple[int, int]:
    """Make a text what it was at a point; return the versions before and after.

    Args:
        opened: the article as `actor` opened it.
        point: what it becomes again.
        seen: the version that stood when `actor` decided. Who has not seen what others wrote
            since must look first.
        actor: whose act it is.

    Raises:
        RestoreRefused: not theirs to do now, the text has moved on or is so already, or the point
            cannot be read.
    """
    article = opened.article
    try:
        # Before the row is held: others write meanwhile.
        then = document_at(article, point)
    except (OutOfReach, InvalidDocument) as fault:
        raise RestoreRefused(str(fault)) from fault
    with transaction.atomic():
        try:
            draft, text = hold(article.id)
        except Draft.DoesNotExist:
            raise RestoreRefused(_("This piece has no sheet yet. Open it first.")) from None
        _check_right(article, opened.parts)
        if draft.version != seen:
            raise RestoreRefused(
                _("Somebody has written since you opened this page. Look at it, then try again.")
            )
        document, before = _append(draft, text.document, then, actor), seen
        _name_left(draft, before, actor)
        record_act(
            "restore version",
            subject_kind="article",
            subject_id=article.id,
            actor=actor.id,
            version=before,
            to=point.key,
        )
    remember(draft, document)
    return before, draft.version


def _append(draft: Draft, now: Node, then: Node, actor: Account) -> Node:
    steps = steps_between(now, then)
    if not steps:
        raise RestoreRefused(_("The text stands so already."))
    try:
        document = apply_steps(now, steps)
    except (StepRefused, InvalidDocument) as refusal:
        raise RestoreRefused(
            _("That version breaks a rule the text has since ({rule}).").format(rule=refusal)
        ) from refusal
    append(draft, document, [(CLIENT, step) for step in steps], 0, actor)
    return document


def _name_left(draft: Draft, version: int, actor: Account) -> None:
    """Name the version that is left, unless it has a name: otherwise no point would be there."""
    if version and not NamedVersion.objects.filter(draft=draft, version=version).exists():
        _name(draft, version, _("Before going back"), actor)


def _name(draft: Draft, version: int, name: str, actor: Account) -> None:
    NamedVersion.objects.update_or_create(
        draft=draft,
        version=version,
        defaults={"name": name, "by": actor, "at": timezone.now()},
    )


def _check_right(article: Article, parts: AbstractSet[Part]) -> None:
    article.refresh_from_db(fields=("state",))
    if not text_is_editable(State(article.state), parts):
        raise RestoreRefused(_("The text is not yours to change now."))
