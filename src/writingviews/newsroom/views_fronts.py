"""What stands in front: on the front page of each language, and at the head of each section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from writingviews.articles.models import Article, Pin, Section
from writingviews.articles.selectors import (
    pinned_ids,
    pins_of,
    publication,
    publication_zone,
    published_articles,
    sections,
)
from writingviews.articles.services.pinning import (
    MOST_PINS,
    PinRefused,
    arrange_pins,
    pin_article,
    unpin,
)
from writingviews.people.signed_in import signed_in

from .arranging import ADD, OUT, after_act, by_places
from .doors import EDITORS, only_for
from .wording import language_name, section_name
from .zoned_form import ZonedForm, moment_field, typed_moment

_OFFERED = 8


class UntilForm(ZonedForm):
    """Until when one piece stands in front."""

    until = moment_field("", required=False)


@dataclass(frozen=True, slots=True)
class FrontLink:
    """A front one can arrange; `pins` is how many stand there."""

    name: str
    href: str
    pins: int
    current: bool


@dataclass(frozen=True, slots=True)
class PinnedPiece:
    """A piece in front, with the form of its end."""

    pin_id: int
    article_id: UUID
    title: str
    form: UntilForm


@dataclass(frozen=True, slots=True)
class OfferedPiece:
    """A piece that may be put in front."""

    article_id: UUID
    title: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The context of ``newsroom/fronts.html``.

    Args:
        language, language_name: of the front that is shown.
        name: of the front.
        public: where readers find it.
        languages, places: the other fronts.
        pins: what stands there, in its order.
        offered: the newest pieces that could.
        full: whether no more may.
        most: how many may.
        zone: by whose clock they end.
        refused: the sentence with which something was refused just now, or "".
    """

    language: str
    language_name: str
    name: str
    public: str
    languages: Sequence[FrontLink]
    places: Sequence[FrontLink]
    pins: Sequence[PinnedPiece]
    offered: Sequence[OfferedPiece]
    full: bool
    most: int
    zone: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class _Front:
    language: str
    section: Section | None

    @property
    def address(self) -> str:
        section = f"&section={self.section.slug}" if self.section else ""
        return f"{reverse('newsroom:fronts')}?language={self.language}{section}"


@only_for(EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def fronts(request: HttpRequest) -> HttpResponse:
    """Show what stands in front somewhere; take another order, an end, one more or one less."""
    front = _front(request)
    zone = publication_zone()
    if request.method != "POST":
        return _show(request, front, zone)
    act = request.POST.get("act", "save")
    verb, _, known = act.partition(":")
    try:
        if verb == ADD:
            return _add(request, front, known)
        return _arrange(request, front, zone, act)
    except PinRefused as refusal:
        return _show(request, front, zone, refused=str(refusal), status=409)


def _front(request: HttpRequest) -> _Front:
    languages = publication().languages
    language = request.GET.get("language", languages[0])
    slug = request.GET.get("section", "")
    section = next((each for each in sections() if each.slug == slug), None)
    if language not in languages or (slug and section is None):
        raise Http404
    return _Front(language, section)


def _add(request: HttpRequest, front: _Front, known: str) -> HttpResponse:
    try:
        article_id = UUID(known)
    except ValueError:
        raise Http404 from None
    found = published_articles(language=front.language).filter(pk=article_id)
    if not found.exists():
        raise PinRefused(gettext("Readers do not see this piece any more."))
    pin_article(
        actor=signed_in(request),
        article_id=article_id,
        section=front.section,
        until=None,
        now=timezone.now(),
    )
    messages.success(request, gettext("It stands in front now, behind the others."))
    return redirect(front.address)


def _arrange(request: HttpRequest, front: _Front, zone: ZoneInfo, act: str) -> HttpResponse:
    standing = {str(pin.pk): pin for pin in pins_of(front.language, front.section)}
    typed = list(dict.fromkeys(request.POST.getlist("pin")))
    forms = {known: UntilForm(request.POST, zone=zone, prefix=known) for known in typed}
    if any([not form.is_valid() for form in forms.values()]):  # noqa: C419 (each says its own)
        return _show(request, front, zone, forms=forms, status=422)
    if set(typed) != standing.keys():
        raise PinRefused(
            gettext(
                "Somebody else changed this front meanwhile, or a piece has left it. "
                "Below is how it stands; nothing of yours was stored."
            )
        )
    places = {known: request.POST.get(f"place-{known}", "") for known in typed}
    order = after_act(by_places(typed, places), act)
    now = timezone.now()
    for known in set(typed) - set(order):
        unpin(actor=signed_in(request), pin_id=standing[known].pk, now=now)
    arrange_pins(
        actor=signed_in(request),
        language=front.language,
        section=front.section,
        order=[standing[known].pk for known in order],
        until={standing[known].pk: forms[known].at() for known in order},
        now=now,
    )
    out = act.startswith(f"{OUT}:")
    messages.success(request, gettext("It goes with the date again.") if out else gettext("Saved."))
    return redirect(front.address)


def _show(
    request: HttpRequest,
    front: _Front,
    zone: ZoneInfo,
    *,
    forms: Mapping[str, UntilForm] | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    pins = list(
        pins_of(front.language, front.section).select_related("article__published_revision")
    )
    offered = (
        published_articles(language=front.language, section=front.section)
        .exclude(pk__in=[pin.article_id for pin in pins])
        .select_related("published_revision")
        .reverse()[:_OFFERED]
    )
    row, counts = publication(), pinned_ids()
    name = section_name(front.section) if front.section else gettext("The front page")
    prefix = "" if front.language == row.default_language else f"/{front.language}"
    rest = f"/sections/{front.section.slug}/" if front.section else "/"
    places: list[Section | None] = [None, *sections()]
    page = FrontPage(
        language=front.language,
        language_name=language_name(front.language),
        name=name,
        public=f"{prefix}{rest}",
        languages=[
            FrontLink(
                language_name(code),
                _Front(code, front.section).address,
                len(counts.get((code, front.section.slug if front.section else ""), ())),
                code == front.language,
            )
            for code in row.languages
        ],
        places=[
            FrontLink(
                section_name(place) if place else gettext("The front page"),
                _Front(front.language, place).address,
                len(counts.get((front.language, place.slug if place else ""), ())),
                place == front.section,
            )
            for place in places
        ],
        pins=[_pinned(pin, zone, forms or {}) for pin in pins],
        offered=[_offered(article) for article in offered],
        full=len(pins) >= MOST_PINS,
        most=MOST_PINS,
        zone=zone.key,
        refused=refused,
    )
    return render(request, "newsroom/fronts.html", {"page": page}, status=status)


def _pinned(pin: Pin, zone: ZoneInfo, forms: Mapping[str, UntilForm]) -> PinnedPiece:
    form = forms.get(str(pin.pk)) or UntilForm(
        zone=zone, initial={"until": typed_moment(pin.until, zone)}, prefix=str(pin.pk)
    )
    return PinnedPiece(pin.pk, pin.article_id, _title(pin.article), form)


def _offered(article: Article) -> OfferedPiece:
    assert article.published_at is not None  # noqa: S101 (held by the database)
    return OfferedPiece(article.id, _title(article), article.published_at)


def _title(article: Article) -> str:
    return article.published_revision.title if article.published_revision else ""
