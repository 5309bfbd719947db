"""Orders: what is to be made, how far it has come, and the file that was made."""

from uuid import uuid4

from django.db import models


class State(models.TextChoices):
    """How an order stands."""

    WAITING = "waiting", "waits for its turn"
    MAKING = "making", "is being made"
    READY = "ready", "is there"
    FAILED = "failed", "could not be made"


class Order(models.Model):
    """One thing to be carried, in one format with one set of options: once, however many want it.

    The row is the queue, what people see of it, and what the file on disk is known by.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(
        max_length=64, unique=True, help_text="Made from subject, format and options."
    )
    subject_kind = models.CharField(max_length=16)
    subject_id = models.CharField(max_length=64, blank=True)
    format = models.CharField(max_length=16)
    options = models.JSONField(default=dict)
    usual = models.BooleanField(
        help_text="With the options as they are if nobody chooses: what readers may be offered."
    )

    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    foreground = models.BooleanField(help_text="Somebody waits for it.")
    asked_by = models.UUIDField(null=True, help_text="The account's id; null for the house itself.")
    asked_at = models.DateTimeField()
    wanted_at = models.DateTimeField(help_text="When somebody last ordered or took it.")
    next_at = models.DateTimeField(help_text="Not made before.")

    attempts = models.PositiveSmallIntegerField(default=0)
    taken_by = models.CharField(max_length=32, blank=True, help_text="The maker's own number.")
    alive_at = models.DateTimeField(null=True, help_text="The maker's last sign of life.")
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=40, blank=True)
    problems: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)

    made_from = models.CharField(
        max_length=100, blank=True, help_text="What the file was made from, as a fingerprint."
    )
    doubted = models.BooleanField(
        default=False, help_text="What it was made from may have changed since."
    )
    made_at = models.DateTimeField(null=True)
    file = models.CharField(max_length=80, blank=True, help_text="Its name in ``carried/``.")
    preview = models.CharField(max_length=80, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0, help_text="0 where it has none.")

    class Meta:
        indexes = (
            models.Index(fields=("state", "-foreground", "asked_at"), name="carry_queue"),
            models.Index(fields=("subject_kind", "subject_id"), name="carry_subject"),
            models.Index(fields=("id",), name="carry_doubted", condition=models.Q(doubted=True)),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(progress__lte=100), name="carry_progress_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.READY) | ~models.Q(file=""),
                name="carry_ready_has_a_file",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.MAKING)
                | (~models.Q(taken_by="") & models.Q(alive_at__isnull=False)),
                name="carry_making_has_a_maker",
            ),
        )

    def __str__(self) -> str:
        return f"{self.format} of {self.subject_kind} {self.subject_id}"
