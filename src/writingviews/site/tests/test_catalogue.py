"""The lists in memory: the same whether read at once or moved on article by article."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from writingviews.articles.placement import Placement
from writingviews.articles.tests.making import FIRST_DAY, make_publication, make_published
from writingviews.site.addresses import ListKey
from writingviews.site.catalogue import Catalogue, entry_of
from writingviews.site.numbering import Slice

LATEST = ListKey("latest", "en", "")
BREAD = ListKey("topic", "en", "", "bread")
ADA = ListKey("byline", "en", "", "ada")
DAY = datetime(2026, 3, 1, tzinfo=UTC)


def placed(number: int, **changes: object) -> Placement:
    values: dict[str, object] = {
        "slug": f"piece-{number}",
        "language": "en",
        "section": "culture",
        "topics": (),
        "bylines": ("ada",),
        "published_at": DAY + timedelta(days=number),
    }
    return Placement(**{**values, **changes})  # type: ignore[arg-type]


def catalogue_of(number: int) -> Catalogue:
    return Catalogue({UUID(int=n): placed(n) for n in range(number)})


class TestLists:
    def test_an_article_stands_in_the_lists_it_is_filed_under_and_in_no_other(self) -> None:
        catalogue = Catalogue({UUID(int=1): placed(1, topics=("bread",), language="fa")})
        assert catalogue.newest(BREAD) == catalogue.newest(ADA) == [UUID(int=1)]
        assert catalogue.newest(LATEST) == []
        assert catalogue.count(ListKey("latest", "fa", "/fa")) == catalogue.count() == 1
        assert catalogue.months("fa") == [("1404-12", 1)]
        assert catalogue.months("en") == []
        assert catalogue.slugs("topic") == ["bread"]
        assert catalogue.writes_in("ada", "fa")
        assert not catalogue.writes_in("ada", "en")

    def test_parts_are_counted_from_the_oldest_and_shown_newest_first(self) -> None:
        catalogue = catalogue_of(5)
        assert catalogue.cut(LATEST, Slice(1, 3)) == [UUID(int=2), UUID(int=1)]
        assert catalogue.cut(LATEST, Slice(4, 9)) == [UUID(int=4)]
        assert catalogue.newest(LATEST, 2) == [UUID(int=4), UUID(int=3)]
        assert catalogue.newest(LATEST, 99)[-1] == UUID(int=0)

    def test_neighbours_come_nearest_first_and_leave_the_article_itself_out(self) -> None:
        catalogue = catalogue_of(6)
        entry = entry_of(UUID(int=3), placed(3))
        assert catalogue.newer(LATEST, entry, 2) == [UUID(int=4), UUID(int=5)]
        assert catalogue.older(LATEST, entry, 2) == [UUID(int=2), UUID(int=1)]
        catalogue.put(UUID(int=3), None)
        assert catalogue.newer(LATEST, entry, 1) == [UUID(int=4)]
        assert catalogue.older(LATEST, entry, 9) == [UUID(int=n) for n in (2, 1, 0)]

    def test_articles_of_one_moment_stand_by_their_slugs(self) -> None:
        both = {UUID(int=n): placed(n, published_at=DAY) for n in (2, 1)}
        assert Catalogue(both).newest(LATEST) == [UUID(int=2), UUID(int=1)]

    def test_an_empty_list_has_nothing_and_no_place(self) -> None:
        catalogue = Catalogue({})
        assert catalogue.newest(LATEST) == catalogue.newer(
            LATEST, entry_of(UUID(int=1), placed(1)), 3
        )
        assert (catalogue.count(LATEST), catalogue.slugs("byline")) == (0, [])


class TestMovingOn:
    def test_taking_the_last_article_out_takes_its_lists_away(self) -> None:
        catalogue = Catalogue({UUID(int=1): placed(1, topics=("bread",))})
        catalogue.put(UUID(int=1), None)
        assert catalogue.slugs("topic") == catalogue.slugs("byline") == []
        assert catalogue.placement(UUID(int=1)) is None
        assert catalogue.id_of("piece-1") is None

    def test_what_is_not_there_can_be_taken_out_too(self) -> None:
        catalogue = catalogue_of(1)
        catalogue.put(UUID(int=7), None)
        assert catalogue.count() == 1

    def test_an_address_that_another_got_meanwhile_stays_with_that_one(self) -> None:
        catalogue = catalogue_of(2)
        catalogue.put(UUID(int=1), placed(1, slug="piece-0"))
        catalogue.put(UUID(int=0), placed(0, slug="piece-9"))
        assert catalogue.id_of("piece-0") == UUID(int=1)

    @given(st.integers(0, 10_000))
    def test_any_play_of_moves_gives_the_catalogue_that_is_read_at_once(self, seed: int) -> None:
        chance = random.Random(seed)
        catalogue, now = Catalogue({}), dict[UUID, Placement]()
        for _ in range(40):
            known = UUID(int=chance.randint(0, 9))
            placement = placed(
                chance.randint(0, 60),
                slug=f"piece-{known.int}",
                language=chance.choice(("en", "fa")),
                section=chance.choice(("culture", "science")),
                topics=tuple(chance.sample(("bread", "tide"), chance.randint(0, 2))),
                bylines=tuple(chance.sample(("ada", "heron"), chance.randint(1, 2))),
            )
            if chance.random() < 0.3:
                now.pop(known, None)
                catalogue.put(known, None)
            else:
                now[known] = placement
                catalogue.put(known, placement)
        fresh = Catalogue(now)
        assert catalogue.entries() == fresh.entries()
        for kind in ("latest", "section", "topic", "byline", "month"):
            assert catalogue.slugs(kind) == fresh.slugs(kind)
            for slug in fresh.slugs(kind):
                for language in ("en", "fa"):
                    key = ListKey(kind, language, "", slug)
                    assert catalogue.entries(key) == fresh.entries(key)


@pytest.mark.django_db
def test_a_catalogue_is_read_with_as_many_queries_for_many_articles_as_for_few(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_publication()
    made = [
        make_published(f"No. {n}", topics=("Bread",), date=FIRST_DAY + timedelta(hours=n))
        for n in range(5)
    ]
    with django_assert_num_queries(4):
        catalogue = Catalogue.read()
    assert catalogue.newest(LATEST) == [article.pk for article in reversed(made)]
    assert catalogue.newest(BREAD) == catalogue.newest(LATEST)
    assert catalogue.id_of(str(made[0].slug)) == made[0].pk
