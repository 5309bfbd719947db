"""The authority over drafts: checks every step, orders the steps of many hands, stores them.

The database is the authority's memory: each batch is one transaction that holds the draft's row,
so any process may serve any sheet. What stands in this process is a cache of documents, which may
be dropped at will.

A sheet numbers what it sends. It may send a batch again when a line broke before the answer came;
a batch that is already stored is acknowledged again and not applied twice. A batch that was made
on an older version than the stored one is moved over what it missed, where that comes near none of
it (`rebasing`); else it is turned back with the steps it missed (`Behind`): the sheet rebases it
and sends it anew.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from prosemirror.model import Node

from writingviews.articles.lifecycle import Part, State, text_is_editable
from writingviews.articles.models import Article
from writingviews.document.steps import StepRefused, apply_steps
from writingviews.document.text import title_text
from writingviews.document.validate import EMPTY_DOCUMENT, InvalidDocument, parse_document
from writingviews.people.models import Account

from .models import LONGEST_TITLE, Draft, KeptText, Step
from .note_anchors import ADVANCE_EVERY, advance
from .rebasing import TooNear, rebase
from .statements import add_steps, held_draft, move_on

#: How many steps are replayed at most when a draft is opened that no cache knows.
SNAPSHOT_EVERY: Final = 50
#: The text is kept whole every so many steps: an older version replays as many at most.
KEPT_EVERY: Final = 1000
#: Documents kept in memory by one process; one of 1,500 words takes about half a megabyte.
REMEMBERED: Final = 64
#: More steps than this in one batch are refused; sheets send at most 200 at a time.
MOST_STEPS: Final = 500


@dataclass(frozen=True, slots=True)
class StoredStep:
    """A step as the log holds it: `version` is the draft's version after it."""

    version: int
    client: str
    batch: int
    step: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LivingText:
    """A draft's document at a version."""

    version: int
    document: Node


class Behind(Exception):
    """The batch was made on an older version; `missed` are the steps stored since, in order."""

    def __init__(self, missed: list[StoredStep]) -> None:
        super().__init__(f"{len(missed)} steps have been stored since")
        self.missed: Final = missed


class BatchRefused(Exception):
    """The batch cannot be stored, now or later; the message is for the person who typed it."""


class NotEditable(BatchRefused):
    """The article's text may not be changed by this person as the article stands."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A batch of steps as a sheet sends it.

    Attributes:
        base: the version the first step was made on.
        client: id of the sheet that sends, as its page was given it.
        batch: the sheet's own number for this batch, rising.
        steps: ProseMirror steps as JSON, to be applied one after the other.
        actor: who types.
        parts: what `actor` is to the article, looked up within the last seconds. That the text is
            still theirs to change in the article's state is checked when it is stored.
    """

    base: int
    client: str
    batch: int
    steps: Sequence[dict[str, Any]]
    actor: Account
    parts: AbstractSet[Part]


#: The steps of a batch as stored, or why they are not.
Outcome: TypeAlias = list[StoredStep] | Behind | BatchRefused


def load(article: Article) -> LivingText:
    """Return the living text of an article; begin its draft if it has none.

    A new draft begins with the article's published or else latest revision, or empty. Two
    queries, and a replay of at most `SNAPSHOT_EVERY` steps when this process does not know it.
    """
    draft = _light_drafts().filter(article=article).first() or _begin(article)
    text = _living_text(draft)
    _cache.put(draft, text)
    return text


def living_text(article: Article) -> LivingText:
    """Return what `load` returns without beginning a draft: one may only look."""
    draft = _light_drafts().filter(article=article).first()
    if draft is None:
        return LivingText(0, parse_document(_beginning(article)))
    return _living_text(draft)


def versions_of(article_ids: Collection[UUID]) -> dict[UUID, tuple[int, int, State]]:
    """Return the draft's version, that of its notes and the article's state for each article.

    One query.
    """
    rows = Draft.objects.filter(article_id__in=article_ids)
    return {
        article_id: (version, notes, State(state))
        for article_id, version, notes, state in rows.values_list(
            "article_id", "version", "notes_version", "article__state"
        )
    }


