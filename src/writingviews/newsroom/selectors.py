"""The lists of the desk and the newsroom: rows made in a number of queries that no list grows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article, ArticleByline, Kind, Revision, Section
from writingviews.articles.selectors import articles_in_states, articles_written_by
from writingviews.desk.models import Step
from writingviews.desk.selectors import OpenNotes, living_titles, open_notes
from writingviews.language import joining
from writingviews.language.direction import Direction, direction_of_language
from writingviews.ledger.models import AuditEntry
from writingviews.people.models import Account

from .signing import Signature, signatures
from .wording import KINDS, STATES, language_name, section_name

#: Rows of a group on the desk before the rest moves to a page of its own.
FIRST_ROWS: Final = 12
#: Rows of a long list's page.
PAGE_ROWS: Final = 50
#: Pieces under work that the waiting page and the board show at most; more stand in the list.
MOST_UNDER_WORK: Final = 300
#: Published pieces on the board.
BOARD_PUBLISHED: Final = 8

UNDER_WORK: Final = (
    State.SUBMITTED,
    State.IN_REVIEW,
    State.CHANGES_ASKED,
    State.ACCEPTED,
    State.SCHEDULED,
)
#: What an editor may look for; drafts and what was withdrawn are their writers' alone.
LISTED: Final = (*UNDER_WORK, State.PUBLISHED, State.DECLINED, State.TAKEN_DOWN)


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A piece in a list. Names the bylines, never an account behind them.

    Args:
        id: the article's.
        title: as it stands on the sheet; "" while there is none.
        language: BCP 47 tag.
        direction: of the language.
        language_name: for the reader of the list.
        kind: essay, report, …, in words.
        bylines: public names, in their order; equal ones with what tells them apart.
        section: its name, or "".
        state: where the piece stands.
        state_words: the same in words.
        words: of the text frozen last; None before the first submission.
        since: since when it stands so.
        changed: when its text was changed last; None if nobody has written.
        round: how many times it was submitted.
        reviewer: the account name of the editor who took it up, while in review.
        mine: whether that is who looks at the list.
        scheduled_for: when it is due.
        address: its public page, or "".
        notes: the open notes in its margin, and those that call whoever looks at the list.
    """

    id: UUID
    title: str
    language: str
    direction: Direction
    language_name: str
    kind: Promise
    bylines: tuple[Signature, ...]
    section: str
    state: State
    state_words: Promise
    words: int | None
    since: datetime
    changed: datetime | None
    round: int
    reviewer: str
    mine: bool
    scheduled_for: datetime | None
    address: str
    notes: OpenNotes

    @property
    def comma(self) -> str:
        """What parts its bylines: the comma of its language, with its space."""
        return joining.comma(self.language)

    @property
    def is_with_writer(self) -> bool:
        """Whether it waits for its writer, so that when it was written says more than since when
        it stands so."""
        return self.state in {State.DRAFT, State.CHANGES_ASKED}


def piece_rows(articles: QuerySet[Article], *, viewer: Account) -> list[PieceRow]:
    """Return the rows of a (sliced) queryset. Eight queries, however many rows."""
    latest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    rows: list[Any] = list(  # annotated articles
        articles.select_related("section")
        .prefetch_related(
            Prefetch("article_bylines", ArticleByline.objects.select_related("byline"))
        )
        .annotate(
            frozen_title=Subquery(latest.values("title")[:1]),
            frozen_words=Subquery(latest.values("words")[:1]),
        )
    )
    titles = living_titles([article.id for article in rows])
    acts = _last_acts([article.id for article in rows])
    changes = _last_changes([article.id for article in rows])
    notes = open_notes([article.id for article in rows], viewer)
    signed = signatures(entry.byline for article in rows for entry in article.article_bylines.all())
    names = _names({act.reviewer for act in acts.values() if act.reviewer is not None})
    return [
        _row(
            article,
            title=titles.get(article.id, article.frozen_title or ""),
            act=acts.get(article.id),
            changed=changes.get(article.id),
            signed=signed,
            names=names,
            viewer=viewer,
            notes=notes.get(article.id, OpenNotes(0, 0)),
        )
        for article in rows
    ]


@dataclass(frozen=True, slots=True)
class _LastAct:
    at: datetime
    reviewer: UUID | None


