"""A reviewer's pages: what was asked of me, and one of them with its review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import Part
from writingviews.articles.models import Kind, Reviewer, ReviewerKind
from writingviews.articles.selectors import day_of, parts_of
from writingviews.articles.services.reviewing import end_reviewer
from writingviews.language.direction import Direction, direction_of_language
from writingviews.newsroom.doors import for_account
from writingviews.newsroom.wording import KINDS, language_name
from writingviews.notices.models import NoticeKind
from writingviews.notices.services import tell
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in
from writingviews.review.models import PeerReview, Round
from writingviews.review.refusal import ReviewRefused, WrittenMeanwhile
from writingviews.review.selectors import Requested, asked_of, requested_in
from writingviews.review.services.reviews import (
    begin_reading,
    hand_in_review,
    write_review,
)
from writingviews.review.services.rounds import open_round, rate

from .doors import request_or_404
from .forms import RateForm, ReviewForm, said
from .naming import (
    ANONYMITY_FOR_REVIEWERS,
    REVIEWER_KINDS,
    anonymity_of,
    names_for,
)
from .shown import (
    RatingTable,
    ShownReview,
    criteria_of,
    rating_table,
    ratings_of,
    shown_review,
)


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A piece that one was asked to review.

    Args:
        standing: how far one is, in words.
        late: whether its day is past.
        answered: whether the writer has said how helpful the review was.
    """

    id: UUID
    title: str
    language: str
    direction: Direction
    language_name: str
    kind: Promise
    words: int
    round: int
    asked_as: Promise
    due: date | None
    late: bool
    is_open: bool
    standing: str
    answered: bool


@dataclass(frozen=True, slots=True)
class AskedPage:
    """The context of ``newsroom/rounds/asked.html``."""

    waiting: Sequence[AskedRow]
    past: Sequence[AskedRow]


@for_account
@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """Show what one was asked to review: what is open, then what is past."""
    rows = _rows(asked_of(signed_in(request)))
    page = AskedPage([one for one in rows if one.is_open], [one for one in rows if not one.is_open])
    return render(request, "newsroom/rounds/asked.html", {"page": page})


def _rows(found: Sequence[Requested]) -> list[AskedRow]:
    """Return the rows of what was asked. Two queries, however many."""
    day = day_of(timezone.now())
    rounds = {
        (one.article_id, one.number): one
        for one in Round.objects.filter(
            article__in={one.request.article_id for one in found}
        ).select_related("revision")
    }
    return [
        _row(one, rounds.get((one.request.article_id, one.request.round)), day) for one in found
    ]


def _row(one: Requested, of_round: Round | None, day: date) -> AskedRow:
    article = one.request.article
    revision = of_round.revision if of_round else None
    return AskedRow(
        id=one.request.id,
        title=revision.title if revision else "",
        language=article.language,
        direction=direction_of_language(article.language),
        language_name=language_name(article.language),
        kind=KINDS[Kind(article.kind)],
        words=revision.words if revision else 0,
        round=one.request.round,
        asked_as=REVIEWER_KINDS[ReviewerKind(one.request.kind)],
        due=one.request.due,
        late=one.is_late(day),
        is_open=one.is_open,
        standing=_standing(one),
        answered=bool(one.review and one.review.helpful),
    )


def _standing(one: Requested) -> str:
    if one.is_in:
        return gettext("handed in")
    if not one.is_open:
        return gettext("not handed in")
    return gettext("begun") if one.review else gettext("not opened yet")


