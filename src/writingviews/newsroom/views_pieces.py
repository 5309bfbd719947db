"""A writer's pieces, and one piece with all that can be done to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from writingviews.articles.access import OpenedArticle
from writingviews.articles.anonymity import is_hidden
from writingviews.articles.lifecycle import (
    REVIEWED,
    TRANSITIONS,
    Need,
    Part,
    State,
    TransitionRefused,
    Verb,
)
from writingviews.articles.models import Article, Kind
from writingviews.articles.particulars import Reviewed, speakers_from_json
from writingviews.articles.selectors import day_of, publication, publication_zone
from writingviews.articles.services.filing import FilingRefused, begin_article, file_article
from writingviews.calls.selectors import Agreed, agreed_of
from writingviews.desk.selectors import current_document
from writingviews.desk.views import EditorPage, editor_page
from writingviews.document.html import PictureView
from writingviews.document.text import title_text
from writingviews.language.direction import Direction, direction_of_language
from writingviews.language.joining import joined
from writingviews.media.selectors import known_picture, picture_view
from writingviews.people.chapter_selectors import invitations_of
from writingviews.people.models import Account, Byline, BylineKind
from writingviews.people.services import BylineRefused, take_byline
from writingviews.people.signed_in import signed_in

from .checks_page import ChecksBrief, checks_brief
from .doors import for_account, managed_or_404, may_open, opened_or_404
from .forms import BeginForm, DetailsForm
from .readers_selectors import TowardsReaders, towards_readers
from .reviewing.beside import RoundBeside, note_reading, round_beside
from .reviewing.deciding import NEED_A_LETTER
from .selectors.planned import Planned, planned_for
from .selectors.rows import Listing
from .selectors.shelves import SHELVES, Shelf, shelf_page, shelves_of
from .services import move
from .signing import signatures
from .standing import WITH_A_PAGE, Standing, standing_of
from .views_entering import EntryOf, entry_shown
from .views_guests import may_invite
from .wording import KINDS, STATES, language_name, section_name, verb_words
from .zoned_form import DueForm

# --- the desk: my pieces -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The context of ``newsroom/desk.html``.

    Args:
        shelves: my pieces, by what they wait for.
        begin: the form that begins another.
        beginning: whether the form stands open.
        invited: how many chapters ask me to join.
        belongs: whether I belong to any.
        planned: what I pitched, and the calls that are open.
    """

    shelves: Sequence[Shelf]
    begin: BeginForm
    beginning: bool
    invited: int
    belongs: bool
    planned: Planned


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """Show my pieces; take the form that begins another and open its sheet."""
    account = signed_in(request)
    if request.method == "POST":
        return _begin(request, account)
    return _desk(request, account, BeginForm(account=account, publication=publication()))


def _begin(request: HttpRequest, account: Account) -> HttpResponse:
    form = BeginForm(request.POST, account=account, publication=publication())
    if not form.is_valid():
        return _desk(request, account, form)
    given = form.cleaned_data
    byline: Byline | None = given.get("byline")
    if name := str(given.get("byline_name", "")).strip():
        try:
            byline = take_byline(
                account=account,
                name=name,
                kind=BylineKind(given["byline_kind"] or BylineKind.OWN),
                language=given["language"],
            )
        except BylineRefused as refusal:
            form.add_error("byline_name", str(refusal))
            return _desk(request, account, form)
    try:
        article = begin_article(
            actor=account,
            language=given["language"],
            kind=Kind(given["kind"]),
            byline=byline,
            chapter=given.get("chapter"),
        )
    except FilingRefused as refusal:  # let go from the chapter while the form lay open
        form.add_error("chapter", str(refusal))
        return _desk(request, account, form)
    return redirect("pieces:sheet", article.id)


