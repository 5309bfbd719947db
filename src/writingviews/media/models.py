"""A cleaned picture."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact


class Picture(models.Model):
    """A picture whose renditions lie in the media folder under its id.

    No account, no file name, no hour: nothing here or on disk says who brought it.
    """

    id = models.CharField(
        primary_key=True, max_length=32, validators=[RegexValidator(r"\A[0-9a-f]{32}\Z")]
    )
    width = models.PositiveIntegerField(help_text="Pixels of the widest rendition.")
    height = models.PositiveIntegerField(help_text="Pixels of the widest rendition.")
    widths: "models.JSONField[list[int], list[int]]" = models.JSONField(
        help_text="Widths of the renditions, rising."
    )
    created_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Exact(Length("id"), 32), name="picture_id_has_32_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0), name="picture_has_a_size"
            ),
        )

    def __str__(self) -> str:
        return self.id
