"""A form of settings that knows whether somebody else saved the same ones meanwhile."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext


class SeenForm(forms.Form):
    """What a form of settings carries besides its fields: how they stood when it was opened."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def tell_moved(self) -> None:
        """Say what stands now beside each field that differs, and let what was typed be saved over
        it. Call on a valid form whose `initial` is what stands now."""
        self.add_error(
            None,
            gettext(
                "Somebody else saved these settings while you had them open. Nothing of yours is "
                "stored yet: beside each field that differs stands what they saved. Save again to "
                "put yours in its place."
            ),
        )
        given = dict(self.cleaned_data)
        for name, field in self.fields.items():
            if field.widget.is_hidden:
                continue
            now, typed = self.get_initial_for_field(field, name), given.get(name)
            if _plain(now) != _plain(typed):
                said = _said(field, now) or gettext("nothing")
                self.add_error(name, gettext("It says now: %s") % said)
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["seen"] = self.initial["seen"]
        self.data = data


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return sorted(map(str, value))
    return "" if value is None or value is False else str(value).replace("\r\n", "\n").strip()


def _said(field: forms.Field, value: object) -> str:
    """Return a value as the form shows it, cut where it is long."""
    names = {str(key): str(name) for key, name in getattr(field, "choices", ())}
    several: Iterable[object] = value if isinstance(value, list | tuple) else [value]
    said = ", ".join(names.get(str(each), str(each)) for each in several if each not in {None, ""})
    return said if len(said) <= 200 else f"{said[:200]}…"
