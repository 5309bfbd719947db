"""Furnishing a publication to look at, through the services that everybody uses."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article, Edition
from writingviews.articles.selectors import publication, published_articles
from writingviews.articles.services.checklists import lay_out_first_checklist
from writingviews.articles.services.editions import (
    EditionDetails,
    begin_edition,
    edit_edition,
    publish_edition,
)
from writingviews.articles.services.moving import Move, move_article
from writingviews.articles.services.publication import (
    describe_publication,
    offer_to_readers,
    set_up_publication,
)
from writingviews.desk.selectors import current_document
from writingviews.house.settings import house_settings
from writingviews.ledger.models import AuditEntry
from writingviews.ledger.services import record_act
from writingviews.people.models import Account, Byline
from writingviews.people.services import create_byline, take_byline
from writingviews.porting.services import ORIGIN, import_markdown
from writingviews.press.asset_files import put_assets
from writingviews.press.printing import print_pending
from writingviews.replies.models import Reply, ReplyState
from writingviews.replies.services import decide_reply, receive_reply
from writingviews.review.services.rounds import open_round

from . import rounds
from .accounts import (
    CAST,
    DemoAccounts,
    DemoRefused,
    cast_of,
    lost,
    make_logins,
    read_logins,
    write_logins,
)
from .chapters import found_chapter
from .content_files import (
    CONTENT,
    DemoByline,
    DemoEdition,
    DemoMove,
    DemoPublication,
    DemoReply,
    read_publication,
)
from .planning import plan

__all__ = ["DemoAccounts", "DemoRefused", "furnish"]

logger = logging.getLogger(__name__)

#: Told (what is being done, how much is done, of how much).
Progress = Callable[[str, int, int], None]

#: The demo's today. Its dates are fixed, so its pages are the same wherever and whenever it is
#: furnished; held against a clock that is behind, its newest pieces would lie in the future.
TODAY: Final = datetime(2026, 11, 1, tzinfo=UTC)

_VERB: Final = "furnish"


def furnish(
    *, progress: Progress | None = None, content: Path = CONTENT, offered: Sequence[str] = ()
) -> DemoAccounts:
    """Furnish the running house's publication as a demo, and return who can sign in.

    Done once; afterwards it returns at once and changes nothing, so that what visitors did
    stays. Broken off at any point, the next call does the rest.

    Args:
        progress: told (what is being done, how much, of how much).
        content: the folder of articles, pictures and the two YAML files.
        offered: formats that readers may take each piece along in. They are made where the house
            is served, in some minutes.

    Raises:
        DemoRefused: the folder holds a publication that is no demo, or its passwords are lost.

    Cost: about half a minute on two cores, nearly all of it cleaning 45 pictures.
    """
    folder = house_settings().folder
    accounts = read_logins(folder)
    if _is_furnished():
        if accounts is None:
            raise lost(folder)
        return accounts
    if accounts is None:
        _refuse_other_people_s_house(folder)
        # Before the accounts are made: passwords that only memory held would be lost in a crash.
        accounts = write_logins(folder, make_logins())
    told = progress or (lambda _what, _done, _total: None)
    page = read_publication(content)
    told("Inviting people", 0, len(CAST))
    cast = cast_of(accounts)
    told("Inviting people", len(cast), len(cast))
    _describe(page, cast["publisher"])
    for byline in page.bylines:
        _sign_on(byline, cast)
    report = import_markdown(
        content,
        actor=cast["publisher"],
        signatories=(cast["writer"], cast["writer2"]),
        progress=lambda done, total: told("Setting articles and pictures", done, total),
        now=TODAY,
    )
    for problem in report.problems:
        logger.warning("the demo's content: %s", problem)
    _set_to_work(page, cast, rounds.read_rounds(content))
    for reply in page.replies:
        _reply(reply, moderator=cast["moderator"])
    if offered:
        offer_to_readers(actor=cast["publisher"], formats=offered)
    put_assets()
    print_pending(lambda done, total: told("Printing pages", done, total))
    with transaction.atomic():
        record_act(_VERB, subject_kind="publication", subject_id=str(publication().pk), actor=None)
    return accounts


def _is_furnished() -> bool:
    return AuditEntry.objects.filter(verb=_VERB, subject_kind="publication").exists()


def _refuse_other_people_s_house(folder: Path) -> None:
    if Account.objects.exists() or Article.objects.exists():
        raise DemoRefused(
            f"{folder} holds a publication with accounts or articles of its own, and a demo would "
            "be mixed into it. Name another folder with --dir."
        )


def _describe(page: DemoPublication, publisher: Account) -> None:
    first = page.languages[0]
    set_up_publication(name=page.names[first], languages=page.languages)
    describe_publication(
        actor=publisher,
        name=page.names[first],
        motto=page.mottos[first],
        languages=page.languages,
        names=page.names,
        mottos=page.mottos,
        abouts=page.abouts,
    )


def _set_to_work(
    page: DemoPublication, cast: Mapping[str, Account], said: Mapping[str, rounds.DemoRound]
) -> None:
    """Furnish the newsroom: its chapters and checklist, pieces on their way, editions, plans."""
    for chapter in page.chapters:
        found_chapter(chapter, cast)
    lay_out_first_checklist(kinds=page.checked)
    for slug, moves in page.desk.items():
        _move_along(slug, moves, cast, said.get(slug))
    for edition in page.editions:
        _collect(edition, editor=cast["editor"])
    plan(page, cast)


def _sign_on(byline: DemoByline, cast: Mapping[str, Account]) -> None:
    if Byline.objects.filter(name=byline.name, language=byline.language).exists():
        return
    if byline.holder:
        take_byline(
            account=cast[byline.holder],
            name=byline.name,
            kind=byline.kind,
            language=byline.language,
            about=byline.about,
        )
    else:
        create_byline(
            name=byline.name, kind=byline.kind, language=byline.language, about=byline.about
        )


@transaction.atomic
def _move_along(
    slug: str,
    moves: tuple[DemoMove, ...],
    cast: Mapping[str, Account],
    said: rounds.DemoRound | None,
) -> None:
    article = Article.objects.filter(origin=f"{ORIGIN}{slug}", state=State.DRAFT, round=0).first()
    if article is None:
        return
    for move in moves:
        _, document = current_document(article)
        actor = cast[move.by]
        answered = said if move.verb is Verb.ASK_FOR_CHANGES else None
        if answered:
            rounds.review(article, answered, cast, editor=actor, at=move.at)
        article = move_article(
            actor=actor,
            article_id=article.pk,
            move=Move(verb=move.verb),
            document=document,
            now=move.at,
        )
        if move.verb is Verb.SUBMIT:
            open_round(article=article, now=move.at)
        if answered:
            rounds.answer(article, answered, cast, editor=actor, at=move.at)


@transaction.atomic
def _collect(edition: DemoEdition, *, editor: Account) -> None:
    """Make an edition of those of its pieces that are there."""
    if Edition.objects.filter(title=edition.title).exists():
        return
    origins = [f"{ORIGIN}{slug}" for slug in (*edition.pieces, edition.cover)]
    found = {article.origin: article for article in Article.objects.filter(origin__in=origins)}
    pieces = [found[origin].pk for origin in origins[:-1] if origin in found]
    if not pieces:
        return
    pictured = found.get(origins[-1])
    cover = pictured.picture if pictured else ""
    made = begin_edition(actor=editor, title=edition.title, language=edition.language)
    made = edit_edition(
        actor=editor,
        edition_id=made.pk,
        version=made.version,
        details=EditionDetails(
            title=edition.title,
            language=edition.language,
            label=edition.label,
            standfirst=edition.standfirst,
            letter=edition.letter,
            signed=edition.signed,
            picture=cover,
            picture_alt=edition.cover_alt if cover else "",
            picture_credit=edition.cover_credit if cover else "",
        ),
        pieces=pieces,
    )
    if edition.published:
        publish_edition(
            actor=editor, edition_id=made.pk, version=made.version, on=edition.published
        )


def _reply(reply: DemoReply, *, moderator: Account) -> None:
    article = published_articles().filter(slug=reply.article).first()
    if article is None:
        return
    stored = _receive(article, reply, parent=None, moderator=moderator)
    for answer in reply.answers:
        _receive(article, answer, parent=stored, moderator=moderator)


@transaction.atomic
def _receive(
    article: Article, reply: DemoReply, *, parent: Reply | None, moderator: Account
) -> Reply:
    found = Reply.objects.filter(article=article, received_at=reply.at).first()
    if found is not None:
        return found
    stored = receive_reply(
        article=article,
        name=reply.name,
        text=reply.text,
        email=reply.email,
        parent_id=parent.pk if parent else None,
        now=reply.at,
    )
    if reply.held:
        return stored
    return decide_reply(actor=moderator, reply_id=stored.pk, state=ReplyState.SHOWN)
