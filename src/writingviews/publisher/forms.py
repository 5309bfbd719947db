"""What is typed on the publisher's pages, checked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator, validate_email
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from writingviews.articles.accents import ACCENTS, Accent, AccentRefused, checked_accent
from writingviews.articles.entries import (
    MOST_ABOVE,
    MOST_BELOW,
    Entry,
    EntryRefused,
    entry_address,
    path_of,
)
from writingviews.articles.licences import CREATIVE_COMMONS, RESERVED
from writingviews.articles.models import Publication, Section
from writingviews.articles.services.crawling import told_as
from writingviews.articles.services.dressing import dressed_as
from writingviews.articles.services.leading import Ways, led_as
from writingviews.articles.services.licensing import Licence, licensed_as
from writingviews.articles.services.sections import HUES, SectionSaid, section_as
from writingviews.house.settings import house_settings
from writingviews.language.direction import direction_of_language
from writingviews.media.kinds import MAX_BYTES
from writingviews.media.selectors import known_picture
from writingviews.media.services import PictureRefused, store_picture
from writingviews.newsroom.arranging import after_act, by_places
from writingviews.newsroom.seen_form import SeenForm
from writingviews.newsroom.wording import language_name

OWN: Final = "own"
#: The entries of the masthead and those of the foot, by their names in the form.
ABOVE: Final = "above"
BELOW: Final = "below"
_MOST: Final = {ABOVE: MOST_ABOVE, BELOW: MOST_BELOW}
#: Pixels on a mark's shorter side, and how many times that its longer one may be.
LEAST_MARK: Final = 180
LONGEST_MARK: Final = 3
#: What a picker shows before anybody has chosen a colour of their own.
_PICKER: Final = ("#0a5c8a", "#7ec3f5")

_ACCENT_NAMES: Final = {
    "madder": _("Madder"),
    "ink": _("Ink"),
    "moss": _("Moss"),
    "plum": _("Plum"),
    "ochre": _("Ochre"),
    "slate": _("Slate"),
}
#: What each licence lets readers do, in a line.
_ALLOWED: Final = {
    "cc0": _("for any use, without naming anybody"),
    "cc-by": _("for any use, with the writer’s name"),
    "cc-by-sa": _("with the writer’s name, and what is made of them under the same licence"),
    "cc-by-nc": _("with the writer’s name, for nothing that is sold"),
    "cc-by-nc-sa": _(
        "with the writer’s name, for nothing that is sold, and what is made of them under the same "
        "licence"
    ),
    "cc-by-nd": _("with the writer’s name, unchanged"),
    "cc-by-nc-nd": _("with the writer’s name, unchanged, for nothing that is sold"),
}


class LookForm(SeenForm):
    """The publication's colour and mark."""

    mark = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    upload = forms.FileField(
        label=_("Mark"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/webp,image/jpeg,image/avif"}),
        help_text=_(
            "Stands beside the name, in the browser’s tab, in feeds. PNG, WebP, AVIF or JPEG, at "
            "least 180 pixels high and wide, best square and see-through. No SVG: a drawing of "
            "that kind can carry programs."
        ),
    )
    remove_mark = forms.BooleanField(label=_("Take the mark away"), required=False)
    accent = forms.ChoiceField(
        label=_("Colour"),
        choices=[*((name, _ACCENT_NAMES[name]) for name in ACCENTS), (OWN, _("One of your own"))],
        widget=forms.RadioSelect,
        help_text=_(
            "Of links, marks and the current section. Sections take colours turned from it. "
            "It is measured on light and on dark pages before it is saved."
        ),
    )
    light = forms.CharField(
        label=_("Your own, on light pages"),
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    follows = forms.BooleanField(
        label=_("On dark pages the same hue, as light as it has to be there"), required=False
    )
    dark = forms.CharField(
        label=_("Your own, on dark pages"),
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        publication: Publication,
    ) -> None:
        accent = Accent(publication.accent, publication.accent_dark)
        self.accent_now, self._mark_before = accent, publication.mark
        light, dark = (accent.light, accent.dark) if accent.own else _PICKER
        follows = not accent.own or checked_accent(light).dark == dark
        super().__init__(
            data,
            files,
            initial={
                "accent": OWN if accent.own else accent.light,
                "light": light,
                "dark": dark,
                "follows": follows,
                "mark": publication.mark,
                "seen": dressed_as(publication),
            },
        )

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        chosen = given.get("accent", "")
        if chosen and chosen != OWN:
            given["chosen"] = Accent(chosen)
        elif chosen:
            dark = "" if given.get("follows") else given.get("dark", "")
            try:
                given["chosen"] = checked_accent(given.get("light", ""), dark)
            except AccentRefused as refusal:
                self.add_error(refusal.scheme, str(refusal))
        return given

    def clean_mark(self) -> str:
        given = str(self.cleaned_data["mark"])
        if given in {"", self._mark_before} or known_picture(given) is not None:
            return given
        return self._mark_before

    def clean_upload(self) -> str:
        """Clean a new mark, keep it and return its id, "" if none came: it can be tried before it
        is saved."""
        upload = self.cleaned_data["upload"]
        if not isinstance(upload, UploadedFile):
            return ""
        try:
            picture = store_picture(data=upload.read(MAX_BYTES + 1))
        except PictureRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        sides = sorted((picture.width, picture.height))
        if sides[0] < LEAST_MARK:
            raise forms.ValidationError(
                gettext(
                    "This has %(width)d × %(height)d pixels; a mark needs %(least)d on its shorter "
                    "side. Save it larger and upload that."
                )
                % {"width": picture.width, "height": picture.height, "least": LEAST_MARK}
            )
        if sides[1] > LONGEST_MARK * sides[0]:
            raise forms.ValidationError(
                gettext(
                    "This has %(width)d × %(height)d pixels and would be a line beside the name. "
                    "Cut it to at most three times its shorter side."
                )
                % {"width": picture.width, "height": picture.height}
            )
        return picture.id

    def mark_chosen(self) -> str:
        """Return the id of the mark: the new one, the one that stood, or "". Call on a valid
        form."""
        given = self.cleaned_data
        return str(given["upload"] or ("" if given["remove_mark"] else given["mark"]))

    @property
    def mark_shown(self) -> str:
        """The id of the mark that the form stands for now; "" for none."""
        return str(self["mark"].value() or "")

    def keep_mark(self) -> None:
        """Carry an uploaded mark on in the hidden field of a form that is shown again."""
        if self.cleaned_data.get("upload"):
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            data["mark"] = self.cleaned_data["upload"]
            self.data = data

    def tell_moved(self) -> None:
        chosen = self.mark_chosen()
        super().tell_moved()
        if chosen != self._mark_before:
            self.add_error("upload", gettext("Another mark stands now, or none."))

    def chosen(self) -> Accent:
        """Return the colour. Call on a valid form."""
        accent: Accent = self.cleaned_data["chosen"]
        return accent


class SectionForm(SeenForm):
    """What is said of a section."""

    hue = forms.ChoiceField(
        label=_("Colour"),
        required=False,
        choices=[
            ("", _("That of its place")),
            *((str(n), format_lazy(_("Colour {n}"), n=n + 1)) for n in range(HUES)),
        ],
        widget=forms.RadioSelect,
        help_text=_("Turned from the publication’s, each as legible as the others."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        publication: Publication,
        section: Section,
    ) -> None:
        self.codes = tuple(publication.languages)
        #: What is said in languages that are off is kept.
        self._kept = tuple(
            {code: text for code, text in said.items() if code not in self.codes}
            for said in (section.names, section.descriptions)
        )
        initial: dict[str, Any] = {
            "hue": "" if section.hue is None else str(section.hue),
            "seen": section_as(section),
        }
        for code in self.codes:
            initial[f"name_{code}"] = section.names.get(code, "")
            initial[f"description_{code}"] = section.description_in(code)
        super().__init__(data, initial=initial)
        for code in self.codes:
            _add_name(self, code)
            self.fields[f"description_{code}"] = forms.CharField(
                label=gettext("Description: %(language)s") % {"language": language_name(code)},
                required=False,
                max_length=300,
                widget=forms.Textarea(attrs={**_side(code), "rows": 2}),
            )

    def tongues(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return name and description in each language."""
        return [(self[f"name_{code}"], self[f"description_{code}"]) for code in self.codes]

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        _want_a_name(self, given, self.codes)
        return given

    def said(self) -> SectionSaid:
        """Return what was typed. Call on a valid form."""
        given, (names, descriptions) = self.cleaned_data, self._kept
        return SectionSaid(
            names=names | {code: given[f"name_{code}"] for code in self.codes},
            descriptions=descriptions | {code: given[f"description_{code}"] for code in self.codes},
            hue=int(given["hue"]) if given["hue"] else None,
        )


class AddSectionForm(forms.Form):
    """The names of another section."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, publication: Publication) -> None:
        super().__init__(data)
        self.codes = tuple(publication.languages)
        for code in self.codes:
            _add_name(self, code)

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        _want_a_name(self, given, self.codes)
        return given

    def said(self) -> SectionSaid:
        """Return the names. Call on a valid form."""
        return SectionSaid({code: self.cleaned_data[f"name_{code}"] for code in self.codes})


def _side(code: str) -> dict[str, str]:
    return {"lang": code, "dir": direction_of_language(code)}


def _add_name(form: forms.Form, code: str) -> None:
    form.fields[f"name_{code}"] = forms.CharField(
        label=gettext("Name: %(language)s") % {"language": language_name(code)},
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs=_side(code)),
    )


def _want_a_name(form: forms.Form, given: Mapping[str, Any], codes: tuple[str, ...]) -> None:
    if not given.get(f"name_{codes[0]}", "").strip():
        form.add_error(f"name_{codes[0]}", gettext("A section needs a name in the first language."))


@dataclass(frozen=True, slots=True)
class EntryRow:
    """The fields of an entry, for the page.

    Args:
        key: its name in the form: ``above-0``.
        number: its place, from 1.
        said: its name, or "" for one that is still to be written.
        first, last: whether it can go no further up or down.
    """

    key: str
    number: int
    said: str
    address: forms.BoundField
    names: Sequence[forms.BoundField]
    first: bool
    last: bool


class WaysForm(SeenForm):
    """Where the masthead and the foot lead.

    Args:
        data: what was sent, or None.
        publication: as it stands.
        stands: returns the path that was typed as a page of the site bears it; "" if none stands
            there.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        publication: Publication,
        stands: Callable[[str], str],
    ) -> None:
        self.codes, self._stands = tuple(publication.languages), stands
        self._words = publication.foot_words
        stored = {
            ABOVE: [Entry.from_json(each) for each in publication.navigation],
            BELOW: [Entry.from_json(each) for each in publication.foot_links],
        }
        self._stored = stored
        initial: dict[str, Any] = {"seen": led_as(publication)}
        initial |= {f"words_{code}": self._words.get(code, "") for code in self.codes}
        self.keys = {group: self._keys(group, data) for group in stored}
        for group, entries in stored.items():
            for key, entry in zip(self.keys[group], entries, strict=False):
                initial[f"{key}-address"] = entry.address
                for code in self.codes:
                    initial[f"{key}-name_{code}"] = entry.names.get(code, "")
        super().__init__(data, initial=initial)
        for key in (*self.keys[ABOVE], *self.keys[BELOW]):
            self.fields[f"{key}-address"] = forms.CharField(
                label=_("Leads to"),
                required=False,
                max_length=400,
                widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"}),
            )
            for code in self.codes:
                self.fields[f"{key}-name_{code}"] = forms.CharField(
                    label=language_name(code),
                    required=False,
                    max_length=40,
                    widget=forms.TextInput(attrs=_side(code)),
                )
        for code in self.codes:
            self.fields[f"words_{code}"] = forms.CharField(
                label=language_name(code),
                required=False,
                max_length=300,
                widget=forms.TextInput(attrs=_side(code)),
            )

    def _keys(self, group: str, data: Mapping[str, Any] | None) -> list[str]:
        """Return the rows' names: those that stand or were sent, and one to write another in."""
        standing = len(self._stored[group])
        sent = sum(f"{group}-{number}-address" in (data or {}) for number in range(_MOST[group]))
        return [f"{group}-{n}" for n in range(min(_MOST[group], max(standing + 1, sent)))]

    def rows(self, group: str) -> list[EntryRow]:
        """Return a group's rows in their order."""
        keys = self.keys[group]
        standing = len(self._stored[group])
        return [
            EntryRow(
                key=key,
                number=place + 1,
                said=next(
                    (said for code in self.codes if (said := self[f"{key}-name_{code}"].value())),
                    "",
                ),
                address=self[f"{key}-address"],
                names=[self[f"{key}-name_{code}"] for code in self.codes],
                first=place == 0,
                last=place >= standing - 1,
            )
            for place, key in enumerate(keys)
        ]

    @property
    def above(self) -> list[EntryRow]:
        return self.rows(ABOVE)

    @property
    def below(self) -> list[EntryRow]:
        return self.rows(BELOW)

    def words(self) -> list[forms.BoundField]:
        """Return the line at the foot in each language."""
        return [self[f"words_{code}"] for code in self.codes]

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        for key in (*self.keys[ABOVE], *self.keys[BELOW]):
            names = [given.get(f"{key}-name_{code}", "").strip() for code in self.codes]
            typed = given.get(f"{key}-address", "").strip()
            if typed and not any(names):
                self.add_error(
                    f"{key}-name_{self.codes[0]}",
                    gettext("Give it a name, or empty its address."),
                )
            if any(names) and not typed:
                self.add_error(f"{key}-address", gettext("Say where it leads."))
            if typed:
                given[f"{key}-address"] = self._checked(key, typed)
        return given

    def _checked(self, key: str, typed: str) -> str:
        try:
            address = entry_address(typed, base=house_settings().address)
        except EntryRefused as refusal:
            self.add_error(f"{key}-address", str(refusal))
            return typed
        if not address.startswith("/"):
            return address
        path = path_of(address)
        standing = self._stands(path)
        if not standing:
            self.add_error(
                f"{key}-address",
                gettext("No page stands at %s. Copy the address from the browser.") % path,
            )
        return f"{standing}{address[len(path) :]}"

    def ways(self, act: str = "") -> Ways:
        """Return what was typed, after a button was pressed (``up:above-1``). Call on a valid
        form."""
        words = {code: said for code, said in self._words.items() if code not in self.codes}
        words |= {code: self.cleaned_data[f"words_{code}"] for code in self.codes}
        return Ways(self._entries(ABOVE, act), self._entries(BELOW, act), words)

    def _entries(self, group: str, act: str) -> list[Entry]:
        given = self.cleaned_data
        used = [key for key in self.keys[group] if given[f"{key}-address"]]
        places = {key: str(self.data.get(f"{key}-place", "")) for key in used}
        entries = []
        for key in after_act(by_places(used, places), act):
            number = int(key.rpartition("-")[2])
            kept = {
                code: name
                for entry in self._stored[group][number : number + 1]
                for code, name in entry.names.items()
                if code not in self.codes
            }
            names = {code: given[f"{key}-name_{code}"] for code in self.codes}
            entries.append(Entry(given[f"{key}-address"], kept | names))
        return entries


class CrawlersForm(SeenForm):
    """What the publication tells programs that read it, and people who find a hole."""

    training = forms.BooleanField(
        label=_("Programs may be trained on the texts"),
        required=False,
        help_text=_(
            "Without the tick robots.txt asks those that gather texts for it to stay away; search "
            "engines are welcome either way. It is a request: who means harm does not read it."
        ),
    )
    security_contact = forms.CharField(
        label=_("Whom to tell of a hole"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text=_(
            "An address for mail, or of a page that begins with https://. It stands in "
            "security.txt, where people look who found a way in and want to tell you."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, publication: Publication) -> None:
        super().__init__(
            data,
            initial={
                "training": publication.training,
                "security_contact": publication.security_contact.removeprefix("mailto:"),
                "seen": told_as(publication),
            },
        )

    def clean_security_contact(self) -> str:
        given = str(self.cleaned_data["security_contact"]).strip()
        if not given:
            return ""
        try:
            if given.startswith("https://"):
                URLValidator(schemes=("https",))(given)
                return given
            validate_email(given)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                gettext("Write an address for mail, or a whole address of a page with https://.")
            ) from error
        return f"mailto:{given}"


class LicenceForm(SeenForm):
    """Under what readers may pass the texts on."""

    licence = forms.ChoiceField(
        label=_("Licence of the texts"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "It stands at the foot of every page, in feeds, in what pages tell other programs, on "
            "leaflets and in e-books. What has been passed on under a licence stays passed on: "
            "a narrower one holds for what is taken from now on."
        ),
    )
    address = forms.CharField(
        label=_("Where your own words stand in full"),
        required=False,
        max_length=300,
        validators=(URLValidator(schemes=("https", "http")),),
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        error_messages={"invalid": _("Write a whole address, with https:// at its beginning.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, publication: Publication) -> None:
        self.codes = tuple(publication.languages)
        self._first = publication.default_language
        #: Words in languages that are off are kept.
        self._kept = {
            code: said for code, said in publication.licences.items() if code not in self.codes
        }
        own = OWN if publication.licences else ""
        initial: dict[str, Any] = {
            "licence": publication.licence or own,
            "address": publication.licence_address,
            "seen": licensed_as(publication),
        }
        initial |= {f"said_{code}": publication.licences.get(code, "") for code in self.codes}
        super().__init__(data, initial=initial)
        choice = self.fields["licence"]
        choice.choices = [  # type: ignore[attr-defined]
            *(
                (code, gettext("%(name)s: %(allowed)s") % {"name": name, "allowed": _ALLOWED[code]})
                for code, (name, _at) in CREATIVE_COMMONS.items()
            ),
            (RESERVED, _("All rights reserved")),
            (OWN, _("In your own words")),
            ("", _("Nothing is said")),
        ]
        for code in self.codes:
            self.fields[f"said_{code}"] = forms.CharField(
                label=gettext("Your own words: %(language)s") % {"language": language_name(code)},
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"lang": code, "dir": direction_of_language(code)}),
            )

    def own_words(self) -> list[forms.BoundField]:
        """Return the fields that matter to own words alone."""
        return [*(self[f"said_{code}"] for code in self.codes), self["address"]]

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        said = given.get(f"said_{self._first}", "")
        if given.get("licence") == OWN and not said.strip():
            self.add_error(
                f"said_{self._first}", gettext("Say in a line under what they may be passed on.")
            )
        return given

    def chosen(self) -> Licence:
        """Return the licence. Call on a valid form."""
        given = self.cleaned_data
        code = given["licence"]
        if not code:
            return Licence()
        said = {code: words for code in self.codes if (words := given[f"said_{code}"].strip())}
        return Licence(self._kept | said, given["address"], "" if code == OWN else code)
