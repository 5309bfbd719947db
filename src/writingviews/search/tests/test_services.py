"""Index and related articles follow what is published, and nothing else is shown."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings as django_settings
from pytest_django import DjangoAssertNumQueries, Settings

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article, Revision
from writingviews.articles.tests.making import FIRST_DAY, make_publication, make_published
from writingviews.people.services import create_byline
from writingviews.search import services
from writingviews.search.house_index import house_index
from writingviews.search.index import IndexBusy
from writingviews.search.models import RELATED, RelatedArticle
from writingviews.search.selectors import pointing_at, related_articles, search_articles

pytestmark = pytest.mark.django_db

TIDE = "The tide pools hold crabs, limpets and anemones while the tide is out."
LOOM = "The loom keeps its warp tight, and the weaver throws the shuttle through the threads."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Give each test a publication's folder of its own."""
    settings.HOUSE = replace(django_settings.HOUSE, folder=tmp_path)
    make_publication("en", "fa")
    return tmp_path


def found(query: str, *, section: str | None = None) -> list[UUID]:
    return [result.article_id for result in search_articles(query, section=section).results]


def take_down(article: Article) -> None:
    article.state = State.TAKEN_DOWN
    article.save()


def many(texts: list[str]) -> list[Article]:
    return [
        make_published(f"Piece {number}", text=text, date=FIRST_DAY + timedelta(days=number))
        for number, text in enumerate(texts)
    ]


