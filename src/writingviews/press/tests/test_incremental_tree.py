"""The tree kept up change by change equals the tree built from nothing, byte for byte."""

import contextlib
import dataclasses
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import LazySettings

from writingviews.articles.accents import Accent
from writingviews.articles.contributors import add_contributor, writers_of
from writingviews.articles.entries import Entry
from writingviews.articles.lifecycle import State, TransitionRefused, Verb
from writingviews.articles.models import (
    Article,
    Correction,
    Edition,
    EditionState,
    Kind,
    Pin,
    Section,
)
from writingviews.articles.places import PlaceNamed
from writingviews.articles.selectors import pins_of, publication
from writingviews.articles.services.correcting import (
    Corrected,
    CorrectionRefused,
    amend_correction,
    correct_article,
    remove_correction,
)
from writingviews.articles.services.crawling import turn_crawlers_pages
from writingviews.articles.services.dressing import dress_publication
from writingviews.articles.services.editions import (
    EditionRefused,
    begin_edition,
    details_of,
    edit_edition,
    pieces_of,
    publish_edition,
    withdraw_edition,
)
from writingviews.articles.services.filing import file_article, filing_of
from writingviews.articles.services.first_drafts import (
    FirstDraftRefused,
    let_readers_see_first_draft,
    take_first_draft_back,
)
from writingviews.articles.services.holding import hold_down
from writingviews.articles.services.leading import Ways, lead_readers
from writingviews.articles.services.licensing import Licence, license_texts
from writingviews.articles.services.moving import Move, change_slug, move_article
from writingviews.articles.services.pinning import (
    PinRefused,
    arrange_pins,
    expire_pins,
    pin_article,
    unpin,
)
from writingviews.articles.services.publication import describe_publication, offer_to_readers
from writingviews.articles.services.sections import (
    SectionSaid,
    add_section,
    arrange_sections,
    describe_section,
    remove_section,
)
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_chapter,
    make_document,
    make_edition,
    make_publication,
    make_published,
    make_written,
)
from writingviews.calls.models import SHOWN, Call, CallState
from writingviews.calls.refusals import Refused
from writingviews.calls.services.calling import details_of as call_details
from writingviews.calls.services.calling import (
    edit_call,
    publish_call,
    turn_calls,
    withdraw_call,
)
from writingviews.calls.tests.making import NOW as CALLED
from writingviews.calls.tests.making import make_call
from writingviews.editions.tests.carried import make_carried
from writingviews.editions.workshop.fresh import settle_doubts
from writingviews.ledger.models import Change, ChangeKind, StuckCause, StuckPage
from writingviews.ledger.press_state import press_state
from writingviews.ledger.services import record_change, try_again
from writingviews.media.tests.making import make_kept_picture
from writingviews.people.chapter_services import ChapterSettings, change_chapter
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


def plays(first: int, number: int) -> list[object]:
    """Seeds of plays; the first is played on every database, the others on one."""
    others = range(first + 1, first + number)
    return [
        pytest.param(first),
        *(pytest.param(seed, marks=pytest.mark.one_database) for seed in others),
    ]


