"""The page of a round: for its writer, for who decides, and for who reads along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from writingviews.articles.access import OpenedArticle
from writingviews.articles.anonymity import is_hidden
from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Article, Reviewer
from writingviews.articles.reviewers import requests_for
from writingviews.articles.selectors import day_of
from writingviews.articles.services.reviewing import (
    ReviewerRefused,
    ask_reviewer,
    end_reviewer,
)
from writingviews.desk.selectors import living_titles
from writingviews.language.direction import Direction, direction_of_language
from writingviews.newsroom.doors import for_account, opened_or_404, written_or_404
from writingviews.newsroom.wording import STATES
from writingviews.notices.models import NoticeKind
from writingviews.notices.services import tell
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in
from writingviews.review.models import DECISIONS, Advice, PeerReview, Round
from writingviews.review.refusal import ReviewRefused
from writingviews.review.selectors import (
    Requested,
    is_over,
    letters_sent,
    requested_in,
    round_numbered,
    rubric_of,
)
from writingviews.review.services.reviews import rate_helpfulness
from writingviews.review.services.rounds import open_round, rate

from .asking import askable, offered
from .doors import led_or_404, round_or_404
from .forms import AskForm, HelpfulForm, RateForm, said
from .naming import (
    ALONGSIDE,
    ANONYMITY,
    ANONYMITY_FOR_WRITERS,
    LEADERS,
    Names,
    anonymity_of,
    names_for,
)
from .shown import (
    RatingTable,
    ReviewerRow,
    ShownLetter,
    ShownReview,
    criteria_of,
    rating_table,
    ratings_of,
    reviewer_row,
    shown_letter,
    shown_review,
)

_READ_ALL: Final = LEADERS | ALONGSIDE


@dataclass(frozen=True, slots=True)
class RoundHead:
    """What stands above every page of a round. Context of ``newsroom/rounds/head.html``.

    Args:
        number: of the round shown.
        numbers: of all there were.
        title: as it was handed in.
        over: whether the round is decided or left.
    """

    article_id: UUID
    number: int
    numbers: Sequence[int]
    title: str
    language: str
    direction: Direction
    over: bool
    state: State
    state_words: Promise


def round_head(opened: OpenedArticle, of_round: Round | None, number: int) -> RoundHead:
    """Return the head of a round's page. Up to one query."""
    article = opened.article
    revision = of_round.revision if of_round else None
    title = revision.title if revision else living_titles([article.id]).get(article.id, "")
    return RoundHead(
        article_id=article.id,
        number=number,
        numbers=range(1, article.round + 1),
        title=title,
        language=article.language,
        direction=direction_of_language(article.language),
        over=is_over(article, number),
        state=State(article.state),
        state_words=STATES[State(article.state)],
    )


@dataclass(frozen=True, slots=True)
class RoundPage:
    """The context of ``newsroom/rounds/round.html``.

    Args:
        head: what stands above.
        writes, leads: what who looks is to the piece.
        anonymity: who knows whom, as it is said to them.
        opened_at, words: of the text that was handed in.
        revision: its key in the history, or "".
        rate: the form of the rubric; None for who does not rate here.
        rated: whether they have.
        table: ratings side by side; None while there are none to show.
        rows: who was asked.
        ask: the form to ask another; None for who may not, or when the round is over.
        names: offered while the name is typed.
        reviews: those that may be read.
        waiting: how many are handed in that the writer reads later.
        letters: that were sent.
        plan: of this round.
        former: the plan of the round before, for who reads whether it was done.
        may_plan, may_decide: whether that is theirs to do now.
        mine: their own asking, where they were asked themself.
        door: the entry of the navigation behind which the page lies.
    """

    head: RoundHead
    writes: bool
    leads: bool
    anonymity: Promise
    opened_at: datetime | None
    words: int
    revision: str
    rate: RateForm | None
    rated: bool
    table: RatingTable | None
    rows: Sequence[ReviewerRow]
    ask: AskForm | None
    names: Sequence[str]
    reviews: Sequence[ShownReview]
    waiting: int
    letters: Sequence[ShownLetter]
    plan: Sequence[Advice]
    former: Sequence[Advice]
    may_plan: bool
    may_decide: bool
    mine: UUID | None
    door: str


