"""Who wrote which words of a text, at one point of its history or two.

Computed from the kept steps (`authorship`), and told by the names that the sheet calls people. What
was written before a piece was handed in is not told apart to whoever does not write it: it is one
part, like its history (docs/decisions, "History has points").
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final, Literal
from uuid import UUID

from django.utils.translation import gettext as _

from writingviews.articles.access import OpenedArticle
from writingviews.people.models import Account

from .authorship import Authorship
from .history import OutOfReach, Point, document_at, first_version_for, text_of_version
from .models import Draft, KeptText, Step, Suggestion
from .restoring import CLIENT as RESTORED
from .selectors import names_on_sheet

#: Steps that are followed at most; what was written before is one part. 10,000 that make 9,800
#: words take 1.8 s and 50,000 that make 49,000 take 9 s; 0.1 and 0.8 s when asked again (two cores
#: with a load of 13; ``python -m writingviews.desk.tests.measure_history``).
MOST_FOLLOWED: Final = 100_000
#: Texts whose authorship one process keeps in memory; one of 10,000 words takes 0.7 MB.
REMEMBERED: Final = 6

_BEFORE: Final = 0
"""The owner of what stood there when following begins."""


@dataclass(frozen=True, slots=True)
class Share:
    """What somebody wrote of a text: how many words, and how many of them were pasted."""

    name: str
    words: int
    pasted: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who wrote which words of a text.

    Args:
        shares: who wrote any, the most words first.
        runs: start, end, and which of `shares`, in the order of the text.
    """

    shares: Sequence[Share]
    runs: Sequence[tuple[int, int, int]]


def attributions(opened: OpenedArticle, points: Sequence[Point]) -> list[Attribution]:
    """Return who wrote which words at each of some points, in the order of the points.

    All of them name people alike: the first of `shares` is the same person in each.

    Raises:
        OutOfReach: the text's beginning is not known.
    """
    draft = Draft.objects.only("version").filter(article=opened.article).first()
    if draft is None:
        raise OutOfReach(_("This text came here as it is: nobody wrote it on a sheet."))
    versions = [_version_of(point, draft) for point in points]
    first = first_version_for(opened)
    beginning = max(first, _kept_after(draft, max(versions) - MOST_FOLLOWED))
    hands = _Hands(draft, opened, before=_("Before it was handed in") if first else "")
    told: dict[str, Authorship] = {}
    for point, version in sorted(zip(points, versions, strict=True), key=lambda pair: pair[1]):
        text = hands.authorship(beginning, max(version, beginning))
        # A revision may differ from what the draft was then; a point before the beginning does.
        text.follow_to(document_at(opened.article, point).to_json(), _BEFORE)
        told[point.key] = text
    return hands.named([told[point.key] for point in points])


def forget() -> None:
    """Drop what this process remembers."""
    _remembered.clear()


def _way(client: str) -> Literal["hand", "back"]:
    return "back" if client == RESTORED else "hand"


def _version_of(point: Point, draft: Draft) -> int:
    if point.version is not None:
        return point.version
    then = Step.objects.filter(draft=draft, at__lte=point.at).order_by("-version")
    return then.values_list("version", flat=True).first() or 0


def _kept_after(draft: Draft, version: int) -> int:
    """Return the first version from there on whose text is kept whole."""
    kept = KeptText.objects.filter(draft=draft, version__gte=version).order_by("version")
    found = kept.values_list("version", flat=True).first()
    if found is None:
        raise OutOfReach(_("This text was begun before the house kept what leads to it."))
    return found