class Play:
    """A random sequence of acts, each through the real services."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.editor = make_account(f"editor-{seed}", Role.EDITOR, Role.PUBLISHER, Role.MODERATOR)
        self.writers = [make_account(f"writer-{seed}-{number}") for number in range(2)]
        self.bylines = [create_byline(name=name) for name in ("Ada Quill", "Heron", "The Attic")]
        self.chapters = [make_chapter("north"), make_chapter("south")]
        record_change(ChangeKind.CHAPTER)
        self.mark = make_kept_picture()
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
            self.pin,
            self.pin,
            self.arrange,
            self.unpin,
            self.let_pins_end,
            self.correct,
            self.amend,
            self.remove_correction,
            self.take_down_in_danger,
            self.describe_byline,
            self.describe_publication,
            self.say_about,
            self.dress,
            self.describe_section,
            self.describe_section,
            self.arrange_sections,
            self.lead_readers,
            self.license,
            self.change_chapter,
            self.keep_chapter_back,
            self.keep_chapter_back,
            self.collect,
            self.publish_edition,
            self.edit_edition,
            self.withdraw_edition,
            self.call_for_pieces,
            self.edit_call,
            self.turn_call,
            self.write,
            self.show_first_draft,
            self.show_first_draft,
            self.take_first_draft_back,
            self.join,
            self.offer,
            self.carry,
            self.carry,
            self.carry,
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
            chapter=self.random.choice((*self.chapters, None)),
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

    def offer(self) -> None:
        chosen = self.random.choice(([], ["leaflet"], ["leaflet"]))
        offer_to_readers(actor=self.editor, formats=chosen)

    def carry(self) -> None:
        """Make what readers shall be offered, of some articles right and of some too early."""
        if article := self.any(State.PUBLISHED):
            make_carried(article, late=self.random.random() < 0.2)
            if self.random.random() < 0.3:
                settle_doubts()

    def update(self) -> None:
        if article := self.any(State.PUBLISHED):
            self._move(article, Verb.UPDATE)

    def take_down(self) -> None:
        if article := self.any(State.PUBLISHED):
            self._move(article, Verb.TAKE_DOWN)

    def restore(self) -> None:
        if article := self.any(State.TAKEN_DOWN):
            with contextlib.suppress(TransitionRefused):  # its writer wants it to stay down
                self._move(article, Verb.RESTORE)

    def retag(self) -> None:
        if article := self.any(State.PUBLISHED):
            filing = replace(
                filing_of(article),
                topics=self.topics(),
                section=Section.objects.get(slug=self.random.choice(SECTIONS)),
                bylines=tuple(self.random.sample(self.bylines, self.random.randint(1, 2))),
                kind=self.random.choice((Kind.REPORT, Kind.REPORT, Kind.REVIEW)),
                place=self.random.choice((None, *self.places())),
                happened_on=self.random.choice((None, *(date(y, 3, 20) for y in (2024, 2025)))),
            )
            file_article(actor=self.editor, article_id=article.id, filing=filing)

    def write(self) -> None:
        """Publish what somebody handed in as another text, or as the same."""
        self.now += timedelta(hours=self.random.randint(1, 50))
        first = make_document(f"On {self.random.choice(WORDS)}", text=self.text())
        printed = make_document(f"On {self.random.choice(WORDS)}", text=self.text())
        make_written(
            self.random.choice(self.writers),
            self.editor,
            first=first,
            printed=self.random.choice((first, printed, printed)),
            byline=self.byline(),
            language=self.random.choice(("en", "en", "fa")),
            date=self.now,
        )

    def _written(self, *states: State) -> Article | None:
        found = Article.objects.filter(state__in=states, revisions__why="submitted").distinct()
        several = list(found.order_by("published_at", "slug"))
        return self.random.choice(several) if several else None

    def show_first_draft(self) -> None:
        """Some or all of its writers say yes."""
        if article := self._written(State.PUBLISHED):
            for writer in writers_of(article.id)[: self.random.choice((1, 9, 9))]:
                with contextlib.suppress(FirstDraftRefused):  # printed as it was handed in
                    let_readers_see_first_draft(actor=writer, article_id=article.id, now=self.now)

    def take_first_draft_back(self) -> None:
        if article := self._written(State.PUBLISHED, State.TAKEN_DOWN):
            writer = self.random.choice(list(writers_of(article.id)))
            take_first_draft_back(actor=writer, article_id=article.id, now=self.now)

    def join(self) -> None:
        """Somebody else writes a piece, too."""
        if article := self._written(State.PUBLISHED, State.TAKEN_DOWN):
            add_contributor(account=self.random.choice(self.writers), article_id=article.id)

    def places(self) -> list[PlaceNamed]:
        """Two places, one of which lies here or there."""
        north = Decimal(self.random.randint(-9, 9))
        return [PlaceNamed("Ostrey", keeps=True), PlaceNamed("Skarrow", north, Decimal("5.5"))]

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

    def take_down_in_danger(self) -> None:
        """A writer takes it down, and most of them say later that it may come back."""
        if article := self.any(State.PUBLISHED):
            add_contributor(account=self.editor, article_id=article.id)
            self._move(article, Verb.TAKE_DOWN)
            if self.random.random() < 0.7:
                hold_down(actor=self.editor, article_id=article.id, held=False, now=self.now)

    def _section(self, article: Article) -> Section | None:
        return self.random.choice((None, article.section))

    def pin(self) -> None:
        if article := self.any(State.PUBLISHED):
            with contextlib.suppress(PinRefused):  # enough stand there
                pin_article(
                    actor=self.editor,
                    article_id=article.id,
                    section=self._section(article),
                    until=self.random.choice((None, self.now + timedelta(hours=9))),
                    now=self.now,
                )

    def arrange(self) -> None:
        language = self.random.choice(("en", "fa"))
        section = self.random.choice([None, *Section.objects.all()])
        pins = list(pins_of(language, section))
        self.random.shuffle(pins)
        arrange_pins(
            actor=self.editor,
            language=language,
            section=section,
            order=[pin.pk for pin in pins],
            until={pin.pk: pin.until for pin in pins},
            now=self.now,
        )

    def unpin(self) -> None:
        if pins := list(Pin.objects.order_by("id")):
            unpin(actor=self.editor, pin_id=self.random.choice(pins).pk, now=self.now)

    def let_pins_end(self) -> None:
        self.now += timedelta(hours=self.random.randint(0, 20))
        expire_pins(self.now)
        turn_crawlers_pages(self.now)

    def correct(self) -> None:
        if article := self.any(State.PUBLISHED):
            said = Corrected(self.random.choice(("", self.text())), self.text(), self.now.date())
            with contextlib.suppress(CorrectionRefused):  # before its own publication
                correct_article(actor=self.editor, article_id=article.id, said=said, now=self.now)

    def _correction(self) -> Correction | None:
        found = Correction.objects.filter(article__state=State.PUBLISHED).order_by("id")
        return self.random.choice(list(found)) if found else None

    def amend(self) -> None:
        if row := self._correction():
            amend_correction(
                actor=self.editor,
                article_id=row.article_id,
                correction_id=row.pk,
                said=Corrected("", self.text(), row.on),
                now=self.now,
            )

    def remove_correction(self) -> None:
        if row := self._correction():
            remove_correction(
                actor=self.editor,
                article_id=row.article_id,
                correction_id=row.pk,
                now=self.now,
            )

    def collect(self) -> None:
        language = self.random.choice(("en", "fa"))
        edition = begin_edition(actor=self.editor, title="An edition", language=language)
        self._edit(edition)

    def any_edition(self, *states: EditionState) -> Edition | None:
        found = list(Edition.objects.filter(state__in=states).order_by("created_at"))
        return self.random.choice(found) if found else None

    def _edit(self, edition: Edition) -> None:
        several = list(
            Article.objects.filter(state__in=[State.PUBLISHED, State.TAKEN_DOWN])
            .order_by("published_at", "slug")
            .values_list("pk", flat=True)
        )
        standing = pieces_of(edition)
        offered = [known for known in several if known in standing] + list(
            Article.objects.filter(state=State.PUBLISHED)
            .exclude(pk__in=standing)
            .order_by("published_at", "slug")
            .values_list("pk", flat=True)
        )
        edit_edition(
            actor=self.editor,
            edition_id=edition.id,
            version=edition.version,
            details=replace(
                details_of(edition),
                title=f"Edition {self.random.randint(1, 9)}",
                letter=self.text(),
                signed="The editors",
            ),
            pieces=self.random.sample(offered, self.random.randint(0, min(4, len(offered)))),
        )

    def edit_edition(self) -> None:
        if edition := self.any_edition(*EditionState):
            self._edit(edition)

    def publish_edition(self) -> None:
        if edition := self.any_edition(EditionState.DRAFT, EditionState.WITHDRAWN):
            with contextlib.suppress(EditionRefused):  # none of its pieces is published
                publish_edition(
                    actor=self.editor,
                    edition_id=edition.id,
                    version=edition.version,
                    on=self.now.date(),
                )

    def withdraw_edition(self) -> None:
        if edition := self.any_edition(EditionState.PUBLISHED):
            withdraw_edition(actor=self.editor, edition_id=edition.id, version=edition.version)

    def call_for_pieces(self) -> None:
        days = self.random.randint(0, 9)
        make_call(
            f"Call {self.random.randint(1, 3)}",
            language=self.random.choice(("en", "fa")),
            opens_on=self.now.date() + timedelta(days=days),
            deadline=self.now.date() + timedelta(days=days + self.random.randint(0, 9)),
            sought=self.text(),
            now=self.now,
            published=self.random.random() < 0.8,
        )

    def any_call(self, *states: CallState) -> Call | None:
        found = list(Call.objects.filter(state__in=states).order_by("created_at", "title"))
        return self.random.choice(found) if found else None

    def edit_call(self) -> None:
        if call := self.any_call(*CallState):
            given = dataclasses.replace(call_details(call), sought=self.text())
            edit_call(
                actor=None, call_id=call.id, version=call.version, details=given, now=self.now
            )

    def turn_call(self) -> None:
        """Let days pass; or withdraw a call, or publish it, again, if its last day is to come."""
        self.now += timedelta(days=self.random.randint(0, 5))
        turn_calls(self.now)
        if call := self.any_call(*CallState):
            act = withdraw_call if call.state in SHOWN else publish_call
            if self.random.random() < 0.5:
                with contextlib.suppress(Refused):
                    act(actor=None, call_id=call.id, version=call.version, now=self.now)

    def describe_byline(self) -> None:
        byline = self.byline()
        describe_byline(byline=byline, name=byline.name, about=self.text())

    def change_chapter(self) -> None:
        change_chapter(
            actor=self.editor,
            chapter_id=self.random.choice(self.chapters).id,
            settings=ChapterSettings(
                "en",
                {"en": self.random.choice(("North", "South")), "fa": "شمال"},
                has_page=self.random.random() < 0.8,
            ),
        )

    def keep_chapter_back(self) -> None:
        if article := self.any(State.PUBLISHED):
            filing = replace(filing_of(article), names_chapter=self.random.random() < 0.5)
            file_article(actor=self.editor, article_id=article.id, filing=filing)

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

    def say_about(self) -> None:
        row = publication()
        describe_publication(
            actor=self.editor,
            name=row.name,
            motto=row.motto,
            languages=row.languages,
            names=row.names,
            mottos=row.mottos,
            abouts={"en": self.text()},
        )

    def describe_section(self) -> None:
        row = Section.objects.get(slug=self.random.choice(SECTIONS))
        said = SectionSaid(
            names={**row.names, "en": self.random.choice((row.names["en"], "Another"))},
            descriptions={self.random.choice(("en", "fa")): self.text()},
            hue=self.random.choice((row.hue, row.hue, 4)),
        )
        describe_section(actor=self.editor, slug=row.slug, said=said)

    def arrange_sections(self) -> None:
        """Another order; a section comes or goes."""
        slugs = list(Section.objects.values_list("slug", flat=True))
        self.random.shuffle(slugs)
        arrange_sections(actor=self.editor, order=slugs)
        if "letters" in slugs:
            remove_section(actor=self.editor, slug="letters")
        else:
            add_section(actor=self.editor, said=SectionSaid({"en": "Letters"}))

    def lead_readers(self) -> None:
        several = (
            Entry("/about/", {"en": "We", "fa": "ما"}),
            Entry("/timeline/", {"en": "Then"}),
            Entry("/fa/sections/culture/", {"en": "Culture"}),
            Entry("https://a.example/", {"fa": "آنجا"}),
        )
        lead_readers(
            actor=self.editor,
            ways=Ways(
                above=self.random.sample(several, self.random.randint(0, 2)),
                below=self.random.sample(several, self.random.randint(0, 2)),
                words={"en": self.random.choice(("", "Printed here"))},
            ),
        )

    def dress(self) -> None:
        colours = ("moss", "#0a5c8a", "#9c2f2a")
        dress_publication(
            actor=self.editor,
            accent=Accent(self.random.choice(colours)),
            mark=self.random.choice(("", self.mark)),
        )

    def license(self) -> None:
        several = (
            Licence(),
            Licence(code="cc-by-sa"),
            Licence({"fa": "آزاد"}, "https://l.example/"),
        )
        license_texts(actor=self.editor, licence=self.random.choice(several))


@pytest.mark.parametrize("seed", plays(0, 6))
def test_any_sequence_of_changes_gives_the_tree_of_a_clean_build(
    seed: int, small_lists: None
) -> None:
    _play_and_compare(seed, acts=25)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1_000, 1_500))
def test_five_hundred_sequences_of_fifty_changes_give_the_trees_of_clean_builds(
    seed: int, small_lists: None
) -> None:
    _play_and_compare(seed, acts=50)


def _play_and_compare(seed: int, acts: int) -> None:
    play = Play(seed)
    for _ in range(acts):
        play.random.choice(play.acts())()
        if play.random.random() < 0.6:
            assert not print_pending(only_urgent=play.random.random() < 0.3).failed
    assert not print_pending().failed
    check = check_tree()
    assert check.equal, (check.differing, check.missing, check.foreign)
    assert check.pages > 40
    assert Change.objects.count() == 0


class Killed(BaseException):
    """The press is killed here."""


@pytest.mark.parametrize("seed", plays(100, 6))
def test_acts_and_kills_between_the_batches_of_a_round_give_the_tree_of_a_clean_build(
    seed: int, small_lists: None, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = Play(seed)
    bad: set[str] = set()
    real = pages.render_page

    def render(site: PublicationView, address: str) -> Page | None:
        if address in bad:
            raise ValueError("cannot be drawn")
        return real(site, address)

    def meanwhile() -> None:
        if play.random.random() < 0.1:
            raise Killed
        if play.random.random() < 0.4:
            play.random.choice(play.acts())()

    def print_some() -> None:
        bad.clear()
        standing = sorted(house_tree().addresses())
        bad.update(play.random.sample(standing, play.random.randint(0, 2)))
        with contextlib.suppress(Killed):
            print_pending(meanwhile=meanwhile)

    monkeypatch.setattr(batches, "render_page", render)
    for _ in range(16):
        play.random.choice(play.acts())()
        if play.random.random() < 0.6:
            print_some()
    bad.clear()
    try_again()
    while print_pending().changes:
        continue
    check = check_tree()
    assert check.equal, (check.differing, check.missing, check.foreign)
    assert not Change.objects.exists()
    assert not StuckPage.objects.exists()
    assert list(house_tree().root.rglob("*.new~")) == []


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
    editor = make_account("editor", Role.EDITOR, Role.PUBLISHER)
    _update(first, editor)
    printed = print_pending()
    tree = house_tree()
    address = f"/articles/{first.slug}/"
    assert {each: str(why) for each, why in printed.failed.items()} == {
        address: "ValueError: cannot be drawn"
    }
    assert b"As it was." in (tree.read(address) or b"")
    assert b"The second" in (tree.read(f"/articles/{second.slug}/") or b"")
    assert not Change.objects.exists()
    stuck = StuckPage.objects.get()
    assert (stuck.address, stuck.tries, stuck.cause) == (address, 1, StuckCause.DRAWING)
    assert stuck.detail == "ValueError: cannot be drawn"

    assert not print_pending().failed  # it waits a second before it is tried again
    StuckPage.objects.update(next_at=datetime(2026, 1, 1, tzinfo=UTC), tries=40)
    assert print_pending().failed.keys() == {address}
    again = StuckPage.objects.get()
    assert (again.tries, again.since) == (41, stuck.since)
    assert again.next_at - again.tried_at == timedelta(seconds=16)  # never for ever, nor in a loop
    StuckPage.objects.update(next_at=again.next_at + timedelta(days=1))
    print_pending()
    after = StuckPage.objects.get()
    assert after.tries == again.tries + 1, "the clock was set back: nobody waits a day"

    monkeypatch.setattr(batches, "render_page", real)
    try_again([again.pk])
    assert not print_pending().failed
    assert b"As it is." in (tree.read(address) or b"")
    assert not StuckPage.objects.exists()


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
    editor = make_account("editor", Role.EDITOR, Role.PUBLISHER)
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
    byline, editor = (
        create_byline(name="Ada Quill"),
        make_account("editor", Role.EDITOR, Role.PUBLISHER),
    )
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
    editor = make_account("editor", Role.EDITOR, Role.PUBLISHER)
    revision = alike[0].published_revision
    assert revision is not None
    move_article(
        actor=editor,
        article_id=alike[0].id,
        move=Move(Verb.TAKE_DOWN),
        document=revision.document,
        now=datetime(2026, 6, 1, 8, 0, tzinfo=UTC),
    )

    def killed(*_: object, **__: object) -> dict[str, str]:
        raise KeyboardInterrupt

    real = batches.write_pages
    monkeypatch.setattr(printing, "write_pages", killed)
    with pytest.raises(KeyboardInterrupt):
        print_pending()
    monkeypatch.setattr(printing, "write_pages", real)
    print_pending()
    check = check_tree()
    assert check.equal, (check.differing, check.missing, check.foreign)


@pytest.mark.usefixtures("small_lists", "small_batches", "six")
class TestAListThatKeepsItsLength:
    """One article leaves a list of six and another comes: its first numbered page is gone in
    between, and no comparison of the two lists shows that it has to be made again."""

    @pytest.fixture
    def six(self) -> list[Article]:
        made = self.publish(range(6))
        print_pending()
        return made

    def publish(self, hours: range) -> list[Article]:
        byline = Byline.objects.first() or create_byline(name="Ada Quill")
        return [
            make_published("A piece", byline=byline, date=FIRST_DAY + timedelta(hours=hour))
            for hour in hours
        ]

    def right(self) -> bool:
        print_pending()
        check = check_tree()
        assert check.equal, (check.differing, check.missing, check.foreign)
        return True

    def test_killed_between_the_two(
        self, six: list[Article], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def killed(_: object) -> None:
            raise Killed

        _take_down(six[-1], make_account("editor", Role.EDITOR, Role.PUBLISHER))
        real = printing._Round._finish
        monkeypatch.setattr(printing._Round, "_finish", killed)
        with pytest.raises(Killed):
            print_pending()
        monkeypatch.setattr(printing._Round, "_finish", real)
        assert house_tree().read("/latest/page/1/") is None
        self.publish(range(10, 11))
        assert self.right()
        assert house_tree().read("/latest/page/1/")

    def test_killed_after_what_was_published_in_between(self, six: list[Article]) -> None:
        editor = make_account("editor", Role.EDITOR, Role.PUBLISHER)
        _take_down(six[0], editor)
        assert self.right()
        assert house_tree().read("/latest/page/1/") is None
        _take_down(six[-1], editor)
        # Urgent, it would be printed before the first look.
        Change.objects.update(urgent=False)
        looks = 0

        def meanwhile() -> None:
            nonlocal looks
            looks += 1
            if looks == 1:
                self.publish(range(20, 21))
            elif looks == 3:
                raise Killed

        with pytest.raises(Killed):
            print_pending(meanwhile=meanwhile)
        self.publish(range(30, 31))
        assert self.right()
        assert house_tree().read("/latest/page/1/")

    def test_one_of_its_pages_failed_meanwhile(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = pages.render_page

        def broken(site: PublicationView, address: str) -> Page | None:
            if address == "/latest/page/2/":
                raise ValueError("cannot be drawn")
            return real(site, address)

        monkeypatch.setattr(batches, "render_page", broken)
        self.publish(range(10, 13))
        assert print_pending().failed.keys() == {"/latest/page/2/"}
        self.publish(range(13, 19))
        print_pending()
        assert house_tree().read("/latest/page/2/") is None
        assert house_tree().read("/latest/page/4/")
        monkeypatch.setattr(batches, "render_page", real)
        try_again()
        assert self.right()


def test_what_an_editor_publishes_goes_before_the_rest_of_a_large_round(
    small_lists: None, small_batches: None
) -> None:
    for number in range(30):
        make_published(f"Piece {number}", date=FIRST_DAY + timedelta(hours=number))
    print_pending()
    record_change(ChangeKind.PUBLICATION)
    tree = house_tree()
    urgent: list[Article] = []
    looks = 0

    def meanwhile() -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            urgent.append(make_published("Urgent", date=FIRST_DAY + timedelta(days=9)))
        if looks == 4:
            assert tree.read(f"/articles/{urgent[0].slug}/")
            for address in ("/", "/latest/", "/feed.xml", "/sections/culture/"):
                assert b"Urgent" in (tree.read(address) or b""), address
            assert Change.objects.filter(subject_id=str(urgent[0].id)).exists()

    print_pending(meanwhile=meanwhile)
    assert looks > 20
    assert not Change.objects.exists()
    assert check_tree().equal


def test_progress_of_a_large_round_is_said_and_taken_back(
    small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        make_published(f"Piece {number}", date=FIRST_DAY + timedelta(hours=number))
    monkeypatch.setattr(printing, "_SAY_EVERY", timedelta(0))
    said: list[tuple[str, int, int]] = []

    def meanwhile() -> None:
        if state := press_state():
            said.append((state.step, state.done, state.of))

    print_pending(meanwhile=meanwhile)
    articles = [(done, of) for step, done, of in said if step == "articles"]
    assert [each for each in said if each[0] == "articles"] == said[: len(articles)]
    assert articles == [(done, 20) for done in range(2, 21, 2)]
    printed = [(done, of) for step, done, of in said if step == "pages"]
    assert len(printed) > 5
    assert printed == sorted(printed)
    assert {of for _, of in printed} == {printed[0][1]}
    assert all(0 < done < of for done, of in printed)
    assert press_state() is None


def test_ten_thousand_changes_of_one_import_write_each_page_once_or_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second time is for what the first has brought about: related articles."""
    made = [
        make_published(
            f"Piece {number}", topics=("Bread",), date=FIRST_DAY + timedelta(hours=number)
        )
        for number in range(60)
    ]
    # As many as an import of ten thousand articles leaves, each of them named over and over.
    now = datetime(2026, 6, 1, tzinfo=UTC)
    Change.objects.bulk_create(
        Change(at=now, kind=ChangeKind.ARTICLE, subject_id=str(made[number % 60].id))
        for number in range(10_000 - Change.objects.count())
    )
    drawn: Counter[str] = Counter()
    real = pages.render_page

    def counted(site: PublicationView, address: str) -> Page | None:
        drawn[address] += 1
        return real(site, address)

    monkeypatch.setattr(batches, "render_page", counted)
    printed = print_pending()
    assert printed.changes >= 10_000
    assert not Change.objects.exists()
    assert max(drawn.values()) <= 2
    assert max(drawn[address] for address in drawn if "/articles/" not in address) == 1
    assert check_tree().equal