@for_account
@require_GET
@cache_control(private=True, no_store=True)
def page(request: HttpRequest, article_id: UUID, number: int | None = None) -> HttpResponse:
    """Show a round of a piece; who only reviews it is led to their own page of it."""
    account = signed_in(request)
    opened = opened_or_404(account, article_id)
    if opened.article.round == 0:
        raise Http404
    if opened.parts == {Part.REVIEWER}:
        return redirect("rounds:asked-one", _mine(account, opened.article))
    return show(request, account, opened, number)


def show(
    request: HttpRequest,
    account: Account,
    opened: OpenedArticle,
    number: int | None = None,
    *,
    ask: AskForm | None = None,
    rating: RateForm | None = None,
    helpful: tuple[UUID, HelpfulForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render a round's page, with a form that was refused in its place."""
    article = opened.article
    of_round = round_or_404(opened, number)
    number = number or article.round
    head, day = round_head(opened, of_round, number), day_of(timezone.now())
    writes = Part.WRITER in opened.parts
    # A writer who was asked like anybody else is not told (`services.reviewing`).
    requested = [
        one
        for one in requested_in(article, number)
        if not (writes and one.request.account_id == account.id)
    ]
    names = names_for(opened, [one.request.account for one in requested])
    leads = bool(opened.parts & LEADERS)
    hidden = is_hidden(Part.REVIEWER, viewer=opened.parts, anonymity=article.anonymity)
    chooses = leads and not (writes and hidden)
    asks = chooses and head.state is State.IN_REVIEW and not head.over
    form, rated, table = _ratings(account, opened, of_round, requested, names, head, rating)
    reads = head.over if writes else bool(opened.parts & _READ_ALL)
    handed_in = [one for one in requested if one.is_in]
    shown = RoundPage(
        head=head,
        writes=writes,
        leads=leads,
        anonymity=(ANONYMITY_FOR_WRITERS if writes else ANONYMITY)[anonymity_of(opened)],
        opened_at=of_round.opened_at if of_round else article.stands_since,
        words=of_round.revision.words if of_round and of_round.revision else 0,
        revision=f"r{of_round.revision.number}" if of_round and of_round.revision else "",
        rate=form,
        rated=rated,
        table=table,
        rows=[reviewer_row(one, names, day) for one in requested],
        ask=(ask or AskForm(today=day)) if asks else None,
        names=offered(account) if asks else (),
        reviews=[
            _review(one.review, one.request, names, writes=writes, refused=helpful)
            for one in handed_in
            if one.review
        ]
        if reads
        else (),
        waiting=0 if reads else len(handed_in),
        letters=_letters(of_round),
        plan=_plan(of_round),
        former=_plan(round_numbered(article, number - 1)) if number > 1 else (),
        may_plan=writes and head.over and number == article.round,
        may_decide=leads and number == article.round and bool(set(opened.verbs) & set(DECISIONS)),
        mine=next((one.request.id for one in requested if one.request.account == account), None)
        if not writes
        else None,
        door=reverse("pieces:desk" if writes or not leads else "newsroom:waiting"),
    )
    return render(request, "newsroom/rounds/round.html", {"page": shown}, status=status)


def _ratings(
    account: Account,
    opened: OpenedArticle,
    of_round: Round | None,
    requested: Sequence[Requested],
    names: Names,
    head: RoundHead,
    refused: RateForm | None,
) -> tuple[RateForm | None, bool, RatingTable | None]:
    """Return the writer's form, whether they have rated, and the ratings they may see."""
    writes = Part.WRITER in opened.parts
    criteria = criteria_of(of_round) if of_round else rubric_of(opened.article.kind)
    own = of_round.ratings.filter(account=account).first() if of_round else None
    may_rate = writes and head.number == opened.article.round
    form = refused or RateForm(criteria=criteria, steps=own.steps if own else None)
    sees = own is not None if writes else bool(opened.parts & _READ_ALL)
    table = None
    if sees and of_round:
        found = ratings_of(of_round, requested, names, viewer_id=account.id, all_=not writes)
        table = rating_table(criteria, found)
    return form if may_rate else None, own is not None, table


def _review(
    review: PeerReview,
    request: Reviewer,
    names: Names,
    *,
    writes: bool,
    refused: tuple[UUID, HelpfulForm] | None,
) -> ShownReview:
    form = HelpfulForm(review=review) if writes else None
    if refused is not None and refused[0] == review.id:
        form = refused[1]
    return shown_review(review, request, names[request.account_id], form)


def _letters(of_round: Round | None) -> list[ShownLetter]:
    if of_round is None:
        return []
    return [shown_letter(one) for one in letters_sent([of_round])[of_round.id]]


def _plan(of_round: Round | None) -> list[Advice]:
    return list(of_round.plan.all()) if of_round else []


def _mine(account: Account, article: Article) -> UUID:
    return Reviewer.objects.values_list("id", flat=True).get(
        article=article, account=account, round=article.round
    )


# --- acts ----------------------------------------------------------------------------------------


@for_account
@require_POST
def rate_own(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Take a writer's rating of their own text."""
    account = signed_in(request)
    opened = written_or_404(account, article_id)
    round_or_404(opened, None)
    now = timezone.now()
    of_round = open_round(article=opened.article, now=now)
    form = RateForm(request.POST, criteria=criteria_of(of_round))
    if form.is_valid():
        try:
            rate(actor=account, of_round=of_round, by_writer=True, steps=form.steps(), now=now)
        except ReviewRefused as refusal:
            _beside(form, refusal)
        else:
            messages.success(request, gettext("Kept. Below is how others rate it, once they have."))
            return redirect("rounds:round", article_id)
    return show(request, account, opened, rating=form, status=422)


def _beside(form: RateForm, refusal: ReviewRefused) -> None:
    for key in refusal.fields:
        form.add_error(key, gettext("Choose a step."))


@for_account
@require_POST
def ask(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Ask an account to review the round a piece is in."""
    account = signed_in(request)
    opened = led_or_404(account, article_id)
    day = day_of(timezone.now())
    form = AskForm(request.POST, today=day)
    if form.is_valid():
        asked = askable(opened.article, form.cleaned_data["account"])
        if asked is None:
            said(
                form,
                gettext("Nobody can be asked by this name. Look how it is spelled."),
                ["account"],
            )
            return show(request, account, opened, ask=form, status=422)
        try:
            row = ask_reviewer(
                actor=account,
                article_id=article_id,
                account=asked,
                asking=form.asking(),
                now=timezone.now(),
                today=day,
            )
        except ReviewerRefused as refusal:
            said(form, str(refusal), [refusal.field])
        else:
            _tell(row, account)
            messages.success(request, gettext("%(name)s is asked.") % {"name": asked.username})
            return redirect("rounds:round", article_id)
    return show(request, account, opened, ask=form, status=422)


def _tell(row: Reviewer, actor: Account) -> None:
    if requests_for(row.account).filter(id=row.id).exists():  # not of who writes it
        tell([row.account], NoticeKind.REVIEW_ASKED, subject_id=row.article_id, actor=actor)


@for_account
@require_POST
def end(request: HttpRequest, article_id: UUID, reviewer_id: UUID) -> HttpResponse:
    """End somebody's reviewing of a piece."""
    account = signed_in(request)
    led_or_404(account, article_id)
    try:
        end_reviewer(
            actor=account, article_id=article_id, reviewer_id=reviewer_id, now=timezone.now()
        )
    except Reviewer.DoesNotExist:
        raise Http404 from None
    except ReviewerRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("The piece is closed to them now. Their words stay."))
    return redirect("rounds:round", article_id)


@for_account
@require_POST
def helpful(request: HttpRequest, article_id: UUID, review_id: UUID) -> HttpResponse:
    """Take how helpful a writer found a review."""
    account = signed_in(request)
    opened = written_or_404(account, article_id)
    review = _handed_in(opened.article, review_id)
    number = review.round.number
    form = HelpfulForm(request.POST, review=review)
    if form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            rate_helpfulness(
                actor=account,
                review_id=review_id,
                article_id=article_id,
                helpful=given["helpful"],
                line=given["helpful_line"],
            )
        except ReviewRefused as refusal:
            said(form, str(refusal), refusal.fields)
        else:
            tell(
                [review.request.account],
                NoticeKind.REVIEW_ANSWERED,
                subject_id=review.request_id,
                actor=account,
            )
            messages.success(request, gettext("Kept. Who wrote the review reads it."))
            return redirect(f"{reverse('rounds:round-number', args=[article_id, number])}#reviews")
    return show(request, account, opened, number, helpful=(review_id, form), status=422)


def _handed_in(article: Article, review_id: UUID) -> PeerReview:
    """Return a review that the writer of a piece may read: of a round that is over."""
    found = PeerReview.objects.filter(
        id=review_id, round__article=article, handed_in_at__isnull=False
    )
    review = found.select_related("round", "request__account").first()
    if review is None or not is_over(article, review.round.number):
        raise Http404
    return review
