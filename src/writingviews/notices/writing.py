"""What a mail says. It may be read by others than who it is for, on the way or in the mailbox:
no title, no name, no word of a text, and nothing of which the moment beside a public page tells
who writes it (`docs/notices.md`)."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from .mail import confirming_token, stopping_token
from .models import MailAddress, MailKind, NoticeKind, Outgoing
from .wording import WORDS

_PARTS: Final = "\n\n"


def written(outgoing: Outgoing, kinds: Sequence[NoticeKind], house: str) -> tuple[str, str]:
    """Return a mail's subject and text.

    Args:
        outgoing: with its address and its notice.
        kinds: what there is news of; empty for a mail that confirms.
        house: the house's own address, without a slash at its end.
    """
    address = outgoing.address
    if outgoing.kind == MailKind.CONFIRM:
        link = f"{house}/notices/mail/confirm/{confirming_token(address)}/"
        lines = (
            _("Somebody gave this address to be told when something waits in the house at:"),
            house,
            _("If that was you, confirm it here within two days:"),
            link,
            _("If it was not, do nothing: no other mail comes, and the address is forgotten."),
        )
        return _("Confirm this address"), _PARTS.join(lines)
    sentences = list(dict.fromkeys(str(WORDS[kind].mail) for kind in kinds))
    place = (
        f"{house}/notices/{outgoing.notice_id}/"
        if outgoing.kind == MailKind.NOTICE
        else f"{house}/notices/"
    )
    said = ("\n".join(sentences), place, _foot(address, house))
    return _("Something waits for you"), _PARTS.join(said)


def _foot(address: MailAddress, house: str) -> str:
    link = f"{house}/notices/mail/stop/{stopping_token(address)}/"
    return "-- \n" + _("No more mail, and this address forgotten:") + f"\n{link}"
