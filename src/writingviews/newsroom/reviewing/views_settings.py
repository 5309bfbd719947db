"""What publishers set for review: who knows whom, rubrics, the words of decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from writingviews.articles.models import Kind
from writingviews.articles.selectors import publication, sections
from writingviews.newsroom.doors import PUBLISHERS, only_for
from writingviews.newsroom.wording import KINDS
from writingviews.people.signed_in import signed_in
from writingviews.review.decision_words import DEFAULTS
from writingviews.review.models import DECISIONS, DecisionWords, Rubric
from writingviews.review.refusal import ReviewRefused
from writingviews.review.selectors import rubric_of
from writingviews.review.services.letters import set_decision_words
from writingviews.review.services.rubrics import set_anonymity, set_rubric

from .settings_forms import AnonymityForm, RubricForm, WordsForm
from .shown import DECIDED


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind, what its rubric looks for, and whether the publication wrote it."""

    kind: Kind
    name: Promise
    criteria: Sequence[str]
    own: bool


@dataclass(frozen=True, slots=True)
class ReviewSettingsPage:
    """The context of ``newsroom/rounds/settings.html``.

    Args:
        anonymity: the form of who knows whom.
        kinds: the rubrics.
        words: the forms of the decisions' words, one a language.
        ours: the words that hold where the publication has none.
    """

    anonymity: AnonymityForm
    kinds: Sequence[KindRow]
    words: Sequence[WordsForm]
    ours: Sequence[tuple[Promise, str]]
    door: str = "/settings/"


@only_for(PUBLISHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """Show what is set for review; take who knows whom (``set=anonymity``) or words of decisions
    (``set=`` and a language)."""
    part = request.POST.get("set", "") if request.method == "POST" else ""
    anonymity = AnonymityForm(request.POST if part == "anonymity" else None, sections=sections())
    own: dict[str, dict[str, str]] = {}
    for language, verb, text in DecisionWords.objects.values_list("language", "verb", "text"):
        own.setdefault(language, {})[verb] = text
    words = [
        WordsForm(
            request.POST if part == language else None,
            language=language,
            words=own.get(language, {}),
        )
        for language in publication().languages
    ]
    forms: list[AnonymityForm | WordsForm] = [anonymity, *words]
    bound = next((one for one in forms if one.is_bound), None)
    if bound is not None and bound.is_valid():
        _store(request, bound)
        messages.success(request, gettext("Saved."))
        return redirect("publication:review")
    page = ReviewSettingsPage(
        anonymity,
        _kinds(),
        words,
        [(DECIDED[verb], DEFAULTS[verb]) for verb in DECISIONS],
    )
    status = 422 if bound is not None else 200
    return render(request, "newsroom/rounds/settings.html", {"page": page}, status=status)


def _store(request: HttpRequest, form: AnonymityForm | WordsForm) -> None:
    actor = signed_in(request)
    if isinstance(form, AnonymityForm):
        set_anonymity(actor=actor, chosen=form.chosen())
        return
    for verb in DECISIONS:
        if verb.value in form.changed_data:
            set_decision_words(
                actor=actor,
                verb=verb,
                language=form.language,
                text=form.cleaned_data[verb.value].replace("\r\n", "\n"),
            )


def _kinds() -> list[KindRow]:
    own = set(Rubric.objects.values_list("kind", flat=True))
    return [
        KindRow(kind, KINDS[kind], [one.name for one in rubric_of(kind)], kind.value in own)
        for kind in Kind
    ]


@dataclass(frozen=True, slots=True)
class RubricPage:
    """The context of ``newsroom/rounds/rubric.html``."""

    kind: Kind
    name: Promise
    form: RubricForm
    own: bool
    door: str = "/settings/"


@only_for(PUBLISHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def rubric(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the rubric of a kind and take another; ``ours`` goes back to the one of the house."""
    if kind not in Kind.values:
        raise Http404
    known = Kind(kind)
    if request.method != "POST":
        return _rubric(request, known, RubricForm(criteria=rubric_of(kind)))
    form = RubricForm(request.POST, criteria=rubric_of(kind))
    ours = "ours" in request.POST
    if ours or form.is_valid():
        try:
            set_rubric(
                actor=signed_in(request), kind=known, criteria=[] if ours else form.written()
            )
        except ReviewRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Saved. Rounds that are open keep theirs."))
            return redirect("publication:review")
    return _rubric(request, known, form, status=422)


def _rubric(request: HttpRequest, kind: Kind, form: RubricForm, status: int = 200) -> HttpResponse:
    own = Rubric.objects.filter(kind=kind).exists()
    page = RubricPage(kind, KINDS[kind], form, own)
    return render(request, "newsroom/rounds/rubric.html", {"page": page}, status=status)
