"""The draft of an article, the log of steps that made it, and what stands in its margin."""

from typing import ClassVar, Final
from uuid import uuid4

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
    notes_version = models.PositiveIntegerField(
        default=0, help_text="How often its notes have changed: by it, sheets learn of news."
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


class KeptText(models.Model):
    """A draft's whole document at an older version, so that history replays few steps."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="kept_texts")
    version = models.PositiveIntegerField()
    document = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("draft", "version"), name="kept_text_once"),)

    def __str__(self) -> str:
        return f"draft {self.draft_id} at {self.version}"


class NamedVersion(models.Model):
    """A version of a draft that somebody gave a name, so that it is found again."""

    LONGEST_NAME: ClassVar[int] = 80

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="named_versions")
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=LONGEST_NAME)
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(help_text="When it was named.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("draft", "version"), name="version_named_once"),
        )

    def __str__(self) -> str:
        return f"{self.name}: draft {self.draft_id} at {self.version}"


class Note(models.Model):
    """A conversation in the margin about some words of a draft.

    The anchor (`start` to `end` in `version`) is moved on as the text grows, see `note_anchors`.
    The sheet that makes a note chooses its id, so that one sent twice is one note.
    """

    LONGEST_QUOTE: ClassVar[int] = 2000

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="notes")
    version = models.PositiveIntegerField(help_text="The version of the text the anchor is for.")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    gone = models.BooleanField(default=False, help_text="Its words stand in the text no more.")
    quote = models.TextField(blank=True, help_text="The words as they stood when it was written.")
    settled_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    removed = models.BooleanField(
        default=False, help_text="Taken back; stays without a word, so that open sheets hear of it."
    )
    changed = models.PositiveIntegerField(help_text="The draft's `notes_version` when it changed.")

    class Meta:
        indexes = (models.Index(fields=("draft", "changed"), name="note_news"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(start__lte=models.F("end")), name="note_runs_forwards"
            ),
        )

    def __str__(self) -> str:
        return f"note {self.id} on draft {self.draft_id}"


class NoteMessage(models.Model):
    """What somebody wrote in a note: the first message begins it, the others answer."""

    LONGEST_TEXT: ClassVar[int] = 4000

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField()
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    mentions = models.ManyToManyField(Account, blank=True, related_name="+")

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"message {self.id} of note {self.note_id}"


class Suggestion(models.Model):
    """A change that somebody proposes: the note it belongs to says where, and bears the talk of it.

    It replaces `before` by `after`, both nodes as JSON: words of one block, or whole blocks.
    """

    class Kind(models.TextChoices):
        WORDS = "words"
        BLOCKS = "blocks"

    class State(models.TextChoices):
        OPEN = "open"
        TAKEN = "taken"
        LEFT = "left"
        WITHDRAWN = "withdrawn"

    note = models.OneToOneField(
        Note, on_delete=models.CASCADE, primary_key=True, related_name="suggestion"
    )
    author = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    before = models.JSONField()
    after = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"suggestion {self.note_id}"
