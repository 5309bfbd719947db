"""A writer answers readers, under a byline of the piece."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from writingviews.articles.access import ArticleHidden, open_article
from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Article, ArticleByline
from writingviews.language.direction import Direction, direction_of_language
from writingviews.people.models import Account, Byline
from writingviews.people.selectors import bylines_of
from writingviews.people.signed_in import signed_in
from writingviews.replies.models import Reply
from writingviews.replies.selectors import shown_replies
from writingviews.replies.services import MAX_TEXT, MESSAGES, ReplyRefused, receive_reply

from .doors import for_account

_NEW: Final = _("to the piece, not to one reader")


class AnswerForm(forms.Form):
    """What is answered, to whom, under which of the writer's bylines.

    Args:
        bylines: those of the piece that the writer holds.
        replies: those that can be answered.
    """

    to = forms.ChoiceField(label=_("Whom you answer"), required=False)
    byline = forms.ChoiceField(label=_("Under which name"))
    text = forms.CharField(
        label=_("Your answer"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("It is held like every reply, and stands under the piece with your byline."),
    )

    def __init__(
        self,
        data: object = None,
        *,
        bylines: Sequence[Byline],
        replies: Sequence[Reply],
        to: str = "",
    ) -> None:
        super().__init__(data, initial={"to": to})  # type: ignore[arg-type]
        self._bylines = {str(byline.pk): byline for byline in bylines}
        self.fields["byline"].choices = [(key, each.name) for key, each in self._bylines.items()]  # type: ignore[attr-defined]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", _NEW),
            *((str(each.pk), f"{each.name}: {each.text[:60]}") for each in replies),
        ]

    def chosen(self) -> tuple[UUID | None, Byline]:
        """Return the reply that is answered, if one is, and the byline."""
        to = self.cleaned_data["to"]
        return UUID(to) if to else None, self._bylines[self.cleaned_data["byline"]]


@dataclass(frozen=True, slots=True)
class AnsweringPage:
    """The context of ``newsroom/answering.html``."""

    article_id: UUID
    title: str
    language: str
    direction: Direction
    address: str
    replies: Sequence[Reply]
    form: AnswerForm | None


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def replies(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show a writer what readers replied to a piece; take an answer."""
    article = _own_article(signed_in(request), article_id)
    bylines = list(_own_bylines(signed_in(request), article))
    shown = [each for each in shown_replies(article.pk) if each.text]
    status = 200
    form = None
    if bylines:
        open_to = [each for each in shown if each.parent_id is None]
        data = request.POST if request.method == "POST" else None
        form = AnswerForm(data, bylines=bylines, replies=open_to, to=request.GET.get("to", ""))
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid() and _answered(article, form):
            messages.success(request, gettext("Your answer is held until a moderator has read it."))
            return redirect("pieces:replies", article_id)
        status = 422
    revision = article.published_revision
    page = AnsweringPage(
        article_id=article.pk,
        title=revision.title if revision else "",
        language=article.language,
        direction=direction_of_language(article.language),
        address=f"/articles/{article.slug}/",
        replies=shown,
        form=form,
    )
    return render(request, "newsroom/answering.html", {"page": page}, status=status)


def _own_article(account: Account, article_id: UUID) -> Article:
    try:
        opened = open_article(account, article_id)
    except ArticleHidden:
        raise Http404 from None
    if Part.WRITER not in opened.parts or opened.article.state != State.PUBLISHED:
        raise Http404
    return opened.article


def _own_bylines(account: Account, article: Article) -> QuerySet[Byline]:
    """Return the bylines of a piece that an account holds. One query."""
    signed = ArticleByline.objects.filter(article=article).values("byline_id")
    return bylines_of(account).filter(pk__in=signed)


def _answered(article: Article, form: AnswerForm) -> bool:
    """Store the answer; else say in the form why not."""
    parent_id, byline = form.chosen()
    try:
        receive_reply(
            article=article,
            name=byline.name,
            text=form.cleaned_data["text"],
            parent_id=parent_id,
            byline=byline,
            now=timezone.now(),
        )
    except ReplyRefused as refused:
        for field, why in refused.errors.items():
            form.add_error(field if field in form.fields else None, gettext(MESSAGES[why]))
        return False
    return True
