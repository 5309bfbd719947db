"""The pieces of the Twins test, published in the publication of ``WRITINGVIEWS_DIR``.

``python -m tests.twins one`` puts one account behind both pen names, ``two`` an account behind
each. Everything else is the same, the clock too: what readers get may not differ by a byte. With
``replied`` a reader replies besides; a reply's id is of chance.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from writingviews.people.models import Account, Byline

#: What no public page may ever say. Passwords are here as names are: to be searched for.
CANARIES: Final = {
    "account": "canary-account-quartz",
    "other account": "canary-other-basalt",
    "editor": "canary-editor-granite",
    "password": "canary password feldspar",
    "email": "canary.reader@marble.example",
    "camera": "CANARY-CAMERA-SLATE",
}
PEN_NAMES: Final = ("Heron", "The Tenant Upstairs")
BEGAN: Final = datetime(2026, 3, 1, 9, 30, 41, tzinfo=UTC)


def main(cast: str, *further: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    import django

    django.setup()
    from writingviews.people.models import BylineKind, Role
    from writingviews.people.services import create_account, take_byline
    from writingviews.press.printing import print_pending
    from writingviews.press.rebuilding import rebuild
    from writingviews.search.services import rebuild_index

    from .publishing import look_at_nothing

    def account(name: str, *roles: Role) -> "Account":
        return create_account(
            username=CANARIES[name],
            password=CANARIES["password"],
            roles=frozenset(roles),
            actor=None,
        )

    first = account("account")
    second = account("other account") if cast == "two" else first
    editor = account("editor", Role.EDITOR, Role.PUBLISHER, Role.MODERATOR)
    look_at_nothing()
    writers = (first, second)
    bylines = [
        take_byline(account=writer, name=name, kind=BylineKind.PEN, about=f"{name} writes here.")
        for writer, name in zip(writers, PEN_NAMES, strict=True)
    ]
    rebuild_index()
    slugs = [
        _publish(number, writers[number % 2], bylines[number % 2], editor) for number in range(6)
    ]
    if "replied" in further:
        _reply(slugs[0], editor)
    print_pending()
    rebuild()


def _publish(number: int, writer: "Account", byline: "Byline", editor: "Account") -> str:
    """Take a piece the whole way, with a picture that says where it was taken."""
    from writingviews.articles.lifecycle import Verb
    from writingviews.articles.models import Kind, Section
    from writingviews.articles.services.filing import Filing, begin_article, file_article
    from writingviews.articles.services.first_drafts import let_readers_see_first_draft
    from writingviews.articles.services.moving import Move, move_article
    from writingviews.articles.tests.making import make_document
    from writingviews.media.services import store_picture

    article = begin_article(actor=writer, language="en", byline=byline)
    file_article(
        actor=writer,
        article_id=article.id,
        filing=Filing(
            language="en",
            kind=Kind.ESSAY,
            section=Section.objects.order_by("position")[number % 4],
            topics=("harbour", f"street {number % 3}"),
            bylines=(byline,),
            picture=store_picture(data=photograph(number)).id,
            picture_alt="A flat colour",
        ),
    )
    document = make_document(
        f"Piece number {number}",
        "About the harbour and the streets behind it.",
        f"The harbour has {number} streets behind it, and a bridge that nobody crosses at night.",
    )
    first = make_document(f"Piece number {number}", "", "A harbour has streets behind it.")
    at = BEGAN + timedelta(days=3 * number)
    for actor, verb, text in (
        (writer, Verb.SUBMIT, first),
        (editor, Verb.ACCEPT, document),
        (editor, Verb.PUBLISH, document),
    ):
        article = move_article(
            actor=actor, article_id=article.id, move=Move(verb), document=text, now=at
        )
        at += timedelta(hours=5)
    # Both pen names show how a piece began.
    if number < 2:
        let_readers_see_first_draft(actor=writer, article_id=article.id, now=at)
    return str(article.slug)


def _reply(slug: str, moderator: "Account") -> None:
    from writingviews.articles.models import Article
    from writingviews.replies.models import ReplyState
    from writingviews.replies.services import decide_reply, receive_reply

    reply = receive_reply(
        article=Article.objects.get(slug=slug),
        name="A reader",
        text="I have crossed it.",
        email=CANARIES["email"],
        now=BEGAN + timedelta(days=40),
    )
    decide_reply(actor=moderator, reply_id=reply.id, state=ReplyState.SHOWN)


def photograph(number: int) -> bytes:
    """A JPEG whose EXIF names its camera and the moment it was taken."""
    from PIL import Image

    image = Image.new("RGB", (640, 420), (40 + 30 * number, 90, 120))
    exif = image.getexif()
    exif[0x010F] = CANARIES["camera"]  # Make
    exif[0x0132] = "2026:02:27 05:41:00"  # DateTime
    made = BytesIO()
    image.save(made, "JPEG", exif=exif)
    return made.getvalue()


if __name__ == "__main__":
    main(*sys.argv[1:])
