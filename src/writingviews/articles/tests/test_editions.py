"""An edition on its way: begun, edited, published, withdrawn; and who is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article, Edition, EditionArticle, EditionState
from writingviews.articles.services.editions import (
    MAX_PIECES,
    EditionChanged,
    EditionDetails,
    EditionRefused,
    begin_edition,
    details_of,
    edit_edition,
    pieces_of,
    publish_edition,
    withdraw_edition,
)
from writingviews.articles.services.filing import begin_article
from writingviews.articles.services.moving import Move, move_article
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_edition,
    make_publication,
    make_published,
)
from writingviews.ledger.models import AuditEntry, Change, ChangeKind
from writingviews.people.models import Account, Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "fa")


@pytest.fixture()
def editor() -> Account:
    return make_account("editor", Role.EDITOR, Role.PUBLISHER)


def _edited(edition: Edition, *pieces: Article, **details: str) -> Edition:
    return edit_edition(
        actor=None,
        edition_id=edition.id,
        version=edition.version,
        details=replace(details_of(edition), **details),
        pieces=[piece.id for piece in pieces] or pieces_of(edition),
    )


def _changes(kind: ChangeKind) -> list[Change]:
    return list(Change.objects.filter(kind=kind).order_by("id"))


def test_an_edition_goes_from_draft_to_readers_and_back(editor: Account) -> None:
    first, second = make_published("First"), make_published("Second")
    made = begin_edition(actor=editor, title=" Winter ", language="en")
    assert (made.title, made.slug, made.state) == ("Winter", None, EditionState.DRAFT)
    details = EditionDetails(
        "Winter", "en", "No. 3", "On cold", "Dear reader.\n\nYours.", "The editors"
    )
    made = edit_edition(
        actor=editor, edition_id=made.id, version=1, details=details, pieces=[second.id, first.id]
    )
    assert details_of(made) == details
    assert pieces_of(made) == [second.id, first.id]
    assert not _changes(ChangeKind.EDITION), "readers see no draft"

    made = publish_edition(actor=editor, edition_id=made.id, version=2, on=TODAY)
    assert (made.slug, made.published_on) == ("winter", TODAY)
    assert [change.before for change in _changes(ChangeKind.EDITION)] == [{"articles": []}]
    made = withdraw_edition(actor=editor, edition_id=made.id, version=3)
    assert made.state == EditionState.WITHDRAWN
    assert set(_changes(ChangeKind.EDITION)[-1].before["articles"]) == {  # type: ignore[index]
        str(first.id),
        str(second.id),
    }
    made = publish_edition(actor=editor, edition_id=made.id, version=4, on=date(2027, 1, 1))
    assert (made.slug, made.published_on) == ("winter", TODAY), "it keeps its address and its day"
    acts = AuditEntry.objects.filter(subject_kind="edition", subject_id=str(made.id))
    assert list(acts.order_by("id").values_list("verb", "actor")) == [
        (verb, editor.id) for verb in ("begin", "edit", "publish", "withdraw", "publish")
    ]
    assert "Dear reader" not in str(list(acts.values_list("details", flat=True)))


def test_a_change_of_order_is_a_change_of_the_edition_and_of_nothing_else() -> None:
    one, two, three = (make_published(name) for name in ("One", "Two", "Three"))
    edition = make_edition("Winter", one, two, three)
    Change.objects.all().delete()
    edition = _edited(edition, three, one, two)
    assert pieces_of(edition) == [three.id, one.id, two.id]
    assert [change.kind for change in Change.objects.all()] == [ChangeKind.EDITION]
    same = _edited(edition, three, one, two)
    assert same.version == edition.version, "nothing was changed"
    assert Change.objects.count() == 1


def test_only_the_first_and_the_last_edition_of_a_language_print_every_page() -> None:
    article = make_published("One")
    Change.objects.all().delete()
    first = make_edition("First", article)
    assert len(_changes(ChangeKind.PUBLICATION)) == 1
    second = make_edition("Second", article)
    assert len(_changes(ChangeKind.PUBLICATION)) == 1
    make_edition("یک", article, language="fa")
    assert len(_changes(ChangeKind.PUBLICATION)) == 2
    withdraw_edition(actor=None, edition_id=first.id, version=first.version)
    assert len(_changes(ChangeKind.PUBLICATION)) == 2
    withdraw_edition(actor=None, edition_id=second.id, version=second.version)
    assert len(_changes(ChangeKind.PUBLICATION)) == 3


@pytest.mark.parametrize("roles", [(), (Role.WRITER,), (Role.MODERATOR,)])
def test_who_is_no_editor_is_refused_every_act(roles: tuple[Role, ...]) -> None:
    edition = make_edition("Winter", make_published("One"))
    someone = make_account("someone", *roles)
    acts: tuple[Callable[[], Edition], ...] = (
        lambda: begin_edition(actor=someone, title="Mine", language="en"),
        lambda: edit_edition(
            actor=someone,
            edition_id=edition.id,
            version=edition.version,
            details=details_of(edition),
            pieces=[],
        ),
        lambda: publish_edition(
            actor=someone, edition_id=edition.id, version=edition.version, on=TODAY
        ),
        lambda: withdraw_edition(actor=someone, edition_id=edition.id, version=edition.version),
    )
    for act in acts:
        with pytest.raises(EditionRefused, match="made by editors and publishers"):
            act()
    assert Edition.objects.get() == edition
    assert Edition.objects.get().version == edition.version


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_editors_and_publishers_may_do_every_act(role: Role) -> None:
    someone = make_account("someone", role)
    edition = make_edition("Winter", make_published("One"), published=False)
    edition = publish_edition(
        actor=someone, edition_id=edition.id, version=edition.version, on=TODAY
    )
    edition = withdraw_edition(actor=someone, edition_id=edition.id, version=edition.version)
    assert edition.state == EditionState.WITHDRAWN


def test_of_two_editors_at_once_one_wins_and_the_other_is_told() -> None:
    one, two = make_published("One"), make_published("Two")
    edition = make_edition("Winter", one, published=False)
    seen = edition.version
    _edited(edition, two, title="Frost")
    late: tuple[Callable[[], Edition], ...] = (
        lambda: _edited(edition, one, title="Snow"),
        lambda: publish_edition(actor=None, edition_id=edition.id, version=seen, on=TODAY),
        lambda: withdraw_edition(actor=None, edition_id=edition.id, version=seen),
    )
    for act in late:
        with pytest.raises(EditionChanged) as told:
            act()
        assert told.value.version == seen + 1
    stands = Edition.objects.get()
    assert (stands.title, pieces_of(stands)) == ("Frost", [two.id])


@pytest.mark.parametrize(
    ("details", "field", "words"),
    [
        ({"title": " "}, "title", "Give the edition a title."),
        ({"language": "de"}, "language", "Choose one of en, fa."),
        ({"picture": "a" * 32}, "picture_alt", "Say what it shows."),
        ({"letter": "Dear reader."}, "signed", "Say who signs the letter"),
    ],
)
def test_what_an_edition_lacks_is_said_beside_its_field(
    details: dict[str, str], field: str, words: str
) -> None:
    edition = make_edition("Winter", make_published("One"))
    with pytest.raises(EditionRefused, match=words) as refusal:
        _edited(edition, **details)
    assert refusal.value.field == field
    assert details_of(Edition.objects.get()) == details_of(edition)


def test_a_published_edition_keeps_its_language() -> None:
    edition = make_edition("Winter", make_published("One"))
    with pytest.raises(EditionRefused, match="keeps its language"):
        _edited(edition, language="fa")


def test_a_piece_that_is_not_accepted_is_not_put_in_and_one_taken_down_keeps_its_place(
    editor: Account,
) -> None:
    one, two = make_published("One"), make_published("Two")
    edition = make_edition("Winter", one, two)
    draft = begin_article(actor=make_account("writer"), language="en")
    with pytest.raises(EditionRefused, match="Only accepted, scheduled and published"):
        _edited(edition, one, two, draft)
    with pytest.raises(EditionRefused, match="stands in an edition once"):
        _edited(edition, one, one)
    assert one.published_revision is not None
    move_article(
        actor=editor,
        article_id=one.id,
        move=Move(Verb.TAKE_DOWN),
        document=one.published_revision.document,
        now=FIRST_DAY,
    )
    edition = _edited(edition, two, one)
    assert pieces_of(edition) == [two.id, one.id]
    edition = _edited(edition, two)
    with pytest.raises(EditionRefused, match="Only accepted, scheduled and published"):
        _edited(edition, two, one)


def test_an_edition_holds_a_bounded_number_of_pieces() -> None:
    edition = make_edition("Winter", make_published("One"))
    with pytest.raises(EditionRefused, match=f"{MAX_PIECES} are the most"):
        edit_edition(
            actor=None,
            edition_id=edition.id,
            version=edition.version,
            details=details_of(edition),
            pieces=[edition.id] * (MAX_PIECES + 1),
        )


def test_an_edition_that_readers_would_find_empty_is_not_published() -> None:
    edition = begin_edition(actor=None, title="Winter", language="en")
    with pytest.raises(EditionRefused, match="no piece of it is published") as refusal:
        publish_edition(actor=None, edition_id=edition.id, version=edition.version, on=TODAY)
    assert refusal.value.field == "pieces"
    published = make_edition("Spring", make_published("One"))
    with pytest.raises(EditionRefused, match="published already"):
        publish_edition(actor=None, edition_id=published.id, version=published.version, on=TODAY)
    with pytest.raises(EditionRefused, match="not published"):
        withdraw_edition(actor=None, edition_id=edition.id, version=edition.version)


def test_editions_of_one_title_have_addresses_of_their_own() -> None:
    article = make_published("One")
    assert [make_edition("Winter", article).slug for _ in range(3)] == [
        "winter",
        "winter-2",
        "winter-3",
    ]


def test_the_database_holds_what_the_services_promise() -> None:
    one = make_published("One")
    edition = make_edition("Winter", one, make_published("Two"), published=False)
    broken: tuple[Callable[[], object], ...] = (
        lambda: Edition.objects.update(state=EditionState.PUBLISHED),
        lambda: Edition.objects.update(title=""),
        lambda: Edition.objects.update(picture="a" * 32),
        lambda: EditionArticle.objects.create(edition=edition, article=one, position=9),
        lambda: EditionArticle.objects.create(
            edition=edition, article=make_published("Three"), position=1
        ),
    )
    for act in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
