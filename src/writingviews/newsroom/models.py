"""What somebody keeps of the newsroom for themselves: filters of its lists, under a name."""

from django.db import models

from writingviews.people.models import Account


class SavedFilter(models.Model):
    """A filter of board, calendar and list that an account has given a name.

    `query` is what stands in an address, as `seek_form.SeekForm.query` writes it.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=600)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("account", "name"), name="saved_filter_name_once"),
        )

    def __str__(self) -> str:
        return self.name
