"""A reader's reply."""

from uuid import uuid4

from django.db import models

from writingviews.articles.models import Article
from writingviews.people.models import Byline


class ReplyState(models.TextChoices):
    HELD = "held", "Held"
    SHOWN = "shown", "Let through"
    HIDDEN = "hidden", "Put aside"


class Reply(models.Model):
    """What a reader wrote under an article. Plain text; `parent` is never an answer itself."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="replies")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    name = models.CharField(max_length=80)
    text = models.TextField(max_length=5000)
    state = models.CharField(max_length=8, choices=ReplyState, default=ReplyState.HELD)
    received_at = models.DateTimeField()
    byline = models.ForeignKey(
        Byline,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Of the writer who answers under it; None for a reader.",
    )
    key_hash = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the key that changes or deletes it."
    )
    reports = models.PositiveSmallIntegerField(
        default=0, help_text="How often readers reported it since somebody decided on it."
    )
    likely_spam = models.BooleanField(
        default=False, help_text="The filter takes it for spam: it waits behind the others."
    )
    reasons: "models.JSONField[list[str], list[str]]" = models.JSONField(
        default=list, help_text="The words for which the filter takes it for spam."
    )

    class Meta:
        indexes = (
            models.Index(fields=("state", "received_at"), name="reply_queue"),
            models.Index(fields=("state", "likely_spam", "received_at"), name="reply_sorted"),
            models.Index(
                fields=("-reports",), name="reply_reported", condition=models.Q(reports__gt=0)
            ),
            models.Index(fields=("article", "state", "received_at"), name="reply_page"),
        )

    def __str__(self) -> str:
        return f"a reply, {self.state}"


class ReplyContact(models.Model):
    """The e-mail address a reader left with a reply: for the moderators, never for a page.

    In a table of its own, so that nothing that reads replies for readers can read it by chance.
    """

    reply = models.OneToOneField(
        Reply, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    email = models.EmailField()

    def __str__(self) -> str:
        return "a reader's address"


class ReplyMail(models.Model):
    """A mail with the link that changes or deletes a reply, until it is sent.

    It goes with the address, and so with the reply. The link is made when it is sent: it stands
    nowhere before.
    """

    contact = models.OneToOneField(
        ReplyContact, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    next_at = models.DateTimeField(help_text="Not sent before.")
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=("next_at",), name="reply_mail_due"),)

    def __str__(self) -> str:
        return "a mail to a reader"