def hold(article_id: UUID) -> tuple[Draft, LivingText]:
    """Return a draft and its text, and keep others from adding steps. Needs a transaction.

    Raises:
        Draft.DoesNotExist: nobody has opened the article at the desk.
    """
    draft = _light_drafts().select_for_update(of=("self",)).get(article_id=article_id)
    return draft, _living_text(draft)


def steps_since(article_id: UUID, version: int) -> list[StoredStep]:
    """Return the steps of an article's draft stored after `version`, in order. One query."""
    rows = Step.objects.filter(draft__article_id=article_id, version__gt=version)
    return [
        StoredStep(*row)
        for row in rows.order_by("version").values_list("version", "client", "batch", "step")
    ]


def commit(
    article_id: UUID,
    *,
    base: int,
    client: str,
    batch: int,
    steps: Sequence[dict[str, Any]],
    actor: Account,
    parts: AbstractSet[Part],
) -> list[StoredStep]:
    """Check and store one batch of steps; return them as stored. See `Submitted`, `commit_all`.

    Raises:
        Behind: others were faster, and too near; carries the missed steps. Nothing is stored.
        NotEditable: the article has moved to a state in which `parts` may not write.
        BatchRefused: a step does not apply or breaks the document's rules. Nothing is stored.
    """
    one = Submitted(base, client, batch, steps, actor, parts)
    (outcome,) = commit_all(article_id, [one])
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def commit_all(article_id: UUID, batches: Sequence[Submitted]) -> list[Outcome]:
    """Check and store batches of many hands on one text, in order, in one transaction.

    When it returns, the database has committed to disk. A batch that is refused takes none of the
    others with it. Three queries however many they are; four if one of them is late.

    Args:
        article_id: the article; its draft must have been loaded once.
        batches: as they came.

    Returns: for each its steps as stored, or why nothing of it is (see `commit`).
    """
    with transaction.atomic():
        draft, state = held_draft(article_id)
        text = _living_text(draft)
        oldest = min(one.base for one in batches)
        log = steps_since(article_id, oldest) if oldest < draft.version else []
        known = len(log)
        outcomes: list[Outcome] = []
        actors: list[Account] = []
        for one in batches:
            try:
                stored, after = _admitted(one, State(state), text, log)
            except (Behind, BatchRefused) as refusal:
                outcomes.append(refusal)
                continue
            outcomes.append(stored)
            if after is not text:
                log += stored
                actors += [one.actor] * len(stored)
                text = after
        if actors:
            _store(draft, text.document, list(zip(log[known:], actors, strict=True)))
    # Only now: before the commit the cache would hold a document that a crash takes back.
    if actors:
        remember(draft, text.document)
    return outcomes


def _admitted(
    one: Submitted, state: State, text: LivingText, log: Sequence[StoredStep]
) -> tuple[list[StoredStep], LivingText]:
    """Return a batch's steps as they are to be stored, or are already, and the text after them."""
    if not 0 < len(one.steps) <= MOST_STEPS:
        raise BatchRefused(f"{len(one.steps)} edits at once; send between 1 and {MOST_STEPS}.")
    missed = [step for step in log if step.version > one.base]
    repeated = [step for step in missed if (step.client, step.batch) == (one.client, one.batch)]
    if repeated:
        return repeated, text
    if one.base > text.version:
        raise BatchRefused("The house has gone back to an older text than this sheet's.")
    if not text_is_editable(state, one.parts):
        raise NotEditable("This piece has moved on and its text is not yours to change now.")
    steps = one.steps
    try:
        if missed:
            steps, document = rebase(text.document, steps, [step.step for step in missed])
        else:
            document = apply_steps(text.document, steps)
    except TooNear:
        raise Behind(missed) from None
    except (StepRefused, InvalidDocument) as refusal:
        raise BatchRefused(f"It breaks a rule of the text ({refusal}).") from refusal
    stored = [
        StoredStep(version, one.client, one.batch, step)
        for version, step in enumerate(steps, start=text.version + 1)
    ]
    return stored, LivingText(text.version + len(stored), document)


