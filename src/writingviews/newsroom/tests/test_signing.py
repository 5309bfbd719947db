"""Equal names are told apart where pieces are filed and taken up; who bears them is not told."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from writingviews.articles.models import Article
from writingviews.articles.services.filing import file_article, filing_of
from writingviews.newsroom.signing import Signature, signatures
from writingviews.people.models import Account, Byline, BylineKind
from writingviews.people.services import take_byline

from .conftest import SUBMITTED, Cast

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]


def signed_by(article: Article, *bylines: Byline, actor: Account) -> Article:
    filing = replace(filing_of(article), bylines=bylines)
    file_article(actor=actor, article_id=article.id, filing=filing)
    return article


@pytest.mark.parametrize(
    "name", ["Mira Talab", "mira talab", "MIRA TALAB"], ids=["same", "small", "large"]
)
def test_a_name_borne_twice_comes_with_its_address(cast: Cast, name: str) -> None:
    other = take_byline(account=cast.second_writer, name=name)
    assert signatures([cast.byline, other, cast.second_byline]) == {
        cast.byline.pk: Signature("Mira Talab", "mira-talab"),
        other.pk: Signature(name, "mira-talab-2"),
        cast.second_byline.pk: Signature("Jo Okafor", ""),
    }


def test_a_name_of_no_letters_is_not_taken_for_another(cast: Cast) -> None:
    stars = take_byline(account=cast.writer, name="***")
    dots = take_byline(account=cast.second_writer, name="...")
    assert {str(one) for one in signatures([stars, dots]).values()} == {"***", "..."}


def test_nobody_signs_nothing() -> None:
    assert signatures([]) == {}


@pytest.mark.parametrize("address", ["/newsroom/", "/newsroom/board/", "/newsroom/pieces/"])
def test_editors_see_in_every_list_which_of_two_it_is(
    cast: Cast, see: See, piece: Make, address: str
) -> None:
    namesake = take_byline(account=cast.second_writer, name="Mira Talab")
    signed_by(piece(by=cast.second_writer), namesake, actor=cast.second_writer)
    pieces = [piece(*SUBMITTED), piece(*SUBMITTED, by=cast.second_writer)]
    signed_by(pieces[1], namesake, actor=cast.second_writer)
    text = see(cast.editor).get(address).text
    assert ">(mira-talab)<" in text
    assert ">(mira-talab-2)<" in text
    assert "w-account" not in text
    assert "w2-account" not in text


@pytest.mark.parametrize("address", ["/newsroom/", "/newsroom/board/", "/newsroom/pieces/"])
def test_a_name_that_one_bears_alone_stands_alone(
    cast: Cast, see: See, piece: Make, address: str
) -> None:
    piece(*SUBMITTED)
    text = see(cast.editor).get(address).text
    assert "Mira Talab" in text
    assert "mira-talab" not in text


@pytest.mark.parametrize("address", ["/newsroom/", "/newsroom/board/", "/newsroom/pieces/"])
@pytest.mark.parametrize(
    ("language", "direction", "comma"), [("en", "ltr", ", "), ("fa", "rtl", "، ")]
)
def test_bylines_run_as_their_piece_does(
    cast: Cast, see: See, piece: Make, address: str, language: str, direction: str, comma: str
) -> None:
    second = take_byline(account=cast.writer, name="Ada Rood")
    signed_by(piece(*SUBMITTED, language=language), cast.byline, second, actor=cast.writer)
    assert (
        f'<span class="bylines" lang="{language}" dir="{direction}">'
        f"<bdi>Mira Talab</bdi>{comma}<bdi>Ada Rood</bdi></span>"
    ) in see(cast.editor).get(address).text


def test_who_files_a_piece_sees_which_of_two_names_they_tick(
    cast: Cast, see: See, piece: Make
) -> None:
    take_byline(account=cast.second_writer, name="Mira Talab")
    article = piece(*SUBMITTED)
    for who in (cast.writer, cast.editor):
        text = see(who).get(f"/desk/{article.id}/details/").text
        assert "Mira Talab (mira-talab)" in text
        assert "Mira Talab (mira-talab)" in see(who).get(f"/desk/{article.id}/").text


def test_who_begins_a_piece_under_one_of_two_equal_names_sees_which(cast: Cast, see: See) -> None:
    take_byline(account=cast.writer, name="Mira Talab", kind=BylineKind.PEN)
    choices = see(cast.writer).get("/desk/").context["page"].begin.fields["byline"].choices
    assert [str(label) for _, label in choices] == [
        "Decide later",
        "Mira Talab (mira-talab)",
        "Mira Talab (mira-talab-2)",
    ]
