"""Moments that are typed as the publication's clock shows them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from writingviews.articles.models import Publication
from writingviews.articles.zone import (
    known_zones,
    moments_at,
    next_shown,
    offset_words,
    shown_at,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_WRITE_IT_SO = _("Write the day and the hour as 2026-03-12 14:30.")
_TYPED = "%Y-%m-%dT%H:%M"


class ZonedForm(forms.Form):
    """A form with one moment, named `moment_name`, by the publication's clock.

    Of a time that comes twice, when clocks are set back, `which` asks which; it is shown only then.
    """

    moment_name: ClassVar[str] = "until"
    which = forms.ChoiceField(
        label=_("Which of the two"), required=False, choices=(), widget=forms.RadioSelect
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        zone: ZoneInfo,
        initial: dict[str, Any] | None = None,
        prefix: str | None = None,
    ) -> None:
        self.zone = zone
        #: Whether the time that was typed comes twice.
        self.asks_which = False
        super().__init__(data, initial=initial, prefix=prefix)
        self.fields[self.moment_name].help_text = gettext(
            "By the publication’s clock: %(zone)s, where it is %(now)s now."
        ) % {
            "zone": zone.key,
            "now": date_format(shown_at(datetime.now(UTC), zone), "H:i"),
        }
        self._offer_which()

    def _offer_which(self) -> None:
        """Let both be chosen, if what was typed comes twice."""
        typed = self.data.get(self.add_prefix(self.moment_name), "") if self.is_bound else ""
        try:
            local = datetime.fromisoformat(str(typed)).replace(tzinfo=None)
        except ValueError:
            return
        if not _tellable(local) or len(moments := moments_at(local, self.zone)) != 2:
            return
        self.asks_which = True
        words = (gettext("The first, %(offset)s"), gettext("The second, %(offset)s"))
        choices = [
            (str(number), said % {"offset": offset_words(at, self.zone)})
            for number, (said, at) in enumerate(zip(words, moments, strict=True))
        ]
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed: datetime | None = cleaned.get(self.moment_name)
        if typed is None:
            return cleaned
        local = typed.replace(tzinfo=None)
        if not _tellable(local):
            self.add_error(self.moment_name, str(_WRITE_IT_SO))
            return cleaned
        moments = moments_at(local, self.zone)
        if not moments:
            after = next_shown(local, self.zone)
            self.add_error(
                self.moment_name,
                gettext(
                    "In %(zone)s clocks leap over this time. The next one they show is %(next)s."
                )
                % {"zone": self.zone.key, "next": date_format(after, "j F Y, H:i")},
            )
        elif len(moments) == 1:
            cleaned["at"] = moments[0]
        elif chosen := cleaned.get("which"):
            cleaned["at"] = moments[int(chosen)]
        else:
            self.add_error(
                self.moment_name,
                gettext("Clocks in %(zone)s show this time twice. Choose which of the two below.")
                % {"zone": self.zone.key},
            )
        return cleaned

    def at(self) -> datetime | None:
        """Return the moment in UTC; None if none was typed. Call on a valid form."""
        found: datetime | None = self.cleaned_data.get("at")
        return found

    def refuse(self, sentence: str) -> None:
        """Say beside the field why the moment will not do."""
        self.add_error(self.moment_name, sentence)


def moment_field(label: "_StrOrPromise", *, required: bool = True) -> forms.DateTimeField:
    """Return the field of a moment; its form says by whose clock."""
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_TYPED),
        error_messages={"required": _("Choose the day and the hour."), "invalid": _WRITE_IT_SO},
    )


def typed_moment(at: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment as the field shows it; "" for None."""
    return shown_at(at, zone).strftime(_TYPED) if at else ""


def _tellable(local: datetime) -> bool:
    """Whether no offset carries it past what a date can hold."""
    return 2000 <= local.year < 9000


class DueForm(ZonedForm):
    """When a piece is to be published."""

    moment_name = "due"
    due = moment_field(_("Publish it later, on"))

    def due_at(self) -> datetime:
        """Return the moment, aware. Call on a valid form."""
        at = self.at()
        if at is None:
            raise ValueError("The form is not valid, or was not asked whether it is.")
        return at


class EmbargoForm(ZonedForm):
    """Before when readers may not see a piece."""

    until = moment_field(_("Not before"))


class PinForm(ZonedForm):
    """At the head of which front a piece is to stand, and until when."""

    place = forms.ChoiceField(label=_("Where"), widget=forms.RadioSelect)
    until = moment_field(_("Until"), required=False)


class ZoneForm(forms.Form):
    """By whose clock the publication publishes."""

    zone = forms.ChoiceField(
        label=_("Clock"),
        help_text=_(
            "Of the place by whose clock pieces are scheduled. What is scheduled already keeps its "
            "moment."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, publication: Publication) -> None:
        super().__init__(data, initial={"zone": publication.zone})
        field = self.fields["zone"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        # One that was chosen by another name stays to be chosen.
        names = dict.fromkeys([*known_zones(), publication.zone])
        field.choices = [(name, name.replace("_", " ")) for name in names]
