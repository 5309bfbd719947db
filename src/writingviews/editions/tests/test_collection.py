"""What a booklet or an EPUB is made of: which articles, in which order, under which name."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from writingviews.articles.models import EditionArticle, Topic
from writingviews.articles.services.editions import (
    details_of,
    edit_edition,
    withdraw_edition,
)
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_edition,
    make_publication,
    make_published,
)
from writingviews.editions.collection import MOST, Choice, Collection, read_collection
from writingviews.editions.refusal import EditionRefused
from writingviews.people.services import create_byline
from writingviews.site.publication_view import PublicationView

from .pieces_for_paper import ABC, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "fa")


def read(choice: Choice) -> Collection:
    return read_collection(PublicationView.read(), choice)


def refused(choice: Choice) -> str:
    with pytest.raises(EditionRefused) as refusal:
        read(choice)
    return str(refusal.value)


def publish(*titles: str, language: str = "en", **more: object) -> None:
    """Publish one a day."""
    for day, title in enumerate(titles):
        make_published(title, language=language, date=FIRST_DAY + timedelta(days=day), **more)  # type: ignore[arg-type]


def test_named_articles_stand_as_they_are_named_under_the_publications_name() -> None:
    publish("One", "Two", "Three")
    made = read(Choice(slugs=("three", "one")))
    assert (made.slugs, made.title, made.language) == (("three", "one"), "The Test", "en")
    assert made.address.endswith("/")
    assert "/articles/" not in made.address


def test_one_article_gives_its_own_name_and_address() -> None:
    publish("Alone")
    made = read(Choice(slugs=("alone",)))
    assert made.title == "Alone"
    assert made.address.endswith("/articles/alone/")


def test_a_sections_articles_stand_in_one_language_the_newest_last() -> None:
    publish("One", "Two", "Three")
    publish("یک", language="fa")
    made = read(Choice(section="culture"))
    assert (made.slugs, made.title) == (("one", "two", "three"), "Culture")
    assert made.address.endswith("/sections/culture/")
    persian = read(Choice(section="culture", language="fa"))
    assert len(persian.slugs) == 1
    assert persian.address.endswith("/fa/sections/culture/")


def test_the_newest_are_taken_where_there_are_more_and_a_sentence_says_so() -> None:
    publish("One", "Two", "Three")
    made = read(Choice(section="culture", most=2))
    assert made.slugs == ("two", "three")
    assert made.problems == (
        "“Culture” has 3 articles; the newest 2 were taken. --most takes another number.",
    )
    assert read(Choice(section="culture", most=3)).problems == ()


def test_a_bylines_works_bear_its_name_language_and_what_is_said_of_it() -> None:
    byline = create_byline(name="هاله سفیدرودی", language="fa", about="نویسنده.\n\nدر ده‌چشمه.")
    publish("یک", "دو", language="fa", byline=byline)
    publish("In English", byline=byline)
    made = read(Choice(byline=byline.slug))
    assert (made.title, made.language, len(made.slugs)) == (byline.name, "fa", 2)
    assert made.intro == ("نویسنده.", "در ده‌چشمه.")
    english = read(Choice(byline=byline.slug, language="en"))
    assert (english.slugs, english.intro) == (("in-english",), ())


def test_a_topics_articles_are_found_by_its_slug() -> None:
    publish("One", "Two", topics=("Rivers",))
    topic = Topic.objects.get(name="Rivers")
    made = read(Choice(topic=topic.slug))
    assert (made.title, made.slugs) == ("Rivers", ("one", "two"))


def test_an_edition_keeps_the_order_of_its_editors_and_brings_its_letter_and_cover() -> None:
    first, second = make_published("یک", language="fa"), make_published("Two")
    edition = make_edition("زمستان", second, first, language="fa")
    make_picture(ABC)
    edit_edition(
        actor=None,
        edition_id=edition.id,
        version=edition.version,
        details=replace(
            details_of(edition),
            label="شمارهٔ ۳",
            standfirst="دربارهٔ سرما",
            letter="سلام <خواننده>،\n\nFrom the attic.",
            signed="سردبیر",
            picture=ABC,
            picture_alt="A slope",
            picture_credit="Drawing: the house",
        ),
        pieces=[second.id, first.id],
    )
    made = read(Choice(edition=str(edition.slug)))
    assert (made.title, made.language, made.label) == ("زمستان", "fa", "شمارهٔ ۳")
    assert made.slugs == (second.slug, first.slug)
    assert made.shown_address.endswith(f"/editions/{edition.slug}/")
    assert made.letter_html.startswith("<h2>از سردبیر</h2><p")
    assert "سلام &lt;خواننده&gt;،</p>" in made.letter_html
    assert made.letter_html.endswith("سردبیر</p>")
    assert (made.cover, made.cover_alt) == (f"/media/{ABC}/480.jpg", "A slope")
    assert (made.intro, made.day) == (("دربارهٔ سرما",), FIRST_DAY.date())


def test_an_edition_that_readers_may_not_see_or_that_is_empty_is_refused() -> None:
    edition = make_edition("Winter", make_published("One"))
    assert "No published edition is called 'x'" in refused(Choice(edition="x"))
    assert "leave them out" in refused(Choice(edition="winter", most=3))
    assert refused(Choice(edition="winter", slugs=("two",))).endswith("one.")
    EditionArticle.objects.filter(edition=edition).delete()
    assert "has no article that readers may see" in refused(Choice(edition="winter"))
    withdraw_edition(actor=None, edition_id=edition.id, version=edition.version)
    assert "No published edition is called 'winter'" in refused(Choice(edition="winter"))


def test_what_is_empty_is_refused_and_the_languages_that_are_not_are_named() -> None:
    assert (
        refused(Choice())
        == "No article is named. Name one at least, or an --edition or a --section."
    )
    assert "nor in any other language" in refused(Choice(section="culture"))
    publish("یک", language="fa")
    assert refused(Choice(section="culture")) == (
        "“Culture” has no article in English. It has some in --language fa."
    )


def test_what_is_not_there_twice_there_or_asked_for_at_once_is_refused() -> None:
    publish("One")
    assert "No published article is called 'nine'" in refused(Choice(slugs=("one", "nine")))
    assert "is named 2 times" in refused(Choice(slugs=("one", "one")))
    for choice in (Choice(section="x"), Choice(topic="x"), Choice(byline="x")):
        assert "'x'. The name is the last part" in refused(choice)
    assert refused(Choice(slugs=("one",), section="culture")).endswith("one.")
    assert "--most choose among" in refused(Choice(slugs=("one",), most=MOST))
    assert refused(Choice(section="culture", most=0)) == (
        "0 articles are no book. Take from 1 to 500."
    )


def test_reading_a_list_costs_the_same_however_long_it_is(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    publish(*(f"Title {number}" for number in range(12)))
    with django_assert_max_num_queries(9):
        assert len(read(Choice(section="culture")).slugs) == 12
