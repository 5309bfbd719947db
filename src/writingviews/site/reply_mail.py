"""What a mail with the link to a reader's own reply says, in the language of the piece's page.

It may be read by others on the way or in the mailbox: no word that a reader or a writer wrote.
"""

from datetime import datetime
from typing import Final

from writingviews.house.settings import MailSettings
from writingviews.replies.models import Reply
from writingviews.replies.own_key import mailed_key
from writingviews.replies.posting import make_round

from . import words
from .article_page import reply_address
from .publication_view import PublicationView

_PARTS: Final = "\n\n"


def post_links(now: datetime, settings: MailSettings) -> int:
    """Send the links that are due, for the worker's postman; return how many were sent."""
    return make_round(now, settings, written)


def written(reply: Reply) -> tuple[str, str] | None:
    """Return a mail's subject and text; None if readers do not see the piece any more."""
    site = PublicationView.read()
    found = site.reader.articles([reply.article_id])
    if not found:
        return None
    (article,) = found
    say = words.translations(site.shown_language(article.language)).gettext
    link = f"{reply_address(article.slug)}own/{reply.pk}/{mailed_key(reply)}/"
    lines = (
        say("Somebody gave this address, with a reply, at:"),
        f"{site.base_address}/",
        say("With this link the reply can be changed or deleted:"),
        f"{site.base_address}{link}",
        say("If that was not you, do nothing. The address is on no page and goes with the reply."),
    )
    return say("The link to a reply"), _PARTS.join(lines)
