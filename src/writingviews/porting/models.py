"""What an import remembers, so that the next one adds nothing twice."""

from django.db import models

from writingviews.articles.models import Article
from writingviews.replies.models import Reply


class BroughtArticle(models.Model):
    """As what an article came: while the source tells the same of it, a run passes it by."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, help_text="Of all that the source told of it.")

    def __str__(self) -> str:
        return "an article brought in"


class BroughtReply(models.Model):
    """That a reply came from elsewhere, and from where."""

    reply = models.OneToOneField(Reply, on_delete=models.CASCADE, related_name="+")
    origin = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return "a reply brought in"
