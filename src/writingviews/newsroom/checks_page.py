"""The page of an article's checks before print, and what other pages say of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from writingviews.articles.access import OpenedArticle
from writingviews.articles.checked_text import checked_text
from writingviews.articles.checks import (
    Check,
    Mark,
    checks_of,
    hindrances,
    second_person,
    standing_vetoes,
    vetoes_of,
)
from writingviews.articles.lifecycle import Part, State, Verb, needs_of
from writingviews.articles.models import CheckedBy, Veto
from writingviews.articles.services.checking import CHECKABLE, RESPONSIBLE
from writingviews.document.text import title_text
from writingviews.language.direction import Direction, direction_of_language
from writingviews.people.models import Account

from .naming import names_beside

#: Who may see the page: a reviewer, a mentor or a chapter's editor has no part in print.
WHO_CHECK: Final = RESPONSIBLE | {Part.WRITER}
_TICKS: Final = {CheckedBy.EDITOR: Part.EDITOR, CheckedBy.WRITER: Part.WRITER}

MARKS: Final[dict[Mark, Promise]] = {
    Mark.TICKED: _("Ticked"),
    Mark.OPEN: _("Open"),
    Mark.FALLEN: _("The text was changed since it was ticked"),
    Mark.SEEN: _("Seen by the program"),
    Mark.FOUND: _("Found by the program"),
}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """An item as a line.

    Args:
        id: the item's.
        words, hint: what is to be looked at.
        mark: how it stands; `mark_words` is the same in words.
        who: who ticked it, or "".
        at: when.
        whose: who is to tick it.
        mine: whether whoever looks may tick it.
        mine_to_undo: whether they may take the tick back.
        found: what the program found, or "".
    """

    id: UUID
    words: str
    hint: str
    mark: Mark
    mark_words: Promise
    who: str
    at: datetime | None
    whose: str
    mine: bool
    mine_to_undo: bool
    found: str


@dataclass(frozen=True, slots=True)
class VetoRow:
    """A veto as a line; `mine_to_lift` is whether whoever looks may lift it."""

    id: UUID
    who: str
    at: datetime
    reason: str
    lifted_at: datetime | None
    lifted_by: str
    lifted_why: str
    mine_to_lift: bool


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """Who agreed to the text as it stands, and when."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChecksPage:
    """The context of ``newsroom/checks.html``.

    Args:
        article_id, title, language, direction: of the piece.
        begun: whether it is checked yet; a draft is not.
        rows: its checklist.
        held: how many of them hold.
        text: the text that is shown here (`checked_text`), sent with every tick.
        two_persons: whether its section asks for two.
        agreed: who agreed to this text.
        agreement_fell: whether somebody agreed to another text.
        may_agree: whether whoever looks may agree, and has not.
        vetoes: all there were, the newest first.
        may_veto: whether whoever looks may lay one.
        audit: whether they may see who did what.
        door: the entry of the house's navigation behind which the page lies.
        refused: why an act was refused just now, or "".
        typed: what was typed into the reason, kept after a refusal.
    """

    article_id: UUID
    title: str
    language: str
    direction: Direction
    begun: bool
    rows: Sequence[CheckRow]
    held: int
    text: str
    two_persons: bool
    agreed: Sequence[AgreedRow]
    agreement_fell: bool
    may_agree: bool
    vetoes: Sequence[VetoRow]
    may_veto: bool
    audit: bool
    door: str
    refused: str = ""
    typed: str = ""


def checks_page(
    opened: OpenedArticle,
    document: dict[str, Any],
    account: Account,
    *,
    refused: str = "",
    typed: str = "",
) -> ChecksPage:
    """Return an article's checks for one of `WHO_CHECK`. About 16 queries, for any list."""
    article = opened.article
    begun = State(article.state) in CHECKABLE
    checks = checks_of(article, document) if begun else []
    second = second_person(article, document)
    vetoes = vetoes_of(article)
    people = {check.account for check in checks if check.account} | set(second.agreed)
    for veto in vetoes:
        people |= {one.id for one in (veto.account, veto.lifted_by) if one}
    names = names_beside(opened, people)
    responsible = bool(opened.parts & RESPONSIBLE)
    rows = [_row(check, opened, account, names) for check in checks]
    return ChecksPage(
        article_id=article.id,
        title=title_text(document),
        language=article.language,
        direction=direction_of_language(article.language),
        begun=begun,
        rows=rows,
        held=sum(row.mark.holds for row in rows),
        text=checked_text(article, document),
        two_persons=second.asked,
        agreed=[AgreedRow(names.get(one, "?"), at) for one, at in second.agreed.items()],
        agreement_fell=second.fell,
        may_agree=begun and second.asked and responsible and account.id not in second.agreed,
        vetoes=[_veto_row(veto, opened, account, names) for veto in vetoes],
        may_veto=begun
        and responsible
        and not any(one.account == account and one.lifted_at is None for one in vetoes),
        audit=_sees_acts(opened),
        door=reverse("pieces:desk" if Part.WRITER in opened.parts else "newsroom:waiting"),
        refused=refused,
        typed=typed,
    )