def _desk(request: HttpRequest, account: Account, form: BeginForm) -> HttpResponse:
    page = DeskPage(
        shelves_of(account),
        form,
        beginning=form.is_bound,
        planned=planned_for(account, timezone.now()),
        invited=invitations_of(account, timezone.now()).count(),
        belongs="chapter" in form.fields,
    )
    status = 422 if form.is_bound else 200
    return render(request, "newsroom/desk.html", {"page": page}, status=status)


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """The context of ``newsroom/shelf.html``."""

    name: Promise
    listing: Listing


@for_account
@require_GET
def shelf(request: HttpRequest, key: str) -> HttpResponse:
    """Show all of one group of my pieces."""
    if key not in SHELVES:
        raise Http404
    listing = shelf_page(signed_in(request), key, request.GET.get("page"))
    page = ShelfPage(SHELVES[key][0], listing)
    return render(request, "newsroom/shelf.html", {"page": page})


# --- one piece -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a piece is filed under; `value` is "" where nothing is chosen."""

    name: str
    value: str
    needed: bool


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The context of ``newsroom/sheet.html`` beside the desk's own `page`.

    `reviews`: whether who opened it is a reviewer and nothing else, who has no page of details.
    `round`: what review says of it, once it was handed in.
    """

    article_id: UUID
    standing: Standing
    facts: Sequence[Fact]
    due: DueForm
    entry: EntryOf | None
    towards: TowardsReaders
    reviews: bool
    round: RoundBeside | None
    checks: ChecksBrief | None


@for_account
@require_GET
@cache_control(private=True, no_store=True)
def sheet(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show the sheet of a piece, with what can be done to the piece beside it."""
    account = signed_in(request)
    opened = opened_or_404(account, article_id)
    note_reading(opened, account)
    editor: EditorPage = replace(editor_page(request, account, article_id), door=_door(opened))
    zone = publication_zone()
    around = SheetPage(
        article_id=article_id,
        standing=standing_of(opened, editor.config["document"]),
        facts=_facts(opened),
        entry=entry_shown(opened.article, opened.parts),
        due=DueForm(zone=zone),
        towards=towards_readers(opened, editor.config["document"], zone),
        reviews=opened.parts == {Part.REVIEWER},
        round=round_beside(opened, account),
        checks=checks_brief(opened, editor.config["document"]),
    )
    return render(request, "newsroom/sheet.html", {"page": editor, "around": around})


