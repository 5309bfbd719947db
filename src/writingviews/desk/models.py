"""The draft of an article and the log of steps that made it."""

from typing import Final

from django.db import models

from writingviews.articles.models import Article
from writingviews.people.models import Account

#: Characters of a title that lists show; the sheet takes any length.
LONGEST_TITLE: Final = 400


class Draft(models.Model):
    """The living document of an article: a snapshot, and the steps that came after it.

    The row's lock orders the writers of one text: whoever appends a step holds it.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=0, help_text="How many steps have been stored.")
    document = models.JSONField(help_text="The document as it stood at `document_version`.")
    document_version = models.PositiveIntegerField(default=0)
    title = models.CharField(
        max_length=LONGEST_TITLE,
        blank=True,
        help_text="The title at `version`, so that lists read no text.",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(document_version__lte=models.F("version")),
                name="draft_snapshot_not_ahead",
            ),
        )

    def __str__(self) -> str:
        return f"draft of {self.article_id} at {self.version}"


class Step(models.Model):
    """One edit, as ProseMirror writes it. Never changed, never removed before its draft."""

    id = models.BigAutoField(primary_key=True)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="steps")
    version = models.PositiveIntegerField(help_text="The draft's version after this step.")
    client = models.CharField(max_length=32, help_text="The open sheet that sent it.")
    batch = models.PositiveIntegerField(help_text="The sheet's own number for what it sent.")
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    step = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("draft", "version"), name="step_version_once"),
        )

    def __str__(self) -> str:
        return f"step {self.version} of draft {self.draft_id}"