class TestEditions:
    """What touches an edition, and what it touches."""

    def touched(self) -> list[str]:
        changes = list(Change.objects.order_by("id"))
        found = affected(PublicationView.read(Reader(as_printed())), changes)
        print_pending()
        check = check_tree()
        assert check.equal, (check.differing, check.missing, check.foreign)
        return found

    def test_an_article_taken_down_leaves_the_page_and_comes_back_to_its_place(self) -> None:
        editor = make_account("editor", Role.EDITOR, Role.PUBLISHER)
        made = [make_published(name) for name in ("First", "Second", "Third")]
        make_edition("Winter", *made)
        print_pending()
        page = (house_tree().read("/editions/winter/") or b"").decode()
        assert page.index("First") < page.index("Second") < page.index("Third")
        _take_down(made[1], editor)
        assert "/editions/winter/" in self.touched()
        page = (house_tree().read("/editions/winter/") or b"").decode()
        assert "Second" not in page
        restored = move_article(
            actor=editor,
            article_id=made[1].id,
            move=Move(Verb.RESTORE),
            document=made[1].published_revision.document,  # type: ignore[union-attr]
            now=datetime(2026, 6, 1, 8, 0, tzinfo=UTC),
        )
        assert "/editions/winter/" in self.touched()
        page = (house_tree().read("/editions/winter/") or b"").decode()
        assert page.index("First") < page.index("Second") < page.index("Third")
        change_slug(actor=editor, article_id=restored.id, wanted="elsewhere")
        assert "/editions/winter/" in self.touched()
        assert b"/articles/elsewhere/" in (house_tree().read("/editions/winter/") or b"")

    def test_a_withdrawn_edition_answers_410_and_is_named_nowhere(self) -> None:
        article = make_published("First")
        edition = make_edition("Winter", article)
        make_edition("Spring", make_published("Second"))
        print_pending()
        assert b"Winter" in (house_tree().read(f"/articles/{article.slug}/") or b"")
        withdraw_edition(actor=None, edition_id=edition.id, version=edition.version)
        self.touched()
        tree = house_tree()
        assert (tree.root / "editions/winter/index.html.status").read_text() == "410"
        for address in (
            f"/articles/{article.slug}/",
            "/editions/winter/",
            "/editions/",
            "/sitemaps/standing.xml",
        ):
            assert b"inter" not in (tree.read(address) or b"").replace(b"/winter/", b""), address

    def test_the_way_to_editions_stands_at_the_foot_while_there_are_any(self) -> None:
        edition = make_edition("Winter", make_published("First"))
        print_pending()
        tree = house_tree()
        assert b'href="/editions/"' in (tree.read("/") or b"")
        assert b"/editions/" not in (tree.read("/fa/") or b"")
        withdraw_edition(actor=None, edition_id=edition.id, version=edition.version)
        self.touched()
        assert b"/editions/" not in (tree.read("/") or b"")
        assert tree.read("/editions/") is None

    def test_a_change_of_an_edition_touches_its_own_pages_and_no_others(self) -> None:
        made = [
            make_published(f"Piece {number}", date=FIRST_DAY + timedelta(hours=number))
            for number in range(40)
        ]
        edition = make_edition("Winter", *made[:3])
        make_edition("Spring", made[5])
        print_pending()
        edit_edition(
            actor=None,
            edition_id=edition.id,
            version=edition.version,
            details=replace(details_of(edition), title="Frost"),
            pieces=[made[4].id, made[1].id],
        )
        assert set(self.touched()) == {
            "/editions/winter/",
            "/editions/",
            "/sitemaps/standing.xml",
            *(f"/articles/{made[number].slug}/" for number in (0, 1, 2, 4)),
        }


