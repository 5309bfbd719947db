"""A picture on a form: uploaded, kept while the form is shown again, taken away, described."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from writingviews.media.kinds import MAX_BYTES
from writingviews.media.selectors import known_picture
from writingviews.media.services import PictureRefused, store_picture

#: The fields of a picture, in the order in which they stand.
PICTURE_FIELDS: Final = (
    "picture",
    "upload",
    "remove_picture",
    "picture_alt",
    "picture_caption",
    "picture_credit",
)


class PicturedForm(forms.Form):
    """What a form with a picture asks; a form that extends it says which picture stood before."""

    #: The id of the picture that stands now; "" for none.
    picture_before: str

    picture = forms.CharField(required=False, widget=forms.HiddenInput)
    upload = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
        help_text=_(
            "JPEG, PNG, WebP or AVIF, up to 25 MB, best 2,400 pixels wide. Place, time and "
            "camera are taken out of it."
        ),
    )
    remove_picture = forms.BooleanField(label=_("Take this picture away"), required=False)
    picture_alt = forms.CharField(
        label=_("What the picture shows"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "For those who do not see it. A piece with a picture is not submitted without."
        ),
    )
    picture_credit = forms.CharField(
        label=_("Credit"),
        required=False,
        max_length=300,
        help_text=_("Who made it: a name as it may be printed."),
    )

    @property
    def picture_shown(self) -> str:
        """The id of the picture that the form stands for now; "" for none."""
        return str(self["picture"].value() or "")

    def clean_picture(self) -> str:
        given = str(self.cleaned_data["picture"])
        if given in {"", self.picture_before} or known_picture(given) is not None:
            return given
        return self.picture_before

    def clean_upload(self) -> str:
        """Store a new picture and return its id, "" if none came.

        It is stored even if another field is wrong: `keep_picture` then carries it on, so that
        nobody has to upload it twice.
        """
        upload = self.cleaned_data["upload"]
        if not isinstance(upload, UploadedFile):
            return ""
        try:
            return store_picture(data=upload.read(MAX_BYTES + 1)).id
        except PictureRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    @staticmethod
    def picture_chosen(given: Mapping[str, Any]) -> str:
        """Return the id of the picture that was chosen: the new one, the one that stood, or ""."""
        kept = "" if given.get("remove_picture") else given.get("picture", "")
        return str(given.get("upload") or kept)

    def keep_picture(self) -> None:
        """Carry a stored picture on in the hidden field of a form that is shown again."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["picture"] = self.cleaned_data.get("picture", self.picture_before)
        data.pop("remove_picture", None)
        self.data = data