def _row(
    article: Any,  # noqa: ANN401 - an Article with annotations
    *,
    title: str,
    act: _LastAct | None,
    changed: datetime | None,
    signed: dict[UUID, Signature],
    names: dict[UUID, str],
    viewer: Account,
    notes: OpenNotes,
) -> PieceRow:
    state = State(article.state)
    reviewer = act.reviewer if act and state is State.IN_REVIEW else None
    stood = article.published_at if state is State.PUBLISHED else None
    return PieceRow(
        id=article.id,
        title=title,
        language=article.language,
        direction=direction_of_language(article.language),
        language_name=language_name(article.language),
        kind=KINDS[Kind(article.kind)],
        bylines=tuple(signed[entry.byline_id] for entry in article.article_bylines.all()),
        section=section_name(article.section) if article.section else "",
        state=state,
        state_words=STATES[state],
        words=article.frozen_words,
        since=stood or (act.at if act else article.created_at),
        changed=changed,
        round=article.round,
        reviewer=names.get(reviewer, "") if reviewer else "",
        mine=reviewer == viewer.id,
        scheduled_for=article.scheduled_for,
        address=f"/articles/{article.slug}/" if state is State.PUBLISHED else "",
        notes=notes,
    )


def _last_acts(ids: Collection[UUID]) -> dict[UUID, _LastAct]:
    """Return when each piece was moved last, and who took it up last. One query."""
    entries = AuditEntry.objects.filter(
        subject_kind="article",
        subject_id__in=[str(each) for each in ids],
        verb__in=[verb.value for verb in Verb if verb is not Verb.UPDATE],
    )
    found: dict[UUID, _LastAct] = {}
    for subject, verb, at, actor in entries.order_by("id").values_list(
        "subject_id", "verb", "at", "actor"
    ):
        known = found.get(UUID(subject))
        reviewer = actor if verb == Verb.TAKE_UP else known.reviewer if known else None
        found[UUID(subject)] = _LastAct(at, reviewer)
    return found


