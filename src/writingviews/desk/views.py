"""The sheet's page, and the pictures that are put on it."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from writingviews.articles.access import ArticleHidden, OpenedArticle
from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Article
from writingviews.articles.selectors import PublicationMissing, publication
from writingviews.language.direction import direction_of_language
from writingviews.language.languages import LANGUAGES
from writingviews.media.kinds import MAX_BYTES
from writingviews.media.selectors import known_picture, picture_view
from writingviews.media.services import PictureRefused, store_picture
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in

from .access import editable_article
from .authority import load
from .doors import sheet_or_404
from .keeping import Keep, keep_for
from .messages import LONGEST_MESSAGE
from .sheets import SheetId, mint_sheet_id
from .suggesting import may_suggest
from .views_proof import proof_file
from .word.kinds import MAX_BYTES as LARGEST_WORD_FILE

_ANY_PICTURE: Final = "0" * 32
#: Whether somebody may suggest, and whether their sheet begins with it.
Suggest: TypeAlias = Literal["no", "may", "first"]
#: While a piece is with its reviewers, its text is its writer's.
_REVIEWED: Final = frozenset({State.SUBMITTED, State.IN_REVIEW, State.CHANGES_ASKED})


@dataclass(frozen=True, slots=True)
class Pictures:
    """Where a sheet sends pictures and sees them (``{media}`` stands for an id); bytes of one."""

    upload: str
    show: str
    largest: int


@dataclass(frozen=True, slots=True)
class WordFiles:
    """Where a sheet sends Word files; bytes of one."""

    upload: str
    largest: int


@dataclass(frozen=True, slots=True)
class ProofFiles:
    """Where a sheet finds the proof-reader's script and its engine."""

    reader: str
    engine: str


@dataclass(frozen=True, slots=True)
class EditorConfig:
    """What a sheet is told; `frontend/desk/config.ts` has the same fields."""

    document: dict[str, Any]
    version: int
    write: bool
    language: str
    direction: str
    languages: list[dict[str, str]]
    line: str
    sheet: SheetId
    keep: Keep
    longestMessage: int  # noqa: N815 - read by TypeScript
    pictures: Pictures
    word: WordFiles
    proof: ProofFiles | None
    notes: str
    suggestions: str
    suggest: Suggest
    csrf: str

    def as_json(self) -> dict[str, Any]:
        """Return it for the page's data block. Shallow, since `asdict` would copy the document."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        copied = {name: asdict(named[name]) for name in ("sheet", "keep", "pictures", "word")}
        return {**named, **copied, "proof": None if self.proof is None else asdict(self.proof)}


@dataclass(frozen=True, slots=True)
class EditorPage:
    """The context of ``desk/editor.html``. Rooms above may extend the page by blocks.

    Args:
        article: what is written.
        direction: of its language.
        config: what the sheet is told.
        door: the entry of the house's navigation behind which the page lies; "" leaves it to
            the page's address.
    """

    article: Article
    direction: str
    config: dict[str, Any]
    door: str = ""


def editor_page(request: HttpRequest, account: Account, article_id: UUID) -> EditorPage:
    """Return what the editor's page shows; begins the draft if there is none.

    Raises:
        Http404: no such article, or not for this account.
    """
    opened = sheet_or_404(account, article_id)
    article = opened.article
    text = load(article)
    direction = direction_of_language(article.language)
    config = EditorConfig(
        document=dict(text.document.to_json()),
        version=text.version,
        write=opened.text_is_editable,
        language=article.language,
        direction=direction,
        languages=_languages(article.language),
        line=f"/desk/live/{article.id}/",
        sheet=mint_sheet_id(account),
        keep=keep_for(account, article.id),
        longestMessage=LONGEST_MESSAGE,
        pictures=Pictures(
            upload=reverse("desk:pictures", args=[article.id]),
            show=picture_address(),
            largest=MAX_BYTES,
        ),
        word=WordFiles(upload=reverse("desk:word", args=[article.id]), largest=LARGEST_WORD_FILE),
        proof=_proof(article.language),
        notes=reverse("desk:notes", args=[article.id]),
        suggestions=reverse("desk:suggestions", args=[article.id]),
        suggest=_suggest(opened),
        csrf=get_token(request),
    )
    return EditorPage(article=article, direction=direction, config=config.as_json())


def _languages(own: str) -> list[dict[str, str]]:
    """Return what words in another language may be in, the publication's own languages first."""
    try:
        ours = publication().languages
    except PublicationMissing:
        ours = []
    known = {code: language.native for code, language in LANGUAGES.items()}
    names = {code: known.get(code, code) for code in ours} | known
    return [{"tag": code, "name": name} for code, name in names.items() if code != own]


def picture_address() -> str:
    """Return where pictures of a text are seen; ``{media}`` stands for an id."""
    return reverse("desk:picture", args=[_ANY_PICTURE]).replace(_ANY_PICTURE, "{media}")


def _proof(language: str) -> ProofFiles | None:
    """The engine reads English and nothing else; other languages have the browser's own help."""
    if language.partition("-")[0].lower() != "en":
        return None
    return ProofFiles(
        reader=reverse("desk:proof", args=[proof_file("proof.js")]),
        engine=reverse("desk:proof", args=[proof_file("proof.wasm")]),
    )


def _suggest(opened: OpenedArticle) -> Suggest:
    if not may_suggest(opened):
        return "no"
    reviews = State(opened.article.state) in _REVIEWED and Part.WRITER not in opened.parts
    return "first" if reviews else "may"


@login_required
@require_GET
@cache_control(private=True, no_store=True)
def editor(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show the sheet of an article. Kept by no cache: it holds an unpublished text."""
    page = editor_page(request, signed_in(request), article_id)
    return render(request, "desk/editor.html", {"page": page})


@login_required
@require_POST
def pictures(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Take a picture for an article: 201 with its id and size, or 400 with a sentence."""
    try:
        editable_article(signed_in(request), article_id)
    except ArticleHidden:
        raise Http404 from None
    upload = request.FILES.get("picture")
    if not isinstance(upload, UploadedFile):
        return JsonResponse({"error": "No picture came. Choose one and try again."}, status=400)
    try:
        # One byte more than is taken is enough for the refusal; the rest need not be in memory.
        picture = store_picture(data=upload.read(MAX_BYTES + 1))
    except PictureRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    view = picture_view(picture)
    return JsonResponse(
        {"media": picture.id, "width": view.width, "height": view.height, "src": view.src},
        status=201,
    )


@login_required
@require_GET
@cache_control(private=True, max_age=60 * 60)
def picture(_request: HttpRequest, picture_id: str) -> HttpResponse:
    """Lead from a picture's id, which is all that a document holds, to one of its renditions."""
    found = known_picture(picture_id)
    if found is None:
        raise Http404
    return HttpResponseRedirect(picture_view(found).src)
