"""What waits for the bucket, and what it holds."""

from django.db import models


class Waiting(models.Model):
    """A file below the tree (or a picture's) that the bucket may have to take or to drop.

    Written after the file; whoever works it off reads the file after the row and deletes the rows
    up to the newest it has read, so nothing that is printed meanwhile is passed over. One file may
    have several rows. `cause` and `detail` say why the last try failed.
    """

    id = models.BigAutoField(primary_key=True)
    path = models.TextField(db_index=True)
    stage = models.PositiveSmallIntegerField(help_text="See press.bucket.objects.Stage.")
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    detail = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("stage", "id"), name="bucket_order"),)

    def __str__(self) -> str:
        return self.path


class Held(models.Model):
    """An object that we put into the bucket.

    `digest` is of its bytes before compression and of its headers; `stamp` is the file's when they
    were read: while it is the same, the file need not be read again.
    """

    path = models.TextField(primary_key=True)
    digest = models.CharField(max_length=40)
    stamp = models.CharField(max_length=120)
    etag = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.path


class PictureOnPage(models.Model):
    """A picture that an object in the bucket names. One that none names leaves it.

    `picture` is the beginning of its files' paths, ``media/<id>``.
    """

    id = models.BigAutoField(primary_key=True)
    page = models.TextField()
    picture = models.TextField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("page", "picture"), name="picture_once_a_page"),
        )

    def __str__(self) -> str:
        return self.picture
