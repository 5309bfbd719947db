"""Embargo, pins, corrections, and taking down, with their rows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from writingviews.articles.lifecycle import Need, State, TransitionRefused, Verb
from writingviews.articles.models import Article, Correction, Pin, Section, TakeDown
from writingviews.articles.selectors import pins_of
from writingviews.articles.services.correcting import (
    Corrected,
    CorrectionRefused,
    amend_correction,
    correct_article,
    remove_correction,
)
from writingviews.articles.services.filing import file_article, filing_of
from writingviews.articles.services.holding import hold_down, set_embargo
from writingviews.articles.services.moving import Move, move_article
from writingviews.articles.services.pinning import (
    MOST_PINS,
    PinRefused,
    arrange_pins,
    expire_pins,
    pin_article,
    unpin,
)
from writingviews.articles.services.publication import set_zone
from writingviews.ledger.models import AuditEntry, Change, ChangeKind
from writingviews.people.models import Account, Role

from .making import make_account, make_document, make_publication, make_published
from .test_moving import _file, _move, draft, editor, writer  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 10, 30, 45, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "fa")


@pytest.fixture
def publisher() -> Account:
    return make_account("publisher", Role.PUBLISHER, Role.EDITOR)


def _accepted(draft: Article, writer: Account, editor: Account) -> None:  # noqa: F811
    _file(draft, section=Section.objects.get(slug="culture"))
    _move(draft, Verb.SUBMIT, writer)
    _move(draft, Verb.ACCEPT, editor)


class TestEmbargo:
    def test_before_its_end_nobody_publishes_and_the_rule_is_said(
        self,
        draft: Article,  # noqa: F811
        writer: Account,  # noqa: F811
        editor: Account,  # noqa: F811
        publisher: Account,
    ) -> None:
        _accepted(draft, writer, editor)
        set_embargo(actor=editor, article_id=draft.id, until=NOW + HOUR, now=NOW)
        for verb, due in ((Verb.PUBLISH, None), (Verb.SCHEDULE, NOW + HOUR / 2)):
            with pytest.raises(TransitionRefused, match="under embargo") as refused:
                _move(draft, verb, publisher, due=due)
            assert refused.value.needs == (Need.EMBARGO,)
        assert _move(draft, Verb.SCHEDULE, publisher, due=NOW + HOUR).state == State.SCHEDULED

    def test_lifting_it_is_an_act_of_its_own(
        self,
        draft: Article,  # noqa: F811
        writer: Account,  # noqa: F811
        editor: Account,  # noqa: F811
        publisher: Account,
    ) -> None:
        _accepted(draft, writer, editor)
        set_embargo(actor=editor, article_id=draft.id, until=NOW + HOUR, now=NOW)
        set_embargo(actor=editor, article_id=draft.id, until=None, now=NOW)
        verbs = list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))
        assert verbs[-2:] == ["set embargo", "lift embargo"]
        assert _move(draft, Verb.PUBLISH, publisher).state == State.PUBLISHED

    def test_what_cannot_be_is_refused(
        self,
        draft: Article,  # noqa: F811
        writer: Account,  # noqa: F811
        editor: Account,  # noqa: F811
        publisher: Account,
    ) -> None:
        _accepted(draft, writer, editor)
        with pytest.raises(TransitionRefused, match="editors' to set"):
            set_embargo(actor=writer, article_id=draft.id, until=NOW + HOUR, now=NOW)
        with pytest.raises(TransitionRefused, match="This time is past"):
            set_embargo(actor=editor, article_id=draft.id, until=NOW, now=NOW)
        _move(draft, Verb.SCHEDULE, publisher, due=NOW + HOUR)
        with pytest.raises(TransitionRefused, match="scheduled for a time before"):
            set_embargo(actor=editor, article_id=draft.id, until=NOW + 2 * HOUR, now=NOW)
        _move(draft, Verb.PUBLISH, publisher)
        with pytest.raises(TransitionRefused, match="comes too late"):
            set_embargo(actor=editor, article_id=draft.id, until=NOW + HOUR, now=NOW)


class TestTakingDown:
    def test_a_writer_takes_down_with_nobody_s_leave_and_only_their_yes_brings_it_back(
        self, publisher: Account
    ) -> None:
        owner = make_account("owner")
        article = make_published("A title", writer=owner)
        pin_article(actor=None, article_id=article.id, section=None, until=None, now=NOW)
        Change.objects.all().delete()
        move_article(
            actor=owner, article_id=article.id, move=Move(Verb.TAKE_DOWN), document=None, now=NOW
        )
        assert Change.objects.get().urgent
        assert TakeDown.objects.get().held
        assert not Pin.objects.exists()

        def restore(actor: Account) -> Article:
            return move_article(
                actor=actor,
                article_id=article.id,
                move=Move(Verb.RESTORE),
                document=make_document(),
                now=NOW,
            )

        with pytest.raises(TransitionRefused, match="the writer's yes"):
            restore(publisher)
        with pytest.raises(TransitionRefused, match="its writer's to say"):
            hold_down(actor=publisher, article_id=article.id, held=False, now=NOW)
        hold_down(actor=owner, article_id=article.id, held=False, now=NOW)
        with pytest.raises(TransitionRefused, match="publish right"):
            restore(make_account("an editor", Role.EDITOR))
        assert restore(publisher).state == State.PUBLISHED
        assert not TakeDown.objects.exists()

    def test_what_an_editor_took_down_its_writer_may_keep_down(self, publisher: Account) -> None:
        owner = make_account("owner")
        article = make_published("A title", writer=owner)
        _move(article, Verb.TAKE_DOWN, publisher)
        assert not TakeDown.objects.get().held
        hold_down(actor=owner, article_id=article.id, held=True, now=NOW)
        with pytest.raises(TransitionRefused, match="the writer's yes"):
            _move(article, Verb.RESTORE, publisher)

    def test_no_reason_is_asked_for_and_none_is_kept(self) -> None:
        owner = make_account("owner")
        article = make_published("A title", writer=owner)
        _move(article, Verb.TAKE_DOWN, owner)
        assert AuditEntry.objects.get(verb="take_down").details == {"round": 0}
        fields = {field.name for field in TakeDown._meta.get_fields()}
        assert fields == {"id", "article", "at", "held"}

    def test_a_stranger_takes_nothing_down(self) -> None:
        article = make_published("A title")
        with pytest.raises(TransitionRefused, match="You may not take down"):
            _move(article, Verb.TAKE_DOWN, make_account("stranger"))


class TestPins:
    def test_they_stand_in_their_order_and_only_what_readers_see(self, publisher: Account) -> None:
        made = [make_published(f"No. {number}") for number in range(3)]
        pins = [
            pin_article(actor=None, article_id=each.id, section=None, until=None, now=NOW)
            for each in made
        ]
        arrange_pins(
            actor=publisher,
            language="en",
            section=None,
            order=[pins[2].pk, pins[0].pk, pins[1].pk],
            until={pins[0].pk: NOW + HOUR},
            now=NOW,
        )
        assert [pin.article_id for pin in pins_of("en", None)] == [
            made[number].id for number in (2, 0, 1)
        ]
        _move(made[2], Verb.TAKE_DOWN, publisher)
        assert [pin.article_id for pin in pins_of("en", None)] == [made[0].id, made[1].id]
        assert not pins_of("fa", None)

    def test_they_end_by_the_clock_and_never_early(self) -> None:
        article = make_published("A title")
        pin_article(actor=None, article_id=article.id, section=None, until=NOW + HOUR, now=NOW)
        Change.objects.all().delete()
        assert expire_pins(NOW + HOUR - timedelta(seconds=1)) == 0
        assert not Change.objects.exists()
        assert expire_pins(NOW + HOUR) == 1
        change = Change.objects.get()
        assert (change.kind, change.before) == (ChangeKind.PINS, {"language": "en", "section": ""})
        assert expire_pins(NOW + HOUR) == 0

    def test_what_cannot_stand_there_is_refused(self, publisher: Account) -> None:
        culture, science = (Section.objects.get(slug=slug) for slug in ("culture", "science"))
        article = make_published("A title")

        def pin(article: Article, section: Section | None, until: datetime | None = None) -> Pin:
            return pin_article(
                actor=publisher, article_id=article.id, section=section, until=until, now=NOW
            )

        with pytest.raises(PinRefused, match="another section"):
            pin(article, science)
        with pytest.raises(PinRefused, match="time is past"):
            pin(article, culture, NOW)
        for number in range(MOST_PINS):
            pin(make_published(f"No. {number}"), culture)
        with pytest.raises(PinRefused, match="stand there already"):
            pin(article, culture)
        _move(article, Verb.TAKE_DOWN, publisher)
        with pytest.raises(PinRefused, match="Publish it first"):
            pin(article, None)

    def test_of_two_who_arrange_one_front_the_second_is_told(self, publisher: Account) -> None:
        pins = [
            pin_article(
                actor=None, article_id=make_published("A").id, section=None, until=None, now=NOW
            )
            for _ in range(2)
        ]
        seen = [pin.pk for pin in pins]
        unpin(actor=publisher, pin_id=pins[0].pk, now=NOW)
        with pytest.raises(PinRefused, match="Somebody else changed"):
            arrange_pins(
                actor=publisher, language="en", section=None, order=seen, until={}, now=NOW
            )

    def test_what_moves_to_another_section_leaves_the_head_of_the_first(self) -> None:
        culture = Section.objects.get(slug="culture")
        article = make_published("A title")
        pin_article(actor=None, article_id=article.id, section=culture, until=None, now=NOW)
        filing = filing_of(article)
        values = {name: getattr(filing, name) for name in type(filing).__dataclass_fields__}
        moved = type(filing)(**{**values, "section": Section.objects.get(slug="science")})
        file_article(actor=None, article_id=article.id, filing=moved)
        assert not pins_of("en", culture)


class TestCorrections:
    SAID = Corrected("Two feet.", "Two metres.", date(2026, 5, 1))

    def test_one_is_made_amended_and_removed_each_with_its_row(self, publisher: Account) -> None:
        article = make_published("A title")
        Change.objects.all().delete()
        made = correct_article(actor=publisher, article_id=article.id, said=self.SAID, now=NOW)
        assert (made.wrong, made.text, made.on) == ("Two feet.", "Two metres.", date(2026, 5, 1))
        amend_correction(
            actor=publisher,
            article_id=article.id,
            correction_id=made.pk,
            said=Corrected("", "Three metres.", made.on),
            now=NOW + HOUR,
        )
        row = Correction.objects.get()
        assert (row.wrong, row.text) == ("", "Three metres.")
        assert row.changed_at == (NOW + HOUR).replace(second=0)
        remove_correction(
            actor=publisher, article_id=article.id, correction_id=made.pk, now=NOW + 2 * HOUR
        )
        with pytest.raises(CorrectionRefused, match="removed this correction"):
            remove_correction(
                actor=publisher, article_id=article.id, correction_id=made.pk, now=NOW
            )
        verbs = AuditEntry.objects.filter(subject_id=str(article.id)).order_by("id")
        assert [entry.verb for entry in verbs][-3:] == [
            "correct",
            "amend correction",
            "remove correction",
        ]
        assert all("metres" not in str(entry.details) for entry in verbs)
        assert Change.objects.filter(kind=ChangeKind.ARTICLE).count() == 3

    def test_its_day_is_of_the_publication_s_clock(self, publisher: Account) -> None:
        set_zone(actor=None, zone="Pacific/Auckland")
        article = make_published("A title", date=NOW - HOUR)
        tomorrow = Corrected("", "Right.", date(2026, 5, 2))
        late = datetime(2026, 5, 1, 13, 0, tzinfo=UTC)  # one in the morning over there
        with pytest.raises(CorrectionRefused, match="is to come") as refused:
            correct_article(actor=publisher, article_id=article.id, said=tomorrow, now=NOW - HOUR)
        assert refused.value.field == "on"
        correct_article(actor=publisher, article_id=article.id, said=tomorrow, now=late)

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            (Corrected("Wrong.", "  ", date(2026, 5, 1)), "right"),
            (Corrected("", "Right.", date(2026, 5, 2)), "on"),
            (Corrected("", "Right.", date(2020, 1, 1)), "on"),
        ],
    )
    def test_what_says_nothing_or_has_no_day_is_refused(
        self, publisher: Account, said: Corrected, field: str
    ) -> None:
        article = make_published("A title")
        with pytest.raises(CorrectionRefused) as refused:
            correct_article(actor=publisher, article_id=article.id, said=said, now=NOW)
        assert refused.value.field == field
        assert not Correction.objects.exists()

    def test_a_writer_and_what_is_not_published_are_refused(self, publisher: Account) -> None:
        owner = make_account("owner")
        article = make_published("A title", writer=owner)
        with pytest.raises(TransitionRefused, match="You may not correct"):
            correct_article(actor=owner, article_id=article.id, said=self.SAID, now=NOW)
        _move(article, Verb.TAKE_DOWN, owner)
        with pytest.raises(TransitionRefused, match="taken down"):
            correct_article(actor=publisher, article_id=article.id, said=self.SAID, now=NOW)


def test_a_zone_that_is_none_is_not_stored() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        set_zone(actor=None, zone="Mars/Olympus")
    assert set_zone(actor=None, zone="Asia/Tehran").zone == "Asia/Tehran"
