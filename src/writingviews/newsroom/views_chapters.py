"""A chapter's people: their chapters, a chapter's desk, its members, what it says of itself.

Whoever has no part in a chapter gets the answer of a page that is not there, before anything that
was sent is looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from writingviews.articles.selectors import publication
from writingviews.people.chapter_access import ChapterHidden, open_chapter
from writingviews.people.chapter_selectors import (
    EDITORS,
    EVERYBODY,
    READERS,
    chapter_role_of,
    invitations_of,
    invited_to,
    members_of,
    memberships_of,
)
from writingviews.people.chapter_services import (
    ChapterRefused,
    accept_invitation,
    decline_invitation,
    describe_chapter,
    give_part,
    invite,
    let_go,
    withdraw_invitation,
)
from writingviews.people.models import (
    Account,
    Chapter,
    ChapterInvitation,
    ChapterMember,
    ChapterRole,
)
from writingviews.people.signed_in import signed_in

from .chapter_forms import PARTS, AboutForm, InviteForm, PartForm
from .doors import for_account
from .selectors.chapters import ChapterDesk, chapter_desk


@dataclass(frozen=True, slots=True)
class Belonging:
    """A chapter one belongs to, or is asked into.

    Args:
        id: of the invitation; None of a membership.
        slug: of the chapter's addresses.
        name: in the language of the page.
        part: as what, in words.
        reads: whether its desk is open.
    """

    id: UUID | None
    slug: str
    name: str
    part: Promise
    reads: bool


@dataclass(frozen=True, slots=True)
class ChaptersPage:
    """The context of ``newsroom/my_chapters.html``."""

    chapters: Sequence[Belonging]
    invitations: Sequence[Belonging]


@for_account
@require_GET
def chapters(request: HttpRequest) -> HttpResponse:
    """Show the chapters one belongs to, and those that ask."""
    account = signed_in(request)
    page = ChaptersPage(
        chapters=[_belonging(each) for each in memberships_of(account)],
        invitations=[_belonging(each) for each in invitations_of(account, timezone.now())],
    )
    return render(request, "newsroom/my_chapters.html", {"page": page})


@for_account
@require_POST
def answer(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Join a chapter that asked, or say no."""
    account = signed_in(request)
    try:
        if request.POST.get("answer") == "join":
            chapter = accept_invitation(actor=account, invitation_id=invitation_id)
            said = gettext("You belong to %(chapter)s now.") % {"chapter": _named(chapter)}
        else:
            decline_invitation(actor=account, invitation_id=invitation_id)
            said = gettext("Declined. Nobody is told.")
    except ChapterRefused:  # ended, taken back, or another's: one answer
        raise Http404 from None
    messages.success(request, said)
    return redirect("chapters:mine")


@for_account
@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave a chapter."""
    account = signed_in(request)
    chapter = _open(account, slug, EVERYBODY)
    try:
        let_go(actor=account, chapter=chapter, account_id=account.id)
    except ChapterRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("You left %(chapter)s.") % {"chapter": _named(chapter)})
    return redirect("chapters:mine")


@dataclass(frozen=True, slots=True)
class ChapterDeskPage:
    """The context of ``newsroom/chapter_desk.html``."""

    slug: str
    name: str
    edits: bool
    publishes: bool
    public: bool
    desk: ChapterDesk


@for_account
@require_GET
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what waits for a chapter's editors."""
    account = signed_in(request)
    chapter = _open(account, slug, READERS)
    page = ChapterDeskPage(
        slug=chapter.slug,
        name=_named(chapter),
        edits=chapter_role_of(account, chapter.id) is ChapterRole.EDITOR,
        publishes=chapter.publishes,
        public=chapter.has_page,
        desk=chapter_desk(chapter, account),
    )
    return render(request, "newsroom/chapter_desk.html", {"page": page})