class TestCalls:
    """What touches a call, and what it touches."""

    def touched(self) -> set[str]:
        changes = list(Change.objects.order_by("id"))
        found = affected(PublicationView.read(Reader(as_printed())), changes)
        print_pending()
        check = check_tree()
        assert check.equal, (check.differing, check.missing, check.foreign)
        return set(found)

    def test_closing_touches_its_page_and_the_index_alone_and_both_say_so(self) -> None:
        call = make_call()
        make_published("A piece")
        print_pending()
        tree = house_tree()
        own, index = f"/calls/{call.slug}/", "/calls/"
        assert b'href="/enter/letters-to-a-street/"' in (tree.read(own) or b"")
        assert b"Open until 3 May 2027" in (tree.read(index) or b"")
        turn_calls(CALLED + timedelta(days=14))
        assert self.touched() == {own, index, "/sitemaps/standing.xml"}
        page = tree.read(own) or b""
        assert b"/enter/" not in page
        assert b"This call is closed" in page
        assert b"Closed since the end of 3 May 2027" in (tree.read(index) or b"")

    def test_withdrawn_it_answers_410_and_the_last_takes_the_index_away(self) -> None:
        call = make_call()
        print_pending()
        tree = house_tree()
        assert b'href="/calls/"' in (tree.read("/") or b"")
        assert tree.read("/fa/calls/") is None
        withdraw_call(actor=None, call_id=call.id, version=call.version, now=CALLED)
        self.touched()
        status = tree.root / "calls/letters-to-a-street/index.html.status"
        assert status.read_text() == "410"
        assert tree.read("/calls/") is None
        assert b"/calls/" not in (tree.read("/") or b"")

    def test_a_persian_call_says_its_days_by_the_persian_calendar(self) -> None:
        make_call("نامه به یک خیابان", language="fa")
        print_pending()
        page = (house_tree().read("/fa/calls/") or b"").decode()
        assert "۱۳ اردیبهشت ۱۴۰۶" in page
