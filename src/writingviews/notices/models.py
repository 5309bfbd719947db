"""Notices, and what an account wants to hear of."""

from uuid import uuid4

from django.db import models

from writingviews.people.models import Account


class NoticeKind(models.TextChoices):
    """What a notice is of; `wording.WORDS` has the sentences and where it leads."""

    SUBMITTED = "submitted", "A piece is submitted"
    TAKEN_UP = "taken_up", "Your piece is taken up"
    CHANGES_ASKED = "changes_asked", "Changes are asked of you"
    ACCEPTED = "accepted", "Your piece is accepted"
    DECLINED = "declined", "Your piece is declined"
    SCHEDULED = "scheduled", "Your piece has a date"
    PUBLISHED = "published", "Your piece is published"
    TAKEN_DOWN = "taken_down", "Your piece is taken down"
    VETO = "veto", "A veto stands against a piece"
    HELD_BACK = "held_back", "A scheduled piece is held back"
    MENTION = "mention", "Somebody calls you in a note"
    NOTE = "note", "Your piece has a note"
    ANSWER = "answer", "A note of yours is answered"
    SUGGESTION = "suggestion", "Your piece has a suggestion"
    REVIEW_ASKED = "review_asked", "You are asked to review a piece"
    REVIEW_IN = "review_in", "A review is handed in"
    REVIEW_ANSWERED = "review_answered", "A writer answers your review"
    PITCHED = "pitched", "A pitch waits for an answer"
    PITCH_ANSWERED = "pitch_answered", "Your pitch has an answer"
    PIECE_ASKED = "piece_asked", "You are asked for a piece"
    PIECE_ANSWERED = "piece_answered", "A writer says whether they will write a piece"
    REPLY_WAITING = "reply_waiting", "A reader's reply waits"


class Notice(models.Model):
    """That something happened which an account should know of.

    Holds neither who did it nor a word of it: what it is about is looked up when it is shown, for
    who may see that then. Its id is in mails, and leads nowhere for anybody but its account.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24, choices=NoticeKind)
    subject_id = models.UUIDField()
    at = models.DateTimeField(help_text="Of the last time, to the minute.")
    times = models.PositiveIntegerField(
        default=1, help_text="How often it happened since it was last read."
    )
    read = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("account", "read", "at"), name="notice_of_account"),)
        constraints = (
            # Told again before it was read, a notice counts on: twenty notes are not twenty rows.
            models.UniqueConstraint(
                fields=("account", "kind", "subject_id"),
                condition=models.Q(read=False),
                name="notice_unread_once",
            ),
        )

    def __str__(self) -> str:
        return self.kind


class Muting(models.Model):
    """What an account does not want to hear of. Without a row it hears of everything."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    everything = models.BooleanField(default=False)
    kinds: "models.JSONField[list[str], list[str]]" = models.JSONField(
        default=list, help_text="Kinds of which there is no notice at all."
    )
    mailed: "models.JSONField[list[str], list[str]]" = models.JSONField(
        default=list, help_text="Kinds that stay in the house and are not mailed."
    )

    def __str__(self) -> str:
        return "a muting"


class Pace(models.TextChoices):
    """How soon an account's notices are mailed."""

    DAILY = "daily", "Once a day, together"
    AT_ONCE = "at_once", "One by one, as they come"


class MailAddress(models.Model):
    """Where an account's notices are mailed: only for who gave an address.

    Apart from the account, so that nothing that reads accounts reads it; shown to its owner alone.
    Its id keys the links in mails, which lead to no account.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    address = models.EmailField(max_length=254)
    confirmed = models.BooleanField(default=False)
    pace = models.CharField(max_length=8, choices=Pace, default=Pace.DAILY)
    summed_up_on = models.DateField(null=True, help_text="The day of the last daily summary.")
    came_back = models.BooleanField(
        default=False, help_text="A mail to it was refused: none is sent until it is given anew."
    )

    def __str__(self) -> str:
        return "a mail address"  # never the address: what is printed is logged


class MailKind(models.TextChoices):
    CONFIRM = "confirm"
    NOTICE = "notice"
    SUMMARY = "summary"


class Outgoing(models.Model):
    """A mail that is to be sent: written when it is sent, from what then stands, and gone after."""

    address = models.ForeignKey(MailAddress, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=MailKind)
    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, null=True, related_name="+")
    next_at = models.DateTimeField(help_text="Not sent before.")
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=("next_at",), name="mail_due"),)
        constraints = (
            models.UniqueConstraint(
                fields=("address", "kind"),
                condition=~models.Q(kind="notice"),
                name="mail_once_an_address",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="notice", notice__isnull=False)
                | (~models.Q(kind="notice") & models.Q(notice__isnull=True)),
                name="mail_of_a_notice_names_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} mail"
