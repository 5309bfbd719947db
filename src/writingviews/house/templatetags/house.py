"""Template tags of the signed-in pages."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext

from writingviews.house.assets import asset_address

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built front-end file: ``{% asset "house.css" %}``."""
    return asset_address(name)


@dataclass(frozen=True, slots=True)
class FieldView:
    """The parameters of ``house/field.html``.

    Args:
        id: of the control; hint and errors have it with an ending.
        label: what the field is called.
        hint: a sentence beneath the label; may be "".
        errors: what is wrong with what was entered, each with its mend.
        described_by: the ids of hint and errors, for a fieldset.
        control: the control's HTML, its hint and errors tied to it.
        group: whether the control is several, so that it needs a fieldset and a legend.
        tick: whether it is one box to tick, whose label stands behind it.
        optional: whether it may be left empty.
    """

    id: str
    label: str
    hint: str
    errors: tuple[str, ...]
    described_by: str
    control: SafeString
    group: bool
    tick: bool
    optional: bool


@register.inclusion_tag("house/field.html")
def field(
    bound: BoundField,
    label: str = "",
    hint: str | None = None,
    *,
    optional: bool | None = None,
    **attrs: str | bool,
) -> dict[str, FieldView]:
    """A form's field with its label, its hint and, beside it, what is wrong.

    The first field of a form that is wrong takes the focus.

    Args:
        bound: the form's field.
        label: another label than the field's own.
        hint: another hint than the field's help text; "" for none.
        optional: another answer than the field's own to whether it may be left empty.
        attrs: attributes of the control, ``_`` for ``-``; False takes one away.
    """
    # str() keeps what is marked safe so: the password's rules come as a list. Django ties hint and
    # errors to the control by their ids itself, from what stands on the bound field.
    bound.help_text = hint = str(bound.help_text) if hint is None else hint
    given: dict[str, str | bool] = {key.replace("_", "-"): value for key, value in attrs.items()}
    # Placeholders vanish as one types and are too pale to read: labels say it.
    given.setdefault("placeholder", False)
    group = bound.field.widget.use_fieldset
    if bound.form.errors:
        first = next((one.name for one in bound.form if one.errors), None)
        given["autofocus"] = not bound.form.non_field_errors() and first == bound.name
    return {
        "field": FieldView(
            id=bound.auto_id,
            label=label or str(bound.label),
            hint=hint,
            errors=tuple(str(error) for error in bound.errors),
            described_by=bound.aria_describedby or "",
            control=bound.as_widget(attrs=given),
            group=group,
            tick=getattr(bound.field.widget, "input_type", "") == "checkbox" and not group,
            optional=(not bound.field.required) if optional is None else optional,
        )
    }


@register.inclusion_tag("house/refusal.html")
def refusal(form: object) -> dict[str, list[str]]:
    """What is wrong with a form as a whole; takes the focus."""
    errors = form.non_field_errors() if hasattr(form, "non_field_errors") else []
    return {"errors": [str(error) for error in errors]}


@register.filter
def ago(at: datetime | None) -> SafeString:
    """How long ago a moment was, as a reader says it, in a ``time`` element; "" for None.

    No date and no hour need a time zone that the house does not know.
    """
    if at is None:
        return SafeString("")
    passed = timezone.now() - at
    if passed < timedelta(minutes=1):
        words = gettext("just now")
    elif passed < timedelta(days=60):
        words = gettext("%s ago") % timesince(at, depth=1)
    else:
        words = date_format(at, "j F Y")
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="minutes"), words)


@register.filter
def moment(at: datetime | None) -> SafeString:
    """A moment in UTC, in a ``time`` element that a script turns into the reader's own clock."""
    if at is None:
        return SafeString("")
    return format_html(
        '<time datetime="{}" data-moment>{} UTC</time>',
        at.isoformat(timespec="minutes"),
        date_format(at.astimezone(UTC), "j F Y, H:i"),
    )
