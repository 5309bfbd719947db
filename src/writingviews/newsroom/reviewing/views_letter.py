"""The page on which a round's letter is written, with all there is to draw on, and sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import Part, State, TransitionRefused, Verb
from writingviews.articles.models import ReviewerKind
from writingviews.articles.selectors import publication
from writingviews.desk.note_selectors import ShownNote, notes_of
from writingviews.language.joining import joined
from writingviews.newsroom.doors import for_account, may_open, opened_or_404
from writingviews.newsroom.wording import NEEDS, STATES, verb_words
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in
from writingviews.review.decision_words import filled
from writingviews.review.models import DECISIONS, Advice, Letter, Round
from writingviews.review.refusal import ReviewRefused, WrittenMeanwhile
from writingviews.review.selectors import (
    decision_words,
    letter_drafts,
    requested_in,
    round_numbered,
)
from writingviews.review.services.letters import write_letter
from writingviews.review.services.rounds import open_round

from .deciding import decide, seen_of
from .forms import LetterForm, said
from .naming import LEADERS, names_for
from .shown import (
    RatingTable,
    ShownReview,
    criteria_of,
    rating_table,
    ratings_of,
    shown_review,
)
from .views_round import RoundHead, round_head


@dataclass(frozen=True, slots=True)
class OpenNote:
    """A note that is open: on which words, and what was said."""

    quote: str
    said: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class AnothersLetter:
    """What somebody else has written of the letter and not sent."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterPage:
    """The context of ``newsroom/rounds/letter.html``.

    Args:
        head: what stands above.
        form: the letter; its decisions are those that are possible now.
        decides: whether who writes it may send it.
        faster: what somebody else did meanwhile, or "".
        other: what another window of the same person stored, or None.
        lacks: what a decision misses.
        reviews, table, notes, drafts, plan: what there is to draw on.
        outcomes: what each possible decision does.
        door: the entry of the navigation behind which the page lies.
    """

    head: RoundHead
    form: LetterForm
    decides: bool
    faster: str
    other: Letter | None
    lacks: Sequence[Promise]
    reviews: Sequence[ShownReview]
    table: RatingTable | None
    notes: Sequence[OpenNote]
    drafts: Sequence[AnothersLetter]
    plan: Sequence[Advice]
    outcomes: Sequence[tuple[Promise, Promise]]
    door: str


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def letter(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show the letter's page and take the letter.

    POST ``act``: ``save``, ``begin`` (add the publication's words for the chosen decision),
    ``send``, or ``autosave`` by the page's script, which is answered with the version as JSON.
    ``?verb=`` chooses a decision at first.
    """
    account = signed_in(request)
    opened = _may_write(account, article_id)
    if request.method != "POST":
        return _show(request, account, opened)
    # Whatever becomes of the rest, the words are stored first, each author's in a row of their own.
    now = timezone.now()
    of_round = open_round(article=opened.article, now=now)
    form = _form(request.POST, account, opened, of_round)
    act = request.POST.get("act", "save")
    form.is_valid()
    try:
        words = form.words()
    except KeyError:  # a version that is no number
        raise Http404 from None
    try:
        stored = write_letter(actor=account, of_round=of_round, words=words, now=now)
    except ReviewRefused as refusal:
        return _not_stored(request, account, opened, form, refusal, quietly=act == "autosave")
    if act == "autosave":
        return JsonResponse({"version": stored.version})
    _version(form, stored.version)
    if act == "begin":
        return _begin(request, account, opened, form)
    if act == "send":
        return _send(request, account, opened, form)
    messages.success(request, gettext("Kept. Nobody gets it before you send it."))
    return redirect("rounds:letter", article_id)


def _may_write(account: Account, article_id: UUID) -> OpenedArticle:
    """Return a piece that was handed in, for who decides or who mentors."""
    opened = opened_or_404(account, article_id)
    if opened.article.round == 0:
        raise Http404
    if opened.parts & (LEADERS | {Part.MENTOR}):
        return opened
    kinds = [
        one.request.kind
        for one in requested_in(opened.article, opened.article.round)
        if one.request.account_id == account.id and one.is_open
    ]
    if Part.WRITER in opened.parts or ReviewerKind.MENTOR not in kinds:
        raise Http404
    return opened


def _form(
    data: Any,  # noqa: ANN401 - what a form takes
    account: Account,
    opened: OpenedArticle,
    of_round: Round | None,
) -> LetterForm:
    kept = Letter.objects.filter(round=of_round, author=account, sent_at=None).first()
    return LetterForm(
        data,
        letter=kept or Letter(),
        seen=seen_of(opened.article),
        decisions=_decisions(opened),
    )


def _decisions(opened: OpenedArticle) -> list[tuple[str, Promise]]:
    state = State(opened.article.state)
    possible = opened.verbs if opened.parts & LEADERS else []
    return [(one.value, verb_words(one, state).label) for one in DECISIONS if one in possible]


def _version(form: LetterForm, version: int, seen: str = "") -> None:
    """Let a form that is shown again go on from what is stored now, and how the piece stands."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(version)  # type: ignore[index]
    if seen:
        form.data["seen"] = seen  # type: ignore[index]


def _begin(
    request: HttpRequest, account: Account, opened: OpenedArticle, form: LetterForm
) -> HttpResponse:
    verb = form.verb_chosen()
    if verb is None:
        said(form, gettext("Choose the decision whose words you want."), ["verb"])
        return _show(request, account, opened, form=form, status=422)
    article = opened.article
    signed = article.article_bylines.select_related("byline").order_by("position")
    bylines = [one.byline.name for one in signed]
    head = round_head(opened, round_numbered(article, article.round), article.round)
    words = filled(
        decision_words(verb, article.language),
        title=head.title,
        writer=joined(bylines, article.language) or gettext("writer"),
        publication=publication().name_in(article.language),
    )
    typed = form.words().text.rstrip()
    form.data["text"] = f"{typed}\n\n{words}" if typed else words  # type: ignore[index]
    return _show(request, account, opened, form=form)


def _send(
    request: HttpRequest, account: Account, opened: OpenedArticle, form: LetterForm
) -> HttpResponse:
    verb, words = form.verb_chosen(), form.words()
    if not form.is_valid() or verb is None:
        if "verb" in form.fields and not form.errors:
            said(form, gettext("Choose a decision: the letter is sent with it."), ["verb"])
        faster = "" if "verb" in form.fields else _faster(opened)
        return _show(request, account, opened, form=form, faster=faster, status=422)
    state = State(opened.article.state)
    try:
        article = decide(
            actor=account,
            opened=opened,
            verb=verb,
            seen=form.cleaned_data["seen"],
            text=words.text,
            signed=words.signed,
        )
    except ReviewRefused as refusal:
        said(form, str(refusal), refusal.fields)
        return _show(request, account, opened, form=form, status=422)
    except TransitionRefused as refusal:
        opened = opened_or_404(account, opened.article.id)
        lacks = [NEEDS[need] for need in refusal.needs]
        # Who reads how it stands now may decide again, and knows on what.
        _version(form, int(form.data["version"]), seen_of(opened.article))
        faster = "" if lacks else _faster(opened)
        return _show(request, account, opened, form=form, faster=faster, lacks=lacks, status=409)
    messages.success(request, str(verb_words(verb, state).done))
    if not may_open(account, article.id):
        return redirect("newsroom:waiting")
    return redirect("rounds:round", article.id)


def _faster(opened: OpenedArticle) -> str:
    return gettext(
        "Somebody was faster: the piece is “%(state)s” now, and your letter was not sent. It is "
        "kept below, every word, for you alone."
    ) % {"state": STATES[State(opened.article.state)]}


def _not_stored(
    request: HttpRequest,
    account: Account,
    opened: OpenedArticle,
    form: LetterForm,
    refusal: ReviewRefused,
    *,
    quietly: bool,
) -> HttpResponse:
    meanwhile = isinstance(refusal, WrittenMeanwhile)
    status = 409 if meanwhile else 422
    if quietly:
        return JsonResponse({"error": str(refusal)}, status=status)
    said(form, str(refusal), refusal.fields)
    if isinstance(refusal, WrittenMeanwhile):
        _version(form, refusal.version)
    return _show(request, account, opened, form=form, meanwhile=meanwhile, status=status)


def _show(
    request: HttpRequest,
    account: Account,
    opened: OpenedArticle,
    *,
    form: LetterForm | None = None,
    faster: str = "",
    lacks: Sequence[Promise] = (),
    meanwhile: bool = False,
    status: int = 200,
) -> HttpResponse:
    article = opened.article
    number = article.round
    of_round = round_numbered(article, number)
    if form is None:
        form = _form(None, account, opened, of_round)
        form.initial["verb"] = request.GET.get("verb", "")
        # The decision of another, and a letter of one's own that was never sent.
        if "verb" not in form.fields and opened.parts & LEADERS and form.initial["text"]:
            faster = _faster(opened)
    elif "verb" in form.fields and not _decisions(opened):
        del form.fields["verb"]
    requested = requested_in(article, number)
    names = names_for(opened, [one.request.account for one in requested])
    table, mine = None, None
    if of_round is not None:
        found = ratings_of(of_round, requested, names, viewer_id=account.id, all_=True)
        table = rating_table(criteria_of(of_round), found)
        mine = Letter.objects.filter(round=of_round, author=account, sent_at=None).first()
    state = State(article.state)
    former = round_numbered(article, number - 1)
    page = LetterPage(
        head=round_head(opened, of_round, number),
        form=form,
        decides=bool(_decisions(opened)),
        faster=faster,
        other=mine if meanwhile else None,
        lacks=lacks,
        reviews=[
            shown_review(one.review, one.request, names[one.request.account_id])
            for one in requested
            if one.is_in and one.review
        ],
        table=table,
        notes=_notes(opened, account),
        drafts=_drafts(of_round, account) if opened.parts & LEADERS else (),
        plan=list(former.plan.all()) if former else [],
        outcomes=[
            (words.label, words.outcome)
            for one, _label in _decisions(opened)
            for words in [verb_words(Verb(one), state)]
        ],
        door=reverse("newsroom:waiting" if opened.parts & LEADERS else "pieces:desk"),
    )
    return render(request, "newsroom/rounds/letter.html", {"page": page}, status=status)


def _notes(opened: OpenedArticle, account: Account) -> list[OpenNote]:
    return [OpenNote(one.quote, said_in(one)) for one in open_notes_of(opened, account)]


def open_notes_of(opened: OpenedArticle, account: Account) -> list[ShownNote]:
    """Return the notes that are open and hold words, in the order of the text."""
    found = [
        one
        for one in notes_of(opened, account).notes
        if not one.removed and one.settled is None and one.messages
    ]
    return sorted(found, key=lambda one: (one.gone, one.start))


def said_in(note: ShownNote) -> list[tuple[str, str]]:
    """Return who said what in a note."""
    return [(one.name, one.text) for one in note.messages]


def _drafts(of_round: Round | None, account: Account) -> list[AnothersLetter]:
    if of_round is None:
        return []
    return [
        AnothersLetter(one.signed or gettext("Somebody"), one.text)
        for one in letter_drafts(of_round)
        if one.author_id != account.id
    ]
