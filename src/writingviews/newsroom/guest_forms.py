"""What is typed when a guest is invited."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from writingviews.articles.zone import moments_at, next_shown
from writingviews.guests.services import LONGEST, LONGEST_ASKED, LONGEST_NAME, Invitation

_USUAL = timedelta(days=14)


class GuestForm(forms.Form):
    """Whom a link is for, until when, and what is asked.

    Args (besides Django's): today, the day in the publication's zone; zone.
    """

    name = forms.CharField(
        label=_("The guest’s name on the sheet"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    last_day = forms.DateField(
        label=_("Good until the end of"), widget=forms.DateInput(attrs={"type": "date"})
    )
    asked = forms.CharField(
        label=_("What you ask of them"),
        max_length=LONGEST_ASKED,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands on the page that the link opens. No title and no words of the piece."),
    )

    def __init__(self, *args: object, today: date, zone: ZoneInfo, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # Django's own
        self._today, self._zone = today, zone
        self.fields["last_day"].initial = today + _USUAL
        self.fields["last_day"].widget.attrs |= {
            "min": today.isoformat(),
            "max": (today + LONGEST).isoformat(),
        }

    def clean_last_day(self) -> date:
        """Refuse a day that is past or too far."""
        day: date = self.cleaned_data["last_day"]
        if day < self._today:
            raise forms.ValidationError(
                gettext("This day is past. Choose today or a later one."), "past"
            )
        if day > self._today + LONGEST:
            raise forms.ValidationError(
                gettext("A link is good for 90 days at most. Choose an earlier day."), "far"
            )
        return day

    def invitation(self) -> Invitation:
        """Return what was asked for."""
        given = self.cleaned_data
        midnight = datetime.combine(given["last_day"] + timedelta(days=1), time())
        moments = moments_at(midnight, self._zone)
        # Some clocks leap over a midnight.
        until = (
            moments[0] if moments else moments_at(next_shown(midnight, self._zone), self._zone)[0]
        )
        return Invitation(name=given["name"], asked=given["asked"], until=until)
