"""The writer's revision plan: which advice, what they will do, what is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from writingviews.articles.access import OpenedArticle
from writingviews.newsroom.doors import for_account, written_or_404
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in
from writingviews.review.models import Advice, Round
from writingviews.review.refusal import ReviewRefused
from writingviews.review.selectors import is_over, letters_sent, requested_in, round_numbered
from writingviews.review.services.plans import (
    Answered,
    answer_advice,
    drop_advice,
    take_advice,
    tick_advice,
)
from writingviews.review.services.rounds import open_round

from .naming import names_for
from .shown import DECIDED
from .views_letter import open_notes_of
from .views_round import RoundHead, round_head

ANSWERS: Final[dict[str, Promise]] = {
    Advice.Answer.YES: _("Yes"),
    Advice.Answer.PARTLY: _("Partly"),
    Advice.Answer.NO: _("No"),
}
SOURCES: Final[dict[str, Promise]] = {
    Advice.Source.LETTER: _("from the letter"),
    Advice.Source.REVIEW: _("from a review"),
    Advice.Source.NOTE: _("from a note"),
    Advice.Source.OWN: _("my own"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """Something one was told, that can be taken into the plan.

    Args:
        key: by which the form names it: its source and its place.
        taken: whether it is in the plan.
    """

    key: str
    text: str
    about: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What one was told in one place: a letter, a review, the margin."""

    source: Advice.Source
    name: str
    said: Sequence[Said]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the plan with what the writer says to it.

    Args:
        answers: the value, the words, and whether it is chosen, for each answer.
        wrong: what is missing, or "".
    """

    id: UUID
    text: str
    source: Promise
    answers: Sequence[tuple[str, Promise, bool]]
    how: str
    wrong: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The context of ``newsroom/rounds/plan.html``."""

    head: RoundHead
    told: Sequence[Told]
    points: Sequence[Point]
    own: str
    wrong_own: str
    door: str = "/desk/"


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def plan(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show the plan and take a change of it.

    One form: whichever button is pressed (``take``, ``drop``, ``add``, or none to save), what was
    typed is stored.
    """
    account = signed_in(request)
    opened = written_or_404(account, article_id)
    of_round = _planned(opened)
    if request.method != "POST":
        return _show(request, account, opened, of_round)
    refused, wrong_own = "", ""
    unsaid = answer_advice(actor=account, of_round=of_round, answers=_answers(request, of_round))
    own = request.POST.get("own", "")
    try:
        _do(request, account, opened, of_round)
        own = "" if own.strip() else own
    except ReviewRefused as refusal:
        if "own" in refusal.fields:
            wrong_own = str(refusal)
        else:
            refused = str(refusal)
    if unsaid or wrong_own or refused:
        if refused:
            messages.error(request, refused)
        return _show(
            request,
            account,
            opened,
            of_round,
            unsaid=unsaid,
            own=own,
            wrong_own=wrong_own,
            status=422,
        )
    if not request.POST.get("take") and not request.POST.get("drop"):
        messages.success(request, gettext("Kept. It stands beside your sheet."))
    pressed = request.POST.get("take") or ""
    anchor = f"#told-{pressed}" if pressed else ""
    return redirect(reverse("rounds:plan", args=[article_id]) + anchor)


def _planned(opened: OpenedArticle) -> Round:
    """Return the last round of a piece that is over, which is the one to plan from.

    Raises:
        Http404: there is none yet.
    """
    article = opened.article
    if article.round == 0 or not is_over(article, article.round):
        raise Http404
    found = round_numbered(article, article.round)
    return found or open_round(article=article, now=timezone.now())


def _answers(request: HttpRequest, of_round: Round) -> dict[UUID, Answered]:
    ids = of_round.plan.values_list("id", flat=True)
    return {
        one: Answered(
            request.POST.get(f"answer-{one}", ""),
            request.POST.get(f"how-{one}", "").replace("\r\n", "\n"),
        )
        for one in ids
        if f"how-{one}" in request.POST
    }


def _do(request: HttpRequest, account: Account, opened: OpenedArticle, of_round: Round) -> None:
    own = request.POST.get("own", "")
    if own.strip() or "add" in request.POST:
        take_advice(actor=account, of_round=of_round, source=Advice.Source.OWN, text=own)
    if key := request.POST.get("take"):
        for place in _told(account, opened, of_round):
            for one in place.said:
                if one.key == key:
                    take_advice(
                        actor=account, of_round=of_round, source=place.source, text=one.text
                    )
    if dropped := request.POST.get("drop"):
        try:
            advice_id = UUID(dropped)
        except ValueError:
            return
        drop_advice(actor=account, of_round=of_round, advice_id=advice_id)


def _told(account: Account, opened: OpenedArticle, of_round: Round) -> list[Told]:
    """Return all that a writer was told in a round: letters, reviews, open notes."""
    taken = set(of_round.plan.values_list("source", "text"))

    def said(source: Advice.Source, place: str, parts: Sequence[tuple[str, str]]) -> list[Said]:
        return [
            Said(f"{place}-{number}", text, about, (source, text) in taken)
            for number, (text, about) in enumerate(parts, 1)
        ]

    told: list[Told] = []
    for number, letter in enumerate(letters_sent([of_round])[of_round.id], 1):
        parts = [(text, "") for text in _paragraphs(letter.text)]
        told.append(
            Told(
                Advice.Source.LETTER,
                gettext("The letter: %(decision)s") % {"decision": DECIDED[letter.verb]},  # type: ignore[index]
                said(Advice.Source.LETTER, f"letter{number}", parts),
            )
        )
    requested = requested_in(opened.article, of_round.number)
    names = names_for(opened, [one.request.account for one in requested])
    for number, one in enumerate(requested, 1):
        if one.is_in and one.review:
            parts = [(text, "") for text in _paragraphs(one.review.suggest)]
            name = gettext("%(name)s suggests") % {"name": names[one.request.account_id]}
            place = said(Advice.Source.REVIEW, f"review{number}", parts)
            told.append(Told(Advice.Source.REVIEW, name, place))
    notes = [
        (message.text[: Advice.LONGEST], note.quote)
        for note in open_notes_of(opened, account)
        for message in note.messages
        if not message.own
    ]
    if notes:
        place = said(Advice.Source.NOTE, "note", notes)
        told.append(Told(Advice.Source.NOTE, gettext("Open notes in the margin"), place))
    return told


def _paragraphs(text: str) -> list[str]:
    """Return a text's paragraphs, each no longer than a point of a plan may be."""
    parts = (part.strip() for part in text.split("\n"))
    return [part[: Advice.LONGEST] for part in parts if part]


def _show(
    request: HttpRequest,
    account: Account,
    opened: OpenedArticle,
    of_round: Round,
    *,
    unsaid: Sequence[UUID] = (),
    own: str = "",
    wrong_own: str = "",
    status: int = 200,
) -> HttpResponse:
    page = PlanPage(
        head=round_head(opened, of_round, of_round.number),
        told=_told(account, opened, of_round),
        points=[_point(one, wrong=one.id in unsaid) for one in of_round.plan.all()],
        own=own,
        wrong_own=wrong_own,
    )
    return render(request, "newsroom/rounds/plan.html", {"page": page}, status=status)


def _point(advice: Advice, *, wrong: bool) -> Point:
    chosen = Advice.Answer.NO if wrong else advice.answer
    return Point(
        id=advice.id,
        text=advice.text,
        source=SOURCES[advice.source],
        answers=[(value, words, value == chosen) for value, words in ANSWERS.items()],
        how=advice.how,
        wrong=gettext("Say why not: the editors read it, and often they agree.") if wrong else "",
    )


@for_account
@require_POST
def tick(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Tick a point of the plan off, or on again; back to the sheet it stands beside."""
    account = signed_in(request)
    opened = written_or_404(account, article_id)
    of_round = _planned(opened)
    try:
        advice_id = UUID(request.POST.get("point", ""))
    except ValueError:
        raise Http404 from None
    try:
        tick_advice(
            actor=account,
            of_round=of_round,
            advice_id=advice_id,
            done=request.POST.get("done") == "1",
            now=timezone.now(),
        )
    except ReviewRefused as refusal:
        messages.error(request, str(refusal))
    if request.POST.get("to") == "sheet":
        return redirect("pieces:sheet", article_id)
    return redirect("rounds:plan", article_id)
