"""The tree kept up change by change equals the tree built from nothing, byte for byte."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article, Section
from writingviews.articles.services.filing import file_article, filing_of
from writingviews.articles.services.moving import Move, change_slug, move_article
from writingviews.articles.services.publication import describe_publication
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_document,
    make_publication,
    make_published,
)
from writingviews.ledger.models import Change
from writingviews.people.models import Account, Byline, Role
from writingviews.people.services import create_byline, describe_byline
from writingviews.press import batches, printing
from writingviews.press.affected import affected, as_printed
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import check_tree, rebuild
from writingviews.replies.models import Reply, ReplyState
from writingviews.replies.services import decide_reply, receive_reply
from writingviews.search.services import rebuild_index
from writingviews.site import pages
from writingviews.site.page import Page
from writingviews.site.publication_view import PublicationView
from writingviews.site.reading import Reader

pytestmark = pytest.mark.django_db

WORDS = ("bread", "harbour", "winter", "school", "river", "bridge", "poem", "lantern", "tide")
TOPICS = ("Bread", "River", "School", "Tide")
SECTIONS = ("culture", "politics", "literature", "science")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    make_publication("en", "fa")
    rebuild_index()
    rebuild()


class Play:
    """A random sequence of acts, each through the real services."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.editor = make_account(f"editor-{seed}", Role.EDITOR, Role.MODERATOR)
        self.bylines = [create_byline(name=name) for name in ("Ada Quill", "Heron", "The Attic")]
        self.now = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)

    def acts(self) -> list[Callable[[], None]]:
        return [
            self.publish,
            self.publish,
            self.publish,
            self.publish_back_dated,
            self.update,
            self.retag,
            self.take_down,
            self.restore,
            self.reply,
            self.decide,
            self.change_address,
            self.describe_byline,
            self.describe_publication,
        ]

    def text(self) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(5, 40))) + "."

    def topics(self) -> tuple[str, ...]:
        return tuple(self.random.sample(TOPICS, self.random.randint(0, 2)))

    def any(self, state: State) -> Article | None:
        found = list(Article.objects.filter(state=state).order_by("published_at", "slug"))
        return self.random.choice(found) if found else None

    def byline(self) -> Byline:
        return self.random.choice(self.bylines)

    def publish(self) -> None:
        self.now += timedelta(hours=self.random.randint(0, 200))
        self._publish(self.now)

    def publish_back_dated(self) -> None:
        self._publish(FIRST_DAY + timedelta(hours=self.random.randint(0, 2000)))

    def _publish(self, date: datetime) -> None:
        make_published(
            f"On {self.random.choice(WORDS)}",
            text=self.text(),
            standfirst=self.random.choice(("", "A standfirst.")),
            byline=self.byline(),
            language=self.random.choice(("en", "en", "fa")),
            section=self.random.choice(SECTIONS),
            topics=self.topics(),
            date=date,
        )

    def _move(self, article: Article, verb: Verb) -> None:
        revision = article.published_revision
        assert revision is not None
        document = (
            make_document(f"On {self.random.choice(WORDS)}", text=self.text())
            if verb is Verb.UPDATE
            else revision.document
        )
        self.now += timedelta(minutes=3)
        move_article(
            actor=self.editor,
            article_id=article.id,
            move=Move(verb),
            document=document,
            now=self.now,
        )

    def update(self) -> None:
        if article := self.any(State.PUBLISHED):
            self._move(article, Verb.UPDATE)

    def take_down(self) -> None:
        if article := self.any(State.PUBLISHED):
            self._move(article, Verb.TAKE_DOWN)

    def restore(self) -> None:
        if article := self.any(State.TAKEN_DOWN):
            self._move(article, Verb.RESTORE)

    def retag(self) -> None:
        if article := self.any(State.PUBLISHED):
            filing = replace(
                filing_of(article),
                topics=self.topics(),
                section=Section.objects.get(slug=self.random.choice(SECTIONS)),
                bylines=tuple(self.random.sample(self.bylines, self.random.randint(1, 2))),
            )
            file_article(actor=self.editor, article_id=article.id, filing=filing)

    def reply(self) -> None:
        if article := self.any(State.PUBLISHED):
            receive_reply(article=article, name="Reader", text=self.text(), now=self.now)

    def decide(self) -> None:
        found = list(Reply.objects.order_by("received_at", "text"))
        if found:
            decide_reply(
                actor=self.editor,
                reply_id=self.random.choice(found).id,
                state=self.random.choice([ReplyState.SHOWN, ReplyState.SHOWN, ReplyState.HIDDEN]),
            )

    def change_address(self) -> None:
        if article := self.any(State.PUBLISHED):
            change_slug(actor=self.editor, article_id=article.id, wanted=self.random.choice(WORDS))

    def describe_byline(self) -> None:
        byline = self.byline()
        describe_byline(byline=byline, name=byline.name, about=self.text())

    def describe_publication(self) -> None:
        describe_publication(
            actor=self.editor,
            name=self.random.choice(("The Test", "The Trial")),
            motto=self.text()[:200],
            languages=["en", "fa"],
            names={},
            mottos={},
            abouts={"en": self.text()},
        )


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_of_changes_gives_the_tree_of_a_clean_build(
    seed: int, small_lists: None
) -> None:
    play = Play(seed)
    for _ in range(25):
        play.random.choice(play.acts())()
        if play.random.random() < 0.6:
            assert not print_pending().failed
    assert not print_pending().failed
    check = check_tree()
    assert check.equal, (check.differing, check.missing, check.foreign)
    assert check.pages > 40
    assert Change.objects.count() == 0