def _last_changes(ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when each text was changed last, by the newest step of its draft. One query."""
    newest = Step.objects.filter(draft__article_id__in=ids, version=F("draft__version"))
    return dict(newest.values_list("draft__article_id", "at"))


def _names(accounts: Iterable[UUID]) -> dict[UUID, str]:
    return dict(Account.objects.filter(id__in=accounts).values_list("id", "username"))


# --- the desk ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shelf:
    """A group of a writer's pieces, by what they wait for.

    Args:
        key: its name in an address.
        name: its heading.
        rows: the first of them.
        total: how many there are.
        mixed: whether they stand in several states, so that each must say its own.
    """

    key: str
    name: Promise
    rows: tuple[PieceRow, ...]
    total: int
    mixed: bool

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


SHELVES: Final[dict[str, tuple[Promise, frozenset[State]]]] = {
    "changes": (_("Changes asked of you"), frozenset({State.CHANGES_ASKED})),
    "drafts": (_("Drafts"), frozenset({State.DRAFT})),
    "editors": (
        _("With the editors"),
        frozenset({State.SUBMITTED, State.IN_REVIEW, State.ACCEPTED, State.SCHEDULED}),
    ),
    "published": (_("Published"), frozenset({State.PUBLISHED})),
    "aside": (
        _("Put aside"),
        frozenset({State.DECLINED, State.WITHDRAWN, State.TAKEN_DOWN}),
    ),
}


def shelves_of(account: Account) -> list[Shelf]:
    """Return an account's pieces in their groups, empty ones left out. Eight queries."""
    every = list(articles_written_by(account).values_list("id", "state"))
    ids = {
        key: [each for each, state in every if state in states]
        for key, (_name, states) in SHELVES.items()
    }
    chosen = [each for found in ids.values() for each in found[:FIRST_ROWS]]
    rows = piece_rows(Article.objects.filter(id__in=chosen), viewer=account)
    return [
        Shelf(
            key=key,
            name=name,
            rows=tuple(_latest_first(row for row in rows if row.state in states)),
            total=len(ids[key]),
            mixed=len(states) > 1,
        )
        for key, (name, states) in SHELVES.items()
        if ids[key]
    ]


def shelf_page(account: Account, key: str, number: object) -> "Listing":
    """Return one page of one group of an account's pieces.

    Raises:
        KeyError: there is no group of this name.
    """
    _name, states = SHELVES[key]
    found = articles_written_by(account).filter(state__in=states)
    return _listing(found, number, viewer=account)


def _latest_first(rows: Iterable[PieceRow]) -> list[PieceRow]:
    return sorted(rows, key=lambda row: row.changed or row.since, reverse=True)


# --- the newsroom --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """Pieces under work, by whom they wait for."""

    submitted: tuple[PieceRow, ...]
    with_me: tuple[PieceRow, ...]
    accepted: tuple[PieceRow, ...]
    with_others: tuple[PieceRow, ...]
    with_writers: tuple[PieceRow, ...]
    scheduled: tuple[PieceRow, ...]

    @property
    def for_me(self) -> int:
        return len(self.submitted) + len(self.with_me) + len(self.accepted)

    @property
    def elsewhere(self) -> int:
        return len(self.with_others) + len(self.with_writers) + len(self.scheduled)


def waiting_for(account: Account) -> Waiting:
    """Return what waits for an editor, and what waits for others, longest waiting first."""
    rows = _under_work(account)

    def those(state: State, *, mine: bool | None = None) -> tuple[PieceRow, ...]:
        found = (row for row in rows if row.state is state)
        return tuple(row for row in found if mine is None or row.mine is mine)

    return Waiting(
        submitted=those(State.SUBMITTED),
        with_me=those(State.IN_REVIEW, mine=True),
        accepted=those(State.ACCEPTED),
        with_others=those(State.IN_REVIEW, mine=False),
        with_writers=those(State.CHANGES_ASKED),
        scheduled=tuple(
            sorted(those(State.SCHEDULED), key=lambda row: row.scheduled_for or row.since)
        ),
    )


def _under_work(account: Account) -> list[PieceRow]:
    rows = piece_rows(articles_in_states(UNDER_WORK)[:MOST_UNDER_WORK], viewer=account)
    return sorted(rows, key=lambda row: row.since)


@dataclass(frozen=True, slots=True)
class Column:
    """A state on the board."""

    state: State
    name: Promise
    rows: tuple[PieceRow, ...]


def board_for(account: Account) -> list[Column]:
    """Return the pieces under work by state, and those published last."""
    under_work = _under_work(account)
    published = piece_rows(
        Article.objects.filter(state=State.PUBLISHED).order_by("-published_at", "slug")[
            :BOARD_PUBLISHED
        ],
        viewer=account,
    )
    return [
        *(
            Column(state, STATES[state], tuple(row for row in under_work if row.state is state))
            for state in UNDER_WORK
        ),
        Column(State.PUBLISHED, _("Published last"), tuple(published)),
    ]


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for in the newsroom's list; None and "" leave it open."""

    words: str = ""
    state: State | None = None
    language: str = ""
    kind: str = ""
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list."""

    rows: tuple[PieceRow, ...]
    page: "Page[Article]"

    @property
    def total(self) -> int:
        return self.page.paginator.count


def pieces_sought(sought: Sought, number: object, *, viewer: Account) -> Listing:
    """Return one page of the pieces that an editor looks for, the latest first."""
    states = [sought.state] if sought.state else list(LISTED)
    found = Article.objects.filter(state__in=states)
    if sought.language:
        found = found.filter(language=sought.language)
    if sought.kind:
        found = found.filter(kind=sought.kind)
    if sought.section:
        found = found.filter(section=sought.section)
    if sought.words:
        found = found.filter(named(sought.words))
    found = found.order_by(Coalesce("published_at", "created_at").desc(), "id")
    return _listing(found, number, viewer=viewer)


def named(words: str) -> Q:
    """Return the condition that an article's title or a byline on it holds words."""
    titled = Revision.objects.filter(article=OuterRef("pk"), title__icontains=words)
    signed = ArticleByline.objects.filter(article=OuterRef("pk"), byline__name__icontains=words)
    return Q(Exists(titled)) | Q(Exists(signed))


def _listing(found: QuerySet[Article], number: object, *, viewer: Account) -> Listing:
    page = Paginator(found, PAGE_ROWS).get_page(number)  # type: ignore[arg-type]  # takes anything
    shown = cast("QuerySet[Article]", page.object_list)
    return Listing(rows=tuple(piece_rows(shown, viewer=viewer)), page=page)
