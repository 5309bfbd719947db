"""The demo's chapters: made by the publisher, joined by those of the cast who are asked in."""

from collections.abc import Mapping

from django.db import transaction

from writingviews.people.chapter_services import (
    ChapterSettings,
    accept_invitation,
    describe_chapter,
    invite,
    make_chapter,
)
from writingviews.people.models import Account, Chapter, ChapterInvitation, ChapterRole

from .content_files import DemoChapter


@transaction.atomic
def found_chapter(one: DemoChapter, cast: Mapping[str, Account]) -> None:
    """Make a chapter whose people have all said yes; one that is there is left.

    Its first editor is the first of `one.people` who edits.
    """
    if Chapter.objects.filter(names=dict(one.names)).exists():
        return
    first = next(name for name, role in one.people.items() if role is ChapterRole.EDITOR)
    chapter = make_chapter(
        actor=cast["publisher"],
        settings=ChapterSettings(language=one.language, names=one.names, has_page=True),
        first_editor=cast[first].username,
    )
    _join(cast[first], chapter)
    for name, role in one.people.items():
        if name != first:
            invite(actor=cast[first], chapter=chapter, name=cast[name].username, role=role)
            _join(cast[name], chapter)
    describe_chapter(actor=cast[first], chapter_id=chapter.pk, abouts=one.abouts)


def _join(account: Account, chapter: Chapter) -> None:
    waiting = ChapterInvitation.objects.get(chapter=chapter, account=account)
    accept_invitation(actor=account, invitation_id=waiting.pk)