class _Hands:
    """Whose steps a draft's are, as numbers: accounts, and who suggested what was taken."""

    def __init__(self, draft: Draft, opened: OpenedArticle, *, before: str) -> None:
        self._draft, self._opened = draft, opened
        self._before = before or _("Before this sheet")
        suggested = Suggestion.objects.filter(note__draft=draft)
        self._suggesters: Mapping[str, UUID | None] = {
            note.hex: author for note, author in suggested.values_list("note", "author")
        }

    def authorship(self, beginning: int, version: int) -> Authorship:
        """Return a text's authorship at a version, for the caller to change."""
        key = (self._draft.pk, self._opened.article.id, beginning)
        at, numbers, text = _remembered.last_before(key, version)
        if text is None:
            document = text_of_version(self._draft, beginning).to_json()
            at, numbers, text = beginning, {}, Authorship(document, _BEFORE)
        later = Step.objects.filter(draft=self._draft, version__gt=at, version__lte=version)
        rows = later.order_by("version").values_list("client", "account", "step")
        for client, account, step in rows.iterator(chunk_size=2000):
            # What was taken is whose suggestion it was; what was gone back to, whose it had been.
            is_taken = client in self._suggesters
            writer = self._suggesters[client] if is_taken else account
            number = numbers.setdefault(writer, len(numbers) + 1)
            text.follow(step, number, "taken" if is_taken else _way(client))
        _remembered.put(key, (version, dict(numbers), deepcopy(text)))
        self._numbers = numbers
        return text

    def named(self, texts: Sequence[Authorship]) -> list[Attribution]:
        """Return the attributions of some texts, people of one name as one."""
        accounts = {number: account for account, number in self._numbers.items()}
        people = Account.objects.filter(id__in=[one for one in accounts.values() if one])
        names = names_on_sheet(list(people), self._opened.article, viewer=self._opened.parts)
        name_of = {_BEFORE: self._before} | {
            number: names.get(account, _("Somebody")) if account else _("Somebody")
            for number, account in accounts.items()
        }
        counts = [text.words() for text in texts]
        order: dict[str, int] = {}
        for count in counts:
            for (number, _pasted), words in count.items():
                order[name_of[number]] = order.get(name_of[number], 0) + words
        ranked = sorted(order, key=lambda name: (-order[name], name))
        return [
            Attribution(
                shares=[_share(name, count, name_of) for name in ranked],
                runs=_joined(
                    (run.start, run.end, ranked.index(name_of[run.owner])) for run in text.runs()
                ),
            )
            for text, count in zip(texts, counts, strict=True)
        ]


def _share(name: str, counts: Mapping[tuple[int, bool], int], name_of: Mapping[int, str]) -> Share:
    own = {key: words for key, words in counts.items() if name_of[key[0]] == name}
    pasted = sum(words for (_number, is_pasted), words in own.items() if is_pasted)
    return Share(name, sum(own.values()), pasted)


def _joined(runs: Any) -> list[tuple[int, int, int]]:  # noqa: ANN401 - an iterable of runs
    joined: list[tuple[int, int, int]] = []
    for start, end, part in runs:
        if joined and joined[-1][1:] == (start, part):
            joined[-1] = (joined[-1][0], end, part)
        else:
            joined.append((start, end, part))
    return joined


_Key = tuple[int, UUID, int]
_Kept = tuple[int, dict[UUID | None, int], Authorship]


class _Remembered:
    """The authorship of the texts last asked for, at the versions last asked for."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._kept: OrderedDict[tuple[_Key, int], _Kept] = OrderedDict()

    def last_before(
        self, key: _Key, version: int
    ) -> tuple[int, dict[UUID | None, int], Authorship | None]:
        with self._lock:
            known = [at for one, at in self._kept if one == key and at <= version]
            if not known:
                return 0, {}, None
            at, numbers, text = self._kept[key, max(known)]
            self._kept.move_to_end((key, max(known)))
        return at, dict(numbers), deepcopy(text)

    def put(self, key: _Key, kept: _Kept) -> None:
        with self._lock:
            self._kept[key, kept[0]] = kept
            self._kept.move_to_end((key, kept[0]))
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


_remembered = _Remembered(REMEMBERED)
