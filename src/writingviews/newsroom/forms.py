"""What is typed on the pages of the desk and the newsroom, checked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article, Kind, Publication
from writingviews.articles.particulars import (
    MOST_LETTERS,
    MOST_SPEAKERS,
    Reviewed,
    Speaker,
    Work,
)
from writingviews.articles.places import PlaceNamed
from writingviews.articles.selectors import published_articles, sections
from writingviews.articles.services.filing import MAX_TOPICS, Filing, filing_of
from writingviews.articles.services.publication import described_as
from writingviews.language.direction import direction_of_language
from writingviews.language.joining import COMMAS, joined
from writingviews.people.chapter_selectors import chapters_of
from writingviews.people.forms import BYLINE_KINDS
from writingviews.people.models import Account, Byline, BylineKind, Chapter
from writingviews.people.selectors import bylines_of

from .picture_form import PICTURE_FIELDS, PicturedForm
from .seen_form import SeenForm
from .signing import signatures
from .wording import KINDS, WORKS, language_name, section_name

#: The languages in which the public pages have their words.
OFFERED: Final = ("en", "fa", "ar", "es", "fr")

_PARTED: Final = re.compile(f"[{COMMAS}\n]")
_FILED: Final = (
    "section",
    "kind",
    "language",
    "topics",
    "bylines",
    "dateline",
    "place",
    "latitude",
    "longitude",
    "happened_on",
    "reviewed_what",
    "reviewed_title",
    "reviewed_by",
    "reviewed_facts",
    "speakers",
    "content_note",
    "names_chapter",
)
KIND_CHOICES: Final = [(kind.value, words) for kind, words in KINDS.items()]
WORK_CHOICES: Final = [(work.value, words) for work, words in WORKS.items()]


def language_choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in codes]


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str | Promise]]) -> None:
    """Give a field of a form its choices, which are known only now."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def _offer_bylines(
    form: forms.Form, name: str, bylines: QuerySet[Byline], none: str | Promise = ""
) -> None:
    """Give a field the bylines to choose from; where two bear one name, each says which it is."""
    cast("forms.ModelChoiceField[Byline]", form.fields[name]).queryset = bylines
    signed = signatures(bylines)
    first = [("", none)] if none else []
    offer(form, name, [*first, *((str(one.pk), str(signed[one.pk])) for one in bylines)])


class BeginForm(forms.Form):
    """What is asked before the sheet opens. Only the language cannot be left to chance.

    Who belongs to a chapter says whether it is for the chapter's editors.
    """

    language = forms.ChoiceField(label=_("Language"))
    kind = forms.ChoiceField(label=_("Kind"), choices=KIND_CHOICES)
    byline = forms.ModelChoiceField(
        label=_("Byline"),
        queryset=Byline.objects.none(),
        required=False,
    )
    chapter = forms.ModelChoiceField(
        label=_("Handed in to"), queryset=Chapter.objects.none(), required=False
    )
    byline_name = forms.CharField(label=_("The name readers will see"), required=False)
    byline_kind = forms.ChoiceField(
        label=_("That name is"),
        choices=BYLINE_KINDS,
        initial=BylineKind.OWN,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        account: Account,
        publication: Publication,
    ) -> None:
        held = list(bylines_of(account))
        chapters = chapters_of(account)
        belongs = list(chapters)
        super().__init__(
            data,
            initial={
                "byline": held[0].pk if held else None,
                "language": publication.languages[0],
                "chapter": belongs[0].pk if belongs else None,
            },
        )
        offer(self, "language", language_choices(publication.languages))
        if belongs:
            cast("forms.ModelChoiceField[Chapter]", self.fields["chapter"]).queryset = chapters
            named = [(str(one.pk), one.name_in(get_language() or "en")) for one in belongs]
            offer(self, "chapter", [*named, ("", _("The central newsroom"))])
        else:
            del self.fields["chapter"]
        if held:
            _offer_bylines(self, "byline", bylines_of(account), _("Decide later"))
            del self.fields["byline_name"], self.fields["byline_kind"]
        else:
            del self.fields["byline"]