@dataclass(frozen=True, slots=True)
class DetailsPage:
    """The context of ``newsroom/details.html``.

    Args:
        article_id: the piece.
        title: as it stands on the sheet; "" while there is none.
        language, direction: of the piece.
        standing: how it stands and what can be done.
        form: what it is filed under; None for who may only look.
        facts: the same to look at.
        picture: the lead picture that the form stands for, or None.
        due: the form of the verb Schedule.
        checks: what is said of its checks before print, or None.
        invites: whether who opened it can invite guests to it now.
        refused: the sentence with which a verb was refused just now, or "".
        missing: needs for which it was refused.
        entry: the call that it is written for, or None.
        round: of review; 0 before it was handed in.
        door: the entry of the house's navigation behind which the page lies.
        towards: how it stands towards its readers.
    """

    article_id: UUID
    title: str
    language: str
    direction: Direction
    standing: Standing
    form: DetailsForm | None
    facts: Sequence[Fact]
    picture: PictureView | None
    due: DueForm
    checks: ChecksBrief | None
    door: str
    towards: TowardsReaders
    invites: bool = False
    refused: str = ""
    missing: frozenset[Need] = frozenset()
    entry: EntryOf | None = None
    round: int = 0


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show how a piece stands and what it is filed under; take a change of the latter."""
    account = signed_in(request)
    opened = managed_or_404(account, article_id)
    if request.method != "POST":
        return _details(request, account, opened)
    if not opened.text_is_editable:
        raise Http404
    form = DetailsForm(
        request.POST,
        request.FILES,
        account=account,
        article=opened.article,
        publication=publication(),
    )
    if form.is_valid():
        try:
            file_article(actor=account, article_id=article_id, filing=form.filing())
        except FilingRefused as refusal:  # it moved on while the form lay open
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("pieces:details", article_id)
    form.keep_picture()
    return _details(request, account, opened, form=form, status=422)


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def move_piece(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Do a verb to a piece; a refusal is shown on the piece's page, in words."""
    account = signed_in(request)
    opened = managed_or_404(account, article_id)
    if request.method != "POST":  # the address of a refusal was loaded anew
        return redirect("pieces:details", article_id)
    try:
        verb = Verb(request.POST.get("verb", ""))
    except ValueError:
        raise Http404 from None
    if verb in NEED_A_LETTER and verb in opened.verbs:
        # Its writer is owed a reason: the letter's page does it.
        return redirect(f"{reverse('rounds:letter', args=[article_id])}?verb={verb.value}")
    if verb in WITH_A_PAGE:
        raise Http404
    due = DueForm(request.POST if verb is Verb.SCHEDULE else None, zone=publication_zone())
    if due.is_bound and not due.is_valid():
        return _details(request, account, opened, due=due, status=422)
    try:
        article = move(
            actor=account,
            opened=opened,
            verb=verb,
            due=due.due_at() if due.is_bound else None,
        )
    except TransitionRefused as refusal:
        # Anew: somebody else's verb is the likeliest cause, and the page must show its result.
        opened = opened_or_404(account, article_id)
        return _details(
            request,
            account,
            opened,
            due=_told(due, refusal),
            refused=_sentence(refusal, verb, opened),
            missing=frozenset(refusal.needs),
            status=409,
        )
    messages.success(request, str(verb_words(verb, State(opened.article.state)).done))
    if not may_open(account, article.id):
        return redirect("pieces:desk")
    if verb is Verb.TAKE_UP:
        return redirect("pieces:sheet", article.id)
    if verb is Verb.SUBMIT:
        return redirect("rounds:round", article.id)
    return redirect("pieces:details", article.id)


def _told(due: DueForm, refusal: TransitionRefused) -> DueForm:
    if due.is_bound and Need.DUE in refusal.needs:
        due.refuse(gettext("This time is past. Choose one in the future."))
    if due.is_bound and Need.EMBARGO in refusal.needs:
        due.refuse(gettext("It is under embargo then. Choose a time after the embargo’s end."))
    return due


def _sentence(refusal: TransitionRefused, verb: Verb, opened: OpenedArticle) -> str:
    """Return what is said when a verb was refused; what is missing is listed apart."""
    if refusal.needs and verb is Verb.SCHEDULE and set(refusal.needs) <= {Need.DUE, Need.EMBARGO}:
        return ""  # said beside the field
    if set(refusal.needs) & {Need.CHECKS, Need.SECOND, Need.NO_VETO, Need.AS_SCHEDULED}:
        return str(refusal)
    if refusal.needs:
        return gettext("Not yet: something is missing.")
    state = State(opened.article.state)
    if any(row.verb is verb and state in row.origins for row in TRANSITIONS):
        return str(refusal)
    return gettext(
        "Somebody was faster: the piece is “%(state)s” now, and nothing was done twice. "
        "Below is how it stands."
    ) % {"state": STATES[state]}


