"""Rounds, ratings, peer reviews, letters, and the plan that a writer makes from them."""

from typing import ClassVar, Final
from uuid import uuid4

from django.db import models

from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article, Kind, Reviewer, Revision
from writingviews.people.models import Account

#: Characters of a part of a review.
LONGEST_PART: Final = 10_000
#: Characters of a letter.
LONGEST_LETTER: Final = 20_000
#: What a letter is sent with.
DECISIONS: Final = (Verb.ACCEPT, Verb.ASK_FOR_CHANGES, Verb.DECLINE)

_DECISIONS = [(verb.value, verb.value) for verb in DECISIONS]


class Rubric(models.Model):
    """The publication's own rubric for a kind; without a row, `rubrics.DEFAULTS` holds."""

    kind = models.CharField(max_length=12, choices=Kind, unique=True)
    criteria = models.JSONField(help_text="As `rubrics.Criterion.as_json`, in their order.")

    def __str__(self) -> str:
        return f"rubric of {self.kind}"


class Round(models.Model):
    """A round of review: the text that was handed in, and the rubric as it was then."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    criteria = models.JSONField(help_text="The kind's criteria at that time.")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("article", "number"), name="round_once"),)

    def __str__(self) -> str:
        return f"round {self.number} of {self.article_id}"


class Rating(models.Model):
    """How somebody rates a text by the rubric of its round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ratings")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    by_writer = models.BooleanField()
    steps = models.JSONField(help_text="The step, 1 to 4, by the criterion's key.")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "account"), name="rating_once_per_round"),
        )

    def __str__(self) -> str:
        return "a rating"


class PeerReview(models.Model):
    """What one who was asked says of a text; there from the moment they open it.

    Its words are a draft until handed in, and may be changed until the round is over.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.OneToOneField(Reviewer, on_delete=models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reviews")
    opened_at = models.DateTimeField(help_text="Since when they read.")
    describe = models.TextField(blank=True)
    evaluate = models.TextField(blank=True)
    suggest = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Raised by every change.")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    helpful = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How helpful its writer found it, 1 to 4."
    )
    helpful_line = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(helpful__isnull=True)
                | models.Q(helpful__gte=1, helpful__lte=4, handed_in_at__isnull=False),
                name="helpful_from_1_to_4",
            ),
        )

    def __str__(self) -> str:
        return "a review"


class Letter(models.Model):
    """The letter that gathers a round. Each who writes one has a draft of their own, so that of two
    editors neither can lose a word to the other; one is sent with a decision."""

    LONGEST_SIGNED: ClassVar[int] = 120

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="letters")
    author = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(blank=True)
    signed = models.CharField(max_length=LONGEST_SIGNED, blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Raised by every change.")
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    verb = models.CharField(max_length=16, choices=_DECISIONS, blank=True)

    class Meta:
        ordering = ("sent_at", "changed_at")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "author"),
                condition=models.Q(sent_at__isnull=True),
                name="letter_draft_once",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True, verb="")
                | (models.Q(sent_at__isnull=False) & ~models.Q(verb="")),
                name="letter_sent_with_a_decision",
            ),
        )

    def __str__(self) -> str:
        return "a letter"


class Advice(models.Model):
    """A piece of advice in a revision plan, and what the writer will do about it."""

    class Source(models.TextChoices):
        LETTER = "letter", "From the letter"
        REVIEW = "review", "From a review"
        NOTE = "note", "From a note"
        OWN = "own", "My own"

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "Partly"
        NO = "no", "No"

    LONGEST: ClassVar[int] = 2000

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="plan")
    source = models.CharField(max_length=8, choices=Source)
    text = models.TextField(help_text="The advice in the words it was given in.")
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    how = models.TextField(blank=True, help_text="What the writer will do, or why not.")
    done_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(answer="no") | ~models.Q(how=""), name="no_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"advice {self.position}"


class DecisionWords(models.Model):
    """The publication's own words with which a letter of a decision begins, in a language."""

    verb = models.CharField(max_length=16, choices=_DECISIONS)
    language = models.CharField(max_length=12)
    text = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("verb", "language"), name="decision_words_once"),
        )

    def __str__(self) -> str:
        return f"{self.verb} in {self.language}"
