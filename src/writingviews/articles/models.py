"""The publication, its sections and topics, the article with its revisions, and the edition."""

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.utils import timezone

from writingviews.people.models import Account, Byline, Chapter

from .accents import FIRST
from .anonymity import Anonymity
from .licences import address_of, line_of
from .lifecycle import State


class Publication(models.Model):
    """The site: one row. Made by `writingviews init`."""

    name = models.CharField(max_length=120)
    motto = models.CharField(max_length=200, blank=True)
    languages: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    names = models.JSONField(default=dict, help_text="Name by language, where it differs.")
    mottos = models.JSONField(default=dict, help_text="Motto by language.")
    abouts = models.JSONField(default=dict, help_text="About text (Markdown) by language.")
    licences = models.JSONField(
        default=dict, help_text="Under what readers may pass on what they read, by language."
    )
    licence_address = models.CharField(
        max_length=300, blank=True, help_text="Where the licence stands in full."
    )
    licence = models.CharField(
        max_length=20,
        blank=True,
        help_text='A code of `articles.licences`, whose words stand then; "" for own words.',
    )
    accent = models.CharField(
        max_length=10, default=FIRST, help_text="A name of `articles.accents`, or #rrggbb."
    )
    accent_dark = models.CharField(
        max_length=7, blank=True, help_text="#rrggbb on dark pages, beside an own accent."
    )
    mark = models.CharField(
        max_length=32, blank=True, help_text="The picture's id in the media room."
    )
    navigation: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        default=list, help_text="Of the masthead: `articles.entries.Entry`."
    )
    foot_links: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        default=list, help_text="At the foot: `articles.entries.Entry`."
    )
    foot_words = models.JSONField(default=dict, help_text="A line at the foot by language.")
    public_key = models.CharField(
        max_length=56, blank=True, help_text="Of minisign: what readers check copies with."
    )
    offers: "models.JSONField[list[str], list[str]]" = models.JSONField(
        default=list, help_text="What readers may take along: formats of `carry.formats.OFFERED`."
    )
    replies_close_after = models.PositiveSmallIntegerField(
        default=0, help_text="Days after which a piece takes no more replies; 0 for never."
    )
    replies_closed_until = models.DateTimeField(
        null=True, blank=True, help_text="What was published until then takes no more replies."
    )
    reply_rules = models.JSONField(
        default=dict, help_text="What replies are asked to keep to, by language."
    )

    training = models.BooleanField(
        default=False, help_text="Whether programs may be trained on what readers read."
    )
    security_contact = models.CharField(
        max_length=200, blank=True, help_text="Whom to tell of a hole: mailto: or https:."
    )
    security_until = models.DateField(
        null=True, blank=True, help_text="Until when that holds; the clock renews it."
    )
    news_since = models.DateTimeField(
        null=True, blank=True, help_text="What was published from then on is news; the clock's."
    )

    zone = models.CharField(
        max_length=64, default="UTC", help_text="By whose clock pieces are published: IANA's name."
    )

    def __str__(self) -> str:
        return self.name

    @property
    def default_language(self) -> str:
        """The language whose pages stand at the root, without a prefix."""
        return self.languages[0]

    def name_in(self, language: str) -> str:
        return str(self.names.get(language, self.name))

    def motto_in(self, language: str) -> str:
        return str(self.mottos.get(language, self.motto))

    def about_in(self, language: str) -> str:
        return str(self.abouts.get(language, ""))

    def reply_rules_in(self, language: str) -> str:
        """Return what replies are asked to keep to, or "": then the house's own words stand."""
        return str(self.reply_rules.get(language, ""))

    def licence_in(self, language: str) -> str:
        """Return the licence in a language, else in the first: it holds for all of them."""
        if self.licence:
            return line_of(self.licence, language)
        return str(self.licences.get(language) or self.licences.get(self.default_language, ""))

    def licence_stands_at(self) -> str:
        """Return where the licence stands in full, or ""."""
        return address_of(self.licence) if self.licence else self.licence_address


_ANONYMITY = [(value.value, value.value) for value in Anonymity]


class Section(models.Model):
    """A part of the publication, such as Culture; the same one in all languages."""

    slug = models.CharField(max_length=60, unique=True)
    names = models.JSONField(help_text="Name by language.")
    descriptions = models.JSONField(
        default=dict, help_text="A sentence by language, on its own page."
    )
    hue = models.PositiveSmallIntegerField(
        null=True, help_text="Which colour turned from the accent, 0 to 5; null for its place's."
    )
    position = models.PositiveSmallIntegerField(default=0)
    anonymity = models.CharField(
        max_length=16,
        choices=_ANONYMITY,
        default=Anonymity.OPEN,
        help_text="Who knows whom when its articles are reviewed.",
    )
    two_persons = models.BooleanField(
        default=False, help_text="Whether nothing is published in it by one person alone."
    )

    class Meta:
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.slug

    def name_in(self, language: str) -> str:
        """Return the name in a language, else in English, else the slug."""
        return str(self.names.get(language) or self.names.get("en") or self.slug)

    def description_in(self, language: str) -> str:
        """Return the sentence in a language, or ""."""
        return str(self.descriptions.get(language, ""))


