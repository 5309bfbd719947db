"""The only way from an address to a chapter, for its people. Hidden and absent look alike."""

from collections.abc import Collection

from .chapter_selectors import chapters_of
from .models import Account, Chapter, ChapterRole


class ChapterHidden(LookupError):
    """There is no such chapter for this account, whether or not there is one."""


def open_chapter(account: Account, slug: str, roles: Collection[ChapterRole]) -> Chapter:
    """Return an open chapter in which `account` has any of `roles`. One query.

    Raises:
        ChapterHidden: no such chapter, closed, or not for this account: one answer for all.
    """
    chapter = chapters_of(account, roles).filter(slug=slug).first()
    if chapter is None:
        raise ChapterHidden
    return chapter
