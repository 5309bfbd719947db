"""Accounts, roles and bylines: three tables, and a fourth for the link that nobody may see; then
chapters and who belongs to them."""

from collections.abc import Collection
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models

from .names import check_letters, sign_in_key


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts from a name and a password alone."""

    def create_user(self, username: str, password: str | None = None) -> "Account":
        """Create an account; without a password it cannot sign in by one."""
        account = self.model(username=self.model.normalize_username(username))
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(folded=sign_in_key(username or ""))


class Account(AbstractBaseUser):
    """A person who signs in. Holds no e-mail address, no legal name, no time of last visit."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    username = models.CharField(
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator(), check_letters],
        error_messages={"unique": "This name is taken. Choose another one."},
    )
    #: What all spellings of the name share (`names.sign_in_key`); by it an account is found.
    folded = models.CharField(
        max_length=240,
        unique=True,
        editable=False,
        error_messages={"unique": "This name is taken. Choose another one."},
    )
    is_active = models.BooleanField(default=True)
    last_login = None  # we cannot give away what we do not keep

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self.folded = sign_in_key(self.username)
        super().clean_fields(exclude=exclude)

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        self.folded = sign_in_key(self.username)
        super().save(*args, **kwargs)


class Role(models.TextChoices):
    """What an account may do in the house. Every account may write."""

    WRITER = "writer", "Writer"
    MENTOR = "mentor", "Mentor"
    EDITOR = "editor", "Editor"
    PUBLISHER = "publisher", "Publisher"
    MODERATOR = "moderator", "Moderator"


class RoleGrant(models.Model):
    """A role given to an account."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "role"), name="role_once_per_account"),
        )

    def __str__(self) -> str:
        return self.role


class BylineKind(models.TextChoices):
    OWN = "own", "Own name"
    PEN = "pen", "Pen name"
    COLLECTIVE = "collective", "Collective"


class Byline(models.Model):
    """The public name on a piece. Says nothing of who stands behind it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=BylineKind, default=BylineKind.OWN)
    language = models.CharField(max_length=12, default="en")
    about = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ("name", "slug")

    def __str__(self) -> str:
        return self.name


class BylineHolder(models.Model):
    """That an account stands behind a byline. The wall of TRUST, promise 1, is around this row.

    No reverse accessor exists on either side: whoever wants the link must import this class,
    and the rooms that make public things are not allowed to.
    """

    byline = models.ForeignKey(Byline, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("byline", "account"), name="byline_holder_once"),
        )

    def __str__(self) -> str:
        return "a byline's holder"


class Chapter(models.Model):
    """A local group (a school, a city) with its own desk and its own page.

    Closed, it begins no more pieces and its people have no part in it; its page stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.CharField(max_length=60, unique=True)
    language = models.CharField(max_length=12, default="en")
    names: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(
        default=dict, help_text="Name by language."
    )
    abouts: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(
        default=dict, help_text="What it says of itself, by language."
    )
    has_page = models.BooleanField(
        default=False, help_text="Whether readers see it: its page, and its name on its pieces."
    )
    publishes = models.BooleanField(
        default=False, help_text="Whether its editors may publish without the central newsroom."
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def name_in(self, language: str) -> str:
        """Return the name in a language, else in the chapter's own, else the slug."""
        return self.names.get(language) or self.names.get(self.language) or self.slug

    def about_in(self, language: str) -> str:
        """Return what it says of itself in a language, or ""."""
        return self.abouts.get(language, "")


class ChapterRole(models.TextChoices):
    """What an account may do in a chapter. All of its members may write in it."""

    WRITER = "writer", "Writer"
    MENTOR = "mentor", "Mentor"
    EDITOR = "editor", "Editor"


class ChapterMember(models.Model):
    """That an account belongs to a chapter. For the eyes of the chapter's editors alone."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=12, choices=ChapterRole)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("chapter", "account"), name="member_once_per_chapter"),
        )

    def __str__(self) -> str:
        return self.role


class ChapterInvitation(models.Model):
    """That somebody was asked into a chapter by an account's name.

    A name that nobody bears is kept as well, so that asking tells nothing of who has an account
    here; and so is one whose account said no.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60, help_text="As the editor typed it.")
    folded = models.CharField(max_length=240)
    account = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=12, choices=ChapterRole)
    until = models.DateTimeField()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("chapter", "folded"), name="invited_once_per_chapter"),
        )

    def __str__(self) -> str:
        return self.name