class Topic(models.Model):
    """A tag, in the language of the articles that bear it."""

    slug = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=12)

    class Meta:
        ordering = ("name", "slug")
        constraints = (
            models.UniqueConstraint(fields=("language", "name"), name="topic_once_per_language"),
        )

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A town or a region of which reports tell, in the language of those that name it.

    Where it lies is said to a tenth of a degree, about ten kilometres, and may be left unsaid:
    a report may endanger whoever stood at the spot.
    """

    slug = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=12)
    latitude = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    longitude = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)

    class Meta:
        ordering = ("name", "slug")
        constraints = (
            models.UniqueConstraint(fields=("language", "name"), name="place_once_per_language"),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_lies_on_earth",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Kind(models.TextChoices):
    ESSAY = "essay", "Essay"
    REPORT = "report", "Report"
    STORY = "story", "Story"
    POEM = "poem", "Poem"
    REVIEW = "review", "Review"
    INTERVIEW = "interview", "Interview"


class Article(models.Model):
    """A piece on its way. Its text lives at the desk until frozen into a `Revision`.

    What stands here besides the state is what the piece is filed under; the words themselves
    (title and standfirst too) are in the document.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.CharField(max_length=100, unique=True, null=True, blank=True)
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ESSAY)
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    dateline = models.CharField(max_length=160, blank=True)
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Of a report: of where it tells.",
    )
    happened_on = models.DateField(
        null=True, blank=True, help_text="Of a report: the day of what it tells."
    )
    reviewed: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(
        default=dict, blank=True, help_text="Of a review: `articles.particulars.Reviewed`."
    )
    speakers: "models.JSONField[list[dict[str, str]], list[dict[str, str]]]" = models.JSONField(
        default=list, blank=True, help_text="Of an interview: `articles.particulars.Speaker`."
    )
    content_note = models.CharField(
        max_length=300, blank=True, help_text="What a reader may not wish to meet unprepared."
    )
    picture = models.CharField(
        max_length=32, blank=True, help_text="The lead picture's id in the media room."
    )
    picture_alt = models.CharField(max_length=2000, blank=True)
    picture_caption = models.CharField(max_length=1000, blank=True)
    picture_credit = models.CharField(max_length=300, blank=True)

    state = models.CharField(
        max_length=16, choices=[(state.value, state.value) for state in State], default=State.DRAFT
    )
    round = models.PositiveSmallIntegerField(default=0)
    anonymity = models.CharField(
        max_length=16,
        choices=_ANONYMITY,
        blank=True,
        help_text="Who knows whom in review: kept from its first submission on.",
    )
    created_at = models.DateTimeField()
    stands_since = models.DateTimeField(
        default=timezone.now, help_text="When the last verb but Update brought it where it stands."
    )
    editor = models.ForeignKey(
        Account,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who took it up last, or decided without that; stays until the next takes it up.",
    )
    scheduled_for = models.DateTimeField(null=True, blank=True)
    embargo_until = models.DateTimeField(
        null=True, blank=True, help_text="Readers may not see it before."
    )
    scheduled_text = models.CharField(
        max_length=64,
        blank=True,
        help_text="What it was when it was scheduled (`articles.checked_text`).",
    )
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    published_revision = models.ForeignKey(
        "Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    origin = models.CharField(
        max_length=200,
        blank=True,
        help_text="Where an import took it from, so that a second run adds nothing.",
    )
    chapter = models.ForeignKey(
        Chapter, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_up_at = models.DateTimeField(
        null=True, blank=True, help_text="When a chapter's piece went to the central newsroom."
    )
    names_chapter = models.BooleanField(
        default=True, help_text="Whether readers are told which chapter it is from."
    )

    class Meta:
        indexes = (
            models.Index(
                fields=("language", "state", "published_at", "slug"), name="article_front"
            ),
            models.Index(
                fields=("section", "language", "state", "published_at", "slug"),
                name="article_section",
            ),
            models.Index(fields=("state", "scheduled_for"), name="article_due"),
            models.Index(fields=("state", "published_at", "slug"), name="article_published"),
            models.Index(fields=("state", "stands_since"), name="article_standing"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("origin",), condition=~models.Q(origin=""), name="article_origin_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[State.PUBLISHED, State.TAKEN_DOWN])
                | models.Q(
                    slug__isnull=False,
                    published_at__isnull=False,
                    published_revision__isnull=False,
                    section__isnull=False,
                ),
                name="article_published_is_whole",
            ),
            models.CheckConstraint(
                # What readers saw is everybody's to correct and to take down.
                condition=~models.Q(state__in=[State.PUBLISHED, State.TAKEN_DOWN])
                | models.Q(chapter=None)
                | models.Q(sent_up_at__isnull=False),
                name="article_published_is_sent_up",
            ),
        )

    def __str__(self) -> str:
        return self.slug or str(self.id)

    @property
    def is_central(self) -> bool:
        """Whether the central newsroom has part in it; `selectors.CENTRAL` asks the same."""
        return self.chapter_id is None or self.sent_up_at is not None

    def date_publication(self, at: datetime) -> None:
        """Set the moment of publication, to the minute.

        A second would tell when an editor clicked, and a reader has no use for it.
        """
        self.published_at = at.astimezone(UTC).replace(second=0, microsecond=0)


class ArticleByline(models.Model):
    """A public name on an article, in its order."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="article_bylines")
    byline = models.ForeignKey(Byline, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("article", "byline"), name="byline_once_per_article"),
        )

    def __str__(self) -> str:
        return f"{self.byline_id}"


class Contributor(models.Model):
    """That an account writes an article. Behind the same wall as `people.BylineHolder`:
    no reverse accessor, and no import by a room that makes public things."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("article", "account"), name="contributor_once_per_article"
            ),
        )

    def __str__(self) -> str:
        return "a contributor"


