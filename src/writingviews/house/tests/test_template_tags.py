"""Fields with their labels and errors, and moments as they are said."""

from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone


class Letter(forms.Form):
    """A form with one field of each sort."""

    name = forms.CharField(label="Name", help_text="As you like.", max_length=5)
    note = forms.CharField(label="Note", required=False)
    agreed = forms.BooleanField(label="Agreed", required=False)
    colours = forms.MultipleChoiceField(
        label="Colours",
        choices=[("r", "Red"), ("b", "Blue")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Two.",
    )


def rendered(form: forms.Form, tag: str) -> str:
    template = Template("{% load house %}" + tag)
    return template.render(Context({"form": form}))


class TestField:
    def test_label_and_hint_are_tied_to_the_control(self) -> None:
        html = rendered(Letter(), "{% field form.name %}")
        assert '<label for="id_name">Name</label>' in html
        assert 'id="id_name_helptext">As you like.' in html
        assert 'aria-describedby="id_name_helptext"' in html
        assert "aria-invalid" not in html

    def test_what_is_optional_says_so(self) -> None:
        assert "optional" in rendered(Letter(), "{% field form.note %}")
        assert "optional" not in rendered(Letter(), "{% field form.note optional=False %}")

    def test_what_is_wrong_stands_beside_the_field_and_takes_the_focus(self) -> None:
        form = Letter({"name": "<long name>", "note": ""})
        html = rendered(form, "{% field form.name %}")
        assert 'aria-invalid="true"' in html
        assert 'aria-describedby="id_name_helptext id_name_error"' in html
        assert "autofocus" in html
        assert "<long" not in html
        assert 'class="wrong" id="id_name_error"' in html
        assert "autofocus" not in rendered(form, "{% field form.colours %}")

    def test_what_is_wrong_with_the_whole_takes_the_focus_first(self) -> None:
        form = Letter({"name": "Mira", "colours": ["r"]})
        form.add_error(None, "Not <now>.")
        html = rendered(form, "{% refusal form %}{% field form.name %}")
        assert 'role="alert" tabindex="-1" autofocus' in html
        assert "Not &lt;now&gt;." in html
        assert html.count("autofocus") == 1

    def test_several_controls_stand_in_a_fieldset(self) -> None:
        html = rendered(Letter({"name": "Mira"}), "{% field form.colours %}")
        assert "<legend>Colours</legend>" in html
        assert 'aria-describedby="id_colours_helptext id_colours_error"' in html

    def test_a_box_to_tick_stands_before_its_label(self) -> None:
        html = rendered(Letter(), "{% field form.agreed %}")
        assert html.index("<input") < html.index("<label")

    def test_other_words_and_attributes_may_be_given(self) -> None:
        html = rendered(Letter(), '{% field form.name label="Who" hint="" aria_foo="x" %}')
        assert ">Who</label>" in html
        assert "helptext" not in html
        assert 'aria-foo="x"' in html


class TestMoments:
    @pytest.mark.parametrize(
        ("passed", "words"),
        [
            (timedelta(seconds=20), "just now"),
            (timedelta(hours=5, minutes=40), "5\xa0hours ago"),
            (timedelta(days=9), "1\xa0week ago"),
        ],
    )
    def test_a_moment_ago_is_said_by_its_largest_unit(self, passed: timedelta, words: str) -> None:
        html = Template("{% load house %}{{ at|ago }}").render(
            Context({"at": timezone.now() - passed})
        )
        assert f">{words}</time>" in html

    def test_long_ago_is_a_date(self) -> None:
        at = datetime(2020, 3, 12, 14, 30, tzinfo=UTC)
        html = Template("{% load house %}{{ at|ago }}").render(Context({"at": at}))
        assert html == '<time datetime="2020-03-12T14:30+00:00">12 March 2020</time>'

    def test_a_moment_to_come_is_said_in_utc_and_marked_for_the_script(self) -> None:
        at = datetime(2099, 3, 12, 14, 30, tzinfo=UTC)
        html = Template("{% load house %}{{ at|moment }}").render(Context({"at": at}))
        assert "data-moment>12 March 2099, 14:30 UTC</time>" in html

    def test_nothing_is_nothing(self) -> None:
        assert (
            Template("{% load house %}{{ at|ago }}{{ at|moment }}").render(Context({"at": None}))
            == ""
        )