@pytest.fixture
def small_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of three and sitemaps of five, so that numbered pages come and go in short plays."""
    from writingviews.site import numbering

    for function, size in ((numbering.numbered_pages, 3), (numbering.newest_slice, 3)):
        monkeypatch.setattr(function, "__defaults__", (size,))
    monkeypatch.setattr(numbering.page_slice, "__defaults__", (3,))
    monkeypatch.setattr(numbering.touched_pages, "__kwdefaults__", {"size": 3})


def test_a_page_that_cannot_be_made_keeps_its_last_version_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = make_published("The first", text="As it was.")
    print_pending()
    real = pages.render_page

    def broken(site: PublicationView, address: str) -> Page | None:
        if address == f"/articles/{first.slug}/":
            raise ValueError("cannot be drawn")
        return real(site, address)

    monkeypatch.setattr(batches, "render_page", broken)
    second = make_published("The second")
    editor = make_account("editor", Role.EDITOR)
    _update(first, editor)
    printed = print_pending()
    tree = house_tree()
    assert printed.failed == {f"/articles/{first.slug}/": "ValueError: cannot be drawn"}
    assert b"As it was." in (tree.read(f"/articles/{first.slug}/") or b"")
    assert b"The second" in (tree.read(f"/articles/{second.slug}/") or b"")
    stuck = Change.objects.get(subject_id=str(first.id))
    assert (stuck.failures, "cannot be drawn" in stuck.last_error) == (1, True)

    assert print_pending().changes == 0  # it waits a second before it is tried again
    Change.objects.update(failures=40)
    assert print_pending().changes == 0  # and never for ever, nor in a loop
    monkeypatch.setattr(batches, "render_page", real)
    Change.objects.update(at=datetime(2026, 1, 1, tzinfo=UTC))
    assert not print_pending().failed
    assert b"As it is." in (tree.read(f"/articles/{first.slug}/") or b"")


def _update(article: Article, editor: Account) -> None:
    move_article(
        actor=editor,
        article_id=article.id,
        move=Move(Verb.UPDATE),
        document=make_document("The first", text="As it is."),
        now=datetime(2026, 6, 1, 8, 0, tzinfo=UTC),
    )


def test_a_burst_is_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        make_published(f"Piece {number}", date=FIRST_DAY + timedelta(hours=number))
    rendered: list[str] = []
    real = pages.render_page

    def counted(site: PublicationView, address: str) -> Page | None:
        rendered.append(address)
        return real(site, address)

    monkeypatch.setattr(batches, "render_page", counted)
    print_pending()
    assert rendered.count("/") == 1
    assert len(rendered) == len(set(rendered))


def test_a_publication_now_touches_as_many_pages_in_a_large_house_as_in_a_small_one() -> None:
    byline = create_byline(name="Ada Quill")

    def touched(number: int) -> int:
        make_published(
            f"Piece {number}",
            byline=byline,
            topics=("Bread",),
            date=FIRST_DAY + timedelta(hours=number),
        )
        change = Change.objects.order_by("-id").first()
        assert change is not None
        Change.objects.exclude(pk=change.pk).delete()
        return len(affected(PublicationView.read(Reader(as_printed())), [change]))

    sizes = [touched(number) for number in range(130)]
    assert max(sizes[100:]) <= max(sizes[20:60])
    assert max(sizes) < 50


def test_changes_printed_together_move_lists_and_indexes_as_those_printed_one_by_one(
    small_lists: None,
) -> None:
    """A batch may carry a list over a page's border though no change in it does so alone."""
    editor = make_account("editor", Role.EDITOR)
    byline = create_byline(name="Ada Quill")
    made: list[Article] = []

    def publish(number: int, *topics: str) -> None:
        for _ in range(number):
            date = FIRST_DAY + timedelta(hours=len(made))
            made.append(make_published(f"No. {len(made)}", byline=byline, topics=topics, date=date))

    def right() -> bool:
        print_pending()
        check = check_tree()
        assert check.equal, (check.differing, check.missing, check.foreign)
        return True

    publish(5)
    assert right()
    publish(2)  # the first page is born between the two
    assert right()
    publish(2, "Bread")  # neither is alone under its topic
    assert right()
    publish(9, "Bread")
    assert right()
    for article in made[-4:]:
        _take_down(article, editor)
    assert right()
    for article in made[:-4]:
        _take_down(article, editor)
    assert right()


