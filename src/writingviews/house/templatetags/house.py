"""Template tags of the signed-in pages."""

from dataclasses import dataclass

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

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
        control: the control's HTML, its hint and errors tied to it.
        group: whether the control is several, so that it needs a fieldset and a legend.
        tick: whether it is one box to tick, whose label stands behind it.
        optional: whether it may be left empty.
    """

    id: str
    label: str
    hint: str
    errors: tuple[str, ...]
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
    **attrs: object,
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
    # str() keeps what is marked safe so: the password's rules come as a list.
    hint = str(bound.help_text) if hint is None else hint
    errors = tuple(str(error) for error in bound.errors)
    name = bound.id_for_label or bound.auto_id
    given: dict[str, object] = {key.replace("_", "-"): value for key, value in attrs.items()}
    # Placeholders vanish as one types and are too pale to read: labels say it.
    given.setdefault("placeholder", False)
    group = bound.field.widget.use_fieldset
    told = " ".join(
        part for part in (f"{name}_hint" if hint else "", f"{name}_wrong" if errors else "") if part
    )
    if told and not group:
        given["aria-describedby"] = told
    if errors:
        given["aria-invalid"] = "true"
    if bound.form.errors:
        first = next((one.name for one in bound.form if one.errors), None)
        given["autofocus"] = not bound.form.non_field_errors() and first == bound.name
    return {
        "field": FieldView(
            id=name,
            label=label or str(bound.label),
            hint=hint,
            errors=errors,
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
