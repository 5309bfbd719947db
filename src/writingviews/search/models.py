"""Which articles stand below which."""

from django.db import models

from writingviews.articles.models import Article

#: How many related articles a page shows.
RELATED = 5


class RelatedArticle(models.Model):
    """That `related` stands below `article`, at `rank` from 0.

    Kept as rows, not asked of the index while a page is rendered, so that a page is a function
    of the database alone.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    related = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("article_id", "rank")
        constraints = (
            models.UniqueConstraint(fields=("article", "rank"), name="related_one_per_rank"),
            models.UniqueConstraint(fields=("article", "related"), name="related_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("related")), name="related_never_itself"
            ),
            models.CheckConstraint(condition=models.Q(rank__lt=RELATED), name="related_bounded"),
        )

    def __str__(self) -> str:
        return f"{self.article_id} → {self.related_id} ({self.rank})"