def test_what_is_published_while_pages_are_drawn_moves_the_lists_all_the_same(
    small_lists: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists are counted a moment after the changes are taken: somebody may publish between."""
    byline = create_byline(name="Ada Quill")
    real = PublicationView.read
    hours = iter(range(100))
    meanwhile: list[int] = []

    def publish(number: int) -> None:
        for _ in range(number):
            date = FIRST_DAY + timedelta(hours=next(hours))
            make_published("A piece", byline=byline, topics=("Bread",), date=date)

    def read_late(reader: Reader | None = None) -> PublicationView:
        if meanwhile:
            publish(meanwhile.pop())
        return real(reader)

    monkeypatch.setattr(PublicationView, "read", read_late)
    for before, during in ((5, 0), (1, 1), (0, 0), (1, 3), (1, 1), (2, 7)):
        publish(before)
        meanwhile[:] = [during] if during else []
        print_pending()
        check = check_tree()
        assert check.equal, (check.differing, check.missing, check.foreign)


def test_a_burst_of_more_changes_than_are_taken_at_once_moves_the_lists_all_the_same(
    small_lists: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "CHANGES", 4)
    byline, editor = create_byline(name="Ada Quill"), make_account("editor", Role.EDITOR)
    hours = iter(range(100))
    for number in (5, 13, 6):
        made = [
            make_published(
                "A piece",
                byline=byline,
                topics=(f"Topic {number}",),
                date=FIRST_DAY + timedelta(hours=next(hours)),
            )
            for _ in range(number)
        ]
        print_pending()
        check = check_tree()
        assert check.equal, (check.differing, check.missing, check.foreign)
    for article in made:
        _take_down(article, editor)
    print_pending()
    check = check_tree()
    assert check.equal, (check.differing, check.missing, check.foreign)


def _take_down(article: Article, editor: Account) -> None:
    assert article.published_revision is not None
    move_article(
        actor=editor,
        article_id=article.id,
        move=Move(Verb.TAKE_DOWN),
        document=article.published_revision.document,
        now=datetime(2026, 6, 1, 8, 0, tzinfo=UTC),
    )


def test_a_press_that_is_killed_knows_afterwards_what_was_related(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The rows of related articles change before the pages do; a kill may come between."""
    grove = "olive harvest press millstone grove village autumn basket oil tree "
    alike = [make_published(f"Olive harvest {number}", text=grove * 5) for number in range(6)]
    for number in range(20):
        make_published(f"Lattice {number}", date=FIRST_DAY + timedelta(days=number + 1))
    print_pending()
    editor = make_account("editor", Role.EDITOR)
    revision = alike[0].published_revision
    assert revision is not None
    move_article(
        actor=editor,
        article_id=alike[0].id,
        move=Move(Verb.TAKE_DOWN),
        document=revision.document,
        now=datetime(2026, 6, 1, 8, 0, tzinfo=UTC),
    )

    def killed(*_: object) -> dict[str, str]:
        raise KeyboardInterrupt

    real = batches.write_pages
    monkeypatch.setattr(printing, "write_pages", killed)
    with pytest.raises(KeyboardInterrupt):
        print_pending()
    monkeypatch.setattr(printing, "write_pages", real)
    print_pending()
    check = check_tree()
    assert check.equal, (check.differing, check.missing, check.foreign)