def append(
    draft: Draft,
    document: Node,
    steps: Iterable[tuple[str, dict[str, Any]]],
    batch: int,
    actor: Account,
) -> list[StoredStep]:
    """Store steps that were checked and lead to `document`; return them as stored.

    Call under the draft's lock (`hold`), and `remember` the text when the transaction has ended.
    Two to four queries.

    Args:
        draft: moves on to the last step's version.
        document: the text after them.
        steps: with who sends each, as `StoredStep.client`.
        batch: the sender's number for all of them.
        actor: whose act it is.
    """
    stored = [
        StoredStep(version, client, batch, step)
        for version, (client, step) in enumerate(steps, start=draft.version + 1)
    ]
    _store(draft, document, [(one, actor) for one in stored])
    return stored


def _store(draft: Draft, document: Node, steps: Sequence[tuple[StoredStep, Account]]) -> None:
    base, now = draft.version, timezone.now()
    add_steps(
        Step(
            draft=draft,
            version=one.version,
            client=one.client,
            batch=one.batch,
            account=actor,
            step=one.step,
            at=now,
        )
        for one, actor in steps
    )
    draft.version = base + len(steps)
    draft.title = _title_of(document)
    if draft.version - draft.document_version >= SNAPSHOT_EVERY:
        draft.document, draft.document_version = document.to_json(), draft.version
        draft.save(update_fields=("version", "title", "document", "document_version"))
    else:
        move_on(draft)
    if base // KEPT_EVERY < draft.version // KEPT_EVERY:
        KeptText.objects.create(draft=draft, version=draft.version, document=document.to_json())
    if draft.notes_version and base // ADVANCE_EVERY < draft.version // ADVANCE_EVERY:
        advance(draft, document)


def remember(draft: Draft, document: Node) -> None:
    """Keep a draft's text at its version in this process; only after the transaction's end."""
    _cache.put(draft, LivingText(draft.version, document))


def forget() -> None:
    """Drop the documents that this process remembers; they are read anew when asked for."""
    _cache.clear()


def _begin(article: Article) -> Draft:
    """Make an article's draft; of two that begin it at once, one makes it and both get it."""
    with transaction.atomic():
        draft, begun = Draft.objects.get_or_create(
            article=article,
            defaults={"document": (document := _beginning(article)), "title": _title_of(document)},
        )
        if begun:
            KeptText.objects.create(draft=draft, version=0, document=document)
    return draft


def _title_of(document: Node | dict[str, Any]) -> str:
    """Return a document's title, cut to what the row holds."""
    return title_text(document)[:LONGEST_TITLE]


def _beginning(article: Article) -> dict[str, Any]:
    """Return the text an article's draft begins with."""
    revision = article.published_revision or article.revisions.order_by("-number").first()
    return EMPTY_DOCUMENT if revision is None else revision.document


def _living_text(draft: Draft) -> LivingText:
    """Return the document at the draft's version, from the cache or the snapshot onwards.

    Without the row's lock the snapshot may meanwhile be newer than `draft`; so may the result.
    """
    text = _cache.get(draft)
    if text is None or text.version > draft.version:
        snapshot = Draft.objects.only("document", "document_version").get(pk=draft.pk)
        text = LivingText(snapshot.document_version, parse_document(snapshot.document))
    if text.version < draft.version:
        later = Step.objects.filter(
            draft=draft, version__gt=text.version, version__lte=draft.version
        )
        steps = list(later.order_by("version").values_list("step", flat=True))
        text = LivingText(draft.version, apply_steps(text.document, steps))
    return text


def _light_drafts() -> QuerySet[Draft]:
    """Drafts without their snapshot: of a long text it weighs hundreds of kilobytes."""
    return Draft.objects.only("article__state", "version", "document_version", "notes_version")


class _Cache:
    """The documents last worked on, by draft. Nodes never change, so they may be shared."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._texts: OrderedDict[tuple[int, UUID], LivingText] = OrderedDict()

    def get(self, draft: Draft) -> LivingText | None:
        with self._lock:
            key = (draft.pk, draft.article_id)
            text = self._texts.get(key)
            if text is not None:
                self._texts.move_to_end(key)
            return text

    def put(self, draft: Draft, text: LivingText) -> None:
        with self._lock:
            key = (draft.pk, draft.article_id)
            known = self._texts.get(key)
            if known is None or known.version < text.version:
                self._texts[key] = text
            self._texts.move_to_end(key)
            while len(self._texts) > self._size:
                self._texts.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._texts.clear()


_cache = _Cache(REMEMBERED)
