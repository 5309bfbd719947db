"""Leaving the house: what is mine goes with me, and what becomes of it here."""

import io
import json
import zipfile
from collections.abc import Collection
from enum import StrEnum
from typing import Any, Final

from django.db import transaction

from writingviews.articles.access import open_article
from writingviews.articles.contributors import writers_of
from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article, ArticleByline, Revision
from writingviews.articles.placement import placement_of
from writingviews.articles.selectors import articles_written_by, editions_with
from writingviews.carry.services import forget_article
from writingviews.desk.selectors import current_document
from writingviews.document.html import render_feed_body
from writingviews.language.slug import slug
from writingviews.ledger.models import AuditEntry, ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.models import Account, Byline, BylineKind, Role
from writingviews.people.selectors import accounts_with_role, bylines_of, holders_of
from writingviews.people.services import create_byline

from .services import move

#: The byline of everybody who left without a name; nobody stands behind it.
FORMER: Final = "A former writer"


class Published(StrEnum):
    """What becomes of pieces that readers have."""

    STAY = "stay"
    FORMER = "former"
    GO = "go"


class LeavingRefused(Exception):
    """The house cannot be left like that; the message says why."""


@transaction.atomic
def leave_house(*, account: Account, published: Published) -> None:
    """Delete an account. All or nothing, and from the commit on.

    Pieces that were never handed in are deleted; those on their way are withdrawn. Published ones
    stay, lose the name or are taken down; of a piece with several writers the others keep it, and
    the name goes. What was said to others (notes, letters) stays with their pieces, without an
    account. The ledger keeps that an account acted, by an id that leads to nobody.

    Raises:
        LeavingRefused: this is the last publisher.
    """
    publishers = accounts_with_role({Role.PUBLISHER})
    if publishers.filter(id=account.id).exists() and publishers.count() == 1:
        raise LeavingRefused(
            "You are the only publisher: without one nobody could publish. Have another made first."
        )
    mine = list(bylines_of(account))
    for article in list(articles_written_by(account)):
        if writers_of(article.id).count() == 1:
            _leave_alone(account, article, published)
    if published is not Published.STAY:
        _take_off(mine)
    record_act("leave", subject_kind="account", subject_id=account.id, actor=account.id)
    account.delete()  # with what hangs on it: roles, keys, chapters, notices, an e-mail address
    borne = ArticleByline.objects.filter(byline__in=mine).values("byline_id")
    for byline in Byline.objects.filter(id__in=[one.id for one in mine]).exclude(id__in=borne):
        byline.delete()


def _leave_alone(account: Account, article: Article, published: Published) -> None:
    """See to a piece that has no other writer."""
    opened = open_article(account, article.id)
    if Verb.TAKE_DOWN in opened.verbs and published is Published.GO:
        move(actor=account, opened=opened, verb=Verb.TAKE_DOWN)
    elif not Revision.objects.filter(article=article).exists():
        article.delete()
    elif Verb.WITHDRAW in opened.verbs:
        move(actor=account, opened=opened, verb=Verb.WITHDRAW)


def _take_off(bylines: Collection[Byline]) -> None:
    """Put "a former writer" in the place of names, wherever they stand on a piece."""
    former = None
    for row in ArticleByline.objects.filter(byline__in=bylines).select_related("article__section"):
        article = row.article
        before = placement_of(article)
        former = former or _former()
        if article.article_bylines.filter(byline=former).exists():
            row.delete()
        else:
            row.byline = former
            row.save(update_fields=("byline",))
        if before:
            # Its address may bear the name too: that is a page of the byline, which goes.
            record_change(
                ChangeKind.ARTICLE, subject_id=article.id, before=before.as_json(), urgent=True
            )
            forget_article(article.id, editions_with(article.id))


def _former() -> Byline:
    """Return the byline that leavers share: somebody's own of that name is not it."""
    found = Byline.objects.filter(name=FORMER, kind=BylineKind.COLLECTIVE).order_by("slug")
    held = holders_of(list(found))
    free = next((one for one in found if not held[one.id]), None)
    return free or create_byline(name=FORMER, kind=BylineKind.COLLECTIVE)


def own_archive(account: Account) -> bytes:
    """Return all that the house has of somebody as a ZIP: the account, the acts, every piece.

    Each piece as the house keeps it (``text.json``) and as a page (``text.html``).
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("account.json", _as_json(_known(account)))
        for number, article in enumerate(articles_written_by(account).order_by("id"), start=1):
            _version, document = current_document(article)
            folder = f"pieces/{number:04}-{slug(article.slug or '', fallback='piece')}"
            archive.writestr(
                f"{folder}/piece.json",
                _as_json(
                    {
                        "state": State(article.state),
                        "language": article.language,
                        "began": article.created_at.isoformat(timespec="minutes"),
                        "published": article.published_at and article.published_at.isoformat(),
                        "address": article.slug and f"/articles/{article.slug}/",
                    }
                ),
            )
            archive.writestr(f"{folder}/text.json", _as_json(document))
            html = render_feed_body(document, pictures=lambda _media: None, address="")
            archive.writestr(f"{folder}/text.html", html)
    return buffer.getvalue()


def _known(account: Account) -> dict[str, Any]:
    acts = AuditEntry.objects.filter(actor=account.id).order_by("id")
    return {
        "name": account.username,
        "bylines": [
            {"name": one.name, "kind": one.kind, "language": one.language, "about": one.about}
            for one in bylines_of(account)
        ],
        "acts": [
            {
                "at": act.at.isoformat(timespec="minutes"),
                "verb": act.verb,
                "of": act.subject_kind,
                "id": act.subject_id,
            }
            for act in acts
        ],
    }


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
