"""What happened, what is to be printed, and what could not be."""

from typing import Any, NoReturn

from django.db import models


class AuditKept(TypeError):
    """Somebody's code would change or delete what was done."""

    def __init__(self) -> None:
        super().__init__(
            "Rows of the audit are written once and kept. Write another act that mends it."
        )


class AuditEntries(models.QuerySet["AuditEntry"]):
    """Rows to read and to add to, and nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002 - Django's signature
        raise AuditKept

    def delete(self) -> NoReturn:
        raise AuditKept

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002 - Django's
        raise AuditKept


class AuditEntry(models.Model):
    """One act: who did what to which thing, and when. Never the text itself.

    Never changed nor deleted: the model refuses it, and so does a trigger in the database.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True, help_text="The account's id; null for the house itself.")
    verb = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)

    objects = AuditEntries.as_manager()

    class Meta:
        indexes = (models.Index(fields=("subject_kind", "subject_id", "id"), name="audit_subject"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        if not self._state.adding:
            raise AuditKept
        super().save(*args, **kwargs)

    def delete(self, using: Any = None, keep_parents: bool = False) -> NoReturn:  # noqa: ANN401, ARG002, FBT001, FBT002 - Django's
        raise AuditKept


class ChangeKind(models.TextChoices):
    """What a change is about; `Change.before` says how it stood before."""

    ARTICLE = "article", "an article was published, updated, taken down"
    REPLIES = "replies", "the replies of an article changed"
    RELATED = "related", "other articles are related to an article now"
    EDITION = "edition", "an edition was published, changed, withdrawn"
    PINS = "pins", "what an editor put at the head of a front changed"
    CALL = "call", "a call for pieces was published, changed, opened, closed, withdrawn"
    PLACE = "place", "a place of reports lies elsewhere"
    CARRIED = "carried", "a file that readers are offered beside an article came or went"
    BYLINE = "byline", "a byline was renamed or described anew"
    CHAPTER = "chapter", "a chapter was renamed, described anew, shown or hidden"
    SAID = "said", "what stands on a few pages alone changed: about, a section's description"
    PUBLICATION = "publication", "the name, sections or languages changed: print everything"


class Change(models.Model):
    """A page or more is out of date. Stays until the press has put the new pages on disk.

    `before` holds what the press cannot ask any more: the lists that a published article stood
    in before the act (language, section, topics, bylines, date), as
    `articles.placement.Placement` writes it; of an edition the ids of the articles that stood in
    it, as `articles.services.editions` writes them; of pins which front they stand at the head of.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=ChangeKind)
    subject_id = models.CharField(max_length=64, blank=True)
    before = models.JSONField(null=True)
    urgent = models.BooleanField(
        default=False, help_text="An article was taken down: printed before all that waits."
    )

    class Meta:
        indexes = (
            models.Index(fields=("id",), name="change_urgent", condition=models.Q(urgent=True)),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class StuckCause(models.TextChoices):
    """Why a page could not be printed; the newsroom has the sentences."""

    DRAWING = "drawing", "the program failed at it"
    NAME = "name", "its address makes no name of a file"
    RIGHTS = "rights", "the house may not write there"
    PLACE = "place", "something else stands in its place"
    DISK = "disk", "the disk could not read or write it"


class StuckPage(models.Model):
    """A page that could not be printed: its last good version stands, and the press tries again.
    The row goes when the page is printed.

    `detail` is for whoever mends the program or the disk: one line, no traceback.
    """

    id = models.BigAutoField(primary_key=True)
    address = models.TextField(unique=True)
    cause = models.CharField(max_length=20, choices=StuckCause)
    detail = models.TextField(blank=True)
    since = models.DateTimeField()
    tried_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=1)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.address