def _sees_acts(opened: OpenedArticle) -> bool:
    return bool(opened.parts & RESPONSIBLE) and not opened.parts & {Part.WRITER, Part.REVIEWER}


def _row(check: Check, opened: OpenedArticle, account: Account, names: dict[UUID, str]) -> CheckRow:
    by = CheckedBy(check.item.checked_by)
    part = _TICKS.get(by)
    mine = part is not None and part in opened.parts
    return CheckRow(
        id=check.item.id,
        words=check.item.words,
        hint=check.item.hint,
        mark=check.mark,
        mark_words=MARKS[check.mark],
        who=names.get(check.account, "") if check.account else "",
        at=check.at,
        whose={
            CheckedBy.EDITOR: gettext("An editor ticks it."),
            CheckedBy.WRITER: gettext("Its writer ticks it."),
            CheckedBy.PROGRAM: "",
        }[by],
        mine=mine and not check.mark.holds,
        mine_to_undo=check.mark is Mark.TICKED
        and (check.account == account.id or Part.EDITOR in opened.parts),
        found=ngettext("in one place", "in %(number)s places", check.found)
        % {"number": check.found}
        if check.found
        else "",
    )


def _veto_row(
    veto: Veto, opened: OpenedArticle, account: Account, names: dict[UUID, str]
) -> VetoRow:
    standing = veto.lifted_at is None
    return VetoRow(
        id=veto.id,
        who=names.get(veto.account_id, "?") if veto.account_id else "?",
        at=veto.at,
        reason=veto.reason,
        lifted_at=veto.lifted_at,
        lifted_by=names.get(veto.lifted_by_id, "?") if veto.lifted_by_id else "",
        lifted_why=veto.lifted_why,
        mine_to_lift=standing and (veto.account == account or Part.PUBLISHER in opened.parts),
    )


@dataclass(frozen=True, slots=True)
class ChecksBrief:
    """What the sheet and the page of details say of an article's checks.

    Args:
        article_id: the piece.
        held, number: how many items of its checklist hold, and how many there are.
        mine: how many of those that do not are for whoever looks to tick.
        vetoes: how many vetoes stand.
        alone: whether its section asks for two persons and nobody agreed to this text.
        held_back: why a scheduled piece will not be, or was not, published as it stands.
        overdue: whether its time has come.
        audit: whether whoever looks may see who did what.
    """

    article_id: UUID
    held: int
    number: int
    mine: int
    vetoes: int
    alone: bool
    held_back: Sequence[str]
    overdue: bool
    audit: bool

    @property
    def says_something(self) -> bool:
        return bool(self.number or self.vetoes or self.alone or self.held_back)


def checks_brief(opened: OpenedArticle, document: dict[str, Any]) -> ChecksBrief | None:
    """Return what is said of an article's checks beside it; None where there is nothing to say or
    nobody to say it to. Up to twelve queries."""
    article, state = opened.article, State(opened.article.state)
    if not opened.parts & WHO_CHECK or state not in CHECKABLE:
        return None
    checks = checks_of(article, document)
    second = second_person(article, document)
    why: dict[Any, str] = {}
    if state is State.SCHEDULED:
        why = hindrances(article, document, actor=None, needs=needs_of(Verb.PUBLISH))
    open_ones = [check for check in checks if not check.mark.holds]
    return ChecksBrief(
        article_id=article.id,
        held=len(checks) - len(open_ones),
        number=len(checks),
        mine=sum(
            _TICKS.get(CheckedBy(check.item.checked_by)) in opened.parts for check in open_ones
        ),
        vetoes=len(standing_vetoes(article)),
        alone=second.asked and not second.agreed,
        held_back=list(why.values()),
        overdue=article.scheduled_for is not None and article.scheduled_for <= timezone.now(),
        audit=_sees_acts(opened),
    )