@dataclass(frozen=True, slots=True)
class AskedOnePage:
    """The context of ``newsroom/rounds/asked_one.html``.

    Args:
        row: the asking as in the list.
        article_id: the piece; its sheet can be opened while the asking is.
        anonymity: who learns whose name.
        form: the review to be written; None when the asking is over.
        review: as it was handed in; None before.
        handed_in: whether it was.
        other: what another window stored, where two wrote at once.
        rate: the rubric to rate by; None when the asking is over.
        rated: whether one has.
        table: ratings beside one's own, once one has rated.
    """

    row: AskedRow
    article_id: UUID
    anonymity: Promise
    form: ReviewForm | None
    review: ShownReview | None
    handed_in: bool
    other: PeerReview | None
    rate: RateForm | None
    rated: bool
    table: RatingTable | None
    door: str = "/desk/"


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def asked_one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show one's review of a piece and take its words.

    POST ``act``: ``save``, ``hand_in``, or ``autosave`` by the page's script, which is answered
    with the new version as JSON.
    """
    account = signed_in(request)
    row, is_open = request_or_404(account, request_id)
    if request.method == "POST":
        return _write(request, account, row, is_open=is_open)
    if is_open:
        begin_reading(request=row, now=timezone.now())
    return _show(request, account, row, is_open=is_open)


def _write(request: HttpRequest, account: Account, row: Reviewer, *, is_open: bool) -> HttpResponse:
    form, act = ReviewForm(request.POST), request.POST.get("act", "save")
    quietly = act == "autosave"
    now = timezone.now()
    if not form.is_valid():
        return _refused(request, account, row, form, is_open=is_open, quietly=quietly)
    try:
        review = write_review(actor=account, request_id=row.id, words=form.words(), now=now)
        # Stored before it is looked at whether it can be handed in: no word is lost by a refusal.
        if act == "hand_in":
            _hand_in(row, account)
    except ReviewRefused as refusal:
        said(form, str(refusal), refusal.fields)
        if isinstance(refusal, WrittenMeanwhile):
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(refusal.version)  # type: ignore[index]
        else:
            stored = PeerReview.objects.filter(request=row).first()
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(stored.version if stored else 0)  # type: ignore[index]
        meanwhile = isinstance(refusal, WrittenMeanwhile)
        return _refused(
            request, account, row, form, is_open=is_open, quietly=quietly, meanwhile=meanwhile
        )
    if quietly:
        return JsonResponse({"version": review.version})
    messages.success(
        request,
        gettext("Handed in. You can mend it until the round is over.")
        if act == "hand_in"
        else gettext("Kept."),
    )
    return redirect("rounds:asked-one", row.id)


@transaction.atomic
def _hand_in(row: Reviewer, account: Account) -> None:
    _review, first = hand_in_review(actor=account, request_id=row.id, now=timezone.now())
    waits = row.article.editor or row.asked_by
    if first and waits is not None:
        tell([waits], NoticeKind.REVIEW_IN, subject_id=row.article_id, actor=account)


def _refused(
    request: HttpRequest,
    account: Account,
    row: Reviewer,
    form: ReviewForm,
    *,
    is_open: bool,
    quietly: bool,
    meanwhile: bool = False,
) -> HttpResponse:
    status = 409 if meanwhile or not is_open else 422
    if quietly:
        errors = [str(one) for several in form.errors.values() for one in several]
        return JsonResponse({"error": " ".join(dict.fromkeys(errors))}, status=status)
    return _show(
        request, account, row, is_open=is_open, form=form, meanwhile=meanwhile, status=status
    )


def _show(
    request: HttpRequest,
    account: Account,
    row: Reviewer,
    *,
    is_open: bool,
    form: ReviewForm | None = None,
    rating: RateForm | None = None,
    meanwhile: bool = False,
    status: int = 200,
) -> HttpResponse:
    article = row.article
    opened = OpenedArticle(article, parts_of(account, article) or frozenset({Part.REVIEWER}))
    requested = requested_in(article, row.round)
    one = next(each for each in requested if each.request.id == row.id)
    of_round = Round.objects.filter(article=article, number=row.round).first()
    names = names_for(opened, [each.request.account for each in requested])
    table, rate_form = None, None
    if of_round is not None:
        criteria = criteria_of(of_round)
        steps = one.rating.steps if one.rating else None
        rate_form = (rating or RateForm(criteria=criteria, steps=steps)) if is_open else None
        if one.rating is not None:
            found = ratings_of(of_round, requested, names, viewer_id=account.id, all_=False)
            table = rating_table(criteria, found)
    if form is None and is_open:
        form = ReviewForm(review=one.review)
    page = AskedOnePage(
        row=_rows([one])[0],
        article_id=article.id,
        anonymity=ANONYMITY_FOR_REVIEWERS[anonymity_of(opened)],
        form=form,
        review=shown_review(one.review, row, gettext("You")) if one.review else None,
        handed_in=one.is_in,
        other=one.review if meanwhile else None,
        rate=rate_form,
        rated=one.rating is not None,
        table=table,
    )
    return render(request, "newsroom/rounds/asked_one.html", {"page": page}, status=status)


@for_account
@require_POST
def rate_asked(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take a reviewer's rating by the rubric."""
    account = signed_in(request)
    row, is_open = request_or_404(account, request_id)
    if not is_open:
        messages.error(request, gettext("This round is over: it is not rated any more."))
        return redirect("rounds:asked-one", row.id)
    now = timezone.now()
    of_round = open_round(article=row.article, now=now)
    form = RateForm(request.POST, criteria=criteria_of(of_round))
    if form.is_valid():
        try:
            rate(actor=account, of_round=of_round, by_writer=False, steps=form.steps(), now=now)
        except ReviewRefused as refusal:
            for key in refusal.fields:
                form.add_error(key, gettext("Choose a step."))
        else:
            messages.success(request, gettext("Kept. Below is how others rate it."))
            return redirect("rounds:asked-one", row.id)
    return _show(request, account, row, is_open=is_open, rating=form, status=422)


@for_account
@require_POST
def leave(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """End one's own part in a review: the piece is closed to one, and the editors see it."""
    account = signed_in(request)
    row, _is_open = request_or_404(account, request_id)
    end_reviewer(actor=account, article_id=row.article_id, reviewer_id=row.id, now=timezone.now())
    messages.success(request, gettext("The editors see that you cannot. What you wrote is kept."))
    return redirect("rounds:asked")