@dataclass(frozen=True, slots=True)
class MembersPage:
    """The context of ``newsroom/chapter_members.html``.

    Args:
        slug, name: of the chapter.
        members: who belongs to it.
        invited: who was asked and has not said yes.
        parts: what a member may be: the value a form sends, and the words.
        invite: the form that asks somebody in.
        refused: the sentence with which a change was refused just now, or "".
    """

    slug: str
    name: str
    members: Sequence[ChapterMember]
    invited: Sequence[ChapterInvitation]
    parts: Sequence[tuple[str, Promise]]
    invite: InviteForm
    refused: str = ""
    edits: bool = True
    public: bool = False


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who belongs to a chapter; ask somebody in."""
    account = signed_in(request)
    chapter = _open(account, slug, EDITORS)
    if request.method != "POST":
        return _members(request, chapter)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _members(request, chapter, form=form, status=422)
    given = form.cleaned_data
    try:
        invite(actor=account, chapter=chapter, name=given["name"], role=ChapterRole(given["role"]))
    except ChapterRefused as refusal:
        form.add_error("name", str(refusal))
        return _members(request, chapter, form=form, status=422)
    messages.success(
        request,
        gettext("Asked. If somebody signs in with this name, the invitation is on their desk."),
    )
    return redirect("chapters:members", slug)


@for_account
@require_POST
def part(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a member something else."""
    account = signed_in(request)
    chapter = _open(account, slug, EDITORS)
    form = PartForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    try:
        give_part(
            actor=account,
            chapter=chapter,
            account_id=given["account"],
            role=ChapterRole(given["role"]),
        )
    except ChapterRefused as refusal:
        return _members(request, chapter, refused=str(refusal), status=409)
    messages.success(request, gettext("Saved."))
    return _back(account, slug)


@for_account
@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Take somebody out of a chapter, or an invitation back."""
    account = signed_in(request)
    chapter = _open(account, slug, EDITORS)
    try:
        if asked := request.POST.get("invitation"):
            withdraw_invitation(actor=account, chapter=chapter, invitation_id=_an_id(asked))
            said = gettext("The invitation is taken back.")
        else:
            let_go(
                actor=account, chapter=chapter, account_id=_an_id(request.POST.get("account", ""))
            )
            said = gettext("Taken out of the chapter. Their pieces stay where they are.")
    except ChapterRefused as refusal:
        return _members(request, chapter, refused=str(refusal), status=409)
    messages.success(request, said)
    return _back(account, slug)


@dataclass(frozen=True, slots=True)
class AboutPage:
    """The context of ``newsroom/chapter_about.html``."""

    slug: str
    name: str
    public: bool
    form: AboutForm
    edits: bool = True


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and change what a chapter says of itself."""
    account = signed_in(request)
    chapter = _open(account, slug, EDITORS)
    form = AboutForm(request.POST or None, publication=publication(), chapter=chapter)
    if request.method == "POST" and form.is_valid():
        describe_chapter(actor=account, chapter_id=chapter.id, abouts=form.said())
        messages.success(request, gettext("Saved."))
        return redirect("chapters:about", slug)
    page = AboutPage(chapter.slug, _named(chapter), chapter.has_page, form)
    status = 422 if form.is_bound else 200
    return render(request, "newsroom/chapter_about.html", {"page": page}, status=status)


def _members(
    request: HttpRequest,
    chapter: Chapter,
    *,
    form: InviteForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    page = MembersPage(
        slug=chapter.slug,
        name=_named(chapter),
        members=list(members_of(chapter)),
        invited=list(invited_to(chapter, timezone.now())),
        parts=[(role.value, words) for role, words in PARTS.items()],
        invite=form or InviteForm(),
        refused=refused,
        public=chapter.has_page,
    )
    return render(request, "newsroom/chapter_members.html", {"page": page}, status=status)


def _open(account: Account, slug: str, roles: frozenset[ChapterRole]) -> Chapter:
    try:
        return open_chapter(account, slug, roles)
    except ChapterHidden:
        raise Http404 from None


def _back(account: Account, slug: str) -> HttpResponse:
    """Return to the members, or, of who took the right from themselves, to their chapters."""
    try:
        open_chapter(account, slug, EDITORS)
    except ChapterHidden:
        return redirect("chapters:mine")
    return redirect("chapters:members", slug)


def _an_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _named(chapter: Chapter) -> str:
    return chapter.name_in(get_language() or "en")


def _belonging(row: ChapterMember | ChapterInvitation) -> Belonging:
    role = ChapterRole(row.role)
    return Belonging(
        id=row.id if isinstance(row, ChapterInvitation) else None,
        slug=row.chapter.slug,
        name=_named(row.chapter),
        part=PARTS[role],
        reads=role in READERS,
    )