class ReviewerKind(models.TextChoices):
    PEER = "peer", "Peer"
    MENTOR = "mentor", "Mentor"
    GUEST = "guest", "Guest"


class Reviewer(models.Model):
    """That an account was asked to review one round of an article.

    While the article is in that round's review, and this has not ended, the account may read it and
    write in its margin, and see nothing else. Behind the same wall as `Contributor`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=ReviewerKind)
    asked_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    first_asked_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    due = models.DateField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True, help_text="Not let in from then on.")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("article", "account", "round"), name="reviewer_once_per_round"
            ),
        )
        indexes = (models.Index(fields=("account", "ended_at"), name="reviewer_asked"),)

    def __str__(self) -> str:
        return "a reviewer"


class Revision(models.Model):
    """A frozen version of an article's text. Never changed after it was written."""

    WHYS: ClassVar[tuple[str, ...]] = ("submitted", "accepted", "published", "updated", "imported")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=16)
    created_at = models.DateTimeField()
    document = models.JSONField()
    schema_version = models.PositiveSmallIntegerField()
    head = models.JSONField(
        help_text="The document's title and standfirst alone: what a list shows."
    )
    title = models.CharField(max_length=400)
    standfirst = models.TextField(blank=True)
    text = models.TextField(help_text="The plain text, for search.")
    words = models.PositiveIntegerField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("article", "number"), name="revision_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Correction(models.Model):
    """A dated note below a published article: what was wrong, and what is right."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    on = models.DateField()
    wrong = models.CharField(max_length=1000, blank=True, help_text="What it said.")
    text = models.CharField(max_length=1000, help_text="What is right.")
    changed_at = models.DateTimeField(
        null=True, help_text="When it was made or amended, so that who reads by feed hears of it."
    )

    class Meta:
        ordering = ("on", "id")

    def __str__(self) -> str:
        return self.text


class TakeDown(models.Model):
    """That an article is taken down. No reason: what is not kept cannot be given away.

    It goes when the article is restored; that it was is in the audit.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    held = models.BooleanField(help_text="Its writer wants it to stay down.")

    def __str__(self) -> str:
        return "held" if self.held else "taken down"


class FirstDraft(models.Model):
    """That readers may see how an article began, or once might: then the page that stood there
    answers 410. It knows the article and nobody who said yes."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="+")
    public = models.BooleanField(help_text="Whether all who write it say yes.")

    def __str__(self) -> str:
        return "public" if self.public else "taken back"


class FirstDraftYes(models.Model):
    """That one of an article's writers lets readers see how it began. Behind the same wall as
    `Contributor`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("article", "account"), name="first_draft_yes_once_a_person"
            ),
        )

    def __str__(self) -> str:
        return "a yes"