class DetailsForm(PicturedForm):
    """What a piece is filed under.

    The bylines to choose from are the account's own and those that stand on the piece already:
    nobody signs with another's name, and an editor does not lose the writer's.
    """

    section = forms.ChoiceField(label=_("Section"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=KIND_CHOICES)
    language = forms.ChoiceField(label=_("Language"))
    topics = forms.CharField(
        label=_("Topics"),
        required=False,
        max_length=1200,
        help_text=_(
            "What it is about, in its own language, separated by commas. "
            "For example: bread, cities."
        ),
    )
    bylines = forms.ModelMultipleChoiceField(
        label=_("Bylines"),
        queryset=Byline.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dateline = forms.CharField(
        label=_("Dateline"),
        required=False,
        max_length=160,
        help_text=_(
            "For a report: where and when it was written. For example: Isfahan, 12 March 2026."
        ),
    )
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=80,
        help_text=_(
            "The town or region it tells of, in the piece’s language. It gets a page with all "
            "reports from there. Leave it empty if naming the place could endanger somebody."
        ),
    )
    latitude = forms.DecimalField(
        label=_("Degrees north"),
        required=False,
        min_value=-90,
        max_value=90,
        widget=forms.NumberInput(attrs={"step": "any"}),
        help_text=_("Of the town, never of a house: kept to a tenth, about ten kilometres."),
    )
    longitude = forms.DecimalField(
        label=_("Degrees east"),
        required=False,
        min_value=-180,
        max_value=180,
        widget=forms.NumberInput(attrs={"step": "any"}),
        help_text=_("Below zero in the west. Without both it is not on the map."),
    )
    happened_on = forms.DateField(
        label=_("When it happened"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day of what it tells: its place in the timeline."),
    )
    reviewed_what = forms.ChoiceField(
        label=_("What is reviewed"), required=False, choices=WORK_CHOICES
    )
    reviewed_title = forms.CharField(
        label=_("Its title"),
        required=False,
        max_length=MOST_LETTERS,
        help_text=_("It stands in a box above the text. Without a title there is none."),
    )
    reviewed_by = forms.CharField(label=_("Who made it"), required=False, max_length=MOST_LETTERS)
    reviewed_facts = forms.CharField(
        label=_("Where and when"),
        required=False,
        max_length=MOST_LETTERS,
        help_text=_("For example: Quay Press, 240 pages. Or: Net Loft, until 12 May."),
    )
    speakers = forms.CharField(
        label=_("Who speaks"),
        required=False,
        max_length=MOST_SPEAKERS * 2 * MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line: the name, and after a comma who they are. Where a paragraph begins with "
            "the name and a colon, the name is set apart."
        ),
    )
    content_note = forms.CharField(
        label=_("Content note"),
        required=False,
        max_length=300,
        help_text=_(
            "What a reader may not wish to meet unprepared: it stands above the text. For example: "
            "Speaks of a suicide."
        ),
    )
    names_chapter = forms.BooleanField(
        label=_("Readers are told which chapter it is from"),
        required=False,
        help_text=_(
            "It stands on the chapter’s page, and says so. Take the tick away if knowing the place "
            "could tell who wrote it."
        ),
    )
    picture_caption = forms.CharField(
        label=_("Caption"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = (*_FILED, *PICTURE_FIELDS)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        account: Account,
        article: Article,
        publication: Publication,
    ) -> None:
        self.article = article
        self.before = filing_of(article)
        self.picture_before = self.before.picture
        self.placed = self.before.place or PlaceNamed("")
        self.published = article.state == State.PUBLISHED
        super().__init__(
            data,
            files,
            initial={
                "section": self.before.section.slug if self.before.section else "",
                "kind": self.before.kind,
                "language": self.before.language,
                "topics": joined(self.before.topics, article.language),
                "bylines": [byline.pk for byline in self.before.bylines],
                "dateline": self.before.dateline,
                "place": self.placed.name,
                "latitude": self.placed.latitude,
                "longitude": self.placed.longitude,
                "happened_on": self.before.happened_on,
                "reviewed_what": self.before.reviewed.what,
                "reviewed_title": self.before.reviewed.title,
                "reviewed_by": self.before.reviewed.by,
                "reviewed_facts": self.before.reviewed.facts,
                "speakers": _speaker_lines(self.before.speakers, article.language),
                "content_note": self.before.content_note,
                "picture": self.before.picture,
                "picture_alt": self.before.picture_alt,
                "picture_caption": self.before.picture_caption,
                "picture_credit": self.before.picture_credit,
                "names_chapter": self.before.names_chapter,
            },
        )
        codes = dict.fromkeys([*publication.languages, article.language])
        offer(self, "language", language_choices(codes))
        if self.published:
            self.fields["language"].disabled = True
            self.fields["language"].help_text = _("Stays once published.")
        if not (article.chapter and article.chapter.has_page):
            del self.fields["names_chapter"]
        self.sections = {section.slug: section for section in sections()}
        named = [(slug, section_name(section)) for slug, section in self.sections.items()]
        offer(self, "section", [("", _("Not chosen yet")), *named])
        standing = Byline.objects.filter(id__in=[byline.pk for byline in self.before.bylines])
        _offer_bylines(self, "bylines", (bylines_of(account) | standing).distinct())

    def clean_topics(self) -> tuple[str, ...]:
        given = (" ".join(part.split()) for part in _PARTED.split(self.cleaned_data["topics"]))
        topics = tuple(dict.fromkeys(topic for topic in given if topic))
        if len(topics) > MAX_TOPICS:
            raise forms.ValidationError(
                gettext("These are %(count)d topics; %(most)d are the most. Take some away.")
                % {"count": len(topics), "most": MAX_TOPICS}
            )
        long = [topic for topic in topics if len(topic) > 80]
        if long:
            raise forms.ValidationError(
                gettext("“%s…” is longer than 80 characters. Shorten it.") % long[0][:40]
            )
        return topics

    def clean_speakers(self) -> tuple[Speaker, ...]:
        lines = self.cleaned_data["speakers"].splitlines()
        speakers = tuple(Speaker.written(line) for line in lines if line.strip())
        if len(speakers) > MOST_SPEAKERS:
            raise forms.ValidationError(
                gettext("These are %(count)d speakers; %(most)d are the most. Take some away.")
                % {"count": len(speakers), "most": MOST_SPEAKERS}
            )
        for speaker in speakers:
            if not speaker.name or len(max(speaker, key=len)) > MOST_LETTERS:
                raise forms.ValidationError(
                    gettext("“%s…” is no name of at most 200 characters. Write it anew.")
                    % ", ".join(speaker)[:40]
                )
        return speakers

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        if (given.get("latitude") is None) != (given.get("longitude") is None):
            self.add_error("longitude", gettext("Say both, or neither."))
        said = given.get("reviewed_by") or given.get("reviewed_facts")
        if given.get("kind") == Kind.REVIEW and said and not given.get("reviewed_title"):
            self.add_error("reviewed_title", gettext("Say what it is called."))
        if self.published and given.get("section") == "":
            self.add_error("section", gettext("A published piece keeps a section. Choose one."))
        if self.published and "bylines" in given and not given["bylines"]:
            self.add_error("bylines", gettext("A published piece keeps a byline. Choose one."))
        given["picture"] = self.picture_chosen(given)
        if self.published and given["picture"] and not str(given.get("picture_alt", "")).strip():
            self.add_error("picture_alt", gettext("Readers see this picture. Say what it shows."))
        return given

    def _place(self) -> PlaceNamed | None:
        given = self.cleaned_data
        name = " ".join(given["place"].split())
        lies = (given["latitude"], given["longitude"])
        before = (self.placed.latitude, self.placed.longitude)
        # Of a place named anew, degrees that were left standing are those of the old one; and one
        # that is known lies where it lies.
        renamed = name != self.placed.name
        keeps = lies == before or (renamed and lies == (None, None))
        return PlaceNamed(name, *lies, keeps=keeps) if name else None

    def filing(self) -> Filing:
        """Return the filing that was chosen. Call on a valid form."""
        given = self.cleaned_data
        chosen = {byline.pk: byline for byline in given["bylines"]}
        order = [byline.pk for byline in self.before.bylines]
        # Those that stood keep their order; new ones come after them, by name.
        bylines = sorted(
            chosen.values(),
            key=lambda one: (order.index(one.pk) if one.pk in order else len(order), one.name),
        )
        pictured = bool(given["picture"])
        return Filing(
            language=given["language"],
            kind=Kind(given["kind"]),
            section=self.sections.get(given["section"]),
            topics=given["topics"],
            bylines=tuple(bylines),
            dateline=given["dateline"].strip(),
            content_note=given["content_note"].strip(),
            picture=given["picture"],
            picture_alt=given["picture_alt"].strip() if pictured else "",
            picture_caption=given["picture_caption"].strip() if pictured else "",
            picture_credit=given["picture_credit"].strip() if pictured else "",
            names_chapter=given.get("names_chapter", self.before.names_chapter),
            happened_on=given["happened_on"],
            place=self._place(),
            reviewed=Reviewed(
                given["reviewed_what"] or Work.OTHER,
                given["reviewed_title"].strip(),
                given["reviewed_by"].strip(),
                given["reviewed_facts"].strip(),
            ),
            speakers=given["speakers"],
        )


def _speaker_lines(speakers: Iterable[Speaker], language: str) -> str:
    return "\n".join(joined(filter(None, speaker), language) for speaker in speakers)


@dataclass(frozen=True, slots=True)
class Tongue:
    """The settings in one language.

    Args:
        name: of the language.
        said: a word of what is set, for the line that stands when it is closed.
        used: whether pieces are published in it.
        first: whether its pages stand at the root.
        open: whether its fields are shown at once.
        fields: name, motto, about, licence.
    """

    name: str
    said: str
    used: bool
    first: bool
    open: bool
    fields: tuple[forms.BoundField, forms.BoundField, forms.BoundField]


class OffersForm(forms.Form):
    """What readers are offered to take along.

    Args:
        data: what was sent, or None.
        publication: whose it is.
    """

    offers = forms.MultipleChoiceField(
        label=_("Offer readers"),
        required=False,
        choices=[
            ("leaflet", _("a leaflet (PDF)")),
            ("epub", _("an e-book (EPUB)")),
            ("opengraph", _("a picture that other sites show beside a link (Open Graph)")),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Leaflet and e-book stand at the end of every piece. All are made by and by, the "
            "newest pieces first; after a correction the piece has none until another is made."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, publication: Publication) -> None:
        super().__init__(data, initial={"offers": publication.offers})


class PublicationForm(SeenForm):
    """What the publication says of itself, by language."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(code, language_name(code)) for code in OFFERED],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those in which pieces are published. Readers choose among them."),
        error_messages={"required": _("A publication needs a language. Choose at least one.")},
    )
    first_language = forms.ChoiceField(
        label=_("First language"),
        choices=[(code, language_name(code)) for code in OFFERED],
        help_text=_(
            "Its pages stand at the root of the site, the others below /fa/ and the like. "
            "Changing it moves the addresses of all lists."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, publication: Publication) -> None:
        self.publication = publication
        #: Known languages, and those that an import has brought in besides.
        self.codes = tuple(dict.fromkeys([*OFFERED, *publication.languages]))
        first = publication.default_language
        initial: dict[str, Any] = {
            "languages": publication.languages,
            "first_language": first,
            "seen": described_as(publication),
        }
        for code in self.codes:
            named = publication.names.get(code, "")
            initial[f"name_{code}"] = publication.name_in(code) if code == first else named
            said = publication.mottos.get(code, publication.motto if code == first else "")
            initial[f"motto_{code}"] = said
            initial[f"about_{code}"] = publication.about_in(code)
        super().__init__(data, initial=initial)
        for name in ("languages", "first_language"):
            offer(self, name, language_choices(self.codes))
        for code in self.codes:
            side = {"lang": code, "dir": direction_of_language(code)}
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name"),
                required=False,
                max_length=120,
                widget=forms.TextInput(attrs=side),
            )
            self.fields[f"motto_{code}"] = forms.CharField(
                label=_("Motto"),
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs=side),
            )
            self.fields[f"about_{code}"] = forms.CharField(
                label=_("About"),
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={**side, "rows": 8}),
            )

    def tongues(self) -> list[Tongue]:
        """Return the fields by language; the first language and what is wrong stand open."""
        used = self["languages"].value() or []
        first = self["first_language"].value()
        found: list[Tongue] = []
        for code in self.codes:
            fields = (
                self[f"name_{code}"],
                self[f"motto_{code}"],
                self[f"about_{code}"],
            )
            wrong = any(field.errors for field in fields)
            found.append(
                Tongue(
                    name=language_name(code),
                    said=str(fields[0].value() or fields[1].value() or ""),
                    used=code in used,
                    first=code == first,
                    open=code == first or wrong,
                    fields=fields,
                )
            )
        return found

    def clean_languages(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["languages"]
        for code in self.publication.languages:
            count = 0 if code in chosen else published_articles(language=code).count()
            if count:
                raise forms.ValidationError(
                    ngettext(
                        "%(count)d piece is published in %(language)s. Readers would lose it: "
                        "keep the language, or take the piece down first.",
                        "%(count)d pieces are published in %(language)s. Readers would lose "
                        "them: keep the language, or take the pieces down first.",
                        count,
                    )
                    % {"count": count, "language": language_name(code)}
                )
        return chosen

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        first = given.get("first_language")
        chosen = given.get("languages")
        if first and chosen and first not in chosen:
            self.add_error(
                "first_language",
                gettext("%s is not among the languages. Choose it there, or another one here.")
                % language_name(first),
            )
        if first and not given.get(f"name_{first}", "").strip():
            self.add_error(
                f"name_{first}", gettext("The publication needs a name in its first language.")
            )
        return given

    def described(self) -> dict[str, Any]:
        """Return the arguments of `describe_publication`. Call on a valid form."""
        given = self.cleaned_data
        first: str = given["first_language"]
        languages = [first, *(code for code in given["languages"] if code != first)]
        others = [code for code in self.codes if code != first]
        # A name left empty is the first language's; a motto left empty is none: a motto in
        # another language helps nobody.
        return {
            "name": given[f"name_{first}"].strip(),
            "motto": given[f"motto_{first}"].strip(),
            "languages": languages,
            "names": {code: name for code in others if (name := given[f"name_{code}"].strip())},
            "mottos": {code: given[f"motto_{code}"].strip() for code in others},
            "abouts": {
                code: about for code in self.codes if (about := given[f"about_{code}"].strip())
            },
            "seen": given["seen"],
        }
