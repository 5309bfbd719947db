"""The pitch with what is said about it, the assignment, the call for pieces and its entries.

A pitch, an assignment and an entry lead from an account to an article, so they stand behind the
same wall as `articles.models.Contributor`: no reverse accessor, and no import by a room that makes
public things. A call alone is the readers' business.
"""

from uuid import uuid4

from django.db import models

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.models import Article, Kind, Section
from writingviews.people.models import Account, Byline, Chapter


class PitchState(models.TextChoices):
    """For whom a pitch waits, or what became of it."""

    WAITING = "waiting", "Waits for an editor"
    OFFERED = "offered", "Asked of its writer"
    ASKED = "asked", "Waits for its writer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Pitch(models.Model):
    """A piece that somebody would like to write, in three lines; or one that an editor asks
    for, in one line (`services.offering`)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    byline = models.ForeignKey(
        Byline, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    chapter = models.ForeignKey(
        Chapter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose editors answer it; None: the central newsroom's.",
    )
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ESSAY)
    what = models.CharField(max_length=200, help_text="What the piece is.")
    why = models.CharField(max_length=300, help_text="Why readers need it, and why now.")
    how = models.CharField(max_length=300, help_text="Where it comes from: who, what, where.")
    state = models.CharField(max_length=12, choices=PitchState, default=PitchState.WAITING)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(
        default=1, help_text="Raised by every act, so that two editors do not answer at once."
    )

    class Meta:
        indexes = (
            models.Index(fields=("state", "changed_at"), name="pitch_by_state"),
            models.Index(fields=("account", "created_at"), name="pitch_by_account"),
        )
        constraints = (models.CheckConstraint(condition=~models.Q(what=""), name="pitch_says"),)

    def __str__(self) -> str:
        return self.what

    @property
    def was_asked_for(self) -> bool:
        """Whether an editor asked for it: a writer's own pitch says why."""
        return not self.why


class PitchVerb(models.TextChoices):
    """What somebody did to a pitch besides saying something."""

    SAY = "say", "said"
    ASK = "ask", "asked"
    ACCEPT = "accept", "accepted"
    CHANGE = "change", "changed what was agreed"
    DECLINE = "decline", "declined"
    WITHDRAW = "withdraw", "withdrew"
    OFFER = "offer", "asked for the piece"
    TAKE = "take", "took it on"


class PitchMessage(models.Model):
    """One turn of what is said about a pitch."""

    id = models.BigAutoField(primary_key=True)
    pitch = models.ForeignKey(Pitch, on_delete=models.CASCADE, related_name="messages")
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    by_writer = models.BooleanField()
    verb = models.CharField(max_length=12, choices=PitchVerb, default=PitchVerb.SAY)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.verb}"


class Assignment(models.Model):
    """What an editor asks a writer for: the outcome of an accepted pitch, or what is asked for
    without one.

    `article` is the piece, from the moment its writer begins it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    pitch = models.OneToOneField(Pitch, on_delete=models.CASCADE, related_name="assignment")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.PositiveIntegerField(null=True, blank=True, help_text="How long it is to be.")
    due_on = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField()
    article = models.OneToOneField(
        Article, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = (models.Index(fields=("due_on",), name="assignment_due"),)

    def __str__(self) -> str:
        return str(self.id)


class CallState(models.TextChoices):
    """How a call stands for readers. The clock moves it from upcoming to open to closed."""

    DRAFT = "draft", "Draft"
    UPCOMING = "upcoming", "Upcoming"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


#: Calls that have a page which says what they seek.
SHOWN = (CallState.UPCOMING, CallState.OPEN, CallState.CLOSED)


class Audience(models.TextChoices):
    EVERYBODY = "everybody", "Everybody"
    ACCOUNTS = "accounts", "Who has an account"


class Call(models.Model):
    """A call for pieces: what is sought, until when, and how soon everybody is answered."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.CharField(max_length=100, unique=True, null=True, blank=True)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=12)
    chapter = models.ForeignKey(
        Chapter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose editors make it; None: the central newsroom's.",
    )
    sought = models.TextField(blank=True, help_text="What is sought, in Markdown.")
    kinds: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opens_on = models.DateField(null=True, blank=True, help_text="None: when it is published.")
    deadline = models.DateField(null=True, blank=True, help_text="The last day, to its end.")
    answer_days = models.PositiveSmallIntegerField(
        default=14, help_text="Days after the deadline within which everybody is answered."
    )
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.EVERYBODY)
    anonymity = models.CharField(
        max_length=16,
        choices=[(value.value, value.value) for value in Anonymity],
        default=Anonymity.OPEN,
        help_text="Copied onto each piece when it is entered.",
    )
    state = models.CharField(max_length=12, choices=CallState, default=CallState.DRAFT)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(
        default=1, help_text="Raised by every change, so that two editors do not undo each other."
    )

    class Meta:
        indexes = (models.Index(fields=("state", "deadline", "slug"), name="call_listed"),)
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="call_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(state=CallState.DRAFT)
                | models.Q(slug__isnull=False, deadline__isnull=False, opens_on__isnull=False),
                name="call_published_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(opens_on__isnull=True)
                | models.Q(deadline__isnull=True)
                | models.Q(opens_on__lte=models.F("deadline")),
                name="call_opens_before_it_closes",
            ),
        )

    def __str__(self) -> str:
        return self.title


class CallEntry(models.Model):
    """That a piece is written for a call. It counts as entered from its first submission on."""

    id = models.BigAutoField(primary_key=True)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+")
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(
        null=True, blank=True, help_text="When an editor first decided on it."
    )

    class Meta:
        indexes = (
            models.Index(fields=("call", "entered_at"), name="entry_of_call"),
            models.Index(fields=("account", "begun_at"), name="entry_by_account"),
        )

    def __str__(self) -> str:
        return str(self.article_id)
