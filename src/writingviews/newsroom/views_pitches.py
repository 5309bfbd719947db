"""Pitches: a writer's own, one with what is said about it, and those that editors answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from writingviews.articles.models import Kind
from writingviews.articles.selectors import day_of, publication
from writingviews.calls.access import Hidden, OpenedPitch, edits_anything, open_pitch
from writingviews.calls.models import Assignment, Pitch, PitchMessage, PitchState, PitchVerb
from writingviews.calls.refusals import Changed, Refused
from writingviews.calls.selectors import is_late
from writingviews.calls.services.assigning import answer_pitch, assign, begin_assigned
from writingviews.calls.services.offering import offer_piece, say_no, take_back, take_on
from writingviews.calls.services.pitching import (
    TALKED_OF,
    answer_editors,
    pitch,
    withdraw_pitch,
)
from writingviews.language.direction import Direction, direction_of_language
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in

from .doors import EDITORS, for_account, only_for
from .pitch_forms import EditorForm, PitchForm, WantedForm, WordsForm
from .selectors.planned import (
    PITCH_STATES,
    PitchesForEditors,
    PitchRow,
    bylines_of_pieces,
    own_pitches,
    pitches_to_answer,
)
from .signing import Signature, signatures
from .wording import KINDS, language_name, section_name

_MEANINGS: Final[dict[PitchState, Promise]] = {
    PitchState.WAITING: _("The editors have it. Its writer may still add to it, or take it back."),
    PitchState.OFFERED: _("An editor asks for it. Its writer says yes or no."),
    PitchState.ASKED: _("An editor would like to know more before deciding."),
    PitchState.ACCEPTED: _("Yes: it is to be written."),
    PitchState.DECLINED: _("Not this one. The reason stands below."),
    PitchState.WITHDRAWN: _("Its writer took it back. Nobody else sees it any more."),
}
_TURNS: Final[dict[PitchVerb, Promise]] = {
    PitchVerb.SAY: _("answered"),
    PitchVerb.ASK: _("asked"),
    PitchVerb.ACCEPT: _("accepted it"),
    PitchVerb.CHANGE: _("changed what was agreed"),
    PitchVerb.DECLINE: _("declined it"),
    PitchVerb.WITHDRAW: _("took it back"),
    PitchVerb.OFFER: _("asked for it"),
    PitchVerb.TAKE: _("will write it"),
}
#: Acts of editors that are words alone, and what is said when it is done.
_ANSWERS: Final[dict[str, tuple[PitchVerb, Promise]]] = {
    "say": (PitchVerb.SAY, _("Sent.")),
    "ask": (PitchVerb.ASK, _("Sent. It waits for its writer now.")),
    "decline": (PitchVerb.DECLINE, _("Declined. Its writer reads your reason.")),
}


@dataclass(frozen=True, slots=True)
class OwnPitchesPage:
    """The context of ``newsroom/own_pitches.html``."""

    form: PitchForm
    pitches: "Page[PitchRow]"


@dataclass(frozen=True, slots=True)
class PitchesPage:
    """The context of ``newsroom/pitches.html``."""

    pitches: PitchesForEditors


@dataclass(frozen=True, slots=True)
class AskForPage:
    """The context of ``newsroom/ask_for.html``."""

    form: WantedForm


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody said or did about a pitch; `name` is "" for its writer under no byline."""

    name: str
    mine: bool
    by_writer: bool
    verb: Promise
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PitchPage:
    """The context of ``newsroom/pitch.html``.

    Args:
        pitch: as it is stored.
        opened: what who looks is to it.
        byline: under which name, or None.
        turns: what was said about it, the first first.
        agreed: what is asked for, or None.
        section: where it is to stand, or "".
        form: what a writer answers, or what an editor does; None where nothing can be said.
        late: whether its due date has passed and it is not begun.
        decided: whether it can neither be asked about nor declined any more.
    """

    pitch: Pitch
    opened: OpenedPitch
    direction: Direction
    language_name: str
    kind: Promise
    byline: Signature | None
    chapter: str
    state_words: Promise
    meaning: Promise
    turns: Sequence[Turn]
    agreed: Assignment | None
    section: str
    form: WordsForm | None
    late: bool
    decided: bool
    door: str


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Show my pitches; take another."""
    account, now = signed_in(request), timezone.now()
    posted = request.POST if request.method == "POST" else None
    form = PitchForm(posted, account=account, publication=publication())
    if form.is_bound and form.is_valid():
        try:
            made = pitch(actor=account, proposal=form.proposal(), now=now)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, gettext("Sent. The editors see it now."))
            return redirect("pieces:pitch", made.id)
    page = OwnPitchesPage(form, own_pitches(account, request.GET.get("page"), now))
    status = 422 if form.is_bound else 200
    return render(request, "newsroom/own_pitches.html", {"page": page}, status=status)


@for_account
@require_GET
def to_answer(request: HttpRequest) -> HttpResponse:
    """Show editors the pitches that wait, and what was agreed and is to come."""
    account = signed_in(request)
    if not edits_anything(account):
        raise Http404
    page = PitchesPage(pitches_to_answer(account, timezone.now()))
    return render(request, "newsroom/pitches.html", {"page": page})


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pitch_id: UUID) -> HttpResponse:
    """Show a pitch with what is said about it; take what its writer or an editor does."""
    account = signed_in(request)
    opened = _open(account, pitch_id)
    if request.method != "POST":
        return _show(request, opened, _form(opened, None))
    act = _as_writer if opened.is_writer else _as_editor
    form = _form(opened, request)
    try:
        return act(request, account, opened, form)
    except Refused as refusal:
        # Anew: somebody else's answer is the likeliest cause, and the page must show it.
        opened = _open(account, pitch_id)
        if isinstance(refusal, Changed):
            form.take_version(refusal.version)
        known = refusal.field in form.fields
        form.add_error(refusal.field if known else None, str(refusal))
        status = 409 if isinstance(refusal, Changed) else 422
        return _show(request, opened, form, status=status)


def _as_writer(
    request: HttpRequest, account: Account, opened: OpenedPitch, _form: WordsForm
) -> HttpResponse:
    pitch_id, now = opened.pitch.id, timezone.now()
    text = request.POST.get("text", "")
    match request.POST.get("act", ""):
        case "say":
            answer_editors(actor=account, pitch_id=pitch_id, text=text, now=now)
            messages.success(request, gettext("Sent. The editors see it now."))
            return redirect("pieces:pitch", pitch_id)
        case "withdraw":
            withdraw_pitch(actor=account, pitch_id=pitch_id, now=now)
            messages.success(request, gettext("Taken back. The editors do not see it any more."))
            return redirect("pieces:pitches")
        case "take":
            version = request.POST.get("version", "")
            seen = int(version) if version.isdecimal() else 0
            take_on(actor=account, pitch_id=pitch_id, version=seen, now=now)
            messages.success(request, gettext("The editors know. Begin whenever you like."))
            return redirect("pieces:pitch", pitch_id)
        case "no":
            say_no(actor=account, pitch_id=pitch_id, text=text, now=now)
            messages.success(request, gettext("The editors know. Nothing more is asked of you."))
            return redirect("pieces:pitch", pitch_id)
        case "begin":
            begun = begin_assigned(actor=account, pitch_id=pitch_id)
            return redirect("pieces:sheet", begun.id)
    raise Http404


def _as_editor(
    request: HttpRequest, account: Account, opened: OpenedPitch, form: WordsForm
) -> HttpResponse:
    act, pitch_id, now = request.POST.get("act", ""), opened.pitch.id, timezone.now()
    if not isinstance(form, EditorForm) or act not in {*_ANSWERS, "assign", "take-back"}:
        raise Http404
    valid = form.is_valid()
    if act != "assign":
        form.forget_terms()
        valid = not form.errors
    if not valid:
        return _show(request, opened, form, status=422)
    version, text = form.cleaned_data["version"], form.cleaned_data["text"]
    if act == "assign":
        assign(
            actor=account,
            pitch_id=pitch_id,
            version=version,
            terms=form.terms(),
            text=text,
            now=now,
        )
        waits = opened.pitch.state == PitchState.OFFERED
        said = gettext("Sent. It waits for its writer’s yes.")
        messages.success(request, said if waits else gettext("Its writer can begin now."))
    elif act == "take-back":
        take_back(actor=account, pitch_id=pitch_id, version=version, text=text, now=now)
        messages.success(request, gettext("Taken back. Its writer is told."))
    else:
        verb, done = _ANSWERS[act]
        answer_pitch(
            actor=account, pitch_id=pitch_id, version=version, verb=verb, text=text, now=now
        )
        messages.success(request, str(done))
    return redirect("pieces:pitch", pitch_id)


@only_for(EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for(request: HttpRequest) -> HttpResponse:
    """Ask a writer for a piece."""
    account, now = signed_in(request), timezone.now()
    form = WantedForm(
        request.POST if request.method == "POST" else None,
        bylines=bylines_of_pieces(account),
        publication=publication(),
        today=day_of(now),
    )
    if form.is_bound and form.is_valid():
        try:
            text = form.cleaned_data["text"]
            made = offer_piece(actor=account, wanted=form.wanted(), text=text, now=now)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, gettext("Sent. It waits for its writer’s yes."))
            return redirect("pieces:pitch", made.id)
    status = 422 if form.is_bound else 200
    return render(request, "newsroom/ask_for.html", {"page": AskForPage(form)}, status=status)


def _open(account: Account, pitch_id: UUID) -> OpenedPitch:
    try:
        return open_pitch(account, pitch_id)
    except Hidden:
        raise Http404 from None


def _form(opened: OpenedPitch, request: HttpRequest | None) -> WordsForm:
    posted = request.POST if request else None
    found = opened.pitch
    if opened.is_writer:
        return WordsForm(posted, initial={"version": found.version})
    return EditorForm(
        posted,
        pitch=found,
        agreed=getattr(found, "assignment", None),
        today=day_of(timezone.now()),
    )


def _show(
    request: HttpRequest, opened: OpenedPitch, form: WordsForm, *, status: int = 200
) -> HttpResponse:
    found, state = opened.pitch, PitchState(opened.pitch.state)
    byline = signatures([found.byline])[found.byline.pk] if found.byline else None
    agreed: Assignment | None = getattr(found, "assignment", None)
    section = agreed.section if agreed else None
    today, begun = day_of(timezone.now()), agreed.article if agreed else None
    page = PitchPage(
        pitch=found,
        opened=opened,
        direction=direction_of_language(found.language),
        language_name=language_name(found.language),
        kind=KINDS[Kind(agreed.kind if agreed else found.kind)],
        byline=byline,
        chapter=found.chapter.name_in("en") if found.chapter else "",
        state_words=PITCH_STATES[state],
        meaning=_MEANINGS[state],
        turns=_turns(opened, signed_in(request), str(byline or "")),
        agreed=agreed,
        section=section_name(section) if section else "",
        form=form if state in TALKED_OF else None,
        late=agreed is not None and is_late(agreed.due_on, begun.state if begun else None, today),
        decided=state not in {PitchState.WAITING, PitchState.ASKED},
        door=reverse("pieces:desk" if opened.is_writer else "newsroom:waiting"),
    )
    return render(request, "newsroom/pitch.html", {"page": page}, status=status)


def _turns(opened: OpenedPitch, viewer: Account, byline: str) -> list[Turn]:
    said = PitchMessage.objects.filter(pitch=opened.pitch).select_related("account")
    return [
        Turn(
            # Editors read the byline alone: which account writes is not theirs to know.
            name=byline if each.by_writer else (each.account.username if each.account else ""),
            mine=each.account_id == viewer.id,
            by_writer=each.by_writer,
            verb=_TURNS[PitchVerb(each.verb)],
            text=each.text,
            at=each.at,
        )
        for each in said
    ]
