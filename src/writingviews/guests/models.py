"""Links by which guests come in."""

from uuid import uuid4

from django.db import models

from writingviews.articles.models import Article
from writingviews.people.models import Account


class GuestLink(models.Model):
    """A link by which somebody reviews one article until a moment.

    `account` stands for the guest in notes and suggestions: it has no password, nobody signs in
    with it, and it is closed with the link.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80, help_text="What the guest is called on the sheet.")
    asked = models.TextField(max_length=1000, blank=True, help_text="What is asked of them.")
    fingerprint = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of the link's secret, which is kept nowhere."
    )
    made_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    until = models.DateTimeField(help_text="Good for nothing from then on.")
    ended_at = models.DateTimeField(null=True, help_text="When it was cut off.")
    last_used_on = models.DateField(null=True, help_text="A day, and no more.")

    class Meta:
        indexes = (models.Index(fields=("article", "made_at"), name="guests_of_article"),)

    def __str__(self) -> str:
        return "a guest's link"
