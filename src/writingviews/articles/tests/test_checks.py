"""Checks before print: checklists, the second person, vetoes; and no way around them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from writingviews.articles.checked_text import checked_text
from writingviews.articles.checks import Check, Mark, checks_of, items_for, standing_vetoes
from writingviews.articles.lifecycle import Need, State, TransitionRefused, Verb
from writingviews.articles.models import (
    Article,
    CheckedBy,
    ChecklistItem,
    Kind,
    ProgramCheck,
    Section,
    Tick,
    Veto,
)
from writingviews.articles.services.checking import (
    CheckRefused,
    SeenText,
    TextChanged,
    agree,
    lay_veto,
    lift_veto,
    tick,
    untick,
)
from writingviews.articles.services.checklists import (
    FIRST_CHECKLIST,
    MAX_ITEMS,
    ChecklistRefused,
    ItemDetails,
    add_item,
    ask_for_two_persons,
    change_item,
    lay_out_first_checklist,
    move_item,
    take_off_item,
)
from writingviews.articles.services.filing import begin_article, file_article, filing_of
from writingviews.articles.services.importing import Arrival, place_article
from writingviews.articles.services.moving import Move, move_article
from writingviews.ledger.models import AuditEntry
from writingviews.people.models import Account, Role
from writingviews.people.services import create_byline

from .making import FIRST_DAY, make_account, make_document, make_filing, make_publication

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 1, 10, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "fa")


@pytest.fixture()
def writer() -> Account:
    return make_account("writer")


@pytest.fixture()
def editor() -> Account:
    return make_account("editor", Role.EDITOR)


@pytest.fixture()
def publisher() -> Account:
    return make_account("publisher", Role.PUBLISHER)


@pytest.fixture()
def accepted(writer: Account, editor: Account) -> Article:
    return _accepted(writer, editor)


def _accepted(writer: Account, editor: Account) -> Article:
    article = begin_article(actor=writer, language="en", byline=create_byline(name="Ada Quill"))
    filing = replace(filing_of(article), section=make_filing().section)
    file_article(actor=writer, article_id=article.id, filing=filing)
    _move(article, Verb.SUBMIT, writer)
    return _move(article, Verb.ACCEPT, editor)


def _text(words: str = "Some words.") -> dict[str, Any]:
    return make_document("A title", text=words)


def _move(
    article: Article,
    verb: Verb,
    actor: Account | None,
    words: str = "Some words.",
    due: datetime | None = None,
) -> Article:
    return move_article(
        actor=actor,
        article_id=article.id,
        move=Move(verb, due),
        document=_text(words),
        now=NOW if actor else LATER,
    )


def _tick(
    article: Article, item: ChecklistItem, actor: Account, words: str = "Some words."
) -> Tick:
    document = _text(words)
    return tick(
        actor=actor,
        article_id=article.id,
        item_id=item.id,
        read=SeenText(document, checked_text(article, document)),
        now=NOW,
    )


def _agree(article: Article, actor: Account, words: str = "Some words.") -> None:
    document = _text(words)
    read = SeenText(document, checked_text(article, document))
    agree(actor=actor, article_id=article.id, read=read, now=NOW)


def _item(words: str = "Sources", by: CheckedBy = CheckedBy.EDITOR, **more: Any) -> ChecklistItem:  # noqa: ANN401 - of ItemDetails
    return add_item(actor=None, details=ItemDetails(words, by, **more))


def _marks(article: Article, words: str = "Some words.") -> list[Mark]:
    return [check.mark for check in checks_of(article, _text(words))]


class TestChecklist:
    def test_a_piece_is_published_when_everything_is_ticked(
        self, accepted: Article, writer: Account, editor: Account, publisher: Account
    ) -> None:
        sources = _item("Sources")
        approval = _item("Writer’s approval", CheckedBy.WRITER)
        with pytest.raises(TransitionRefused) as refused:
            _move(accepted, Verb.PUBLISH, publisher)
        assert str(refused.value) == (
            "Left on its checklist: “Sources” (an editor ticks it); “Writer’s approval” "
            "(its writer ticks it)."
        )
        _tick(accepted, sources, editor)
        with pytest.raises(TransitionRefused, match="“Writer’s approval”"):
            _move(accepted, Verb.PUBLISH, publisher)
        _tick(accepted, approval, writer)
        assert _move(accepted, Verb.PUBLISH, publisher).state == State.PUBLISHED

    def test_who_ticked_and_when_is_kept(self, accepted: Article, editor: Account) -> None:
        item = _item()
        _tick(accepted, item, editor)
        (check,) = checks_of(accepted, _text())
        assert (check.account, check.at) == (editor.id, NOW)
        untick(actor=editor, article_id=accepted.id, item_id=item.id, now=NOW)
        assert _marks(accepted) == [Mark.OPEN]
        acts = AuditEntry.objects.filter(verb__in=("tick", "untick"), actor=editor.id)
        assert [act.details for act in acts] == [{"item": str(item.id)}] * 2

    def test_a_tick_falls_when_what_readers_read_is_changed(
        self, accepted: Article, editor: Account, publisher: Account
    ) -> None:
        of_text, of_person = _item("Sources"), _item("Disclosures", of_text=False)
        for item in (of_text, of_person):
            _tick(accepted, item, editor)
        assert _marks(accepted) == [Mark.TICKED, Mark.TICKED]
        assert _marks(accepted, "Other words.") == [Mark.FALLEN, Mark.TICKED]
        with pytest.raises(TransitionRefused, match="again: the text was changed"):
            _move(accepted, Verb.PUBLISH, publisher, "Other words.")
        assert _marks(accepted) == [Mark.TICKED, Mark.TICKED], "it is the old text again"
        filing = replace(filing_of(accepted), picture="a" * 32, picture_alt="An oven")
        file_article(actor=editor, article_id=accepted.id, filing=filing)
        accepted.refresh_from_db()
        assert _marks(accepted) == [Mark.FALLEN, Mark.TICKED], "a picture is read too"

    def test_an_update_is_checked_like_a_publication(
        self, accepted: Article, editor: Account, publisher: Account
    ) -> None:
        item = _item()
        _tick(accepted, item, editor)
        _move(accepted, Verb.PUBLISH, publisher)
        with pytest.raises(TransitionRefused) as refused:
            _move(accepted, Verb.UPDATE, publisher, "Other words.")
        assert refused.value.needs == (Need.CHECKS,)
        _tick(accepted, item, editor, "Other words.")
        assert _move(accepted, Verb.UPDATE, publisher, "Other words.").updated_at

    def test_who_ticks_is_held(
        self, accepted: Article, writer: Account, editor: Account, publisher: Account
    ) -> None:
        editors, writers = _item(), _item("Approval", CheckedBy.WRITER)
        stranger = make_account("stranger")
        for item, others, words in (
            (editors, (writer, publisher, stranger), "an editor"),
            (writers, (editor, publisher, stranger), "its writer"),
        ):
            for other in others:
                with pytest.raises(CheckRefused, match=f"is ticked by {words}"):
                    _tick(accepted, item, other)
        assert not Tick.objects.exists()
        _tick(accepted, editors, editor)
        with pytest.raises(CheckRefused, match="somebody else’s"):
            untick(actor=writer, article_id=accepted.id, item_id=editors.id, now=NOW)
        assert Tick.objects.exists()

    def test_a_tick_is_of_the_text_that_was_looked_at(
        self, accepted: Article, editor: Account
    ) -> None:
        item = _item()
        seen = checked_text(accepted, _text())
        with pytest.raises(TextChanged, match="Read it as it stands now"):
            tick(
                actor=editor,
                article_id=accepted.id,
                item_id=item.id,
                read=SeenText(_text("Typed meanwhile."), seen),
                now=NOW,
            )
        assert not Tick.objects.exists()

    def test_a_draft_is_not_checked(self, writer: Account) -> None:
        item = _item("Approval", CheckedBy.WRITER)
        draft = begin_article(actor=writer, language="en")
        with pytest.raises(CheckRefused, match="checked from when it was submitted on"):
            _tick(draft, item, writer)

    def test_the_program_sees_for_itself(
        self, accepted: Article, editor: Account, publisher: Account
    ) -> None:
        credit = _item("Credits", CheckedBy.PROGRAM, program=ProgramCheck.CREDIT)
        sources = _item("Citations", CheckedBy.PROGRAM, program=ProgramCheck.SOURCES)
        assert _marks(accepted) == [Mark.SEEN, Mark.SEEN]
        document = _text()
        document["content"][2]["content"].append(
            {"type": "citation", "attrs": {"source": None, "locator": None}}
        )
        document["content"].append(
            {"type": "picture", "attrs": {"media": "a" * 32, "alt": "An oven"}}
        )
        checks = checks_of(accepted, document)
        assert checks == [
            Check(credit, Mark.FOUND, found=1),
            Check(sources, Mark.FOUND, found=1),
        ]
        with pytest.raises(TransitionRefused, match="the program sees it"):
            move_article(
                actor=publisher,
                article_id=accepted.id,
                move=Move(Verb.PUBLISH),
                document=document,
                now=NOW,
            )
        with pytest.raises(CheckRefused, match="seen by the program"):
            _tick(accepted, credit, editor)

    def test_a_citation_with_its_source_in_the_list_is_seen_to_hold(
        self, accepted: Article
    ) -> None:
        _item("Citations", CheckedBy.PROGRAM, program=ProgramCheck.SOURCES)
        document = _text()
        document["content"][2]["content"].append(
            {"type": "citation", "attrs": {"source": "s1", "locator": None}}
        )
        document["content"].append(
            {
                "type": "sources",
                "content": [{"type": "source", "attrs": {"id": "s1", "title": "On bread"}}],
            }
        )
        assert [check.mark for check in checks_of(accepted, document)] == [Mark.SEEN]


class TestTheList:
    def test_a_piece_has_the_items_of_its_section_and_kind(self, accepted: Article) -> None:
        culture, science = (Section.objects.get(slug=slug) for slug in ("culture", "science"))
        _item("All")
        _item("Culture", sections=(culture,))
        _item("Science", sections=(science,))
        _item("Both", sections=(science, culture))
        _item("Essays", kinds=(Kind.ESSAY,))
        _item("Poems", kinds=(Kind.POEM,))
        _item("Poems of culture", sections=(culture,), kinds=(Kind.POEM,))
        assert [item.words for item in items_for(accepted)] == ["All", "Culture", "Both", "Essays"]
        accepted.kind = Kind.POEM
        assert [item.words for item in items_for(accepted)][-2:] == ["Poems", "Poems of culture"]

    def test_a_new_publication_has_one_and_gets_it_once(self) -> None:
        lay_out_first_checklist()
        lay_out_first_checklist()
        assert [item.words for item in ChecklistItem.objects.all()] == [
            details.words for details in FIRST_CHECKLIST
        ]

    def test_a_house_may_begin_with_people_looking_at_one_kind_alone(self) -> None:
        lay_out_first_checklist(kinds=(Kind.POEM,))
        by_people = ChecklistItem.objects.exclude(checked_by=CheckedBy.PROGRAM)
        assert {tuple(item.kinds) for item in by_people} == {("poem",)}
        assert "Sources" not in {item.words for item in by_people}
        by_program = ChecklistItem.objects.filter(checked_by=CheckedBy.PROGRAM)
        assert [item.kinds for item in by_program] == [[], [], []]

    def test_a_publisher_alone_changes_it(
        self, publisher: Account, editor: Account, writer: Account
    ) -> None:
        details = ItemDetails("Sources", CheckedBy.EDITOR)
        item = add_item(actor=publisher, details=details)
        acts: tuple[Callable[[Account], object], ...] = (
            lambda who: add_item(actor=who, details=details),
            lambda who: change_item(actor=who, item_id=item.id, details=details),
            lambda who: take_off_item(actor=who, item_id=item.id),
            lambda who: move_item(actor=who, item_id=item.id, up=True),
            lambda who: ask_for_two_persons(actor=who, sections=()),
        )
        for act in acts:
            for other in (editor, writer):
                with pytest.raises(ChecklistRefused, match="a publisher’s to change"):
                    act(other)
        assert [one.words for one in ChecklistItem.objects.filter(retired=False)] == ["Sources"]

    def test_an_item_that_says_something_else_is_ticked_anew(
        self, accepted: Article, editor: Account, publisher: Account
    ) -> None:
        item = _item("Sources")
        _tick(accepted, item, editor)
        same = change_item(
            actor=publisher,
            item_id=item.id,
            details=ItemDetails("Sources", CheckedBy.EDITOR, kinds=(Kind.ESSAY,)),
        )
        assert (same.id, _marks(accepted)) == (item.id, [Mark.TICKED])
        change_item(
            actor=publisher,
            item_id=item.id,
            details=ItemDetails("Two sources", CheckedBy.EDITOR),
        )
        assert _marks(accepted) == [Mark.OPEN]
        assert Tick.objects.filter(item=item).exists(), "what was ticked is kept"

    def test_items_change_places_and_are_taken_off(self, publisher: Account) -> None:
        first, second, third = (_item(words) for words in ("One", "Two", "Three"))
        move_item(actor=publisher, item_id=third.id, up=True)
        move_item(actor=publisher, item_id=first.id, up=True)
        take_off_item(actor=publisher, item_id=first.id)
        standing = ChecklistItem.objects.filter(retired=False)
        assert [item.words for item in standing] == ["Three", "Two"]
        with pytest.raises(ChecklistRefused, match="was taken off"):
            take_off_item(actor=publisher, item_id=first.id)
        assert second.words == "Two"

    def test_it_is_bounded_and_says_something(self, publisher: Account) -> None:
        with pytest.raises(ChecklistRefused, match="Say what"):
            add_item(actor=publisher, details=ItemDetails(" ", CheckedBy.EDITOR))
        for number in range(MAX_ITEMS):
            _item(f"Item {number}")
        with pytest.raises(ChecklistRefused, match="Take one off first"):
            _item("One more")


class TestTwoPersons:
    @pytest.fixture(autouse=True)
    def _asked(self) -> None:
        ask_for_two_persons(actor=None, sections=list(Section.objects.filter(slug="culture")))

    def test_who_accepted_it_is_the_first_and_somebody_else_the_second(
        self, writer: Account, publisher: Account
    ) -> None:
        both = make_account("both", Role.EDITOR, Role.PUBLISHER)
        article = _accepted(writer, both)
        with pytest.raises(TransitionRefused, match="somebody else with the edit or the publish"):
            _move(article, Verb.PUBLISH, both)
        assert _move(article, Verb.PUBLISH, publisher).state == State.PUBLISHED

    def test_its_writer_is_never_the_second(self, editor: Account) -> None:
        writing = make_account("writing publisher", Role.PUBLISHER)
        article = _accepted(writing, editor)
        with pytest.raises(TransitionRefused, match="who writes a piece cannot be the second"):
            _move(article, Verb.PUBLISH, writing)

    def test_the_first_agreed_to_this_text_and_no_other(
        self, accepted: Article, editor: Account, publisher: Account
    ) -> None:
        with pytest.raises(TransitionRefused, match="It was changed since somebody did"):
            _move(accepted, Verb.PUBLISH, publisher, "Other words.")
        _agree(accepted, publisher, "Other words.")
        with pytest.raises(TransitionRefused, match="asks for two persons"):
            _move(accepted, Verb.PUBLISH, publisher, "Other words.")
        _agree(accepted, editor, "Other words.")
        _move(accepted, Verb.PUBLISH, publisher, "Other words.")
        with pytest.raises(TransitionRefused) as refused:
            _move(accepted, Verb.UPDATE, publisher, "Words of one alone.")
        assert refused.value.needs == (Need.SECOND,)

    def test_whoever_schedules_is_the_second_when_the_time_comes(
        self, accepted: Article, publisher: Account
    ) -> None:
        _move(accepted, Verb.SCHEDULE, publisher, due=NOW + timedelta(hours=1))
        assert _move(accepted, Verb.PUBLISH, None).state == State.PUBLISHED

    def test_a_section_that_asks_since_it_was_scheduled_is_heard(self, writer: Account) -> None:
        ask_for_two_persons(actor=None, sections=())
        both = make_account("both", Role.EDITOR, Role.PUBLISHER)
        article = _accepted(writer, both)
        _move(article, Verb.SCHEDULE, both, due=NOW + timedelta(hours=1))
        ask_for_two_persons(actor=None, sections=list(Section.objects.all()))
        with pytest.raises(TransitionRefused, match="somebody else"):
            _move(article, Verb.PUBLISH, None)

    def test_writers_and_strangers_do_not_agree(self, accepted: Article, writer: Account) -> None:
        for other in (writer, make_account("stranger")):
            with pytest.raises(CheckRefused, match="Editors and publishers agree"):
                _agree(accepted, other)


class TestVeto:
    def test_it_stops_print_until_it_is_lifted(
        self, accepted: Article, editor: Account, publisher: Account
    ) -> None:
        veto = lay_veto(actor=editor, article_id=accepted.id, reason=" A libel. ", now=NOW)
        for verb, due in ((Verb.PUBLISH, None), (Verb.SCHEDULE, NOW + timedelta(hours=1))):
            with pytest.raises(
                TransitionRefused, match="A veto stands against it: “A libel"
            ) as refused:
                _move(accepted, verb, publisher, due=due)
            assert refused.value.needs == (Need.NO_VETO,)
        lift_veto(actor=publisher, article_id=accepted.id, veto_id=veto.id, why="Mended.", now=NOW)
        assert _move(accepted, Verb.PUBLISH, publisher).state == State.PUBLISHED
        kept = Veto.objects.get()
        assert (kept.account, kept.reason) == (editor, "A libel.")
        assert (kept.lifted_by, kept.lifted_why) == (publisher, "Mended.")
        acts = AuditEntry.objects.filter(verb__contains="veto").order_by("id")
        assert [(act.verb, act.actor) for act in acts] == [
            ("veto", editor.id),
            ("lift veto", publisher.id),
        ]
        assert "libel" not in str([act.details for act in acts])

    def test_what_is_published_stays_and_is_not_restored_under_one(
        self, accepted: Article, editor: Account, publisher: Account
    ) -> None:
        _move(accepted, Verb.PUBLISH, publisher)
        lay_veto(actor=editor, article_id=accepted.id, reason="A libel.", now=NOW)
        accepted.refresh_from_db()
        assert accepted.state == State.PUBLISHED
        _move(accepted, Verb.TAKE_DOWN, publisher)
        with pytest.raises(TransitionRefused, match="A veto stands against it"):
            _move(accepted, Verb.RESTORE, publisher)

    def test_who_laid_it_or_a_publisher_lifts_it_with_a_reason(
        self, accepted: Article, editor: Account
    ) -> None:
        veto = lay_veto(actor=editor, article_id=accepted.id, reason="A libel.", now=NOW)
        other = make_account("other", Role.EDITOR)
        with pytest.raises(CheckRefused, match="by who laid it or by a publisher"):
            lift_veto(actor=other, article_id=accepted.id, veto_id=veto.id, why="No.", now=NOW)
        with pytest.raises(CheckRefused, match="Give the reason"):
            lift_veto(actor=editor, article_id=accepted.id, veto_id=veto.id, why=" ", now=NOW)
        assert standing_vetoes(accepted)
        lift_veto(actor=editor, article_id=accepted.id, veto_id=veto.id, why="Read.", now=NOW)
        with pytest.raises(CheckRefused, match="does not stand any more"):
            lift_veto(actor=editor, article_id=accepted.id, veto_id=veto.id, why="Read.", now=NOW)

    def test_it_is_laid_by_editors_and_publishers_with_a_reason_once(
        self, accepted: Article, writer: Account, publisher: Account
    ) -> None:
        for other in (writer, make_account("stranger")):
            with pytest.raises(CheckRefused, match="laid by an editor or a publisher"):
                lay_veto(actor=other, article_id=accepted.id, reason="Mine.", now=NOW)
        for reason, words in (("  ", "Give the reason"), ("x" * 1001, "1000 are the most")):
            with pytest.raises(CheckRefused, match=words):
                lay_veto(actor=publisher, article_id=accepted.id, reason=reason, now=NOW)
        lay_veto(actor=publisher, article_id=accepted.id, reason="A libel.", now=NOW)
        with pytest.raises(CheckRefused, match="Your veto stands"):
            lay_veto(actor=publisher, article_id=accepted.id, reason="Again.", now=NOW)


class TestNoWayAround:
    def test_a_scheduled_piece_that_was_changed_is_not_published(
        self, accepted: Article, publisher: Account
    ) -> None:
        _move(accepted, Verb.SCHEDULE, publisher, due=NOW + timedelta(hours=1))
        with pytest.raises(TransitionRefused, match="changed after it was scheduled") as refused:
            _move(accepted, Verb.PUBLISH, None, "Other words.")
        assert refused.value.needs == (Need.AS_SCHEDULED,)
        assert _move(accepted, Verb.PUBLISH, publisher, "Other words.").state == State.PUBLISHED

    def test_what_is_imported_as_published_is_checked_unless_somebody_vouches(self) -> None:
        _item("Sources")
        arrival = Arrival(
            origin="test:old",
            document=_text(),
            filing=make_filing(create_byline(name="Ada Quill")),
            slug="",
            date=FIRST_DAY,
            published=True,
        )
        with pytest.raises(TransitionRefused, match="Left on its checklist: “Sources”"):
            place_article(actor=None, writer=None, arrival=arrival)
        article = place_article(actor=None, writer=None, arrival=replace(arrival, checked=True))
        assert article.state == State.PUBLISHED
        act = AuditEntry.objects.get(verb="import", subject_id=str(article.id))
        assert act.details == {"vouched": True}
