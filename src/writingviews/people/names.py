"""Names to sign in with: what they may be, and which of them are one."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from writingviews.language.fold import fold
from writingviews.language.scripts import is_one_script


def sign_in_key(username: str) -> str:
    """Return what is the same for all spellings of one name; two accounts never share it.

    Unicode NFKC and case folding, and the folding that search uses: Noor, NOOR and wide Ｎｏｏｒ,
    علی on a Persian and علي on an Arabic keyboard, ۱ and 1. So a name is found however it is typed,
    and nobody takes one that looks like another's.
    """
    return fold(unicodedata.normalize("NFKC", username).casefold())


def check_letters(username: str) -> None:
    """Refuse a name that mixes scripts, as one that imitates another does, or has no letter.

    Raises:
        ValidationError: with the cause and the mend.
    """
    if not is_one_script(username):
        raise ValidationError(
            _(
                "This name mixes the letters or digits of several scripts, so that it could be "
                "taken for another. Write it in one."
            ),
            code="scripts",
        )
    if not any(character.isalnum() for character in sign_in_key(username)):
        raise ValidationError(_("A name needs a letter or a digit."), code="letters")