class TestSearching:
    def test_a_published_article_is_found_with_its_passage(self) -> None:
        article = make_published("At low tide", text=TIDE, standfirst="A walk")
        services.refresh_articles([article.pk])
        page = search_articles("limpet tides")
        assert (page.total, page.page, page.available) == (1, 1, True)
        (result,) = page.results
        assert result.article_id == article.pk
        assert ("limpets", True) in result.passage
        assert result.title == (("At low ", False), ("tide", True))

    def test_section_byline_and_topic_are_known_to_the_index(self) -> None:
        article = make_published(
            "Weaving", text=LOOM, byline=create_byline(name="Zohreh Bafandeh"), topics=("Crafts",),
        )  # fmt: skip
        services.refresh_articles([article.pk])
        assert found("bafandeh") == found("crafts") == [article.pk]
        assert found("loom", section="culture") == [article.pk]
        assert found("loom", section="science") == []

    def test_what_is_taken_down_is_not_found_even_before_the_index_knows(self) -> None:
        article = make_published(text=TIDE)
        services.refresh_articles([article.pk])
        take_down(article)
        assert found("tide") == []
        services.refresh_articles([article.pk])
        assert search_articles("tide").total == 0

    def test_what_was_never_published_is_never_indexed(self) -> None:
        article = make_published(text=TIDE)
        take_down(article)
        services.refresh_articles([article.pk, uuid4()])
        services.rebuild_index()
        assert house_index().count() == 0

    def test_a_page_of_results_takes_one_query(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        services.refresh_articles([article.pk for article in many([TIDE] * 12)])
        with django_assert_num_queries(1):
            assert len(search_articles("tide", size=5).results) == 5
        with django_assert_num_queries(1):
            assert len(search_articles("tide", size=12).results) == 12

    def test_pages_lead_on_and_end(self) -> None:
        services.refresh_articles([article.pk for article in many([TIDE] * 5)])
        pages = [search_articles("tide", page=page, size=2) for page in (0, 1, 2, 3, 4, 10**9)]
        assert [len(page.results) for page in pages] == [2, 2, 2, 1, 0, 0]
        assert [page.total for page in pages[:5]] == [5] * 5

    @pytest.mark.parametrize("query", ["", "\0", '"', "\ud800", "a" * 10**6, "* : ( ^ ~"])
    def test_odd_queries_find_nothing_and_raise_nothing(self, query: str) -> None:
        services.refresh_articles([make_published(text=TIDE).pk])
        for language in (None, "en", "\0"):
            assert search_articles(query, language=language).results == ()

    def test_persian_is_found_in_its_authors_spelling(self) -> None:
        article = make_published("كتاب‌خانه", text="به كتاب‌خانه می‌روم.", language="fa")
        services.refresh_articles([article.pk])
        (result,) = search_articles("کتابخانه", language="fa").results
        assert ("كتاب‌خانه", True) in result.passage


class TestLosingTheIndex:
    def test_without_an_index_nothing_is_found_and_that_is_said(self) -> None:
        make_published(text=TIDE)
        page = search_articles("tide")
        assert (page.results, page.available) == ((), False)

    def test_a_deleted_index_is_rebuilt_from_the_database(self, folder: Path) -> None:
        articles = many([TIDE, LOOM])
        services.refresh_articles([article.pk for article in articles])
        shutil.rmtree(folder / "search")
        assert services.ensure_index() is True
        assert services.ensure_index() is False
        assert found("tide") == [articles[0].pk]

    def test_a_change_after_the_loss_rebuilds_all_of_it(self, folder: Path) -> None:
        articles = many([TIDE, LOOM])
        services.refresh_articles([article.pk for article in articles])
        shutil.rmtree(folder / "search")
        services.refresh_articles([articles[1].pk])
        assert found("tide") == [articles[0].pk]

    def test_a_rebuild_tells_how_far_it_is(self) -> None:
        many([TIDE] * 3)
        told: list[tuple[int, int]] = []
        assert services.rebuild_index(lambda done, total: told.append((done, total))) == 3
        assert told == [(3, 3)]

    def test_a_busy_index_stops_nobody_and_is_caught_up(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        services.ensure_index()
        missed, next_one = many([TIDE, TIDE])

        def busy(*_: object, **__: object) -> None:
            raise IndexBusy("Another process has been writing for 20 seconds.")

        with monkeypatch.context() as patched:
            patched.setattr(house_index(), "write", busy)
            assert services.refresh_articles([missed.pk]) == set()
        assert found("tide") == []
        changed = services.refresh_articles([next_one.pk])
        assert set(found("tide")) == {missed.pk, next_one.pk}
        assert changed == {missed.pk, next_one.pk}
        assert not (folder / "search" / "unfinished").exists()

    def test_removing_takes_out_without_asking_the_database(self) -> None:
        article = make_published(text=TIDE)
        services.refresh_articles([article.pk])
        services.remove_articles([article.pk])
        assert house_index().count() == 0


class TestRelated:
    def test_the_nearest_stand_below_and_never_the_article_itself(self) -> None:
        articles = many([TIDE] * 4 + [LOOM] * 4)
        services.refresh_articles([article.pk for article in articles])
        tides = {article.pk for article in articles[:4]}
        for article in articles[:4]:
            related = related_articles(article.pk)
            assert set(related[:3]) == tides - {article.pk}
            assert article.pk not in related

    def test_at_most_five_and_at_most_two_of_a_byline(self) -> None:
        byline = create_byline(name="One Hand")
        own = [make_published(f"T{n}", text=TIDE, byline=byline) for n in range(4)]
        articles = own + many([TIDE] * 6)
        services.refresh_articles([article.pk for article in articles])
        for article in articles:
            related = related_articles(article.pk)
            assert len(related) == RELATED
            assert len(set(related) & {each.pk for each in own}) <= 2

    def test_a_new_article_changes_the_lists_of_its_neighbours(self) -> None:
        first, second, loom = many([TIDE, TIDE, LOOM])
        services.refresh_articles([first.pk, second.pk, loom.pk])
        new = make_published("New", text=TIDE)
        changed = services.refresh_articles([new.pk])
        assert changed == {first.pk, second.pk, new.pk}
        assert new.pk in related_articles(first.pk)
        assert set(pointing_at([new.pk])[new.pk]) == {first.pk, second.pk}
        assert services.refresh_articles([new.pk]) == set()

    def test_what_a_new_article_changes_is_bounded(self) -> None:
        services.refresh_articles([article.pk for article in many([TIDE] * 30)])
        changed = services.refresh_articles([make_published("New", text=TIDE).pk])
        assert len(changed) <= 1 + RELATED

    def test_what_is_taken_down_leaves_every_list(self) -> None:
        articles = many([TIDE] * 9)
        services.refresh_articles([article.pk for article in articles])
        gone = articles[-1]
        pointing = set(pointing_at([gone.pk])[gone.pk])
        assert pointing
        take_down(gone)
        assert all(gone.pk not in related_articles(pk) for pk in pointing)
        changed = services.refresh_articles([gone.pk])
        assert changed == pointing | {gone.pk}
        assert pointing_at([gone.pk]) == {}
        assert related_articles(gone.pk) == []
        assert all(len(related_articles(pk)) == RELATED for pk in pointing)

    def test_another_language_is_never_related(self) -> None:
        english = make_published("Tide", text=TIDE)
        persian = make_published("Tide", text=TIDE, language="fa")
        services.refresh_articles([english.pk, persian.pk])
        assert related_articles(english.pk) == related_articles(persian.pk) == []

    def test_the_same_articles_give_the_same_lists_whatever_their_ids_and_order(
        self, folder: Path
    ) -> None:
        texts = [TIDE, LOOM, f"{TIDE} {LOOM}", f"{TIDE} {TIDE}", "Crabs weave no threads."] * 3

        def lists(order: Callable[[list[UUID]], list[UUID]]) -> dict[str | None, list[str | None]]:
            Article.objects.update(published_revision=None, state=State.WITHDRAWN)
            Revision.objects.all().delete()
            Article.objects.all().delete()
            shutil.rmtree(folder / "search", ignore_errors=True)
            slugs = {article.pk: article.slug for article in many(texts)}
            services.refresh_articles(order(list(slugs)))
            services.refresh_all_related()
            return {slugs[pk]: [slugs[each] for each in related_articles(pk)] for pk in slugs}

        first = lists(list)
        assert any(first.values())
        assert lists(lambda ids: ids[::-1]) == first
        assert services.refresh_all_related() == set()

    def test_refreshing_all_takes_away_what_should_not_be_there(self) -> None:
        articles = many([TIDE] * 3)
        services.refresh_articles([article.pk for article in articles])
        take_down(articles[0])
        services.index_articles([articles[0].pk])
        services.refresh_all_related()
        assert not RelatedArticle.objects.filter(article=articles[0]).exists()
        assert not RelatedArticle.objects.filter(related=articles[0]).exists()

    def test_the_queries_for_a_publication_do_not_grow_with_the_house(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        services.refresh_articles([article.pk for article in many([TIDE] * 20)])
        new = make_published("New", text=TIDE)
        with django_assert_max_num_queries(24):
            services.refresh_articles([new.pk])
