"""How a piece began, in the tree: shown, taken back, taken down, moved; and nobody is named."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from writingviews.articles.contributors import add_contributor
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article
from writingviews.articles.services.first_drafts import (
    FirstDraftRefused,
    let_readers_see_first_draft,
    take_first_draft_back,
)
from writingviews.articles.services.moving import Move, change_slug, move_article
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_document,
    make_publication,
    make_published,
    make_written,
)
from writingviews.ledger.models import AuditEntry, Change
from writingviews.people.models import Account, Role
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import check_tree, rebuild
from writingviews.search.services import rebuild_index

pytestmark = pytest.mark.django_db
NOW = FIRST_DAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: LazySettings) -> None:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    make_publication("en", "fa")
    rebuild_index()
    rebuild()


@pytest.fixture
def writer() -> Account:
    return make_account("w-account")


@pytest.fixture
def publisher() -> Account:
    return make_account("p-account", Role.EDITOR, Role.PUBLISHER)


@pytest.fixture
def article(writer: Account, publisher: Account) -> Article:
    return make_written(writer, publisher)


def show(writer: Account, article: Article) -> bool:
    return let_readers_see_first_draft(actor=writer, article_id=article.id, now=NOW)


def page(article: Article, slug: str = "") -> str:
    print_pending()
    check = check_tree()
    assert check.equal, (check.differing, check.missing, check.foreign)
    return (house_tree().read(f"/articles/{slug or article.slug}/drafts/") or b"").decode()


def status(slug: str) -> str:
    told = house_tree().root / f"articles/{slug}/drafts/index.html.status"
    return told.read_text() if told.exists() else ""


def test_it_is_printed_when_its_writer_says_yes_and_not_before(
    writer: Account, article: Article
) -> None:
    own = f"/articles/{article.slug}/"
    assert page(article) == ""
    assert b"drafts/" not in (house_tree().read(own) or b"")
    assert show(writer, article)
    assert show(writer, article)
    text = page(article)
    assert "<del>A bread</del> is lit." in text
    assert "<ins>The oven</ins> is lit." in text
    assert '<meta name="robots" content="noindex">' in text
    assert f'href="{own}drafts/"'.encode() in (house_tree().read(own) or b"")
    for secret in ("w-account", "p-account", "2026", str(writer.id), str(article.id)):
        assert secret not in text.split("<main", 1)[1].split("</main>")[0], secret
    for elsewhere in ("/sitemaps/1.xml", "/feed.xml", "/", "/latest/"):
        assert b"/drafts/" not in (house_tree().read(elsewhere) or b""), elsewhere
    row = AuditEntry.objects.get(verb="agree to show first draft")
    assert (row.actor, row.details) == (writer.id, {})


def test_nobody_else_may_show_it_nor_take_it_back(
    writer: Account, publisher: Account, article: Article
) -> None:
    for act in (let_readers_see_first_draft, take_first_draft_back):
        with pytest.raises(FirstDraftRefused, match="for those who write it"):
            act(actor=publisher, article_id=article.id, now=NOW)
    show(writer, article)
    with pytest.raises(FirstDraftRefused):
        take_first_draft_back(actor=publisher, article_id=article.id, now=NOW)
    assert "<del>" in page(article)


def test_a_piece_that_was_printed_as_handed_in_or_came_from_elsewhere_has_none(
    writer: Account, publisher: Account
) -> None:
    same = make_document("The same", text="Word for word.")
    pieces = (
        make_written(writer, publisher, first=same, printed=same),
        make_published("From elsewhere", writer=writer),
    )
    for piece in pieces:
        with pytest.raises(FirstDraftRefused, match="no first draft"):
            show(writer, piece)
        assert page(piece) == ""


def test_taken_back_it_answers_410_and_goes_before_all_that_waits(
    writer: Account, article: Article
) -> None:
    show(writer, article)
    print_pending()
    take_first_draft_back(actor=writer, article_id=article.id, now=NOW)
    assert Change.objects.get().urgent
    print_pending(only_urgent=True)
    assert status(str(article.slug)) == "410"
    assert "A bread" not in page(article)
    assert b"/drafts/" not in (house_tree().read(f"/articles/{article.slug}/") or b"")
    show(writer, article)
    assert "A bread" in page(article)
    assert status(str(article.slug)) == ""


def test_a_take_down_takes_it_along_and_back_it_is_not_shown_unasked(
    writer: Account, publisher: Account, article: Article
) -> None:
    show(writer, article)
    print_pending()
    document = article.published_revision.document  # type: ignore[union-attr]
    move_article(
        actor=publisher, article_id=article.id, move=Move(Verb.TAKE_DOWN), document=None, now=NOW
    )
    print_pending(only_urgent=True)
    assert status(str(article.slug)) == "410"
    assert "A bread" not in page(article)
    move_article(
        actor=publisher,
        article_id=article.id,
        move=Move(Verb.RESTORE),
        document=document,
        now=NOW,
    )
    assert "A bread" not in page(article)
    assert show(writer, article)
    assert "A bread" in page(article)


def test_it_moves_with_its_piece_and_follows_what_is_printed(
    writer: Account, publisher: Account, article: Article
) -> None:
    old = str(article.slug)
    show(writer, article)
    print_pending()
    moved = change_slug(actor=publisher, article_id=article.id, wanted="elsewhere")
    assert "A bread" in page(moved)
    assert status(old) == "301 /articles/elsewhere/drafts/"
    move_article(
        actor=publisher,
        article_id=article.id,
        move=Move(Verb.UPDATE),
        document=make_document("How it went on", text="A bread is lit, they say."),
        now=NOW,
    )
    assert "is lit<ins>, they say</ins>." in page(moved)
    take_first_draft_back(actor=writer, article_id=article.id, now=NOW)
    page(moved)
    assert (status("elsewhere"), status(old)) == ("410", "301 /articles/elsewhere/drafts/")


def test_of_a_piece_by_several_it_is_shown_when_the_last_has_said_yes(
    writer: Account, article: Article
) -> None:
    second, third = make_account("w2-account"), make_account("w3-account")
    add_contributor(account=second, article_id=article.id)
    assert not show(writer, article)
    assert page(article) == ""
    assert show(second, article)
    assert "A bread" in page(article)
    add_contributor(account=third, article_id=article.id)
    assert "A bread" not in page(article), "the newcomer was not asked"
    assert show(third, article)
    take_first_draft_back(actor=second, article_id=article.id, now=NOW)
    assert "A bread" not in page(article), "one no is enough"
    assert not show(writer, article)
    assert show(second, article)


def test_a_persian_piece_says_it_in_persian(writer: Account, publisher: Account) -> None:
    article = make_written(
        writer,
        publisher,
        first=make_document("نان", text="نان را پختیم."),
        printed=make_document("نان", text="نان را شب پختیم."),
        language="fa",
    )
    show(writer, article)
    text = page(article)
    assert "این نوشته چگونه آغاز شد" in text
    assert "نان را <ins>شب</ins> پختیم." in text
    assert "۳ واژه" in text