def _details(
    request: HttpRequest,
    account: Account,
    opened: OpenedArticle,
    *,
    form: DetailsForm | None = None,
    due: DueForm | None = None,
    refused: str = "",
    missing: frozenset[Need] = frozenset(),
    status: int = 200,
) -> HttpResponse:
    article = opened.article
    _, document = current_document(article)
    zone = publication_zone()
    if form is None and opened.text_is_editable:
        form = DetailsForm(account=account, article=article, publication=publication())
    picture = known_picture(form.picture_shown if form else article.picture)
    page = DetailsPage(
        article_id=article.id,
        title=title_text(document),
        language=article.language,
        direction=direction_of_language(article.language),
        standing=standing_of(opened, document),
        form=form,
        facts=_facts(opened),
        picture=picture_view(picture, sizes="22rem") if picture else None,
        checks=checks_brief(opened, document),
        due=due or DueForm(zone=zone),
        door=_door(opened),
        towards=towards_readers(opened, document, zone),
        invites=State(article.state) in REVIEWED and may_invite(opened),
        refused=refused,
        missing=missing,
        entry=entry_shown(article, opened.parts),
        round=article.round,
    )
    return render(request, "newsroom/details.html", {"page": page}, status=status)


def _door(opened: OpenedArticle) -> str:
    """Return where a piece lies for who opened it: on their own desk, or in the newsroom."""
    works = opened.parts & {Part.EDITOR, Part.PUBLISHER}
    own = Part.WRITER in opened.parts or not works
    return reverse("pieces:desk" if own else "newsroom:waiting")


def _facts(opened: OpenedArticle) -> list[Fact]:
    article = opened.article
    bylines = [entry.byline for entry in article.article_bylines.select_related("byline")]
    signed = signatures(bylines)
    names = [str(signed[byline.pk]) for byline in bylines]
    facts = [
        Fact(gettext("Byline"), _byline(opened, joined(names, article.language)), needed=True),
        Fact(
            gettext("Section"),
            section_name(article.section) if article.section else "",
            needed=True,
        ),
        Fact(gettext("Kind"), str(KINDS[Kind(article.kind)]), needed=True),
        Fact(gettext("Language"), language_name(article.language), needed=True),
        Fact(
            gettext("Topics"),
            joined(article.topics.values_list("name", flat=True), article.language),
            needed=False,
        ),
        Fact(gettext("Dateline"), article.dateline, needed=False),
        Fact(gettext("Content note"), article.content_note, needed=False),
        *_facts_of_kind(article),
    ]
    if article.chapter:
        name = article.chapter.name_in(get_language() or "en")
        if article.sent_up_at:
            name = gettext("%(chapter)s, sent up to the central newsroom") % {"chapter": name}
        facts.append(Fact(gettext("Chapter"), name, needed=False))
    if agreed := agreed_of([article.id], day_of(timezone.now())).get(article.id):
        facts += _agreed_facts(agreed)
    return facts


def _facts_of_kind(article: Article) -> list[Fact]:
    """Return what a report, a review or an interview has besides."""
    facts: list[Fact] = []
    if article.place:
        facts.append(Fact(gettext("Place"), article.place.name, needed=False))
    if article.happened_on:
        day = date_format(article.happened_on, "j F Y")
        facts.append(Fact(gettext("When it happened"), day, needed=False))
    if article.reviewed:
        of = joined(filter(None, Reviewed.from_json(article.reviewed)[1:]), article.language)
        facts.append(Fact(gettext("What is reviewed"), of, needed=False))
    speakers = [speaker.name for speaker in speakers_from_json(article.speakers)]
    if speakers:
        names = joined(speakers, article.language)
        facts.append(Fact(gettext("Who speaks"), names, needed=False))
    return facts


def _byline(opened: OpenedArticle, names: str) -> str:
    anonymity = opened.article.anonymity
    if is_hidden(Part.WRITER, viewer=opened.parts, anonymity=anonymity):
        return gettext("kept from reviewers")
    return names


def _agreed_facts(agreed: Agreed) -> list[Fact]:
    """What was agreed before it was written; each "" where it was left open."""
    length = gettext("about %(words)d words") % {"words": agreed.words} if agreed.words else ""
    due = date_format(agreed.due_on, "j F Y") if agreed.due_on else ""
    if agreed.late:
        due = gettext("%(day)s: late") % {"day": due}
    return [
        Fact(gettext("Length"), length, needed=False),
        Fact(gettext("To be submitted by"), due, needed=False),
    ]