class Pin(models.Model):
    """An article's place at the head of a front: its language's, or its section's in that
    language. A pin that has ended is deleted by the clock, so a page is made of rows alone."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(
        Section,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: the front page of the article's language.",
    )
    position = models.PositiveSmallIntegerField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("article", "section"), name="pin_once_per_section"),
            models.UniqueConstraint(
                fields=("article",),
                condition=models.Q(section__isnull=True),
                name="pin_once_per_front",
            ),
        )

    def __str__(self) -> str:
        return f"{self.position}"


class SlugRedirect(models.Model):
    """An address an article once had; its page sends the reader on."""

    slug = models.CharField(max_length=100, unique=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.slug


class OldAddress(models.Model):
    """A path at which an article stood before it came to this house; its page leads on."""

    address = models.CharField(max_length=300, unique=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.address


class EditionState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Edition(models.Model):
    """A named collection of articles in an order: an issue, or a series.

    It has an address from its first publication on, and keeps it. A withdrawn one answers 410
    there until it is published again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.CharField(max_length=100, unique=True, null=True, blank=True)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=12)
    label = models.CharField(
        max_length=80, blank=True, help_text="Its number or season: No. 3, Winter 2026."
    )
    standfirst = models.CharField(max_length=400, blank=True)
    letter = models.TextField(
        blank=True, help_text="The editor's letter: paragraphs parted by empty lines."
    )
    signed = models.CharField(
        max_length=120, blank=True, help_text="Who signs the letter, as it is to be printed."
    )
    picture = models.CharField(
        max_length=32, blank=True, help_text="The cover's id in the media room."
    )
    picture_alt = models.CharField(max_length=2000, blank=True)
    picture_credit = models.CharField(max_length=300, blank=True)

    state = models.CharField(max_length=16, choices=EditionState, default=EditionState.DRAFT)
    published_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(
        null=True, blank=True, help_text="When its words, its cover or its order last changed."
    )
    version = models.PositiveIntegerField(
        default=1, help_text="Raised by every change, so that two editors do not undo each other."
    )

    class Meta:
        indexes = (models.Index(fields=("state", "published_on", "slug"), name="edition_listed"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=EditionState.DRAFT)
                | models.Q(slug__isnull=False, published_on__isnull=False),
                name="edition_published_is_whole",
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="edition_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(picture="") | ~models.Q(picture_alt=""),
                name="edition_cover_is_described",
            ),
        )

    def __str__(self) -> str:
        return self.title


class EditionArticle(models.Model):
    """An article's place in an edition; it keeps it while the article is taken down."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="edition_articles")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("edition", "article"), name="article_once_per_edition"),
            models.UniqueConstraint(fields=("edition", "position"), name="edition_place_once"),
        )

    def __str__(self) -> str:
        return f"{self.position}"


# --- checks before print -------------------------------------------------------------------


class CheckedBy(models.TextChoices):
    """Who ticks an item of a checklist."""

    EDITOR = "editor", "An editor"
    WRITER = "writer", "Its writer"
    PROGRAM = "program", "The program"


class ProgramCheck(models.TextChoices):
    """What the program can see for itself."""

    ALT_TEXT = "alt_text", "Every picture is described"
    CREDIT = "credit", "Every picture names whose it is"
    SOURCES = "sources", "Every citation names its source"


class ChecklistItem(models.Model):
    """Something to look at before print. Never deleted: ticks of it are kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    words = models.CharField(max_length=160)
    hint = models.CharField(max_length=400, blank=True)
    sections = models.ManyToManyField(
        Section, blank=True, related_name="+", help_text="None: of every section."
    )
    kinds: "models.JSONField[list[str], list[str]]" = models.JSONField(
        default=list, blank=True, help_text="Empty: of every kind."
    )
    checked_by = models.CharField(max_length=8, choices=CheckedBy)
    program = models.CharField(max_length=10, choices=ProgramCheck, blank=True)
    of_text = models.BooleanField(
        default=True, help_text="Whether a tick falls when what readers read is changed."
    )
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(checked_by=CheckedBy.PROGRAM, program__in=ProgramCheck.values)
                | (~models.Q(checked_by=CheckedBy.PROGRAM) & models.Q(program="")),
                name="checklist_item_has_who_checks",
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="checklist_item_says_what"),
        )

    def __str__(self) -> str:
        return self.words


class Tick(models.Model):
    """That somebody looked at an item, and at which text. Behind the pen-name wall: a writer's
    tick tells their account."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    text = models.CharField(max_length=64, help_text="Of what (`articles.checked_text`).")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("article", "item"), name="tick_once_per_item"),
        )

    def __str__(self) -> str:
        return "a tick"


class Agreement(models.Model):
    """That somebody agreed to a text's publication: the first of two persons."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    text = models.CharField(max_length=64, help_text="To what (`articles.checked_text`).")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("article", "account"), name="agreement_once_a_person"),
        )

    def __str__(self) -> str:
        return "an agreement"


class Veto(models.Model):
    """A named no with its reason: while it stands, nothing of the article comes before readers."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=1000)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lifted_why = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("article", "account"),
                condition=models.Q(lifted_at__isnull=True),
                name="veto_stands_once_a_person",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="veto_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(lifted_at__isnull=True) | ~models.Q(lifted_why=""),
                name="veto_is_lifted_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return "a veto"
